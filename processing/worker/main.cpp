// lavalier-decode: the only program that shows Opus packets to libopus. Reads requests on stdin.
//   --live    answers on stdout
//   --render  raw PCM on stdout, answers on stderr
// It ends when its input does. Diagnosis: exit codes in worker_loop.h.

#include "processing/worker/worker_confinement.h"
#include "processing/worker/worker_loop.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <string_view>

using namespace lavalier;
using namespace lavalier::worker;

namespace {

constexpr std::size_t kReadBytes = std::size_t {64} * 1024;
constexpr int kNice = 10; // meters and exports stand back behind recording

/// Neither end of a pipe may block: the parent may be stuck writing to us while we write to it.
/// Terminals and files are left alone; the setting would outlive us there.
void makeNonBlocking(int descriptor)
{
    struct stat about { };
    if (fstat(descriptor, &about) == 0 && (S_ISFIFO(about.st_mode) || S_ISSOCK(about.st_mode)))
        fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
}

bool isTransient()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/// False when there is no reader any more.
bool writeSome(int descriptor, Outbox& outbox)
{
    const ByteView bytes = outbox.pending();
    const ssize_t count = write(descriptor, bytes.data(), bytes.size());
    if (count < 0)
        return isTransient();
    outbox.written(static_cast<std::size_t>(count));
    return true;
}

void readSome(WorkerLoop& loop)
{
    static std::array<std::uint8_t, kReadBytes> bytes;
    const ssize_t count = read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count > 0)
        loop.feed(ByteView(bytes).first(static_cast<std::size_t>(count)));
    else if (count == 0 || !isTransient())
        loop.inputEnded();
}

int run(WorkerLoop& loop, int answersTo)
{
    const auto exitWith = [](ExitCode code) { return static_cast<int>(code); };
    constexpr short kRead = POLLIN;
    constexpr short kWrite = POLLOUT;
    for (;;) {
        renewCpuBudget();
        loop.work();
        if (loop.over() && loop.answers().isEmpty() && loop.pcm().isEmpty())
            return exitWith(*loop.over());

        // A negative descriptor is one that poll() passes over.
        std::array<pollfd, 3> waits {{
            {loop.wantsInput() ? STDIN_FILENO : -1, kRead, 0},
            {loop.answers().isEmpty() ? -1 : answersTo, kWrite, 0},
            {loop.pcm().isEmpty() ? -1 : STDOUT_FILENO, kWrite, 0},
        }};
        if (poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR)
            return exitWith(ExitCode::BrokenPipe);
        if (waits[0].revents != 0)
            readSome(loop);
        if (waits[1].revents != 0 && !writeSome(answersTo, loop.answers()))
            return exitWith(ExitCode::BrokenPipe);
        if (waits[2].revents != 0 && !writeSome(STDOUT_FILENO, loop.pcm()))
            return exitWith(ExitCode::BrokenPipe);
    }
}

} // namespace

int main(int argc, char** argv)
{
    const std::string_view mode = argc == 2 ? argv[1] : "";
    if (mode != "--live" && mode != "--render") {
        std::fputs("lavalier-decode is started by lavalier: --live | --render\n", stderr);
        return static_cast<int>(ExitCode::Usage);
    }
    const bool live = mode == "--live";
    std::signal(SIGPIPE, SIG_IGN);
    setpriority(PRIO_PROCESS, 0, kNice);
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        makeNonBlocking(descriptor);
    WorkerLoop loop(live ? Mode::Live : Mode::Render, wire::ownHello());
    confineWorker();
    return run(loop, live ? STDOUT_FILENO : STDERR_FILENO);
}
