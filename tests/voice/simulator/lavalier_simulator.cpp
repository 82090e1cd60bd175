// lavalier-simulator: the simulated Discord as a program, for interop tests and for developers.
//
// usage:  lavalier-simulator [--demo] [--script] < commands > answers
// Prints one JSON line with everything a client needs, then answers one JSON line per line of
// standard input, and ends when that closes. With --script the first line holds the options:
//   {"seed":1,"bots":["One","Two"],"faults":{"loss":0.05,"reorder":0,"duplicate":0,"jitterMs":0},
//    "daveVersion":1,"requireDave":false,"modes":"xchacha20",
//    "people":[{"name":"Ana","hertz":700,"dbfs":-20,"periodMs":5000,"spurts":[[0,400]]}]}
// People are scripted and sit in the channel from the start.
// Commands: {"faults":{…}}, {"log":true}, {"migrate":true}, {"dropVoice":true|"USER"},
// {"dropGateway":true}, {"spoilDave":"forged"|"commit"|"welcome","victim":"USER"},
// {"forbidDave":true|false}, {"readmit":"USER"}, {"kick":"USER"}, {"seat":"USER"} (back in again),
// {"told":true}.

#include "voice/base/snowflake.h"
#include "voice/simulator/discord_simulator.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cstdio>
#include <iostream>
#include <string>

using namespace lavalier;
using namespace lavalier::simulator;

namespace {

constexpr GuildId kGuild {1104000000000000001};
constexpr ChannelId kChannel {1104000000000000002};
constexpr UserId kOwner {1104000000000000003};
constexpr std::uint64_t kFirstPerson = 1104000000000000100;

/// A guild with one voice channel and nobody in it: all voices are live bots'.
SimulatorScript emptyScript()
{
    SimulatorScript script;
    script.users = {{kOwner, QStringLiteral("owner"), QStringLiteral("Owner")}};
    ScriptGuild guild;
    guild.id = kGuild;
    guild.name = QStringLiteral("Interop");
    guild.owner = kOwner;
    ScriptChannel channel;
    channel.id = kChannel;
    channel.name = QStringLiteral("Tones");
    guild.channels = {channel};
    ScriptMember owner;
    owner.user = kOwner;
    guild.members = {owner};
    script.guilds = {guild};
    return script;
}

/// What bots told people: their nicknames, one after the other, and their messages.
QJsonObject toldJson(const RestLog& log)
{
    QJsonArray nicknames;
    for (const RestLog::Nickname& change : log.nicknames)
        nicknames.append(change.nick);
    QJsonArray messages;
    for (const RestLog::Message& message : log.messages)
        messages.append(message.content);
    return {{QStringLiteral("nicknames"), nicknames}, {QStringLiteral("messages"), messages}};
}

WireFaults faultsFrom(const QJsonObject& json)
{
    WireFaults faults;
    faults.loss = json.value(QStringLiteral("loss")).toDouble();
    faults.reorder = json.value(QStringLiteral("reorder")).toDouble();
    faults.duplicate = json.value(QStringLiteral("duplicate")).toDouble();
    faults.jitter = Milliseconds(json.value(QStringLiteral("jitterMs")).toInt());
    return faults;
}

/// Somebody scripted who sits in the channel and repeats a tone.
UserId seatPerson(SimulatorScript& script, const QJsonObject& json)
{
    const UserId id {kFirstPerson + script.speakers.size()};
    const QString name = json.value(QStringLiteral("name")).toString();
    script.users.push_back({id, name.toLower(), name});
    ScriptMember member;
    member.user = id;
    member.voice = kChannel;
    script.guilds.front().members.push_back(member);
    ScriptSpeaker speaker;
    speaker.user = id;
    speaker.period = Milliseconds(json.value(QStringLiteral("periodMs")).toInt());
    const QJsonArray spurts = json.value(QStringLiteral("spurts")).toArray();
    for (const QJsonValue& spurt : spurts)
        speaker.spurts.push_back({Milliseconds(spurt[0].toInt()),
                                  ToneSpeech {json.value(QStringLiteral("hertz")).toDouble(),
                                              json.value(QStringLiteral("dbfs")).toDouble(),
                                              Milliseconds(spurt[1].toInt())}});
    script.speakers.push_back(speaker);
    return id;
}

QString textOf(const SecretBytes& token)
{
    const ByteView bytes = token.reveal();
    return QString::fromLatin1(reinterpret_cast<const char*>(bytes.data()),
                               static_cast<qsizetype>(bytes.size()));
}

QJsonObject logJson(const SentLog& log)
{
    QJsonArray packets;
    for (const SentPacket& packet : log.packets) {
        static constexpr const char* kFates[] = {"sent", "lost", "again"};
        packets.append(QJsonArray {toString(packet.speaker), toString(packet.listener),
                                   static_cast<qint64>(packet.ssrc.value()), packet.sequence,
                                   static_cast<qint64>(packet.timestamp),
                                   QLatin1String(kFates[static_cast<std::size_t>(packet.fate)]),
                                   packet.silence, packet.encrypted, packet.readable,
                                   packet.opusBytes,
                                   static_cast<qint64>(packet.due.time_since_epoch().count()),
                                   static_cast<qint64>(packet.sent.time_since_epoch().count())});
    }
    return {{QStringLiteral("fields"),
             QJsonArray::fromStringList(
                 QStringLiteral("speaker listener ssrc sequence timestamp fate "
                                "silence encrypted readable opusBytes dueMicros sentMicros")
                     .split(u' '))},
            {QStringLiteral("packets"), packets},
            {QStringLiteral("notLogged"), static_cast<qint64>(log.notLogged)},
            {QStringLiteral("refusedFromClients"), static_cast<qint64>(log.refusedFromClients)},
            {QStringLiteral("discoveries"), static_cast<qint64>(log.discoveries)},
            {QStringLiteral("pings"), static_cast<qint64>(log.pings)}};
}

void print(const QJsonObject& line)
{
    const QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact);
    std::cout << bytes.constData() << std::endl;
}

