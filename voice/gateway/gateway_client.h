#pragma once

#include "voice/base/clock.h"
#include "voice/base/endpoints.h"
#include "voice/base/secret_bytes.h"
#include "voice/gateway/gateway_error.h"
#include "voice/gateway/gateway_state.h"
#include "voice/gateway/guild_directory.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace lavalier::gateway {

/// The bot's login: checks the token, keeps the gateway connected and the directory current.
///
/// Errors:  failed() is final, state() is then Failed and only start() leads out of it. Anything
/// that
///          heals by itself is retrying(); it goes on for ever.
/// Thread:  its own (the GUI's); every call returns at once.
class GatewayClient : public QObject {
    Q_OBJECT
public:
    GatewayClient(Endpoints endpoints, const Clock& clock, QObject* parent);
    ~GatewayClient() override;

    /// Logs in; an earlier login ends first.
    void start(const SecretBytes& token);
    /// Leaves for good (close 1000: the bot goes offline at once). What the directory knows stays.
    void stop();

    GatewayState state() const;
    const GuildDirectory& directory() const;
    UserId self() const;
    QString selfName() const;
    JoinVerdict joinVerdict(GuildId guild, ChannelId channel) const;

    /// Op 4: join, move, or (no channel) leave. The latest per guild waits while the connection is
    /// down. Refused joins are answered by nothing at all: time the wait (10 to 15 s).
    void updateVoiceState(GuildId guild, std::optional<ChannelId> channel, bool selfMute,
                          bool selfDeaf);
    /// From the next start() on the bot's picture is fetched, for whoever shows it.
    void wantPicture();
    /// Somebody else lost Discord: the state tells within seconds whether we did too.
    void networkInDoubt();
    /// Somebody else reached Discord: no need to wait out a delay.
    void networkIsBack();
    /// What came of a request: a 2xx did it, 0 got no answer. Never called when the token goes.
    using Answered = std::function<void(int status)>;
    /// The bot's own nickname; an empty one takes it away.
    void changeNickname(GuildId guild, const QString& nick, Answered answered);
    void postMessage(ChannelId channel, const QString& text, Answered answered);

signals:
    void stateChanged(lavalier::gateway::GatewayState state);
    /// Final. `code` is the close code, the HTTP status, or 0.
    void failed(lavalier::gateway::GatewayError error, int code);
    /// Not final: the next attempt comes by itself after `delay`.
    void retrying(lavalier::gateway::GatewayError error, int code, std::chrono::milliseconds delay);
    /// Something in directory() moved; gathered, at most 20 times a second.
    void directoryChanged();
    /// Any user, at once, not gathered. After re-login the differences of others come too.
    void voiceStateChanged(const lavalier::gateway::VoiceStateChange& change);
    /// A null endpoint: the voice server went away, wait for the next one.
    void voiceServerChanged(lavalier::GuildId guild, const QString& endpoint,
                            const lavalier::SecretBytes& token);
    /// A new session replaced a lost one: Discord closed the voice connections, join again.
    void sessionRestarted();
    void roundTripMeasured(std::chrono::milliseconds roundTrip);
    /// The bot's own, after wantPicture(), as Discord's picture server gave it: bytes from outside,
    /// at most 512 KiB.
    void pictureFetched(const QByteArray& png);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lavalier::gateway
