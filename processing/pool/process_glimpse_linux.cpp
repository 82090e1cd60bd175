#include "processing/pool/process_glimpse.h"

#include <QFile>

#include <unistd.h>

namespace lavalier::pool {

std::optional<ProcessGlimpse> lookAtProcess(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::nullopt; // e.g. hidden from us (hidepid)
    constexpr qint64 kLongest = 4096;
    return parseProcessStat(file.read(kLongest), ::sysconf(_SC_CLK_TCK));
}

} // namespace lavalier::pool
