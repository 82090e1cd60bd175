#pragma once

#include <QByteArray>

#include <opus/opus.h>

#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

namespace lavalier::test {

/// A speaker's voice: a sine that keeps its phase over packets, encoded by libopus.
class OpusVoice {
public:
    /// `amplitude` with 1.0 as full scale; `samples` per packet at 48 kHz.
    OpusVoice(double hertz, double amplitude, int samples = 960, int channels = 1)
        : m_hertz(hertz)
        , m_amplitude(amplitude)
        , m_samples(samples)
        , m_channels(channels)
    {
        int error = 0;
        m_encoder.reset(opus_encoder_create(48'000, channels, OPUS_APPLICATION_AUDIO, &error));
        opus_encoder_ctl(m_encoder.get(), OPUS_SET_BITRATE(64'000));
    }

    void enableFec(int expectedLossPercent)
    {
        opus_encoder_ctl(m_encoder.get(), OPUS_SET_INBAND_FEC(1));
        opus_encoder_ctl(m_encoder.get(), OPUS_SET_PACKET_LOSS_PERC(expectedLossPercent));
        opus_encoder_ctl(m_encoder.get(), OPUS_SET_BITRATE(24'000));
        opus_encoder_ctl(m_encoder.get(), OPUS_SET_BANDWIDTH(OPUS_BANDWIDTH_WIDEBAND));
    }

    QByteArray next()
    {
        std::vector<float> pcm(static_cast<std::size_t>(m_samples * m_channels));
        for (int i = 0; i < m_samples; ++i) {
            const double value = m_amplitude
                * std::sin(2 * std::numbers::pi * m_hertz * static_cast<double>(m_position++)
                           / 48'000);
            for (int channel = 0; channel < m_channels; ++channel)
                pcm[static_cast<std::size_t>(i * m_channels + channel)] = static_cast<float>(value);
        }
        QByteArray packet(1'500, Qt::Uninitialized);
        const int size = opus_encode_float(m_encoder.get(), pcm.data(), m_samples,
                                           reinterpret_cast<unsigned char*>(packet.data()),
                                           static_cast<opus_int32>(packet.size()));
        packet.truncate(std::max(0, size));
        return packet;
    }

private:
    struct Destroy {
        void operator()(OpusEncoder* encoder) const { opus_encoder_destroy(encoder); }
    };
    std::unique_ptr<OpusEncoder, Destroy> m_encoder;
    const double m_hertz;
    const double m_amplitude;
    const int m_samples;
    const int m_channels;
    std::int64_t m_position = 0;
};

} // namespace lavalier::test
