#pragma once

#include "ui/ports/rehearsal_port.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

namespace lavalier::app {

/// The rehearsal as a process of its own: this very program, `record --demo`, in a folder that is
/// removed afterwards. What it proves is what a recording needs: the engine, the worker, the disk.
///
/// Thread:  GUI.
class Rehearsal final : public ui::RehearsalPort {
    Q_OBJECT
public:
    explicit Rehearsal(QString program, QObject* parent = nullptr);
    ~Rehearsal() override;

    ui::RehearsalView rehearsal() const override { return m_view; }
    void startRehearsal() override;
    void cancelRehearsal() override;

    /// What `record --json` printed; Failed for anything that is no full set of equal tracks.
    static ui::RehearsalView judge(const QByteArray& report);

private:
    void adopt(const ui::RehearsalView& view);
    void ended(int code);

    const QString m_program;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_process;
    QElapsedTimer m_running;
    QTimer m_tick;
    ui::RehearsalView m_view;
};

} // namespace lavalier::app
