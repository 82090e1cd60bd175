#include "processing/wire/frame_assembler.h"

namespace lavalier::wire {
namespace {

constexpr std::size_t kSizeBytes = 4;

bool isKnown(std::uint8_t type)
{
    const auto within = [type](FrameType first, FrameType last) {
        return type >= static_cast<std::uint8_t>(first) && type <= static_cast<std::uint8_t>(last);
    };
    return within(FrameType::Hello, FrameType::Bend)
        || within(FrameType::BatchLevels, FrameType::RenderDone);
}

} // namespace

void FrameAssembler::feed(ByteView bytes)
{
    if (m_broken)
        return;
    // What was taken goes away here and not in take(), whose views must live until now.
    m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(m_taken));
    m_taken = 0;
    m_pending.insert(m_pending.end(), bytes.begin(), bytes.end());
}

Result<std::optional<WireFrame>, WireError> FrameAssembler::take()
{
    const auto breakWith = [this](WireError error) {
        m_broken = error;
        m_pending = {};
        m_taken = 0;
        return Failure {error};
    };
    if (m_broken)
        return Failure {*m_broken};

    ByteReader reader(ByteView(m_pending).subspan(m_taken));
    const auto size = reader.u32le();
    if (!size)
        return std::optional<WireFrame>();
    if (*size == 0)
        return breakWith(WireError::EmptyFrame);
    if (*size > kMaxFrameBytes)
        return breakWith(WireError::OversizedFrame);
    const auto type = reader.u8();
    if (!type)
        return std::optional<WireFrame>();
    if (!isKnown(*type))
        return breakWith(WireError::UnknownType);
    const auto payload = reader.take(*size - 1);
    if (!payload)
        return std::optional<WireFrame>();
    m_taken += kSizeBytes + *size;
    return std::optional(WireFrame {static_cast<FrameType>(*type), *payload});
}

} // namespace lavalier::wire
