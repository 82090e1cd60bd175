// A window that is connected and has nothing to do. The whole program as app/application puts it
// together, against a simulated Discord in a process beside it; CPU of all our threads.
#include "app/command_line.h"
#include "app/export_queue.h"
#include "app/login.h"
#include "app/recorder.h"
#include "app/recording_library.h"
#include "app/settings_store.h"
#include "live_call.h"
#include "processes.h"
#include "sections.h"
#include "ui/main_window.h"
#include "voice/base/bytes.h"
#include "voice/simulator/discord_simulator.h"

#include <QApplication>
#include <QTemporaryDir>

#include <array>

namespace lavalier::bench {
namespace {

using namespace std::chrono_literals;

constexpr GuildId kGuild {71};
constexpr ChannelId kChannel {72};

/// Somebody sits in a voice channel and says nothing.
simulator::SimulatorScript quietScript()
{
    using namespace simulator;
    SimulatorScript script;
    const UserId listener(73);
    script.users = {{listener, QStringLiteral("listener"), QStringLiteral("Listener")}};
    ScriptGuild guild;
    guild.id = kGuild;
    guild.name = QStringLiteral("Quiet");
    guild.owner = listener;
    ScriptChannel channel;
    channel.id = kChannel;
    channel.name = QStringLiteral("Library");
    guild.channels = {channel};
    ScriptMember member;
    member.user = listener;
    member.voice = kChannel;
    guild.members = {member};
    script.guilds = {guild};
    return script;
}

/// What the simulator's process tells: where it is and who may come in.
struct Invitation {
    std::array<char, 128> apiBase {};
    std::array<char, 128> token {};
};

void simulate(int channel)
{
    int argc = 1;
    char name[] = "quiet-discord";
    char* argv[] = {name, nullptr};
    QCoreApplication qt(argc, argv);
    simulator::DiscordSimulator discord(quietScript());
    const auto endpoints = discord.start();
    if (!endpoints)
        return;
    Invitation invitation;
    const QByteArray base = endpoints->apiBase.toString().toLatin1();
    qstrncpy(invitation.apiBase.data(), base.constData(), invitation.apiBase.size());
    const SecretBytes token = discord.botToken();
    const QByteArray text = toByteArray(token.reveal());
    qstrncpy(invitation.token.data(), text.constData(), invitation.token.size());
    sendAll(channel, &invitation, sizeof invitation);
    char end = 0;
    receiveAll(channel, &end, 1); // until the other side closes
}

template <typename Condition> bool waitUntil(Condition condition)
{
    for (int i = 0; i < 200 && !condition(); ++i)
        runFor(50ms);
    return condition();
}

double idleShare(std::chrono::seconds time)
{
    runFor(5s); // everything has been drawn, every greeting exchanged
    const double before = ownCpu();
    runFor(time);
    return 100 * (ownCpu() - before) / static_cast<double>(time.count());
}

} // namespace

void measureIdle(Report& report, const Options& options)
{
    report.begin("idle", "CPU of a connected window that has nothing to do");
    const Helper discord(simulate);
    Invitation invitation;
    if (!receiveAll(discord.channel(), &invitation, sizeof invitation))
        return report.unmeasured("idle window", QStringLiteral("no simulated Discord"));
    QApplication qt(options.argc, options.argv);
    app::ConnectOptions connect;
    const auto endpoints = parseApiBase(QString::fromLatin1(invitation.apiBase.data()));
    if (!endpoints)
        return report.unmeasured("idle window", QStringLiteral("no address"));
    connect.endpoints = *endpoints;

    const QTemporaryDir home(options.folder + "/idle-XXXXXX");
    const SystemClock clock;
    auto login = app::Login::create(connect, clock);
    if (!login)
        return report.unmeasured("idle window", login.error());
    app::SettingsStore settings(home.filePath("settings.json"));
    app::Recorder recorder(**login, clock, settings);
    app::RecordingLibrary library(home.path(), home.path(), home.filePath("recordings.list"), {},
                                  {});
    app::ExportQueue exports(settings);
    ui::MainWindow window(recorder, library, exports, settings);
    library.refresh();
    QByteArray token(invitation.token.data());
    recorder.logIn(SecretBytes::takeFrom(token));
    window.resize(1280, 800);
    window.show();

    const auto time = options.quick ? 10s : 30s;
    const auto isOnline = [&] { return recorder.account().state == ui::AccountState::Online; };
    if (!waitUntil(isOnline))
        return report.unmeasured("idle window", QStringLiteral("it does not come online"));
    report.figure("connected, in no channel", idleShare(time), " % core", atMost(0.2));

    recorder.joinChannel(kGuild, kChannel);
    if (!waitUntil([&] { return recorder.snapshot().call == ui::CallState::InCall; }))
        return report.unmeasured("in a quiet channel", QStringLiteral("it cannot join"));
    report.figure("in a channel where nobody speaks", idleShare(time), " % core", atMost(0.2));
    recorder.leaveChannel();
    runFor(500ms);
}

} // namespace lavalier::bench
