#pragma once

#include "voice/base/overloaded.h"
#include "voice/control/voice_control.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QMetaEnum>
#include <QStringList>

namespace lavalier::control {

inline QString nameOf(VoiceState state)
{
    static const char* const kNames[] = {"Idle",  "AwaitingServer", "Connecting", "Discovering",
                                         "Ready", "Resuming",       "Backoff",    "Stopped"};
    return QString::fromLatin1(kNames[static_cast<int>(state)]);
}

inline QString nameOf(StopReason reason)
{
    static const char* const kNames[] = {"Left",
                                         "Kicked",
                                         "CallEnded",
                                         "DaveRequired",
                                         "RateLimited",
                                         "AuthenticationFailed",
                                         "ServerNotFound",
                                         "ProtocolError",
                                         "ServerUnreachable",
                                         "MediaUnreachable",
                                         "UnsupportedMode",
                                         "NoAnswer",
                                         "ForbiddenHost"};
    return QString::fromLatin1(kNames[static_cast<int>(reason)]);
}

/// An effect as a line of a transcript.
inline QString lineOf(const Effect& effect)
{
    const auto text = [](auto number) { return QString::number(number); };
    return std::visit(
        Overloaded {
            [&](const OpenSocket& e) { return QString(u"open #" + text(e.socket.value())); },
            [&](const CloseSocket& e) {
                return QString(u"close #" + text(e.socket.value()) + u' ' + text(e.code));
            },
            [&](const SendText& e) {
                const auto message = QJsonDocument::fromJson(e.text).object();
                return QString(u"send " + text(message.value(QLatin1String("op")).toInt(-1)));
            },
            [&](const SendBinary& e) {
                return QString(u"send binary " + text(static_cast<std::uint8_t>(e.frame.at(0))));
            },
            [&](const OpenMedia& e) {
                return QString(u"media " + text(e.connection.value()) + u' ' + e.server.toString()
                               + u':' + text(e.port) + u" ssrc " + text(e.own.value()));
            },
            [&](const SetCipher& e) {
                return QString(u"cipher " + crypto::wireName(e.mode) + u' '
                               + text(e.key.reveal()[0]));
            },
            [&](const MapSpeaker& e) {
                return QString(u"map " + text(e.user.value()) + u'=' + text(e.ssrc.value()));
            },
            [&](const DropSpeaker& e) { return QString(u"drop " + text(e.user.value())); },
            [&](const ClearSpeakers&) { return QStringLiteral("clear"); },
            [&](const CheckMedia&) { return QStringLiteral("check"); },
            [&](const CloseMedia&) { return QStringLiteral("media closed"); },
            [&](const OpenDave& e) { return QString(u"dave in " + text(e.channel.value())); },
            [&](const DescribeDave& e) { return QString(u"dave version " + text(e.version)); },
            [&](const PassToDave& e) { return QString(u"dave " + text(e.message.index())); },
            [&](const AskDave& e) {
                return QString(
                    u"ask: "
                    + std::visit([](const auto& answer) { return lineOf(answer); }, e.answer));
            },
            [&](const StateChanged& e) { return nameOf(e.state); },
            [&](const ConnectionOpened& e) {
                return QString(u"opened " + text(e.connection.value()) + u' ' + e.endpoint);
            },
            [&](const SpeakersPresent& e) { return QString(u"present " + text(e.users.size())); },
            [&](const RoundTripMeasured& e) { return QString(u"trip " + text(e.time.count())); },
            [&](const RejoinNeeded&) { return QStringLiteral("rejoin"); },
            [&](const CallStopped& e) {
                return QString(nameOf(e.reason) + u' ' + text(e.closeCode));
            },
        },
        effect);
}

/// A core, a clock that is pushed by hand, and the far side's lines.
class Transcript {
public:
    using ms = std::chrono::milliseconds;

    explicit Transcript(int maxDave = 0,
                        const QString& apiBase = QStringLiteral("http://127.0.0.1:1"),
                        const ControlTiming& timing = {})
        : control({GuildId(1), ChannelId(2), UserId(3)}, {QUrl(apiBase)}, timing, maxDave)
    {
    }

    QStringList lines(const Effects& effects)
    {
        QStringList result;
        for (const Effect& effect : effects) {
            if (const auto* open = std::get_if<OpenSocket>(&effect))
                socket = open->socket;
            if (const auto* media = std::get_if<OpenMedia>(&effect))
                connection = media->connection;
            if (const auto* send = std::get_if<SendText>(&effect))
                lastSent = QJsonDocument::fromJson(send->text).object();
            result.append(lineOf(effect));
        }
        return result;
    }
    QStringList server(const char* endpoint = "127.0.0.1:4000")
    {
        QByteArray token("secret");
        return lines(control.serverChanged({QStringLiteral("session"), SecretBytes::takeFrom(token),
                                            QString::fromLatin1(endpoint)},
                                           now));
    }
    QStringList opened() { return lines(control.socketOpened(socket, now)); }
    QStringList text(const QString& json) { return lines(control.textReceived(socket, json, now)); }
    QStringList text(const char* json) { return text(QString::fromUtf8(json)); }
    QStringList binary(const QByteArray& bytes)
    {
        return lines(control.binaryReceived(socket, viewOf(bytes), now));
    }
    QStringList closed(int code) { return lines(control.socketClosed(socket, code, now)); }
    QStringList discovered()
    {
        return lines(control.addressDiscovered(connection, QStringLiteral("10.1.2.3"), 55555, now));
    }
    /// Time moves in the steps the core asks for, as a shell's timer would move it.
    QStringList pass(ms span)
    {
        const SteadyTime end = now + span;
        QStringList result;
        for (auto next = control.nextDeadline(); next && *next <= end;
             next = control.nextDeadline()) {
            now = std::max(now, *next);
            result += lines(control.timePassed(now));
        }
        now = end;
        return result;
    }

    QStringList hello(int interval = 5000)
    {
        return text(
            QStringLiteral("{\"op\":8,\"d\":{\"heartbeat_interval\":%1,\"v\":8}}").arg(interval));
    }
    QStringList ready(const QString& modes = QStringLiteral("\"aead_aes256_gcm_rtpsize\""))
    {
        return text(
            QStringLiteral("{\"op\":2,\"d\":{\"ssrc\":77,\"ip\":\"127.0.0.1\",\"port\":5000,"
                           "\"modes\":[%1]}}")
                .arg(modes));
    }
    static QString descriptionJson(int keyByte, const QString& extra = QString())
    {
        QStringList key;
        for (int i = 0; i < 32; ++i)
            key.append(QString::number(keyByte));
        return QStringLiteral(
                   "{\"op\":4,\"d\":{\"mode\":\"aead_aes256_gcm_rtpsize\",\"secret_key\":[%1]%2}}")
            .arg(key.join(u','), extra);
    }
    QStringList description(int keyByte = 9) { return text(descriptionJson(keyByte)); }

    /// From nothing to audio; returns every line on the way.
    QStringList join()
    {
        QStringList result = server();
        result += opened();
        result += hello();
        result += ready();
        result += discovered();
        result += description();
        return result;
    }
    /// A far side that answers every beat.
    void stayLive(ms span)
    {
        for (ms gone(0); gone < span; gone += ms(5000)) {
            pass(ms(5000));
            text("{\"op\":6,\"d\":{}}");
        }
    }

    VoiceControl control;
    SteadyTime now {std::chrono::hours(1)};
    SocketId socket;
    ConnectionId connection;
    QJsonObject lastSent;
};

} // namespace lavalier::control
