#include "sinks/recording/recording_writer.h"
#include "tests/patience.h"

#include "recording_support.h"

#include <QDir>
#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <limits>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

namespace {

/// No file may grow past `bytes` while this lives: the disk is full, without needing one.
class FullDisk {
public:
    explicit FullDisk(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit {bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before {};
};

mode_t modeOf(const QString& path)
{
    struct stat info { };
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : 0;
}

} // namespace

class RecordingWriterTest : public QObject {
    Q_OBJECT

    /// Of what is to be done by a time: a busy machine may spoil some of them.
    static constexpr int kTries = 5;
#ifdef LAVALIER_SANITIZED
    static constexpr int kManyRows = 10'000; // each costs several times as much
#else
    static constexpr int kManyRows = 50'000;
#endif

    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;

    std::unique_ptr<RecordingWriter> start(const QString& name = QStringLiteral("call"))
    {
        auto made = RecordingWriter::create(m_folder->path(), name, someCall(), m_clock);
        return made ? *std::move(made) : nullptr;
    }
    void append(RecordingWriter& writer, int first, int count)
    {
        std::vector<OpusFrame> frames;
        for (int i = first; i < first + count; ++i)
            frames.push_back(frameOf(streamOf(1, 1), UserId(7), i, m_clock.now()));
        writer.append(frames);
    }
    QString rows(const RecordingWriter& writer)
    {
        return askOne(writer.path(), QStringLiteral("SELECT count(*) FROM packet"));
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void putsFramesOnDiskWithinATenthOfASecond()
    {
        const auto writer = start();
        unsigned said = 0;
        // A machine that is late is given another try.
        const auto takes = [&] {
            append(*writer, static_cast<int>(said), 100);
            said += 100;
            QElapsedTimer timer;
            timer.start();
            while (writer->status().frames < said && timer.elapsed() < test::kPatience)
                QTest::qSleep(1);
            return timer.elapsed();
        };
        // From the commit before on: who has rested writes at once, whatever its pace.
        QVERIFY(QTest::qWaitFor([&] { return takes() < test::kPatience && takes() <= 100; },
                                test::kPatience));
        QCOMPARE(rows(*writer), QString::number(said));
        QCOMPARE(writer->status().frames, said);
        QCOMPARE(writer->status().held, 0U);
        QCOMPARE(writer->status().problem, RecordingError::None);
    }

    void letsOthersReadWhileItWrites()
    {
        const auto writer = start();
        int before = 0;
        for (int i = 0; i < 20; ++i) {
            append(*writer, i * 500, 500);
            const int now = rows(*writer).toInt();
            QVERIFY(now >= before);
            before = now;
        }
        QTRY_COMPARE(rows(*writer), QStringLiteral("10000"));
        QCOMPARE(askOne(writer->path(), QStringLiteral("PRAGMA integrity_check")),
                 QStringLiteral("ok"));
    }

    void takesFramesFromSeveralThreads()
    {
        const auto writer = start();
        std::vector<std::thread> callers;
        for (std::uint32_t caller = 1; caller <= 4; ++caller) {
            callers.emplace_back([&, caller] {
                for (int i = 0; i < 500; ++i) {
                    const OpusFrame frame
                        = frameOf(streamOf(caller, 1), UserId(caller), i, m_clock.now());
                    writer->append({&frame, 1});
                }
            });
        }
        for (std::thread& caller : callers)
            caller.join();
        QTRY_COMPARE(rows(*writer), QStringLiteral("2000"));
        QCOMPARE(writer->status().missing, 0U);
    }

    /// Somebody sets the clock, or the network does, again and again while people speak.
    void aWallClockThatJumpsMovesNothing()
    {
        class JumpingClock final : public Clock {
        public:
            SteadyTime now() const override { return m_real.now(); }
            WallTime wallNow() const override
            {
                m_off = m_off > 0h ? -25h : 25h;
                return m_real.wallNow() + m_off;
            }

        private:
            SystemClock m_real;
            mutable std::chrono::hours m_off {0};
        };
        const JumpingClock clock;
        auto made
            = RecordingWriter::create(m_folder->path(), QStringLiteral("call"), someCall(), clock);
        QVERIFY(made);
        RecordingWriter& writer = **made;
        constexpr int kFrames = 60;
        std::vector<SteadyTime> spoken;
        for (int i = 0; i < kFrames; ++i) {
            (void)clock.wallNow();
            spoken.push_back(clock.now());
            const OpusFrame frame = frameOf(streamOf(1, 1), UserId(7), i, spoken.back());
            writer.append({&frame, 1});
            writer.marker(QString::number(i));
            QTest::qWait(20);
        }
        writer.stop();
        QTRY_COMPARE(writer.status().state, WriterState::Stopped);
        const QStringList arrivals
            = ask(writer.path(), QStringLiteral("SELECT arrival_us FROM packet ORDER BY id"));
        const QStringList markers
            = ask(writer.path(),
                  QStringLiteral("SELECT at_us FROM event WHERE type = 'marker' ORDER BY id"));
        QCOMPARE(arrivals.size(), kFrames);
        QCOMPARE(markers.size(), kFrames);
        for (int i = 1; i < kFrames; ++i) {
            const auto apart = spoken[static_cast<std::size_t>(i)] - spoken[0];
            QCOMPARE(arrivals[i].toLongLong() - arrivals[0].toLongLong(), qint64 {apart.count()});
            QVERIFY(std::abs(markers[i].toLongLong() - arrivals[i].toLongLong()) < 1'000'000);
        }
        QCOMPARE(askOne(writer.path(), QStringLiteral("SELECT count(*) FROM run")),
                 QStringLiteral("1"));
        QVERIFY(writer.status().acknowledged < 1h);
    }

    void beatsEachSecondInSilence()
    {
        const auto writer = start();
        const auto beats = [&] {
            return ask(writer->path(),
                       QStringLiteral("SELECT at_us FROM event WHERE type = 'heartbeat' "
                                      "ORDER BY id"));
        };
        // One beat in time of all of them: any may be late with the machine, none comes too soon.
        qint64 shortest = std::numeric_limits<qint64>::max();
        const auto inTime = [&] {
            const QStringList at = beats();
            for (qsizetype i = 1; i < at.size(); ++i)
                shortest = std::min(shortest, at[i].toLongLong() - at[i - 1].toLongLong());
            return at.size() >= 3 && shortest <= 1'200'000;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(inTime(), qPrintable(QString::number(shortest)), test::kPatience);
        QVERIFY2(shortest >= 900'000, qPrintable(QString::number(shortest)));
        QVERIFY(writer->status().acknowledged >= 1900ms);
    }

    void makesPrivateFilesUnderAnyUmask_data()
    {
        QTest::addColumn<int>("mask");
        QTest::newRow("none") << 0;
        QTest::newRow("usual") << 022;
        QTest::newRow("takes the owner's own rights") << 0277;
    }

    void makesPrivateFilesUnderAnyUmask()
    {
        QFETCH(int, mask);
        const QString folder = m_folder->filePath(QStringLiteral("deep/recordings"));
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("deep"))));
        const mode_t before = ::umask(static_cast<mode_t>(mask));
        auto writer = RecordingWriter::create(folder, QStringLiteral("call"), someCall(), m_clock);
        if (writer)
            append(**writer, 0, 10);
        QTest::qWait(100);
        ::umask(before);
        QVERIFY(writer);
        QCOMPARE(modeOf(folder), mode_t(0700));
        QCOMPARE(modeOf((*writer)->path()), mode_t(0600));
        QCOMPARE(modeOf((*writer)->path() + QStringLiteral("-wal")), mode_t(0600));
        QCOMPARE(modeOf((*writer)->path() + QStringLiteral("-shm")), mode_t(0600));
    }

