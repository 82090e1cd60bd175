// Who is told, and when, that a speaker's audio does not get where it should.
#include "app/call_recorder.h"

#include "sinks/recording/event_text.h"

#include <algorithm>
#include <numeric>

namespace lavalier::app {
namespace {

using recording::EventType;

std::uint64_t heardIn(const MediaCounters& counters)
{
    return std::accumulate(
        counters.streams.begin(), counters.streams.end(), std::uint64_t {0},
        [](std::uint64_t sum, const StreamCounters& stream) { return sum + stream.heard; });
}

QString describe(Stalled where)
{
    switch (where) {
    case Stalled::Disk:
        return QStringLiteral("alarm: heard, but not on disk");
    case Stalled::Undecodable:
        return QStringLiteral("alarm: heard, but cannot be decoded");
    case Stalled::Decoder:
        break;
    }
    return QStringLiteral("alarm: heard, but not decoded");
}

} // namespace

void CallRecorder::watch()
{
    if (!m_call)
        return;
    const SteadyTime now = m_clock.now();
    const MediaCounters counters = m_call->voice->counters();
    std::unordered_map<UserId, LampTracker::Counts> counts;
    for (const StreamCounters& stream : counters.streams) {
        LampTracker::Counts& sum = counts[stream.user];
        // What carries nothing, or carries it again, owes nothing to the later stages.
        const std::uint64_t empty = stream.duplicates + stream.paddingOnly + stream.mostlyZero;
        sum.heard += stream.heard - std::min(stream.heard, empty);
        sum.decrypted += stream.decrypted;
    }
    counts.erase(UserId());
    std::unordered_map<UserId, std::uint64_t> refused;
    if (m_call->pool) {
        for (const auto& [user, answers] : m_call->pool->answers()) {
            counts[user].decoded = answers.decoded;
            refused[user] = answers.refused;
        }
    }
    if (m_writer)
        for (const recording::SpeakerTally& tally : m_writer->status().speakers)
            counts[tally.user].onDisk = tally.frames;
    for (const auto& [user, sums] : counts) {
        const bool isWanted = !isExcluded(user);
        m_watch.update(
            user, sums, refused[user],
            {isWanted && m_call->pool != nullptr, isWanted && isRecording() && !m_paused}, now);
    }
    m_warnings.look(heardIn(counters), now);
    tellStalls();
    lookForStrangers(counters);
    tellWarnings();
}

void CallRecorder::lookForStrangers(const MediaCounters& counters)
{
    std::vector<UserId> present;
    for (const UserId user : m_gateway.directory().occupants(m_guild, m_channel)) {
        const auto* const state = m_gateway.directory().voiceState(m_guild, user);
        if (user != m_gateway.self() && (state == nullptr || !state->isMuted()))
            present.push_back(user);
    }
    tellStranger(m_strangers.look(counters, present, m_clock.now()));
}

void CallRecorder::tellStranger(const std::optional<StrangerWatch::Told>& told)
{
    if (!told)
        return;
    if (std::exchange(m_strangerHeard, told->heard) != told->heard)
        note(EventType::Notice,
             QStringLiteral("alarm: heard, but nobody says who it is")
                 + (told->heard ? QString() : QStringLiteral(", over")));
    emit strangerChanged(told->heard, QList<UserId>(told->maybe.begin(), told->maybe.end()));
}

void CallRecorder::tellStalls()
{
    const std::vector<SpeakerWatch::Change> changes = m_watch.takeChanges();
    for (const Stalled where : {Stalled::Decoder, Stalled::Undecodable, Stalled::Disk}) {
        bool news = false;
        for (const SpeakerWatch::Change& change : changes) {
            if (change.where != where)
                continue;
            news = true;
            note(EventType::Notice,
                 describe(where) + (change.begins ? QString() : QStringLiteral(", over")),
                 change.user);
        }
        if (!news)
            continue;
        QList<UserId> users;
        std::ranges::copy_if(m_speakers, std::back_inserter(users),
                             [&](UserId user) { return m_watch.isStalled(user, where); });
        emit stalled(where, users);
    }
}

void CallRecorder::followPath(bool silent, std::optional<SteadyTime> heard)
{
    m_pathHeard = heard;
    m_warnings.pathSilent(silent);
    tellWarnings();
    silent ? m_gateway.networkInDoubt() : m_gateway.networkIsBack();
}

/// An alarm comes late, and readers want to know between which datagrams there was none.
void CallRecorder::notePath(bool silent)
{
    using namespace std::chrono;
    QString text = recording::event_text::kPathSilent;
    if (!silent)
        text += recording::event_text::kPathOver;
    if (m_pathHeard) {
        const auto ago = std::max(SteadyTime::duration::zero(), m_clock.now() - *m_pathHeard);
        text += (silent ? recording::event_text::kLastHeard : recording::event_text::kHeardAgain)
            + QStringLiteral("%1 ms before")
                  .arg(silent ? ceil<milliseconds>(ago).count() : floor<milliseconds>(ago).count());
    }
    note(EventType::Notice, text);
}

void CallRecorder::tellWarnings()
{
    for (const CallWatch::Change& change : m_warnings.takeChanges()) {
        if (change.warning == CallWarning::PathSilent)
            notePath(change.begins);
        emit warningChanged(change.warning, change.begins);
    }
}

void CallRecorder::watchRecording(RecordingStep step)
{
    const bool runs = step == RecordingStep::Begun || step == RecordingStep::Resumed;
    if (step == RecordingStep::Paused)
        m_warnings.recordingPaused();
    else if (!runs || !m_call)
        m_warnings.recordingEnded();
    else if (step == RecordingStep::Begun)
        m_warnings.recordingBegan(heardIn(m_call->voice->counters()), m_clock.now());
    else
        m_warnings.recordingResumed(heardIn(m_call->voice->counters()), m_clock.now());
    tellWarnings();
}

bool CallRecorder::isUnrecorded(UserId user) const
{
    return isRecording() && !m_paused && !isExcluded(user)
        && (isUndecryptable(user) || m_watch.isStalled(user, Stalled::Disk));
}

} // namespace lavalier::app
