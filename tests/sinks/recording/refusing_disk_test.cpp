#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_reader.h"
#include "tests/patience.h"

#include "faulty_disk.h"
#include "frame_numbers.h"
#include "recording_support.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// Not every compiler comes with the header of its own sanitizers' allocator.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

using Fault = FaultyDisk::Fault;

namespace {

std::size_t bytesInUse()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return ::__sanitizer_get_current_allocated_bytes();
#elif defined(__GLIBC__)
    const auto all = ::mallinfo2();
    return all.uordblks + all.hblkhd; // large vectors are blocks of their own
#else
    return 0;
#endif
}

} // namespace

/// A disk that refuses for longer than anybody would wait: what is held stays small, what cannot be
/// held is counted, and the rest is written when it takes it again.
class RefusingDiskTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultyDisk> m_disk;
    FakeClock m_clock;
    std::unique_ptr<RecordingExchange> m_exchange;
    std::unique_ptr<RecordingFile> m_file;

    bool commit()
    {
        m_file->accept(m_exchange->take());
        const bool done = bool(m_file->commit(m_clock.now()));
        if (done)
            m_exchange->settle();
        return done;
    }
    void speakLoudly(int first, int count)
    {
        for (int i = first; i < first + count; ++i)
            m_exchange->push(
                std::vector {frameOf(streamOf(1, 1), UserId(7), i, m_clock.now(), 1275)});
    }
    QString tell(const char* sql) { return askOne(m_file->path(), QLatin1String(sql)); }

