#pragma once

#include <QByteArray>
#include <QFile>
#include <QtEndian>

#include <cmath>
#include <cstdint>
#include <numbers>
#include <optional>
#include <vector>

namespace lavalier::test {

/// A 16-bit WAV as exported, read by the test's own few lines; the left channel as -1 to 1.
struct WavFile {
    int channels = 0;
    int rate = 0;
    std::vector<float> samples;

    static std::optional<WavFile> read(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        const QByteArray bytes = file.readAll();
        if (!bytes.startsWith("RIFF") || bytes.mid(8, 4) != "WAVE")
            return std::nullopt;
        WavFile wav;
        const auto* data = reinterpret_cast<const uchar*>(bytes.constData());
        for (qsizetype at = 12; at + 8 <= bytes.size();) {
            const QByteArray name = bytes.mid(at, 4);
            const auto size = static_cast<qsizetype>(qFromLittleEndian<quint32>(data + at + 4));
            if (at + 8 + size > bytes.size())
                return std::nullopt;
            if (name == "fmt ") {
                wav.channels = qFromLittleEndian<quint16>(data + at + 10);
                wav.rate = static_cast<int>(qFromLittleEndian<quint32>(data + at + 12));
                if (qFromLittleEndian<quint16>(data + at + 22) != 16)
                    return std::nullopt;
            } else if (name == "data" && wav.channels > 0) {
                for (qsizetype i = 0; i + 1 < size; i += 2 * wav.channels)
                    wav.samples.push_back(
                        static_cast<float>(qFromLittleEndian<qint16>(data + at + 8 + i))
                        / 32768.0F);
            }
            at += 8 + size + (size & 1);
        }
        return wav;
    }

    /// Loudness of `count` samples from `from`, RMS.
    double rms(std::int64_t from, std::int64_t count) const
    {
        double sum = 0;
        std::int64_t used = 0;
        for (std::int64_t i = std::max<std::int64_t>(0, from);
             i < from + count && i < static_cast<std::int64_t>(samples.size()); ++i, ++used)
            sum += static_cast<double>(samples[static_cast<std::size_t>(i)])
                * static_cast<double>(samples[static_cast<std::size_t>(i)]);
        return used == 0 ? 0 : std::sqrt(sum / static_cast<double>(used));
    }

    /// Starts and ends (in samples) of the stretches that are louder than `threshold`; stretches
    /// closer than `join` samples are one.
    std::vector<std::pair<std::int64_t, std::int64_t>>
    loudStretches(float threshold = 0.02F, std::int64_t join = 1'920) const
    {
        std::vector<std::pair<std::int64_t, std::int64_t>> stretches;
        for (std::int64_t i = 0; i < static_cast<std::int64_t>(samples.size()); ++i) {
            if (std::abs(samples[static_cast<std::size_t>(i)]) < threshold)
                continue;
            if (stretches.empty() || i - stretches.back().second > join)
                stretches.emplace_back(i, i);
            stretches.back().second = i;
        }
        return stretches;
    }

    std::int64_t loudSamples() const
    {
        std::int64_t sum = 0;
        for (const auto& [from, to] : loudStretches())
            sum += to - from + 1;
        return sum;
    }

    /// How much of a tone is in a stretch: amplitude by Goertzel.
    double toneAmplitude(double hertz, std::int64_t from, std::int64_t count) const
    {
        double real = 0;
        double imaginary = 0;
        for (std::int64_t i = from;
             i < from + count && i < static_cast<std::int64_t>(samples.size()); ++i) {
            const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / 48'000;
            real += static_cast<double>(samples[static_cast<std::size_t>(i)]) * std::cos(angle);
            imaginary
                += static_cast<double>(samples[static_cast<std::size_t>(i)]) * std::sin(angle);
        }
        return 2 * std::sqrt(real * real + imaginary * imaginary) / static_cast<double>(count);
    }
};

} // namespace lavalier::test
