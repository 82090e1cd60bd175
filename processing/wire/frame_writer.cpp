#include "processing/wire/frame_writer.h"

#include <cassert>

namespace lavalier::wire {

FrameWriter::FrameWriter(Buffer& out, FrameType type)
    : m_out(out)
    , m_start(out.size())
{
    number(std::uint32_t {0});
    number(static_cast<std::uint8_t>(type));
}

FrameWriter::~FrameWriter()
{
    const std::size_t size = m_out.size() - m_start - sizeof(std::uint32_t);
    assert(size <= FrameAssembler::kMaxFrameBytes);
    for (std::size_t i = 0; i < sizeof(std::uint32_t); ++i)
        m_out[m_start + i] = static_cast<std::uint8_t>(size >> (8 * i));
}

FrameWriter& FrameWriter::bytes(ByteView value)
{
    m_out.insert(m_out.end(), value.begin(), value.end());
    return *this;
}

} // namespace lavalier::wire
