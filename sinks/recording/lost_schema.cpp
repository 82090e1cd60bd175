#include "sinks/recording/lost_schema.h"

#include "sinks/recording/database.h"
#include "sinks/recording/recording_part.h"
#include "sinks/recording/schema.h"
#include "voice/base/byte_reader.h"
#include "voice/base/bytes.h"

#include <QFile>

#include <vector>

namespace lavalier::recording {
namespace {

constexpr qint64 kFirstHeader = 100; ///< of a database, before the first page's own
constexpr quint8 kInteriorTable = 5;
constexpr quint8 kLeafTable = 13;

/// An empty recording: its pages, and where the packets begin.
struct FreshFile {
    QByteArray bytes;
    std::int64_t packets = 0;

    QByteArray page(std::int64_t number) const
    {
        return bytes.mid((number - 1) * kPageBytes, kPageBytes);
    }
};

std::optional<FreshFile> freshFile(const QString& path)
{
    FreshFile fresh;
    QFile file(path);
    const bool isMade = file.open(QIODevice::WriteOnly | QIODevice::Truncate);
    file.close();
    {
        const auto database = Database::open(path, Database::Access::ReadWrite);
        if (isMade && database && createSchema(*database)
            && database->execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = MEMORY")) {
            const auto root
                = database->number("SELECT rootpage FROM sqlite_schema WHERE name = 'packet'");
            fresh.packets = root ? *root : 0;
        }
    }
    if (fresh.packets > 0 && file.open(QIODevice::ReadOnly))
        fresh.bytes = file.readAll();
    file.close();
    RecordingPart::remove(path);
    return fresh.bytes.size() >= kPageBytes ? std::optional(fresh) : std::nullopt;
}

/// A file of another layout, from before there was this or that table, shows rows of one in
/// another.
bool fitsOurSchema(const QString& path)
{
    const auto database = Database::open(path, Database::Access::ReadOnly);
    if (!database)
        return false;
    for (const char* question : {
             "SELECT typeof(payload) || typeof(arrival_us) = 'blobinteger' FROM packet LIMIT 1",
             "SELECT typeof(user) || typeof(name) = 'integertext' FROM speaker LIMIT 1",
             "SELECT typeof(ssrc) || typeof(speaker) = 'integerinteger' FROM stream LIMIT 1",
             "SELECT typeof(type) || typeof(text) = 'texttext' FROM event LIMIT 1",
             "SELECT typeof(endpoint) || typeof(cipher) = 'texttext' FROM connection LIMIT 1",
             "SELECT typeof(boot_id) || typeof(offset_us) = 'textinteger' FROM run LIMIT 1",
         }) {
        auto answer = database->prepare(question);
        const auto row = answer ? answer->step() : Failure {answer.error()};
        if (row && *row && answer->integer(0) == 0)
            return false; // what cannot be read says nothing
    }
    return true;
}

/// The first page and those below it, which hold what there is of tables.
/// Source:  https://sqlite.org/fileformat2.html#b_tree_pages
std::vector<std::int64_t> schemaPages(const FreshFile& fresh)
{
    std::vector<std::int64_t> pages {1};
    const QByteArray first = fresh.page(1);
    ByteReader header(viewOf(first).subspan(kFirstHeader));
    if (header.u8() != kInteriorTable)
        return pages;
    (void)header.u16be(); // free blocks
    const auto cells = header.u16be();
    (void)header.u16be(); // where they begin
    (void)header.u8();
    pages.push_back(header.u32be().value_or(1));
    for (int i = 0; i < cells.value_or(0); ++i) {
        const auto at = header.u16be();
        if (!at || *at >= first.size())
            break;
        ByteReader cell(viewOf(first).subspan(*at));
        pages.push_back(cell.u32be().value_or(1));
    }
    return pages;
}

} // namespace

Result<void, RecordingError> copyWhole(const QString& path, const QString& target,
                                       const std::atomic<bool>* abandoned)
{
    if (QFile::exists(path + QStringLiteral("-wal"))) {
        const auto from = Database::open(path, Database::Access::ReadOnly);
        const auto to = Database::open(target, Database::Access::ReadWrite);
        if (from && to && from->copyPages(*to, abandoned))
            return {};
    }
    // The head need not tell the truth about how many pages there are.
    const auto from = Database::open(path, Database::Access::WithoutLog);
    QFile out(target);
    if (!from || !out.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return Failure {RecordingError::InputOutput};
    return from->copyBytes(out, abandoned);
}

bool hasReadableSchema(const QString& path)
{
    const auto database = Database::open(path, Database::Access::ReadOnly);
    const auto query = database
        ? database->prepare("SELECT id, stream, payload FROM packet LIMIT 1")
        : Failure {database.error()};
    return query
        || (query.error() != RecordingError::Damaged
            && query.error() != RecordingError::NotARecording); // busy, say
}

Result<void, RecordingError> writeUnderOurSchema(const QString& path, const QString& target,
                                                 const std::atomic<bool>* abandoned)
{
    const auto fresh = freshFile(target + QStringLiteral("schema"));
    if (!fresh)
        return Failure {RecordingError::FolderNotWritable};
    { // before some other large file is copied
        QFile file(path);
        char kind = 0;
        if (!file.open(QIODevice::ReadOnly) || !file.seek((fresh->packets - 1) * kPageBytes)
            || !file.getChar(&kind) || (kind != kInteriorTable && kind != kLeafTable))
            return Failure {RecordingError::NotARecording};
    }
    if (const auto copied = copyWhole(path, target, abandoned); !copied)
        return copied;
    QFile out(target);
    if (!out.open(QIODevice::ReadWrite))
        return Failure {RecordingError::FolderNotWritable};
    for (const std::int64_t number : schemaPages(*fresh)) {
        QByteArray page = fresh->page(number);
        if (number == 1) { // how many pages there are
            constexpr int kPages = 28;
            const auto count = static_cast<std::uint32_t>(out.size() / kPageBytes);
            for (int i = 0; i < 4; ++i)
                page[kPages + i] = static_cast<char>(count >> (8 * (3 - i)));
        }
        if (page.size() != kPageBytes || !out.seek((number - 1) * kPageBytes)
            || out.write(page) != page.size())
            return Failure {RecordingError::InputOutput};
    }
    if (!out.flush())
        return Failure {RecordingError::InputOutput};
    out.close();
    return fitsOurSchema(target) ? Result<void, RecordingError>()
                                 : Failure {RecordingError::Damaged};
}

} // namespace lavalier::recording
