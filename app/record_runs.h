#pragma once

#include "app/record_run.h"

#include <vector>

namespace lavalier::app {

/// `lavalier record` of several channels, each in a server of its own: one login, a run for each.
///
/// What fails in one is told and leaves the others alone; the exit code is then the first
/// failure's, and `--json` tells each channel's own. Thread:  the main one. finished() comes once,
/// after the last line was printed.
class RecordRuns : public QObject {
    Q_OBJECT
public:
    RecordRuns(RecordCommand command, const Clock& clock, QObject* parent = nullptr);
    ~RecordRuns() override;

    /// `token` is not used by the demo.
    void start(const std::optional<SecretBytes>& token);
    /// Of those that record; exports are cancelled once all of them export. Before start() it ends
    /// the command.
    void interrupt();
    void terminate();

signals:
    void finished(lavalier::app::ExitCode code);

private:
    void lookForTwins();
    double paceBeside(const RecordRun& self, const QString& folder) const;
    void giveUp(const QString& why, ExitCode code);
    void followEnd(std::size_t run, ExitCode code);
    void tellEnd();

    const RecordCommand m_command;
    const Clock& m_clock;
    std::vector<ChannelId> m_channels; ///< all of the command, in its order
    std::unique_ptr<Login> m_login; // outlives the runs
    StayAwake m_awake; // likewise
    std::vector<std::unique_ptr<RecordRun>> m_runs;
    std::vector<std::optional<ExitCode>> m_codes; ///< of those that have ended
};

} // namespace lavalier::app
