#include "app/review.h"

#include "sinks/recording/recording_reader.h"
#include "tests/patience.h"
#include "tests/sinks/exporter/tone_recording.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;
using exporter::testing::ToneRecording;

namespace {

const UserId kAna(7);
const UserId kBen(8);

QString worker()
{
    return qEnvironmentVariable("LAVALIER_BIN_DIR") + "/lavalier-decode";
}

float loudest(const ui::ReviewTrack& track, double from, double to)
{
    if (!track.wave)
        return -1;
    std::vector<ui::WaveExtent> columns(400);
    track.wave->columns(from, (to - from) / 400, columns);
    float most = 0;
    for (const ui::WaveExtent& column : columns)
        most = std::max({most, column.high, -column.low});
    return most;
}

bool allDrawn(const ui::ReviewView& view)
{
    return !view.tracks.empty() && std::ranges::all_of(view.tracks, [](const auto& track) {
        return track.wave != nullptr;
    });
}

} // namespace

/// The far side is a recording made of real packets, and the worker that is shipped.
class ReviewTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void opensWithWavesAndLosses();
    void opensFromTheCacheWithoutDecoding();
    void looksCloserThanTheCacheHolds();
    void editsAreKeptAndUndone();
    void markersKeepTheirPlaceAcrossAPause();
    void aRecordingThatIsGoneIsExplained();
    void anotherRecordingEndsTheFirst();
    void withoutADeviceListeningIsOnlyAMessage();

private:
    Review::Places places() const { return {m_folder->filePath("cache"), worker()}; }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void ReviewTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    ToneRecording recording(m_folder->path(), "call");
    recording.talk(kAna, "Ana", 440, 1, 2);
    recording.talk(kBen, "Ben", 300, 3, 6);
    recording.note(recording::EventType::Marker, 1.5);
    recording.note(recording::EventType::Pause, 4);
    recording.note(recording::EventType::Resume, 5);
    recording.note(recording::EventType::Marker, 5.5);
    m_file = recording.finish(6);
    QVERIFY(!m_file.isEmpty());
}

void ReviewTest::opensWithWavesAndLosses()
{
    Review review(places());
    review.open(m_file);
    QCOMPARE(review.review().state, ui::ReviewState::Loading);
    QTRY_COMPARE(review.review().state, ui::ReviewState::Ready);
    QCOMPARE(review.review().title, QString("Folge 12"));
    QCOMPARE(review.review().length, 5000ms); // the pause is cut
    QVERIFY(review.review().editable);
    QTRY_VERIFY(allDrawn(review.review()));
    const ui::ReviewTrack& ana = review.review().tracks.at(0);
    const ui::ReviewTrack& ben = review.review().tracks.at(1);
    QCOMPARE(ana.name, QString("Ana"));
    QVERIFY(loudest(ana, 1.2, 1.8) > 0.2F);
    QVERIFY(loudest(ana, 2.3, 4.9) < 0.01F);
    QVERIFY(loudest(ben, 0.1, 2.8) < 0.01F);
    QVERIFY(loudest(ben, 3.2, 4.8) > 0.2F);
}

void ReviewTest::opensFromTheCacheWithoutDecoding()
{
    {
        Review review(places());
        review.open(m_file);
        QTRY_VERIFY(allDrawn(review.review()));
    }
    // Nothing beside the recording, everything in the cache.
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList("call.lavalier"));
    QCOMPARE(QDir(m_folder->filePath("cache")).entryList(QDir::Files).size(), 2);
    Review review({m_folder->filePath("cache"), "/nowhere/lavalier-decode"});
    review.open(m_file);
    QTRY_VERIFY(allDrawn(review.review()));
    QVERIFY(loudest(review.review().tracks[0], 1.2, 1.8) > 0.2F);
    // Without it there is only the worker, which is missing.
    Review blind({m_folder->filePath("other"), "/nowhere/lavalier-decode"});
    blind.open(m_file);
    QTRY_VERIFY(!blind.review().tracks.empty() && blind.review().tracks[0].waveFailed
                && blind.review().tracks[1].waveFailed);
}

void ReviewTest::looksCloserThanTheCacheHolds()
{
    Review review(places());
    review.open(m_file);
    QTRY_VERIFY(allDrawn(review.review()));
    // A period of 440 Hz is 2.3 ms: a tenth of the cache's finest step.
    const auto swings = [&review] {
        std::vector<ui::WaveExtent> columns(440);
        review.review().tracks[0].wave->columns(1.5, 0.0001, columns);
        int turns = 0;
        for (std::size_t i = 1; i < columns.size(); ++i)
            turns += (columns[i].high > 0) != (columns[i - 1].high > 0) ? 1 : 0;
        return turns;
    };
    QCOMPARE(swings(), 0);
    review.lookAt({1500ms, 1544ms}, 0.0001);
    QTRY_VERIFY(swings() > 20);
    QVERIFY(swings() < 60);
}

