#include "app/review_facts.h"

#include <QFileInfo>

#include <algorithm>

namespace lavalier::app {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

milliseconds millisecondsOf(SampleCount samples)
{
    return std::chrono::floor<milliseconds>(durationOf(samples));
}

ui::EditName nameOf(recording::EditKind kind)
{
    using recording::EditKind;
    switch (kind) {
    case EditKind::Title:
        return ui::EditName::Title;
    case EditKind::Notes:
        return ui::EditName::Notes;
    case EditKind::Name:
        return ui::EditName::Name;
    case EditKind::Gain:
        return ui::EditName::Gain;
    case EditKind::Exclude:
        return ui::EditName::Exclude;
    case EditKind::Trim:
        return ui::EditName::Trim;
    case EditKind::MarkerAdd:
    case EditKind::MarkerMove:
    case EditKind::MarkerText:
    case EditKind::MarkerDelete:
        return ui::EditName::Marker;
    case EditKind::Unknown:
        break;
    }
    return ui::EditName::Other;
}

std::optional<ui::EditName> nameOf(const std::optional<recording::EditKind>& kind)
{
    return kind ? std::optional(nameOf(*kind)) : std::nullopt;
}

} // namespace

TrackTime::TrackTime(const std::vector<timeline::PauseSpan>& pauses, microseconds length)
    : m_map(pauses, length, false)
{
}

milliseconds TrackTime::onTrack(microseconds recording) const
{
    return millisecondsOf(m_map.toTrack(samplesOf(recording)));
}

microseconds TrackTime::onRecording(milliseconds track) const
{
    const SampleCount at
        = std::clamp(samplesOf(microseconds(track)), SampleCount(), m_map.trackLength());
    SampleCount cut;
    for (const timeline::PauseMap::Span& pause : m_map.spans()) {
        if (pause.onTrack > at)
            break;
        cut += pause.to - pause.from;
    }
    return durationOf(at + cut);
}

milliseconds TrackTime::length() const
{
    return millisecondsOf(m_map.trackLength());
}

void apply(const ReviewFacts& facts, ui::ReviewView& view)
{
    const TrackTime time(facts.pauses, facts.length);
    const recording::RecordingSummary& summary = facts.summary;
    const recording::Edits& edits = facts.edits;
    view.state = ui::ReviewState::Ready;
    view.title = edits.title.value_or(summary.title);
    if (view.title.isEmpty())
        view.title = QFileInfo(summary.path).completeBaseName();
    view.place = summary.channelName + QStringLiteral(" · ") + summary.guildName;
    view.started = summary.started;
    view.length = time.length();
    view.notes = edits.notes;
    view.editable = !facts.newer && summary.state != recording::FileState::Recording;
    std::vector<ui::ReviewTrack> tracks;
    for (const recording::SpeakerTally& speaker : summary.speakers) {
        if (speaker.frames == 0)
            continue;
        const auto known = std::ranges::find(view.tracks, speaker.user, &ui::ReviewTrack::id);
        ui::ReviewTrack track = known == view.tracks.end() ? ui::ReviewTrack {} : *known;
        track.id = speaker.user;
        const auto name = edits.names.find(speaker.user);
        track.name = name == edits.names.end() ? speaker.name : name->second;
        const auto gain = edits.gains.find(speaker.user);
        track.gain = gain == edits.gains.end() ? 0 : gain->second;
        const auto excluded = edits.excluded.find(speaker.user);
        track.excluded = excluded != edits.excluded.end() && excluded->second;
        tracks.push_back(std::move(track));
    }
    view.tracks = std::move(tracks);
    view.markers.clear();
    for (const recording::Marker& marker : edits.markers)
        view.markers.push_back({marker.key, time.onTrack(marker.at), marker.text});
    view.trim.reset();
    if (edits.trim)
        view.trim = {time.onTrack(edits.trim->first), time.onTrack(edits.trim->second)};
    view.undo = nameOf(edits.undo);
    view.redo = nameOf(edits.redo);
}

} // namespace lavalier::app