private slots:
    void init()
    {
        m_disk = std::make_unique<FaultyDisk>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_exchange = std::make_unique<RecordingExchange>();
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow());
        QVERIFY(made);
        m_file = *std::move(made);
    }
    void cleanup()
    {
        m_disk->repair();
        m_file.reset();
        m_folder.reset();
        m_disk.reset();
    }

    void staysSmallForHours_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("full") << int(Fault::Writes);
        QTest::newRow("over quota") << int(Fault::Quota);
    }
    void staysSmallForHours()
    {
        QFETCH(int, fault);
        constexpr int kHours = 3;
        constexpr int kSpeakers = 5;
        m_disk->fail(m_folder->path(), Fault(fault));
        std::size_t afterAnHour = 0;
        int markers = 0;
        int gaps = 0;
        std::uint64_t heard = 0;
        for (int second = 0; second < kHours * 3600; ++second) {
            MediaCounters counters;
            for (std::uint32_t who = 1; who <= kSpeakers; ++who) {
                const StreamId stream = streamOf(1, who);
                for (int i = 0; i < 4; ++i) // every tenth packet the network loses
                    m_exchange->push(
                        std::vector {frameOf(stream, UserId(who), second * 5 + i, m_clock.now())});
                const OpusFrame sealed
                    = frameOf(stream, UserId(who), second * 5 + 4, m_clock.now());
                if (second % 2 == 0)
                    m_exchange->push(std::vector<SealedPacket> {
                        {stream, UserId(who), sealed.ssrc, sealed.sequence, m_clock.now()}});
                StreamCounters counted;
                counted.user = UserId(who);
                counted.ssrc = sealed.ssrc;
                counted.heard = ++heard;
                counters.streams.push_back(counted);
            }
            m_exchange->push(CountersNoted {counters});
            m_exchange->push(EventNoted {
                m_clock.now(), {EventType::Gap, {}, QStringLiteral("computer: dropped")}});
            m_exchange->push(
                SpeakerSeen {m_clock.now(), UserId(1), QStringLiteral("name %1").arg(second)});
            ++gaps;
            if (second % 60 == 0) {
                m_exchange->push(EventNoted {m_clock.now(), {EventType::Marker, {}, {}}});
                ++markers;
            }
            m_clock.advance(1s);
            if (second % 30 == 0)
                QVERIFY(!commit());
            if (second == 3600)
                afterAnHour = bytesInUse();
        }
        const std::size_t afterAll = bytesInUse();
        qInfo("%zu bytes in use after an hour, %zu after %d", afterAnHour, afterAll, kHours);
        QCOMPARE(m_file->status().problem, RecordingError::DiskFull);
        QVERIFY(afterAll <= afterAnHour + (4U << 20));

        m_disk->repair();
        m_clock.advance(1s);
        QVERIFY(commit());
        QCOMPARE(m_file->status().problem, RecordingError::None);
        // The first minute, whole; what came after it is named, speaker by speaker.
        QCOMPARE(tell("SELECT count(*) >= 5 * 4 * 60 AND count(*) <= 5 * 4 * 62 FROM packet"),
                 QStringLiteral("1"));
        QCOMPARE(tell("SELECT count(DISTINCT user) FROM event WHERE text LIKE "
                      "'disk: % frames not written'"),
                 QString::number(kSpeakers));
        QCOMPARE(tell("SELECT count(*) FROM event WHERE type = 'marker'"),
                 QString::number(markers));
        // What is no audio is counted to the last one.
        const QString words = tell("SELECT text FROM event WHERE text LIKE 'disk: % events,%'");
        static const QRegularExpression kWords(
            QStringLiteral("^disk: (\\d+) events, (\\d+) counts of a second and (\\d+) notes"));
        const auto match = kWords.match(words);
        QVERIFY2(match.hasMatch(), qPrintable(words));
        const int kept = tell("SELECT count(*) FROM event WHERE type IN ('rename') "
                              "OR text LIKE 'computer:%'")
                             .toInt();
        QCOMPARE(kept + match.captured(1).toInt(), 2 * gaps);
        QCOMPARE(match.captured(2).toInt(), 0); // there was room for each of them
        // In two seconds of a speaker there are three notes: of what was refused, of what could
        // not be decrypted, and again of what was refused; while frames fit, that is the one in the
        // middle. Where there is no room for more, the last joins the next first.
        constexpr int kNotes = 10'000;
        constexpr int kHeldFor = 60;
        constexpr int kEarly = kSpeakers * kHeldFor / 2;
        constexpr int kFullAfter = kHeldFor + (kNotes - kEarly) * 2 / (3 * kSpeakers);
        QCOMPARE(tell("SELECT count(*) FROM missed").toInt(), kNotes);
        const int unkept = (kHours * 3600 - kFullAfter) * kSpeakers;
        QVERIFY2(std::abs(match.captured(3).toInt() - unkept) <= 4 * kSpeakers, qPrintable(words));
        // No name was lost with the events about it.
        QCOMPARE(tell("SELECT name FROM speaker WHERE user = 1"),
                 QStringLiteral("name %1").arg(kHours * 3600 - 1));
        // And everything is as it was before: nothing is told twice.
        m_clock.advance(1s);
        QVERIFY(commit());
        QCOMPARE(tell("SELECT count(*) FROM event WHERE text LIKE 'disk: % events,%'"),
                 QStringLiteral("1"));
    }

    void losesNothingWithinAMinute_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<RecordingError>("problem");
        QTest::newRow("full") << int(Fault::Writes) << RecordingError::DiskFull;
        QTest::newRow("over quota") << int(Fault::Quota) << RecordingError::DiskFull;
        QTest::newRow("read-only") << int(Fault::ReadOnly) << RecordingError::ReadOnly;
    }
    void losesNothingWithinAMinute()
    {
        QFETCH(int, fault);
        QFETCH(RecordingError, problem);
        int number = 0;
        const auto speak = [&](int seconds) {
            for (int i = 0; i < seconds * 50; ++i) {
                m_exchange->push(
                    std::vector {frameOf(streamOf(1, 1), UserId(7), number++, m_clock.now())});
                m_clock.advance(20ms);
            }
        };
        speak(5);
        QVERIFY(commit());
        m_disk->fail(m_folder->path(), Fault(fault));
        for (int i = 0; i < 59; ++i) {
            speak(1);
            QVERIFY(!commit());
            QCOMPARE(m_file->status().problem, problem);
        }
        QCOMPARE(numbersOf(m_file->path()), upTo(5 * 50)); // what is written stays readable
        m_disk->repair();
        QVERIFY(commit());
        QCOMPARE(m_file->status().problem, RecordingError::None);
        QCOMPARE(m_file->status().refused, 0U);
        QCOMPARE(numbersOf(m_file->path()), upTo(number));
        QVERIFY(isInOrder(m_file->path()));
        QCOMPARE(tell("SELECT count(*) FROM event WHERE text LIKE 'disk:%'"), QStringLiteral("0"));
    }

    void keepsWhatCannotBeSaidAnew()
    {
        RecordingBatch batch;
        const auto event = [&](EventType type) { batch.add(EventRow {1, {type, {}, {}}}); };
        for (std::size_t i = 0; i < RecordingBatch::kMaxEvents; ++i)
            event(EventType::Rename);
        event(EventType::Pause);
        QCOMPARE(batch.events().back().event.type, EventType::Pause);
        for (std::size_t i = 0; i <= RecordingBatch::kMaxTallies; ++i)
            batch.add(TallyRow {1, 1, 1, 1, 1, 1, 1, 1});
        QVERIFY(!batch.mustRestate());
        for (std::size_t i = 0; i <= RecordingBatch::kMaxHeads; ++i)
            batch.add(SpeakerRow {1, UserId(7), {}, false});
        QVERIFY(batch.mustRestate());
        QVERIFY(batch.heads().empty());
        RecordingBatch later;
        later.add(SpeakerRow {2, UserId(8), {}, false});
        later.add(TallyRow {1, 1, 1, 1, 1, 1, 1, 1});
        batch.append(std::move(later)); // after a failed commit
        QVERIFY(batch.mustRestate() && batch.heads().empty());
        const auto losses = batch.losses(5);
        QCOMPARE(losses.size(), 1U);
        QCOMPARE(losses[0].event.text,
                 QStringLiteral("disk: %1 events, 2 counts of a second and 0 notes of missing "
                                "packets not written")
                     .arg(RecordingBatch::kKeptEvents));
    }

    /// However long the words are.
    void keepsTextsSmall()
    {
        RecordingBatch batch;
        const QString words(5'000, u'x');
        for (std::size_t i = 0; i < RecordingBatch::kMaxEvents; ++i)
            batch.add(EventRow {1, {EventType::Rename, {}, words}});
        const std::size_t kept = batch.events().size();
        batch.add(EventRow {2, {EventType::Marker, {}, words}});
        QCOMPARE(batch.events().back().event.type, EventType::Marker);
        QVERIFY(kept > 0 && batch.bytes() < (8U << 20));
        QCOMPARE(batch.losses(5).front().event.text.section(u' ', 1, 1).toULongLong(),
                 RecordingBatch::kMaxEvents - kept);

        for (std::size_t i = 0; i < RecordingExchange::kMaxFacts; ++i)
            m_exchange->push(EventNoted {m_clock.now(), {EventType::Rename, {}, words}});
        const HandOver taken = m_exchange->take();
        QVERIFY(taken.facts.size() * 10'000 < RecordingExchange::kMaxFactBytes);
        QCOMPARE(taken.facts.size() + taken.unkept.events, RecordingExchange::kMaxFacts);
        m_exchange->push(EventNoted {m_clock.now(), {EventType::Rename, {}, words}});
        QCOMPARE(m_exchange->take().facts.size(), 1U);
    }

    /// What only memory has is bounded by what it takes, and what it dropped counts as well.
    void countsWhatAFileWithoutANameCost()
    {
        speakLoudly(0, 50);
        m_clock.advance(1s);
        QVERIFY(commit()); // the name is seen here last
        QVERIFY(QFile::remove(m_file->path()));
        constexpr int kSeconds = 800;
        for (int second = 1; second <= kSeconds; ++second) {
            speakLoudly(second * 50, 50);
            m_clock.advance(1s);
            QVERIFY(commit());
        }
        QCOMPARE(m_file->heldAlone(), std::uint64_t {kSeconds * 50});
        const auto done = m_file->finish(m_clock.now());
        QVERIFY(!done);
        QCOMPARE(done.error(), RecordingError::FileRemoved);
        QCOMPARE(m_file->heldAlone(), std::uint64_t {kSeconds * 50});
        QVERIFY(m_file->continueIn(m_folder->path(), m_clock.now()));
        QVERIFY(m_file->finish(m_clock.now()));
        QCOMPARE(m_file->heldAlone(), 0U);
        const int kept = tell("SELECT count(*) FROM packet").toInt();
        const int bytes = kept * 1275;
        QVERIFY2(bytes > (16 << 20) && bytes < (32 << 20), qPrintable(QString::number(bytes)));
        // Memory had no room for the rest: that is in the copy of the file, and not called lost.
        QCOMPARE(m_file->status().refused, 0U);
        m_file->buildIndex(false);
        const QString first = m_folder->filePath(QStringLiteral("call.lavalier"));
        QTRY_COMPARE(askOne(first, QStringLiteral("SELECT count(*) FROM packet")),
                     QString::number((kSeconds + 1) * 50));
    }

    /// A hole of the disk's making is not the network's, although notes of packets ran out.
    void missedPacketsKeepTheirCause()
    {
        m_disk->fail(m_folder->path(), Fault::Writes);
        for (int second = 0; second < 12'000; ++second) { // a run each second: more than are kept
            const OpusFrame frame = frameOf(streamOf(1, 1), UserId(7), second * 2, m_clock.now());
            m_exchange->push(std::vector {frame});
            m_clock.advance(1s);
            if (second % 100 == 0)
                QVERIFY(!commit());
        }
        m_disk->repair();
        for (int i = 0; i < 2; ++i) {
            m_clock.advance(1s);
            QVERIFY(commit());
        }
        const auto reader = RecordingReader::open(m_file->path());
        QVERIFY(reader);
        const auto evidence = (*reader)->lossEvidence(UserId(7));
        QVERIFY(evidence);
        QVERIFY(!evidence->missed.empty());
        std::int64_t last = 0;
        for (const timeline::MissedPackets& missed : evidence->missed) {
            QCOMPARE(missed.cause, timeline::LossCause::NotWritten);
            last = std::max(last, missed.last.value());
        }
        QCOMPARE(last, 65'536 + 11'999 * 2);
    }
};

QTEST_GUILESS_MAIN(RefusingDiskTest)
#include "refusing_disk_test.moc"
