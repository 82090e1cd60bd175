#include "ui/models/speakers_model.h"

#include <algorithm>

namespace lavalier::ui {

namespace {

/// Everything a lane draws except what the meter shows.
bool sameFacts(const SpeakerView& a, const SpeakerView& b)
{
    return a.name == b.name && a.present == b.present && a.talking == b.talking
        && a.muted == b.muted && a.waitingForKeys == b.waitingForKeys && a.lamps == b.lamps
        && a.verifiable == b.verifiable && a.listening == b.listening
        && a.framesLost == b.framesLost && a.framesNotWritten == b.framesNotWritten
        && a.framesUndecryptable == b.framesUndecryptable;
}

Flow flowOf(const SpeakersModel::Lane& lane, const LiveSnapshot& snapshot)
{
    if (snapshot.record == RecordState::Paused)
        return Flow::Paused;
    if (snapshot.record != RecordState::Recording)
        return Flow::NotRecording;
    if (lane.columnLoss != Flow::OnDisk)
        return lane.columnLoss;
    if (snapshot.call == CallState::Reconnecting && !lane.speaker.talking)
        return Flow::CutOff;
    return lane.speaker.waitingForKeys || snapshot.diskTrouble ? Flow::Waiting : Flow::OnDisk;
}

void note(SpeakersModel::Lane& lane, Flow loss, std::uint64_t before, std::uint64_t after)
{
    if (after <= before || loss < lane.columnLoss)
        return;
    lane.columnPackets = (loss == lane.columnLoss ? lane.columnPackets : 0) + after - before;
    lane.columnLoss = loss;
}

} // namespace

SpeakersModel::Changes SpeakersModel::update(const LiveSnapshot& snapshot, SteadyTime now)
{
    Changes changes;
    if (!m_started) {
        m_started = true;
        m_origin = now;
    }
    if (!sameSpeakers(snapshot.speakers)) {
        rebuild(snapshot.speakers);
        changes.structure = true;
    }
    changes.columns = finishColumns(snapshot, now);
    m_recorded = snapshot.recorded;

    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        Lane& lane = m_lanes[i];
        const SpeakerView& next = snapshot.speakers[i];
        if (!sameFacts(lane.speaker, next))
            changes.facts.push_back(i);
        const SpeakerView& last = lane.speaker;
        note(lane, Flow::Lost, last.framesLost, next.framesLost);
        note(lane, Flow::Undecryptable, last.framesUndecryptable, next.framesUndecryptable);
        note(lane, Flow::NotWritten, last.framesNotWritten, next.framesNotWritten);
        lane.columnPeakDb = std::max(lane.columnPeakDb, next.peakDb);
        lane.speaker = next;
        lane.meter.feed(next.peakDb, next.averageDb, next.clipped, now);
    }
    return changes;
}

void SpeakersModel::mark(const QString& text)
{
    m_pendingTime.marker = true;
    m_times->markers.push_back({m_column, m_recorded, text});
    m_lastActive = m_column;
}

void SpeakersModel::resetClips()
{
    for (Lane& lane : m_lanes)
        lane.meter.resetClip();
}

void SpeakersModel::resetClip(UserId speaker)
{
    for (Lane& lane : m_lanes) {
        if (lane.speaker.id == speaker)
            lane.meter.resetClip();
    }
}

bool SpeakersModel::metersAtRest() const
{
    return std::all_of(m_lanes.begin(), m_lanes.end(),
                       [](const Lane& lane) { return lane.meter.atRest(); });
}

bool SpeakersModel::stripsFlat() const
{
    return m_column - m_lastActive >= WaveHistory::kSize;
}

bool SpeakersModel::sameSpeakers(const std::vector<SpeakerView>& speakers) const
{
    return std::equal(
        m_lanes.begin(), m_lanes.end(), speakers.begin(), speakers.end(),
        [](const Lane& lane, const SpeakerView& speaker) { return lane.speaker.id == speaker.id; });
}

void SpeakersModel::rebuild(const std::vector<SpeakerView>& speakers)
{
    std::vector<Lane> lanes;
    lanes.reserve(speakers.size());
    for (const SpeakerView& speaker : speakers) {
        const auto known = std::find_if(m_lanes.begin(), m_lanes.end(), [&](const Lane& lane) {
            return lane.speaker.id == speaker.id && lane.history;
        });
        if (known != m_lanes.end()) {
            lanes.push_back(std::move(*known));
            known->history.reset();
            continue;
        }
        Lane lane;
        lane.speaker = speaker;
        lane.history = std::make_shared<WaveHistory>(m_column);
        lanes.push_back(std::move(lane));
    }
    m_lanes = std::move(lanes);
}

int SpeakersModel::finishColumns(const LiveSnapshot& snapshot, SteadyTime now)
{
    const std::int64_t reached = (now - m_origin) / kWaveColumn;
    // After a long sleep only what fits the strip matters.
    const std::int64_t skipped = std::max<std::int64_t>(0, reached - m_column - WaveHistory::kSize);
    const std::int64_t finished = std::max<std::int64_t>(0, reached - m_column - skipped);
    for (std::int64_t i = 0; i < finished; ++i) {
        for (Lane& lane : m_lanes) {
            const auto packets = std::min<std::uint64_t>(lane.columnPackets, UINT16_MAX);
            const WaveColumn column {lane.columnPeakDb, flowOf(lane, snapshot),
                                     static_cast<std::uint16_t>(packets)};
            if (column.peakDb > MeterBallistics::kFloorDb || column.flow != Flow::NotRecording)
                m_lastActive = m_column;
            lane.history->append(column);
            lane.columnPeakDb = SpeakerView::kSilenceDb;
            lane.columnLoss = Flow::OnDisk;
            lane.columnPackets = 0;
        }
        m_pendingTime.recordedMs
            = snapshot.record == RecordState::Recording ? snapshot.recorded.count() : -1;
        m_times->append(m_pendingTime);
        m_pendingTime = {};
        ++m_column;
    }
    std::erase_if(m_times->markers, [this](const LiveMarker& marker) {
        return marker.column < m_column - WaveHistory::kSize;
    });
    // Column numbers are those of the rings; time that nobody saw moves the origin instead.
    m_origin += skipped * kWaveColumn;
    return static_cast<int>(finished);
}

} // namespace lavalier::ui
