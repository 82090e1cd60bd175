#include "sinks/recording/part_reader.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/recording_writer.h"
#include "sinks/recording/writer_lock.h"
#include "tests/patience.h"

#include "faulty_disk.h"
#include "recording_support.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

/// The log of a recording that is being written: its syncs, its move into the database, its lock.
class RecordingLogTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultyDisk> m_disk;
    FakeClock m_clock;
    SystemClock m_steady;
    int m_number = 0;

    QString at(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    std::unique_ptr<RecordingFile> make()
    {
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        return made ? *std::move(made) : nullptr;
    }
    /// So many commits of large frames.
    Result<void, RecordingError> fill(RecordingFile& file, int commits)
    {
        for (int i = 0; i < commits; ++i) {
            HandOver handOver;
            for (int j = 0; j < 20; ++j)
                handOver.frames.push_back(
                    frameOf(streamOf(1, 1), UserId(7), m_number++, m_clock.now(), 1200));
            m_clock.advance(50ms);
            file.accept(std::move(handOver));
            if (const auto done = file.commit(m_clock.now()); !done)
                return done;
        }
        return {};
    }
    int rows(const QString& path)
    {
        return askOne(path, QStringLiteral("SELECT count(*) FROM packet")).toInt();
    }

private slots:
    void init()
    {
        m_disk = std::make_unique<FaultyDisk>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_number = 0;
    }
    void cleanup()
    {
        m_folder.reset();
        m_disk.reset();
    }

    void staysSmallHoweverLongTheCall()
    {
        const auto file = make();
        QVERIFY(fill(*file, 1200)); // 28 MB
        QVERIFY(QFileInfo(at("call.lavalier-wal")).size() < 20'000'000);
        QVERIFY(QFileInfo(at("call.lavalier")).size() > 20'000'000);
        QCOMPARE(rows(at("call.lavalier")), m_number);
    }

    void growsWhileAReaderNeedsItAndShrinksAfterwards()
    {
        const auto file = make();
        QVERIFY(fill(*file, 100));
        QProcess reader; // in the middle of a query
        reader.start(QStringLiteral("sqlite3"), {QStringLiteral("-readonly"), at("call.lavalier")});
        reader.write("BEGIN; SELECT count(*) FROM packet;\n");
        QVERIFY(reader.waitForReadyRead(30'000));
        QVERIFY(fill(*file, 1000));
        const qint64 grown = QFileInfo(at("call.lavalier-wal")).size();
        QVERIFY(grown > 22'000'000);
        reader.closeWriteChannel();
        QVERIFY(reader.waitForFinished(30'000));
        QVERIFY(fill(*file, 1000));
        QVERIFY(QFileInfo(at("call.lavalier-wal")).size() < grown + 10'000'000); // used anew
        QCOMPARE(rows(at("call.lavalier")), m_number);
    }

    void aSyncThatFailsWhileTheLogMovesIsSeen()
    {
        const auto file = make();
        QVERIFY(fill(*file, 100));
        m_disk->fail(at("call.lavalier"), FaultyDisk::Fault::DatabaseSyncs);
        const auto failed = fill(*file, 1000);
        QVERIFY(!failed);
        QCOMPARE(failed.error(), RecordingError::SyncFailed);
        QVERIFY(file->continueIn(m_folder->path(), m_clock.now()));
        QVERIFY(fill(*file, 10));
        m_disk->repair();
        // The database may be anything now, and the log with its checksums is not given up for it.
        QVERIFY(file->finish(m_clock.now()));
        std::atomic<bool> never = false;
        file->buildIndex(never);
        QVERIFY(file->mergeLog());
        QVERIFY(QFileInfo(at("call.lavalier-wal")).size() > 10'000'000);
        QVERIFY(!QFile::exists(at("call.part2.lavalier-wal")));
    }

    /// The commit's frames are whole, and were taken back.
    void whatAFailedSyncTookBackIsNoDamage()
    {
        auto file = make();
        QVERIFY(fill(*file, 10));
        m_disk->fail(at("call.lavalier"), FaultyDisk::Fault::Syncs);
        HandOver more;
        for (int i = 0; i < 60; ++i)
            more.frames.push_back(
                frameOf(streamOf(1, 1), UserId(7), m_number++, m_clock.now(), 1200));
        file->accept(std::move(more));
        const SteadyTime end = m_clock.now();
        for (int i = 0; i < 5; ++i)
            QVERIFY(!file->finish(end));
        QVERIFY(file->continueIn(m_folder->path(), end));
        m_disk->repair();
        QVERIFY(file->finish(end));
        std::atomic<bool> never = false;
        file->buildIndex(never);
        QVERIFY(file->mergeLog());
        file.reset();
        QVERIFY(QFile::exists(at("call.lavalier-wal")));
        const auto summary = (*RecordingReader::open(at("call.lavalier")))->summary();
        QCOMPARE(summary->parts.size(), 2);
        QVERIFY(!summary->logDamaged);
    }

    void aSlowSyncHoldsUpNoCommit()
    {
        auto made = RecordingWriter::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                            m_steady);
        QVERIFY(made);
        RecordingWriter& writer = **made;
        m_disk->fail(at("call.lavalier"), FaultyDisk::Fault::SlowSyncs);
        // Asked again and again over several syncs: how old is the oldest frame that is not yet
        // committed. A sync within a commit would make that 400 ms and more.
        std::vector<std::chrono::microseconds> ages;
        std::vector<SteadyTime> handedOver;
        const SteadyTime end = m_steady.now() + 4s;
        while (m_steady.now() < end) {
            const OpusFrame frame = frameOf(streamOf(1, 1), UserId(7), m_number++, m_steady.now());
            handedOver.push_back(frame.arrival);
            writer.append({&frame, 1});
            std::this_thread::sleep_for(5ms);
            const std::size_t committed = writer.status().frames;
            if (committed < handedOver.size())
                ages.push_back(m_steady.now() - handedOver[committed]);
        }
        std::ranges::sort(ages);
        const auto late = ages[ages.size() * 95 / 100];
        qInfo("95 %% of the time the oldest frame in memory is younger than %lld ms",
              static_cast<long long>(late.count() / 1000));
        QVERIFY(late < 300ms);
    }

    void tellsARunningRecordingFromOneLeftBehind()
    {
        auto file = make();
        QVERIFY(isBeingWritten(at("call.lavalier"))); // also by ourselves
        QVERIFY(!WriterLock::take(at("call.lavalier")));
        QVERIFY(fill(*file, 1));
        QCOMPARE((*RecordingReader::open(at("call.lavalier")))->summary()->state,
                 FileState::Recording);
        // The crash: a copy of what is on the disk, with a log a moment old and nobody behind it.
        for (const char* suffix : {"", "-wal"})
            QVERIFY(QFile::copy(at("call.lavalier") + QLatin1String(suffix),
                                at("left.lavalier") + QLatin1String(suffix)));
        QVERIFY(!isBeingWritten(at("left.lavalier")));
        QCOMPARE((*RecordingReader::open(at("left.lavalier")))->summary()->state,
                 FileState::Interrupted);
        QVERIFY(isBeingWritten(at("call.lavalier"))); // after all that looking
        file.reset();
        QVERIFY(!isBeingWritten(at("call.lavalier")));
    }
};

QTEST_GUILESS_MAIN(RecordingLogTest)
#include "recording_log_test.moc"
