// libFuzzer target: any bytes as the log of a recording that was left behind. Seeds: logs of a
// small database, whole and with a damage in the middle.
#include "sinks/recording/log_check.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdint>
#include <cstdlib>

using namespace lavalier;
using namespace lavalier::recording;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("fuzzed.lavalier"));
    const QString target = folder.filePath(QStringLiteral("behind"));
    const auto write = [](const QString& name, const char* bytes, std::size_t count) {
        QFile file(name);
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(bytes, static_cast<qint64>(count));
    };
    write(path, nullptr, 0);
    write(target, nullptr, 0);
    write(path + QStringLiteral("-wal"), reinterpret_cast<const char*>(data), size);
    const auto damage = breakInLog(path);
    const auto limit = static_cast<std::int64_t>(size) / 512;
    if (damage && damage->behind + damage->unreadable > limit)
        std::abort(); // more than there can be
    (void)writeBehindBreak(path, target);
    if (QFileInfo(target).size() > static_cast<qint64>(size) + 65'536)
        std::abort(); // a log of some bytes must not fill a disk
    return 0;
}
