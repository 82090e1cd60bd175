#include "sinks/recording/log_check.h"

#include "sinks/recording/database.h"
#include "sinks/recording/schema.h"
#include "voice/base/byte_reader.h"
#include "voice/base/bytes.h"

#include <QFile>
#include <QFileInfo>

namespace lavalier::recording {
namespace {

constexpr qint64 kHeader = 32;
constexpr qint64 kFrameHeader = 24;
constexpr std::uint32_t kLogMagic = 0x377f0682; ///< the lowest bit: checksums of big-endian words
constexpr std::uint32_t kMaxPage = 65536;
/// A log that goes on for so long without a whole frame holds no more of them.
constexpr qint64 kMostUnreadable = 64 << 20;
/// A failed sync leaves whole frames of commits that were rolled back behind those that came then.
constexpr std::int64_t kRolledBack = 3; ///< commits: as much as a kill may cost
constexpr std::int64_t kRolledBackFrames = 32; ///< and no large one, which may hold a minute

struct Checksum {
    std::uint32_t first = 0;
    std::uint32_t second = 0;

    bool operator==(const Checksum&) const = default;
};

struct LogFrame {
    std::uint32_t page = 0; ///< from 1
    std::uint32_t sizeAfter = 0; ///< of the database in pages; 0 inside a transaction
    bool isWhole = false;
    ByteView content; ///< until the next one is read
};

/// Reads a log frame by frame, whatever became of those before.
class LogScan {
public:
    /// Not open when there is no log, or nothing in it.
    explicit LogScan(const QString& path)
        : m_file(path + QStringLiteral("-wal"))
    {
        if (m_file.size() < kHeader + kFrameHeader || !m_file.open(QIODevice::ReadOnly))
            return;
        readHeader(m_file.read(kHeader));
        m_frame.resize(kFrameHeader + qint64(m_pageSize));
    }
    std::uint32_t pageSize() const { return m_pageSize; }
    bool headerIsWhole() const { return m_headerIsWhole; }

    std::optional<LogFrame> next()
    {
        if (!m_file.isOpen() || m_unreadable > kMostUnreadable
            || m_file.read(m_frame.data(), m_frame.size()) != m_frame.size())
            return std::nullopt;
        const ByteView bytes = viewOf(m_frame);
        ByteReader reader(bytes);
        LogFrame frame;
        frame.page = *reader.u32be();
        frame.sizeAfter = *reader.u32be();
        const Checksum salts {*reader.u32be(), *reader.u32be()};
        const Checksum written {*reader.u32be(), *reader.u32be()};
        frame.content = reader.rest();
        const bool goesOn
            = frame.page > 0 && added(added(m_before, bytes.first(8)), frame.content) == written;
        // Without a header, what it said of the salts the first two frames that belong together
        // say.
        if (!m_salts && goesOn && salts == m_saltsBefore)
            m_salts = salts;
        frame.isWhole = goesOn && salts == m_salts;
        m_unreadable = frame.isWhole ? 0 : m_unreadable + m_frame.size();
        m_before = written;
        m_saltsBefore = salts;
        return frame;
    }

private:
    void readHeader(const QByteArray& header)
    {
        ByteReader reader(viewOf(header));
        const std::uint32_t magic = reader.u32be().value_or(0);
        m_bigEndian = (magic & 1U) != 0 && (magic & ~1U) == kLogMagic;
        (void)reader.u32be(); // the format's version
        const std::uint32_t pageSize = reader.u32be().value_or(0);
        (void)reader.u32be(); // how often it was moved
        const Checksum salts {reader.u32be().value_or(0), reader.u32be().value_or(0)};
        m_before = {reader.u32be().value_or(0), reader.u32be().value_or(0)};
        m_headerIsWhole = header.size() == kHeader && (magic & ~1U) == kLogMagic && isSize(pageSize)
            && added({}, viewOf(header).first(24)) == m_before;
        if (!m_headerIsWhole)
            return;
        m_pageSize = pageSize;
        m_salts = salts;
    }
    static bool isSize(std::uint32_t size)
    {
        return size >= 512 && size <= kMaxPage && (size & (size - 1)) == 0;
    }
    Checksum added(Checksum sum, ByteView bytes) const
    {
        ByteReader reader(bytes);
        while (reader.remaining() >= 8) {
            const auto one = m_bigEndian ? *reader.u32be() : *reader.u32le();
            const auto other = m_bigEndian ? *reader.u32be() : *reader.u32le();
            sum.first += one + sum.second;
            sum.second += other + sum.first;
        }
        return sum;
    }

