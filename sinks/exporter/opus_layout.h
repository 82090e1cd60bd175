#pragma once

#include "processing/timeline/plan_walk.h"
#include "voice/base/byte_reader.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace lavalier::exporter {

/// One packet of an Ogg Opus stream, in its order.
struct LaidPacket {
    QByteArray bytes;
    SampleCount samples;

    bool operator==(const LaidPacket&) const = default;
};

/// Lays stored packets one behind the other so that any Opus player has each where the plan has it.
///
/// An Opus stream knows no positions, only lengths: silence between talk spurts becomes packets
/// of coded silence, in steps of 2.5 ms; what was lost becomes packets without content, for which
/// players extrapolate. What does not fit is carried to the next gap, and at most half a packet
/// stands off; a packet that would stand off further is left out and counted.
/// Shape:   `lead` samples come before zero, for the pre-skip; of the track, [from, to) is laid.
/// Source:  RFC 7845 section 4; RFC 6716 section 3.
class OpusLayout {
public:
    OpusLayout(SampleCount lead, SampleCount from, SampleCount to);

    /// Whether the packet of this step could be part of what is laid, the step being next.
    bool wants(const timeline::DecodeStep& step) const;
    /// Steps in the plan's order; `payload` belongs to a DecodeStep, and may be empty.
    void add(const timeline::PlanStep& step, const QByteArray& payload = {});
    /// Silence up to the end.
    void finish();

    /// What was laid since the last call.
    std::vector<LaidPacket> take() { return std::exchange(m_laid, {}); }
    SampleCount laidTo() const { return m_at; } ///< lead included
    std::int64_t leftOut() const { return m_leftOut; } ///< found no room
    /// Of steps whose payload no player takes; they are as lost.
    std::vector<std::int64_t> takeRefusedRows() { return std::exchange(m_refusedRows, {}); }
    /// The largest distance of a packet from where the plan has it.
    SampleCount largestOffset() const { return m_largestOffset; }

private:
    void addPacket(const timeline::DecodeStep& step, SampleCount wide, const QByteArray& payload);
    void lose(SampleCount samples);
    void fillLoss();
    void fillSilence(SampleCount until, bool celtFollows);
    void lay(QByteArray bytes, SampleCount samples);

    const SampleCount m_lead;
    const SampleCount m_end; ///< of the stream, lead included
    timeline::PlanWalk m_walk;
    SampleCount m_due; ///< where the plan stands, on the stream
    SampleCount m_at; ///< where the laid packets end
    bool m_speaking = false; ///< the last packet is somebody's and no spurt began since
    std::optional<SampleCount> m_lostTo; ///< nothing arrived for what lies before
    char m_lostToc = 0; ///< a packet of one frame, as the last one was coded
    SampleCount m_lostSamples; ///< of such a frame
    std::vector<LaidPacket> m_laid;
    std::int64_t m_leftOut = 0;
    std::vector<std::int64_t> m_refusedRows;
    SampleCount m_largestOffset;
};

} // namespace lavalier::exporter
