// A cached waveform of any bytes, as it is and with the checksum it should have. What it shows can
// be drawn at any scale, lies within what a recording can be, and reads back the same.
#include "sinks/review/track_overview.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

using namespace lavalier;
using namespace lavalier::review;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

void drawAll(const render::Peaks& peaks)
{
    const double length = static_cast<double>(peaks.length().value());
    std::array<render::Extremes, 16> columns {};
    for (const double from : {-5000.0, 0.0, length / 3, length}) {
        for (const double scale : {1.0, 1000.0, 5000.0, length / 16, 1e9}) {
            peaks.columns(from, scale, columns);
            for (const render::Extremes& one : columns)
                check(std::abs(one.low) <= 1.02F && std::abs(one.high) <= 1.02F);
        }
    }
}

const auto kMemory = QStringLiteral("/dev/shm");
constexpr std::int64_t kMonth = std::int64_t {kSampleRate} * 3600 * 24 * 30;

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // In memory where that can be had: an overview is brought safely to the disk each time.
    static QTemporaryDir folder((QDir(kMemory).exists() ? kMemory : QDir::tempPath())
                                + QStringLiteral("/overview-XXXXXX"));
    const OverviewKey key {QStringLiteral("a"), UserId(7), 3};
    const OverviewCache cache(folder.path());
    static const QString path = [&] {
        check(cache.store(key, {}));
        return folder.filePath(QDir(folder.path()).entryList(QDir::Files).value(0));
    }();
    QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    for (const bool isSigned : {false, true}) {
        if (isSigned)
            bytes += QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
        {
            QFile file(path);
            check(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        }
        const auto found = cache.load(key);
        if (!found)
            continue;
        check(found->losses.size() * 26 <= size);
        for (const timeline::LossSpan& loss : found->losses) {
            check(loss.start.value() >= 0 && loss.start.value() <= kMonth);
            check(loss.samples.value() >= 0 && loss.samples.value() <= kMonth);
            check(loss.packets >= 0);
        }
        drawAll(found->peaks);
        check(cache.store(key, *found));
        const auto again = cache.load(key);
        check(again && *again == *found);
        cache.forget(key.recording, key.user);
        check(!cache.load(key));
    }
    return 0;
}
