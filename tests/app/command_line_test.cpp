#include "app/command_line.h"

#include "app/command_help.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;

class CommandLineTest : public QObject {
    Q_OBJECT
private slots:
    void readsDurations_data();
    void readsDurations();
    void refusesWhatItDoesNotUnderstand_data();
    void refusesWhatItDoesNotUnderstand();
    void neverRepeatsATokenGivenAsAnArgument();
    void readsARecordCommand();
    void readsSeveralChannels();
    void readsARecoverCommand();
    void theDemoNeedsNoChannel();
    void withoutACommandTheWindowOpens();
    void helpIsFoundByEveryUsualName();
    void readsAnExportCommand();
    void takesAllThatAnExportCanBe();
    void theHelpNamesWhatIsTakenAndNothingElse_data();
    void theHelpNamesWhatIsTakenAndNothingElse();
    void theHelpIsReadable();
};

void CommandLineTest::readsDurations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("milliseconds"); // -1: refused
    QTest::newRow("seconds") << "20s" << qint64 {20'000};
    QTest::newRow("plain number is seconds") << "20" << qint64 {20'000};
    QTest::newRow("minutes and seconds") << "1m30s" << qint64 {90'000};
    QTest::newRow("hours") << "2h" << qint64 {7'200'000};
    QTest::newRow("milliseconds") << "500ms" << qint64 {500};
    QTest::newRow("zero") << "0s" << qint64 {-1};
    QTest::newRow("empty") << "" << qint64 {-1};
    QTest::newRow("negative") << "-5s" << qint64 {-1};
    QTest::newRow("a word") << "soon" << qint64 {-1};
    QTest::newRow("over a week") << "169h" << qint64 {-1};
    QTest::newRow("too many digits") << "99999999999999999999s" << qint64 {-1};
}

void CommandLineTest::readsDurations()
{
    QFETCH(QString, text);
    QFETCH(qint64, milliseconds);
    const auto duration = parseDuration(text);
    QCOMPARE(duration ? duration->count() : -1, milliseconds);
}

void CommandLineTest::refusesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("mentions");
    QTest::newRow("unknown command") << QStringList {"listen"} << "no command";
    QTest::newRow("unknown option") << QStringList {"--loud"} << "--loud";
    QTest::newRow("no channel") << QStringList {"record", "--output", "x"} << "--channel";
    QTest::newRow("channel is a name")
        << QStringList {"record", "--output", "x", "--channel", "general"} << "channel id";
    QTest::newRow("one channel twice")
        << QStringList {"record", "--channel", "5", "--channel=5", "--output", "x"} << "twice";
    QTest::newRow("goes on in one recording, with two channels")
        << QStringList {"record", "--channel=5", "--channel=6", "--output=x", "--continue=y"}
        << "--continue goes with one channel";
    QTest::newRow("a server for two channels")
        << QStringList {"record", "--channel=5", "--channel=6", "--output=x", "--guild=7"}
        << "--guild goes with one channel";
    QTest::newRow("forgets nobody")
        << QStringList {"forget", "x.lavalier"} << "forget needs the recording and a user id";
    QTest::newRow("forgets a name") << QStringList {"forget", "x.lavalier", "ana"}
                                    << "forget needs the recording and a user id";
    QTest::newRow("an unknown notice")
        << QStringList {"record", "--channel", "5", "--output", "x", "--notice", "name,shout"}
        << "--notice is";
    QTest::newRow("excludes a name")
        << QStringList {"record", "--channel", "5", "--output", "x", "--exclude", "ana"}
        << "--exclude takes a user id";
    QTest::newRow("no output") << QStringList {"record", "--channel", "5"} << "--output";
    QTest::newRow("value missing at the end")
        << QStringList {"record", "--channel"} << "--channel needs";
    QTest::newRow("value missing before an option")
        << QStringList {"record", "--channel", "--output", "x"} << "--channel needs";
    for (const auto& [option, value] :
         std::initializer_list<std::pair<const char*, const char*>> {{"--make", "song"},
                                                                     {"--channels", "5.1"},
                                                                     {"--loudness", "-3"},
                                                                     {"--gain", "7=loud"},
                                                                     {"--gain", "7=99"},
                                                                     {"--from", "noon"},
                                                                     {"--with", "labels,tea"},
                                                                     {"--preset", "radio"},
                                                                     {"--quality", "worst"}})
        QTest::addRow("%s %s", option, value)
            << QStringList {"export", "a", "--output", "x", option, value} << option;
    QTest::newRow("a part that ends before it begins")
        << QStringList {"export", "a", "--output", "x", "--from", "2m", "--to", "90s"} << "--to";
    QTest::newRow("unknown format")
        << QStringList {"export", "a.lavalier", "--output", "x", "--format", "wma"} << "--format";
    QTest::newRow("bits of mp3") << QStringList {"export",   "a",   "--output", "x",
                                                 "--format", "mp3", "--bits",   "24"}
                                 << "--bits";
    QTest::newRow("an api that is not Discord's")
        << QStringList {"channels", "--api-base", "https://discord.example.com/api/v10"}
        << "--api-base";
    QTest::newRow("plain http to Discord")
        << QStringList {"channels", "--api-base", "http://discord.com/api/v10"} << "--api-base";
    QTest::newRow("demo with another api")
        << QStringList {"channels", "--demo", "--api-base", "http://127.0.0.1:1/api/v10"}
        << "--demo";
    QTest::newRow("a plain start that joins") << QStringList {"--plain", "--join", "5"} << "--join";
    QTest::newRow("a log level of one's own")
        << QStringList {"channels", "--log-level", "loud"} << "--log-level";
    QTest::newRow("a log that is a folder")
        << QStringList {"channels", "--log-file", "x/"} << "--log-file";
    QTest::newRow("a report of two recordings") << QStringList {"report", "a", "b"} << "b";
    QTest::newRow("the demo and a token from standard input")
        << QStringList {"channels", "--demo", "--token-stdin"} << "--token-stdin";
    QTest::newRow("a token from two places")
        << QStringList {"channels", "--token-stdin", "--token-file", "x"} << "--token-stdin";
    QTest::newRow("inspect without file") << QStringList {"inspect"} << "inspect";
}

void CommandLineTest::refusesWhatItDoesNotUnderstand()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, mentions);
    const auto command = parseCommandLine(arguments);
    QVERIFY(!command);
    QVERIFY2(command.error().contains(mentions), qPrintable(command.error()));
}