    QFile m_file;
    QByteArray m_frame;
    std::uint32_t m_pageSize = kPageBytes;
    bool m_bigEndian = false;
    bool m_headerIsWhole = false;
    std::optional<Checksum> m_salts; ///< two numbers too; none known without a header
    Checksum m_before; ///< as the frame before says
    std::optional<Checksum> m_saltsBefore;
    qint64 m_unreadable = 0; ///< bytes since the last whole frame
};

/// What a look at all of a log says.
struct LogExtent {
    LogBreak damage;
    std::int64_t frames = 0; ///< up to the last whole commit
    std::uint32_t pages = 0; ///< of the database then
    std::int64_t commits = 0; ///< behind
    bool breaksWithin = false; ///< a transaction, or right at the beginning
};

LogExtent extentOf(const QString& path)
{
    LogScan scan(path);
    LogExtent extent;
    bool broken = !scan.headerIsWhole();
    bool committed = false; // with the frame before
    extent.breaksWithin = broken;
    std::int64_t number = 0;
    LogBreak since; // the last commit
    while (const auto frame = scan.next()) {
        ++number;
        if (!broken && !frame->isWhole)
            extent.breaksWithin = !committed;
        broken = broken || !frame->isWhole;
        committed = frame->isWhole && frame->sizeAfter != 0;
        if (!frame->isWhole) {
            ++since.unreadable;
            continue;
        }
        if (broken)
            ++since.behind;
        if (!committed)
            continue;
        if (broken)
            ++extent.commits;
        extent.damage.unreadable += since.unreadable;
        extent.damage.behind += since.behind;
        extent.frames = number;
        extent.pages = frame->sizeAfter;
        since = {};
    }
    return extent;
}

RecordingError errorOf(const QFile& file)
{
    return file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError
        ? RecordingError::DiskFull
        : RecordingError::InputOutput;
}

} // namespace

std::optional<LogBreak> breakInLog(const QString& path)
{
    const LogExtent extent = extentOf(path);
    const bool isRolledBack = !extent.breaksWithin && extent.commits <= kRolledBack
        && extent.damage.behind <= kRolledBackFrames;
    return extent.damage.behind > 0 && !isRolledBack ? std::optional(extent.damage) : std::nullopt;
}

Result<void, RecordingError> writeBehindBreak(const QString& path, const QString& target,
                                              const std::atomic<bool>* abandoned)
{
    const LogExtent extent = extentOf(path);
    const qint64 size = QFileInfo(path).size();
    QFile out(target);
    if (!out.open(QIODevice::ReadWrite))
        return Failure {RecordingError::FolderNotWritable};
    if (size > 0) {
        const auto from = Database::open(path, Database::Access::WithoutLog);
        const auto copied = from ? from->copyBytes(out, abandoned) : Failure {from.error()};
        if (!copied)
            return copied;
    }
    LogScan scan(path);
    // A page beyond all that both files hold is no page.
    const auto most = (size + QFileInfo(path + QStringLiteral("-wal")).size())
        / static_cast<qint64>(scan.pageSize());
    for (std::int64_t number = 0; number < extent.frames; ++number) {
        const auto frame = scan.next();
        if (!frame || (abandoned != nullptr && *abandoned))
            return Failure {RecordingError::InputOutput};
        if (!frame->isWhole || frame->page > extent.pages || frame->page > most)
            continue;
        const QByteArray page = toByteArray(frame->content);
        if (!out.seek(qint64(frame->page - 1) * scan.pageSize()) || out.write(page) != page.size())
            return Failure {errorOf(out)};
    }
    // It has no log of its own.
    constexpr qint64 kVersions = 18;
    if (!out.seek(kVersions) || out.write(QByteArray(2, '\x01')) != 2 || !out.flush())
        return Failure {errorOf(out)};
    return {};
}

} // namespace lavalier::recording
