#include "sinks/monitor/audio_output.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSink>
#include <QIODevice>
#include <QMediaDevices>
#include <QThread>

#include <cmath>
#include <cstring>
#include <optional>
#include <vector>

namespace lavalier::monitor {
namespace {

/// What the device buffers; more would be heard as delay.
constexpr int kBufferMs = 60;

std::optional<QAudioFormat> formatFor(const QAudioDevice& device)
{
    QAudioFormat format;
    format.setSampleRate(48'000);
    format.setChannelCount(2);
    for (const auto sample : {QAudioFormat::Float, QAudioFormat::Int16}) {
        format.setSampleFormat(sample);
        if (device.isFormatSupported(format))
            return format;
    }
    return std::nullopt;
}

/// The source as a device to read from; never at its end.
class SourceDevice final : public QIODevice {
public:
    SourceDevice(std::shared_ptr<PcmSource> source, bool asFloat)
        : m_source(std::move(source))
        , m_asFloat(asFloat)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return 1 << 16; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const auto frameBytes = static_cast<qint64>(m_asFloat ? 2 * sizeof(float) : 4);
        const auto frames = static_cast<std::size_t>(most / frameBytes);
        m_block.resize(frames * 2);
        m_source->render(m_block);
        if (m_asFloat) {
            std::memcpy(data, m_block.data(), m_block.size() * sizeof(float));
        } else {
            for (std::size_t i = 0; i < m_block.size(); ++i) {
                const auto sample = static_cast<std::int16_t>(std::lround(m_block[i] * 32'767.0F));
                std::memcpy(data + i * sizeof(sample), &sample, sizeof(sample));
            }
        }
        return static_cast<qint64>(frames) * frameBytes;
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    std::shared_ptr<PcmSource> m_source;
    const bool m_asFloat;
    std::vector<float> m_block;
};

} // namespace

/// The open device, on the output's thread.
class AudioOutput::Player : public QObject {
public:
    /// False when the device cannot be opened.
    bool open(const QAudioDevice& device, const QAudioFormat& format,
              std::shared_ptr<PcmSource> source)
    {
        close();
        m_device = std::make_unique<SourceDevice>(std::move(source),
                                                  format.sampleFormat() == QAudioFormat::Float);
        m_sink = std::make_unique<QAudioSink>(device, format);
        m_sink->setBufferSize(format.bytesForDuration(kBufferMs * 1000));
        m_sink->start(m_device.get());
        return m_sink->error() == QAudio::NoError;
    }
    void close()
    {
        m_sink.reset();
        m_device.reset();
    }

private:
    std::unique_ptr<SourceDevice> m_device;
    std::unique_ptr<QAudioSink> m_sink;
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
    QMediaDevices devices; ///< of the thread that made us: tells when outputs come and go
};

AudioOutput::AudioOutput(std::shared_ptr<PcmSource> source, QObject* parent)
    : QObject(parent)
    , m_source(std::move(source))
{
}

AudioOutput::~AudioOutput() = default;

void AudioOutput::start()
{
    m_wanted = true;
    if (!m_thread) {
        m_thread = std::make_unique<Thread>();
        connect(&m_thread->devices, &QMediaDevices::audioOutputsChanged, this, [this] {
            if (m_wanted)
                open();
        });
    }
    open();
}

void AudioOutput::open()
{
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    if (device.isNull()) {
        QMetaObject::invokeMethod(&m_thread->player,
                                  [player = &m_thread->player] { player->close(); });
        return adopt(State::NoDevice);
    }
    const auto format = formatFor(device);
    if (!format)
        return adopt(State::Failed);
    adopt(State::Playing);
    QMetaObject::invokeMethod(
        &m_thread->player,
        [this, player = &m_thread->player, device, format = *format, source = m_source] {
            if (player->open(device, format, source))
                return;
            QMetaObject::invokeMethod(this, [this] {
                if (m_wanted)
                    adopt(State::Failed);
            });
        });
}

void AudioOutput::stop()
{
    m_wanted = false;
    if (m_thread)
        QMetaObject::invokeMethod(&m_thread->player,
                                  [player = &m_thread->player] { player->close(); });
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
