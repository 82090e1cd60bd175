#include "sinks/recording/summary_cache.h"

#include "voice/base/bytes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringDecoder>

#include <algorithm>
#include <bit>

namespace lavalier::recording {
namespace {

constexpr std::uint32_t kMagic = 0x3153524C; ///< "LRS1"
constexpr qint64 kMaxFile = 64 << 20;
constexpr std::uint32_t kMaxEntries = 100'000;
constexpr std::uint32_t kMaxSpeakers = 100'000;
constexpr std::uint32_t kMaxText = 1 << 20;
constexpr qsizetype kHashBytes = 20;
/// The coarsest clock of a file system in use.
constexpr std::int64_t kTooFresh = 2'000'000'000;

QByteArray hashOf(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

class Writer {
public:
    void number(std::uint64_t value) { m_bytes.u64le(value); }
    void number(std::int64_t value) { number(static_cast<std::uint64_t>(value)); }
    void text(const QString& text)
    {
        const QByteArray utf8 = text.toUtf8();
        count(static_cast<std::uint32_t>(utf8.size()));
        m_bytes.bytes(viewOf(utf8));
    }
    void flag(bool value) { m_bytes.u8(value ? 1 : 0); }
    void count(std::uint32_t value) { m_bytes.u32le(value); }
    QByteArray take() { return m_bytes.take(); }

private:
    ByteWriter m_bytes;
};

/// Once something does not fit, everything after is zero and empty, and isWhole() says so.
class Reader {
public:
    explicit Reader(ByteView bytes)
        : m_bytes(bytes)
    {
    }
    std::uint64_t number() { return checked(m_bytes.u64le()); }
    std::int64_t signedNumber() { return static_cast<std::int64_t>(number()); }
    std::uint32_t count(std::uint32_t most)
    {
        const auto value = checked(m_bytes.u32le());
        m_whole = m_whole && value <= most;
        return m_whole ? value : 0;
    }
    bool flag() { return checked(m_bytes.u8()) == 1; }
    QString text()
    {
        const auto bytes = m_bytes.take(count(kMaxText));
        m_whole = m_whole && bytes.has_value();
        // What begins with a byte order mark keeps it, or it would not be what was written.
        QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
        return m_whole ? decode(QByteArrayView(bytes->data(), qsizetype(bytes->size())))
                       : QString();
    }
    bool isWhole() const { return m_whole; }
    bool atEnd() const { return m_bytes.atEnd(); }

private:
    template <typename Value> Value checked(std::optional<Value> value)
    {
        m_whole = m_whole && value.has_value();
        return value.value_or(Value());
    }

    ByteReader m_bytes;
    bool m_whole = true;
};

using Span = std::pair<std::chrono::microseconds, std::chrono::microseconds>;

void put(Writer& writer, const std::optional<Span>& span)
{
    writer.flag(span.has_value());
    writer.number(span ? span->first.count() : 0);
    writer.number(span ? span->second.count() : 0);
}

std::optional<Span> takeSpan(Reader& reader)
{
    const bool there = reader.flag();
    const std::chrono::microseconds from(reader.signedNumber());
    const std::chrono::microseconds to(reader.signedNumber());
    return there ? std::optional(Span(from, to)) : std::nullopt;
}

void put(Writer& writer, const FileStamp& stamp)
{
    for (const std::uint64_t part : {stamp.device, stamp.inode, stamp.bytes})
        writer.number(part);
    writer.number(stamp.modified);
    writer.number(stamp.changed);
}

FileStamp takeStamp(Reader& reader)
{
    FileStamp stamp;
    stamp.device = reader.number();
    stamp.inode = reader.number();
    stamp.bytes = reader.number();
    stamp.modified = reader.signedNumber();
    stamp.changed = reader.signedNumber();
    return stamp;
}

/// Of a finished recording of one file: state and parts are known without being written.
void put(Writer& writer, const RecordingSummary& summary)
{
    writer.text(summary.path);
    writer.text(summary.uuid);
    writer.text(summary.title);
    writer.number(summary.guild.value());
    writer.text(summary.guildName);
    writer.number(summary.channel.value());
    writer.text(summary.channelName);
    writer.text(summary.appVersion);
    writer.number(std::int64_t {summary.started.toMSecsSinceEpoch()});
    writer.number(std::int64_t {summary.started.offsetFromUtc()});
    writer.number(std::int64_t {summary.length.count()});
    writer.number(summary.bytes);
    writer.flag(summary.endToEndEncrypted);
    writer.text(summary.notes);
    put(writer, summary.trim);
    put(writer, summary.trimOnTracks);
    writer.count(static_cast<std::uint32_t>(summary.speakers.size()));
    for (const SpeakerTally& speaker : summary.speakers) {
        writer.number(speaker.user.value());
        writer.text(speaker.name);
        writer.number(speaker.frames);
        writer.number(speaker.missing);
        writer.flag(speaker.excluded);
        writer.flag(speaker.leftOut);
        writer.number(std::bit_cast<std::uint64_t>(speaker.gain));
    }
}

RecordingSummary takeSummary(Reader& reader)
{
    RecordingSummary summary;
    summary.path = reader.text();
    summary.parts = {summary.path};
    summary.state = FileState::Finished;
    summary.uuid = reader.text();
    summary.title = reader.text();
    summary.guild = GuildId(reader.number());
    summary.guildName = reader.text();
    summary.channel = ChannelId(reader.number());
    summary.channelName = reader.text();
    summary.appVersion = reader.text();
    constexpr std::int64_t kMostMs = 253'402'300'799'000; // the year 9999
    const auto started = std::clamp<std::int64_t>(reader.signedNumber(), 0, kMostMs);
    const auto offset = std::clamp<std::int64_t>(reader.signedNumber(), -50'400, 50'400);
    summary.started
        = QDateTime::fromMSecsSinceEpoch(started, Qt::OffsetFromUTC, static_cast<int>(offset));
    summary.length = std::chrono::milliseconds(reader.signedNumber());
    summary.bytes = reader.number();
    summary.endToEndEncrypted = reader.flag();
    summary.notes = reader.text();
    summary.trim = takeSpan(reader);
    summary.trimOnTracks = takeSpan(reader);
    const std::uint32_t speakers = reader.count(kMaxSpeakers);
    for (std::uint32_t i = 0; i < speakers && reader.isWhole(); ++i) {
        SpeakerTally speaker;
        speaker.user = UserId(reader.number());
        speaker.name = reader.text();
        speaker.frames = reader.number();
        speaker.missing = reader.number();
        speaker.excluded = reader.flag();
        speaker.leftOut = reader.flag();
        speaker.gain = std::bit_cast<double>(reader.number());
        summary.speakers.push_back(std::move(speaker));
    }
    return summary;
}

} // namespace

SummaryCache::SummaryCache(QString file)
    : m_file(std::move(file))
{
    if (!m_file.isEmpty())
        load();
}

void SummaryCache::load()
{
    QFile file(m_file);
    if (QFileInfo(m_file).isSymLink() || !file.open(QIODevice::ReadOnly) || file.size() > kMaxFile)
        return;
    const QByteArray whole = file.readAll();
    const QByteArray bytes = whole.chopped(std::min(kHashBytes, whole.size()));
    if (whole.size() < kHashBytes || hashOf(bytes) != whole.right(kHashBytes))
        return;
    Reader reader(viewOf(bytes));
    if (reader.count(kMagic) != kMagic)
        return;
    const std::uint32_t count = reader.count(kMaxEntries);
    QHash<QString, Entry> entries;
    for (std::uint32_t i = 0; i < count && reader.isWhole(); ++i) {
        Entry entry;
        entry.stamp = takeStamp(reader);
        entry.summary = takeSummary(reader);
        const QString path = entry.summary.path;
        entries.insert(path, std::move(entry));
    }
    if (reader.isWhole() && reader.atEnd())
        m_entries = std::move(entries);
}

std::optional<RecordingSummary> SummaryCache::find(const QString& path, const FileStamp& stamp)
{
    const auto found = m_entries.find(path);
    if (found == m_entries.end() || found->stamp != stamp)
        return std::nullopt;
    found->used = true;
    return found->summary;
}

void SummaryCache::keep(const RecordingSummary& summary, const FileStamp& stamp, std::int64_t now)
{
    const bool settled = summary.state == FileState::Finished && summary.partsMissing == 0
        && summary.parts == QStringList {summary.path};
    const std::int64_t touched = std::max(stamp.modified, stamp.changed);
    if (!settled || now - touched < kTooFresh)
        return;
    m_entries.insert(summary.path, {stamp, summary, true});
    m_changed = true;
}

bool SummaryCache::store()
{
    const auto dropped = m_entries.removeIf([](const auto& entry) { return !entry->used; });
    if (m_file.isEmpty() || (dropped == 0 && !m_changed))
        return true;
    if (m_entries.size() > qsizetype {kMaxEntries})
        return false;
    Writer writer;
    writer.count(kMagic);
    writer.count(static_cast<std::uint32_t>(m_entries.size()));
    for (const Entry& entry : std::as_const(m_entries)) {
        put(writer, entry.stamp);
        put(writer, entry.summary);
    }
    const QByteArray bytes = writer.take();
    if (!QDir().mkpath(QFileInfo(m_file).absolutePath()))
        return false;
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    m_changed = false;
    return file.write(bytes + hashOf(bytes)) == bytes.size() + kHashBytes && file.commit();
}

} // namespace lavalier::recording
