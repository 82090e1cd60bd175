#include "processes.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>

namespace lavalier::bench {
namespace {

double secondsOf(clockid_t clock)
{
    timespec time {};
    if (clock_gettime(clock, &time) != 0)
        return 0;
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::uint64_t rolledUp(pid_t process, std::initializer_list<std::string_view> rows)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/smaps_rollup");
    std::uint64_t sum = 0;
    for (std::string word; file >> word;) {
        std::uint64_t kilobytes = 0;
        if (std::ranges::find(rows, word) != rows.end() && file >> kilobytes)
            sum += kilobytes * 1024;
    }
    return sum;
}

} // namespace

double ownCpu()
{
    return secondsOf(CLOCK_PROCESS_CPUTIME_ID);
}

double cpuOf(pid_t process)
{
    clockid_t clock {};
    return clock_getcpuclockid(process, &clock) == 0 ? secondsOf(clock) : 0;
}

double cpuOfAll(std::span<const std::int64_t> others)
{
    double sum = ownCpu();
    for (const std::int64_t process : others)
        sum += cpuOf(static_cast<pid_t>(process));
    return sum;
}

double cpuWithEndedChildren()
{
    rusage usage {};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds = [](timeval time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return ownCpu() + seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::uint64_t residentBytes(pid_t process)
{
    return rolledUp(process, {"Rss:"});
}

std::uint64_t writtenBytes(pid_t process)
{
    return rolledUp(process, {"Private_Dirty:", "Shared_Dirty:"});
}

void sleepFor(double seconds)
{
    timespec left {};
    left.tv_sec = static_cast<time_t>(seconds);
    left.tv_nsec = static_cast<long>((seconds - static_cast<double>(left.tv_sec)) * 1e9);
    while (nanosleep(&left, &left) != 0 && errno == EINTR) { }
}

Helper::Helper(const std::function<void(int channel)>& body)
{
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    std::fflush(nullptr);
    m_process = fork();
    if (m_process == 0) {
        close(ends[0]);
        body(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    m_channel = ends[0];
}

Helper::~Helper()
{
    if (m_channel >= 0)
        close(m_channel);
    if (m_process > 0)
        waitpid(m_process, nullptr, 0);
}

bool sendAll(int channel, const void* data, std::size_t size)
{
    const auto* bytes = static_cast<const char*>(data);
    while (size > 0) {
        const ssize_t count = send(channel, bytes, size, MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

bool receiveAll(int channel, void* data, std::size_t size)
{
    auto* bytes = static_cast<char*>(data);
    while (size > 0) {
        const ssize_t count = recv(channel, bytes, size, 0);
        if (count <= 0)
            return false;
        bytes += count;
        size -= static_cast<std::size_t>(count);
    }
    return true;
}

} // namespace lavalier::bench
