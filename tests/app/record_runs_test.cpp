#include "app/record_runs.h"
#include "sinks/recording/recording_reader.h"
#include "tests/patience.h"
#include "voice/simulator/discord_simulator.h"

#include <QDir>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

#ifdef Q_OS_LINUX
#include <QDBusConnection>
#include <QProcess>
#include <QTemporaryFile>

#include <unistd.h>
#endif

using namespace lavalier;
using namespace lavalier::app;
using namespace lavalier::simulator;
using namespace std::chrono_literals;

namespace {

constexpr GuildId kTown {500};
constexpr ChannelId kSquare {501};
constexpr GuildId kWood {600};
constexpr ChannelId kClearing {601};
constexpr UserId kAna {11};
constexpr UserId kBen {12};

ScriptGuild guildOf(GuildId id, ChannelId channel, UserId who, std::uint64_t rights)
{
    ScriptGuild guild;
    guild.id = id;
    guild.name = id == kTown ? QStringLiteral("Town") : QStringLiteral("Wood");
    guild.owner = who;
    guild.roles = {{RoleId(id.value()), QStringLiteral("@everyone"), rights, 0}};
    guild.channels = {{channel, ChannelKind::Voice, QStringLiteral("talk")}};
    guild.members = {{.user = who, .voice = channel}};
    return guild;
}

/// Ana talks in the town; in the wood the bot may not change its name.
SimulatorScript twoServers()
{
    using permission::kEverydayRights;
    SimulatorScript script;
    script.users = {{kAna, QStringLiteral("Ana")}, {kBen, QStringLiteral("Ben")}};
    script.guilds = {
        guildOf(kTown, kSquare, kAna, kEverydayRights),
        guildOf(kWood, kClearing, kBen, kEverydayRights & ~permission::kChangeNickname),
    };
    script.speakers = {{.user = kAna, .spurts = {{0ms, ToneSpeech {}}}, .period = 1200ms}};
    script.zero = ScriptZero::SimulatorStarts;
    return script;
}

/// Somebody who sits in both servers and sees where the bot is.
class Onlooker {
public:
    Onlooker(DiscordSimulator& discord, const ConnectOptions& connect, const Clock& clock)
        : m_bot(discord.botUser())
        , m_login(*Login::create(connect, clock))
    {
        gateway::GatewayClient& gateway = m_login->gateway();
        QObject::connect(&gateway, &gateway::GatewayClient::voiceStateChanged, &gateway,
                         [this](const gateway::VoiceStateChange& change) {
                             if (change.user == m_bot && change.after)
                                 ++m_arrivals[change.guild];
                         });
        m_login->gateway().start(discord.addBot(QStringLiteral("onlooker")));
    }
    bool isReady() const { return m_login->gateway().directory().guilds().size() == 2; }
    bool sees(GuildId guild) const
    {
        return m_login->gateway().directory().voiceState(guild, m_bot) != nullptr;
    }

    /// How often it came, however soon it went.
    int arrivals(GuildId guild) const
    {
        const auto found = m_arrivals.find(guild);
        return found == m_arrivals.end() ? 0 : found->second;
    }

private:
    const UserId m_bot;
    std::map<GuildId, int> m_arrivals;
    std::unique_ptr<Login> m_login;
};

#ifdef Q_OS_LINUX
/// What this program says to its terminal from now on.
class StandardError {
public:
    StandardError()
    {
        if (!m_file.open() || ::dup2(m_file.handle(), STDERR_FILENO) < 0)
            qFatal("no standard error");
    }
    StandardError(const StandardError&) = delete;
    ~StandardError()
    {
        ::dup2(m_before, STDERR_FILENO);
        ::close(m_before);
    }
    qsizetype count(const QByteArray& words) const
    {
        QFile said(m_file.fileName());
        return said.open(QIODevice::ReadOnly) ? said.readAll().count(words) : -1;
    }

private:
    const int m_before = ::dup(STDERR_FILENO);
    QTemporaryFile m_file;
};

/// What a desktop does about sleep, on a bus of the test's own.
class Desktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")
public:
    /// To be called before anything else uses a bus.
    bool start()
    {
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--session"), QStringLiteral("--nofork"),
                        QStringLiteral("--print-address=1")});
        if (!m_daemon.waitForStarted() || !m_daemon.waitForReadyRead())
            return false;
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address); // without a logind
        m_bus = QDBusConnection::connectToBus(QString::fromLatin1(address),
                                              QStringLiteral("the test's desktop"));
        return m_bus.registerObject(QStringLiteral("/org/freedesktop/ScreenSaver"), this,
                                    QDBusConnection::ExportScriptableSlots);
    }
    void setPresent(bool present)
    {
        const QString name = QStringLiteral("org.freedesktop.ScreenSaver");
        present ? m_bus.registerService(name) : m_bus.unregisterService(name);
    }
    ~Desktop() override
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    int asked = 0;
    int held = 0;

