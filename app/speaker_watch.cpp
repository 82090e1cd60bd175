#include "app/speaker_watch.h"

#include <algorithm>

namespace lavalier::app {
namespace {

constexpr std::array kStages {Stalled::Decoder, Stalled::Undecodable, Stalled::Disk};
constexpr std::size_t kDecrypted = 1;
constexpr std::size_t kDecoded = 2;
constexpr std::size_t kOnDisk = 3;

std::size_t lampOf(Stalled where)
{
    return where == Stalled::Disk ? kOnDisk : kDecoded;
}

std::size_t indexOf(Stalled where)
{
    return static_cast<std::size_t>(where);
}

} // namespace

void SpeakerWatch::update(UserId user, const LampTracker::Counts& counts, std::uint64_t refused,
                          LampTracker::Wanted wanted, SteadyTime now)
{
    Speaker& speaker = m_speakers[user];
    speaker.lamps = speaker.tracker.update(counts, wanted, now);
    if (std::exchange(speaker.decoded, counts.decoded) != counts.decoded || !wanted.decoding) {
        speaker.refused = refused;
        speaker.decrypted = counts.decrypted;
    }
    // A decoder that stands still answers nothing, or hardly anything.
    const std::uint64_t owed = counts.decrypted - std::min(counts.decrypted, speaker.decrypted);
    const bool isRefused = (refused - std::min(refused, speaker.refused)) * 2 > owed;
    for (const Stalled where : kStages) {
        const ui::Lamp lamp = speaker.lamps[lampOf(where)];
        const bool isWanted = where == Stalled::Disk ? wanted.recording : wanted.decoding;
        const bool isCause = where == Stalled::Disk || isRefused == (where == Stalled::Undecodable);
        bool& stalled = speaker.stalled[indexOf(where)];
        // What is not decrypted can neither be decoded nor written.
        const bool isFed = speaker.lamps[kDecrypted] == ui::Lamp::Flowing;
        const bool begins = !stalled && isFed && isCause && lamp == ui::Lamp::Starved;
        const bool ends = stalled && (lamp == ui::Lamp::Flowing || !isWanted || !isCause);
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
