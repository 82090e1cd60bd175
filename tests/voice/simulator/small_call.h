#pragma once

// A small script, its simulator, and a bot on its gateway that may join.

#include "minimal_client.h"

#include "voice/base/snowflake.h"
#include "voice/simulator/discord_simulator.h"

#include <QTest>

namespace small_call {

using namespace lavalier;
using namespace lavalier::simulator;
using minimal::JsonSocket;
using minimal::VoiceConnection;

inline constexpr GuildId kGuild {501};
inline constexpr ChannelId kRoom {502};
inline constexpr ChannelId kLocked {503};
inline constexpr ChannelId kFull {504};
inline constexpr ChannelId kOtherRoom {505};
inline constexpr UserId kTone {601};
inline constexpr UserId kSilent {602};

inline const QString kGcm = QStringLiteral("aead_aes256_gcm_rtpsize");
inline const QString kChaCha = QStringLiteral("aead_xchacha20_poly1305_rtpsize");

inline ScriptChannel channel(ChannelId id, const char* name)
{
    ScriptChannel made;
    made.id = id;
    made.name = QLatin1String(name);
    return made;
}

inline ScriptMember seated(UserId user, ChannelId where)
{
    ScriptMember made;
    made.user = user;
    made.voice = where;
    return made;
}

/// One guild, one speaker saying a short tone again and again.
inline SimulatorScript smallScript()
{
    SimulatorScript script;
    script.users = {{kTone, QStringLiteral("tone"), QStringLiteral("Tone")},
                    {kSilent, QStringLiteral("silent"), {}}};
    ScriptGuild guild;
    guild.id = kGuild;
    guild.name = QStringLiteral("Small");
    guild.owner = kTone;
    ScriptChannel locked = channel(kLocked, "Locked");
    ScriptOverwrite noEntry;
    noEntry.id = kGuild.value();
    noEntry.deny = permission::kConnect;
    locked.overwrites = {noEntry};
    ScriptChannel full = channel(kFull, "Full");
    full.userLimit = 1;
    guild.channels = {channel(kRoom, "Room"), locked, full, channel(kOtherRoom, "Other")};
    guild.members = {seated(kTone, kRoom), seated(kSilent, kFull)};
    script.guilds = {guild};
    ScriptSpeaker speaker;
    speaker.user = kTone;
    ScriptSpurt spurt;
    spurt.speech = ToneSpeech {440, -20, Milliseconds(100)};
    speaker.spurts = {spurt};
    speaker.period = Milliseconds(300);
    speaker.paddedShare = 0.5;
    speaker.extendedShare = 0.5;
    speaker.csrcShare = 0.3;
    script.speakers = {speaker};
    return script;
}

inline QByteArray bytesOf(const SecretBytes& secret)
{
    return toByteArray(secret.reveal());
}

/// A simulator, and a bot on its gateway that may join.
struct Call {
    explicit Call(const SimulatorScript& script = smallScript())
        : simulator(script)
    {
        const auto endpoints = simulator.start();
        if (endpoints)
            base = endpoints->apiBase.toString();
        token = bytesOf(simulator.botToken());
        gatewayUrl = minimal::request("GET", QUrl(base + QStringLiteral("/gateway/bot")), token)
                         .body.object()
                         .value(QStringLiteral("url"))
                         .toString();
    }

    QUrl gateway(const QString& query = QStringLiteral("?v=10&encoding=json")) const
    {
        return QUrl(gatewayUrl + u'/' + query);
    }

    static void requestJoin(JsonSocket& gateway, std::optional<ChannelId> channel)
    {
        gateway.send(4,
                     QJsonObject {{QStringLiteral("guild_id"), toString(kGuild)},
                                  {QStringLiteral("channel_id"),
                                   channel ? QJsonValue(toString(*channel)) : QJsonValue()},
                                  {QStringLiteral("self_mute"), false},
                                  {QStringLiteral("self_deaf"), false}});
    }

    std::unique_ptr<VoiceConnection> join(JsonSocket& gateway, const QString& mode = kGcm,
                                          const QString& scheme = QStringLiteral("ws"),
                                          int maxDaveVersion = 0)
    {
        requestJoin(gateway, kRoom);
        const QJsonObject state = gateway.expectEvent("VOICE_STATE_UPDATE");
        const QJsonObject server = gateway.expectEvent("VOICE_SERVER_UPDATE");
        auto voice = std::make_unique<VoiceConnection>(
            scheme, state, server,
            scheme == QLatin1String("wss") ? simulator.certificatePem() : QByteArray());
        voice->maxDaveVersion = maxDaveVersion;
        return voice->establish(mode) ? std::move(voice) : nullptr;
    }

    DiscordSimulator simulator;
    QString base;
    QByteArray token;
    QString gatewayUrl;
};

} // namespace small_call
