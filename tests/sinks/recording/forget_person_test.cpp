#include "recording_support.h"
#include "sinks/recording/forget_person.h"
#include "sinks/recording/recording_edits.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/recording_writer.h"
#include "tests/patience.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

namespace {

constexpr UserId kAna {1102000000000000011};
constexpr UserId kBen {1102000000000000012};

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Ana and Ben talk; one marker names Ana, one an Anabel.
struct Call {
    explicit Call(const QString& folder)
        : writer(*RecordingWriter::create(folder, "call", {}, clock))
    {
        writer->speakerSeen(kAna, "Ana Müller");
        writer->speakerSeen(kBen, "Ben");
        writer->note({EventType::Join, kAna, {}});
        MediaCounters counters;
        for (const std::uint64_t refused : {1U, 4U}) {
            counters.endToEnd = {{.user = kAna, .refusedTag = refused, .replayed = 1},
                                 {.user = kBen, .refusedTag = refused}};
            writer->noteCounters(counters);
        }
        say(0, 50);
        writer->speakerSeen(kAna, "Queen Ana");
        writer->marker("here Queen Ana laughs");
        writer->marker("Queen Anabel comes");
        writer->note({EventType::Leave, kAna, {}});
    }
    void say(int from, int count)
    {
        for (int i = from; i < from + count; ++i) {
            clock.advance(20ms);
            const std::array frames {frameOf(StreamId(1), kAna, i, clock.now()),
                                     frameOf(StreamId(2), kBen, i, clock.now())};
            writer->append(frames);
        }
    }
    QString finish()
    {
        const QString path = writer->path();
        writer->stop();
        writer->waitUntilStopped(30s);
        writer.reset();
        return path;
    }

    FakeClock clock;
    std::unique_ptr<RecordingWriter> writer;
};

} // namespace

class ForgetPersonTest : public QObject {
    Q_OBJECT
private slots:
    void leavesNoByteOfThem();
    void leavesEverybodyElseAsTheyWere();
    void takesNamesFromWhatPeopleWroteAlone();
    void reachesEveryPart();
    void refusesARecordingThatRuns();
    void mayBeDoneAgain();
};

void ForgetPersonTest::leavesNoByteOfThem()
{
    QTemporaryDir folder;
    const QString path = Call(folder.path()).finish();
    QVERIFY(EditLog::append(path, nameEdit(kAna, "Anuschka")));
    QVERIFY(EditLog::append(path, gainEdit(kAna, 3)));
    QVERIFY(EditLog::append(path, notesEdit("Thank you, Anuschka and ana müller!")));
    for (const char* trace : {"Ana M\xc3\xbcller", "Queen Ana", "Anuschka"})
        QVERIFY2(bytesOf(path).contains(trace), trace);

    const auto done = forgetPerson(path, kAna);
    QVERIFY(done);
    QCOMPARE(done->packets, 50U);
    QCOMPARE(done->edits, 2U);
    QCOMPARE(done->idsLeft, 0U);
    QCOMPARE(QSet<QString>(done->names.begin(), done->names.end()),
             (QSet<QString> {"Ana Müller", "Queen Ana", "Anuschka"}));
    const QByteArray left = bytesOf(path);
    QVERIFY(!left.contains("Ana M\xc3\xbcller"));
    QVERIFY(!left.contains("Anuschka"));
    QVERIFY(!left.contains("ana m\xc3\xbcller"));
    QVERIFY(!left.contains("1102000000000000011"));
    QVERIFY(!left.contains(QByteArray::fromHex("0f4b17294e7b000b"))); // the id as a number
    QVERIFY(left.contains("Queen Anabel comes"));
    QCOMPARE(done->namesLeft, 1U); // there
    for (const char* suffix : {"-wal", "-journal", "-shm"})
        QVERIFY(!QFile::exists(path + QLatin1String(suffix)));
    QCOMPARE(askOne(path, "PRAGMA integrity_check"), "ok");
    QCOMPARE(askOne(path, "SELECT count(*) FROM speaker"), "1");
    QCOMPARE(ask(path, "SELECT text FROM event WHERE type = 'marker' ORDER BY id"),
             (QStringList {"here … laughs", "Queen Anabel comes"}));
    QCOMPARE(askOne(path, "SELECT value FROM edit WHERE kind = 'notes'"), "Thank you, … and …!");
}

