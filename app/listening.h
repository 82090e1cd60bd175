#pragma once

#include "processing/pool/decode_pool.h"
#include "sinks/monitor/audio_output.h"
#include "sinks/monitor/mixer.h"
#include "ui/ports/recorder_port.h"

#include <QObject>
#include <QPointer>

#include <memory>
#include <unordered_map>

namespace lavalier::app {

/// Listening to the running call on this computer.
///
/// Samples are asked of the decode workers only while a device plays them; the recording never
/// passes through here. Who is soloed, muted or louder is kept for the run of the program.
/// Thread:  GUI.
class Listening : public QObject {
    Q_OBJECT
public:
    explicit Listening(std::shared_ptr<monitor::OutputDevices> outputs, QObject* parent = nullptr);
    ~Listening() override;

    /// The pool of the call that is shown, and its server; null without one. Who is soloed in one
    /// server silences nobody in another.
    void follow(pool::DecodePool* pool, GuildId server);
    void setOn(bool on);
    /// From now on it stays off, whatever is wished.
    void forbid();
    void setVolume(double linear);
    void choose(UserId speaker, const ui::ListeningChoice& choice);

    ui::Listening state() const;
    double volume() const { return m_volume; }
    ui::ListeningChoice choice(UserId speaker) const;

signals:
    void changed();

private:
    void connectParts();
    void setStrip(UserId speaker, const ui::ListeningChoice& choice);

    const std::shared_ptr<monitor::Mixer> m_mixer;
    monitor::AudioOutput m_output;
    QPointer<pool::DecodePool> m_pool;
    GuildId m_server;
    std::unordered_map<GuildId, std::unordered_map<UserId, ui::ListeningChoice>> m_choices;
    double m_volume = 1;
    bool m_on = false;
    bool m_forbidden = false;
};

} // namespace lavalier::app
