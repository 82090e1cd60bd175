// What the window draws of one call at this moment.
#include "app/call_desk.h"
#include "app/disk_watch.h"

#include <algorithm>
#include <unordered_map>

namespace lavalier::app {

ui::CallState CallDesk::callState() const
{
    switch (m_call.phase()) {
    case CallRecorder::Phase::Idle:
        break;
    case CallRecorder::Phase::Joining:
        return ui::CallState::Joining;
    case CallRecorder::Phase::InCall:
        return ui::CallState::InCall;
    case CallRecorder::Phase::Reconnecting:
        return ui::CallState::Reconnecting;
    }
    return ui::CallState::None;
}

ui::RecordState CallDesk::recordState() const
{
    if (m_call.writer() == nullptr)
        return ui::RecordState::Idle;
    if (!m_call.isRecording())
        return ui::RecordState::Finishing;
    return m_call.isPaused() ? ui::RecordState::Paused : ui::RecordState::Recording;
}

QString CallDesk::recordingPath() const
{
    return m_call.writer() != nullptr ? m_call.writer()->path() : QString();
}

QString CallDesk::nameOf(UserId user) const
{
    return m_gateway.directory().displayName(m_guild, user);
}

QString CallDesk::channelName(ChannelId channel, const QString& otherwise) const
{
    const auto* const known = m_gateway.directory().channel(m_guild, channel);
    return known != nullptr ? known->name : otherwise;
}

ui::CallView CallDesk::view() const
{
    ui::CallView view;
    view.guild = m_guild;
    view.channel = m_call.channel();
    view.guildName = m_guildName;
    view.channelName = channelName(view.channel, {});
    view.call = callState();
    view.record = recordState();
    view.heard = static_cast<int>(m_call.speakers().size());
    for (const UserId user : m_call.speakers())
        if (m_call.isUnrecorded(user))
            view.unrecorded.append(nameOf(user));
    if (m_call.writer() != nullptr) {
        const recording::RecordingStatus status = m_call.writer()->status();
        view.recorded = status.acknowledged;
        view.diskTrouble = status.problem != recording::RecordingError::None;
        view.file = m_call.writer()->path();
    }
    return view;
}

ui::LiveSnapshot CallDesk::snapshot()
{
    ui::LiveSnapshot snapshot;
    snapshot.call = callState();
    snapshot.record = recordState();
    if (m_noticeAsked)
        snapshot.notice = ui::Notice::Asking;
    else if (snapshot.record != ui::RecordState::Idle)
        snapshot.notice = m_notice.isShown() ? ui::Notice::Shown : ui::Notice::Missing;
    if (!isOver()) {
        snapshot.guild = m_guild;
        snapshot.channel = m_call.channel();
        snapshot.guildName = m_guildName;
        snapshot.channelName = channelName(m_call.channel(), {});
    }
    if (snapshot.call != ui::CallState::None) {
        const auto* channel = m_gateway.directory().channel(m_guild, m_call.channel());
        if (channel != nullptr && channel->type == gateway::ChannelType::Stage)
            snapshot.channelKind = ui::ChannelKind::Stage;
        snapshot.encryption = encryption();
        snapshot.voiceRoundTrip = m_call.roundTrip();
        describeSpeakers(snapshot);
    }
    describeRecording(snapshot);
    return snapshot;
}

void CallDesk::dropLevels()
{
    if (m_call.pool() == nullptr)
        return;
    for (const pool::SpeakerLevel& level : m_call.pool()->takeLevels())
        if (level.clipped)
            m_clipped.insert(level.user);
}

void CallDesk::describeRecording(ui::LiveSnapshot& snapshot) const
{
    if (m_call.writer() == nullptr)
        return;
    const recording::RecordingStatus status = m_call.writer()->status();
    snapshot.recorded = status.acknowledged;
    snapshot.bytesOnDisk = status.bytes;
    snapshot.diskTrouble = status.problem != recording::RecordingError::None;
    snapshot.framesHeld = status.held;
    snapshot.framesNotWritten = status.refused;
    if (status.diskFree > 0) {
        const double pace = paceOf(status.bytes, status.acknowledged,
                                   std::max(m_order.size(), status.speakers.size()));
        snapshot.diskTimeLeft = outlookOf(status.diskFree, pace + m_call.othersPace()).left;
    }
    for (const recording::SpeakerTally& tally : status.speakers)
        for (ui::SpeakerView& speaker : snapshot.speakers)
            if (speaker.id == tally.user) {
                speaker.framesRecorded = tally.frames;
                speaker.framesNotWritten = tally.refused;
            }
}

ui::EncryptionView CallDesk::encryption() const
{
    const DaveFacts& facts = m_call.dave();
    ui::EncryptionView view;
    if (m_call.phase() == CallRecorder::Phase::Reconnecting)
        return view; // cut off, we know of no change in the group
    view.version = facts.version;
    view.epoch = facts.epoch;
    view.privacyCode = facts.privacyCode;
    switch (facts.progress) {
    case DaveProgress::Waiting:
        view.state = ui::Encryption::Unknown;
        break;
    case DaveProgress::Off:
        view.state = ui::Encryption::Off;
        break;
    case DaveProgress::Joining:
        view.state = ui::Encryption::Joining;
        break;
    case DaveProgress::Active: // in the group, though its version may not be in force yet
        view.state = facts.encrypted ? ui::Encryption::On : ui::Encryption::Joining;
        break;
    case DaveProgress::Recovering:
        view.state = ui::Encryption::Recovering;
        break;
    }
    return view;
}

void CallDesk::describeSpeakers(ui::LiveSnapshot& snapshot)
{
    const auto& directory = m_gateway.directory();
    m_call.flushLive();
    const MediaCounters counters = m_call.counters();
    std::vector<pool::SpeakerLevel> levels;
    if (m_call.pool() != nullptr)
        levels = m_call.pool()->takeLevels();
    std::unordered_map<UserId, std::uint64_t> onDisk;
    if (m_call.writer() != nullptr)
        for (const auto& tally : m_call.writer()->status().speakers)
            onDisk[tally.user] = tally.frames;

    const QList<DaveMember>& roster = m_call.dave().roster;
    const auto present = directory.occupants(m_guild, m_call.channel());
    const auto appear = [this](UserId user) {
        if (user != m_gateway.self() && std::ranges::find(m_order, user) == m_order.end())
            m_order.push_back(user);
    };
    std::ranges::for_each(present, appear);
    std::ranges::for_each(m_call.speakers(), appear);

    std::uint64_t missing = 0;
    std::uint64_t heard = 0;
    for (const UserId user : m_order) {
        ui::SpeakerView view;
        view.id = user;
        view.name = directory.displayName(m_guild, user);
        view.present = std::ranges::find(present, user) != present.end();
        if (const auto* state = directory.voiceState(m_guild, user))
            view.muted = state->isMuted();
        for (const StreamCounters& stream : counters.streams) {
            if (stream.user != user)
                continue;
            heard += stream.heard;
            view.framesLost += stream.missing;
            view.waitingForKeys = view.waitingForKeys || stream.waiting > 0;
            view.framesUndecryptable += stream.undecryptable;
        }
        view.waitingForKeys = view.waitingForKeys || m_call.isUndecryptable(user);
        view.verifiable = std::ranges::find(roster, user, &DaveMember::user) != roster.end();
        const auto level = std::ranges::find(levels, user, &pool::SpeakerLevel::user);
        if (level != levels.end()) {
            view.talking = level->talking;
            view.peakDb = level->peakDb;
            view.averageDb = level->averageDb;
            view.clipped = level->clipped;
        }
        view.clipped = view.clipped || m_clipped.contains(user);
        view.framesRecorded = onDisk[user];
        view.excluded = m_call.isExcluded(user);
        view.lamps = m_call.lamps(user);
        if (m_call.isUnrecorded(user))
            snapshot.unrecorded.append(view.name);
        missing += view.framesLost;
        snapshot.speakers.push_back(std::move(view));
    }
    m_clipped.clear();
    if (heard + missing > 0)
        snapshot.lossPercent
            = 100.0 * static_cast<double>(missing) / static_cast<double>(heard + missing);
}

} // namespace lavalier::app
