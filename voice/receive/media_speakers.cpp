// The half of MediaPipeline that knows whose SSRC is whose, and what was counted for whom.
#include "voice/receive/media_pipeline.h"

#include <algorithm>

namespace lavalier::receive {
namespace {

using namespace std::chrono_literals;

// Packets that were under way when the session said their speaker had left or moved.
constexpr auto kSpeakerGrace = 1s;
// A stream nobody claims gives way to another after this.
constexpr auto kUnclaimedAfter = 10s;
constexpr auto kFullFor = 1s;
constexpr std::size_t kMaxRetired = 1024;

} // namespace

void MediaPipeline::mapSpeaker(Ssrc ssrc, UserId user, SteadyTime now)
{
    m_now = std::max(m_now, now);
    if (!user.isValid())
        return;
    MediaStream* stream = m_streams.find(ssrc);
    if (stream == nullptr && makeRoom(true))
        stream = m_streams.add(ssrc);
    if (stream == nullptr) {
        ++m_counters.crowdedOut;
        return;
    }
    // A user has one SSRC, also when they go back to an earlier one.
    for (const auto& other : m_streams.all()) {
        if (other.get() != stream && other->counters.user == user && !other->userUntil) {
            other->userUntil = m_now + kSpeakerGrace;
            m_someoneLeft = true;
        }
    }
    if (stream->counters.user == user) {
        stream->userUntil.reset();
        return;
    }
    if (stream->counters.user.isValid())
        unmap(*stream); // the server gave the SSRC to somebody else
    stream->counters.user = user;
    replay(*stream, now, Try::First);
}

void MediaPipeline::dropSpeaker(UserId user)
{
    for (const auto& stream : m_streams.all()) {
        if (user.isValid() && stream->counters.user == user) {
            stream->userUntil = m_now + kSpeakerGrace;
            m_someoneLeft = true;
        }
    }
    m_watch.forget(user);
}

void MediaPipeline::clearSpeakers()
{
    for (const auto& stream : m_streams.all()) {
        if (stream->counters.user.isValid())
            unmap(*stream);
    }
}

void MediaPipeline::keysChanged(SteadyTime now)
{
    for (const Ssrc ssrc : m_waiting.waitingStreams()) {
        MediaStream* const stream = m_streams.find(ssrc);
        if (stream != nullptr && stream->counters.user.isValid())
            replay(*stream, now, Try::Again);
    }
}

/// What comes next on this SSRC is somebody's we do not know, in a run of its own.
void MediaPipeline::unmap(MediaStream& stream)
{
    giveUpWaiting(stream);
    dropHeld(stream);
    stream.order.endRun();
    stream.userUntil.reset();
    const UserId user = stream.counters.user;
    retire(stream);
    forgetInWatch(user);
}

/// Who moved to another SSRC is still heard.
void MediaPipeline::forgetInWatch(UserId user)
{
    const auto isTheirs = [user](const auto& stream) { return stream->counters.user == user; };
    if (std::ranges::none_of(m_streams.all(), isTheirs))
        m_watch.forget(user);
}

void MediaPipeline::giveUpWaiting(MediaStream& stream)
{
    giveUp(stream, m_waiting.take(stream.counters.ssrc));
}

void MediaPipeline::giveUpHeld()
{
    for (const auto& stream : m_streams.all()) {
        giveUpWaiting(*stream);
        dropHeld(*stream);
    }
    m_counters.withoutKey += m_early.size();
    m_early.clear();
}

MediaStream* MediaPipeline::streamOf(Ssrc ssrc)
{
    if (MediaStream* const known = m_streams.find(ssrc))
        return known;
    return makeRoom(false) ? m_streams.add(ssrc) : nullptr;
}

/// A speaker may push out any stream nobody claims, a stranger only one that fell silent.
bool MediaPipeline::makeRoom(bool forSpeaker)
{
    if (!m_streams.isFull())
        return true;
    if (!forSpeaker && m_now < m_fullUntil)
        return false;
    const auto& all = m_streams.all();
    const auto age = [](const auto& stream) {
        return stream->counters.user.isValid() ? SteadyTime::max() : stream->counters.lastHeard;
    };
    MediaStream& oldest = **std::ranges::min_element(all, {}, age);
    if (oldest.counters.user.isValid()
        || (!forSpeaker && m_now - oldest.counters.lastHeard < kUnclaimedAfter)) {
        m_fullUntil = m_now + kFullFor; // looking again for each packet of a flood is dear
        return false;
    }
    const Ssrc ssrc = oldest.counters.ssrc;
    giveUpWaiting(oldest);
    dropHeld(oldest);
    retire(oldest);
    m_streams.remove(ssrc);
    return true;
}

/// Puts the counters aside; the stream begins counting anew, for nobody.
void MediaPipeline::retire(MediaStream& stream)
{
    StreamCounters counters = stream.counters;
    counters.missing = stream.order.missing() - stream.missingRetired;
    stream.missingRetired = stream.order.missing();
    stream.counters = {};
    stream.counters.ssrc = counters.ssrc;
    stream.counters.lastHeard = counters.lastHeard;
    const bool isKnown = counters.user.isValid() && m_retired.size() < kMaxRetired;
    if (isKnown && counters.heard > 0) {
        m_retired.push_back(counters);
        return;
    }
    accumulate(m_others, counters);
}

MediaCounters MediaPipeline::counters() const
{
    MediaCounters all = m_counters;
    all.alarms = m_watch.alarms();
    all.streams.reserve(m_retired.size() + m_streams.all().size() + 1);
    all.streams = m_retired;
    for (const auto& stream : m_streams.all()) {
        StreamCounters counters = stream->counters;
        counters.missing = stream->order.missing() - stream->missingRetired;
        counters.waiting = m_waiting.count(counters.ssrc);
        all.streams.push_back(counters);
    }
    if (m_others.heard > 0)
        all.streams.push_back(m_others);
    return all;
}

} // namespace lavalier::receive
