#include "app/token_input.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <termios.h>
#include <unistd.h>

namespace lavalier::app {
namespace {

constexpr std::size_t kMaxLine = 4096;

// A signal's handler takes no context.
termios shownBefore {};
termios hidden {};

extern "C" void showAgain(int signal)
{
    tcsetattr(STDIN_FILENO, TCSANOW, &shownBefore);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

/// Whoever had the terminal while we were stopped has left it as it needs it.
extern "C" void hideAgain(int)
{
    tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
}

/// Whatever is typed while it lives is not shown, and whatever ends it, later input is again.
class Unshown {
public:
    Unshown()
    {
        if (isatty(STDIN_FILENO) == 0 || tcgetattr(STDIN_FILENO, &shownBefore) != 0)
            return;
        m_active = true;
        hidden = shownBefore;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        for (std::size_t i = 0; i < kSignals.size(); ++i) {
            m_before[i] = std::signal(kSignals[i], reactionTo(kSignals[i]));
            if (m_before[i] == SIG_IGN && kSignals[i] != SIGCONT)
                std::signal(kSignals[i], SIG_IGN); // as nohup has it
        }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
        say("Token: ");
    }
    ~Unshown()
    {
        if (!m_active)
            return;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &shownBefore);
        for (std::size_t i = 0; i < kSignals.size(); ++i)
            std::signal(kSignals[i], m_before[i]);
        say("\n");
    }
    Unshown(const Unshown&) = delete;
    Unshown& operator=(const Unshown&) = delete;

private:
    static void say(std::string_view text)
    {
        [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    }

    using Reaction = void (*)(int);
    /// Stopped, we would leave a terminal that shows nothing to the shell, and come back to one
    /// that shows all. Away from the terminal, reading and setting then fail at once.
    static Reaction reactionTo(int signal)
    {
        switch (signal) {
        case SIGTSTP:
        case SIGTTIN:
        case SIGTTOU:
            return SIG_IGN;
        case SIGCONT: // after SIGSTOP, which nobody can ignore
            return hideAgain;
        default:
            return showAgain;
        }
    }

    static constexpr std::array kSignals {SIGINT,  SIGTERM, SIGHUP,  SIGQUIT,
                                          SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT};
    std::array<Reaction, kSignals.size()> m_before {};
    bool m_active = false;
};

} // namespace

Result<SecretBytes, TokenError> readTokenInput()
{
    const Unshown unshown;
    // Read by the system's own call: a stream would keep a copy in its buffer.
    std::array<std::uint8_t, kMaxLine + 1> line {};
    std::size_t size = 0;
    std::optional<TokenError> failed;
    while (size < line.size()) {
        const ssize_t got = read(STDIN_FILENO, line.data() + size, 1); // what follows is not ours
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            failed = TokenError::FileUnreadable;
        if (got <= 0 || line[size] == '\n')
            break;
        ++size;
    }
    const SecretBytes token(ByteView(line).first(size));
    wipe(line);
    if (failed)
        return Failure {*failed};
    if (size == 0)
        return Failure {TokenError::Empty};
    if (size > kMaxLine)
        return Failure {TokenError::TooLong};
    return token;
}

bool giveTokenInput(const SecretBytes& token)
{
    const ByteView bytes = token.reveal();
    std::array<int, 2> ends {};
    // A pipe holds that much without anybody reading; more is no token.
    if (bytes.empty() || bytes.size() >= 512 || pipe(ends.data()) != 0)
        return false;
    const bool given = write(ends[1], bytes.data(), bytes.size()) == ssize_t(bytes.size())
        && write(ends[1], "\n", 1) == 1 && dup2(ends[0], STDIN_FILENO) >= 0;
    close(ends[1]); // else whoever reads would wait for more for ever
    if (ends[0] != STDIN_FILENO)
        close(ends[0]);
    return given;
}

} // namespace lavalier::app
