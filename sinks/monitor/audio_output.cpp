#include "sinks/monitor/audio_output.h"

#include <QThread>

#include <utility>

namespace lavalier::monitor {

/// The open device, on the output's thread.
class AudioOutput::Player : public QObject {
public:
    /// False when the device cannot be opened. One that plays already goes on undisturbed.
    bool open(const OutputDevices& devices, const QByteArray& device,
              const std::shared_ptr<PcmSource>& source)
    {
        if (m_playback && m_device == device && m_playback->isRunning())
            return true;
        m_playback.reset(); // before another one takes the same source
        m_device = device;
        m_playback = devices.play(device, source);
        return m_playback != nullptr;
    }
    void close() { m_playback.reset(); }

private:
    QByteArray m_device;
    std::unique_ptr<Playback> m_playback;
};

class AudioOutput::Thread : public QThread {
public:
    Thread()
    {
        setObjectName(QStringLiteral("audio output"));
        player.moveToThread(this);
        start();
    }
    ~Thread() override
    {
        QMetaObject::invokeMethod(
            &player, [this] { player.close(); }, Qt::BlockingQueuedConnection);
        quit();
        wait();
    }
    Player player;
};

AudioOutput::AudioOutput(std::shared_ptr<PcmSource> source, std::shared_ptr<OutputDevices> devices,
                         QObject* parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_devices(devices ? std::move(devices)
                        : std::shared_ptr<OutputDevices>(systemOutputDevices()))
{
    connect(m_devices.get(), &OutputDevices::changed, this, [this] {
        if (m_wanted)
            open();
    });
}

AudioOutput::~AudioOutput()
{
    if (m_wanted)
        m_devices->end();
}

void AudioOutput::start()
{
    if (!std::exchange(m_wanted, true))
        m_devices->begin();
    if (!m_thread)
        m_thread = std::make_unique<Thread>();
    open();
}

void AudioOutput::open()
{
    const int attempt = ++m_attempt; // devices come and go several at once, and one may refuse late
    const auto device = m_devices->take();
    Player* const player = &m_thread->player;
    if (!device) {
        QMetaObject::invokeMethod(player, [player] { player->close(); });
        return adopt(State::NoDevice);
    }
    // One that refused is tried again at every change, and counts as playing when it does.
    if (!m_refused.contains(device->id))
        adopt(State::Playing);
    QMetaObject::invokeMethod(
        player, [this, player, attempt, devices = m_devices, id = device->id, source = m_source] {
            const bool opened = player->open(*devices, id, source);
            QMetaObject::invokeMethod(this, [this, attempt, opened, id] {
                if (!m_wanted || attempt != m_attempt)
                    return;
                if (opened)
                    m_refused.erase(id);
                else
                    m_refused.insert(id);
                adopt(opened ? State::Playing : State::Failed);
            });
        });
}

void AudioOutput::stop()
{
    if (std::exchange(m_wanted, false))
        m_devices->end();
    m_refused.clear(); // whoever starts again wants to hear of it again
    ++m_attempt;
    if (m_thread) {
        Player* const player = &m_thread->player;
        QMetaObject::invokeMethod(player, [player] { player->close(); });
    }
    adopt(State::Stopped);
}

void AudioOutput::adopt(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state);
}

} // namespace lavalier::monitor
