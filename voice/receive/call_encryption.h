#pragma once

#include "voice/base/dave_facts.h"
#include "voice/control/control_effects.h"
#include "voice/dave/dave_session.h"

#include <optional>

namespace lavalier::receive {

/// The end-to-end encryption of a call: one DaveSession for each of its voice sessions, one after
/// the other, kept over resumes.
///
/// Decides only. Whoever asks carries out the outcome: keys to the receiver thread, then answers to
/// the voice server, so that we say we are ready when we are.
/// Thread:  session thread. A handshake takes tens of milliseconds, which no datagram waits for.
class CallEncryption {
public:
    struct Outcome {
        std::vector<dave::MediaKeyCommand> keys;
        std::vector<control::DaveAnswer> answers;
        bool isHopeless = false; ///< recovering did not help: a new voice session may
        std::optional<DaveFacts> facts; ///< when they are different from before
    };

    /// `random` must outlive this object.
    CallEncryption(dave::DaveIdentity identity, crypto::RandomSource& random);

    [[nodiscard]] Outcome begin(ChannelId channel); ///< a new voice session
    [[nodiscard]] Outcome described(int version, SteadyTime now);
    [[nodiscard]] Outcome received(const control::DaveMessage& message, SteadyTime now);
    void usersPresent(const QList<UserId>& users);
    [[nodiscard]] Outcome userLeft(UserId user, SteadyTime now);
    [[nodiscard]] Outcome mediaFailing(UserId user, SteadyTime now);
    /// Somebody is heard and not read, whoever it is.
    [[nodiscard]] Outcome heardOutside(SteadyTime now);
    [[nodiscard]] Outcome timePassed(SteadyTime now);
    std::optional<SteadyTime> nextDeadline() const;
    /// Whether the voice server can still make use of what was answered earlier.
    bool isOutstanding(const control::DaveAnswer& answer) const;

private:
    Outcome outcomeOf(dave::DaveSession::Effects effects);
    void adoptFacts(Outcome& outcome);

    const dave::DaveIdentity m_identity;
    crypto::RandomSource& m_random;
    std::optional<dave::DaveSession> m_session;
    int m_pastRecoveries = 0; // of the sessions before
    DaveFacts m_facts;
};

} // namespace lavalier::receive
