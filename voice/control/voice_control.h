#pragma once

#include "voice/base/endpoints.h"
#include "voice/control/close_policy.h"
#include "voice/control/control_effects.h"
#include "voice/control/heartbeat.h"
#include "voice/control/message_window.h"
#include "voice/control/reconnect_plan.h"
#include "voice/control/speaker_table.h"

#include <deque>

namespace lavalier::control {

struct CallIdentity {
    GuildId guild;
    ChannelId channel;
    UserId self;
};

/// What was received and led to nothing.
struct ControlCounters {
    std::uint64_t malformed = 0; ///< no message of version 8
    std::uint64_t outOfOrder = 0; ///< a good message at the wrong time
    std::uint64_t unknown = 0; ///< opcodes nobody has told us about
    std::uint64_t repeated = 0; ///< messages that a resume brought a second time
    std::uint64_t late = 0; ///< events of an older socket or connection
    std::uint64_t refusedIds = 0; ///< user ids that were none, speakers beyond the cap
    std::uint64_t unusedDave = 0; ///< end-to-end messages with nobody to read them
    std::uint64_t unsentDave = 0; ///< end-to-end answers with nobody to send them to

    bool operator==(const ControlCounters&) const = default;
};

/// One call's talk with its voice servers, from "op 4 was sent" to "left", reconnects included.
///
/// Decides only: opens no socket, starts no timer, asks no clock. The shell says what happened and
/// carries out the effects in their order.
///
///   Idle ─► AwaitingServer ─► Opening ─► Identifying ─► Discovering ─► Selecting ─► Live
///               ▲                ▲                                                 │  ▲
///               └── Waiting ◄────┴──────────── trouble ◄───────────────────────────┘  │
///                      └────────► Resuming (media, keys and speakers stay) ───────────┘
///   from anywhere: Stopped, which is final.
///
/// End-to-end encryption: `maxDaveVersion` is what identify offers, and 0 when nobody is there to
/// read PassToDave. Then a server that wants it is a reason to stop. Its messages pass in their
/// order, also while resuming; its answers wait for the web socket while that is away, and those
/// that no answered heartbeat proves to have arrived are asked about after a resume (AskDave).
/// Thread:  any, one at a time.
/// Source:  Discord voice gateway version 8.
class VoiceControl {
public:
    VoiceControl(const CallIdentity& who, const Endpoints& endpoints, const ControlTiming& timing,
                 int maxDaveVersion = 0);

    // From the main gateway. VoiceCall says what each means.
    [[nodiscard]] Effects joinRequested(SteadyTime now);
    [[nodiscard]] Effects serverChanged(const VoiceServer& server, SteadyTime now);
    [[nodiscard]] Effects serverLost(SteadyTime now);
    [[nodiscard]] Effects channelChanged(ChannelId channel, SteadyTime now);
    /// While the main gateway is away, no news is not bad news.
    [[nodiscard]] Effects gatewayReachable(bool reachable, SteadyTime now);
    /// Somebody saw a sign of it: a try that reached nobody is made again at once.
    [[nodiscard]] Effects networkIsBack(SteadyTime now);
    [[nodiscard]] Effects leave();

    // From the web socket. Code 0 is a loss without a code.
    [[nodiscard]] Effects socketOpened(SocketId socket, SteadyTime now);
    [[nodiscard]] Effects textReceived(SocketId socket, const QString& text, SteadyTime now);
    [[nodiscard]] Effects binaryReceived(SocketId socket, ByteView frame, SteadyTime now);
    [[nodiscard]] Effects socketClosed(SocketId socket, int code, SteadyTime now);

    // From UDP.
    [[nodiscard]] Effects addressDiscovered(ConnectionId connection, const QString& address,
                                            std::uint16_t port, SteadyTime now);
    [[nodiscard]] Effects discoveryFailed(ConnectionId connection, SteadyTime now);
    /// Datagrams no longer find their way, though they did on this connection. Unless the web
    /// socket is silent too: then the network is away and the far side goes on, so that audio comes
    /// by itself when it is back, and the session is resumed.
    [[nodiscard]] Effects mediaLost(ConnectionId connection, SteadyTime now);
    /// Datagrams find their way again after a silence: so will a web socket.
    [[nodiscard]] Effects mediaBack(ConnectionId connection, SteadyTime now);

    // From end-to-end encryption.
    [[nodiscard]] Effects daveAnswered(DaveAnswer answer);
    /// It found no way into the group: the voice session is of no use any more.
    [[nodiscard]] Effects daveFailed(SteadyTime now);

    [[nodiscard]] Effects timePassed(SteadyTime now);
    /// When timePassed() has something to do next.
    std::optional<SteadyTime> nextDeadline() const;

    VoiceState state() const;
    ChannelId channel() const { return m_who.channel; }
    const ControlCounters& counters() const { return m_counters; }

private:
    /// What one voice session agreed on; outlives its web sockets.
    struct Media {
        ConnectionId connection;
        Ssrc own;
        crypto::TransportMode mode;
    };
    enum class Next { Connect, Resume, Rejoin };

