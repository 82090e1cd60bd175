#include "sinks/recording/recording_edits.h"

#include "recording_support.h"
#include "sinks/recording/recording_reader.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

namespace {

const UserId kAna(7);

RecordedEvent marker(std::chrono::microseconds at, const char* text)
{
    return {at, {EventType::Marker, {}, QString::fromUtf8(text)}};
}

std::vector<EditRow> rowsOf(const std::vector<Edit>& edits)
{
    std::vector<EditRow> rows;
    for (const Edit& edit : edits)
        rows.push_back({std::int64_t(rows.size()) + 1, edit, Standing::Stands});
    return rows;
}

} // namespace

class RecordingEditsTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void theLastWordCounts();
    void markersMoveAndGo();
    void nonsenseChangesNothing_data();
    void nonsenseChangesNothing();
    void whatIsUndoneComesBack();
    void somethingNewEndsTheRedo();
    void namesShowWhereverTheRecordingIsRead();
    void packetsStayAsTheyWere();
    void nothingIsWrittenWhileItIsRecorded();

private:
    Edits now() const
    {
        auto reader = RecordingReader::open(m_file);
        const auto edits = reader ? (*reader)->edits() : Failure {reader.error()};
        return edits ? *edits : Edits {};
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void RecordingEditsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    const FakeClock clock;
    auto made
        = RecordingFile::create(m_folder->path(), "call", someCall(), clock.now(), clock.wallNow());
    QVERIFY(made);
    RecordingFile& file = **made;
    HandOver handOver;
    handOver.facts.push_back(SpeakerSeen {clock.now(), kAna, "Ana"});
    for (int i = 0; i < 50; ++i)
        handOver.frames.push_back(frameOf(streamOf(1, 1), kAna, i, clock.now() + i * 20ms));
    handOver.facts.push_back(EventNoted {clock.now() + 500ms, {EventType::Marker, {}, "dragon"}});
    file.accept(std::move(handOver));
    QVERIFY(file.commit(clock.now()));
    QVERIFY(file.finish(clock.now() + 1s));
    QVERIFY(file.mergeLog());
    m_file = file.path();
}

void RecordingEditsTest::theLastWordCounts()
{
    const auto rows = rowsOf({titleEdit("One"), titleEdit("Two"), notesEdit("long\nstory"),
                              nameEdit(kAna, "Anna"), gainEdit(kAna, 3), gainEdit(kAna, -99),
                              excludeEdit(kAna, true), excludeEdit(UserId(8), true),
                              excludeEdit(UserId(8), false), trimEdit(TrimSpan(1s, 2s)),
                              gainEdit(UserId(8), 5), gainEdit(UserId(8), 0)});
    const Edits edits = foldEdits(rows, {});
    QCOMPARE(edits.title, QString("Two"));
    QCOMPARE(edits.notes, QString("long\nstory"));
    QCOMPARE(edits.names.at(kAna), QString("Anna"));
    QCOMPARE(edits.gains, (std::map<UserId, double> {{kAna, -24.0}}));
    QVERIFY(edits.excluded.at(kAna));
    QVERIFY(!edits.excluded.at(UserId(8)));
    QCOMPARE(edits.trim, TrimSpan(1s, 2s));
    QCOMPARE(edits.undo, EditKind::Gain);
    QVERIFY(!edits.redo);
    const Edits whole = foldEdits(
        rowsOf({trimEdit(TrimSpan(1s, 2s)), trimEdit({}), nameEdit(kAna, "A"), nameEdit(kAna, "")}),
        {});
    QVERIFY(!whole.trim);
    QVERIFY(whole.names.empty());
}

void RecordingEditsTest::markersMoveAndGo()
{
    const std::vector<RecordedEvent> events {marker(10s, "dragon"), marker(20s, "")};
    const auto rows = rowsOf({markerAddEdit(15s, "a  song"), markerMoveEdit("event 10000000", 30s),
                              markerTextEdit("event 20000000", "coffee"), markerAddEdit(1s, ""),
                              markerDeleteEdit("edit 4"), markerMoveEdit("edit 1", 5s)});
    const std::vector<Marker> wanted {{"edit 1", 5s, "a  song"},
                                      {"event 20000000", 20s, "coffee"},
                                      {"event 10000000", 30s, "dragon"}};
    QCOMPARE(foldEdits(rows, events).markers, wanted);
}

