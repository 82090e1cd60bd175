// The computer's outputs as Qt Multimedia tells of them.
#include "sinks/monitor/output_devices.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSink>
#include <QIODevice>
#include <QMediaDevices>

#include <algorithm>
#include <cmath>
#include <cstring>

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

class SinkPlayback final : public Playback {
public:
    SinkPlayback(const QAudioDevice& device, const QAudioFormat& format,
                 std::shared_ptr<PcmSource> source)
        : m_device(std::move(source), format.sampleFormat() == QAudioFormat::Float)
        , m_sink(device, format)
    {
        m_sink.setBufferSize(format.bytesForDuration(kBufferMs * 1000));
        m_sink.start(&m_device);
    }
    bool isRunning() const override
    {
        return m_sink.error() == QAudio::NoError || m_sink.error() == QAudio::UnderrunError;
    }

private:
    SourceDevice m_device;
    QAudioSink m_sink;
};

class SystemOutputs final : public OutputDevices {
public:
    std::vector<OutputDevice> outputs() override
    {
        if (!m_devices) {
            m_devices = std::make_unique<QMediaDevices>();
            connect(m_devices.get(), &QMediaDevices::audioOutputsChanged, this,
                    [this] { listChanged(); });
        }
        const QByteArray standard = QMediaDevices::defaultAudioOutput().id();
        std::vector<OutputDevice> all;
        for (const QAudioDevice& device : QMediaDevices::audioOutputs())
            all.push_back({device.id(), device.description(), device.id() == standard});
        return all;
    }
    std::unique_ptr<Playback> play(const QByteArray& id,
                                   std::shared_ptr<PcmSource> source) const override
    {
        const auto all = QMediaDevices::audioOutputs();
        const auto device
            = std::ranges::find_if(all, [&id](const QAudioDevice& one) { return one.id() == id; });
        const auto format = device == all.end() ? std::nullopt : formatFor(*device);
        if (!format)
            return nullptr;
        auto playback = std::make_unique<SinkPlayback>(*device, *format, std::move(source));
        return playback->isRunning() ? std::move(playback) : nullptr;
    }

private:
    std::unique_ptr<QMediaDevices> m_devices;
};

} // namespace

std::unique_ptr<OutputDevices> systemOutputDevices()
{
    return std::make_unique<SystemOutputs>();
}

} // namespace lavalier::monitor
