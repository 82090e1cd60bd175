#pragma once

#include "app/folder_check.h"
#include "ui/ports/rehearsal_port.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTimer>

#include <functional>
#include <memory>

namespace lavalier::app {

/// The rehearsal as a process of its own: this very program, `record --demo`, in a folder within
/// that of the recordings, which is removed afterwards, at the latest by a later
/// one. What it proves is what a recording needs:
/// the engine, the worker, the disk.
///
/// Thread:  GUI; waits at most a second, for a disk, when it ends.
class Rehearsal final : public ui::RehearsalPort {
    Q_OBJECT
public:
    /// `recordings` is asked at each start.
    Rehearsal(QString program, std::function<QString()> recordings, QObject* parent = nullptr);
    ~Rehearsal() override;

    ui::RehearsalView rehearsal() const override { return m_view; }
    void startRehearsal() override;
    void cancelRehearsal() override;

    /// What `record --json` printed; Failed for anything that is no full set of equal tracks.
    static ui::RehearsalView judge(const QByteArray& report);
    /// What the exit code of `record` says, with the last line it had for people; never Done.
    static ui::RehearsalView explain(int code, const QByteArray& notes);

private:
    void adopt(const ui::RehearsalView& view);
    void begin(const QString& folder, ui::FolderFinding finding);
    void ended(int code);
    void fail(ui::RehearsalFailure failure, const QString& technical = {});
    void cleanUp(std::chrono::milliseconds atMost);

    const QString m_program;
    const std::function<QString()> m_recordings;
    FolderCheck m_check;
    QString m_asked; ///< of which folder the check is to say something
    QString m_folder; ///< ours, to be removed
    bool m_tookTooLong = false;
    std::unique_ptr<QProcess> m_process;
    QElapsedTimer m_running;
    QTimer m_tick;
    ui::RehearsalView m_view;
};

} // namespace lavalier::app
