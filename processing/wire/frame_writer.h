#pragma once

#include "processing/wire/codec.h"

#include <bit>
#include <cstdint>

namespace lavalier::wire {

/// Writes one frame: its size is filled in when the writer dies.
///
/// Thread:  any; the buffer must outlive it and grow through it alone.
class FrameWriter {
public:
    FrameWriter(Buffer& out, FrameType type);
    ~FrameWriter();
    FrameWriter(const FrameWriter&) = delete;
    FrameWriter& operator=(const FrameWriter&) = delete;

    template <typename T> FrameWriter& number(T value)
    {
        for (std::size_t i = 0; i < sizeof(T); ++i)
            m_out.push_back(
                static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i)));
        return *this;
    }
    FrameWriter& real(float value) { return number(std::bit_cast<std::uint32_t>(value)); }
    FrameWriter& samples(SampleCount value) { return number(value.value()); }
    FrameWriter& bytes(ByteView value);

private:
    Buffer& m_out;
    std::size_t m_start;
};

} // namespace lavalier::wire
