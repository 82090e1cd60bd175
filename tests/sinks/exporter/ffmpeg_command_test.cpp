#include "sinks/exporter/confined_tool.h"
#include "sinks/exporter/ffmpeg_command.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::exporter;

class FfmpegCommandTest : public QObject {
    Q_OBJECT

private slots:
    void asksForWhatWasChosen_data()
    {
        QTest::addColumn<Quality>("quality");
        QTest::addColumn<QString>("step");
        QTest::newRow("best") << Quality::Best << QStringLiteral("0");
        QTest::newRow("high") << Quality::High << QStringLiteral("2");
        QTest::newRow("small") << Quality::Small << QStringLiteral("4");
    }

    void asksForWhatWasChosen()
    {
        QFETCH(Quality, quality);
        QFETCH(QString, step);
        const QStringList arguments = mp3Arguments(2, quality, {}, QStringLiteral("/x/y.part"));
        const auto after = [&](const char* name) {
            return arguments.value(arguments.indexOf(QLatin1String(name)) + 1);
        };
        QCOMPARE(after("-q:a"), step);
        QCOMPARE(after("-ac"), QStringLiteral("2"));
        QCOMPARE(after("-i"), QStringLiteral("pipe:0"));
        QCOMPARE(after("-protocol_whitelist"), QStringLiteral("file,pipe"));
        QVERIFY(arguments.contains(QStringLiteral("-nostdin")));
        QCOMPARE(arguments.last(), QStringLiteral("file:/x/y.part"));
    }

    void keepsNamesWithinTheirArgument()
    {
        const TrackTags tags {QStringLiteral("-i\n/etc/passwd"),
                              QString(5000, QLatin1Char('a')),
                              QStringLiteral("a=b; rm -rf \"$HOME\""),
                              3,
                              12,
                              {}};
        const QStringList arguments
            = mp3Arguments(1, Quality::High, tags, QStringLiteral("http://x"));
        QVERIFY(arguments.contains(QStringLiteral("title=-i/etc/passwd")));
        QVERIFY(arguments.contains(QStringLiteral("album=a=b; rm -rf \"$HOME\"")));
        QVERIFY(arguments.contains(QStringLiteral("track=3/12")));
        QVERIFY(arguments.contains(QStringLiteral("artist=") + QString(200, QLatin1Char('a'))));
        QCOMPARE(arguments.count(QStringLiteral("-i")), 1);
        QCOMPARE(arguments.last(), QStringLiteral("file:http://x"));
    }

    void reachesOnlyWhatTheArgumentsName_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("reads");
        QTest::addColumn<QStringList>("writes");
        QTest::newRow("from a pipe") << mp3Arguments(2, Quality::High, {}, "/x/y.part")
                                     << QStringList() << QStringList {"/x"};
        QTest::newRow("from two files")
            << QStringList {"-i", "file:/a/1.wav", "-i", "file:/b/2.wav", "file:/c/mix.mka"}
            << QStringList {"/a/1.wav", "/b/2.wav"} << QStringList {"/c"};
        QTest::newRow("a look at a file")
            << probeArguments("/x/y.mp3", "mp3") << QStringList {"/x/y.mp3"} << QStringList();
        QTest::newRow("a name with a scheme in it")
            << mp3Arguments(1, Quality::High, {"file:/etc", {}, {}, 1, 1, {}}, "/x/file:y")
            << QStringList() << QStringList {"/x"};
    }

    void reachesOnlyWhatTheArgumentsName()
    {
        QFETCH(QStringList, arguments);
        const auto access = accessOf("ffmpeg", arguments);
        const auto listed = [](const std::vector<std::string>& paths) {
            QStringList list;
            for (const std::string& path : paths)
                list.append(QString::fromStdString(path));
            return list;
        };
        QTEST(listed(access.reads), "reads");
        QTEST(listed(access.writes), "writes");
    }

    void readsTheProbe()
    {
        const auto probed = readProbe(R"({"programs": [], "streams": [
            {"sample_rate": "48000", "channels": 2, "duration": "12.024000"}]})");
        QVERIFY(probed);
        QCOMPARE(probed->seconds, 12.024);
        QCOMPARE(probed->channels, 2);
        QCOMPARE(probed->sampleRate, 48'000);
        for (const char* bad : {"", "[]", "{}", R"({"streams": []})", R"({"streams": [{}]})",
                                R"({"streams": [{"duration": "N/A"}]})"})
            QVERIFY(!readProbe(bad));
    }

    void readsHowFarItIs_data()
    {
        QTest::addColumn<QByteArray>("told");
        QTest::addColumn<qint64>("samples"); // -1: nothing
        const auto row = [](const char* name, const char* told, qint64 samples) {
            QTest::newRow(name) << QByteArray(told) << samples;
        };
        row("nothing", "", -1);
        row("the last of two", "out_time_us=1000000\nx=1\nout_time_us=2000000\n", 96'000);
        row("cut within a line", "out_time_us=1000000\nout_time_us=20", -1);
        row("not known yet", "out_time_us=N/A\n", -1);
        row("before the beginning", "out_time_us=-5\n", -1);
        row("the end of time", "out_time_us=9223372036854775807\n", -1);
    }
    void readsHowFarItIs()
    {
        QFETCH(QByteArray, told);
        QFETCH(qint64, samples);
        const auto place = encodedSoFar(told);
        QCOMPARE(place ? place->value() : -1, samples);
    }

    void keepsTheLastWordsOfATool()
    {
        QByteArray output;
        for (int i = 0; i < 1000; ++i)
            output += "line " + QByteArray::number(i) + "\n\n";
        output += "\x1b[31mdone\x07\r\n" + QByteArray(10'000, 'x');
        const QString kept = lastLines(output);
        QVERIFY(kept.contains(QStringLiteral("line 999")));
        QVERIFY(!kept.contains(QStringLiteral("line 900\n")));
        QVERIFY(kept.contains(QStringLiteral("[31mdone")));
        QVERIFY(kept.size() < 12 * 301);
        QVERIFY(!kept.contains(QChar(0x1b)));
    }
};

QTEST_GUILESS_MAIN(FfmpegCommandTest)
#include "ffmpeg_command_test.moc"
