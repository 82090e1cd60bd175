#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/login.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace lavalier::app {

/// `lavalier channels`: every voice and stage channel the bot can see, and why it may not join.
///
/// Thread:  the main one. finished() comes once.
class ChannelsRun : public QObject {
    Q_OBJECT
public:
    ChannelsRun(ChannelsCommand command, const Clock& clock, QObject* parent = nullptr);
    ~ChannelsRun() override;

    void start(const std::optional<SecretBytes>& token);
    void cancel();

signals:
    void finished(lavalier::app::ExitCode code);

private:
    void look();
    void print();
    void end(ExitCode code);

    const ChannelsCommand m_command;
    const Clock& m_clock;
    std::unique_ptr<Login> m_login;
    QTimer m_patience;
    QTimer m_settled; ///< guilds come one by one; quiet means they are all there
    bool m_done = false;
};

} // namespace lavalier::app
