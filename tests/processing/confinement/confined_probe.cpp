// confined_probe CONFINEMENT ACTION [PATH…]: confines itself, then tries the action.
//   none | worker | tool READABLE WRITABLE_FOLDER
// Exit 0: it worked; 1: it was refused; killed by SIGSYS or SIGPROF: refused with force.

#include "processing/confinement/tool_confinement.h"
#include "processing/worker/worker_confinement.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

bool opens(const char* path, int flags)
{
    return open(path, flags, 0600) >= 0;
}

/// Volatile, so that nobody optimises the memory away.
bool takesMemory(std::size_t bytes)
{
    auto* volatile memory = static_cast<char*>(std::malloc(bytes));
    if (memory == nullptr)
        return false;
    for (std::size_t i = 0; i < bytes; i += 4096)
        memory[i] = 1;
    std::free(memory);
    return true;
}

bool computesFor20Seconds()
{
    constexpr clock_t kFar = 20;
    while (clock() < kFar * CLOCKS_PER_SEC) { }
    return true;
}

bool starts()
{
    const pid_t child = fork();
    if (child == 0)
        _exit(0);
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child;
}

bool becomesAnother()
{
    char* const arguments[] = {const_cast<char*>("true"), nullptr};
    execv("/bin/true", arguments); // which exits with 0
    return false;
}

bool reads(const char* path)
{
    const int file = open(path, O_RDONLY);
    char byte = 0;
    return file >= 0 && read(file, &byte, 1) == 1;
}

bool works(std::string_view action, const char* path)
{
    if (action == "nothing")
        return true;
    if (action == "socket")
        return socket(AF_INET, SOCK_STREAM, 0) >= 0;
    if (action == "datagrams")
        return socket(AF_INET6, SOCK_DGRAM, 0) >= 0;
    if (action == "local-socket")
        return socket(AF_UNIX, SOCK_STREAM, 0) >= 0;
    if (action == "read")
        return reads(path);
    if (action == "write")
        return opens(path, O_WRONLY | O_CREAT | O_TRUNC);
    if (action == "fork")
        return starts();
    if (action == "exec")
        return becomesAnother();
    if (action == "trace")
        return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0;
    if (action == "signal")
        return kill(getppid(), 0) == 0;
    if (action == "gibibyte")
        return takesMemory(std::size_t {1} << 30);
    if (action == "100-mebibytes")
        return takesMemory(std::size_t {100} << 20);
    if (action == "compute")
        return computesFor20Seconds();
    std::abort();
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view kind = argc > 1 ? argv[1] : "";
    const char* const action = argc > 2 ? argv[2] : "";
    const char* const path = argc > 3 ? argv[3] : "";
    if (kind == "worker") {
        lavalier::worker::confineWorker();
        lavalier::worker::renewCpuBudget();
    } else if (kind == "tool") {
        const lavalier::confinement::ToolConfinement cell(
            {"/bin/true", {argc > 4 ? argv[4] : ""}, {argc > 5 ? argv[5] : ""}});
        cell.enter();
    } else if (kind != "none") {
        std::abort();
    }
    _exit(works(action, path) ? 0 : 1);
}
