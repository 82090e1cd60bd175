#include "processing/pool/process_closer.h"

#include <QDeadlineTimer>
#include <QProcess>

namespace lavalier::pool {
namespace {

bool waitForAll(std::span<QProcess* const> processes, std::chrono::milliseconds atMost)
{
    const QDeadlineTimer deadline(atMost);
    bool all = true;
    for (QProcess* process : processes) {
        if (process->state() != QProcess::NotRunning)
            all = process->waitForFinished(static_cast<int>(deadline.remainingTime())) && all;
    }
    return all;
}

} // namespace

void endQuietly(std::span<QProcess* const> processes, ClosingTimes times)
{
    for (QProcess* process : processes)
        process->closeWriteChannel();
    if (waitForAll(processes, times.afterClose))
        return;
    for (QProcess* process : processes)
        process->terminate();
    if (waitForAll(processes, times.afterTerminate))
        return;
    for (QProcess* process : processes)
        process->kill();
    waitForAll(processes, times.afterKill);
}

} // namespace lavalier::pool
