#include "sinks/exporter/opus_track.h"

#include "sinks/exporter/fresh_file.h"
#include "voice/base/bytes.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace lavalier::exporter {
namespace {

/// Rows read at a time: twenty seconds of common frames.
constexpr std::size_t kRowsAtOnce = 1024;
/// Tools take a smaller pre-skip for a mistake.
constexpr SampleCount kLeastPreSkip {120};
/// What a decoder needs to find its level when it begins within speech (RFC 7845 section 4.2).
constexpr SampleCount kPreRoll {3840};

/// The payloads of one batch of steps, found again by their order.
class Payloads {
public:
    explicit Payloads(render::TrackSource& source)
        : m_source(source)
    {
    }

    /// Nullopt when the source cannot be read.
    std::optional<QByteArray> of(std::span<const timeline::PlanStep> steps, std::int64_t row)
    {
        while (m_at < m_rows.size() && m_rows[m_at] != row) // one that nobody asked for
            ++m_at;
        if (m_at == m_rows.size() && !fetch(steps))
            return std::nullopt;
        return m_rows[m_at] == row ? m_bytes[m_at++] : QByteArray();
    }

private:
    bool fetch(std::span<const timeline::PlanStep> steps)
    {
        m_rows.clear();
        m_at = 0;
        for (const timeline::PlanStep& step : steps) {
            if (const auto* decode = std::get_if<timeline::DecodeStep>(&step))
                m_rows.push_back(decode->row);
            if (m_rows.size() == kRowsAtOnce)
                break;
        }
        auto bytes = m_source.payloads(m_rows);
        if (!bytes || bytes->size() != m_rows.size())
            return false;
        m_bytes = *std::move(bytes);
        return true;
    }

    render::TrackSource& m_source;
    std::vector<std::int64_t> m_rows;
    std::vector<QByteArray> m_bytes;
    std::size_t m_at = 0;
};

bool putAll(OpusLayout& layout, OggOpusWriter& writer)
{
    return std::ranges::all_of(
        layout.take(), [&writer](LaidPacket& packet) { return writer.write(std::move(packet)); });
}

OpusTrackResult failed(ExportError error)
{
    OpusTrackResult result;
    result.error = error;
    return result;
}

} // namespace

OpusTrackResult writeOpusTrack(const timeline::TrackPlan& plan, render::TrackSource& source,
                               OpusTrackOrder order, const std::atomic<bool>& cancelled,
                               const std::function<void(double)>& progress)
{
    const QString folder = QFileInfo(order.file).absolutePath();
    // The same for all tracks of an export: tools count it into a file's length. Whoever is in the
    // middle of a word at zero loses the packet that began before it, and it is counted.
    const SampleCount lead = order.from > SampleCount() ? kPreRoll : kLeastPreSkip;
    order.header.preSkip = lead;
    QFile file(order.file);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return failed(whyNotWritten(folder));
    OpusLayout layout(lead, order.from, order.to);
    OggOpusWriter writer(file, order.header);
    Payloads payloads(source);
    const std::span<const timeline::PlanStep> steps(plan.steps);
    const auto length = static_cast<double>(std::max<std::int64_t>(1, plan.steps.size()));
    for (std::size_t i = 0; i < steps.size() && !cancelled; ++i) {
        QByteArray payload;
        const auto* decode = std::get_if<timeline::DecodeStep>(&steps[i]);
        if (decode != nullptr && layout.wants(*decode)) {
            const auto found = payloads.of(steps.subspan(i), decode->row);
            if (!found)
                return failed(ExportError::RecordingUnreadable);
            payload = *found;
        }
        layout.add(steps[i], payload);
        if (!putAll(layout, writer))
            return failed(whyNotWritten(folder));
        if (i % kRowsAtOnce == 0)
            progress(static_cast<double>(i) / length);
    }
    layout.finish();
    const SampleCount end = lead + order.to - order.from;
    if (!cancelled && (!putAll(layout, writer) || !writer.finish(end) || !file.flush()))
        return failed(whyNotWritten(folder));
    return {std::nullopt, layout.leftOut(), layout.takeRefusedRows(), layout.largestOffset()};
}

bool isWholeOpusTrack(const QString& path, SampleCount length)
{
    constexpr qint64 kTail = 65'536; // no page is longer
    constexpr qsizetype kPageHeader = 27;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray front = file.read(64);
    if (!front.startsWith("OggS") || front.mid(28, 8) != "OpusHead")
        return false;
    const std::int64_t preSkip = ByteReader(viewOf(front).subspan(38)).u16le().value_or(0);
    if (!file.seek(std::max<qint64>(0, file.size() - kTail)))
        return false;
    const QByteArray tail = file.readAll();
    const qsizetype page = tail.lastIndexOf("OggS");
    if (page < 0 || tail.size() - page < kPageHeader)
        return false;
    const bool last = (tail[page + 5] & 4) != 0;
    const auto granule
        = ByteReader(viewOf(tail).subspan(static_cast<std::size_t>(page) + 6)).u64le();
    return last && granule == static_cast<std::uint64_t>(preSkip + length.value());
}

} // namespace lavalier::exporter
