#pragma once

#include "voice/base/strong_id.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace lavalier::control {

/// Who speaks on which SSRC in one voice session: one SSRC a user, one user an SSRC.
///
/// What was said last holds, so a user who takes back an earlier SSRC is news again. Op 12 only
/// fills gaps: its audio SSRC may be stale by the time a camera is switched on.
/// Thread:  any, one at a time.
class SpeakerTable {
public:
    enum class Source { Speaking, Video }; ///< op 5, op 12
    enum class Verdict { News, Known, Full };
    struct Speaker {
        UserId user;
        Ssrc ssrc;
    };
    /// More people than any channel holds; what a hostile server may make us remember.
    static constexpr std::size_t kMaxSpeakers = 10'000;

    Verdict name(UserId user, Ssrc ssrc, Source source);
    void drop(UserId user);
    void clear();
    /// Named last is last.
    std::vector<Speaker> speakers() const;

private:
    struct Entry {
        Ssrc ssrc;
        Source source;
        std::uint64_t order;
    };

    std::unordered_map<UserId, Entry> m_byUser;
    std::unordered_map<Ssrc, UserId> m_owners;
    std::uint64_t m_named = 0;
};

} // namespace lavalier::control
