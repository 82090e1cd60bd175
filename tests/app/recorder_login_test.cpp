#include "app/explain.h"
#include "app/recorder.h"
#include "app/settings_store.h"
#include "tests/patience.h"
#include "voice/simulator/discord_simulator.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace lavalier::simulator;

namespace {

constexpr GuildId kGuild {500};
constexpr ChannelId kTable {501};
constexpr UserId kAna {11};

SimulatorScript table()
{
    SimulatorScript script;
    script.users = {{kAna, QStringLiteral("ana")}};
    ScriptGuild guild;
    guild.id = kGuild;
    guild.name = QStringLiteral("Table");
    guild.owner = kAna;
    guild.roles = {{.id = RoleId(kGuild.value()),
                    .name = "@everyone",
                    .permissions = permission::kEverydayRights}};
    guild.channels = {{kTable, ChannelKind::Voice, QStringLiteral("table")}};
    guild.members = {{.user = kAna, .voice = kTable}};
    script.guilds = {guild};
    return script;
}

/// A computer without any.
class NoOutputs final : public monitor::OutputDevices {
public:
    std::vector<monitor::OutputDevice> outputs() override { return {}; }
    std::unique_ptr<monitor::Playback> play(const QByteArray&,
                                            std::shared_ptr<monitor::PcmSource>) const override
    {
        return nullptr;
    }
};

} // namespace

/// Another bot's token while a call is recorded: what was promised under the old name is kept under
/// the old name.
class RecorderLoginTest : public QObject {
    Q_OBJECT
private slots:
    void anotherBotLeavesNoMarkAndNoCallBehind_data();
    void anotherBotLeavesNoMarkAndNoCallBehind();
    void whoListensMayQuit();
};

void RecorderLoginTest::anotherBotLeavesNoMarkAndNoCallBehind_data()
{
    QTest::addColumn<bool>("another");
    QTest::newRow("another bot") << true;
    QTest::newRow("none any more") << false;
}

void RecorderLoginTest::anotherBotLeavesNoMarkAndNoCallBehind()
{
    QFETCH(const bool, another);
    QTemporaryDir home;
    qputenv("HOME", home.path().toUtf8());
    qputenv("XDG_STATE_HOME", home.filePath("state").toUtf8());
    SystemClock clock;
    DiscordSimulator discord(table());
    const auto endpoints = discord.start();
    QVERIFY(endpoints);
    const SecretBytes second = discord.addBot(QStringLiteral("Second"));
    ConnectOptions options;
    options.endpoints = *endpoints;
    auto login = Login::create(options, clock);
    QVERIFY(login);
    SettingsStore settings(home.filePath("settings.ini"));
    ui::Settings chosen = settings.settings();
    chosen.recordingsFolder = home.filePath("recordings");
    settings.setSettings(chosen);
    Recorder recorder(**login, clock, settings);
    QSignalSpy finished(&recorder, &ui::RecorderPort::recordingFinished);

    recorder.logIn(discord.botToken());
    QTRY_COMPARE(recorder.account().state, ui::AccountState::Online);
    QTRY_VERIFY(!recorder.guilds().empty() && !recorder.guilds()[0].channels.empty());
    recorder.joinChannel(kGuild, kTable);
    QTRY_COMPARE(recorder.snapshot().call, ui::CallState::InCall);
    recorder.startRecording();
    QTRY_COMPARE(recorder.snapshot().record, ui::RecordState::Recording);
    QTRY_COMPARE(recorder.snapshot().notice, ui::Notice::Shown);

    if (another)
        recorder.logIn(second);
    else
        recorder.logOut();
    QTRY_COMPARE(finished.count(), 1);
    QTRY_COMPARE(recorder.account().state,
                 another ? ui::AccountState::Online : ui::AccountState::NoToken);
    QTRY_COMPARE(recorder.account().id, another ? discord.userOf(second) : discord.botUser());
    const auto names = discord.restLog().nicknames;
    QCOMPARE(names.size(), std::size_t(2));
    for (const auto& change : names)
        QCOMPARE(change.user, discord.botUser());
    QVERIFY(names[0].nick.startsWith(QStringLiteral("🔴 REC")));
    QCOMPARE(names[1].nick, QString());
    QCOMPARE(recorder.snapshot().call, ui::CallState::None);
    const auto problems = recorder.problems();
    QVERIFY2(problems.empty(), problems.empty() ? "" : qPrintable(problems.front().whatHappened));
}

/// The output that is given back at the end takes its message away, as the program connects it.
void RecorderLoginTest::whoListensMayQuit()
{
    QTemporaryDir home;
    qputenv("HOME", home.path().toUtf8());
    qputenv("XDG_STATE_HOME", home.filePath("state").toUtf8());
    SystemClock clock;
    DiscordSimulator discord(table());
    const auto endpoints = discord.start();
    QVERIFY(endpoints);
    ConnectOptions options;
    options.endpoints = *endpoints;
    auto login = Login::create(options, clock);
    QVERIFY(login);
    SettingsStore settings(home.filePath("settings.ini"));
    const auto outputs = std::make_shared<NoOutputs>();
    auto recorder = std::make_unique<Recorder>(**login, clock, settings, outputs);
    QStringList resolved;
    connect(recorder.get(), &ui::RecorderPort::problemResolved, this,
            [&resolved](const QString& key) { resolved.append(key); });
    connect(outputs.get(), &monitor::OutputDevices::rested, recorder.get(),
            [&recorder = *recorder] { recorder.resolve(QLatin1String(kOutputMissingKey)); });

    recorder->logIn(discord.botToken());
    QTRY_VERIFY(!recorder->guilds().empty() && !recorder->guilds()[0].channels.empty());
    recorder->joinChannel(kGuild, kTable);
    QTRY_COMPARE(recorder->snapshot().call, ui::CallState::InCall);
    recorder->setListening(true);
    QCOMPARE(recorder->snapshot().listening, ui::Listening::NoDevice);
    recorder->raise(explainOutputMissing(QStringLiteral("Headset")));
    resolved.clear();
    recorder.reset();
    QVERIFY(resolved.contains(QLatin1String(kOutputMissingKey)));
}

QTEST_GUILESS_MAIN(RecorderLoginTest)
#include "recorder_login_test.moc"
