#include "app/stop_signals.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lavalier::app {
namespace {

std::array<int, 2> g_pipe {-1, -1}; // a signal handler has no other way to reach an object

volatile std::sig_atomic_t g_interrupts = 0;

extern "C" void passOn(int signal)
{
    const char byte = static_cast<char>(signal);
    [[maybe_unused]] const auto written = ::write(g_pipe[1], &byte, 1);
    // The first stops, the second gives up what the first began; the third is the system's.
    if (signal != SIGINT)
        return;
    g_interrupts = g_interrupts + 1;
    if (g_interrupts == 2)
        ::signal(SIGINT, SIG_DFL);
}

/// What to listen to: a hang-up that somebody had us ignore (nohup) stays ignored.
bool isWanted(int signal)
{
    struct sigaction now { };
    return signal != SIGHUP || ::sigaction(SIGHUP, nullptr, &now) != 0 || now.sa_handler != SIG_IGN;
}

} // namespace

class StopSignals::Private {
public:
    explicit Private(StopSignals* owner)
        : notifier(g_pipe[0], QSocketNotifier::Read)
    {
        QObject::connect(&notifier, &QSocketNotifier::activated, owner, [owner] {
            char byte = 0;
            if (::read(g_pipe[0], &byte, 1) != 1)
                return;
            if (byte == SIGINT)
                emit owner->interrupted();
            else
                emit owner->terminated();
        });
    }

    QSocketNotifier notifier;
};

StopSignals::StopSignals(QObject* parent)
    : QObject(parent)
{
    if (::pipe2(g_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    d = new Private(this);
    g_interrupts = 0;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        if (!isWanted(signal))
            continue;
        struct sigaction action { };
        action.sa_handler = passOn;
        action.sa_flags = SA_RESTART;
        ::sigaction(signal, &action, nullptr);
    }
    // A closed pipe (record | head) is an error to read, not a reason to lose a recording.
    ::signal(SIGPIPE, SIG_IGN);
}

StopSignals::~StopSignals()
{
    if (d == nullptr)
        return;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        if (isWanted(signal))
            ::signal(signal, SIG_DFL);
    }
    delete d;
    for (int& end : g_pipe) {
        ::close(end);
        end = -1;
    }
}

} // namespace lavalier::app
