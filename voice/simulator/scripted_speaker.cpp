#include "voice/simulator/scripted_speaker.h"

#include "voice/base/bytes.h"

#include <algorithm>

namespace lavalier::simulator {

namespace {

using std::chrono::microseconds;

constexpr microseconds kFrame {20'000};
constexpr std::uint32_t kFrameTicks = 960;
constexpr std::size_t kSilenceFrames = 5;
constexpr std::uint8_t kOpusPayloadType = 120;
constexpr std::uint8_t kVersion2 = 0x80;
constexpr std::uint8_t kPaddingBit = 0x20;
constexpr std::uint8_t kExtensionBit = 0x10;
constexpr std::uint8_t kMarkerBit = 0x80;
constexpr std::uint16_t kOneByteProfile = 0xBEDE;
constexpr int kMaxPadding = 12;

QByteArray silenceFrame()
{
    return QByteArray("\xF8\xFF\xFE", 3);
}

std::uint32_t ticksOf(microseconds time)
{
    return static_cast<std::uint32_t>(time.count() * 6 / 125);
}

} // namespace

ScriptedSpeaker::ScriptedSpeaker(const ScriptSpeaker& script, std::vector<Line> lines, Ssrc ssrc,
                                 std::uint64_t seed)
    : m_script(script)
    , m_lines(std::move(lines))
    , m_ssrc(ssrc)
    , m_random(seed ^ ssrc.value())
    , m_sequence(static_cast<std::uint16_t>(m_random()))
    , m_timestamp(static_cast<std::uint32_t>(m_random()))
{
    if (!m_lines.empty())
        m_due = m_lines.front().start;
}

void ScriptedSpeaker::skipTo(microseconds now)
{
    const microseconds period = m_script.period;
    m_turn = period.count() > 0 ? now / period : 0;
    m_line = 0;
    m_frame = 0;
    m_firstOfSpurt = true;
    while (m_line < m_lines.size() && m_turn * period + m_lines[m_line].start < now) {
        if (++m_line == m_lines.size() && period.count() > 0) {
            m_line = 0;
            ++m_turn;
        }
    }
    if (m_line < m_lines.size())
        m_due = m_turn * period + m_lines[m_line].start;
}

std::optional<microseconds> ScriptedSpeaker::nextDue() const
{
    return m_line < m_lines.size() ? std::optional(m_due) : std::nullopt;
}

void ScriptedSpeaker::advance()
{
    m_firstOfSpurt = false;
    m_due += kFrame;
    if (++m_frame < m_lines[m_line].packets->size() + kSilenceFrames)
        return;
    m_frame = 0;
    m_firstOfSpurt = true;
    if (++m_line == m_lines.size()) {
        if (m_script.period.count() == 0)
            return;
        m_line = 0;
        ++m_turn;
    }
    m_due = std::max(m_due, m_turn * microseconds(m_script.period) + m_lines[m_line].start);
}

std::optional<PlainRtp> ScriptedSpeaker::takeDue(microseconds now, bool muted, const Seal& seal)
{
    while (m_line < m_lines.size() && m_due <= now) {
        const OpusPackets& packets = *m_lines[m_line].packets;
        const QByteArray opus = m_frame < packets.size() ? packets[m_frame] : silenceFrame();
        std::optional<SealedFrame> sealed;
        if (!muted)
            sealed = seal ? seal(opus) : SealedFrame {opus};
        std::optional<PlainRtp> packet;
        if (sealed)
            packet = packetFor(opus, *sealed);
        advance();
        if (packet)
            return packet;
    }
    return std::nullopt;
}

bool ScriptedSpeaker::chance(double share)
{
    // Always draws, so that one setting does not shift the luck of the others.
    return static_cast<double>(m_random() >> 11) * 0x1p-53 < share;
}

PlainRtp ScriptedSpeaker::packetFor(const QByteArray& opus, const SealedFrame& sealed)
{
    const bool padded = chance(m_script.paddedShare);
    const bool extended = chance(m_script.extendedShare);
    const bool contributed = chance(m_script.csrcShare);
    const auto padding = static_cast<std::uint8_t>(1 + m_random() % kMaxPadding);

    PlainRtp packet;
    packet.due = m_due;
    packet.sequence = m_sequence++;
    packet.timestamp
        = m_script.kind == SpeakerKind::Native ? m_timestamp + ticksOf(m_due) : m_timestamp;
    if (m_script.kind == SpeakerKind::Bot)
        m_timestamp += kFrameTicks;
    packet.silence = opus == silenceFrame();
    packet.encrypted = sealed.encrypted;
    packet.opusBytes = static_cast<std::uint16_t>(opus.size());

    // RFC 3550 section 5.1; the marker bit as RFC 3551 section 4.1 wants it at a spurt's start.
    ByteWriter header;
    header.u8(static_cast<std::uint8_t>(kVersion2 | (padded ? kPaddingBit : 0)
                                        | (extended ? kExtensionBit : 0) | (contributed ? 1 : 0)));
    header.u8(static_cast<std::uint8_t>(kOpusPayloadType | (m_firstOfSpurt ? kMarkerBit : 0)));
    header.u16be(packet.sequence).u32be(packet.timestamp).u32be(m_ssrc.value());
    if (contributed)
        header.u32be(m_ssrc.value() + 1);
    ByteWriter body;
    if (extended) {
        // RFC 8285 section 4.2: level (id 1) and speaking flags (id 9), one byte each, two words
        // with fill.
        header.u16be(kOneByteProfile).u16be(2);
        body.u8(0x10).u8(packet.silence ? 0x7F : 0x80 | 20).u8(0x90).u8(0x02).u32be(0);
    }
    body.bytes(viewOf(sealed.frame));
    if (padded) {
        for (int i = 1; i < padding; ++i)
            body.u8(0);
        body.u8(padding);
    }
    packet.header = header.take();
    packet.body = body.take();
    return packet;
}

} // namespace lavalier::simulator
