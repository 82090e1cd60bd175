#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <cmath>
#include <cstring>
#include <numbers>
#include <vector>

namespace lavalier::exporter::testing {

inline QByteArray run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished(60'000);
    return process.readAllStandardOutput();
}

/// What ffmpeg hears in a file, as mono samples.
inline std::vector<std::int16_t> listenTo(const QString& file)
{
    const QByteArray pcm = run(QStringLiteral("ffmpeg"),
                               {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-i"),
                                file, QStringLiteral("-f"), QStringLiteral("s16le"),
                                QStringLiteral("-ac"), QStringLiteral("1"), QStringLiteral("-")});
    std::vector<std::int16_t> samples(static_cast<std::size_t>(pcm.size()) / 2);
    std::memcpy(samples.data(), pcm.constData(), samples.size() * 2);
    return samples;
}

/// Strength of one frequency in a stretch, 1 for a full-scale sine (Goertzel).
inline double toneIn(const std::vector<std::int16_t>& samples, double hertz, double from, double to)
{
    const auto begin = static_cast<std::size_t>(from * 48'000);
    const auto end = std::min(samples.size(), static_cast<std::size_t>(to * 48'000));
    if (end <= begin)
        return 0;
    const double w = 2 * std::numbers::pi * hertz / 48'000;
    double a = 0, b = 0;
    for (std::size_t i = begin; i < end; ++i) {
        const double next = samples[i] / 32768.0 + 2 * std::cos(w) * a - b;
        b = a;
        a = next;
    }
    const double power = a * a + b * b - 2 * std::cos(w) * a * b;
    return 2 * std::sqrt(std::max(power, 0.0)) / static_cast<double>(end - begin);
}

struct Probe {
    QString codec;
    int channels = 0;
    int bits = 0;
    double seconds = 0;
    QJsonObject tags;
};

inline Probe probe(const QString& file)
{
    const QJsonObject json
        = QJsonDocument::fromJson(
              run(QStringLiteral("ffprobe"),
                  {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-show_streams"),
                   QStringLiteral("-show_format"), QStringLiteral("-of"), QStringLiteral("json"),
                   file}))
              .object();
    const QJsonObject stream = json[QLatin1String("streams")][0].toObject();
    return {stream[QLatin1String("codec_name")].toString(),
            stream[QLatin1String("channels")].toInt(),
            stream[QLatin1String("bits_per_sample")].toInt(),
            stream[QLatin1String("duration")].toString().toDouble(),
            json[QLatin1String("format")].toObject()[QLatin1String("tags")].toObject()};
}

} // namespace lavalier::exporter::testing
