#include "sinks/exporter/export_facts.h"

#include "processing/timeline/pause_map.h"

#include <algorithm>

namespace lavalier::exporter {
namespace {

using recording::RecordingError;
using recording::RecordingReader;
using recording::RecordingSummary;
using recording::SpeakerTally;

Failure<ExportFailure> fail(ExportError error, UserId speaker = {})
{
    return Failure {ExportFailure {error, speaker, {}}};
}

Failure<ExportFailure> unreadable(RecordingError why)
{
    return Failure {ExportFailure {ExportError::RecordingUnreadable, {}, {}, why}};
}

bool isNamed(const std::vector<UserId>& users, UserId user)
{
    return std::ranges::find(users, user) != users.end();
}

std::optional<UserId> unknownSpeaker(const ExportRequest& request, const RecordingSummary& summary)
{
    for (const UserId wanted : request.speakers) {
        if (std::ranges::find(summary.speakers, wanted, &SpeakerTally::user)
            == summary.speakers.end())
            return wanted;
    }
    return std::nullopt;
}

std::vector<SpeakerTally> chosenSpeakers(const ExportRequest& request, RecordingReader& reader,
                                         const RecordingSummary& summary,
                                         const recording::Edits& edits)
{
    const auto leftOut = [&edits](UserId user) {
        const auto said = edits.excluded.find(user);
        return said != edits.excluded.end() && said->second;
    };
    std::vector<SpeakerTally> wanted = summary.speakers;
    std::erase_if(wanted, [&](const SpeakerTally& speaker) {
        // Excluded later does not hide what was said before.
        return (speaker.excluded && speaker.frames == 0)
            || (request.speakers.empty() ? leftOut(speaker.user)
                                         : !isNamed(request.speakers, speaker.user));
    });
    std::vector<SpeakerTally> chosen = wanted;
    if (const auto heard = reader.heardSpeakers()) {
        std::erase_if(chosen, [&heard](const SpeakerTally& speaker) {
            return !isNamed(*heard, speaker.user);
        });
        return chosen;
    }
    // Part of the file is damaged: rather a silent track too many than none for one who spoke.
    std::erase_if(chosen, [](const SpeakerTally& speaker) { return speaker.frames == 0; });
    return chosen.empty() ? wanted : chosen;
}

/// How long the recording had gone on when this sample of the tracks was spoken.
std::chrono::microseconds timeOf(SampleCount onTrack, const timeline::PauseMap& pauses, bool kept)
{
    for (const auto& pause : pauses.spans()) {
        if (!kept && onTrack >= pause.onTrack)
            onTrack += pause.to - pause.from;
    }
    return durationOf(onTrack);
}

struct Range {
    SampleCount from;
    SampleCount to;
};

Range rangeOf(const ExportRequest& request, const timeline::PauseMap& pauses,
              const recording::Edits& edits)
{
    Range range {{}, pauses.trackLength()};
    if (request.from || request.to) {
        range.from = samplesOf(request.from.value_or(std::chrono::microseconds(0)));
        if (request.to)
            range.to = std::min(samplesOf(*request.to), range.to);
    } else if (edits.trim) {
        const auto place = [&pauses](std::chrono::microseconds at) {
            return pauses.toTrack(std::min(samplesOf(at), pauses.recordingEnd()));
        };
        range = {place(edits.trim->first), place(edits.trim->second)};
    }
    range.from = std::max(range.from, SampleCount());
    return range;
}

std::vector<Marker> markersWithin(const Range& range, const timeline::PauseMap& pauses,
                                  const recording::Edits& edits)
{
    std::vector<Marker> markers;
    for (const recording::Marker& marker : edits.markers) {
        const SampleCount at
            = pauses.toTrack(std::min(samplesOf(marker.at), pauses.recordingEnd()));
        if (at >= range.from && at < range.to)
            markers.push_back({at - range.from, {}, marker.text});
    }
    return markers;
}

void addOrders(ExportFacts& facts, const ExportRequest& request,
               const std::vector<SpeakerTally>& speakers, const recording::Edits& edits)
{
    QStringList names;
    for (const SpeakerTally& speaker : speakers) {
        TrackOrder order;
        order.speaker = speaker.user;
        const auto renamed = edits.names.find(speaker.user);
        order.speakerName = renamed != edits.names.end() ? renamed->second : speaker.name;
        if (order.speakerName.isEmpty())
            order.speakerName = QString::number(speaker.user.value());
        NameFacts name = facts.names;
        name.number = static_cast<int>(facts.orders.size()) + 1;
        name.count = static_cast<int>(speakers.size());
        name.speaker = order.speakerName;
        names.append(trackFileName(request.nameTemplate, name));
        order.frames = speaker.frames;
        order.from = facts.from;
        order.to = facts.to;
        order.tags = facts.tags;
        order.tags.title = order.tags.artist = order.speakerName;
        order.tags.number = name.number;
        order.tags.count = name.count;
        facts.orders.push_back(std::move(order));
    }
    names = uniqueNames(names);
    for (std::size_t i = 0; i < facts.orders.size(); ++i)
        facts.orders[i].baseName = names[static_cast<qsizetype>(i)];
}

} // namespace

Result<ExportFacts, ExportFailure> readFacts(ExportRequest& request,
                                             const std::atomic<bool>& cancelled)
{
    const auto reader = RecordingReader::open(request.recordingPath);
    if (!reader)
        return unreadable(reader.error());
    (*reader)->abandonWhen(&cancelled);
    const auto summary = (*reader)->summary();
    if (!summary)
        return unreadable(summary.error());
    const auto length = (*reader)->length();
    if (!length)
        return unreadable(length.error());
    const auto pauseSpans = (*reader)->pauses();
    if (!pauseSpans)
        return unreadable(pauseSpans.error());
    // What was changed afterwards is a wish; the tracks can be made without.
    const auto changed = (*reader)->edits();
    const recording::Edits edits = changed ? *changed : recording::Edits {};

    ExportFacts facts;
    facts.title = summary->title;
    facts.partsMissing = summary->partsMissing;
    facts.logDamaged = summary->logDamaged;
    const auto transport = (*reader)->transport();
    if (const auto dropped = transport.find(QStringLiteral("kernelDropped"));
        dropped != transport.end())
        facts.datagramsDropped = dropped->second;
    request.until = *length;
    if (const auto unknown = unknownSpeaker(request, *summary))
        return fail(ExportError::SpeakerUnknown, *unknown);
    const auto speakers = chosenSpeakers(request, **reader, *summary, edits);
    if (speakers.empty() || length->count() == 0)
        return fail(ExportError::NoSpeakers);
    const timeline::PauseMap pauses(*pauseSpans, *length, request.keepPauses);
    const Range range = rangeOf(request, pauses, edits);
    if (range.from >= range.to)
        return fail(ExportError::RangeEmpty);
    facts.from = range.from;
    facts.to = range.to;
    for (const auto& [user, gain] : edits.gains)
        request.gains.try_emplace(user, gain);

    facts.tags.title = facts.tags.album = summary->title;
    facts.tags.date
        = summary->started.addMSecs(timeOf(range.from, pauses, request.keepPauses).count() / 1000);
    facts.tags.place = QStringList {summary->guildName, summary->channelName}.join(u" · ");
    facts.tags.markers = markersWithin(range, pauses, edits);
    facts.names.server = summary->guildName;
    facts.names.channel = summary->channelName;
    facts.names.when = summary->started;
    addOrders(facts, request, speakers, edits);
    return facts;
}

} // namespace lavalier::exporter
