// What the window draws: servers and channels, and the call at this moment.
#include "app/disk_watch.h"
#include "app/recorder.h"

#include <algorithm>

namespace lavalier::app {

void Recorder::rebuildGuilds()
{
    if (m_guilds.follow(m_login.gateway().directory(), m_clock.wallNow()))
        emit guildsChanged();
}

ui::LiveSnapshot Recorder::snapshot()
{
    ui::LiveSnapshot snapshot;
    switch (m_call.phase()) {
    case CallRecorder::Phase::Idle:
        snapshot.call = ui::CallState::None;
        break;
    case CallRecorder::Phase::Joining:
        snapshot.call = ui::CallState::Joining;
        break;
    case CallRecorder::Phase::InCall:
        snapshot.call = ui::CallState::InCall;
        break;
    case CallRecorder::Phase::Reconnecting:
        snapshot.call = ui::CallState::Reconnecting;
        break;
    }
    snapshot.record = recordState();
    if (m_noticeAsked)
        snapshot.notice = ui::Notice::Asking;
    else if (snapshot.record != ui::RecordState::Idle)
        snapshot.notice = m_notice.isShown() ? ui::Notice::Shown : ui::Notice::Missing;
    if (snapshot.call != ui::CallState::None) {
        const auto& directory = m_login.gateway().directory();
        snapshot.guild = m_call.guild();
        snapshot.channel = m_call.channel();
        if (const auto* guild = directory.guild(m_call.guild()))
            snapshot.guildName = guild->name;
        if (const auto* channel = directory.channel(m_call.guild(), m_call.channel())) {
            snapshot.channelName = channel->name;
            snapshot.channelKind = channel->type == gateway::ChannelType::Stage
                ? ui::ChannelKind::Stage
                : ui::ChannelKind::Voice;
        }
        snapshot.encryption = encryption();
        snapshot.voiceRoundTrip = m_call.roundTrip();
        describeSpeakers(snapshot);
    }
    describeRecording(snapshot);
    snapshot.keepAwake = m_awake.state() == SleepInhibitor::State::Unavailable
        ? ui::KeepAwake::Unavailable
        : m_awake.state() == SleepInhibitor::State::Held ? ui::KeepAwake::Held
                                                         : ui::KeepAwake::NotNeeded;
    snapshot.listening = m_listening.state();
    snapshot.listeningVolume = m_listening.volume();
    return snapshot;
}

void Recorder::describeRecording(ui::LiveSnapshot& snapshot) const
{
    if (m_call.writer() == nullptr)
        return;
    const recording::RecordingStatus status = m_call.writer()->status();
    snapshot.recorded = status.acknowledged;
    snapshot.bytesOnDisk = status.bytes;
    snapshot.diskTrouble = status.problem != recording::RecordingError::None;
    snapshot.framesHeld = status.held;
    snapshot.framesNotWritten = status.refused;
    const double pace = paceOf(status.bytes, status.acknowledged, snapshot.speakers.size());
    if (status.diskFree > 0)
        snapshot.diskTimeLeft = outlookOf(status.diskFree, pace).left;
    for (const recording::SpeakerTally& tally : status.speakers)
        for (ui::SpeakerView& speaker : snapshot.speakers)
            if (speaker.id == tally.user) {
                speaker.framesRecorded = tally.frames;
                speaker.framesNotWritten = tally.refused;
            }
}

ui::EncryptionView Recorder::encryption() const
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

void Recorder::describeSpeakers(ui::LiveSnapshot& snapshot)
{
    const auto& directory = m_login.gateway().directory();
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
    const auto present = directory.occupants(m_call.guild(), m_call.channel());
    const auto appear = [this](UserId user) {
        if (user != m_login.gateway().self() && std::ranges::find(m_order, user) == m_order.end())
            m_order.push_back(user);
    };
    std::ranges::for_each(present, appear);
    std::ranges::for_each(m_call.speakers(), appear);

    std::uint64_t missing = 0;
    std::uint64_t heard = 0;
    for (const UserId user : m_order) {
        ui::SpeakerView view;
        view.id = user;
        view.name = directory.displayName(m_call.guild(), user);
        view.listening = m_listening.choice(user);
        view.present = std::ranges::find(present, user) != present.end();
        if (const auto* state = directory.voiceState(m_call.guild(), user))
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
        view.framesRecorded = onDisk[user];
        view.excluded = m_call.isExcluded(user);
        view.lamps = m_call.lamps(user);
        if (m_call.isUnrecorded(user))
            snapshot.unrecorded.append(view.name);
        missing += view.framesLost;
        snapshot.speakers.push_back(std::move(view));
    }
    if (heard + missing > 0)
        snapshot.lossPercent
            = 100.0 * static_cast<double>(missing) / static_cast<double>(heard + missing);
}

} // namespace lavalier::app
