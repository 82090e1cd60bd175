#include "sinks/exporter/opus_layout.h"

#include "voice/base/bytes.h"
#include "voice/base/opus_packet.h"
#include "voice/base/overloaded.h"

#include <algorithm>
#include <array>

namespace lavalier::exporter {
namespace {

constexpr SampleCount kUnit {120};
/// A shorter gap within speech is a clock's rounding; silence there would be heard as a click.
constexpr SampleCount kSpurtGap {480};
constexpr SampleCount kFrame {960};
/// CELT at full bandwidth in mono: 2.5, 5, 10 and 20 ms a frame.
constexpr std::array<std::pair<SampleCount, char>, 4> kSilences {{
    {SampleCount(960), '\xf8'},
    {SampleCount(480), '\xf0'},
    {SampleCount(240), '\xe8'},
    {SampleCount(120), '\xe0'},
}};
const QByteArray kSilentFrame = QByteArrayLiteral("\xff\xfe");
/// 10 ms of silence in SILK, narrowband and mono, as libopus 1.3.1 codes it.
const QByteArray kSilkSilence = QByteArrayLiteral("\x00\x0b\xf1\x76\x1d\x48");
constexpr SampleCount kSilkSamples {480};

SampleCount half(SampleCount samples)
{
    return SampleCount(samples.value() / 2);
}

SampleCount distance(SampleCount a, SampleCount b)
{
    return std::max(a, b) - std::min(a, b);
}

} // namespace

OpusLayout::OpusLayout(SampleCount lead, SampleCount from, SampleCount to)
    : m_lead(lead)
    , m_end(lead + to - from)
    , m_due(lead - from)
{
}

bool OpusLayout::wants(const timeline::DecodeStep& step) const
{
    const SampleCount start = m_due - step.skip;
    return start >= SampleCount() && start < m_end;
}

void OpusLayout::add(const timeline::PlanStep& step, const QByteArray& payload)
{
    const SampleCount wide = m_walk.take(step);
    std::visit(Overloaded {
                   [&](const timeline::DecodeStep& s) { addPacket(s, wide, payload); },
                   [&](const timeline::FecStep&) { lose(wide); },
                   [&](const timeline::ConcealStep&) { lose(wide); },
                   [&](const timeline::SilenceStep&) { m_due += wide; },
                   [](const timeline::BendStep&) {}, // packets cannot be bent; they only lie closer
                   [&](const timeline::ResetStep&) {
                       fillLoss();
                       m_speaking = false;
                   },
               },
               step);
}

void OpusLayout::addPacket(const timeline::DecodeStep& step, SampleCount wide,
                           const QByteArray& payload)
{
    const SampleCount start = m_due - step.skip;
    const bool wanted = wants(step);
    const auto info = wanted ? inspectOpusPacket(viewOf(payload)) : std::nullopt;
    if (wanted && (!info || !isWholeOpusPacket(viewOf(payload)))) {
        m_refusedRows.push_back(step.row);
        return lose(wide);
    }
    m_due += wide;
    if (!wanted) {
        if (start < SampleCount() && m_due > m_lead) // part of it would be heard
            ++m_leftOut;
        return;
    }
    fillLoss();
    const SampleCount gap = start - m_at;
    if (gap >= kSpurtGap || (!m_speaking && gap >= half(kUnit)))
        fillSilence(start, info->celtOnly);
    const SampleCount offset = distance(start, m_at);
    if ((m_at > start && offset >= half(info->duration)) || m_at >= m_end) {
        ++m_leftOut;
        return;
    }
    m_largestOffset = std::max(m_largestOffset, offset);
    lay(payload, info->duration);
    m_speaking = true;
    // The configuration and the stereo bit stay; "one frame", and nothing in it.
    const char toc = static_cast<char>(payload.front() & '\xfc');
    const QByteArray empty(1, toc);
    if (const auto frame = inspectOpusPacket(viewOf(empty))) {
        m_lostToc = toc;
        m_lostSamples = frame->duration;
    }
}

/// Laid only once it is known that somebody goes on: until then it may as well be silence.
void OpusLayout::lose(SampleCount samples)
{
    const SampleCount from = m_due;
    m_due += samples;
    const bool goesOn = m_lostTo ? *m_lostTo == from : from - m_at < kSpurtGap;
    if (goesOn)
        m_lostTo = m_due;
    else
        fillLoss(); // silence came between: what lies after it extrapolates nothing
}

void OpusLayout::fillLoss()
{
    const auto until = std::exchange(m_lostTo, std::nullopt);
    if (!until || !m_speaking || m_lostSamples == SampleCount())
        return;
    while (m_at + half(m_lostSamples) <= *until && m_at < m_end)
        lay(QByteArray(1, m_lostToc), m_lostSamples);
}

/// A spurt begins with an encoder as new, and a decoder that comes from another coding mode begins
/// as new as well: before CELT the last silence is SILK, else CELT. Within one mode the first
/// packets would come out at a wrong level.
void OpusLayout::fillSilence(SampleCount until, bool celtFollows)
{
    SampleCount left = until - m_at + half(kUnit);
    left -= SampleCount(left.value() % kUnit.value());
    const bool silkLast = celtFollows && left >= kSilkSamples;
    // At the very beginning there is no room, and no need: a packet without content leaves a
    // decoder that has heard nothing as it is.
    const bool untouched = celtFollows && !silkLast && m_at == SampleCount();
    if (silkLast)
        left -= kSilkSamples;
    while (left >= kFrame && m_at < m_end) {
        // Up to six frames a packet, all of one size (code 3).
        const std::int64_t frames = std::min<std::int64_t>(6, left.value() / kFrame.value());
        QByteArray bytes;
        if (frames == 1) {
            bytes = kSilences.front().second + kSilentFrame;
        } else {
            bytes.append(static_cast<char>(kSilences.front().second | 3));
            bytes.append(static_cast<char>(frames));
            bytes.append(kSilentFrame.repeated(static_cast<qsizetype>(frames)));
        }
        const SampleCount samples(frames * kFrame.value());
        lay(bytes, samples);
        left -= samples;
    }
    for (const auto& [samples, toc] : kSilences) {
        if (left >= samples && m_at < m_end) {
            lay(untouched ? QByteArray(1, toc) : toc + kSilentFrame, samples);
            left -= samples;
        }
    }
    if (silkLast && m_at < m_end)
        lay(kSilkSilence, kSilkSamples);
    m_speaking = false;
}

void OpusLayout::finish()
{
    fillLoss();
    if (m_at < m_end) // a little beyond the end; the last page says where to stop
        fillSilence(m_end + half(kUnit) - SampleCount(1), false);
}

void OpusLayout::lay(QByteArray bytes, SampleCount samples)
{
    m_at += samples;
    m_laid.push_back({std::move(bytes), samples});
}

} // namespace lavalier::exporter
