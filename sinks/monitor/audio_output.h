#pragma once

#include "sinks/monitor/pcm_source.h"

#include <QObject>

#include <memory>

namespace lavalier::monitor {

/// Plays a source on the system's default output.
///
/// Errors:  states, never exceptions: without a device it waits for one to appear, and it follows
///          the default when that changes.
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

    explicit AudioOutput(std::shared_ptr<PcmSource> source, QObject* parent = nullptr);
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
    std::unique_ptr<Thread> m_thread;
    State m_state = State::Stopped;
    bool m_wanted = false;
};

} // namespace lavalier::monitor
