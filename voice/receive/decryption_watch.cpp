#include "voice/receive/decryption_watch.h"

namespace lavalier::receive {

void DecryptionWatch::read(UserId user)
{
    if (m_streaks.empty()) // which it is nearly always
        return;
    const auto streak = m_streaks.find(user);
    if (streak == m_streaks.end())
        return;
    if (streak->second.alarmed)
        m_changes.push_back({user, true});
    m_streaks.erase(streak);
}

void DecryptionWatch::unreadable(UserId user, SteadyTime arrival)
{
    Streak& streak = m_streaks[user];
    if (streak.rested && arrival - streak.since >= kMemory)
        streak = {};
    if (streak.frames++ == 0 && !streak.rested)
        streak.since = arrival;
    m_pending = true;
}

void DecryptionWatch::forget(UserId user)
{
    read(user); // an alarm about nobody must not stay
}

void DecryptionWatch::timePassed(SteadyTime now)
{
    if (!m_pending)
        return;
    m_pending = false;
    for (auto entry = m_streaks.begin(); entry != m_streaks.end();) {
        Streak& streak = entry->second;
        const bool isDue = !streak.alarmed && now - streak.since >= kPatience;
        if (isDue && !streak.rested && streak.frames < kFrames) {
            streak.rested = true; // a word's rest, or the first of short words
            streak.frames = 0;
        } else if (isDue && streak.frames >= (streak.rested ? kMoreFrames : kFrames)) {
            streak.alarmed = true;
            ++m_alarms;
            m_changes.push_back({entry->first, false});
        }
        m_pending = m_pending || (!streak.alarmed && !streak.rested);
        ++entry;
    }
}

} // namespace lavalier::receive