public slots:
    Q_SCRIPTABLE uint Inhibit(const QString&, const QString&)
    {
        ++held;
        return static_cast<uint>(++asked);
    }
    Q_SCRIPTABLE void UnInhibit(uint) { --held; }

private:
    QProcess m_daemon;
    QDBusConnection m_bus {QString()};
};
#endif

} // namespace

/// `lavalier record` of several channels, against a Discord of the test's own.
class RecordRunsTest : public QObject {
    Q_OBJECT

#ifdef Q_OS_LINUX
    Desktop m_desktop;
    bool m_hasDesktop = false;
#endif

    struct Room {
        Room()
            : discord(twoServers())
        {
            command.connect.endpoints = *discord.start();
            command.channel = kSquare;
            command.further = {kClearing};
            command.notice = {true, false};
            command.recordingsFolder = folder.filePath(QStringLiteral("recordings"));
            command.output.folder = folder.filePath(QStringLiteral("tracks"));
            qputenv("XDG_STATE_HOME", folder.filePath(QStringLiteral("state")).toUtf8());
            qputenv("XDG_CONFIG_HOME", folder.filePath(QStringLiteral("config")).toUtf8());
        }
        QStringList recordings() const
        {
            return QDir(command.recordingsFolder).entryList({QStringLiteral("*.lavalier")});
        }
        bool isWarnedOfTheDisk() const
        {
            const auto reader = recording::RecordingReader::open(
                QDir(command.recordingsFolder).filePath(recordings().value(0)));
            if (!reader)
                return false;
            const auto events = (*reader)->events();
            return events && std::ranges::any_of(*events, [](const auto& it) {
                       return it.event.type == recording::EventType::DiskWarning;
                   });
        }

        QTemporaryDir folder;
        SystemClock clock;
        DiscordSimulator discord;
        RecordCommand command;
    };

    static ExitCode codeOf(const QSignalSpy& finished)
    {
        return finished.at(0).at(0).value<ExitCode>();
    }

private slots:
    /// A run looks for its decoder beside the program, which is this test.
    void initTestCase()
    {
        const QString name = QStringLiteral("/lavalier-decode");
        QFile::link(qEnvironmentVariable("LAVALIER_BIN_DIR") + name,
                    QCoreApplication::applicationDirPath() + name);
#ifdef Q_OS_LINUX
        m_hasDesktop = m_desktop.start();
#endif
    }

    void whatFailsInOneServerLeavesThatCall()
    {
        Room room;
        Onlooker onlooker(room.discord, room.command.connect, room.clock);
        QTRY_VERIFY(onlooker.isReady());
        RecordRuns runs(room.command, room.clock);
        QSignalSpy finished(&runs, &RecordRuns::finished);
        runs.start(room.discord.botToken());
        QTRY_VERIFY(onlooker.arrivals(kWood) > 0);
        QTRY_COMPARE(room.recordings().size(), 1); // nobody in the wood could be told
        QTRY_VERIFY(!onlooker.sees(kWood));
        QTRY_VERIFY(onlooker.sees(kTown)); // and is recorded
        QCOMPARE(finished.count(), 0);
        runs.terminate();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(codeOf(finished), ExitCode::Notice);
        QCOMPARE(room.recordings().size(), 1);
    }

    void stoppedBeforeThereIsATokenItEnds_data()
    {
        QTest::addColumn<bool>("several");
        QTest::addColumn<bool>("terminated");
        QTest::newRow("SIGINT, several") << true << false;
        QTest::newRow("SIGTERM, several") << true << true;
        QTest::newRow("SIGINT, one") << false << false;
        QTest::newRow("SIGTERM, one") << false << true;
    }