void ForgetPersonTest::leavesEverybodyElseAsTheyWere()
{
    QTemporaryDir folder;
    const QString path = Call(folder.path()).finish();
    const QString counted = "SELECT name, count FROM transport WHERE name LIKE 'endToEnd/%'";
    QCOMPARE(ask(path, counted).size(), 2); // nothing that was never counted
    const QString bens = "SELECT packet.id, sequence, rtp, arrival_us, hex(payload) FROM packet "
                         "JOIN stream ON stream.id = packet.stream "
                         "JOIN speaker ON speaker.id = stream.speaker WHERE name = 'Ben'";
    const QStringList before = ask(path, bens);
    QCOMPARE(before.size(), 50);
    QVERIFY(forgetPerson(path, kAna));
    QCOMPARE(ask(path, bens), before);
    QCOMPARE(askOne(path, "SELECT count(*) FROM packet"), "50");
    QCOMPARE(askOne(path, counted), "endToEnd/1102000000000000012/refusedTag|3");
    const auto reader = RecordingReader::open(path);
    QVERIFY(reader);
    QCOMPARE((*reader)->skippedRows(), 0U);
    QCOMPARE((*reader)->heardSpeakers()->size(), 1U);
    QCOMPARE((*reader)->summary()->state, FileState::Finished);
}

void ForgetPersonTest::takesNamesFromWhatPeopleWroteAlone()
{
    QTemporaryDir folder;
    Call call(folder.path());
    for (const char* name : {"over", "voice", "Jo", "Jo Smith"})
        call.writer->speakerSeen(kAna, name);
    call.writer->note({EventType::Undecryptable, kBen, "over"});
    call.writer->note({EventType::Gap, {}, "voice: back after 5 ms"});
    call.writer->marker("Jo Smith: game over");
    const QString path = call.finish();
    QVERIFY(forgetPerson(path, kAna));
    QCOMPARE(askOne(path, "SELECT text FROM event WHERE type = 'undecryptable'"), "over");
    QCOMPARE(askOne(path, "SELECT text FROM event WHERE type = 'gap'"), "voice: back after 5 ms");
    QCOMPARE(askOne(path, "SELECT text FROM event WHERE type = 'marker' ORDER BY id DESC LIMIT 1"),
             "…: game …");
}

void ForgetPersonTest::reachesEveryPart()
{
    QTemporaryDir folder;
    QTemporaryDir other;
    Call call(folder.path());
    QTRY_VERIFY(call.writer->status().frames >= 100);
    call.writer->continueIn(other.path());
    QTRY_VERIFY(call.writer->status().parts == 2);
    call.say(50, 50);
    const QString last = call.finish();
    const auto done = forgetPerson(last, kAna);
    QVERIFY(done);
    QCOMPARE(done->parts, 2);
    QCOMPARE(done->packets, 100U);
    QCOMPARE(done->idsLeft, 0U);
    const auto reader = RecordingReader::open(last);
    QVERIFY(reader);
    for (const QString& part : (*reader)->parts()) {
        QVERIFY(!bytesOf(part).contains("Ana M"));
        QCOMPARE(askOne(part, "SELECT count(*) FROM packet"), "50");
    }
}

void ForgetPersonTest::refusesARecordingThatRuns()
{
    QTemporaryDir folder;
    Call call(folder.path());
    QTRY_VERIFY(call.writer->status().frames >= 100);
    const auto done = forgetPerson(call.writer->path(), kAna);
    QVERIFY(!done);
    QCOMPARE(done.error(), RecordingError::BeingRecorded);
    const QString path = call.finish();
    QCOMPARE(askOne(path, "SELECT count(*) FROM packet"), "100");
}

void ForgetPersonTest::mayBeDoneAgain()
{
    QTemporaryDir folder;
    const QString path = Call(folder.path()).finish();
    QVERIFY(forgetPerson(path, kAna));
    const auto again = forgetPerson(path, kAna);
    QVERIFY(again);
    QCOMPARE(again->packets, 0U);
    QCOMPARE(again->idsLeft, 0U);
    QVERIFY(again->names.isEmpty());
}

QTEST_GUILESS_MAIN(ForgetPersonTest)
#include "forget_person_test.moc"
