#pragma once

#include "voice/base/clock.h"
#include "voice/base/strong_id.h"

#include <chrono>
#include <vector>

namespace lavalier::receive {

/// Notices within two seconds that the way from the voice server is closed while somebody talks.
///
/// A sender ends what it says with frames of silence. When audio stops without them and nothing
/// else comes either, the server is asked a few times in a row whether it is there; only when it
/// answers none of that is the path silent. Nothing is concluded about a server that has not shown
/// that it answers pings which come so close together. Time in which we had no turn ourselves (a
/// busy machine, a suspended one) is not the path's silence.
/// Thread:  any, one at a time. Reads no clock.
class PathWatch {
public:
    static constexpr std::chrono::milliseconds kQuiet {400}; ///< then the path is checked
    static constexpr std::chrono::milliseconds kBetweenPings {400};
    static constexpr int kPings = 3; ///< unanswered in a row: silent, 1.6 s after the last datagram
    static constexpr std::chrono::milliseconds kTurn {200}; ///< without one, we were held up
    /// A stream flows when so many packets came without a longer gap than kTogether, and streams
    /// stopped at the same instant when their last packets are no further apart.
    static constexpr int kFlowing = 5;
    static constexpr std::chrono::milliseconds kTogether {150};
    /// Pings that find out, while somebody is heard, whether the server answers such.
    static constexpr int kProofTries = 8;
    static constexpr int kProof = 2; ///< answers

    enum class Step {
        None,
        Ping, ///< send one now
        Silent, ///< once, until Back
        Back,
    };

    /// Any datagram of the server.
    void heard(SteadyTime arrival);
    /// A ping was answered, ours or the slow ones that are sent anyway.
    void answered(SteadyTime arrival);
    void audio(Ssrc ssrc, bool isSilence, SteadyTime arrival);
    /// After everything that has arrived was told.
    [[nodiscard]] Step timePassed(SteadyTime now);

    /// Of the silence told last: the last datagram before it, and after Back the first one again.
    SteadyTime silentSince() const { return m_silentSince; }
    SteadyTime heardAgain() const { return m_heardAgain; }

    /// Wants to be told of the time, although nothing may come any more.
    bool isWatching() const { return !m_flows.empty() || m_pings > 0; }

private:
    struct Flow {
        Ssrc ssrc;
        SteadyTime last;
        int packets = 0; ///< in a row
    };
    /// Streams beyond these are not followed: nobody hears so many at once.
    static constexpr std::size_t kMaxFlows = 64;

    bool isProven() const { return m_answers >= kProof; }
    bool anyFlow() const;
    Step proofDue(SteadyTime now);
    Step checkOnce(SteadyTime now);

    std::vector<Flow> m_flows; // of those who have not ended what they say
    SteadyTime m_lastAudio;
    SteadyTime m_lastHeard;
    SteadyTime m_silentSince;
    SteadyTime m_heardAgain;
    SteadyTime m_quietSince; ///< the last datagram, or when we had a turn again
    SteadyTime m_lastTurn;
    SteadyTime m_lastPing;
    int m_answers = 0;
    int m_proofTries = 0;
    int m_pings = 0; ///< of the check that runs
    bool m_silent = false;
    bool m_isBack = false;
};

} // namespace lavalier::receive
