#include "sinks/recording/left_behind.h"
#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_reader.h"

#include "recording_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

/// A recording that a crash left behind is gone on with, in the same file.
class RecordingGoingOnTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;
    int m_crashes = 0;

    QString at(const QString& name) const { return m_folder->filePath(name); }

    void speak(RecordingFile& file, std::uint32_t stream, UserId user, int first, int count)
    {
        HandOver handOver;
        for (int i = first; i < first + count; ++i) {
            m_clock.advance(20ms);
            handOver.frames.push_back(frameOf(streamOf(1, stream), user, i, m_clock.now()));
        }
        file.accept(std::move(handOver));
        QVERIFY(file.commit(m_clock.now()));
    }
    void tell(RecordingFile& file, RecordingFact fact)
    {
        file.accept(HandOver {{}, {std::move(fact)}, {}});
        QVERIFY(file.commit(m_clock.now()));
    }
    /// What a killed writer leaves: the files as they are, and nobody who holds them.
    QString crash(const QStringList& names)
    {
        const QString folder = at(QStringLiteral("crash %1").arg(++m_crashes));
        QDir().mkpath(folder);
        for (const QString& name : names) {
            for (const char* suffix : {"", "-wal"})
                QFile::copy(at(name) + QLatin1String(suffix),
                            folder + u'/' + QFileInfo(name).fileName() + QLatin1String(suffix));
        }
        return folder + u'/' + QFileInfo(names.front()).fileName();
    }
    std::unique_ptr<RecordingFile> make()
    {
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        return *std::move(made);
    }
    std::unique_ptr<RecordingFile> goOn(const QString& path)
    {
        auto made = RecordingFile::goOn(path, m_clock.now(), m_clock.wallNow());
        return made ? *std::move(made) : nullptr;
    }
    static void end(RecordingFile& file, SteadyTime now)
    {
        QVERIFY(file.finish(now));
        std::atomic<bool> never = false;
        file.buildIndex(never);
        QVERIFY(file.mergeLog());
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_clock.restart();
    }

    void keepsFileZeroAndSpeakers()
    {
        auto first = make();
        tell(*first, SpeakerSeen {m_clock.now(), UserId(7), QStringLiteral("Ada")});
        speak(*first, 1, UserId(7), 0, 100);
        tell(*first, SpeakerExcluded {UserId(9), true});
        const QString path = crash({QStringLiteral("call.lavalier")});
        m_clock.advance(30s);
        auto second = goOn(path);
        QVERIFY(second);
        QCOMPARE(second->path(), path);
        // Held for its name while nothing was recorded.
        second->accept(
            HandOver {{frameOf(streamOf(1, 1), UserId(8), 99, second->begun() - 1us)}, {}, {}});
        QCOMPARE(second->status().early, 1U);
        // The new call counts its connections and streams from one again.
        speak(*second, 1, UserId(8), 0, 50);
        speak(*second, 2, UserId(7), 0, 50);
        speak(*second, 3, UserId(9), 0, 50); // still excluded
        end(*second, m_clock.now());
        second.reset();

        const auto sql = [&](const char* query) { return askOne(path, QLatin1String(query)); };
        QCOMPARE(sql("SELECT group_concat(id || ':' || offset_us, ' ') FROM run"),
                 QStringLiteral("1:0 2:32000000"));
        QCOMPARE(sql("SELECT group_concat(id || ' of ' || run, ', ') FROM connection"),
                 QStringLiteral("1 of 1, 2 of 2"));
        QCOMPARE(sql("SELECT group_concat(id || ':' || user, ' ') FROM (SELECT * FROM speaker "
                     "ORDER BY id)"),
                 QStringLiteral("1:7 2:9 3:8"));
        QCOMPARE(sql("SELECT count(DISTINCT stream) FROM packet"), QStringLiteral("3"));
        QCOMPARE(sql("SELECT min(arrival_us) FROM packet JOIN stream ON stream.id = packet.stream "
                     "WHERE connection = 2"),
                 QStringLiteral("32020000"));
        QCOMPARE(sql("SELECT group_concat(text, '; ') FROM event WHERE type = 'gap'"),
                 QStringLiteral("program: the recording was interrupted; "
                                "program: back after 30000 ms"));
        QCOMPARE(sql("PRAGMA integrity_check"), QStringLiteral("ok"));
        QCOMPARE(sql("SELECT frames FROM speaker WHERE user = 7"), QStringLiteral("150"));
        const auto reader = RecordingReader::open(path);
        const auto summary = (*reader)->summary();
        QCOMPARE(summary->state, FileState::Finished);
        QCOMPARE(summary->length, 35s);
        QCOMPARE(summary->speakers.front().name, QStringLiteral("Ada"));
    }

    void knowsWhenItIs_data()
    {
        QTest::addColumn<bool>("sameBoot");
        QTest::addColumn<qint64>("steadyMs"); // the clocks' steps since the recording's zero
        QTest::addColumn<qint64>("wallMs");
        QTest::addColumn<qint64>("expectedMs");
        QTest::newRow("a minute later")
            << true << qint64(60'000) << qint64(60'000) << qint64(60'000);
        QTest::newRow("the wall clock was set back")
            << true << qint64(60'000) << qint64(-3'600'000) << qint64(60'000);
        QTest::newRow("the computer was started anew")
            << false << qint64(-9'000'000) << qint64(300'000) << qint64(300'000);
        QTest::newRow("started anew, the wall clock is behind the end")
            << false << qint64(0) << qint64(5'000) << qint64(10'000);
        QTest::newRow("started anew, the wall clock is years ahead")
            << false << qint64(0) << qint64(100'000'000'000) << qint64(10'000);
    }
    void knowsWhenItIs()
    {
        QFETCH(bool, sameBoot);
        QFETCH(qint64, steadyMs);
        QFETCH(qint64, wallMs);
        QFETCH(qint64, expectedMs);
        const SteadyTime zero(10h);
        LeftBehind left;
        left.wall = WallTime(1'795'000'000s);
        left.length = 10s;
        left.runs = {{1, QStringLiteral("boot"), zero.time_since_epoch().count(), 0, 0}};
        const SteadyTime now = zero + std::chrono::milliseconds(steadyMs);
        const auto found = left.zero(sameBoot ? QStringLiteral("boot") : QStringLiteral("other"),
                                     now, left.wall + std::chrono::milliseconds(wallMs));
        QCOMPARE(now - found, std::chrono::milliseconds(expectedMs));
    }

    void endsAPauseThatItWasLeftIn()
    {
        auto first = make();
        speak(*first, 1, UserId(7), 0, 50);
        tell(*first, EventNoted {m_clock.now(), {EventType::Pause, {}, {}}});
        const QString path = crash({QStringLiteral("call.lavalier")});
        m_clock.advance(9s);
        auto second = goOn(path);
        QVERIFY(second);
        speak(*second, 1, UserId(7), 0, 50);
        QCOMPARE(second->status().acknowledged, 2s);
        end(*second, m_clock.now());
        const auto reader = RecordingReader::open(path);
        const auto pauses = (*reader)->pauses();
        QCOMPARE(pauses->size(), 1U);
        QCOMPARE(pauses->front().to - pauses->front().from, 9s);
    }

    void goesOnInTheLastPart()
    {
        auto first = make();
        speak(*first, 1, UserId(7), 0, 50);
        QVERIFY(first->continueIn(m_folder->path(), m_clock.now()));
        speak(*first, 1, UserId(7), 50, 50);
        const QString path
            = crash({QStringLiteral("call.lavalier"), QStringLiteral("call.part2.lavalier")});
        auto second = goOn(path);
        QVERIFY(second);
        QVERIFY(second->path().endsWith(QLatin1String("call.part2.lavalier")));
        QCOMPARE(second->status().parts, 2);
        speak(*second, 1, UserId(7), 0, 50);
        QVERIFY(second->continueIn(QFileInfo(path).absolutePath(), m_clock.now()));
        speak(*second, 1, UserId(7), 50, 50);
        QVERIFY(second->path().endsWith(QLatin1String("call.part3.lavalier")));
        end(*second, m_clock.now());
        second.reset();
        const auto reader = RecordingReader::open(path);
        const auto summary = (*reader)->summary();
        QCOMPARE(summary->parts.size(), 3);
        QCOMPARE(summary->partsMissing, 0);
        QCOMPARE(summary->state, FileState::Finished);
        QCOMPARE((*reader)->marks(UserId(7))->size(), 200U);
    }

    void survivesBeingKilledAgainAndAgain()
    {
        auto file = make();
        speak(*file, 1, UserId(7), 0, 10);
        QString path = crash({QStringLiteral("call.lavalier")});
        for (int i = 0; i < 5; ++i) {
            m_clock.advance(1s);
            file = goOn(path);
            QVERIFY(file);
            speak(*file, 1, UserId(7), 0, 10);
            path = crash({QDir(m_folder->path()).relativeFilePath(path)});
        }
        const auto reader = RecordingReader::open(path);
        QCOMPARE((*reader)->marks(UserId(7))->size(), 60U);
        QCOMPARE(askOne(path, QStringLiteral("SELECT count(*) FROM run")), QStringLiteral("6"));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("error");
        const auto row = [](const char* name, const char* sql, RecordingError error) {
            QTest::newRow(name) << QString::fromLatin1(sql) << int(error);
        };
        row("what ended as it should", "UPDATE recording SET state = 'finished'",
            RecordingError::Finished);
        row("a later version's", "PRAGMA user_version = 99", RecordingError::NewerSchema);
        row("what has no beginning", "DELETE FROM run", RecordingError::Damaged);
        row("speakers out of place", "UPDATE speaker SET id = 50", RecordingError::Damaged);
        row("another program's", "PRAGMA application_id = 1", RecordingError::NotARecording);
    }
    void refuses()
    {
        QFETCH(QString, sql);
        QFETCH(int, error);
        auto file = make();
        speak(*file, 1, UserId(7), 0, 10);
        const QString path = crash({QStringLiteral("call.lavalier")});
        file.reset();
        QProcess sqlite;
        sqlite.start(QStringLiteral("sqlite3"), {path, sql});
        QVERIFY(sqlite.waitForFinished() && sqlite.exitCode() == 0);
        const auto made = RecordingFile::goOn(path, m_clock.now(), m_clock.wallNow());
        QVERIFY(!made);
        QCOMPARE(int(made.error()), error);
    }

    void leavesARunningRecordingAlone()
    {
        auto file = make();
        speak(*file, 1, UserId(7), 0, 10);
        const auto made = RecordingFile::goOn(file->path(), m_clock.now(), m_clock.wallNow());
        QVERIFY(!made);
        QCOMPARE(made.error(), RecordingError::BeingRecorded);
        speak(*file, 1, UserId(7), 10, 10);
    }

    void aSleepIsARunOfItsOwn()
    {
        auto file = make();
        speak(*file, 1, UserId(7), 0, 50);
        m_clock.advance(1h);
        file->wokeUp(m_clock.now(), m_clock.wallNow(), 1h);
        speak(*file, 2, UserId(7), 50, 50);
        QCOMPARE(askOne(file->path(), QStringLiteral("SELECT offset_us FROM run WHERE id = 2")),
                 QStringLiteral("3601000000"));
        QCOMPARE(askOne(file->path(), QStringLiteral("SELECT text FROM event WHERE type = 'gap'")),
                 QStringLiteral("computer: slept for 3600000 ms"));
    }
};

QTEST_GUILESS_MAIN(RecordingGoingOnTest)
#include "recording_going_on_test.moc"
