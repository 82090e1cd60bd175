#pragma once

#include <QObject>

#include <memory>

namespace lavalier::app {

/// Keeps the computer from falling asleep by itself; only as long as somebody holds it.
///
/// Source:  Linux: systemd-logind, else the desktop's ScreenSaver, else the portal. Windows:
///          SetThreadExecutionState. macOS: a power assertion. Elsewhere: nothing.
/// Thread:  GUI. The answer may take a moment; nothing waits for it.
class SleepInhibitor : public QObject {
    Q_OBJECT
public:
    enum class State { Released, Asking, Held, Unavailable };

    explicit SleepInhibitor(QObject* parent = nullptr);
    ~SleepInhibitor() override;

    /// `why` may be shown by the system.
    void hold(const QString& why);
    void release();
    State state() const { return m_state; }

signals:
    void changed();

private:
    void adopt(State state);

    State m_state = State::Released;
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lavalier::app
