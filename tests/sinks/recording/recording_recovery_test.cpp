#include "sinks/recording/forget_person.h"
#include "sinks/recording/recording_edits.h"
#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/recording_recovery.h"

#include "recording_support.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <utility>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

/// Recordings that were left behind become finished ones, whole or as much as there is.
class RecordingRecoveryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;

    QString at(const char* name) const { return m_folder->filePath(QLatin1String(name)); }

    void speak(RecordingFile& file, int first, int count)
    {
        HandOver handOver;
        for (int i = first; i < first + count; ++i) {
            m_clock.advance(20ms);
            handOver.frames.push_back(frameOf(streamOf(1, 1), UserId(7), i, m_clock.now()));
        }
        file.accept(std::move(handOver));
        QVERIFY(file.commit(m_clock.now()));
    }
    /// What a killed writer leaves in folder "left": `parts` files of 1000 frames each.
    QString leave(int parts, int commits = 1)
    {
        auto made = RecordingFile::create(at("live"), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        for (int part = 0; part < parts; ++part) {
            if (part > 0 && !(*made)->continueIn(at("live"), m_clock.now()))
                return {};
            for (int commit = 0; commit < commits; ++commit)
                speak(**made, part * 1000 + commit * 1000 / commits, 1000 / commits);
        }
        QDir().mkpath(at("left"));
        for (const QFileInfo& file : QDir(at("live")).entryInfoList(QDir::Files)) {
            if (!file.fileName().endsWith(QLatin1String("-shm")))
                QFile::copy(file.filePath(), at("left/") + file.fileName());
        }
        return at("left/call.lavalier");
    }
    static QList<QByteArray> stateOf(const QString& folder)
    {
        QList<QByteArray> state;
        for (const QFileInfo& info : QDir(folder).entryInfoList(QDir::Files, QDir::Name)) {
            if (info.fileName().endsWith(QLatin1String("-shm"))
                || info.fileName().contains(QLatin1String("recovered")))
                continue;
            QFile file(info.filePath());
            if (!file.open(QIODevice::ReadOnly))
                return {};
            state << info.fileName().toUtf8()
                  << info.lastModified().toString(Qt::ISODateWithMs).toUtf8()
                  << QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256);
        }
        return state;
    }
    static void spoil(const QString& path, qint64 from, qint64 size)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(from));
        QVERIFY(file.write(QByteArray(size, '\xAA')) == size);
    }
    static qsizetype framesIn(const QString& path)
    {
        const auto reader = RecordingReader::open(path);
        if (!reader)
            return -1;
        const auto marks = (*reader)->marks(UserId(7));
        return marks ? std::ssize(*marks) : -1;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void finishesWhatIsWholeInItsPlace_data()
    {
        QTest::addColumn<int>("parts");
        QTest::newRow("one file") << 1;
        QTest::newRow("three files") << 3;
    }
    void finishesWhatIsWholeInItsPlace()
    {
        QFETCH(int, parts);
        const QString path = leave(parts);
        QCOMPARE((*RecordingReader::open(path))->summary()->state, FileState::Interrupted);
        const auto report = recover(path);
        QVERIFY(report);
        QCOMPARE(report->recording, path);
        QVERIFY(!report->copied && report->skipped.empty());
        QCOMPARE(report->packets, std::uint64_t(parts) * 1000);
        const auto summary = (*RecordingReader::open(path))->summary();
        QCOMPARE(summary->state, FileState::Finished);
        QCOMPARE(summary->speakers.front().frames, std::uint64_t(parts) * 1000);
        QCOMPARE(framesIn(path), parts * 1000);
        QVERIFY(QDir(at("left")).entryList({QStringLiteral("*-wal")}).isEmpty());
        const auto state = stateOf(at("left"));
        QCOMPARE(*recover(path), *report); // and again
        QCOMPARE(stateOf(at("left")), state);
    }

    void aDamagedLogHidesNothingBehind_data()
    {
        QTest::addColumn<int>("tenth");
        QTest::addColumn<int>("bytes");
        for (int tenth = 0; tenth < 10; ++tenth)
            QTest::addRow("a byte at %d0 %%", tenth) << tenth << 1;
        QTest::newRow("a sector") << 3 << 512;
        QTest::newRow("the first sector") << 0 << 504;
        QTest::newRow("the first page") << 0 << 4088;
        QTest::newRow("some pages") << 5 << 20'000;
    }
    /// SQLite itself stops at the damage, calls that all, and writes over the rest.
    void aDamagedLogHidesNothingBehind()
    {
        QFETCH(int, tenth);
        QFETCH(int, bytes);
        const QString path = leave(1, 100);
        const QString log = path + QStringLiteral("-wal");
        QVERIFY(!(*RecordingReader::open(path))->summary()->logDamaged);
        spoil(log, QFileInfo(log).size() * tenth / 10 + 8, bytes);
        const auto before = stateOf(at("left"));
        const qsizetype seen = framesIn(path);
        QVERIFY(seen < 1000);
        if (const auto reader = RecordingReader::open(path)) // with no log there may be no table
            QVERIFY((*reader)->summary()->logDamaged);
        // Whatever would write into it does not.
        const auto on = RecordingFile::goOn(path, m_clock.now(), m_clock.wallNow());
        QVERIFY(!on);
        QVERIFY(!EditLog::append(path, {EditKind::Title, {}, QStringLiteral("new")}));
        const auto report = recover(path);
        QVERIFY(report);
        QVERIFY(report->copied);
        QCOMPARE(stateOf(at("left")), before);
        const auto lost = 1000 - framesIn(report->recording);
        QVERIFY2(lost <= 60 + bytes / 100, qPrintable(QString::number(lost)));
        QVERIFY(framesIn(report->recording) >= seen);
        const auto isLog = [](const SkippedRows& rows) { return rows.table == u"log"; };
        QVERIFY(std::ranges::any_of(report->skipped, isLog));
        QCOMPARE(askOne(report->recording, QStringLiteral("PRAGMA integrity_check")),
                 QStringLiteral("ok"));
        QCOMPARE(askOne(report->recording,
                        QStringLiteral("SELECT count(*) - count(DISTINCT sequence) FROM packet")),
                 QStringLiteral("0"));
        QCOMPARE(QDir(at("left")).entryList({QStringLiteral(".*")}, QDir::Files | QDir::Hidden),
                 QStringList());
    }

    /// Moved into the database already, and the log not begun anew: both are read.
    void aDamagedLogThatWasMovedHidesNothing_data()
    {
        QTest::addColumn<bool>("head");
        QTest::newRow("the database is whole") << true;
        QTest::newRow("without its first page") << false; // which the log has
    }
    void aDamagedLogThatWasMovedHidesNothing()
    {
        QFETCH(bool, head);
        const QString path = leave(1, 100);
        const QString moved = at("moved.lavalier");
        QVERIFY(QFile::copy(path, moved));
        QVERIFY(QFile::copy(path + QStringLiteral("-wal"), moved + QStringLiteral("-wal")));
        // sqlite3 moves the log of a file that it was alone with.
        QVERIFY(QFile::copy(path + QStringLiteral("-wal"), at("log")));
        QCOMPARE(QProcess::execute(QStringLiteral("sqlite3"),
                                   {moved, QStringLiteral("SELECT count(*) FROM packet")}),
                 0);
        QFile::remove(moved + QStringLiteral("-wal"));
        QFile::remove(moved + QStringLiteral("-shm"));
        QVERIFY(QFile::copy(at("log"), moved + QStringLiteral("-wal")));
        spoil(moved + QStringLiteral("-wal"), QFileInfo(at("log")).size() / 2, 20'000);
        if (head)
            QVERIFY((*RecordingReader::open(moved))->summary()->logDamaged);
        else
            spoil(moved, 0, 4096);
        const auto report = recover(moved);
        QVERIFY(report && report->copied);
        QVERIFY2(framesIn(report->recording) >= (head ? 1000 : 700),
                 qPrintable(QString::number(framesIn(report->recording))));
    }

    /// Whatever the page says: of the schema, of who spoke, or of what they said.
    void onePageCostsWhatIsOnIt()
    {
        const QString whole = leave(1, 10);
        QVERIFY(recover(whole));
        const int pages = static_cast<int>(QFileInfo(whole).size() / 4096);
        QVERIFY(pages > 15);
        for (int page = 1; page <= pages; ++page) {
            const QString name = at(qPrintable(QStringLiteral("page%1.lavalier").arg(page)));
            QVERIFY(QFile::copy(whole, name));
            spoil(name, qint64(page - 1) * 4096, 4096);
            const auto report = recover(name);
            QVERIFY2(report, qPrintable(QString::number(page)));
            const auto reader = RecordingReader::open(report->recording);
            QVERIFY(reader);
            const auto summary = (*reader)->summary();
            QVERIFY(summary);
            qsizetype frames = 0;
            for (const SpeakerTally& speaker : summary->speakers)
                frames += std::ssize(*(*reader)->marks(speaker.user));
            QVERIFY2(frames >= 800, qPrintable(QStringLiteral("%1: %2").arg(page).arg(frames)));
            const auto again = recover(name);
            QVERIFY(again);
            QCOMPARE(again->recording, report->recording);
        }
        // Whoever was to be left out is not let in again without a name.
        const QString excluding = at("excluding.lavalier");
        QVERIFY(QFile::copy(whole, excluding));
        QVERIFY(EditLog::append(excluding, excludeEdit(UserId(7), true)));
        const int speakers = askOne(excluding,
                                    QStringLiteral("SELECT rootpage FROM sqlite_schema "
                                                   "WHERE name = 'speaker'"))
                                 .toInt();
        QVERIFY(speakers > 1);
        spoil(excluding, qint64(speakers - 1) * 4096, 4096);
        const auto without = recover(excluding);
        QVERIFY(without);
        const auto unnamed = (*RecordingReader::open(without->recording))->summary();
        QCOMPARE(unnamed->speakers.size(), 1U);
        QVERIFY(unnamed->speakers[0].leftOut);
        // What is none stays none.
        QFile junk(at("junk.lavalier"));
        QVERIFY(junk.open(QIODevice::WriteOnly) && junk.write(QByteArray(100'000, 'x')) > 0);
        junk.close();
        const auto none = recover(junk.fileName());
        QVERIFY(!none);
        QCOMPARE(none.error(), RecordingError::NotARecording);
        QVERIFY(QDir(m_folder->path())
                    .entryList({QStringLiteral(".*~*")}, QDir::Files | QDir::Hidden)
                    .isEmpty());
    }

    /// What a disk had refused for a minute is one commit; little comes after it.
    void aLargeCommitIsNotTakenForOneThatWasTakenBack()
    {
        auto file = RecordingFile::create(at("live"), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QVERIFY(file);
        int number = 0;
        for (const int count : {50, 50, 6000, 50})
            speak(**file, std::exchange(number, number + count), count);
        QDir().mkpath(at("left"));
        const QString path = at("left/call.lavalier");
        QVERIFY(QFile::copy(at("live/call.lavalier"), path));
        QVERIFY(QFile::copy(at("live/call.lavalier-wal"), path + QStringLiteral("-wal")));
        QFile log(path + QStringLiteral("-wal"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        constexpr qint64 kFrame = 24 + 4096;
        qint64 begin = 32, at = 32, large = 0, most = 0;
        for (; log.seek(at + 4) && at + kFrame <= log.size(); at += kFrame) {
            if (log.read(4) == QByteArray(4, '\0')) // no commit
                continue;
            if (at + kFrame - begin > most) {
                most = at + kFrame - begin;
                large = begin;
            }
            begin = at + kFrame;
        }
        QVERIFY(most > 32 * kFrame);
        spoil(log.fileName(), large + 100, 1);
        const auto report = recover(path);
        QVERIFY(report && report->copied);
        QVERIFY(framesIn(report->recording) > 6000);
    }

    void copiesWithoutTouchingTheOriginal_data() { finishesWhatIsWholeInItsPlace_data(); }
    void copiesWithoutTouchingTheOriginal()
    {
        QFETCH(int, parts);
        const QString path = leave(parts);
        const auto before = stateOf(at("left"));
        QVERIFY(!before.isEmpty());
        const auto report = recover(path, RecoverInto::Copy);
        QVERIFY(report);
        QCOMPARE(report->recording, at("left/call.recovered.lavalier"));
        QVERIFY(report->copied && report->skipped.empty());
        QCOMPARE(stateOf(at("left")), before);
        QCOMPARE(framesIn(report->recording), parts * 1000);
        const auto summary = (*RecordingReader::open(report->recording))->summary();
        QCOMPARE(summary->state, FileState::Finished);
        QCOMPARE(summary->parts.size(), 1);
        QCOMPARE(askOne(report->recording, QStringLiteral("PRAGMA integrity_check")),
                 QStringLiteral("ok"));
        struct stat info { };
        QCOMPARE(::stat(QFile::encodeName(report->recording).constData(), &info), 0);
        QCOMPARE(info.st_mode & 07777, mode_t {0600});
        QCOMPARE(*recover(path, RecoverInto::Copy), *report); // no second copy
        QCOMPARE(QDir(at("left")).entryList({QStringLiteral("*recovered*.lavalier")}).size(), 1);
    }

    void aCopyOfOneFileSaysTheSame()
    {
        const QString path = leave(1);
        const QString target = at("left/call.recovered.lavalier");
        QVERIFY(recover(path, RecoverInto::Copy));
        for (const char* table : {"packet", "event", "tally", "stream", "run"}) {
            const QString all = QStringLiteral("SELECT * FROM %1").arg(QLatin1String(table));
            QVERIFY(!ask(path, all).isEmpty());
            QCOMPARE(ask(target, all), ask(path, all));
        }
        QCOMPARE(askOne(target, QStringLiteral("PRAGMA journal_mode")), QStringLiteral("delete"));
        QCOMPARE(askOne(target, QStringLiteral("SELECT frames FROM speaker")),
                 QStringLiteral("1000"));
        QCOMPARE(askOne(target,
                        QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = "
                                       "'packet_by_stream'")),
                 QStringLiteral("1"));
    }

    void theCopyOfAPartStandsForItself()
    {
        const QString path = leave(2);
        QVERIFY(QFile::remove(at("left/call.part2.lavalier")));
        QFile::remove(at("left/call.part2.lavalier-wal"));
        QProcess sqlite; // the first part knows of the second
        sqlite.start(
            QStringLiteral("sqlite3"),
            {path, QStringLiteral("INSERT OR IGNORE INTO part VALUES (2, '/nowhere/else')")});
        QVERIFY(sqlite.waitForFinished() && sqlite.exitCode() == 0);
        const auto report = recover(path, RecoverInto::Copy);
        QVERIFY(report);
        QCOMPARE(askOne(report->recording, QStringLiteral("SELECT count(*) FROM part")),
                 QStringLiteral("0"));
        QCOMPARE(framesIn(report->recording), 1000);
    }

    void countsEverybodyRightAfterOneWasForgotten()
    {
        auto made = RecordingFile::create(at("live"), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        HandOver handOver;
        for (int i = 0; i < 60; ++i) {
            m_clock.advance(20ms);
            const std::uint32_t who = i < 10 ? 1 : i < 30 ? 2 : 3; // 10, 20 and 30 frames
            handOver.frames.push_back(
                frameOf(streamOf(1, who), UserId(1'000'000 + who), i, m_clock.now()));
        }
        (*made)->accept(std::move(handOver));
        QVERIFY((*made)->commit(m_clock.now()));
        made->reset();
        const QString path = at("live/call.lavalier");
        QVERIFY(forgetPerson(path, UserId(1'000'001)));
        QVERIFY(recover(path));
        QCOMPARE(ask(path, QStringLiteral("SELECT user, frames FROM speaker ORDER BY user")),
                 (QStringList {QStringLiteral("1000002|20"), QStringLiteral("1000003|30")}));
    }

    void theCopyKnowsWhatWasLostAndWhy()
    {
        auto made = RecordingFile::create(at("live"), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        RecordingFile& file = **made;
        for (int part = 0; part < 2; ++part) {
            if (part > 0)
                QVERIFY(file.continueIn(at("live"), m_clock.now()));
            m_clock.advance(1s);
            const OpusFrame lost = frameOf(streamOf(1, 1), UserId(7), part * 10, m_clock.now());
            HandOver handOver;
            handOver.missed.push_back(
                {{lost.stream, lost.user, lost.ssrc, lost.sequence, lost.arrival},
                 lost.sequence,
                 lost.arrival,
                 timeline::LossCause::NotWritten});
            MediaCounters counters;
            counters.datagrams = 100 + static_cast<std::uint64_t>(part) * 50;
            handOver.facts.emplace_back(CountersNoted {counters});
            file.accept(std::move(handOver));
            QVERIFY(file.commit(m_clock.now()));
            m_clock.advance(1s);
            QVERIFY(file.commit(m_clock.now()));
        }
        made->reset();
        const QString notes(79'000, u'n');
        QVERIFY(EditLog::append(at("live/call.lavalier"), notesEdit(notes)));
        const auto report = recover(at("live/call.lavalier"), RecoverInto::Copy);
        QVERIFY(report);
        QVERIFY(report->skipped.empty());
        const QString copy = report->recording;
        QCOMPARE(ask(copy, QStringLiteral("SELECT first, cause FROM missed ORDER BY id")),
                 (QStringList {QStringLiteral("65536|not written"),
                               QStringLiteral("65546|not written")}));
        QCOMPARE(
            askOne(copy, QStringLiteral("SELECT count FROM transport WHERE name = 'datagrams'")),
            QStringLiteral("50"));
        QCOMPARE(askOne(copy, QStringLiteral("SELECT length(value) FROM edit")),
                 QString::number(notesEdit(notes).value.size()));
    }

    void copiesWhatIsReadableOfADamagedOne()
    {
        const QString path = leave(1);
        // One file, so that what is spoiled is packets.
        QVERIFY(recover(path));
        const qint64 size = QFileInfo(path).size();
        spoil(path, size / 2, 8192);
        const auto before = stateOf(at("left"));
        const auto report = recover(path);
        QVERIFY(report);
        QVERIFY(report->copied);
        QCOMPARE(stateOf(at("left")), before);
        // Two pages at most three touched, some twenty packets each.
        QVERIFY2(report->packets > 900 && report->packets < 1000,
                 qPrintable(QString::number(report->packets)));
        QVERIFY(!report->skipped.empty());
        std::int64_t listed = 0;
        for (const SkippedRows& skipped : report->skipped) {
            QCOMPARE(skipped.file, QStringLiteral("call.lavalier"));
            QCOMPARE(skipped.table, QStringLiteral("packet"));
            listed += skipped.to - skipped.from + 1;
        }
        QCOMPARE(listed, 1000 - static_cast<std::int64_t>(report->packets)); // to the row
        QCOMPARE(framesIn(report->recording), static_cast<qsizetype>(report->packets));
        const qsizetype unrecovered = framesIn(path); // SQLite reads pages whole or not at all
        QVERIFY(unrecovered > 900 && unrecovered <= static_cast<qsizetype>(report->packets));
    }

    void copiesOneThatDoesNotSayWhatItIs()
    {
        const QString path = leave(1);
        QProcess sqlite;
        sqlite.start(QStringLiteral("sqlite3"), {path, QStringLiteral("DELETE FROM recording")});
        QVERIFY(sqlite.waitForFinished() && sqlite.exitCode() == 0);
        const auto report = recover(path);
        QVERIFY(report);
        QVERIFY(report->copied);
        QCOMPARE(report->skipped.size(), 1U);
        QCOMPARE(report->skipped.front().table, QStringLiteral("recording"));
        QCOMPARE(framesIn(report->recording), 1000);
        const auto summary = (*RecordingReader::open(report->recording))->summary();
        QVERIFY(summary);
        QCOMPARE(summary->state, FileState::Finished);
        QCOMPARE(summary->title, QStringLiteral("call"));
    }

    void beginsAnewAfterItWasKilled()
    {
        const QString path = leave(1);
        QFile partial(at("left/.call.recovered.lavalier~"));
        QVERIFY(partial.open(QIODevice::WriteOnly) && partial.write("half of it") > 0);
        partial.close();
        QVERIFY(recover(path, RecoverInto::Copy));
        QVERIFY(!partial.exists());
        QCOMPARE(framesIn(at("left/call.recovered.lavalier")), 1000);
    }

    void refuses()
    {
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QCOMPARE(recover(at("call.lavalier")).error(), RecordingError::BeingRecorded);
        QCOMPARE(recover(at("nothing.lavalier")).error(), RecordingError::NotFound);
        QFile other(at("other.lavalier"));
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write(QByteArray(5000, 'x')) == 5000);
        other.close();
        QCOMPARE(recover(at("other.lavalier")).error(), RecordingError::NotARecording);
    }
};

QTEST_GUILESS_MAIN(RecordingRecoveryTest)
#include "recording_recovery_test.moc"