void CommandLineTest::neverRepeatsATokenGivenAsAnArgument()
{
    for (const QStringList& arguments : {QStringList {"record", "--token", "canary.token.value"},
                                         QStringList {"--token=canary.token.value"}}) {
        const auto command = parseCommandLine(arguments);
        QVERIFY(!command);
        QVERIFY(!command.error().contains("canary"));
    }
}

void CommandLineTest::readsSeveralChannels()
{
    const auto command = parseCommandLine(
        {"record", "--channel", "20", "--channel=30", "--output", "out", "--channel", "10"});
    QVERIFY2(command, command ? "" : qPrintable(command.error()));
    const auto& record = std::get<RecordCommand>(*command);
    QCOMPARE(record.channel, ChannelId(20));
    QCOMPARE(record.further, (std::vector {ChannelId(30), ChannelId(10)}));
}

void CommandLineTest::readsARecordCommand()
{
    const auto command = parseCommandLine({"record",
                                           "--api-base",
                                           "http://127.0.0.1:8080/api/v10",
                                           "--channel",
                                           "20",
                                           "--guild=10",
                                           "--exclude",
                                           "7",
                                           "--exclude=8",
                                           "--for",
                                           "20s",
                                           "--output",
                                           "out",
                                           "--format",
                                           "wav",
                                           "--bits",
                                           "24",
                                           "--json",
                                           "--continue",
                                           "left.lavalier",
                                           "--low-disk"});
    QVERIFY2(command, command ? "" : qPrintable(command.error()));
    const auto& record = std::get<RecordCommand>(*command);
    QCOMPARE(record.channel, ChannelId(20));
    QCOMPARE(record.guild, std::optional(GuildId(10)));
    QCOMPARE(record.notice, (NoticeWish {true, false}));
    QCOMPARE(record.excluded, (std::vector<UserId> {UserId(7), UserId(8)}));
    QCOMPARE(record.length, std::optional<std::chrono::milliseconds>(20s));
    QCOMPARE(record.output.folder, "out");
    QCOMPARE(record.output.format, exporter::Format::Wav24);
    QVERIFY(record.json);
    QCOMPARE(record.continued, "left.lavalier");
    QVERIFY(record.lowDisk);
    QVERIFY(record.connect.endpoints.isLoopback());
}

void CommandLineTest::readsARecoverCommand()
{
    const auto command = parseCommandLine({"recover", "left.lavalier", "--copy", "--json"});
    QVERIFY2(command, command ? "" : qPrintable(command.error()));
    QCOMPARE(std::get<RecoverCommand>(*command), (RecoverCommand {"left.lavalier", true, true}));
    QVERIFY(!parseCommandLine({"recover"}));
}

void CommandLineTest::theDemoNeedsNoChannel()
{
    const auto command
        = parseCommandLine({"record", "--demo", "--output", "out", "--format", "mp3"});
    QVERIFY(command);
    const auto& record = std::get<RecordCommand>(*command);
    QVERIFY(record.connect.demo);
    QVERIFY(!record.channel.isValid());
    QCOMPARE(record.output.format, exporter::Format::Mp3);
}

void CommandLineTest::withoutACommandTheWindowOpens()
{
    const auto plain = parseCommandLine({});
    QVERIFY(plain);
    QVERIFY(!std::get<WindowCommand>(*plain).connect.demo);
    const auto demo = parseCommandLine({"--demo"});
    QVERIFY(demo);
    QVERIFY(std::get<WindowCommand>(*demo).connect.demo);
}

