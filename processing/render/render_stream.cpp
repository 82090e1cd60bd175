#include "processing/render/render_stream.h"

#include "voice/base/bytes.h"
#include "voice/base/opus_packet.h"
#include "voice/base/overloaded.h"

#include <algorithm>

namespace lavalier::render {
namespace {

/// Payloads read at a time: five seconds of common frames.
constexpr std::size_t kFetchedAtOnce = 256;

/// Zero stands for "no single request" in answers.
wire::RequestId requestOf(std::int64_t row)
{
    return wire::RequestId(static_cast<std::uint64_t>(row) + 1);
}

std::int64_t rowOf(wire::RequestId id)
{
    return static_cast<std::int64_t>(id.value() - 1);
}

QByteArray toBytes(const wire::Buffer& buffer)
{
    return {reinterpret_cast<const char*>(buffer.data()), static_cast<qsizetype>(buffer.size())};
}

} // namespace

RenderStream::RenderStream(const timeline::TrackPlan& plan, TrackSource& source,
                           wire::OpenRender format)
    : m_plan(plan)
    , m_source(source)
    , m_format(format)
{
}

void RenderStream::setAside(std::int64_t row)
{
    m_setAside.push_back(row);
}

QByteArray RenderStream::nextChunk(qsizetype maxBytes)
{
    if (m_error || m_finished)
        return {};
    const auto most = static_cast<std::size_t>(std::max<qsizetype>(maxBytes, 0));
    wire::Buffer out = std::exchange(m_held, {});
    if (!m_opened)
        encodeOpening(out);
    while (!m_ended && out.size() < most) {
        const std::size_t before = out.size();
        if (m_next < m_plan.steps.size()) {
            encode(out, m_plan.steps[m_next]);
            ++m_next;
        } else {
            wire::append(out, wire::Request(wire::Finish {}));
            m_ended = true;
        }
        if (m_error)
            return {};
        if (out.size() > most && before > 0) {
            m_held.assign(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
            out.resize(before);
            break;
        }
    }
    m_finished = m_ended && m_held.empty();
    return toBytes(out);
}

void RenderStream::encodeOpening(wire::Buffer& out)
{
    wire::append(out, wire::Request(wire::ownHello()));
    wire::append(out, wire::Request(m_format));
    m_opened = true;
}

void RenderStream::encode(wire::Buffer& out, const timeline::PlanStep& step)
{
    std::visit(Overloaded {
                   [&](const timeline::DecodeStep& s) { encodeDecode(out, s); },
                   [&](const timeline::FecStep& s) { encodeRecovery(out, s); },
                   [&](const timeline::ConcealStep& s) {
                       wire::append(out, wire::Request(wire::Conceal {s.samples}));
                       m_counters.samplesSent += s.samples;
                   },
                   [&](const timeline::SilenceStep& s) {
                       for (SampleCount left = s.samples; left > SampleCount();) {
                           const SampleCount part = std::min(left, wire::kMaxSpan);
                           wire::append(out, wire::Request(wire::Silence {part}));
                           left -= part;
                       }
                       m_counters.samplesSent += s.samples;
                   },
                   [&](const timeline::ResetStep&) {
                       wire::append(out, wire::Request(wire::ResetDecoder {}));
                   },
                   [&](const timeline::BendStep& s) {
                       wire::append(out, wire::Request(wire::Bend {s.in, s.out}));
                       m_counters.samplesSent += s.out - s.in;
                   },
               },
               step);
    ++m_counters.stepsSent;
}

void RenderStream::encodeDecode(wire::Buffer& out, const timeline::DecodeStep& step)
{
    const QByteArray packet = payload(step.row);
    const auto info = inspectOpusPacket(viewOf(packet));
    const SampleCount kept = step.skip + step.samples;
    m_counters.samplesSent += step.samples;
    if (!info || info->duration < kept) {
        // Whatever the row holds, the track keeps its length.
        ++m_counters.unreadablePackets;
        m_counters.refusedRows.push_back(step.row);
        wire::append(out, wire::Request(wire::Conceal {step.samples}));
        return;
    }
    const SampleCount drop = info->duration - kept;
    if (drop > SampleCount())
        ++m_counters.trimmedPackets;
    wire::append(out,
                 wire::Request(wire::DecodeForRender {requestOf(step.row), info->duration,
                                                      step.skip, drop, viewOf(packet)}));
}

void RenderStream::encodeRecovery(wire::Buffer& out, const timeline::FecStep& step)
{
    const QByteArray next = payload(step.row);
    m_counters.samplesSent += step.samples;
    if (next.isEmpty())
        wire::append(out, wire::Request(wire::Conceal {step.samples}));
    else
        wire::append(out,
                     wire::Request(
                         wire::RecoverForRender {requestOf(step.row), step.samples, viewOf(next)}));
}

QByteArray RenderStream::payload(std::int64_t row)
{
    if (std::ranges::find(m_setAside, row) != m_setAside.end())
        return {};
    while (m_fetchedAt < m_fetchedRows.size() && m_fetchedRows[m_fetchedAt] != row)
        ++m_fetchedAt;
    if (m_fetchedAt == m_fetchedRows.size())
        fetchAhead();
    const bool found = m_fetchedAt < m_fetched.size() && m_fetchedRows[m_fetchedAt] == row;
    const QByteArray bytes = found ? m_fetched[m_fetchedAt] : QByteArray();
    return bytes.size() <= static_cast<qsizetype>(wire::kMaxPacketBytes) ? bytes : QByteArray();
}

/// Reads the packets of the steps from here on.
void RenderStream::fetchAhead()
{
    m_fetchedRows.clear();
    m_fetchedAt = 0;
    for (std::size_t at = m_next; at < m_plan.steps.size(); ++at) {
        const auto* decode = std::get_if<timeline::DecodeStep>(&m_plan.steps[at]);
        const auto* recover = std::get_if<timeline::FecStep>(&m_plan.steps[at]);
        if (!decode && !recover)
            continue;
        const std::int64_t row = decode ? decode->row : recover->row;
        if (m_fetchedRows.empty() || m_fetchedRows.back() != row)
            m_fetchedRows.push_back(row);
        if (m_fetchedRows.size() == kFetchedAtOnce)
            break;
    }
    auto payloads = m_source.payloads(m_fetchedRows);
    if (!payloads || payloads->size() != m_fetchedRows.size())
        return fail(RenderError::SourceUnavailable);
    m_fetched = *std::move(payloads);
}

void RenderStream::answered(ByteView bytes)
{
    m_answers.feed(bytes);
    while (!m_error) {
        const auto frame = m_answers.take();
        if (!frame)
            return fail(RenderError::BadAnswer);
        if (!*frame)
            return;
        const auto answer = wire::parseAnswer(**frame);
        if (!answer)
            return fail(RenderError::BadAnswer);
        take(*answer);
    }
}

void RenderStream::take(const wire::Answer& answer)
{
    std::visit(Overloaded {
                   [&](const wire::Hello& hello) {
                       if (!(hello == wire::ownHello()))
                           fail(RenderError::VersionMismatch);
                   },
                   [&](const wire::ErrorAnswer& error) { takeError(error); },
                   [&](const wire::Progress& progress) { m_counters.totals = progress.totals; },
                   [&](const wire::RenderDone& done) {
                       m_counters.totals = done.totals;
                       if (!m_finished || done.totals.written != m_plan.length)
                           return fail(RenderError::LengthMismatch);
                       m_confirmed = true;
                   },
                   [&](const auto&) { fail(RenderError::BadAnswer); }, // live answers
               },
               answer);
}

void RenderStream::takeError(const wire::ErrorAnswer& answer)
{
    switch (answer.code) {
    case wire::ErrorCode::CorruptPacket:
    case wire::ErrorCode::WrongLength:
        ++m_counters.answeredErrors;
        // A worker that says more than it was asked is not believed without end.
        if (answer.id.isValid() && std::ssize(m_counters.refusedRows) < m_counters.stepsSent)
            m_counters.refusedRows.push_back(rowOf(answer.id));
        return;
    case wire::ErrorCode::HelloMismatch:
        return fail(RenderError::VersionMismatch);
    default:
        return fail(RenderError::WorkerRefused);
    }
}

void RenderStream::fail(RenderError error)
{
    if (!m_error)
        m_error = error;
}

double RenderStream::progress() const
{
    if (m_plan.length <= SampleCount())
        return m_confirmed ? 1 : 0;
    const auto written = static_cast<double>(m_counters.totals.written.value());
    return std::clamp(written / static_cast<double>(m_plan.length.value()), 0.0, 1.0);
}

} // namespace lavalier::render
