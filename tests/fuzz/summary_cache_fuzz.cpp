// A list cache of any bytes, as it is and with the checksum it should have. What it tells of a
// recording, whatever that is, is read back the same after it was kept anew.
#include "sinks/recording/summary_cache.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <bit>
#include <cstdlib>

using namespace lavalier::recording;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    check(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

/// A gain may be no number, which is not even what it is itself.
bool isSame(RecordingSummary a, RecordingSummary b)
{
    check(a.speakers.size() == b.speakers.size());
    for (std::size_t i = 0; i < a.speakers.size(); ++i) {
        check(std::bit_cast<std::uint64_t>(a.speakers[i].gain)
              == std::bit_cast<std::uint64_t>(b.speakers[i].gain));
        a.speakers[i].gain = b.speakers[i].gain = 0;
    }
    return a == b;
}

const auto kMemory = QStringLiteral("/dev/shm");
const auto kPath = QStringLiteral("/r/a.lavalier");

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // In memory where that can be had: a cache is brought safely to the disk each time.
    static QTemporaryDir folder((QDir(kMemory).exists() ? kMemory : QDir::tempPath())
                                + QStringLiteral("/cache-XXXXXX"));
    const QString path = folder.filePath(QStringLiteral("recordings.list"));
    QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const FileStamp stamp {1, 2, 3, 4, 5};
    const FileStamp newer {1, 2, 3, 4, 6};
    constexpr std::int64_t kLater = 10'000'000'000;
    for (const bool isSigned : {false, true}) {
        if (isSigned)
            bytes += QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
        write(path, bytes);
        SummaryCache cache(path);
        const auto found = cache.find(kPath, stamp);
        if (!found)
            continue;
        // What is not in the file is known of all it tells.
        check(found->path == kPath && found->state == FileState::Finished
              && found->partsMissing == 0 && found->parts == QStringList {kPath}
              && found->speakers.size() * 38 <= size);
        cache.keep(*found, newer, kLater);
        check(cache.store());
        SummaryCache again(path);
        check(!again.find(kPath, stamp));
        const auto kept = again.find(kPath, newer);
        check(kept && isSame(*kept, *found));
    }
    return 0;
}
