#pragma once

#include "processing/timeline/track_timeline.h"
#include "voice/base/sequence.h"

#include <algorithm>
#include <random>
#include <vector>

namespace lavalier::timeline::test {

using std::chrono::microseconds;
using std::chrono::milliseconds;

/// One packet as it crosses the network.
struct Datagram {
    std::uint16_t sequence = 0;
    std::uint32_t rtp = 0;
    microseconds arrival {0};
    SampleCount duration {960};
    bool silence = false;
    double truth = 0; ///< when its first sample was spoken, in seconds of our clock
};

/// What the receiver stores: numbers unwrapped in order of arrival, rows counted on.
inline std::vector<PacketMark> received(std::vector<Datagram> datagrams, StreamId stream,
                                        std::int64_t firstRow = 1)
{
    std::ranges::stable_sort(datagrams, {}, &Datagram::arrival);
    SequenceUnwrapper sequences;
    RtpUnwrapper ticks;
    std::vector<PacketMark> marks;
    marks.reserve(datagrams.size());
    for (const Datagram& datagram : datagrams) {
        marks.push_back({firstRow++, stream, sequences.unwrap(datagram.sequence),
                         ticks.unwrap(datagram.rtp), datagram.arrival, datagram.duration,
                         datagram.silence});
    }
    return marks;
}

/// A client that speaks and stops, with a clock of its own.
class ScriptedSender {
public:
    explicit ScriptedSender(std::uint16_t sequence = 65'500, std::uint32_t rtp = 4'294'900'000U)
        : m_sequence(sequence)
        , m_rtp(rtp)
    {
    }

    int frameSamples = 960;
    bool clockRunsInSilence = true;
    bool marksSilence = true; ///< by five silence frames
    double driftPpm = 0; ///< how slow the sender's clock is

    /// Continuous speech until `seconds` of frames are sent; begins where the last ended.
    void speak(double seconds)
    {
        const auto frames = static_cast<int>(seconds * 48'000 / frameSamples + 0.5);
        for (int at = 0; at < frames; ++at)
            send(false);
    }
    void stop()
    {
        for (int at = 0; at < 5 && marksSilence; ++at)
            send(true);
    }
    void wait(double seconds)
    {
        m_time += seconds;
        if (clockRunsInSilence)
            m_rtp += static_cast<std::uint32_t>(seconds * 48'000 / (1 + driftPpm * 1e-6) + 0.5);
    }
    double time() const { return m_time; }

    std::vector<Datagram> sent;

private:
    void send(bool silence)
    {
        const double length = frameSamples / 48'000.0 * (1 + driftPpm * 1e-6);
        const auto arrival = static_cast<std::int64_t>((m_time + length) * 1e6 + 0.5);
        sent.push_back({m_sequence++, m_rtp, microseconds(arrival), SampleCount(frameSamples),
                        silence, m_time});
        m_rtp += static_cast<std::uint32_t>(frameSamples);
        m_time += length;
    }

    std::uint16_t m_sequence;
    std::uint32_t m_rtp;
    double m_time = 0;
};

inline SampleCount lengthOf(const PlanStep& step)
{
    struct Length {
        SampleCount operator()(const DecodeStep& s) const { return s.samples; }
        SampleCount operator()(const FecStep& s) const { return s.samples; }
        SampleCount operator()(const ConcealStep& s) const { return s.samples; }
        SampleCount operator()(const SilenceStep& s) const { return s.samples; }
        SampleCount operator()(const ResetStep&) const { return {}; }
        SampleCount operator()(const BendStep&) const { return {}; }
    };
    return std::visit(Length {}, step);
}

/// What every plan must keep; the reason when it does not.
inline const char* faultOf(const TrackPlan& plan)
{
    SampleCount at;
    SampleCount toBend; // of the bend that holds
    SampleCount bent; // on the track, at the end of the bend
    std::vector<std::int64_t> rows;
    for (std::size_t index = 0; index < plan.steps.size(); ++index) {
        const PlanStep& step = plan.steps[index];
        if (const auto* bend = std::get_if<BendStep>(&step)) {
            if (toBend != SampleCount(0))
                return "a bend within a bend";
            if (bend->in <= SampleCount(0) || bend->out <= SampleCount(0))
                return "a bend of no length";
            if (std::abs((bend->out - bend->in).value()) > bend->in.value() / 900 + 2)
                return "a bend that can be heard";
            toBend = bend->in;
            bent = at + bend->out;
            continue;
        }
        if (!std::holds_alternative<ResetStep>(step) && lengthOf(step) <= SampleCount(0))
            return "a step of no length";
        if (const auto* decode = std::get_if<DecodeStep>(&step)) {
            const std::int64_t aside = std::abs((decode->start - at).value());
            if (aside > (toBend > SampleCount(0) ? 480'000 / 900 : 0))
                return "a packet is not where it says";
            rows.push_back(decode->row);
            if (decode->skip < SampleCount(0))
                return "a negative cut";
            if (decode->skip + decode->samples > kMaxOpusPacket)
                return "a packet longer than Opus has";
        }
        if (const auto* fec = std::get_if<FecStep>(&step)) {
            const auto* next = index + 1 < plan.steps.size()
                ? std::get_if<DecodeStep>(&plan.steps[index + 1])
                : nullptr;
            if (!next || next->row != fec->row || next->skip != SampleCount(0))
                return "error correction without its packet";
            if (fec->samples.value() % 120 != 0)
                return "error correction of a length that Opus has not";
        }
        at += lengthOf(step);
        if (toBend > SampleCount(0)) {
            toBend -= lengthOf(step);
            if (toBend < SampleCount(0))
                return "a step that reaches out of its bend";
            if (toBend == SampleCount(0))
                at = bent;
        }
    }
    if (toBend != SampleCount(0))
        return "a bend that is not filled";
    std::ranges::sort(rows);
    if (std::ranges::adjacent_find(rows) != rows.end())
        return "a row is decoded twice";
    if (at != plan.length)
        return "the steps do not add up to the length";
    for (std::size_t index = 1; index < plan.losses.stretches.size(); ++index) {
        if (plan.losses.stretches[index].start < plan.losses.stretches[index - 1].start)
            return "stretches out of order";
    }
    const LossReport& losses = plan.losses;
    if (losses.placed + losses.duplicates + losses.refused + losses.unplaced != losses.packets)
        return "packets unaccounted for";
    return nullptr;
}

inline std::vector<DecodeStep> decodesOf(const TrackPlan& plan)
{
    std::vector<DecodeStep> decodes;
    for (const PlanStep& step : plan.steps) {
        if (const auto* decode = std::get_if<DecodeStep>(&step))
            decodes.push_back(*decode);
    }
    return decodes;
}

} // namespace lavalier::timeline::test
