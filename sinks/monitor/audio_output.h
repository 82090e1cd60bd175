#pragma once

#include "sinks/monitor/output_devices.h"
#include "sinks/monitor/pcm_source.h"

#include <QObject>

#include <memory>
#include <set>

namespace lavalier::monitor {

/// Plays a source through the chosen output.
///
/// Errors:  states, never exceptions: without a device it waits for one to appear, and it follows
///          the choice, and the default, when they change.
/// Thread:  lives on the thread that made it; the device and the source run on one of its own, so a
///          stuck window makes no hole.
class AudioOutput : public QObject {
    Q_OBJECT
public:
    enum class State {
        Stopped,
        Playing,
        NoDevice,
        Failed, ///< there is one, but it refuses 48 kHz stereo or cannot be opened
    };

    /// Null `devices`: this computer's, with nobody's choice among them.
    AudioOutput(std::shared_ptr<PcmSource> source, std::shared_ptr<OutputDevices> devices,
                QObject* parent = nullptr);
    ~AudioOutput() override;

    /// Looks for a device for the first time here: a program that never listens never asks.
    void start();
    void stop();
    State state() const { return m_state; }

signals:
    void stateChanged(lavalier::monitor::AudioOutput::State state);

private:
    void open();
    void adopt(State state);

    class Player;
    class Thread;
    std::shared_ptr<PcmSource> m_source;
    std::shared_ptr<OutputDevices> m_devices;
    std::unique_ptr<Thread> m_thread;
    std::set<QByteArray> m_refused; ///< since the start, and not opened since
    State m_state = State::Stopped;
    bool m_wanted = false;
    int m_attempt = 0;
};

} // namespace lavalier::monitor
