#pragma once

#include "voice/base/clock.h"
#include "voice/base/secret_bytes.h"
#include "voice/crypto/transport_cipher.h"
#include "voice/simulator/script.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QPointer>
#include <QWebSocket>

#include <deque>
#include <set>
#include <variant>

namespace lavalier::simulator {

/// Close codes of the voice gateway the simulator uses.
namespace voice_close {
inline constexpr int kUnknownOpcode = 4001;
inline constexpr int kBadPayload = 4002;
inline constexpr int kNotAuthenticated = 4003;
inline constexpr int kAuthenticationFailed = 4004;
inline constexpr int kAlreadyAuthenticated = 4005;
inline constexpr int kSessionInvalid = 4006;
inline constexpr int kTimeout = 4009;
inline constexpr int kUnknownProtocol = 4012;
inline constexpr int kDisconnected = 4014;
inline constexpr int kUnknownMode = 4016;
inline constexpr int kDaveRequired = 4017;
inline constexpr int kCallTerminated = 4022;
} // namespace voice_close

/// What the main gateway promised to whoever shows this token to the voice server.
struct VoiceTicket {
    UserId user;
    GuildId guild;
    ChannelId channel;
    QString sessionId;
    QString token;
};

/// A live client in a call, from identify to the end of its session: its socket may come and go.
///
/// Shape:   messages that matter carry `seq` and are kept until acknowledged, for a resume.
/// Thread:  the simulator's.
class VoiceClient {
public:
    VoiceClient(VoiceTicket ticket, Ssrc ssrc);

    const VoiceTicket& ticket() const { return m_ticket; }
    Ssrc ssrc() const { return m_ssrc; }

    QWebSocket* socket() const { return m_socket; }
    void attach(QWebSocket* socket);
    void detach(SteadyTime now);
    std::optional<SteadyTime> detachedSince() const { return m_detachedSince; }

    /// Numbered and kept until acknowledged.
    void send(int op, const QJsonValue& data);
    void sendBinary(int op, const QByteArray& payload);
    /// Neither numbered nor kept: heartbeats and the like.
    void sendOnce(int op, const QJsonValue& data);
    void acknowledge(int sequence);
    void sendAgainAfter(int sequence);

    /// Makes a fresh key; false when the cipher cannot be had.
    bool agreeOn(crypto::TransportMode mode, const QByteArray& key);
    bool hasMedia() const { return m_cipher.has_value() && m_port != 0; }
    std::optional<crypto::TransportMode> mode() const;

    void setAddress(const QHostAddress& address, quint16 port);
    const QHostAddress& address() const { return m_address; }
    quint16 port() const { return m_port; }

    QByteArray seal(ByteView header, ByteView body);
    /// Under the current key, or the one before it while datagrams of that one are on the way.
    std::optional<std::size_t> open(ByteView datagram, std::size_t clear, MutableByteView out);

    /// Whether this listener has been told who speaks there.
    bool knows(Ssrc speaker) const { return m_known.contains(speaker); }
    void tellSpeaker(UserId user, Ssrc speaker, int flags);
    void forgetSpeaker(Ssrc speaker) { m_known.erase(speaker); }

    int maxDaveVersion = 0; ///< what it identified with
    bool announcedSpeaking = false; ///< sent op 5
    SteadyTime firstAudio {}; ///< when its first datagram came
    SteadyTime lastReport; ///< when it got its last RTCP receiver report

private:
    struct Kept {
        int sequence;
        std::variant<QJsonObject, QByteArray> message; ///< text or binary
    };
    static constexpr std::size_t kMostKept = 512;

    void keep(std::variant<QJsonObject, QByteArray> message);
    void write(const QJsonObject& message);
    void write(const QByteArray& message);

    const VoiceTicket m_ticket;
    const Ssrc m_ssrc;
    QPointer<QWebSocket> m_socket;
    std::optional<SteadyTime> m_detachedSince;
    int m_sequence = 0; ///< of the next message; 16 bits, wraps
    std::deque<Kept> m_kept;
    std::optional<crypto::TransportCipher> m_cipher;
    std::optional<crypto::TransportCipher> m_formerCipher;
    std::uint32_t m_nonce = 0;
    QHostAddress m_address;
    quint16 m_port = 0;
    std::set<Ssrc> m_known;
};

} // namespace lavalier::simulator
