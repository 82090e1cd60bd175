#include "sinks/recording/recording_reader.h"
#include "sinks/recording/recording_store.h"
#include "sinks/recording/recording_writer.h"
#include "sinks/recording/whereabouts.h"
#include "tests/patience.h"

#include "faulty_disk.h"
#include "frame_numbers.h"
#include "recording_support.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <sys/stat.h>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

/// One recording in several files: written after a disk failed, read as one.
class RecordingPartsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultyDisk> m_disk;
    FakeClock m_clock;
    SystemClock m_steady;

    QString at(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    static QString folder(const QString& path) { return QFileInfo(path).absolutePath(); }

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
    static void tell(RecordingFile& file, RecordingFact fact)
    {
        file.accept(HandOver {{}, {std::move(fact)}, {}});
    }
    /// 100 frames, a pause that spans the change of files, 100 frames.
    std::unique_ptr<RecordingFile> twoParts(const QString& second)
    {
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        std::unique_ptr<RecordingFile> file = *std::move(made);
        tell(*file, ConnectionOpened {m_clock.now(), ConnectionId(1), ChannelId(5), {}, {}, 1});
        tell(*file, SpeakerSeen {m_clock.now(), UserId(7), QStringLiteral("Ada")});
        speak(*file, 0, 100);
        tell(*file, EventNoted {m_clock.now(), {EventType::Pause, {}, {}}});
        if (!file->commit(m_clock.now()) || !file->continueIn(second, m_clock.now()))
            return nullptr;
        m_clock.advance(1s);
        tell(*file, EventNoted {m_clock.now(), {EventType::Resume, {}, {}}});
        speak(*file, 100, 100);
        return file;
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
        m_disk = std::make_unique<FaultyDisk>();
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup()
    {
        m_folder.reset();
        m_disk.reset();
    }

    void theNextPartIsARecordingOfItsOwn()
    {
        const auto file = twoParts(m_folder->path());
        QVERIFY(file);
        QCOMPARE(file->path(), at("call.part2.lavalier"));
        QCOMPARE(file->status().parts, 2);
        const QString head = QStringLiteral(
            "SELECT uuid, started_unix_us, guild, title, steady_us FROM recording, run");
        QCOMPARE(askOne(file->path(), head), askOne(at("call.lavalier"), head));
        QCOMPARE(askOne(file->path(), QStringLiteral("SELECT part FROM recording")),
                 QStringLiteral("2"));
        QCOMPARE(askOne(file->path(),
                        QStringLiteral("SELECT name, stream.id FROM packet JOIN "
                                       "stream ON stream.id = packet.stream JOIN "
                                       "speaker ON speaker.id = stream.speaker "
                                       "LIMIT 1")),
                 QStringLiteral("Ada|1"));
        QCOMPARE(askOne(file->path(), QStringLiteral("SELECT min(arrival_us) FROM packet")),
                 QStringLiteral("3020000")); // from the same zero
        struct stat info { };
        QCOMPARE(::stat(QFile::encodeName(file->path()).constData(), &info), 0);
        QCOMPARE(info.st_mode & 07777, mode_t {0600});
    }

    void theFirstPartNamesTheNextAtOnce()
    {
        const auto file = twoParts(at("other"));
        QVERIFY(file);
        QTRY_COMPARE(askOne(at("call.lavalier"), QStringLiteral("SELECT number, path FROM part")),
                     QStringLiteral("2|") + file->path());
        QCOMPARE(askOne(at("call.lavalier"), QStringLiteral("SELECT state FROM recording")),
                 QStringLiteral("continued"));
    }

    void theFirstPartNamesTheNextOnceItsDiskTakesIt()
    {
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QVERIFY(made);
        RecordingFile& file = **made;
        speak(file, 0, 10);
        m_disk->fail(at("call.lavalier"), FaultyDisk::Fault::Writes);
        QVERIFY(file.continueIn(at("other"), m_clock.now()));
        const auto named = [&] {
            return askOne(at("call.lavalier"), QStringLiteral("SELECT count(*) FROM part"));
        };
        QCOMPARE(named(), QStringLiteral("0"));
        m_clock.advance(1s);
        speak(file, 10, 10);
        QCOMPARE(named(), QStringLiteral("0"));
        m_disk->repair();
        m_clock.advance(1s);
        speak(file, 20, 10);
        QTRY_COMPARE(named(), QStringLiteral("1")); // nobody waits for it
    }

    void overwritesNothing()
    {
        QFile mine(at("call.part2.lavalier"));
        QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("mine") == 4);
        mine.close();
        const auto file = twoParts(m_folder->path());
        QCOMPARE(file->path(), at("call.part2 (2).lavalier"));
        end(*file, m_clock.now());
        QCOMPARE(numbersOf(at("call.lavalier")), upTo(200));
        QVERIFY(mine.open(QIODevice::ReadOnly));
        QCOMPARE(mine.readAll(), QByteArray("mine"));
    }

    void anyPartStandsForAll_data()
    {
        QTest::addColumn<QString>("second"); // folder
        QTest::addColumn<bool>("finished");
        QTest::addColumn<QString>("asked");
        for (const bool finished : {true, false}) {
            const char* end = finished ? "finished" : "left behind";
            QTest::addRow("beside, by the first, %s", end) << "." << finished << "call.lavalier";
            QTest::addRow("beside, by the second, %s", end)
                << "." << finished << "call.part2.lavalier";
            QTest::addRow("elsewhere, by the second, %s", end)
                << "other" << finished << "other/call.part2.lavalier";
        }
        QTest::addRow("elsewhere, by the first, finished") << "other" << true << "call.lavalier";
    }
    void anyPartStandsForAll()
    {
        QFETCH(QString, second);
        QFETCH(bool, finished);
        QFETCH(QString, asked);
        auto file = twoParts(QDir::cleanPath(m_folder->filePath(second)));
        QVERIFY(file);
        const SteadyTime last = m_clock.now();
        if (finished)
            end(*file, last);
        file.reset();
        const QString path = m_folder->filePath(asked);
        QCOMPARE(numbersOf(path), upTo(200));
        const auto reader = RecordingReader::open(path);
        QVERIFY(reader);
        const auto summary = (*reader)->summary();
        QVERIFY(summary);
        QCOMPARE(summary->path, path);
        QCOMPARE(summary->parts.size(), 2);
        QCOMPARE(summary->partsMissing, 0);
        QCOMPARE(summary->state == FileState::Finished, finished);
        QVERIFY(summary->endToEndEncrypted);
        QCOMPARE(summary->length, 5s);
        QCOMPARE(summary->speakers.size(), 1U);
        QCOMPARE(summary->speakers[0].frames, 200U);
        QCOMPARE(summary->speakers[0].missing, 0U);
        QCOMPARE((*reader)->length().value(), 5s);
        const auto pauses = (*reader)->pauses();
        QVERIFY(pauses);
        QCOMPARE(pauses->size(), 1U);
        QCOMPARE(pauses->front().from, 2s);
        QCOMPARE(pauses->front().to, 3s);
        QCOMPARE((*reader)->heardSpeakers().value(), std::vector<UserId> {UserId(7)});
        QCOMPARE((*reader)->skippedRows(), 0U);
    }

    void tellsThatAPartIsMissing()
    {
        auto file = twoParts(m_folder->path());
        end(*file, m_clock.now());
        file.reset();
        QVERIFY(QFile::remove(at("call.lavalier")));
        const auto reader = RecordingReader::open(at("call.part2.lavalier"));
        QVERIFY(reader);
        QCOMPARE((*reader)->summary()->partsMissing, 1);
        QCOMPARE(numbersOf(at("call.part2.lavalier")).size(), 100);
    }

    void tellsThatALaterPartIsMissing()
    {
        auto file = twoParts(m_folder->path());
        end(*file, m_clock.now());
        file.reset();
        QVERIFY(QFile::remove(at("call.part2.lavalier")));
        const auto reader = RecordingReader::open(at("call.lavalier"));
        QVERIFY(reader);
        QCOMPARE((*reader)->summary()->partsMissing, 1);
    }

    void aCopyStandsForItself()
    {
        auto file = twoParts(m_folder->path());
        end(*file, m_clock.now());
        file.reset();
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("copy")));
        for (const char* name : {"call.lavalier", "call.part2.lavalier"})
            QVERIFY(QFile::copy(at(name), m_folder->filePath(QStringLiteral("copy/%1").arg(name))));
        const QStringList copies {at("copy/call.lavalier"), at("copy/call.part2.lavalier")};
        for (const QString& copy : copies) {
            const auto reader = RecordingReader::open(copy);
            QVERIFY(reader);
            QCOMPARE((*reader)->parts(), copies); // whoever trashes it trashes nothing else
        }
    }

    void tellsOfADowngrade()
    {
        auto file = twoParts(m_folder->path());
        tell(*file, EventNoted {m_clock.now(), {EventType::Downgrade, {}, {}}});
        end(*file, m_clock.now());
        file.reset();
        const auto reader = RecordingReader::open(at("call.lavalier"));
        QVERIFY(reader);
        QVERIFY(!(*reader)->summary()->endToEndEncrypted);
    }

    void joinsNoStrangers()
    {
        auto file = twoParts(m_folder->path());
        end(*file, m_clock.now());
        file.reset();
        // Named alike, but another recording; and a second copy of the same part.
        auto other = RecordingFile::create(m_folder->path(), QStringLiteral("call.part3"),
                                           someCall(), m_clock.now(), m_clock.wallNow());
        QVERIFY(other);
        QVERIFY(QFile::copy(at("call.part2.lavalier"), at("call.part2 (2).lavalier")));
        QCOMPARE(numbersOf(at("call.lavalier")), upTo(200));
    }

    void aStrangersFileLeadsNowhereElse_data()
    {
        QTest::addColumn<QString>("claim");
        QTest::newRow("to a recording of mine") << "%1/mine/call.part2.lavalier";
        QTest::newRow("by a way around") << "%1/stranger/../mine/call.part2.lavalier";
        QTest::newRow("to another computer") << "//server/share/call.part2.lavalier";
        QTest::newRow("to what is no file") << "%1/mine/pipe.lavalier";
    }
    void aStrangersFileLeadsNowhereElse()
    {
        QFETCH(QString, claim);
        auto file = twoParts(at("mine"));
        end(*file, m_clock.now());
        file.reset();
        // The worst case: the stranger knows my recording's uuid.
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("stranger")));
        QVERIFY(QFile::copy(at("call.lavalier"), at("stranger/gift.lavalier")));
        QCOMPARE(::mkfifo(QFile::encodeName(at("mine/pipe.lavalier")).constData(), 0600), 0);
        QProcess sqlite;
        sqlite.start(
            QStringLiteral("sqlite3"),
            {at("stranger/gift.lavalier"),
             QStringLiteral("UPDATE part SET path = '%1'").arg(claim.arg(m_folder->path()))});
        QVERIFY(sqlite.waitForFinished() && sqlite.exitCode() == 0);
        const auto reader = RecordingReader::open(at("stranger/gift.lavalier"));
        QVERIFY(reader);
        QCOMPARE((*reader)->parts(), QStringList {at("stranger/gift.lavalier")});
        QCOMPARE((*reader)->summary()->partsMissing, 1);
    }

    void followsNoLinkBeside()
    {
        auto file = twoParts(at("mine"));
        end(*file, m_clock.now());
        file.reset();
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("stranger")));
        QVERIFY(QFile::copy(at("call.lavalier"), at("stranger/call.lavalier")));
        QVERIFY(QFile::link(at("mine/call.part2.lavalier"), at("stranger/call.part2.lavalier")));
        const auto reader = RecordingReader::open(at("stranger/call.lavalier"));
        QVERIFY(reader);
        QCOMPARE((*reader)->parts(), QStringList {at("stranger/call.lavalier")});
    }

    void isListedRenamedAndTrashedAsOne()
    {
        auto file = twoParts(m_folder->path());
        end(*file, m_clock.now());
        file.reset();
        const RecordingStore store(m_folder->path());
        QCOMPARE(store.list().size(), 1U);
        QCOMPARE(store.list().front().path, at("call.lavalier"));
        QVERIFY(RecordingStore::rename(at("call.part2.lavalier"), QStringLiteral("new")));
        QCOMPARE(store.list().front().title, QStringLiteral("new"));
        // Of a home where nothing was ever kept; they used to land in the current folder.
        const QString data = m_folder->filePath(QStringLiteral("home/data"));
        qputenv("XDG_DATA_HOME", QFile::encodeName(data));
        QVERIFY(RecordingStore::moveToTrash(at("call.lavalier")));
        QVERIFY(!QFile::exists(at("call.lavalier")));
        QVERIFY(!QFile::exists(at("call.part2.lavalier")));
        QCOMPARE(
            QDir(data + QStringLiteral("/Trash/files")).entryList(QDir::Files),
            QStringList({QStringLiteral("call.lavalier"), QStringLiteral("call.part2.lavalier")}));
    }

    void writesAgainWhatAFailedSyncMayHaveLost()
    {
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QVERIFY(made);
        RecordingFile& file = **made;
        speak(file, 0, 10);
        m_clock.advance(1s);
        speak(file, 10, 10); // synced
        speak(file, 20, 10); // committed, no more
        m_clock.advance(1s);
        m_disk->fail(m_folder->path(), FaultyDisk::Fault::Syncs, 1);
        HandOver last;
        last.frames.push_back(frameOf(streamOf(1, 1), UserId(7), 30, m_clock.now()));
        file.accept(std::move(last));
        QVERIFY(!file.commit(m_clock.now()));
        QCOMPARE(file.status().problem, RecordingError::SyncFailed);
        QVERIFY(file.continueIn(m_folder->path(), m_clock.now()));
        QVERIFY(file.commit(m_clock.now()));
        QCOMPARE(askOne(file.path(), QStringLiteral("SELECT count(*) FROM packet")),
                 QStringLiteral("11"));
        QCOMPARE(file.status().frames, 31U);
    }

    void aDamagedPartDoesNotCostTheOthers_data()
    {
        QTest::addColumn<QString>("damaged");
        QTest::addColumn<QString>("asked");
        for (const char* damaged : {"call.lavalier", "call.part2.lavalier"}) {
            for (const char* asked : {"call.lavalier", "call.part2.lavalier"})
                QTest::addRow("%s, by %s", damaged, asked) << damaged << asked;
        }
    }
    void aDamagedPartDoesNotCostTheOthers()
    {
        QFETCH(QString, damaged);
        QFETCH(QString, asked);
        auto file = twoParts(m_folder->path());
        end(*file, m_clock.now());
        file.reset();
        QProcess sqlite;
        sqlite.start(QStringLiteral("sqlite3"),
                     {m_folder->filePath(damaged),
                      QStringLiteral("DROP TABLE event; DROP TABLE packet; DROP TABLE stream")});
        QVERIFY(sqlite.waitForFinished() && sqlite.exitCode() == 0);
        const auto reader = RecordingReader::open(m_folder->filePath(asked));
        QVERIFY(reader);
        const auto summary = (*reader)->summary();
        QVERIFY(summary);
        QCOMPARE(summary->partsMissing, 1);
        QVERIFY((*reader)->events() && (*reader)->length());
        QCOMPARE((*reader)->heardSpeakers().value(), std::vector<UserId> {UserId(7)});
        QCOMPARE((*reader)->isStereo(UserId(7)).value(), false);
        QCOMPARE(numbersOf(m_folder->filePath(asked)).size(), 100);
    }

    void goesOnInANextPartAfterAFailedSync()
    {
        auto made = RecordingWriter::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                            m_steady);
        QVERIFY(made);
        RecordingWriter& writer = **made;
        QSignalSpy continued(&writer, &RecordingWriter::continued);
        QSignalSpy stopped(&writer, &RecordingWriter::stopped);
        int number = 0;
        const auto speak = [&] {
            const OpusFrame frame = frameOf(streamOf(1, 1), UserId(7), number++, m_steady.now());
            writer.append({&frame, 1});
            return writer.status().frames;
        };
        QTRY_VERIFY(speak() >= 20);
        m_disk->fail(m_folder->path(), FaultyDisk::Fault::Syncs, 1);
        QTRY_VERIFY((speak(), continued.count() == 1));
        QCOMPARE(continued[0][0].toString(), at("call.part2.lavalier"));
        QCOMPARE(continued[0][1].value<RecordingError>(), RecordingError::SyncFailed);
        const std::uint64_t before = writer.status().frames;
        QTRY_VERIFY(speak() >= before + 20);
        QCOMPARE(writer.status().problem, RecordingError::None);
        QCOMPARE(writer.path(), at("call.lavalier")); // which stands for both
        writer.stop();
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(stopped[0][1].toULongLong(), 0U);
        QTRY_VERIFY(writer.isClosed());
        // What was in the failed transaction may be in both, and the timeline drops such twins.
        const auto reader = RecordingReader::open(at("call.lavalier"));
        const auto marks = (*reader)->marks(UserId(7));
        const auto plan = timeline::planTrack(*marks, {}, *(*reader)->length(), {});
        QCOMPARE(plan.losses.missing, 0);
        QList<int> numbers = numbersOf(at("call.lavalier"));
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        QCOMPARE(numbers, upTo(number));
    }

    void staysInDoubtUntilThereIsANextPart()
    {
        auto made = RecordingWriter::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                            m_steady);
        QVERIFY(made);
        RecordingWriter& writer = **made;
        QSignalSpy problem(&writer, &RecordingWriter::problemRaised);
        QSignalSpy continued(&writer, &RecordingWriter::continued);
        QSignalSpy recovered(&writer, &RecordingWriter::recovered);
        QSignalSpy stopped(&writer, &RecordingWriter::stopped);
        int number = 0;
        const auto speak = [&] {
            const OpusFrame frame = frameOf(streamOf(1, 1), UserId(7), number++, m_steady.now());
            writer.append({&frame, 1});
            return writer.status().frames;
        };
        QTRY_VERIFY(speak() >= 20);
        // The log's, and the first of the file that would have taken over.
        m_disk->fail(m_folder->path(), FaultyDisk::Fault::Syncs, 2);
        QTRY_COMPARE((speak(), problem.count()), 1);
        QCOMPARE(problem[0][0].value<RecordingError>(), RecordingError::SyncFailed);
        QTRY_COMPARE((speak(), recovered.count()), 1);
        QCOMPARE(continued.count(), 1);
        QCOMPARE(continued[0][0].toString(), at("call.part2.lavalier"));
        writer.stop();
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(stopped[0][0].value<RecordingError>(), RecordingError::None);
        QCOMPARE(stopped[0][1].toULongLong(), 0U);
        QTRY_VERIFY(writer.isClosed());
        QList<int> numbers = numbersOf(at("call.lavalier"));
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        QCOMPARE(numbers, upTo(number));
    }

    /// What the file in doubt took after the failed sync is as doubtful, whatever later syncs say.
    void writesAgainWhatAPartInDoubtTook()
    {
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QVERIFY(made);
        RecordingFile& file = **made;
        m_clock.advance(1s);
        speak(file, 0, 10); // synced
        m_clock.advance(1s);
        m_disk->fail(m_folder->path(), FaultyDisk::Fault::Syncs, 1);
        HandOver more;
        more.frames.push_back(frameOf(streamOf(1, 1), UserId(7), 10, m_clock.now()));
        file.accept(std::move(more));
        QVERIFY(!file.commit(m_clock.now()));
        speak(file, 11, 10);
        QCOMPARE(file.status().problem, RecordingError::SyncFailed);
        m_clock.advance(1s);
        speak(file, 21, 10); // a sync that is called good
        QCOMPARE(file.status().problem, RecordingError::SyncFailed);
        QVERIFY(file.continueIn(m_folder->path(), m_clock.now()));
        QVERIFY(file.commit(m_clock.now()));
        QCOMPARE(file.status().problem, RecordingError::None);
        QCOMPARE(askOne(file.path(), QStringLiteral("SELECT count(*) FROM packet")),
                 QStringLiteral("21"));
        QCOMPARE(file.status().frames, 31U);
    }

    void joinsADiskThatTakesNothingMore_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<bool>("firstGone");
        QTest::addColumn<bool>("lastGone");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        const QString first = QStringLiteral("full/call.lavalier");
        const QString last = QStringLiteral("other/call.part2.lavalier");
        QTest::newRow("by the first") << first << false << false << 0 << 200;
        QTest::newRow("by the last") << last << false << false << 0 << 200;
        QTest::newRow("by the last, the first is gone") << last << true << false << 100 << 200;
        QTest::newRow("by the first, the last is gone") << first << false << true << 0 << 100;
    }
    void joinsADiskThatTakesNothingMore()
    {
        QFETCH(QString, asked);
        QFETCH(bool, firstGone);
        QFETCH(bool, lastGone);
        QFETCH(int, from);
        QFETCH(int, to);
        keepWhereaboutsIn(at("continued"));
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("full")));
        auto made = RecordingFile::create(at("full"), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QVERIFY(made);
        speak(**made, 0, 100);
        m_disk->fail(at("full"), FaultyDisk::Fault::Writes);
        QVERIFY((*made)->continueIn(at("other"), m_clock.now()));
        QVERIFY(settleWhereabouts(std::chrono::milliseconds(test::kPatience)));
        speak(**made, 100, 100);
        QVERIFY((*made)->finish(m_clock.now()));
        (*made)->buildIndex(false);
        (void)(*made)->mergeLog(); // of the second part alone
        made->reset();
        m_disk->repair();
        QCOMPARE(askOne(at("full/call.lavalier"), QStringLiteral("SELECT count(*) FROM part")),
                 QStringLiteral("0"));
        QVERIFY(!firstGone || QDir(at("full")).removeRecursively());
        QVERIFY(!lastGone || QDir(at("other")).removeRecursively());
        const auto reader = RecordingReader::open(m_folder->filePath(asked));
        const auto numbers = numbersOf(m_folder->filePath(asked));
        // A stranger's file that knows the uuid, and a list that is none, lead nowhere.
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("stranger")));
        QVERIFY(QFile::copy(m_folder->filePath(asked), at("stranger/gift.lavalier")));
        (void)QFile::copy(m_folder->filePath(asked) + QStringLiteral("-wal"),
                          at("stranger/gift.lavalier-wal")); // of what could not be merged
        const auto gift = RecordingReader::open(at("stranger/gift.lavalier"));
        const auto mode = QFile::permissions(at("continued"));
        QFile list(at("continued"));
        QVERIFY(list.open(QIODevice::WriteOnly) && list.write("[[[\n{}\n[\"\"]\n") > 0);
        list.close();
        const auto alone = RecordingReader::open(m_folder->filePath(asked));
        keepWhereaboutsIn({});

        QCOMPARE(mode & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(numbers, upTo(to).mid(from));
        QCOMPARE((*reader)->summary()->partsMissing, firstGone || lastGone ? 1 : 0);
        QCOMPARE((*gift)->parts(), QStringList {at("stranger/gift.lavalier")});
        QCOMPARE((*alone)->parts(), QStringList {m_folder->filePath(asked)});
    }

    /// What a file takes that was removed is nowhere; one that was only moved away has it.
    void writesAgainWhatAFileWithoutANameTook_data()
    {
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("back");
        QTest::newRow("removed") << QString() << false;
        QTest::newRow("renamed") << QStringLiteral("moved") << false;
        QTest::newRow("renamed and back") << QStringLiteral("moved") << true;
    }
    void writesAgainWhatAFileWithoutANameTook()
    {
        QFETCH(QString, to);
        QFETCH(bool, back);
        auto made = RecordingFile::create(at("here"), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QVERIFY(made);
        RecordingFile& file = **made;
        speak(file, 0, 100);
        m_clock.advance(1s);
        QVERIFY(file.commit(m_clock.now())); // the name is seen here last
        QDir all(m_folder->path());
        const QString moved = m_folder->filePath(to);
        QVERIFY(to.isEmpty() ? QDir(at("here")).removeRecursively()
                             : all.rename(QStringLiteral("here"), to));
        speak(file, 100, 30);
        for (int i = 0; i < 20; ++i) { // for a while nobody chooses anything
            m_clock.advance(1s);
            speak(file, 130 + i, 1);
            QCOMPARE(file.status().problem, RecordingError::FileRemoved);
        }
        if (back) {
            QVERIFY(all.rename(to, QStringLiteral("here")));
            m_clock.advance(1s);
            speak(file, 150, 10);
            QCOMPARE(file.status().problem, RecordingError::None);
            QCOMPARE(numbersOf(at("here/call.lavalier")), upTo(160));
            return;
        }
        QVERIFY(file.continueIn(at("other"), m_clock.now()));
        speak(file, 150, 10);
        QCOMPARE(file.status().problem, RecordingError::None);
        end(file, m_clock.now());
        // All of it was read from the file without a name and is beside the next part.
        for (const char* asked : {"other/call.part2.lavalier", "other/call.lavalier"})
            QCOMPARE(distinctNumbersOf(at(asked)), upTo(160));
        QCOMPARE(QFile::permissions(at("other/call.lavalier"))
                     & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE((*RecordingReader::open(at("other/call.lavalier")))->summary()->partsMissing, 0);
        QCOMPARE(QDir(at("other")).entryList(QDir::Files | QDir::Hidden).size(), 2);
        if (!to.isEmpty()) // what was moved away is as it was
            QCOMPARE(numbersOf(moved + QStringLiteral("/call.lavalier")), upTo(150));
    }

    void aStopWithoutAFileKeepsWhatMemoryHas_data()
    {
        QTest::addColumn<QString>("folder"); // none: given up
        QTest::newRow("another folder") << QStringLiteral("other");
        QTest::newRow("given up") << QString();
    }
    void aStopWithoutAFileKeepsWhatMemoryHas()
    {
        QFETCH(QString, folder);
        auto made
            = RecordingWriter::create(at("here"), QStringLiteral("call"), someCall(), m_steady);
        QVERIFY(made);
        RecordingWriter& writer = **made;
        QSignalSpy problem(&writer, &RecordingWriter::problemRaised);
        QSignalSpy stopped(&writer, &RecordingWriter::stopped);
        const auto speak = [&](int first, int count) {
            std::vector<OpusFrame> frames;
            for (int i = first; i < first + count; ++i)
                frames.push_back(frameOf(streamOf(1, 1), UserId(7), i, m_steady.now()));
            writer.append(frames);
        };
        speak(0, 100);
        QTRY_COMPARE(writer.status().frames, 100U);
        QVERIFY(QDir(at("here")).removeRecursively());
        speak(100, 100);
        QTRY_COMPARE(problem.count(), 1);
        QCOMPARE(problem[0][0].value<RecordingError>(), RecordingError::FileRemoved);
        writer.stop();
        QTest::qWait(700);
        QCOMPARE(stopped.count(), 0);
        QVERIFY(writer.status().held >= 100);
        if (folder.isEmpty())
            writer.giveUp();
        else
            writer.continueIn(m_folder->filePath(folder));
        QTRY_COMPARE(stopped.count(), 1);
        if (folder.isEmpty()) {
            QCOMPARE(stopped[0][0].value<RecordingError>(), RecordingError::FileRemoved);
            QVERIFY(stopped[0][1].toInt() >= 100 && stopped[0][1].toInt() <= 200);
            return;
        }
        QCOMPARE(stopped[0][0].value<RecordingError>(), RecordingError::None);
        QCOMPARE(stopped[0][1].toInt(), 0);
        QTRY_VERIFY(writer.isClosed());
        QCOMPARE(distinctNumbersOf(at("other/call.part2.lavalier")), upTo(200));
        QVERIFY(
            QFile::remove(at("other/call.lavalier"))); // not by the copy of the first part alone
        const QList<int> numbers = numbersOf(at("other/call.part2.lavalier"));
        QCOMPARE(numbers, upTo(200).mid(200 - static_cast<int>(numbers.size())));
        QVERIFY(numbers.size() >= 100);
    }

    /// A sync that fails again and again is told, but a crash of the program costs no more for it.
    void aFileInDoubtIsWrittenAsOften()
    {
        auto made = RecordingWriter::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                            m_steady);
        QVERIFY(made);
        RecordingWriter& writer = **made;
        QSignalSpy problem(&writer, &RecordingWriter::problemRaised);
        int number = 0;
        std::uint64_t seen = 0;
        int commits = 0;
        const auto speak = [&] {
            const OpusFrame frame = frameOf(streamOf(1, 1), UserId(7), number++, m_steady.now());
            writer.append({&frame, 1});
            const std::uint64_t frames = writer.status().frames;
            commits += frames > std::exchange(seen, frames) ? 1 : 0;
            return frames;
        };
        QTRY_VERIFY(speak() >= 20);
        m_disk->fail(m_folder->path(), FaultyDisk::Fault::Syncs);
        QTRY_VERIFY((speak(), problem.count() > 0));
        // Some 40 in two seconds; where the machine is late, in two others.
        const auto isOften = [&] {
            commits = 0;
            QElapsedTimer timer;
            timer.start();
            while (commits < 8 && timer.elapsed() < 2000) {
                speak();
                QTest::qWait(10);
            }
            return commits >= 8;
        };
        QVERIFY2(QTest::qWaitFor(isOften, test::kPatience), qPrintable(QString::number(commits)));
        m_disk->repair();
    }

    void goesOnInAnotherFolderWhileTheDiskIsFull_data()
    {
        QTest::addColumn<bool>("stopping");
        QTest::newRow("recording") << false;
        QTest::newRow("stopping") << true;
    }
    void goesOnInAnotherFolderWhileTheDiskIsFull()
    {
        QFETCH(bool, stopping);
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("full")));
        auto made
            = RecordingWriter::create(at("full"), QStringLiteral("call"), someCall(), m_steady);
        QVERIFY(made);
        RecordingWriter& writer = **made;
        QSignalSpy continued(&writer, &RecordingWriter::continued);
        QSignalSpy refused(&writer, &RecordingWriter::notContinued);
        QSignalSpy problem(&writer, &RecordingWriter::problemRaised);
        QSignalSpy recovered(&writer, &RecordingWriter::recovered);
        QSignalSpy stopped(&writer, &RecordingWriter::stopped);
        const auto speak = [&](int first, int count) {
            std::vector<OpusFrame> frames;
            for (int i = first; i < first + count; ++i)
                frames.push_back(frameOf(streamOf(1, 1), UserId(7), i, m_steady.now()));
            writer.append(frames);
        };
        speak(0, 100);
        QTRY_COMPARE(writer.status().frames, 100U);
        m_disk->fail(at("full"), FaultyDisk::Fault::Writes);
        speak(100, 100);
        QTRY_COMPARE(problem.count(), 1);
        QCOMPARE(problem[0][0].value<RecordingError>(), RecordingError::DiskFull);
        if (stopping)
            writer.stop();
        writer.continueIn(QStringLiteral("/proc/lavalier"));
        QTRY_COMPARE(refused.count(), 1);
        writer.continueIn(at("other"));
        QTRY_COMPARE(continued.count(), 1);
        QCOMPARE(continued[0][0].toString(), at("other/call.part2.lavalier"));
        QTRY_COMPARE(recovered.count(), 1);
        writer.stop();
        QTRY_COMPARE(stopped.count(), 1);
        QCOMPARE(stopped[0][0].value<RecordingError>(), RecordingError::None);
        QCOMPARE(stopped[0][1].toULongLong(), 0U);
        QTRY_VERIFY(writer.isClosed());
        m_disk->repair();
        QCOMPARE(writer.path(), at("other/call.part2.lavalier"));
        // The full disk never learnt of the second part, so somebody must say that it is the first.
        QCOMPARE(numbersOf(writer.path()).size(), 100);
        QCOMPARE(numbersOf(writer.path(), {at("full")}), upTo(200));
    }
};

QTEST_GUILESS_MAIN(RecordingPartsTest)
#include "recording_parts_test.moc"
