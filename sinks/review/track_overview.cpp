#include "sinks/review/track_overview.h"

#include "sinks/review/track_pcm.h"
#include "voice/base/bytes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace lavalier::review {
namespace {

constexpr std::uint32_t kMagic = 0x35564F4C; ///< "LOV5"
constexpr qint64 kMaxFile = 64 << 20; ///< thirty days of waveform, and losses
constexpr std::uint32_t kMaxLosses = 1'000'000;
constexpr std::size_t kLossBytes = 26;
/// Thirty days; no recording is longer.
constexpr std::uint64_t kMaxLength = std::uint64_t {kSampleRate} * 3600 * 24 * 30;

QByteArray encode(const TrackOverview& overview)
{
    ByteWriter writer;
    writer.u32le(kMagic).u32le(static_cast<std::uint32_t>(overview.losses.size()));
    for (const timeline::LossSpan& loss : overview.losses)
        writer.u8(static_cast<std::uint8_t>(loss.fill))
            .u8(static_cast<std::uint8_t>(loss.cause))
            .u64le(static_cast<std::uint64_t>(loss.start.value()))
            .u64le(static_cast<std::uint64_t>(loss.samples.value()))
            .u64le(static_cast<std::uint64_t>(loss.packets));
    QByteArray bytes = writer.take();
    bytes += overview.peaks.toBytes();
    return bytes + QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

std::optional<TrackOverview> decode(const QByteArray& file)
{
    constexpr qsizetype kHash = 20;
    if (file.size() < kHash)
        return std::nullopt;
    const QByteArray bytes = QByteArray::fromRawData(file.constData(), file.size() - kHash);
    if (QCryptographicHash::hash(bytes, QCryptographicHash::Sha1) != file.right(kHash))
        return std::nullopt;
    ByteReader reader(viewOf(bytes));
    const auto magic = reader.u32le();
    const auto count = reader.u32le();
    if (magic != kMagic || !count || *count > kMaxLosses
        || reader.remaining() < *count * kLossBytes)
        return std::nullopt;
    TrackOverview overview;
    overview.losses.reserve(*count);
    for (std::uint32_t i = 0; i < *count; ++i) {
        const auto fill = reader.u8();
        const auto cause = reader.u8();
        const auto start = reader.u64le();
        const auto samples = reader.u64le();
        const auto packets = reader.u64le();
        if (*fill > static_cast<std::uint8_t>(timeline::LossFill::Nothing)
            || *cause >= timeline::kLossCauses || *start > kMaxLength || *samples > kMaxLength
            || *packets > kMaxLength)
            return std::nullopt;
        overview.losses.push_back({SampleCount(static_cast<std::int64_t>(*start)),
                                   SampleCount(static_cast<std::int64_t>(*samples)),
                                   static_cast<timeline::LossFill>(*fill),
                                   static_cast<timeline::LossCause>(*cause),
                                   static_cast<std::int64_t>(*packets)});
    }
    auto peaks = render::Peaks::fromBytes(reader.rest());
    if (!peaks)
        return std::nullopt;
    overview.peaks = *std::move(peaks);
    return overview;
}

std::optional<render::Peaks> peaksOf(TrackPcm& pcm, SampleCount length,
                                     const std::atomic<bool>& cancelled,
                                     const std::function<void(double)>& progress)
{
    render::PeaksBuilder builder;
    std::vector<float> samples(kSampleRate);
    while (pcm.left().value() > 0) {
        if (cancelled)
            return std::nullopt;
        if (const SampleCount silence = pcm.silenceAhead(); silence.value() > 0) {
            builder.addSilence(silence.value());
            pcm.skip(silence);
        } else {
            const auto count = pcm.read(samples, cancelled);
            if (!count)
                return std::nullopt;
            builder.add(std::span(samples).first(*count));
        }
        progress(1.0
                 - static_cast<double>(pcm.left().value()) / static_cast<double>(length.value()));
    }
    return builder.peaks();
}

/// Ids come from a file that a stranger may have made; a hash names nothing outside the folder.
QString stemOf(const QString& recording)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(recording.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

} // namespace

std::optional<TrackOverview>
makeOverview(recording::RecordingReader& reader, UserId user, const timeline::TrackPlan& plan,
             std::span<const timeline::CausedSpan> damage, const QString& workerProgram,
             const std::atomic<bool>& cancelled, const std::function<void(double)>& progress)
{
    reader.abandonWhen(&cancelled);
    const auto pauses = reader.pauses();
    const auto length = reader.length();
    const auto evidence = reader.lossEvidence(user);
    if (!pauses || !length || !evidence)
        return std::nullopt;
    double furthest = 0;
    const auto moved = [&](double fraction) {
        furthest = std::max(furthest, fraction); // never back
        progress(furthest);
    };
    // Begun anew without the packet that killed a worker: only a worker that comes to the end has
    // said of every packet whether it could be decoded.
    for (SetAside aside;;) {
        TrackPcm pcm(plan, reader, workerProgram, {}, plan.length, TrackPcm::Priority::Background,
                     aside);
        if (const auto peaks = peaksOf(pcm, plan.length, cancelled, moved)) {
            const auto refused = pcm.refusedRows(cancelled);
            if (!refused) // half a look would be kept for the truth
                return std::nullopt;
            auto known = *evidence;
            known.undecodable = *refused;
            known.spans.insert(known.spans.end(), damage.begin(), damage.end());
            return TrackOverview {*peaks,
                                  timeline::mapLosses(plan, known, *pauses, *length, {}).spans};
        }
        if (!aside.learnFrom(pcm, cancelled))
            return std::nullopt;
    }
}

OverviewCache::OverviewCache(QString folder)
    : m_folder(std::move(folder))
{
}

QString OverviewCache::fileOf(const OverviewKey& key) const
{
    return m_folder
        + QStringLiteral("/%1-%2-%3.peaks")
              .arg(stemOf(key.recording))
              .arg(key.user.value())
              .arg(key.packets);
}

std::optional<TrackOverview> OverviewCache::load(const OverviewKey& key) const
{
    QFile file(fileOf(key));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMaxFile)
        return std::nullopt;
    return decode(file.readAll());
}

bool OverviewCache::store(const OverviewKey& key, const TrackOverview& overview) const
{
    if (!QDir().mkpath(m_folder) || overview.losses.size() > kMaxLosses)
        return false;
    forget(key.recording, key.user);
    QSaveFile file(fileOf(key));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QByteArray bytes = encode(overview);
    return file.write(bytes) == bytes.size() && file.commit();
}

void OverviewCache::forget(const QString& recording, UserId user) const
{
    const QDir folder(m_folder);
    const QString pattern
        = QStringLiteral("%1-%2-*.peaks").arg(stemOf(recording)).arg(user.value());
    for (const QString& name : folder.entryList({pattern}, QDir::Files))
        QFile::remove(folder.filePath(name));
}

void OverviewCache::forget(const QString& recording) const
{
    const QDir folder(m_folder);
    for (const QString& name :
         folder.entryList({stemOf(recording) + QStringLiteral("-*.peaks")}, QDir::Files))
        QFile::remove(folder.filePath(name));
}

} // namespace lavalier::review