    void stoppedBeforeThereIsATokenItEnds()
    {
        QFETCH(bool, several);
        QFETCH(bool, terminated);
        Room room;
        const auto stop = [&](auto&& run) {
            using Run = std::remove_cvref_t<decltype(run)>;
            QSignalSpy finished(&run, &Run::finished);
            if (terminated)
                run.terminate();
            else
                run.interrupt();
            run.start(room.discord.botToken()); // found just then
            QTRY_COMPARE(finished.count(), 1);
            QCOMPARE(codeOf(finished), ExitCode::Recording);
            QVERIFY(!finished.wait(200));
            QVERIFY(!QDir(room.command.output.folder).exists());
        };
        if (several)
            stop(RecordRuns(room.command, room.clock));
        else
            stop(RecordRun(room.command, room.clock));
    }

    void theComputerStaysAwakeWhileItRecords_data()
    {
        QTest::addColumn<bool>("present");
        QTest::addColumn<bool>("several");
        QTest::newRow("one channel") << true << false;
        QTest::newRow("several") << true << true;
        QTest::newRow("nothing keeps it awake, one channel") << false << false;
        QTest::newRow("nothing keeps it awake, several") << false << true;
    }

    void theComputerStaysAwakeWhileItRecords()
    {
#ifdef Q_OS_LINUX
        QFETCH(bool, present);
        QFETCH(bool, several);
        if (!m_hasDesktop)
            QSKIP("There is no dbus-daemon.");
        m_desktop.setPresent(present);
        m_desktop.asked = 0;
        Room room;
        room.command.notice = {false, false}; // or nobody in the wood would be recorded
        const StandardError said;
        const auto check = [&](auto&& run) {
            using Run = std::remove_cvref_t<decltype(run)>;
            QSignalSpy finished(&run, &Run::finished);
            run.start(room.discord.botToken());
            QTRY_COMPARE(room.recordings().size(), several ? 2 : 1);
            if (present)
                QTRY_COMPARE(m_desktop.held, 1);
            else
                QTRY_COMPARE(said.count("Nothing keeps this computer from falling asleep."), 1);
            QTest::qWait(300); // and no second time
            run.terminate();
            QTRY_COMPARE(finished.count(), 1);
            QTRY_COMPARE(m_desktop.held, 0);
        };
        if (several)
            check(RecordRuns(room.command, room.clock));
        else
            check(RecordRun(room.command, room.clock));
        QCOMPARE(m_desktop.asked, present ? 1 : 0);
        QCOMPARE(said.count("Nothing keeps this computer from falling asleep."), present ? 0 : 1);
#else
        QSKIP("The test's desktop speaks D-Bus.");
#endif
    }

    void theDiskIsSharedWithTheOthers_data()
    {
        QTest::addColumn<bool>("lowDisk");
        QTest::newRow("no room for both: not begun") << false;
        QTest::newRow("begun all the same: warned of") << true;
    }

    /// Beside something that fills any disk at once.
    void theDiskIsSharedWithTheOthers()
    {
        QFETCH(bool, lowDisk);
        Room room;
        room.command.lowDisk = lowDisk;
        const auto login = *Login::create(room.command.connect, room.clock);
        StayAwake awake;
        RecordRun run(room.command, room.clock, RecordRun::Part::First);
        QSignalSpy finished(&run, &RecordRun::finished);
        QStringList asked;
        run.startIn(*login, awake, [&asked](const QString& folder) {
            asked += QDir::cleanPath(folder);
            return 1e15;
        });
        login->gateway().start(room.discord.botToken());
        QCOMPARE(run.pace(), 0.0);
        if (lowDisk) {
            QTRY_VERIFY(run.pace() > 0);
            QVERIFY(run.fills(room.command.recordingsFolder));
            QVERIFY(!run.fills(room.command.output.folder));
            QTRY_VERIFY(room.isWarnedOfTheDisk());
            run.terminate();
        }
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(codeOf(finished), lowDisk ? ExitCode::Ok : ExitCode::Recording);
        QCOMPARE(room.recordings().size(), lowDisk ? 1 : 0);
        QCOMPARE(QSet<QString>(asked.begin(), asked.end()),
                 QSet<QString> {room.command.recordingsFolder});
        QCOMPARE(run.pace(), 0.0);
    }
};

QTEST_GUILESS_MAIN(RecordRunsTest)
#include "record_runs_test.moc"
