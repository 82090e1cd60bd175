#pragma once

#include "sinks/recording/recording_file.h"
#include "voice/base/opus_frame.h"

#include <opus.h>

#include <cmath>
#include <memory>
#include <numbers>

namespace lavalier::exporter::testing {

/// Makes recordings of tones, as Opus packets of 20 ms that libopus itself encoded.
class ToneRecording {
public:
    ToneRecording(const QString& folder, const QString& name,
                  const QString& title = QStringLiteral("Folge 12"))
    {
        const recording::RecordingDescription call {GuildId(1),   QStringLiteral("Kaffeerunde"),
                                                    ChannelId(2), QStringLiteral("Küche"),
                                                    title,        QStringLiteral("test")};
        auto made = recording::RecordingFile::create(folder, name, call, kZero,
                                                     WallTime(std::chrono::seconds(1'795'000'000)));
        if (made)
            m_file = *std::move(made);
    }

    /// Of a sender's clock, in our time: 440 Hz in even seconds, 880 Hz in odd ones, without a
    /// pause from zero on. The clock is too fast by `ppm`.
    void alternate(UserId user, const QString& name, double seconds, double ppm)
    {
        recording::HandOver handOver;
        handOver.facts.push_back(recording::SpeakerSeen {kZero, user, name});
        int error = 0;
        const std::unique_ptr<OpusEncoder, decltype(&opus_encoder_destroy)> encoder(
            opus_encoder_create(48'000, 1, OPUS_APPLICATION_AUDIO, &error), &opus_encoder_destroy);
        opus_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(64'000));
        opus_encoder_ctl(encoder.get(), OPUS_SET_COMPLEXITY(3));
        const double rate = 1 + ppm * 1e-6; // seconds of theirs a second of ours
        const StreamId stream((std::uint64_t {1} << 32) | user.value());
        double phase = 0;
        for (std::int64_t i = 0; i < static_cast<std::int64_t>(seconds * 50); ++i) {
            std::vector<float> pcm(960);
            for (std::size_t s = 0; s < pcm.size(); ++s) {
                const double ours = (double(i) * 960 + double(s)) / 48'000 / rate;
                const double hertz = std::fmod(ours, 2) < 1 ? 440 : 880;
                phase += 2 * std::numbers::pi * hertz / 48'000 / rate;
                pcm[s] = 0.25F * static_cast<float>(std::sin(phase));
            }
            QByteArray payload(1275, '\0');
            payload.resize(
                std::max(opus_encode_float(encoder.get(), pcm.data(), 960,
                                           reinterpret_cast<unsigned char*>(payload.data()),
                                           static_cast<opus_int32>(payload.size())),
                         0));
            add({stream, user, Ssrc(static_cast<std::uint32_t>(user.value())), SequenceNumber(i),
                 RtpTicks(i * 960), timeOf(0.02 * double(i + 1) / rate), payload},
                handOver);
        }
        take(std::move(handOver));
    }

    enum class Coded { Mono, LeftOnly, BothSides };
    /// The speaker talks from..to with a sine of −12 dBFS; coded in stereo unless mono.
    void talk(UserId user, const QString& name, double hertz, double from, double to,
              Coded coded = Coded::Mono)
    {
        recording::HandOver handOver;
        handOver.facts.push_back(recording::SpeakerSeen {kZero, user, name});
        const bool stereo = coded != Coded::Mono;
        const int channels = stereo ? 2 : 1;
        int error = 0;
        const std::unique_ptr<OpusEncoder, decltype(&opus_encoder_destroy)> encoder(
            opus_encoder_create(48'000, channels, OPUS_APPLICATION_AUDIO, &error),
            &opus_encoder_destroy);
        opus_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(64'000));
        if (stereo)
            opus_encoder_ctl(encoder.get(), OPUS_SET_FORCE_CHANNELS(2));
        const StreamId stream((std::uint64_t {1} << 32) | user.value());
        const auto first = static_cast<std::int64_t>(from * 50);
        const auto last = static_cast<std::int64_t>(to * 50);
        for (std::int64_t i = first; i < last; ++i) {
            std::vector<float> pcm(static_cast<std::size_t>(960 * channels));
            for (int s = 0; s < 960; ++s) {
                const double t = double((i - first) * 960 + s) / 48'000;
                const auto place = static_cast<std::size_t>(s * channels);
                pcm[place] = 0.25F * static_cast<float>(std::sin(2 * std::numbers::pi * hertz * t));
                if (coded == Coded::BothSides)
                    pcm[place + 1] = pcm[place];
            }
            QByteArray payload(1275, '\0');
            const int size = opus_encode_float(encoder.get(), pcm.data(), 960,
                                               reinterpret_cast<unsigned char*>(payload.data()),
                                               static_cast<opus_int32>(payload.size()));
            payload.resize(std::max(size, 0));
            add({stream, user, Ssrc(static_cast<std::uint32_t>(user.value())), SequenceNumber(i),
                 RtpTicks(i * 960), arrivalOf(i), payload},
                handOver);
        }
        take(std::move(handOver));
    }

    /// One packet of any bytes.
    void put(UserId user, std::int64_t number, const QByteArray& payload)
    {
        recording::HandOver handOver;
        const StreamId stream((std::uint64_t {1} << 32) | user.value());
        add({stream, user, Ssrc(static_cast<std::uint32_t>(user.value())), SequenceNumber(number),
             RtpTicks(number * 960), arrivalOf(number), payload},
            handOver);
        take(std::move(handOver));
    }
    void note(recording::EventType type, double at)
    {
        take({{}, {recording::EventNoted {timeOf(at), {type, {}, {}}}}, {}});
    }
    void exclude(UserId user) { take({{}, {recording::SpeakerExcluded {user}}, {}}); }
    void mark(const QString& text, double at)
    {
        take({{},
              {recording::EventNoted {timeOf(at), {recording::EventType::Marker, {}, text}}},
              {}});
    }
    /// The path of the finished file.
    QString finish(double at)
    {
        if (!m_file->finish(timeOf(at)))
            return {};
        m_file->buildIndex(false);
        (void)m_file->mergeLog();
        const QString path = m_file->path();
        m_file.reset();
        return path;
    }

private:
    static constexpr SteadyTime kZero {std::chrono::hours(5)};

    static SteadyTime timeOf(double seconds)
    {
        return kZero + std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6));
    }
    /// A packet arrives when its last sample has been spoken.
    static SteadyTime arrivalOf(std::int64_t number)
    {
        return kZero + std::chrono::milliseconds(20) * (number + 1);
    }
    static void add(OpusFrame frame, recording::HandOver& handOver)
    {
        handOver.frames.push_back(std::move(frame));
    }
    void take(recording::HandOver handOver)
    {
        m_file->accept(std::move(handOver));
        (void)m_file->commit(kZero);
    }

    std::unique_ptr<recording::RecordingFile> m_file;
};

} // namespace lavalier::exporter::testing
