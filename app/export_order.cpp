#include "app/export_order.h"

#include "app/places.h"
#include "sinks/exporter/file_names.h"

#include <algorithm>
#include <array>

namespace lavalier::app {
namespace {

template <typename Ours, typename Theirs, std::size_t N>
Theirs translated(Ours ours, const std::array<std::pair<Ours, Theirs>, N>& pairs)
{
    const auto found = std::ranges::find(pairs, ours, &std::pair<Ours, Theirs>::first);
    return found == pairs.end() ? pairs.front().second : found->second;
}

template <typename Ours, typename Theirs, std::size_t N>
Ours translatedBack(Theirs theirs, const std::array<std::pair<Ours, Theirs>, N>& pairs)
{
    const auto found = std::ranges::find(pairs, theirs, &std::pair<Ours, Theirs>::second);
    return found == pairs.end() ? pairs.front().first : found->first;
}

constexpr std::array kFormats {
    std::pair {ui::ExportFormat::OggOpus, exporter::Format::OggOpus},
    std::pair {ui::ExportFormat::Wav16, exporter::Format::Wav16},
    std::pair {ui::ExportFormat::Wav24, exporter::Format::Wav24},
    std::pair {ui::ExportFormat::Flac16, exporter::Format::Flac16},
    std::pair {ui::ExportFormat::Flac24, exporter::Format::Flac24},
    std::pair {ui::ExportFormat::Mp3, exporter::Format::Mp3},
    std::pair {ui::ExportFormat::Aac, exporter::Format::Aac},
};
constexpr std::array kQualities {
    std::pair {ui::Mp3Quality::Best, exporter::Quality::Best},
    std::pair {ui::Mp3Quality::High, exporter::Quality::High},
    std::pair {ui::Mp3Quality::Small, exporter::Quality::Small},
};
constexpr std::array kOutputs {
    std::pair {ui::ExportOutput::Tracks, exporter::Output::Tracks},
    std::pair {ui::ExportOutput::Mix, exporter::Output::Mix},
    std::pair {ui::ExportOutput::TracksAndMix, exporter::Output::TracksAndMix},
    std::pair {ui::ExportOutput::OneFile, exporter::Output::OneFile},
};
constexpr std::array kChannels {
    std::pair {ui::ExportChannels::Auto, exporter::Channels::Auto},
    std::pair {ui::ExportChannels::Mono, exporter::Channels::Mono},
    std::pair {ui::ExportChannels::Stereo, exporter::Channels::Stereo},
};
constexpr std::array kLoudness {
    std::pair {ui::ExportLoudness::Off, exporter::Loudness::Off},
    std::pair {ui::ExportLoudness::Minus23, exporter::Loudness::Minus23},
    std::pair {ui::ExportLoudness::Minus19Mono, exporter::Loudness::Minus19Mono},
    std::pair {ui::ExportLoudness::Minus16, exporter::Loudness::Minus16},
    std::pair {ui::ExportLoudness::Minus14, exporter::Loudness::Minus14},
};
constexpr std::array kPresets {
    std::pair {ui::ExportPreset::Editing, exporter::Preset::Editing},
    std::pair {ui::ExportPreset::Podcast, exporter::Preset::Podcast},
    std::pair {ui::ExportPreset::Archive, exporter::Preset::Archive},
    std::pair {ui::ExportPreset::Sharing, exporter::Preset::Sharing},
};

} // namespace

exporter::ExportRequest requestOf(const ui::ExportOrder& order, const ui::Settings& settings)
{
    exporter::ExportRequest request;
    request.recordingPath = order.recordingPath;
    request.folder = order.folder;
    request.format = translated(order.format, kFormats);
    request.quality = translated(order.quality, kQualities);
    request.output = translated(order.output, kOutputs);
    request.channels = translated(order.channels, kChannels);
    request.loudness = translated(order.loudness, kLoudness);
    request.extras = {order.labels, order.reaperProject, order.audacityProject, order.dawProject,
                      order.jsonReport};
    request.speakers = order.speakers;
    for (const ui::ExportGain& gain : order.gains)
        request.gains[gain.speaker] = gain.decibels;
    request.keepPauses = order.keepPauses;
    request.from = order.from;
    request.to = order.to;
    request.nameTemplate
        = order.nameTemplate.isEmpty() ? settings.fileNameTemplate : order.nameTemplate;
    request.workerProgram = workerProgram();
    request.parallelTracks = settings.workerCount; // every track has a decoding process of its own
    return request;
}

ui::ExportChoices choicesOf(ui::ExportPreset preset)
{
    exporter::ExportRequest request;
    exporter::apply(translated(preset, kPresets), request);
    ui::ExportChoices choices;
    choices.format = translatedBack(request.format, kFormats);
    choices.quality = translatedBack(request.quality, kQualities);
    choices.output = translatedBack(request.output, kOutputs);
    choices.loudness = translatedBack(request.loudness, kLoudness);
    choices.keepPauses = request.keepPauses;
    choices.labels = request.extras.labels;
    choices.reaperProject = request.extras.reaper;
    choices.audacityProject = request.extras.audacity;
    choices.dawProject = request.extras.daw;
    choices.jsonReport = request.extras.report;
    return choices;
}

QStringList fileNamesOf(const exporter::ExportRequest& request, const ui::RecordingView& recording)
{
    std::vector<ui::RecordedSpeaker> speakers = recording.speakers;
    std::erase_if(speakers, [&request](const ui::RecordedSpeaker& speaker) {
        return !request.speakers.empty()
            && std::ranges::find(request.speakers, speaker.id) == request.speakers.end();
    });
    QStringList names;
    for (std::size_t i = 0; i < speakers.size(); ++i)
        names.append(exporter::trackFileName(
            request.nameTemplate,
            {static_cast<int>(i) + 1, static_cast<int>(speakers.size()), speakers[i].name,
             recording.guildName, recording.channelName, recording.started}));
    names = exporter::uniqueNames(names);
    for (QString& name : names)
        name += u'.' + exporter::fileSuffix(request.format);
    return names;
}

} // namespace lavalier::app
