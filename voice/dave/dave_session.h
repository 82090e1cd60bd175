#pragma once

#include "voice/dave/membership.h"

#include <map>

namespace lavalier::dave {

enum class DaveState {
    Waiting, ///< op 4 has not come
    Off, ///< version 0: nothing is encrypted end to end
    Joining, ///< a key package is out
    Active,
    Recovering, ///< asked to be added anew
};

struct DaveStatus {
    DaveState state = DaveState::Waiting;
    int version = 0; ///< in force
    std::uint64_t epoch = 0;
    QString privacyCode; ///< "12345 67890 …", empty outside a group
    std::vector<RosterEntry> roster;
    int recoveries = 0;
    DaveErrorCounts errors {};

    bool operator==(const DaveStatus&) const = default;
};

/// End-to-end encryption of one voice connection: from the voice server's messages to answers and
/// media keys. A channel move or a new voice session needs a new one, a resume does not.
///
/// Decides only. The shell carries out effects in their order, hands media commands to the receiver
/// thread (before that connection's transport key, so that no frame is judged without them), and
/// calls timePassed() at nextDeadline().
/// Errors:  counted by reason in status(); a refused message changes nothing else.
/// Thread:  session thread. A handshake may take tens of milliseconds.
/// Source:  DAVE protocol, opcodes 4, 11, 13 and 21 to 31.
class DaveSession {
public:
    static constexpr int kMaxVersion = 1;
    static constexpr int kMaxRecoveries = 5;
    /// Because of one member's frames, when there are others to hear.
    static constexpr int kMaxRecoveriesForOne = 2;
    /// A recovery that brought no group until then is begun again.
    static constexpr std::chrono::seconds kRecoveryPatience {15};
    /// A transition that was never executed no longer counts as under way.
    static constexpr std::chrono::seconds kTransitionPatience {30};
    /// The most that plain frames are let through for an announced downgrade.
    static constexpr std::chrono::seconds kDowngradePatience {120};
    /// Beyond that the transition announced first is forgotten.
    static constexpr std::size_t kMaxPending = 256;
    static constexpr std::size_t kMaxRecognised = 10'000;

    struct SendBinary {
        QByteArray frame;
    };
    struct SendText {
        QByteArray json;
    };
    struct Media {
        MediaKeyCommand command;
    };
    struct StatusChanged { };
    struct EpochChanged {
        std::uint64_t epoch = 0;
        QString privacyCode;
        std::size_t members = 0;
    };
    struct RecoveryStarted {
        std::uint16_t transition = 0;
    };
    struct Recovered { };
    /// Recovering did not help: the whole voice connection is to be made anew.
    struct RejoinNeeded { };
    using Effect = std::variant<SendBinary, SendText, Media, StatusChanged, EpochChanged,
                                RecoveryStarted, Recovered, RejoinNeeded>;
    using Effects = std::vector<Effect>;

    DaveSession(DaveIdentity identity, ChannelId channel, int maxVersion,
                crypto::RandomSource& random);

    /// Op 4. A repeated one (a new transport key) with the same version changes nothing.
    [[nodiscard]] Effects sessionDescription(int version, SteadyTime now);
    [[nodiscard]] Effects prepareTransition(int id, int version, SteadyTime now); ///< op 21
    [[nodiscard]] Effects executeTransition(int id, SteadyTime now); ///< op 22
    [[nodiscard]] Effects prepareEpoch(int version, std::uint64_t epoch, SteadyTime now); ///< 24
    /// Ops 25, 27, 29 and 30, without sequence and opcode.
    [[nodiscard]] Effects binary(std::uint8_t op, ByteView payload, SteadyTime now);
    /// Op 11; adds to those known.
    void usersPresent(std::span<const UserId> users);
    [[nodiscard]] Effects userLeft(UserId user, SteadyTime now); ///< op 13
    /// MediaDecryptor::takeFailing() named this user.
    [[nodiscard]] Effects mediaFailing(UserId user, SteadyTime now);
    /// Somebody is heard and not read. If we are still outside the group a while later, what we
    /// applied with was lost on its way.
    [[nodiscard]] Effects heardOutside(SteadyTime now);
    [[nodiscard]] Effects timePassed(SteadyTime now);
    std::optional<SteadyTime> nextDeadline() const;

    /// Whether an answer of ours, which may have been lost on its way, still means anything.
    bool isOutstandingText(const QByteArray& json) const;
    bool isOutstandingFrame(const QByteArray& frame) const;

    DaveStatus status() const;

private:
    struct Pending {
        int version = 0;
        std::optional<KeySet> set; // of the commit or welcome that announced it
        SteadyTime since;
    };
    struct Recovery {
        std::uint16_t transition = 0;
        SteadyTime deadline;
    };

    bool isSupported(int version);
    bool isMember(UserId user) const;
    void count(DaveError error) { ++m_errors[static_cast<std::size_t>(error)]; }
    void begin(int version, Effects& effects);
    void switchOff(Effects& effects);
    void recover(std::uint16_t transition, SteadyTime now, Effects& effects);
    void endRecovery(Effects& effects);
    void transition(DaveOp op, ByteView payload, SteadyTime now, Effects& effects);
    void adopted(std::uint16_t transition, bool joined, SteadyTime now, Effects& effects);
    void execute(std::uint16_t transition, Pending pending, SteadyTime now, Effects& effects);
    Pending& pendingFor(std::uint16_t transition, SteadyTime now);
    bool transitionUnderWay(SteadyTime now) const;
    /// Tells the media path whether a key may be coming, when that changed.
    void expectKeys(Effects& effects);

    Membership m_membership;
    const int m_maxVersion;
    std::set<UserId> m_recognised;
    bool m_described = false; // op 4 came
    int m_target = 0; // version the group is made for
    int m_version = 0; // version in force
    std::map<std::uint16_t, Pending> m_pending;
    std::uint16_t m_lastExecuted = 0;
    KeySet m_set = 0;
    bool m_expecting = false;
    bool m_downgradeAnnounced = false;
    std::optional<Recovery> m_recovery;
    int m_recoveries = 0;
    std::map<UserId, int> m_triedFor; // members whose frames set off a recovery
    std::optional<SteadyTime> m_applicationDeadline;
    bool m_rejoinAsked = false;
    DaveErrorCounts m_errors {};
};

} // namespace lavalier::dave