QJsonObject nextLine()
{
    std::string line;
    if (!std::getline(std::cin, line))
        return {};
    return QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
}

SpoiltMessage spoiltNamed(const QString& name)
{
    if (name == QLatin1String("commit"))
        return SpoiltMessage::Commit;
    return name == QLatin1String("welcome") ? SpoiltMessage::Welcome : SpoiltMessage::ForgedCommit;
}

QJsonObject perform(DiscordSimulator& simulator, GuildId guild, ChannelId channel,
                    const QJsonObject& command)
{
    const auto userIn = [&](const char* key) {
        return parseId<UserId>(command.value(QLatin1String(key)).toString()).value_or(UserId());
    };
    if (command.contains(QStringLiteral("told")))
        return toldJson(simulator.restLog());
    if (command.contains(QStringLiteral("log")))
        return logJson(simulator.sentLog());
    if (command.contains(QStringLiteral("faults")))
        simulator.perform(
            SetFaults {faultsFrom(command.value(QStringLiteral("faults")).toObject())});
    else if (command.contains(QStringLiteral("migrate")))
        simulator.perform(MigrateServer {guild});
    else if (command.contains(QStringLiteral("dropVoice")))
        simulator.perform(VoiceDrop {guild, userIn("dropVoice")});
    else if (command.contains(QStringLiteral("dropGateway")))
        simulator.perform(GatewayDrop {});
    else if (command.contains(QStringLiteral("spoilDave")))
        simulator.perform(SpoilDave {
            guild, channel, spoiltNamed(command.value(QStringLiteral("spoilDave")).toString()),
            userIn("victim")});
    else if (command.contains(QStringLiteral("forbidDave")))
        simulator.perform(
            ForbidDave {guild, channel, command.value(QStringLiteral("forbidDave")).toBool()});
    else if (command.contains(QStringLiteral("readmit")))
        simulator.perform(ReadmitToDave {guild, userIn("readmit")});
    else if (command.contains(QStringLiteral("kick")))
        simulator.perform(LeaveVoice {userIn("kick"), guild});
    else if (command.contains(QStringLiteral("seat")))
        simulator.perform(JoinVoice {userIn("seat"), guild, channel});
    else
        return {{QStringLiteral("ok"), false}};
    return {{QStringLiteral("ok"), true}};
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption demo(QStringLiteral("demo"),
                                  QStringLiteral("Serve the demo's guilds."));
    const QCommandLineOption scripted(QStringLiteral("script"),
                                      QStringLiteral("Read options from the first line of input."));
    parser.addOptions({demo, scripted});
    parser.process(application);

    const QJsonObject options = parser.isSet(scripted) ? nextLine() : QJsonObject();
    SimulatorScript script = parser.isSet(demo) ? demoScript() : emptyScript();
    const GuildId guild = parser.isSet(demo) ? kDemoGuild : kGuild;
    const ChannelId channel = parser.isSet(demo) ? kDemoChannel : kChannel;
    script.seed = static_cast<std::uint64_t>(options.value(QStringLiteral("seed")).toInteger(1));
    script.maxLogEntries = 500'000;
    script.daveVersion = options.value(QStringLiteral("daveVersion")).toInt(script.daveVersion);
    script.requireDave = options.value(QStringLiteral("requireDave")).toBool();
    if (options.contains(QStringLiteral("faults")))
        script.faults = faultsFrom(options.value(QStringLiteral("faults")).toObject());

    if (options.value(QStringLiteral("modes")) == QLatin1String("xchacha20"))
        script.modes = OfferedModes::OnlyXChaCha20;
    QJsonArray people;
    const QJsonArray wanted = options.value(QStringLiteral("people")).toArray();
    for (const QJsonValue& person : wanted)
        people.append(
            QJsonObject {{QStringLiteral("name"), person[QStringLiteral("name")]},
                         {QStringLiteral("id"), toString(seatPerson(script, person.toObject()))}});

    DiscordSimulator simulator(script);
    const auto endpoints = simulator.start();
    const QTemporaryDir folder;
    QFile certificate(folder.filePath(QStringLiteral("simulator-ca.pem")));
    if (!endpoints || !certificate.open(QIODevice::WriteOnly)) {
        std::cerr << "lavalier-simulator: cannot start (no port, certificate or clip)\n";
        return 1;
    }
    certificate.write(simulator.certificatePem());
    certificate.close();

    QJsonArray bots;
    const QJsonArray names = options.value(QStringLiteral("bots")).toArray();
    for (const QJsonValue& name : names) {
        const SecretBytes token = simulator.addBot(name.toString());
        bots.append(QJsonObject {{QStringLiteral("name"), name},
                                 {QStringLiteral("id"), toString(simulator.userOf(token))},
                                 {QStringLiteral("token"), textOf(token)}});
    }
    print({{QStringLiteral("apiBase"), endpoints->apiBase.toString()},
           {QStringLiteral("port"), endpoints->apiBase.port()},
           {QStringLiteral("token"), textOf(simulator.botToken())},
           {QStringLiteral("user"), toString(simulator.botUser())},
           {QStringLiteral("bots"), bots},
           {QStringLiteral("people"), people},
           {QStringLiteral("guild"), toString(guild)},
           {QStringLiteral("channel"), toString(channel)},
           {QStringLiteral("certificate"), certificate.fileName()}});
    while (std::cin) {
        const QJsonObject command = nextLine();
        if (std::cin)
            print(perform(simulator, guild, channel, command));
    }
    return 0;
}
