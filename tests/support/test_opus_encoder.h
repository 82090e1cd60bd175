#pragma once

#include <opus.h>

#include <QByteArray>

#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

namespace lavalier::test {

/// Makes Opus packets of sines, the far side of every decoding test.
class TestOpusEncoder {
public:
    struct Options {
        int channels = 2;
        int application = OPUS_APPLICATION_AUDIO;
        int bitrate = 64'000;
        bool forwardErrorCorrection = false;
        int bandwidth = OPUS_AUTO;
    };

    TestOpusEncoder()
        : TestOpusEncoder(Options())
    {
    }
    explicit TestOpusEncoder(Options options)
        : m_channels(options.channels)
        , m_encoder(opus_encoder_create(48'000, options.channels, options.application, nullptr),
                    &opus_encoder_destroy)
    {
        opus_encoder_ctl(m_encoder.get(), OPUS_SET_BITRATE(options.bitrate));
        opus_encoder_ctl(m_encoder.get(), OPUS_SET_BANDWIDTH(options.bandwidth));
        if (options.forwardErrorCorrection) {
            opus_encoder_ctl(m_encoder.get(), OPUS_SET_INBAND_FEC(1));
            opus_encoder_ctl(m_encoder.get(), OPUS_SET_PACKET_LOSS_PERC(30));
        }
    }

    /// The next packet of a sine; amplitudes linear. `right` < 0 means as left.
    QByteArray sine(double frequency, double amplitude, int samples = 960, double right = -1)
    {
        std::vector<float> pcm(static_cast<std::size_t>(samples * m_channels));
        for (int i = 0; i < samples; ++i) {
            m_phase += 2 * std::numbers::pi * frequency / 48'000;
            const auto wave = std::sin(m_phase);
            for (int c = 0; c < m_channels; ++c)
                pcm[static_cast<std::size_t>(i * m_channels + c)]
                    = static_cast<float>(wave * (c == 1 && right >= 0 ? right : amplitude));
        }
        return encode(pcm, samples);
    }

    /// The next packet of something like a voice: harmonics of a gliding pitch in syllables. An
    /// encoder protects only what it takes for speech.
    QByteArray voice(int samples = 960)
    {
        std::vector<float> pcm(static_cast<std::size_t>(samples * m_channels));
        for (int i = 0; i < samples; ++i, ++m_voiced) {
            const double time = m_voiced / 48'000.0;
            m_phase += 2 * std::numbers::pi * (140 + 40 * std::sin(4 * time)) / 48'000;
            double wave = 0;
            for (int harmonic = 1; harmonic <= 20; ++harmonic)
                wave += std::sin(harmonic * m_phase) / harmonic;
            wave *= 0.2 * std::pow(std::sin(2 * std::numbers::pi * 2.5 * time), 2);
            for (int c = 0; c < m_channels; ++c)
                pcm[static_cast<std::size_t>(i * m_channels + c)] = static_cast<float>(wave);
        }
        return encode(pcm, samples);
    }

    QByteArray encode(const std::vector<float>& pcm, int samples)
    {
        QByteArray packet(8000, '\0');
        const int size = opus_encode_float(m_encoder.get(), pcm.data(), samples,
                                           reinterpret_cast<unsigned char*>(packet.data()),
                                           static_cast<opus_int32>(packet.size()));
        packet.truncate(std::max(size, 0));
        return packet;
    }

private:
    int m_channels;
    std::unique_ptr<OpusEncoder, decltype(&opus_encoder_destroy)> m_encoder;
    double m_phase = 0;
    int m_voiced = 0;
};

/// Amplitude of a level in dBFS.
inline double amplitudeOf(double decibels)
{
    return std::pow(10.0, decibels / 20);
}

} // namespace lavalier::test