void RecordingEditsTest::nonsenseChangesNothing_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("value");
    QTest::newRow("a kind of a later version") << int(EditKind::Unknown) << ""
                                               << "x";
    QTest::newRow("a gain in words") << int(EditKind::Gain) << "7"
                                     << "loud";
    QTest::newRow("an infinite gain") << int(EditKind::Gain) << "7"
                                      << "inf";
    QTest::newRow("a gain of nobody") << int(EditKind::Gain) << "0"
                                      << "3";
    QTest::newRow("a name of no number") << int(EditKind::Name) << "Ana"
                                         << "Anna";
    QTest::newRow("a trim that ends first") << int(EditKind::Trim) << ""
                                            << "2000 1000";
    QTest::newRow("a trim of one end") << int(EditKind::Trim) << ""
                                       << "2000";
    QTest::newRow("a marker before zero") << int(EditKind::MarkerAdd) << ""
                                          << "-1 x";
    QTest::newRow("a marker in the next year") << int(EditKind::MarkerAdd) << ""
                                               << "99999999999999 x";
    QTest::newRow("a marker nowhere") << int(EditKind::MarkerAdd) << ""
                                      << "here";
    QTest::newRow("a move of no marker") << int(EditKind::MarkerMove) << "event 1"
                                         << "5";
    QTest::newRow("a delete of no marker") << int(EditKind::MarkerDelete) << ""
                                           << "";
}

void RecordingEditsTest::nonsenseChangesNothing()
{
    QFETCH(int, kind);
    QFETCH(QString, target);
    QFETCH(QString, value);
    Edits edits = foldEdits(rowsOf({{EditKind(kind), target, value}}), {});
    edits.undo.reset();
    QCOMPARE(edits, Edits());
}

void RecordingEditsTest::whatIsUndoneComesBack()
{
    QVERIFY(EditLog::append(m_file, nameEdit(kAna, "Anna")));
    QVERIFY(EditLog::append(m_file, markerDeleteEdit("event 500000")));
    const Edits both = now();
    QCOMPARE(both.names.at(kAna), QString("Anna"));
    QVERIFY(both.markers.empty());
    QVERIFY(EditLog::undo(m_file));
    QCOMPARE(now().markers.size(), 1U);
    QCOMPARE(now().undo, EditKind::Name);
    QCOMPARE(now().redo, EditKind::MarkerDelete);
    QVERIFY(EditLog::undo(m_file));
    QVERIFY(now().names.empty());
    QVERIFY(!now().undo);
    QVERIFY(EditLog::undo(m_file)); // nothing left, and no harm
    QVERIFY(EditLog::redo(m_file));
    QVERIFY(EditLog::redo(m_file));
    QVERIFY(EditLog::redo(m_file));
    QCOMPARE(now(), both);
    QCOMPARE(askOne(m_file, "SELECT count(*) FROM edit"), QString("2")); // appended, never replaced
}

void RecordingEditsTest::somethingNewEndsTheRedo()
{
    QVERIFY(EditLog::append(m_file, titleEdit("One")));
    QVERIFY(EditLog::append(m_file, titleEdit("Two")));
    QVERIFY(EditLog::undo(m_file));
    QVERIFY(EditLog::append(m_file, notesEdit("new")));
    QVERIFY(!now().redo);
    QVERIFY(EditLog::redo(m_file));
    QCOMPARE(now().title, QString("One"));
    QVERIFY(EditLog::undo(m_file));
    QCOMPARE(now().redo, EditKind::Notes);
    QVERIFY(EditLog::undo(m_file));
    QVERIFY(EditLog::redo(m_file));
    QCOMPARE(now().title, QString("One"));
}

void RecordingEditsTest::namesShowWhereverTheRecordingIsRead()
{
    QVERIFY(EditLog::append(m_file, nameEdit(kAna, "Anna")));
    auto reader = RecordingReader::open(m_file);
    QVERIFY(reader);
    QCOMPARE((*reader)->summary()->speakers.front().name, QString("Anna"));
    QCOMPARE(askOne(m_file, "SELECT name FROM speaker"), QString("Ana"));
}

void RecordingEditsTest::packetsStayAsTheyWere()
{
    const QString digest
        = "SELECT group_concat(hex(payload) || sequence || arrival_us) FROM packet";
    const QString before = askOne(m_file, digest);
    QVERIFY(EditLog::append(m_file, trimEdit(TrimSpan(100ms, 200ms))));
    QVERIFY(EditLog::append(m_file, excludeEdit(kAna, true)));
    QVERIFY(EditLog::append(m_file, gainEdit(kAna, 6)));
    QCOMPARE(askOne(m_file, digest), before);
    QCOMPARE(askOne(m_file, "PRAGMA integrity_check"), QString("ok"));
}

void RecordingEditsTest::nothingIsWrittenWhileItIsRecorded()
{
    const FakeClock clock;
    auto made = RecordingFile::create(m_folder->path(), "running", someCall(), clock.now(),
                                      clock.wallNow());
    QVERIFY(made);
    QVERIFY((*made)->commit(clock.now()));
    const auto changed = EditLog::append((*made)->path(), titleEdit("x"));
    QVERIFY(!changed);
    QCOMPARE(changed.error(), RecordingError::BeingRecorded);
}

QTEST_GUILESS_MAIN(RecordingEditsTest)
#include "recording_edits_test.moc"
