#pragma once

#include "app/command_line.h"
#include "voice/base/clock.h"
#include "voice/base/secret_bytes.h"

#include <memory>

class QApplication;

namespace lavalier::app {

class SingleInstance;

/// The window and everything behind it; the only place that builds all of it.
///
/// Thread:  GUI. One for each run of the program.
class Application {
public:
    /// `environmentToken` was taken out of the environment before anything else started.
    Application(QApplication& qt, const WindowCommand& command, const SecretBytes& environmentToken,
                const Clock& clock);
    ~Application();

    /// Does what later starts of the program ask for.
    void serve(SingleInstance& instance);
    /// Shows the window and runs until it is closed for good.
    int run();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lavalier::app
