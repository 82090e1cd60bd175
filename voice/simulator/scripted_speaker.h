#pragma once

#include "voice/base/clock.h"
#include "voice/simulator/scripted_member.h"
#include "voice/simulator/speech.h"

#include <functional>
#include <random>

namespace lavalier::simulator {

/// One RTP packet before transport encryption: the clear header and what will be encrypted.
///
/// Shape:  header = fixed part, CSRCs and extension preamble; body = extension elements, Opus,
/// padding.
struct PlainRtp {
    std::chrono::microseconds due {0}; ///< on the script's clock
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    bool silence = false;
    bool encrypted = false; ///< end to end
    std::uint16_t opusBytes = 0;
    QByteArray header {};
    QByteArray body {};
};

/// Says a script's lines as RTP, packet by packet, whenever asked what is due.
///
/// Shape:   each spurt is its packets every 20 ms and then five silence frames; the next spurt
/// waits
///          for that end. Sequence and timestamp start at random values of the seed.
/// Thread:  any, one at a time. Reads no clock.
class ScriptedSpeaker {
public:
    struct Line {
        std::chrono::microseconds start;
        std::shared_ptr<const OpusPackets> packets; // shared with the library and other speakers
    };

    ScriptedSpeaker(const ScriptSpeaker& script, std::vector<Line> lines, Ssrc ssrc,
                    std::uint64_t seed);

    /// Starts over from `now`: lines that began before are not said any more.
    void skipTo(std::chrono::microseconds now);
    /// When the next packet is due; nullopt when everything has been said.
    std::optional<std::chrono::microseconds> nextDue() const;
    using Seal = std::function<std::optional<SealedFrame>(const QByteArray& opus)>;
    /// The next packet, if due. While muted or without anything to seal with nothing comes, but
    /// the clock of the lines goes on.
    std::optional<PlainRtp> takeDue(std::chrono::microseconds now, bool muted,
                                    const Seal& seal = {});

    UserId user() const { return m_script.user; }
    Ssrc ssrc() const { return m_ssrc; }
    Milliseconds announceDelay() const { return m_script.announceDelay; }

private:
    void advance();
    PlainRtp packetFor(const QByteArray& opus, const SealedFrame& sealed);
    bool chance(double share);

    ScriptSpeaker m_script;
    std::vector<Line> m_lines;
    Ssrc m_ssrc;
    std::mt19937_64 m_random;
    std::uint16_t m_sequence;
    std::uint32_t m_timestamp; ///< of the next packet when frozen in silence; origin when native
    std::int64_t m_turn = 0; ///< how often the period has passed
    std::size_t m_line = 0;
    std::size_t m_frame = 0;
    std::chrono::microseconds m_due {0};
    bool m_firstOfSpurt = true;
};

} // namespace lavalier::simulator