void ReviewTest::editsAreKeptAndUndone()
{
    Review review(places());
    QSignalSpy edited(&review, &Review::edited);
    review.open(m_file);
    QTRY_VERIFY(allDrawn(review.review()));
    QVERIFY(!review.review().undo);
    review.renameSpeaker(kAna, "Anna");
    review.setGain(kBen, -3);
    review.setExcluded(kBen, true);
    review.setTitle("Episode 12");
    review.setNotes("Cut the end.");
    review.setTrim(ui::TimeSpan(1000ms, 3000ms));
    QTRY_COMPARE(edited.size(), 6);
    const ui::ReviewView after = review.review();
    QCOMPARE(after.tracks[0].name, QString("Anna"));
    QCOMPARE(after.tracks[1].gain, -3.0);
    QVERIFY(after.tracks[1].excluded);
    QCOMPARE(after.title, QString("Episode 12"));
    QCOMPARE(after.notes, QString("Cut the end."));
    QCOMPARE(after.trim, ui::TimeSpan(1000ms, 3000ms));
    QCOMPARE(after.undo, ui::EditName::Trim);
    QVERIFY(after.tracks[0].wave != nullptr); // drawn waves stay
    for (int i = 0; i < 6; ++i)
        review.undo();
    QTRY_COMPARE(edited.size(), 12);
    QCOMPARE(review.review().title, QString("Folge 12"));
    QVERIFY(!review.review().trim && !review.review().undo);
    QCOMPARE(review.review().redo, ui::EditName::Name);
    for (int i = 0; i < 6; ++i)
        review.redo();
    QTRY_COMPARE(edited.size(), 18);
    QCOMPARE(review.review(), after);
    // And a second look at the file finds them.
    Review again(places());
    again.open(m_file);
    QTRY_COMPARE(again.review().title, QString("Episode 12"));
    QCOMPARE(again.review().trim, after.trim);
}

void ReviewTest::markersKeepTheirPlaceAcrossAPause()
{
    Review review(places());
    QSignalSpy edited(&review, &Review::edited);
    review.open(m_file);
    QTRY_COMPARE(review.review().state, ui::ReviewState::Ready);
    QCOMPARE(review.review().markers.size(), 2U);
    QCOMPARE(review.review().markers[0].at, 1500ms);
    QCOMPARE(review.review().markers[1].at, 4500ms); // 5.5 s less the pause
    review.addMarker(4250ms, "after the pause");
    QTRY_COMPARE(edited.size(), 1);
    const auto found = std::ranges::find(review.review().markers, QString("after the pause"),
                                         &ui::ReviewMarker::text);
    QVERIFY(found != review.review().markers.end());
    QCOMPARE(found->at, 4250ms);
    // On the recording's clock it lies behind the pause.
    auto reader = recording::RecordingReader::open(m_file);
    QVERIFY(reader);
    const auto edits = (*reader)->edits();
    QVERIFY(edits);
    QCOMPARE(edits->markers.at(1).at, std::chrono::microseconds(5250ms));
    review.moveMarker(found->key, 500ms);
    QTRY_COMPARE(edited.size(), 2);
    QCOMPARE(review.review().markers[0].text, QString("after the pause"));
    review.deleteMarker(review.review().markers[0].key);
    QTRY_COMPARE(edited.size(), 3);
    QCOMPARE(review.review().markers.size(), 2U);
}

void ReviewTest::aRecordingThatIsGoneIsExplained()
{
    Review review(places());
    review.open(m_folder->filePath("gone.lavalier"));
    QTRY_COMPARE(review.review().state, ui::ReviewState::Failed);
    QVERIFY(review.review().problem && !review.review().problem->whatHappened.isEmpty());
    review.play({0ms, 1000ms}); // and nothing happens
    review.setTitle("x");
    QCOMPARE(review.playback().state, ui::PlayState::Stopped);
}

void ReviewTest::anotherRecordingEndsTheFirst()
{
    ToneRecording other(m_folder->path(), "other");
    other.talk(kBen, "Ben", 300, 0, 1);
    const QString second = other.finish(1);
    Review review(places());
    review.open(m_file);
    review.open(second);
    QTRY_VERIFY(allDrawn(review.review()));
    QCOMPARE(review.review().path, second);
    QCOMPARE(review.review().tracks.size(), 1U);
    review.close();
    QCOMPARE(review.review(), ui::ReviewView());
}

void ReviewTest::withoutADeviceListeningIsOnlyAMessage()
{
    Review review(places());
    review.open(m_file);
    QTRY_COMPARE(review.review().state, ui::ReviewState::Ready);
    review.play({0ms, 5000ms});
    // Here there may be a device or none; both are well.
    QTRY_VERIFY(review.playback().noDevice || review.playback().state == ui::PlayState::Playing);
    review.stop();
    QCOMPARE(review.playback().state, ui::PlayState::Stopped);
}

QTEST_GUILESS_MAIN(ReviewTest)
#include "review_test.moc"