    struct Idle { };
    /// Why we wait for the main gateway decides what silence means.
    enum class Awaited {
        FirstAnswer, // to the first op 4; then nobody answered
        Rejoin, // answer to another op 4; then ask again
        News, // of a disconnect; then it was meant for us
        NewServer, // for an endpoint that was null; then it never came
    };
    struct AwaitingServer {
        Awaited what;
        SteadyTime deadline;
        StopReason reason = StopReason::NoAnswer; // of News
        int closeCode = 0;
    };
    struct Opening {
        SteadyTime deadline;
    };
    struct Identifying {
        SteadyTime deadline;
    };
    struct Discovering {
        Media media;
        SteadyTime deadline;
    };
    struct Selecting {
        Media media;
        SteadyTime deadline;
    };
    struct Live {
        Media media;
    };
    struct Resuming {
        Media media;
        SteadyTime deadline;
    };
    struct Waiting {
        SteadyTime until;
        Next next;
        std::optional<Media> media; // set when next is Resume
    };
    struct Stopped { };
    using State = std::variant<Idle, AwaitingServer, Opening, Identifying, Discovering, Selecting,
                               Live, Resuming, Waiting, Stopped>;
    /// The web socket we have now, whatever it is used for.
    struct Link {
        SocketId socket;
        std::optional<Heartbeat> beat; // since hello
    };
    /// An end-to-end answer on its way.
    struct Unconfirmed {
        DaveAnswer answer;
        std::optional<std::int64_t> beat; // the first one sent after it
    };

    // voice_control_gateway.cpp
    void askToRejoin(SteadyTime now);
    void awaitNews(const CloseRule& rule, SteadyTime now);
    void answerIsLate(const AwaitingServer& waiting, SteadyTime now);
    void lostOurPlace(SteadyTime now);
    bool isJoining() const;

    // voice_control_media.cpp
    void hurry(SteadyTime now);
    bool isLinkInDoubt(SteadyTime now) const;
    bool mayAskForAnother(SteadyTime now) const;

    // voice_control.cpp
    Effects take();
    void add(Effect effect) { m_effects.push_back(std::move(effect)); }
    bool isStopped() const { return std::holds_alternative<Stopped>(m_state); }
    bool isCurrent(SocketId socket);
    void connectAnew(SteadyTime now);
    void resume(const Media& media, SteadyTime now);
    void retry(Next next, StopReason reason, int closeCode, SteadyTime now);
    void proceed(Next next, std::optional<Media> media, SteadyTime now);
    void fail(StopReason reason, int closeCode, SteadyTime now);
    void carryOutCloseRule(const CloseRule& rule, SteadyTime now);
    void stop(StopReason reason, int closeCode);
    std::chrono::milliseconds openPatience() const;
    void dropLink(int closeCode);
    void dropMedia();
    void beatIfDue(SteadyTime now);
    const Media* resumableMedia() const;
    void sendHeldBack();
    void sendAnswer(DaveAnswer answer);
    void confirmAnswers(std::int64_t beat);

    // voice_control_messages.cpp
    void receive(const Result<Received, MessageProblem>& parsed, std::size_t hash, SteadyTime now);
    void handle(const Hello& hello, SteadyTime now);
    void handle(const Ready& ready, SteadyTime now);
    void handle(const HeartbeatRequest&, SteadyTime now);
    void handle(const SessionDescription& description, SteadyTime now);
    void handle(const Speaking& speaking, SteadyTime now);
    void handle(const HeartbeatAck& ack, SteadyTime now);
    void handle(const Resumed&, SteadyTime now);
    void handle(const ClientsConnect& clients, SteadyTime now);
    void handle(const Video& video, SteadyTime now);
    void handle(const ClientDisconnect& client, SteadyTime now);
    void handle(const DaveMessage& message, SteadyTime now);
    void handle(const Unhandled& message, SteadyTime now);
    void setKey(const Media& media, const SessionDescription& description);
    void goLive(const Media& media, SteadyTime now);
    void mapSpeaker(UserId user, Ssrc ssrc, SpeakerTable::Source source);
    void sendBeat(SteadyTime now);

    CallIdentity m_who;
    const Endpoints m_endpoints;
    const ControlTiming m_timing;
    const int m_maxDaveVersion;

    State m_state;
    std::optional<Link> m_link;
    std::optional<VoiceServer> m_server;
    SequenceMark m_lastSequence; // of the voice session, for beats and resume
    MessageWindow m_taken; // of the voice session
    SpeakerTable m_speakers; // cleared with every identify
    std::deque<DaveAnswer> m_heldBack; // until the voice session is resumed
    std::deque<Unconfirmed> m_unconfirmed; // perhaps lost with the web socket
    bool m_mediaOpen = false;
    ConnectionId m_connection;
    SocketId m_lastSocket;

    ReconnectPlan m_plan;
    ReconnectPlan::Peer m_peer = ReconnectPlan::Peer::Silent; // in the try under way
    SteadyTime m_triedAt; // when that began
    bool m_begunAnew = false; // in place of one that was stuck
    int m_triesHere = 0; // failures with this server's details
    int m_refusals = 0; // fresh attempts refused since a call last worked
    std::optional<SteadyTime> m_blamedAt;
    bool m_gatewayReachable = true;
    std::optional<SteadyTime> m_joinRequestedAt; // and no server was named since

    VoiceState m_reported = VoiceState::Idle;
    ControlCounters m_counters;
    Effects m_effects;
};

} // namespace lavalier::control
