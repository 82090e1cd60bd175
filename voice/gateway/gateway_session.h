#pragma once

#include "voice/base/endpoints.h"
#include "voice/gateway/backoff.h"
#include "voice/gateway/budgets.h"
#include "voice/gateway/gateway_error.h"
#include "voice/gateway/gateway_events.h"
#include "voice/gateway/gateway_state.h"
#include "voice/gateway/heartbeat.h"
#include "voice/gateway/outbox.h"

#include <QByteArrayView>

#include <variant>
#include <vector>

namespace lavalier::gateway {

struct ServerMessage;

/// When something happened, and the die thrown for it: `fraction` in [0, 1).
struct Moment {
    SteadyTime now;
    double fraction = 0;
};

/// The main gateway's rules: hello, heartbeat, identify, resume, reconnect, what may be sent when.
///
/// Decides only: it opens no socket, starts no timer, asks no clock and throws no die. The shell
/// hands it what happened, carries out the effects in their order, and calls timePassed() at
/// nextWake().
///
///   Idle ─start→ Waiting (identify budget) → Connecting → AwaitingHello → LoggingIn → Online
///                   ↑                             └───────────┴─────────────┴──────────┘
///                   └── any close, zombie, op 7, op 9 ──────── or Stopped (final close code)
///
/// After Close the old socket is nobody's: nothing it says later may be handed in.
/// Errors:  no frame can end a session: what cannot be read is counted and ignored.
/// Source:  Discord API reference, "Gateway"; close codes in close_codes.h.
class GatewaySession {
public:
    struct Connect {
        QUrl url;
    };
    struct Send {
        QByteArray message;
    };
    struct SendSecret {
        SecretBytes message;
    };
    struct Close {
        int code;
    };
    struct Deliver {
        GatewayEvent event;
    };
    struct SessionRestarted { };
    struct RoundTrip {
        std::chrono::milliseconds time;
    };
    struct Retrying {
        GatewayError error;
        int code;
        std::chrono::milliseconds delay;
    };
    struct Fail {
        GatewayError error;
        int code;
    };
    using Effect = std::variant<Connect, Send, SendSecret, Close, Deliver, SessionRestarted,
                                RoundTrip, Retrying, Fail>;
    using Effects = std::vector<Effect>;

    struct Counters {
        std::uint64_t frames = 0;
        std::uint64_t malformedFrames = 0;
        std::uint64_t malformedFields = 0;
        std::uint64_t outOfOrder = 0;
    };

    explicit GatewaySession(Endpoints endpoints)
        : m_endpoints(std::move(endpoints))
    {
    }

    [[nodiscard]] Effects start(const SecretBytes& token, const QUrl& gateway, Moment at);
    [[nodiscard]] Effects stop();
    [[nodiscard]] Effects connected(Moment at);
    [[nodiscard]] Effects received(QByteArrayView frame, Moment at);
    /// Also a connection that never came to be. `code` 0 when the server gave none.
    [[nodiscard]] Effects disconnected(int code, Moment at);
    /// Somebody else lost Discord: are we still connected? A beat goes out unless one is on its
    /// way, and its answer is due as ever.
    [[nodiscard]] Effects networkInDoubt(Moment at);
    /// Somebody else reached Discord: a try that reached nobody is made again at once, and so is,
    /// once, one whose first packets were lost. Such a try counts as failed.
    [[nodiscard]] Effects networkIsBack(Moment at);
    [[nodiscard]] Effects timePassed(Moment at);
    [[nodiscard]] Effects updateVoiceState(GuildId guild, std::optional<ChannelId> channel,
                                           bool selfMute, bool selfDeaf, Moment at);
    [[nodiscard]] Effects requestMembers(std::span<const MemberKey> keys, Moment at);
    void obeyStartLimit(int remaining, std::chrono::milliseconds resetAfter, Moment at);

    /// When timePassed() wants to be called; nullopt when only a message or a command can move
    /// things.
    std::optional<SteadyTime> nextWake() const;
    GatewayState state() const;
    const Counters& counters() const { return m_counters; }

private:
    struct Idle { };
    struct Waiting {
        SteadyTime until;
    };
    struct Connecting {
        SteadyTime since;
        SteadyTime deadline;
        bool begunAnew = false; ///< in place of one that was stuck
    };
    struct AwaitingHello {
        SteadyTime deadline;
    };
    struct LoggingIn {
        Heartbeat heart;
        SteadyTime deadline;
        bool resuming;
    };
    struct Online {
        Heartbeat heart;
        SteadyTime since;
    };
    struct Stopped { };

    /// What resuming needs; exists from READY until the session is known to be lost.
    struct Resumable {
        QString sessionId;
        QUrl url;
        std::int64_t sequence;
    };
    enum class Wait { Backoff, Short, AfterIdentify, None };

    void connect(Effects& effects, Moment at);
    void greet(Effects& effects, const ServerMessage& message, Moment at);
    void dispatch(Effects& effects, const ServerMessage& message, Moment at);
    void invalidSession(Effects& effects, bool mayResume, Moment at);
    void reconnect(Effects& effects, Wait wait, GatewayError error, int code, Moment at);
    void beat(Effects& effects, SteadyTime now);
    void keepAlive(Effects& effects, Heartbeat& heart, Moment at);
    void flush(Effects& effects, SteadyTime now);
    bool isHopeful(SteadyTime now) const;
    void forgetSession();
    Heartbeat* heart();

    Endpoints m_endpoints;
    SecretBytes m_token;
    QUrl m_gateway;
    std::variant<Idle, Waiting, Connecting, AwaitingHello, LoggingIn, Online, Stopped> m_state;
    std::optional<Resumable> m_resumable;
    UserId m_self;
    bool m_wasReady = false; ///< since start(): a READY that follows is a restart
    int m_failedResumes = 0;
    int m_failedConnects = 0;
    bool m_unanswered = false; ///< the last try reached nobody
    std::optional<SteadyTime> m_lostAt; ///< when a session that was online went away
    Backoff m_backoff;
    IdentifyBudget m_identifies; ///< outlives start(): the limit is Discord's, not the session's
    Outbox m_outbox;
    Counters m_counters;
};

} // namespace lavalier::gateway
