#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <span>

namespace lavalier::bench {

/// CPU seconds of this process, threads that ended included.
double ownCpu();
/// CPU seconds of another process; 0 once it is gone.
double cpuOf(pid_t process);
/// This process and these others.
double cpuOfAll(std::span<const std::int64_t> others);

/// This process and all children that ended and were waited for.
double cpuWithEndedChildren();

/// Resident memory in bytes, as /proc/PID/smaps_rollup adds it up; 0 when unknown.
std::uint64_t residentBytes(pid_t process);
/// What of it was written to: without the pages of programs and files that the system may drop at
/// any time and that come in 64 KiB at a time.
std::uint64_t writtenBytes(pid_t process);

void sleepFor(double seconds);

/// A forked copy of this program that runs `body` with one end of a socket pair, beside the
/// measurement: its CPU is nobody's. Make it before any thread.
class Helper {
public:
    explicit Helper(const std::function<void(int channel)>& body);
    /// Closes the channel and waits.
    ~Helper();
    Helper(const Helper&) = delete;
    Helper& operator=(const Helper&) = delete;

    int channel() const { return m_channel; }
    bool isRunning() const { return m_process > 0; }

private:
    pid_t m_process = -1;
    int m_channel = -1;
};

/// Whole values over a helper's channel; false when the other side is gone.
bool sendAll(int channel, const void* data, std::size_t size);
bool receiveAll(int channel, void* data, std::size_t size);

} // namespace lavalier::bench
