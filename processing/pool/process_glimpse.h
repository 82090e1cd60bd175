#pragma once

#include <QByteArrayView>

#include <chrono>
#include <optional>

namespace lavalier::pool {

/// What the system shows of a process at one moment.
struct ProcessGlimpse {
    /// As in proc(5): R runs or waits for a processor, S sleeps, D waits for a disk (also for its
    /// own pages), T and t are stopped by a signal or a debugger.
    char state = '?';
    std::chrono::milliseconds cpu {0}; ///< used since it began, user and system

    bool operator==(const ProcessGlimpse&) const = default;
};

/// A line of /proc/PID/stat; nullopt when it is none.
///
/// The name in it is whatever the process calls itself, parentheses and spaces included.
/// Units:   `ticksPerSecond` as sysconf(_SC_CLK_TCK) says.
/// Thread:  any.
/// Source:  proc(5).
std::optional<ProcessGlimpse> parseProcessStat(QByteArrayView line, long ticksPerSecond);

/// A look at a child of ours; nullopt where the system shows nothing.
/// Thread:  any; waits for no disk.
std::optional<ProcessGlimpse> lookAtProcess(qint64 pid);

} // namespace lavalier::pool
