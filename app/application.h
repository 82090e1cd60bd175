#pragma once

#include "app/command_line.h"
#include "app/token_store.h"
#include "voice/base/clock.h"

#include <memory>
#include <optional>

class QApplication;

namespace lavalier::app {

class RunMark;
class SingleInstance;

/// The window and everything behind it; the only place that builds all of it.
///
/// Thread:  GUI. One for each run of the program.
class Application {
public:
    Application(QApplication& qt, const WindowCommand& command, TokenSources tokens, RunMark& mark,
                const Clock& clock);
    ~Application();

    /// Does what later starts of the program ask for.
    void serve(SingleInstance& instance);
    /// Shows the window and runs until it is closed for good.
    int run();
    /// After run(): what the user wants started next, mostly nothing, and the token for it.
    struct Next {
        WindowCommand command;
        SecretBytes token; ///< for its standard input, if it reads one there
    };
    std::optional<Next> nextStart() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lavalier::app
