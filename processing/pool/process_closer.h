#pragma once

#include <chrono>
#include <span>

class QProcess;

namespace lavalier::pool {

/// How long each step of an ending may take, for all processes together.
struct ClosingTimes {
    std::chrono::milliseconds afterClose {300};
    std::chrono::milliseconds afterTerminate {200};
    std::chrono::milliseconds afterKill {500};
};

/// Ends processes: closes their input, waits, terminates, waits, kills.
///
/// A QProcess destroyed while running kills and then waits up to half a minute.
/// Thread:  the one the processes live on, never the GUI's; returns when all have ended.
void endQuietly(std::span<QProcess* const> processes, ClosingTimes times = {});

} // namespace lavalier::pool
