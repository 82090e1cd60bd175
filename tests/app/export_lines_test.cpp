#include "tests/sinks/exporter/tone_recording.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;

/// What `lavalier export` says in a terminal, by the program itself.
class ExportLinesTest : public QObject {
    Q_OBJECT

    struct Said {
        int code = -1;
        QString result;
        QString notes;
    };
    static Said exported(const QTemporaryDir& folder, int corrupt, const QStringList& more)
    {
        exporter::testing::ToneRecording tones(folder.path(), QStringLiteral("call"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 2);
        for (int i = 0; i < corrupt; ++i)
            tones.put(UserId(7), 110 + i, QByteArray::fromHex("7aff"));
        QProcess program;
        program.start(qEnvironmentVariable("LAVALIER_BIN_DIR") + QStringLiteral("/lavalier"),
                      QStringList {QStringLiteral("export"), tones.finish(4),
                                   QStringLiteral("--output"),
                                   folder.filePath(QStringLiteral("out"))}
                          + more);
        if (!program.waitForFinished(120'000))
            return {};
        return {program.exitCode(), QString::fromUtf8(program.readAllStandardOutput()),
                QString::fromUtf8(program.readAllStandardError())};
    }

private slots:
    void saysHowEachTrackLiesAndWhatItLacks_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("output");
        QTest::addColumn<int>("corrupt");
        QTest::newRow("whole, copied") << "opus"
                                       << "tracks" << 0;
        QTest::newRow("corrupt packets, copied") << "opus"
                                                 << "tracks" << 3;
        QTest::newRow("corrupt packets, decoded") << "wav"
                                                  << "tracks" << 3;
        QTest::newRow("corrupt packets, only mixed") << "wav"
                                                     << "mix" << 3;
    }

    void saysHowEachTrackLiesAndWhatItLacks()
    {
        QFETCH(const QString, format);
        QFETCH(const QString, output);
        QFETCH(const int, corrupt);
        QTemporaryDir folder;
        QStringList more {QStringLiteral("--format"), format};
        if (output == QLatin1String("mix"))
            more << QStringLiteral("--make") << QStringLiteral("mix");
        const Said said = exported(folder, corrupt, more);
        QVERIFY2(said.code == 0, qPrintable(said.notes));
        QCOMPARE(said.result.count(u'\n'), 1); // the file's name, for scripts, and nothing else
        QVERIFY2(said.notes.contains(QStringLiteral("Ada: in step within ")),
                 qPrintable(said.notes));
        QVERIFY(
            said.notes.contains(QStringLiteral("drift unknown; samples inserted 0, removed 0")));
        QCOMPARE(said.notes.contains(QStringLiteral("nothing lost")), corrupt == 0);
        QCOMPARE(said.notes.contains(QStringLiteral("Warning: 3 packets could not be decoded")),
                 corrupt == 3);
    }

    void jsonStaysTheOnlyWord()
    {
        QTemporaryDir folder;
        const Said said = exported(folder, 3, {QStringLiteral("--json")});
        QCOMPARE(said.code, 0);
        const QJsonDocument report = QJsonDocument::fromJson(said.result.toUtf8());
        QCOMPARE(report[QStringLiteral("tracks")].toArray().size(), 1);
        QVERIFY2(!said.notes.contains(QStringLiteral("Ada")), qPrintable(said.notes));
    }
};

QTEST_GUILESS_MAIN(ExportLinesTest)
#include "export_lines_test.moc"
