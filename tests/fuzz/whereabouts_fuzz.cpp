// The list of where recordings went on, of any bytes. What it says of a recording is still said
// when another one is noted, and what is noted is read back the same.
#include "sinks/recording/whereabouts.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdlib>

using namespace lavalier::recording;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

const auto kMemory = QStringLiteral("/dev/shm");
constexpr std::chrono::seconds kLong {60};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // In memory where that can be had: the list is brought safely to the disk each time.
    static QTemporaryDir folder((QDir(kMemory).exists() ? kMemory : QDir::tempPath())
                                + QStringLiteral("/whereabouts-XXXXXX"));
    const QString path = folder.filePath(QStringLiteral("continued-elsewhere"));
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    QFile file(path);
    check(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();

    const QString theirs = QStringLiteral("a");
    const QString ours = QStringLiteral("b");
    keepWhereaboutsIn(path);
    check(settleWhereabouts(kLong));
    const QStringList found = whereaboutsOf(theirs);
    check(found.size() <= bytes.size());
    const QStringList wanted {QStringLiteral("/r/one.lavalier"),
                              QStringLiteral("/elsewhere/one.part2.lavalier")};
    noteWhereabouts(ours, wanted);
    check(whereaboutsOf(ours) == wanted);
    check(settleWhereabouts(kLong));

    keepWhereaboutsIn(path); // as the next start reads it
    check(settleWhereabouts(kLong));
    check(whereaboutsOf(ours) == wanted);
    // The newest two hundred are kept, and half a character cannot be written.
    const bool isText
        = std::ranges::all_of(found, [](const QString& one) { return one.isValidUtf16(); });
    check(!isText || bytes.count('\n') >= 190 || whereaboutsOf(theirs) == found);
    return 0;
}