    void neverOverwrites()
    {
        const auto touch = [this](const QString& name) {
            QFile file(m_folder->filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write("mine") == 4;
        };
        QVERIFY(touch(QStringLiteral("call.lavalier")));
        // A dangling link would lead out of the folder, a left-over log would be replayed.
        QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("elsewhere")),
                            m_folder->filePath(QStringLiteral("call (2).lavalier"))));
        QVERIFY(touch(QStringLiteral("call (3).lavalier-wal")));
        const auto first = start();
        const auto second = start();
        QCOMPARE(QFileInfo(first->path()).fileName(), QStringLiteral("call (4).lavalier"));
        QCOMPARE(QFileInfo(second->path()).fileName(), QStringLiteral("call (5).lavalier"));
        QFile mine(m_folder->filePath(QStringLiteral("call.lavalier")));
        QVERIFY(mine.open(QIODevice::ReadOnly));
        QCOMPARE(mine.readAll(), QByteArray("mine"));
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("elsewhere"))));
    }

    void saysWhenTheFolderCannotTakeIt()
    {
        QFile file(m_folder->filePath(QStringLiteral("a file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto made = RecordingWriter::create(file.fileName() + QStringLiteral("/below"),
                                                  QStringLiteral("call"), someCall(), m_clock);
        QVERIFY(!made);
        QCOMPARE(made.error(), RecordingError::FolderNotWritable);
    }

    void leavesNothingBehindWhenTheDiskIsFullAtOnce()
    {
        const FullDisk full(0);
        const auto made = RecordingWriter::create(m_folder->path(), QStringLiteral("call"),
                                                  someCall(), m_clock);
        QVERIFY(!made);
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void namesNeverReachSql()
    {
        const auto writer = start(QStringLiteral("100% what? #1; DROP TABLE packet"));
        QVERIFY(writer);
        writer->speakerSeen(UserId(7), QStringLiteral("'); DROP TABLE packet; --"));
        append(*writer, 0, 1);
        QTRY_COMPARE(rows(*writer), QStringLiteral("1"));
        QCOMPARE(askOne(writer->path(), QStringLiteral("SELECT name FROM speaker")),
                 QStringLiteral("'); DROP TABLE packet; --"));
    }

    void finishesWithinTwoSeconds()
    {
        qint64 took = 0;
        for (int attempt = 0; attempt < kTries; ++attempt) {
            const auto writer = start();
            QSignalSpy stopped(writer.get(), &RecordingWriter::stopped);
            append(*writer, 0, kManyRows);
            QElapsedTimer timer;
            timer.start();
            writer->stop();
            QVERIFY(stopped.wait(test::kPatience));
            took = timer.elapsed();
            QCOMPARE(stopped[0][0].value<RecordingError>(), RecordingError::None);
            QCOMPARE(writer->status().state, WriterState::Stopped);
            QCOMPARE(rows(*writer), QString::number(kManyRows));
            QCOMPARE(askOne(writer->path(), QStringLiteral("SELECT state FROM recording")),
                     QStringLiteral("finished"));
            QTRY_VERIFY(!QFile::exists(writer->path() + QStringLiteral("-wal")));
            if (took < 2000)
                return;
        }
        QFAIL(qPrintable(QStringLiteral("the last took %1 ms").arg(took)));
    }

    void becomesOneFileOnceItsReadersAreGone()
    {
        const auto writer = start();
        append(*writer, 0, 1000);
        writer->stop();
        QTRY_COMPARE(writer->status().state, WriterState::Stopped);
        QProcess reader; // in the middle of a query
        reader.start(QStringLiteral("sqlite3"),
                     {QStringLiteral("-readonly"), QStringLiteral("-cmd"),
                      QStringLiteral(".timeout 30000"), writer->path()});
        reader.write("BEGIN; SELECT count(*) FROM packet;\n");
        QVERIFY(reader.waitForReadyRead(30'000));
        QTest::qWait(500);
        reader.closeWriteChannel();
        QVERIFY(reader.waitForFinished(30'000));
        QTRY_VERIFY(writer->isClosed());
        QVERIFY(!QFile::exists(writer->path() + QStringLiteral("-wal")));
        QCOMPARE(rows(*writer), QStringLiteral("1000"));
    }

    void isFinishedByItsDestructorToo()
    {
        auto writer = start();
        append(*writer, 0, 10);
        const QString path = writer->path();
        writer.reset();
        QCOMPARE(askOne(path, QStringLiteral("SELECT state FROM recording")),
                 QStringLiteral("finished"));
        QCOMPARE(askOne(path, QStringLiteral("SELECT count(*) FROM packet")), QStringLiteral("10"));
    }

    void holdsFramesWhileTheDiskIsFullAndWritesThemLater()
    {
        const auto writer = start();
        QSignalSpy problem(writer.get(), &RecordingWriter::problemRaised);
        QSignalSpy recovered(writer.get(), &RecordingWriter::recovered);
        append(*writer, 0, 100);
        QTRY_COMPARE(writer->status().frames, 100U);
        {
            const FullDisk full(256 * 1024);
            append(*writer, 100, 5000);
            QTRY_COMPARE(problem.size(), 1);
            append(*writer, 5100, 5000);
            QTest::qWait(1200);
            QCOMPARE(writer->status().frames, 100U);
            QCOMPARE(writer->status().held, 10'000U);
            QCOMPARE(writer->status().problem, RecordingError::DiskFull);
            QCOMPARE(rows(*writer), QStringLiteral("100"));
        }
        QTRY_COMPARE(recovered.size(), 1);
        QCOMPARE(rows(*writer), QStringLiteral("10100"));
        QCOMPARE(writer->status().refused, 0U);
        QCOMPARE(writer->status().missing, 0U);
        QCOMPARE(askOne(writer->path(),
                        QStringLiteral("SELECT count(DISTINCT sequence), max(id) FROM packet")),
                 QStringLiteral("10100|10100"));
        QCOMPARE(askOne(writer->path(), QStringLiteral("PRAGMA integrity_check")),
                 QStringLiteral("ok"));
    }

    void givesUpStoppingOnAFullDiskAndSaysSo()
    {
        qint64 took = 0;
        for (int attempt = 0; attempt < kTries; ++attempt) {
            const auto writer = start();
            append(*writer, 0, 100);
            QTRY_COMPARE(writer->status().frames, 100U);
            QSignalSpy stopped(writer.get(), &RecordingWriter::stopped);
            const FullDisk full(64 * 1024);
            append(*writer, 100, 5000);
            QElapsedTimer timer;
            timer.start();
            writer->setPatience(Patience::Short);
            writer->setPatience(Patience::UntilWritten); // who is in a hurry stays so
            writer->stop();
            QVERIFY(stopped.wait(test::kPatience));
            took = timer.elapsed();
            QCOMPARE(stopped[0][0].value<RecordingError>(), RecordingError::DiskFull);
            QCOMPARE(stopped[0][1].value<quint64>(), 5000U);
            QCOMPARE(writer->status().held, 5000U);
            QCOMPARE(writer->status().frames, 100U);
            QCOMPARE(rows(*writer), QStringLiteral("100"));
            if (took < 2500)
                return;
        }
        QFAIL(qPrintable(QStringLiteral("the last took %1 ms").arg(took)));
    }

    void goesOnTryingToStopUntilTheDiskTakesIt()
    {
        const SteadyTime before = m_clock.now();
        SteadyTime stopping;
        const auto writer = start();
        append(*writer, 0, 100);
        QTRY_COMPARE(writer->status().frames, 100U);
        QSignalSpy stopped(writer.get(), &RecordingWriter::stopped);
        QSignalSpy problem(writer.get(), &RecordingWriter::problemRaised);
        QSignalSpy recovered(writer.get(), &RecordingWriter::recovered);
        {
            const FullDisk full(64 * 1024);
            append(*writer, 100, 5000);
            writer->stop();
            QTRY_COMPARE(writer->status().state, WriterState::Stopping);
            stopping = m_clock.now();
            QVERIFY(!stopped.wait(3000));
            QTRY_COMPARE(problem.size(), 1);
            QCOMPARE(writer->status().state, WriterState::Stopping);
            QCOMPARE(writer->status().held, 5000U);
            QCOMPARE(writer->status().frames, 100U);
        }
        QVERIFY(stopped.wait(test::kPatience));
        QCOMPARE(stopped[0][0].value<RecordingError>(), RecordingError::None);
        QCOMPARE(stopped[0][1].value<quint64>(), 0U);
        QCOMPARE(recovered.size(), 1);
        QCOMPARE(rows(*writer), QStringLiteral("5100"));
        // The recording ends where it was stopped, not where the disk gave in.
        QVERIFY(
            askOne(writer->path(), QStringLiteral("SELECT at_us FROM event WHERE type = 'stop'"))
                .toLongLong()
            <= std::chrono::microseconds(stopping - before).count());
    }

    void givesUpStoppingWhenToldTo()
    {
        const auto writer = start();
        append(*writer, 0, 100);
        QTRY_COMPARE(writer->status().frames, 100U);
        QSignalSpy stopped(writer.get(), &RecordingWriter::stopped);
        QSignalSpy closed(writer.get(), &RecordingWriter::closed);
        const FullDisk full(64 * 1024);
        append(*writer, 100, 5000);
        writer->stop();
        QVERIFY(!stopped.wait(1000));
        writer->giveUp();
        QVERIFY(stopped.wait(test::kPatience));
        QCOMPARE(stopped[0][0].value<RecordingError>(), RecordingError::DiskFull);
        QCOMPARE(stopped[0][1].value<quint64>(), 5000U);
        QVERIFY(!closed.isEmpty()
                || closed.wait(test::kPatience)); // a full disk is not waited for again
    }

    void aRetiredWriterLivesUntilItsFileIsOne()
    {
        auto writer = start();
        const QString path = writer->path();
        const QPointer<RecordingWriter> watched = writer.get();
        append(*writer, 0, 1000);
        QTRY_COMPARE(writer->status().frames, 1000U);
        QProcess reader; // in the middle of a query
        reader.start(QStringLiteral("sqlite3"), {QStringLiteral("-readonly"), path});
        reader.write("BEGIN; SELECT count(*) FROM packet;\n");
        QVERIFY(reader.waitForReadyRead(30'000));
        QSignalSpy closed(writer.get(), &RecordingWriter::closed);
        connect(writer.get(), &RecordingWriter::stopped, writer.get(),
                [&] { RecordingWriter::retire(std::move(writer)); });
        writer->stop();
        QTRY_VERIFY(!writer);
        QTest::qWait(500);
        QVERIFY(watched);
        QVERIFY(closed.isEmpty());
        QVERIFY(QFile::exists(path + QStringLiteral("-wal")));
        reader.closeWriteChannel();
        QVERIFY(reader.waitForFinished(test::kPatience));
        QTRY_VERIFY(!watched);
        for (const char* suffix : {"-wal", "-shm"})
            QVERIFY(!QFile::exists(path + QLatin1String(suffix)));
        QCOMPARE(askOne(path,
                        QStringLiteral("SELECT name FROM sqlite_master WHERE type = 'index' "
                                       "AND name NOT LIKE 'sqlite_%'")),
                 QStringLiteral("packet_by_stream"));
    }

    void neverWritesWhoIsExcluded()
    {
        const auto writer = start();
        const auto say = [&](UserId user, int number) {
            const OpusFrame frame = frameOf(streamOf(1, static_cast<std::uint32_t>(user.value())),
                                            user, number, m_clock.now());
            writer->append({&frame, 1});
        };
        const auto written = [&](UserId user) {
            return askOne(writer->path(),
                          QStringLiteral("SELECT group_concat(sequence - 65536) FROM packet WHERE "
                                         "stream IN (SELECT stream.id FROM stream JOIN speaker ON "
                                         "speaker.id = speaker WHERE user = %1)")
                              .arg(user.value()));
        };
        writer->speakerSeen(UserId(7), QStringLiteral("Ana"));
        writer->setExcluded(UserId(7), true); // with the frames that follow, in one hand-over
        say(UserId(7), 1);
        say(UserId(8), 1);
        QTRY_COMPARE(written(UserId(8)), QStringLiteral("1"));
        say(UserId(7), 2);
        say(UserId(8), 2);
        QTRY_COMPARE(written(UserId(8)), QStringLiteral("1,2"));
        QCOMPARE(written(UserId(7)), QString());
        QCOMPARE(askOne(writer->path(),
                        QStringLiteral("SELECT name, excluded FROM speaker "
                                       "WHERE user = 7")),
                 QStringLiteral("Ana|1"));
        writer->setExcluded(UserId(7), false);
        say(UserId(7), 3);
        QTRY_COMPARE(written(UserId(7)), QStringLiteral("3"));
        writer->stop();
        QTRY_COMPARE(writer->status().state, WriterState::Stopped);
        QCOMPARE(askOne(writer->path(), QStringLiteral("SELECT frames FROM speaker ORDER BY user")),
                 QStringLiteral("1\n2"));
    }

    void noticesThatItsFileWasDeleted_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::newRow("the database") << QString();
        QTest::newRow("its log alone") << QStringLiteral("-wal");
    }
    void noticesThatItsFileWasDeleted()
    {
        QFETCH(QString, suffix);
        const auto writer = start();
        QSignalSpy problem(writer.get(), &RecordingWriter::problemRaised);
        QVERIFY(QFile::remove(writer->path() + suffix));
        QVERIFY(problem.wait(test::kPatience));
        QCOMPARE(problem[0][0].value<RecordingError>(), RecordingError::FileRemoved);
    }
};

QTEST_GUILESS_MAIN(RecordingWriterTest)
#include "recording_writer_test.moc"
