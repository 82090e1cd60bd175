#include "sinks/recording/log_check.h"

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
constexpr std::uint32_t kOurPage = 4096;

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
    /// Not open when there is no log.
    explicit LogScan(const QString& path)
        : m_file(path + QStringLiteral("-wal"))
    {
        if (!m_file.open(QIODevice::ReadOnly))
            return;
        readHeader(m_file.read(kHeader), path);
        m_frame.resize(kFrameHeader + qint64(m_pageSize));
    }
    std::uint32_t pageSize() const { return m_pageSize; }
    bool headerIsWhole() const { return m_headerIsWhole; }

    std::optional<LogFrame> next()
    {
        if (!m_file.isOpen() || m_file.read(m_frame.data(), m_frame.size()) != m_frame.size())
            return std::nullopt;
        const ByteView bytes = viewOf(m_frame);
        ByteReader reader(bytes);
        LogFrame frame;
        frame.page = *reader.u32be();
        frame.sizeAfter = *reader.u32be();
        const Checksum salts {*reader.u32be(), *reader.u32be()};
        const Checksum written {*reader.u32be(), *reader.u32be()};
        frame.content = reader.rest();
        frame.isWhole = salts == m_salts && frame.page > 0
            && added(added(m_before, bytes.first(8)), frame.content) == written;
        m_before = written;
        return frame;
    }

private:
    void readHeader(const QByteArray& header, const QString& path)
    {
        ByteReader reader(viewOf(header));
        const std::uint32_t magic = reader.u32be().value_or(0);
        m_bigEndian = (magic & 1U) != 0 && (magic & ~1U) == kLogMagic;
        (void)reader.u32be(); // the format's version
        const std::uint32_t pageSize = reader.u32be().value_or(0);
        (void)reader.u32be(); // how often it was moved
        m_salts = {reader.u32be().value_or(0), reader.u32be().value_or(0)};
        m_before = {reader.u32be().value_or(0), reader.u32be().value_or(0)};
        m_headerIsWhole = header.size() == kHeader && (magic & ~1U) == kLogMagic && isSize(pageSize)
            && added({}, viewOf(header).first(24)) == m_before;
        m_pageSize = m_headerIsWhole ? pageSize : pageSizeOf(path);
        if (m_headerIsWhole)
            return;
        // What it said of the salts every frame says too.
        const QByteArray first = m_file.peek(kFrameHeader);
        ByteReader frame(viewOf(first));
        (void)frame.u64be();
        m_salts = {frame.u32be().value_or(0), frame.u32be().value_or(0)};
    }
    static bool isSize(std::uint32_t size)
    {
        return size >= 512 && size <= kMaxPage && (size & (size - 1)) == 0;
    }
    static std::uint32_t pageSizeOf(const QString& path)
    {
        QFile database(path);
        const QByteArray head = database.open(QIODevice::ReadOnly) ? database.read(18) : "";
        ByteReader reader(viewOf(head));
        (void)reader.take(16);
        const std::uint32_t size = reader.u16be().value_or(0);
        return size == 1 ? kMaxPage : isSize(size) ? size : kOurPage;
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
    std::uint32_t m_pageSize = kOurPage;
    bool m_bigEndian = false;
    bool m_headerIsWhole = false;
    Checksum m_salts; ///< two numbers too
    Checksum m_before; ///< as the frame before says
};

/// What a look at all of a log says.
struct LogExtent {
    LogBreak damage;
    std::int64_t frames = 0; ///< up to the last whole commit
    std::uint32_t pages = 0; ///< of the database then
};

LogExtent extentOf(const QString& path)
{
    LogScan scan(path);
    LogExtent extent;
    bool broken = !scan.headerIsWhole();
    std::int64_t number = 0;
    LogBreak since; // the last commit
    while (const auto frame = scan.next()) {
        ++number;
        broken = broken || !frame->isWhole;
        if (!frame->isWhole) {
            ++since.unreadable;
            continue;
        }
        if (broken)
            ++since.behind;
        if (frame->sizeAfter == 0)
            continue;
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
    const LogBreak damage = extentOf(path).damage;
    return damage.behind > 0 ? std::optional(damage) : std::nullopt;
}

Result<void, RecordingError> writeBehindBreak(const QString& path, const QString& target)
{
    const LogExtent extent = extentOf(path);
    QFile from(path);
    QFile to(target);
    if (!from.open(QIODevice::ReadOnly))
        return Failure {RecordingError::InputOutput};
    if (!to.open(QIODevice::ReadWrite))
        return Failure {RecordingError::FolderNotWritable};
    constexpr qint64 kAtOnce = 1 << 20;
    for (QByteArray bytes = from.read(kAtOnce); !bytes.isEmpty(); bytes = from.read(kAtOnce)) {
        if (to.write(bytes) != bytes.size())
            return Failure {errorOf(to)};
    }
    LogScan scan(path);
    // A page beyond all that both files hold is no page.
    const auto most = (from.size() + QFileInfo(path + QStringLiteral("-wal")).size())
        / static_cast<qint64>(scan.pageSize());
    for (std::int64_t number = 0; number < extent.frames; ++number) {
        const auto frame = scan.next();
        if (!frame)
            return Failure {RecordingError::InputOutput};
        if (!frame->isWhole || frame->page > extent.pages || frame->page > most)
            continue;
        const QByteArray page = toByteArray(frame->content);
        if (!to.seek(qint64(frame->page - 1) * scan.pageSize()) || to.write(page) != page.size())
            return Failure {errorOf(to)};
    }
    // It has no log of its own.
    constexpr qint64 kVersions = 18;
    if (!to.seek(kVersions) || to.write(QByteArray(2, '\x01')) != 2 || !to.flush())
        return Failure {errorOf(to)};
    return {};
}

} // namespace lavalier::recording
