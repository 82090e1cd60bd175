#include "app/speaker_watch.h"

namespace lavalier::app {
namespace {

constexpr std::array kStages {Stalled::Decoder, Stalled::Disk};
constexpr std::size_t kDecrypted = 1;

std::size_t lampOf(Stalled where)
{
    return where == Stalled::Decoder ? 2 : 3;
}

std::size_t indexOf(Stalled where)
{
    return static_cast<std::size_t>(where);
}

} // namespace

void SpeakerWatch::update(UserId user, const LampTracker::Counts& counts,
                          LampTracker::Wanted wanted, SteadyTime now)
{
    Speaker& speaker = m_speakers[user];
    speaker.lamps = speaker.tracker.update(counts, wanted, now);
    for (const Stalled where : kStages) {
        const ui::Lamp lamp = speaker.lamps[lampOf(where)];
        const bool isWanted = where == Stalled::Decoder ? wanted.decoding : wanted.recording;
        bool& stalled = speaker.stalled[indexOf(where)];
        // What is not decrypted can neither be decoded nor written.
        const bool isFed = speaker.lamps[kDecrypted] == ui::Lamp::Flowing;
        const bool begins = !stalled && isFed && lamp == ui::Lamp::Starved;
        const bool ends = stalled && (lamp == ui::Lamp::Flowing || !isWanted);
        if (begins || ends) {
            stalled = begins;
            m_changes.push_back({user, where, begins});
        }
    }
}

SpeakerWatch::Lamps SpeakerWatch::lamps(UserId user) const
{
    const auto speaker = m_speakers.find(user);
    return speaker != m_speakers.end() ? speaker->second.lamps : Lamps {};
}

bool SpeakerWatch::isStalled(UserId user, Stalled where) const
{
    const auto speaker = m_speakers.find(user);
    return speaker != m_speakers.end() && speaker->second.stalled[indexOf(where)];
}

void SpeakerWatch::clear()
{
    for (const auto& [user, speaker] : m_speakers) {
        for (const Stalled where : kStages) {
            if (speaker.stalled[indexOf(where)])
                m_changes.push_back({user, where, false});
        }
    }
    m_speakers.clear();
}

} // namespace lavalier::app