void CommandLineTest::helpIsFoundByEveryUsualName()
{
    for (const char* name : {"help", "--help", "-h"}) {
        const auto command = parseCommandLine({name});
        QVERIFY2(command && std::holds_alternative<HelpCommand>(*command), name);
    }
    QVERIFY(!parseCommandLine({"help", "me"}));
}

void CommandLineTest::readsAnExportCommand()
{
    const auto command
        = parseCommandLine({"export", "call.lavalier", "--output", "out", "--speakers", "1, 2",
                            "--keep-pauses", "--quality", "best", "--format", "mp3"});
    QVERIFY2(command, command ? "" : qPrintable(command.error()));
    const auto& request = std::get<ExportCommand>(*command).output;
    QCOMPARE(request.recordingPath, "call.lavalier");
    QCOMPARE(request.speakers, (std::vector<UserId> {UserId(1), UserId(2)}));
    QVERIFY(request.keepPauses);
    QCOMPARE(request.quality, exporter::Quality::Best);
}

void CommandLineTest::takesAllThatAnExportCanBe()
{
    const auto command = parseCommandLine(
        {"export",     "a",     "--output",   "x",      "--preset", "podcast",
         "--format",   "flac",  "--bits",     "16",     "--make",   "mix",
         "--loudness", "-14",   "--channels", "stereo", "--gain",   "7=-3.5,8=2",
         "--from",     "1m30s", "--to",       "2h",     "--with",   "labels,dawproject"});
    QVERIFY2(command, command ? "" : qPrintable(command.error()));
    const auto& request = std::get<ExportCommand>(*command).output;
    QCOMPARE(request.format, exporter::Format::Flac16); // what is named wins over the preset
    QCOMPARE(request.output, exporter::Output::Mix);
    QCOMPARE(request.loudness, exporter::Loudness::Minus14);
    QCOMPARE(request.channels, exporter::Channels::Stereo);
    QCOMPARE(request.gains, (std::map<UserId, double> {{UserId(7), -3.5}, {UserId(8), 2.0}}));
    QCOMPARE(*request.from, std::chrono::microseconds(std::chrono::seconds(90)));
    QCOMPARE(*request.to, std::chrono::microseconds(std::chrono::hours(2)));
    QVERIFY(request.extras.labels && request.extras.daw && !request.extras.reaper);

    const auto plain = parseCommandLine({"export", "a", "--output", "x"});
    QVERIFY(plain);
    QCOMPARE(std::get<ExportCommand>(*plain).output.format, exporter::Format::OggOpus);
}

void CommandLineTest::theHelpNamesWhatIsTakenAndNothingElse_data()
{
    QTest::addColumn<QStringList>("arguments"); // enough for the command to be read to its end
    QTest::newRow("window") << QStringList {};
    QTest::newRow("record") << QStringList {"record", "--demo", "--output", "x"};
    QTest::newRow("export") << QStringList {"export", "a", "--output", "x"};
    QTest::newRow("inspect") << QStringList {"inspect", "a"};
    QTest::newRow("forget") << QStringList {"forget", "a", "7"};
    QTest::newRow("recover") << QStringList {"recover", "a"};
    QTest::newRow("channels") << QStringList {"channels"};
    QTest::newRow("report") << QStringList {"report"};
}

void CommandLineTest::theHelpNamesWhatIsTakenAndNothingElse()
{
    QFETCH(QStringList, arguments);
    QVERIFY(parseCommandLine(arguments));
    const QString command = QString::fromLatin1(QTest::currentDataTag());
    QMap<QString, QString> told; // options, with the values of those that have few
    for (const OptionHelp& row : optionHelp()) {
        const QStringList commands = QString(row.commands).split(u' ', Qt::SkipEmptyParts);
        if (!commands.isEmpty() && !commands.contains(command))
            continue;
        QVERIFY2(!told.contains(row.name), row.name);
        const QString values(row.value);
        told[row.name] = values.contains(u'|') ? values : QString();
    }
    QMap<QString, QString> taken;
    for (const auto& [name, values] : optionsLookedFor(arguments))
        if (name.startsWith("--"))
            taken[name] = values;
    QCOMPARE(told.keys(), taken.keys());
    QCOMPARE(told, taken);
}

void CommandLineTest::theHelpIsReadable()
{
    const QString help = helpText();
    for (const QString& name : commandNames())
        QVERIFY2(help.contains(QString("  lavalier %1 ").arg(name)), qPrintable(name));
    for (const OptionHelp& row : optionHelp())
        QVERIFY2(help.contains(QString("\n  %1").arg(row.name)), row.name);
    for (const QString& line : help.split('\n'))
        QVERIFY2(line.size() <= 90, qPrintable(line));
    // Lists with commas are told as they are taken.
    for (const OptionHelp& row : optionHelp()) {
        const QString values(row.value);
        if (!values.contains(u',') || values.contains("ID"))
            continue;
        QVERIFY2(parseCommandLine({"record", "--demo", "--output", "x", row.name, values}),
                 row.name);
        for (const QString& one : values.split(u','))
            QVERIFY2(parseCommandLine({"record", "--demo", "--output", "x", row.name, one}),
                     qPrintable(one));
    }
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
