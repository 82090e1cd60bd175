#include "sinks/exporter/export_request.h"

namespace lavalier::exporter {

QString fileSuffix(Format format)
{
    switch (format) {
    case Format::OggOpus:
        return QStringLiteral("opus");
    case Format::Wav16:
    case Format::Wav24:
        return QStringLiteral("wav");
    case Format::Flac16:
    case Format::Flac24:
        return QStringLiteral("flac");
    case Format::Mp3:
        return QStringLiteral("mp3");
    case Format::Aac:
        return QStringLiteral("m4a");
    }
    return {};
}

bool isWav(Format format)
{
    return format == Format::Wav16 || format == Format::Wav24;
}

bool needsWorker(const ExportRequest& request)
{
    // Loudness is measured on sound; what is only copied needs no decoder.
    const bool mixes = request.output == Output::Mix || request.output == Output::TracksAndMix;
    return mixes || request.format != Format::OggOpus || request.loudness != Loudness::Off;
}

bool needsFfmpeg(const ExportRequest& request)
{
    const bool mixes = request.output == Output::Mix || request.output == Output::TracksAndMix;
    if (request.output == Output::OneFile)
        return true;
    return !isWav(request.format) && (mixes || request.format != Format::OggOpus);
}

std::optional<double> targetLufs(Loudness loudness)
{
    switch (loudness) {
    case Loudness::Off:
        return std::nullopt;
    case Loudness::Minus23:
        return -23;
    case Loudness::Minus19Mono:
        return -19;
    case Loudness::Minus16:
        return -16;
    case Loudness::Minus14:
        return -14;
    }
    return std::nullopt;
}

Channels wantedChannels(const ExportRequest& request)
{
    return request.loudness == Loudness::Minus19Mono ? Channels::Mono : request.channels;
}

std::optional<Preset> presetOf(const QString& name)
{
    if (name == QLatin1String("editing"))
        return Preset::Editing;
    if (name == QLatin1String("podcast"))
        return Preset::Podcast;
    if (name == QLatin1String("archive"))
        return Preset::Archive;
    if (name == QLatin1String("sharing"))
        return Preset::Sharing;
    return std::nullopt;
}

void apply(Preset preset, ExportRequest& request)
{
    request.quality = Quality::High;
    request.output = Output::Tracks;
    request.loudness = Loudness::Off;
    request.keepPauses = false;
    request.extras = {};
    switch (preset) {
    case Preset::Editing:
        request.format = Format::Wav24;
        request.extras = {true, true, true, true, false};
        break;
    case Preset::Podcast:
        request.format = Format::Flac24;
        request.output = Output::TracksAndMix;
        request.loudness = Loudness::Minus16;
        break;
    case Preset::Archive:
        request.format = Format::OggOpus;
        request.keepPauses = true;
        request.extras.labels = true;
        request.extras.report = true;
        break;
    case Preset::Sharing:
        request.format = Format::Mp3;
        request.output = Output::Mix;
        request.loudness = Loudness::Minus16;
        break;
    }
}

} // namespace lavalier::exporter
