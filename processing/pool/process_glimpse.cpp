#include "processing/pool/process_glimpse.h"

#include <QByteArrayList>

namespace lavalier::pool {

std::optional<ProcessGlimpse> parseProcessStat(QByteArrayView line, long ticksPerSecond)
{
    const qsizetype nameEnd = line.lastIndexOf(')');
    if (nameEnd < 0 || ticksPerSecond <= 0)
        return std::nullopt;
    // From the third field of proc(5) on: the state, and the times as the 14th and 15th.
    const QByteArrayList fields = line.sliced(nameEnd + 1).trimmed().toByteArray().split(' ');
    constexpr qsizetype kUser = 11;
    constexpr qsizetype kSystem = 12;
    if (fields.size() <= kSystem || fields[0].size() != 1)
        return std::nullopt;
    bool isUser = false;
    bool isSystem = false;
    const qulonglong ticks
        = fields[kUser].toULongLong(&isUser) + fields[kSystem].toULongLong(&isSystem);
    if (!isUser || !isSystem)
        return std::nullopt;
    const double seconds = static_cast<double>(ticks) / static_cast<double>(ticksPerSecond);
    return ProcessGlimpse {fields[0].front(),
                           std::chrono::milliseconds(static_cast<qint64>(seconds * 1000))};
}

} // namespace lavalier::pool
