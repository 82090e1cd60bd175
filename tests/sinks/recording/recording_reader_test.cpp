#include "sinks/recording/recording_reader.h"

#include "recording_support.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

class RecordingReaderTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;
    std::unique_ptr<RecordingFile> m_file;

    void write(HandOver handOver)
    {
        m_file->accept(std::move(handOver));
        QVERIFY(m_file->commit(m_clock.now()));
    }
    void fill(int packets)
    {
        write({{},
               {SpeakerSeen {m_clock.now(), UserId(7), QStringLiteral("Ada")},
                SpeakerSeen {m_clock.now(), UserId(8), QStringLiteral("Bo")}},
               {}});
        for (int i = 0; i < packets; ++i) {
            m_clock.advance(20ms);
            write({{frameOf(streamOf(1, 1), UserId(7), i, m_clock.now()),
                    frameOf(streamOf(1, 2), UserId(8), 2 * i, m_clock.now(), 3)},
                   {},
                   {}});
        }
    }
    QString finished(int packets)
    {
        fill(packets);
        const QString path = m_file->path();
        if (!m_file->finish(m_clock.now()))
            return {};
        m_file->buildIndex(false);
        (void)m_file->mergeLog();
        m_file.reset();
        return path;
    }
    /// Changes a finished file in ways our writer never would.
    static bool tamper(const QString& path, const QString& sql)
    {
        QProcess sqlite;
        sqlite.start(QStringLiteral("sqlite3"),
                     {QStringLiteral("-cmd"), QStringLiteral(".timeout 5000"), path, sql});
        return sqlite.waitForFinished() && sqlite.exitCode() == 0;
    }
    static Result<std::unique_ptr<RecordingReader>, RecordingError> open(const QString& path)
    {
        return RecordingReader::open(path);
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QVERIFY(made);
        m_file = *std::move(made);
    }
    void cleanup() { m_file.reset(); }

    void tellsWhatWasWritten()
    {
        const QString path = finished(100);
        const auto reader = open(path);
        QVERIFY(reader);
        const auto summary = (*reader)->summary();
        QVERIFY(summary);
        QCOMPARE(summary->title, QStringLiteral("Folge 12: Anfänge"));
        QCOMPARE(summary->guild, someCall().guild);
        QCOMPARE(summary->channelName, QStringLiteral("Wohnzimmer"));
        QCOMPARE(summary->state, FileState::Finished);
        QCOMPARE(summary->length, 2000ms);
        QCOMPARE(summary->bytes, std::uint64_t(QFileInfo(path).size()));
        QCOMPARE(summary->started.toSecsSinceEpoch(),
                 std::chrono::floor<std::chrono::seconds>(m_clock.wallNow() - 2s)
                     .time_since_epoch()
                     .count());
        QVERIFY(!summary->endToEndEncrypted);
        QCOMPARE(summary->speakers.size(), 2U);
        QCOMPARE(summary->speakers[0],
                 (SpeakerTally {UserId(7), QStringLiteral("Ada"), 100, 0, 0, false}));
        QCOMPARE(summary->speakers[1],
                 (SpeakerTally {UserId(8), QStringLiteral("Bo"), 100, 99, 0, false}));
    }

    void theIndexGivesTheSameAsAScan_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("as it was written") << QString();
        QTest::newRow("packets that came late, and twice")
            << QStringLiteral("UPDATE packet SET sequence = 65536 + (id * 7919) % 100");
        QTest::newRow("rows that cannot be right")
            << QStringLiteral("UPDATE packet SET payload = zeroblob(0) WHERE id % 5 = 0");
        QTest::newRow("two streams of one speaker")
            << QStringLiteral("UPDATE stream SET speaker = 1");
    }
    void theIndexGivesTheSameAsAScan()
    {
        QFETCH(QString, sql);
        const QString path = finished(100);
        QVERIFY(sql.isEmpty() || tamper(path, sql));
        const auto reader = open(path);
        QVERIFY(reader);
        for (const UserId user : {UserId(7), UserId(8), UserId(9)}) {
            const auto scanned = (*reader)->marksOf({&user, 1});
            const auto indexed = (*reader)->indexedMarks(user);
            QVERIFY(scanned && indexed && *indexed);
            QVERIFY((*indexed)->marks == scanned->front().marks);
            QCOMPARE((*indexed)->stereo, scanned->front().stereo);
        }
    }

    void withoutAnIndexOfItsOwnThereIsNothingToFollow_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("none") << QStringLiteral("DROP INDEX packet_by_stream");
        QTest::newRow("on something else")
            << QStringLiteral("DROP INDEX packet_by_stream;"
                              "CREATE INDEX packet_by_stream ON event(user)");
        QTest::newRow("of some rows only")
            << QStringLiteral("DROP INDEX packet_by_stream;"
                              "CREATE INDEX packet_by_stream ON packet(stream) WHERE id < 9");
    }
    void withoutAnIndexOfItsOwnThereIsNothingToFollow()
    {
        QFETCH(QString, sql);
        const QString path = finished(100);
        QVERIFY(tamper(path, sql));
        const auto reader = open(path);
        QVERIFY(reader);
        const auto indexed = (*reader)->indexedMarks(UserId(7));
        QVERIFY(indexed && !*indexed);
        QCOMPARE((*reader)->marks(UserId(7)).value().size(), 100U);
    }

    void whileItIsWrittenThereIsNoIndex()
    {
        fill(10);
        const auto reader = open(m_file->path());
        QVERIFY(reader);
        const auto indexed = (*reader)->indexedMarks(UserId(7));
        QVERIFY(indexed && !*indexed);
    }

    void givesEveryPacketOfOneSpeaker()
    {
        const auto reader = open(finished(100));
        QVERIFY(reader);
        const auto marks = (*reader)->marks(UserId(7));
        QVERIFY(marks);
        QCOMPARE(marks->size(), 100U);
        const timeline::PacketMark& mark = (*marks)[41];
        QCOMPARE(mark.sequence, SequenceNumber(65'536 + 41));
        QCOMPARE(mark.rtp, RtpTicks(1'000'000 + 41 * 960));
        QCOMPARE(mark.arrival, std::chrono::microseconds(42 * 20'000));
        QCOMPARE(mark.duration, SampleCount(960));
        QVERIFY(!mark.silence);
        const auto payload = (*reader)->payload(mark.row);
        QVERIFY(payload);
        QCOMPARE(*payload, frameOf(streamOf(1, 1), UserId(7), 41, {}).payload);
        const std::int64_t rows[] = {(*marks)[3].row, 1'000'000, (*marks)[4].row};
        const auto several = (*reader)->payloads(rows);
        QVERIFY(several);
        QCOMPARE((*several)[0], frameOf(streamOf(1, 1), UserId(7), 3, {}).payload);
        QVERIFY((*several)[1].isEmpty());
        QVERIFY(!(*several)[2].isEmpty());
        QVERIFY((*reader)->marks(UserId(99))->empty());
        QCOMPARE((*reader)->payload(-5).error(), render::SourceError::NoSuchRow);
        QCOMPARE((*reader)->isStereo(UserId(7)).value(), false);
        QCOMPARE((*reader)->skippedRows(), 0U);
    }

    void givesMarksOfManyAsOfEach()
    {
        const auto reader = open(finished(100));
        const UserId users[] = {UserId(8), UserId(99), UserId(7)};
        const auto together = (*reader)->marksOf(users);
        QVERIFY(together);
        QCOMPARE(together->size(), 3U);
        for (std::size_t i = 0; i < std::size(users); ++i) {
            QCOMPARE((*together)[i].marks, (*reader)->marks(users[i]).value());
            QCOMPARE((*together)[i].stereo, (*reader)->isStereo(users[i]).value());
        }
    }

    void readsPagesWithoutALostOrDoubledRow()
    {
        for (int i = 0; i < 50'000;) {
            HandOver handOver;
            for (int j = 0; j < 5000; ++j, ++i)
                handOver.frames.push_back(frameOf(streamOf(1, 1), UserId(7), i, m_clock.now()));
            write(std::move(handOver));
        }
        const auto reader = open(m_file->path());
        const auto marks = (*reader)->marks(UserId(7));
        QVERIFY(marks);
        QCOMPARE(marks->size(), 50'000U);
        for (int i = 0; i < 50'000; ++i)
            QCOMPARE((*marks)[static_cast<std::size_t>(i)].sequence, SequenceNumber(65'536 + i));
    }

    void knowsSilenceAndStereo()
    {
        OpusFrame silence = frameOf(streamOf(1, 1), UserId(7), 1, m_clock.now(), 3);
        silence.payload = QByteArray::fromHex("f8fffe");
        write({{silence}, {}, {}});
        {
            const auto reader = open(m_file->path());
            QVERIFY((*reader)->marks(UserId(7))->front().silence);
            QCOMPARE((*reader)->isStereo(UserId(7)).value(), false);
        }
        OpusFrame stereo = frameOf(streamOf(1, 1), UserId(7), 2, m_clock.now());
        stereo.payload[0] = '\xFC';
        write({{stereo}, {}, {}});
        const auto reader = open(m_file->path());
        QCOMPARE((*reader)->isStereo(UserId(7)).value(), true);
    }

    void givesUpWhenItIsToldTo()
    {
        std::atomic<bool> abandoned = false;
        const auto reader = open(finished(3000));
        QVERIFY(reader);
        (*reader)->abandonWhen(&abandoned);
        QVERIFY((*reader)->marks(UserId(7)));
        QVERIFY((*reader)->heardSpeakers());
        abandoned = true;
        QVERIFY(!(*reader)->marks(UserId(7)));
        (*reader)->abandonWhen(nullptr);
        QVERIFY((*reader)->marks(UserId(7)));
    }

    void listsEventsAndPauses()
    {
        const auto at
            = [this](int seconds) { return m_clock.now() + std::chrono::seconds(seconds); };
        write({{},
               {EventNoted {at(1), {EventType::Pause, {}, {}}},
                EventNoted {at(2), {EventType::Marker, {}, QStringLiteral("hm")}},
                EventNoted {at(3), {EventType::Resume, {}, {}}},
                EventNoted {at(5), {EventType::Pause, {}, {}}}},
               {}});
        m_clock.advance(9s);
        QVERIFY(m_file->commit(m_clock.now())); // heartbeat
        const auto reader = open(m_file->path());
        const auto events = (*reader)->events();
        QVERIFY(events);
        QCOMPARE(events->size(), 4U);
        QCOMPARE((*events)[1].event,
                 (RecordingEvent {EventType::Marker, {}, QStringLiteral("hm")}));
        QCOMPARE((*events)[1].at, std::chrono::microseconds(2s));
        const auto pauses = (*reader)->pauses();
        QVERIFY(pauses);
        QCOMPARE(pauses->size(), 2U);
        QCOMPARE((*pauses)[0], (timeline::PauseSpan {1s, 3s}));
        QCOMPARE((*pauses)[1], (timeline::PauseSpan {5s, 9s}));
        QCOMPARE((*reader)->length().value(), std::chrono::microseconds(9s));
    }

    void readsAFileThatIsStillWritten()
    {
        fill(50);
        const auto reader = open(m_file->path());
        QVERIFY(reader);
        QCOMPARE((*reader)->marks(UserId(7))->size(), 50U);
        const auto summary = (*reader)->summary();
        QCOMPARE(summary->state, FileState::Recording);
        fill(50); // the reader holds nothing back
        QCOMPARE((*reader)->marks(UserId(7))->size(), 100U);
        QVERIFY(m_file->finish(m_clock.now()));
    }

    void addsUpTheSecondsOfAnUnfinishedFile()
    {
        fill(150);
        const auto reader = open(m_file->path());
        const auto summary = (*reader)->summary();
        QCOMPARE(summary->speakers[0].frames, 150U); // also those of the second that is going on
        QCOMPARE(summary->length, 3000ms);
    }

    void changesNothingByReading()
    {
        const QString path = finished(50);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        const QDateTime touched = QFileInfo(path).lastModified();
        {
            const auto reader = open(path);
            QVERIFY((*reader)->summary());
            QVERIFY((*reader)->marks(UserId(7)));
        }
        file.seek(0);
        QCOMPARE(file.readAll(), before);
        QCOMPARE(QFileInfo(path).lastModified(), touched);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
    }

    void refusesWhatIsNoRecording_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("dear diary\n").repeated(500);
        QTest::newRow("magic and nothing else") << QByteArray("SQLite format 3\0", 16);
        QTest::newRow("magic and noise")
            << QByteArray("SQLite format 3\0", 16) + QByteArray(8000, '\x99');
    }

    void refusesWhatIsNoRecording()
    {
        QFETCH(QByteArray, content);
        QFile file(m_folder->filePath(QStringLiteral("other.lavalier")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        const auto reader = open(file.fileName());
        QVERIFY(!reader);
        QCOMPARE(reader.error(), RecordingError::NotARecording);
    }

    void refusesAnotherProgramsDatabase()
    {
        const QString path = m_folder->filePath(QStringLiteral("other.lavalier"));
        QVERIFY(tamper(path, QStringLiteral("CREATE TABLE packet(id); PRAGMA user_version = 1")));
        QCOMPARE(open(path).error(), RecordingError::NotARecording);
        QCOMPARE(open(m_folder->filePath(QStringLiteral("none"))).error(),
                 RecordingError::NotFound);
        QCOMPARE(open(m_folder->path()).error(), RecordingError::NotFound);
    }

    void readsANewerSchemaAndSaysSo()
    {
        const QString path = finished(5);
        QVERIFY(
            tamper(path, QStringLiteral("PRAGMA user_version = 9; ALTER TABLE packet ADD x ANY")));
        const auto reader = open(path);
        QVERIFY(reader);
        QVERIFY((*reader)->isNewer());
        QCOMPARE((*reader)->marks(UserId(7))->size(), 5U);
    }

    void saysWhichPacketsNoDecoderTakes_data()
    {
        QTest::addColumn<QString>("payload");
        QTest::addColumn<int>("duration"); // zero: no Opus, and without a length
        QTest::newRow("empty") << "x''" << 0;
        QTest::newRow("of no frames") << "x'FB00'" << 0;
        QTest::newRow("longer than 120 ms") << "x'FB3F'" << 0;
        QTest::newRow("one past the limit") << "zeroblob(65537)" << 0;
        QTest::newRow("a length beyond the end") << "x'7AFF'" << 1920;
        QTest::newRow("two frames of unequal bytes") << "x'F9010203'" << 1920;
        QTest::newRow("a frame longer than any") << "x'F8' || zeroblob(1276)" << 960;
    }

    void saysWhichPacketsNoDecoderTakes()
    {
        QFETCH(QString, payload);
        QFETCH(int, duration);
        const QString path = finished(10);
        QVERIFY(tamper(path,
                       QStringLiteral("UPDATE packet SET payload = CAST(%1 AS BLOB) WHERE id = 3")
                           .arg(payload)));
        const auto reader = open(path);
        QVERIFY(reader);
        const auto indexed = (*reader)->indexedMarks(UserId(7));
        const auto marks = (*reader)->marks(UserId(7));
        QVERIFY(marks && indexed && *indexed);
        QCOMPARE((*indexed)->marks, *marks);
        for (const timeline::PacketMark& mark : *marks) {
            QCOMPARE(mark.decodable, mark.row != 3);
            if (mark.row != 3)
                continue;
            QCOMPARE(mark.duration, SampleCount(duration));
            QVERIFY(!mark.mayRecover);
        }
        QCOMPARE((*reader)->skippedRows(), duration == 0 ? 2U : 0U); // once by each way
    }

    void survivesHostileRows_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("marks");
        // The tables are made anew without STRICT, as a stranger could.
        const QString loose = QStringLiteral(
            "CREATE TABLE p2(id INTEGER PRIMARY KEY, stream, sequence, rtp, arrival_us, payload);"
            "INSERT INTO p2 SELECT * FROM packet; DROP TABLE packet; ALTER TABLE p2 RENAME TO "
            "packet;");
        QTest::newRow("text for numbers")
            << loose + QStringLiteral("UPDATE packet SET sequence = 'many' WHERE id = 3") << 9;
        QTest::newRow("null payload")
            << loose + QStringLiteral("UPDATE packet SET payload = NULL WHERE id = 3") << 9;
        QTest::newRow("text payload")
            << loose + QStringLiteral("UPDATE packet SET payload = 'xyz' WHERE id = 3") << 9;
        QTest::newRow("real arrival")
            << loose + QStringLiteral("UPDATE packet SET arrival_us = 1e300 WHERE id = 3") << 9;
        QTest::newRow("empty payload")
            << QStringLiteral("UPDATE packet SET payload = x'' WHERE id = 3") << 10;
        QTest::newRow("one past the limit")
            << QStringLiteral("UPDATE packet SET payload = zeroblob(65537) WHERE id = 3") << 10;
        QTest::newRow("a packet of no frames")
            << QStringLiteral("UPDATE packet SET payload = x'FB00' WHERE id = 3") << 10;
        QTest::newRow("extreme numbers") << QStringLiteral(
            "UPDATE packet SET sequence = 9223372036854775807, rtp = "
            "-9223372036854775808, arrival_us = 9223372036854775807 WHERE id = 19")
                                         << 10;
        QTest::newRow("negative and largest ids")
            << QStringLiteral("UPDATE packet SET id = 9223372036854775807 WHERE id = 19") << 10;
        QTest::newRow("a stream nobody knows")
            << QStringLiteral("UPDATE packet SET stream = 77 WHERE id = 3") << 9;
        QTest::newRow("no head") << QStringLiteral("DELETE FROM recording") << 10;
        QTest::newRow("absurd start")
            << QStringLiteral("UPDATE recording SET started_unix_us = 9223372036854775807, "
                              "utc_offset_s = -9223372036854775808")
            << 10;
        QTest::newRow("a name of megabytes")
            << QStringLiteral("UPDATE speaker SET name = hex(zeroblob(400000))") << 10;
        QTest::newRow("events from nowhere") << QStringLiteral(
            "INSERT INTO event(at_us, type) VALUES (-9223372036854775808, 'pause'),"
            "(9223372036854775807, 'resume'), (5, 'gibberish')")
                                             << 10;
        QTest::newRow("tables that are views")
            << QStringLiteral("DROP TABLE tally; CREATE VIEW tally AS SELECT 1 AS stream") << 10;
        QTest::newRow("no packet table") << QStringLiteral("DROP TABLE packet") << -1;
        QTest::newRow("a packet table without columns")
            << QStringLiteral("DROP TABLE packet; CREATE TABLE packet(x)") << -1;
    }

    void survivesHostileRows()
    {
        QFETCH(QString, sql);
        QFETCH(int, marks);
        const QString path = finished(10);
        QVERIFY(tamper(path, sql));
        const auto reader = open(path);
        QVERIFY(reader);
        (void)(*reader)->summary();
        (void)(*reader)->events();
        (void)(*reader)->pauses();
        const auto length = (*reader)->length();
        if (length)
            QVERIFY(*length >= 0us && *length <= timeline::kMaxRecording);
        const auto read = (*reader)->marks(UserId(7));
        QCOMPARE(read ? int(read->size()) : -1, marks);
        if (read) {
            for (const timeline::PacketMark& mark : *read)
                (void)(*reader)->payload(mark.row);
            // Whatever was let through, planning it must be harmless too.
            (void)timeline::planTrack(*read, {}, length ? *length : 1s, {});
        }
    }

    void yieldsWhatIsWholeOfADamagedFile()
    {
        const QString path = finished(2000); // some 500 KiB
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        file.write(QByteArray(4096 * 3, '\xEE'));
        file.close();
        const auto reader = open(path);
        QVERIFY(reader);
        const auto marks = (*reader)->marks(UserId(7));
        QVERIFY(marks);
        qInfo("%d of 2000 packets, %d skips", int(marks->size()), int((*reader)->skippedRows()));
        QVERIFY(marks->size() > 1500);
        QVERIFY((*reader)->skippedRows() > 0);
    }

    void survivesATreeThatLeadsBackToItself()
    {
        // SQLite file format, section 1.6: in every interior page of a table all children become
        // the first one, so that the same rows come again and again.
        const QString path = finished(3000);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        constexpr qsizetype kPage = 4096;
        int changed = 0;
        for (qsizetype page = kPage; page < bytes.size(); page += kPage) {
            if (bytes[page] != 0x05)
                continue;
            const auto u16 = [&](qsizetype at) {
                return qsizetype(quint8(bytes[page + at]) << 8 | quint8(bytes[page + at + 1]));
            };
            const qsizetype cells = u16(3);
            const QByteArray first = bytes.mid(page + u16(12), 4);
            for (qsizetype cell = 1; cell < cells; ++cell)
                bytes.replace(page + u16(12 + 2 * cell), 4, first);
            bytes.replace(page + 8, 4, first);
            ++changed;
        }
        QVERIFY(changed > 0);
        file.seek(0);
        file.write(bytes);
        file.close();
        const auto reader = open(path);
        QVERIFY(reader);
        (void)(*reader)->summary();
        (void)(*reader)->heardSpeakers();
        const auto marks = (*reader)->marks(UserId(7));
        QVERIFY(!marks || marks->size() <= 3000);
    }

    void survivesNoiseAnywhere()
    {
        const QString path = finished(300);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        const unsigned seed = qEnvironmentVariableIsSet("LAVALIER_TEST_SEED")
            ? qEnvironmentVariable("LAVALIER_TEST_SEED").toUInt()
            : std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 150; ++round) {
            QByteArray broken = whole;
            for (int i = 0; i < 1 + round % 40; ++i)
                broken[qsizetype(random() % size_t(broken.size()))] = char(random());
            if (round % 5 == 0)
                broken.truncate(qsizetype(random() % size_t(broken.size())));
            const QString name = m_folder->filePath(QStringLiteral("noise.lavalier"));
            QFile noise(name);
            QVERIFY(noise.open(QIODevice::WriteOnly | QIODevice::Truncate));
            noise.write(broken);
            noise.close();
            const auto reader = open(name);
            if (!reader)
                continue;
            (void)(*reader)->summary();
            (void)(*reader)->events();
            const auto marks = (*reader)->marks(UserId(7));
            if (!marks)
                continue;
            QVERIFY(marks->size() <= 700);
            for (const timeline::PacketMark& mark : *marks)
                (void)(*reader)->payload(mark.row);
        }
    }
};

QTEST_GUILESS_MAIN(RecordingReaderTest)
#include "recording_reader_test.moc"
