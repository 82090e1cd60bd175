#include "app/call_watch.h"

namespace lavalier::app {
namespace {

std::size_t indexOf(CallWarning warning)
{
    return static_cast<std::size_t>(warning);
}

} // namespace

void CallWatch::recordingBegan(std::uint64_t heard, SteadyTime now)
{
    m_listening = Listening {heard, now};
}

void CallWatch::recordingPaused()
{
    if (m_listening)
        m_listening->paused = true;
    set(CallWarning::NoAudio, false);
    set(CallWarning::Silence, false);
}

void CallWatch::recordingResumed(std::uint64_t heard, SteadyTime now)
{
    m_listening = Listening {heard, now, m_listening && m_listening->anything};
}

void CallWatch::recordingEnded()
{
    m_listening.reset();
    set(CallWarning::NoAudio, false);
    set(CallWarning::Silence, false);
}

void CallWatch::look(std::uint64_t heard, SteadyTime now)
{
    if (!m_listening || m_listening->paused)
        return;
    if (heard != m_listening->heard) {
        *m_listening = {heard, now, true};
        set(CallWarning::NoAudio, false);
        set(CallWarning::Silence, false);
        return;
    }
    const auto quiet = now - m_listening->since;
    if (quiet >= kSilenceAfter) {
        set(CallWarning::NoAudio, false);
        set(CallWarning::Silence, true);
    } else if (!m_listening->anything && quiet >= kNoAudioAfter) {
        set(CallWarning::NoAudio, true);
    }
}

void CallWatch::roundTrip(std::chrono::milliseconds time)
{
    const bool isSlow = m_holds[indexOf(CallWarning::SlowLink)];
    m_tripsAgainst = (time > kSlow) != isSlow ? m_tripsAgainst + 1 : 0;
    if (m_tripsAgainst < kSlowTrips)
        return;
    m_tripsAgainst = 0;
    set(CallWarning::SlowLink, !isSlow);
}

void CallWatch::clear()
{
    recordingEnded();
    set(CallWarning::SlowLink, false);
    set(CallWarning::PathSilent, false);
    m_tripsAgainst = 0;
}

void CallWatch::set(CallWarning warning, bool holds)
{
    if (std::exchange(m_holds[indexOf(warning)], holds) != holds)
        m_changes.push_back({warning, holds});
}

} // namespace lavalier::app
