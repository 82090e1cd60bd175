#include "app/speaker_watch.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;
using Change = SpeakerWatch::Change;

/// Frames come at fifty a second, looks every quarter of one; a stage stands still in between.
class SpeakerWatchTest : public QObject {
    Q_OBJECT
private slots:
    void tellsWithinTwoSecondsWhoStarves_data();
    void tellsWithinTwoSecondsWhoStarves();
    void tellsWhatIsWrongWithADecoderThatStandsStill();
    void saysNothingOfWhatIsNotWanted_data();
    void saysNothingOfWhatIsNotWanted();
    void leavesWhatIsNotDecryptedToTheReceiver();
    void endsEveryAlarmWithTheCall();
};

namespace {

const UserId kAna(1);
const UserId kBen(2);

struct Scene {
    SpeakerWatch watch;
    SteadyTime now {1h};
    std::uint64_t frames = 0;
    std::uint64_t decrypted = 0;
    std::uint64_t decoded = 0;
    std::uint64_t onDisk = 0;
    LampTracker::Wanted wanted;
    std::uint64_t refused = 0;
    bool decrypts = true, decodes = true, writes = true, refuses = false;

    /// What was told, and after how long the first of it.
    std::vector<Change> pass(std::chrono::milliseconds span)
    {
        std::vector<Change> told;
        const SteadyTime began = now;
        for (const SteadyTime end = now + span; now < end;) {
            now += 250ms;
            frames += 12;
            decrypted = decrypts ? frames : decrypted;
            decoded = decodes ? frames : decoded;
            onDisk = writes ? frames : onDisk;
            refused += refuses ? 12 : 0;
            watch.update(kAna, {frames, decrypted, decoded, onDisk}, refused, wanted, now);
            watch.update(kBen, {frames, frames, frames, frames}, 0, wanted, now);
            const auto changes = watch.takeChanges();
            if (told.empty() && !changes.empty())
                after = std::chrono::duration_cast<std::chrono::milliseconds>(now - began);
            told.insert(told.end(), changes.begin(), changes.end());
        }
        return told;
    }
    std::chrono::milliseconds after {0};
};

} // namespace

void SpeakerWatchTest::tellsWithinTwoSecondsWhoStarves_data()
{
    QTest::addColumn<Stalled>("where");
    QTest::newRow("nothing is written") << Stalled::Disk;
    QTest::newRow("nothing is decoded") << Stalled::Decoder;
    QTest::newRow("everything is refused") << Stalled::Undecodable;
}

void SpeakerWatchTest::tellsWithinTwoSecondsWhoStarves()
{
    QFETCH(Stalled, where);
    Scene scene;
    const bool disk = where == Stalled::Disk;
    QVERIFY(scene.pass(5s).empty());
    (disk ? scene.writes : scene.decodes) = false;
    scene.refuses = where == Stalled::Undecodable;
    QCOMPARE(scene.pass(5s), (std::vector<Change> {{kAna, where, true}}));
    QVERIFY(scene.after <= 2s);
    QVERIFY(scene.watch.isStalled(kAna, where) && !scene.watch.isStalled(kBen, where));
    QVERIFY2(scene.pass(60s).empty(), "told once");
    (disk ? scene.writes : scene.decodes) = true;
    scene.refuses = false;
    QCOMPARE(scene.pass(1s), (std::vector<Change> {{kAna, where, false}}));
    QVERIFY(!scene.watch.isStalled(kAna, where));
}

void SpeakerWatchTest::tellsWhatIsWrongWithADecoderThatStandsStill()
{
    Scene scene;
    scene.pass(5s);
    scene.decodes = false;
    QCOMPARE(scene.pass(5s), (std::vector<Change> {{kAna, Stalled::Decoder, true}}));
    scene.refuses = true; // it is back, and the frames are bad
    QCOMPARE(scene.pass(20s),
             (std::vector<Change> {{kAna, Stalled::Decoder, false},
                                   {kAna, Stalled::Undecodable, true}}));
    QVERIFY(scene.watch.lamps(kAna)[2] == ui::Lamp::Starved);
    scene.decodes = true;
    scene.refuses = false;
    QCOMPARE(scene.pass(2s), (std::vector<Change> {{kAna, Stalled::Undecodable, false}}));
}

void SpeakerWatchTest::saysNothingOfWhatIsNotWanted_data()
{
    QTest::addColumn<bool>("alarmedBefore");
    QTest::newRow("never wanted") << false;
    QTest::newRow("the recording is stopped or paused") << true;
}

void SpeakerWatchTest::saysNothingOfWhatIsNotWanted()
{
    QFETCH(bool, alarmedBefore);
    Scene scene;
    scene.writes = scene.decodes = false;
    if (alarmedBefore)
        QCOMPARE(scene.pass(5s).size(), 2U);
    scene.wanted = {false, false};
    QCOMPARE(scene.pass(10s).size(), alarmedBefore ? 2U : 0U); // over
    QVERIFY(!scene.watch.isStalled(kAna, Stalled::Disk));
    QVERIFY(!scene.watch.isStalled(kAna, Stalled::Decoder));
    scene.wanted = {true, true};
    scene.pass(1s);
    QVERIFY2(!scene.watch.isStalled(kAna, Stalled::Disk), "nothing is owed for the time before");
}

void SpeakerWatchTest::leavesWhatIsNotDecryptedToTheReceiver()
{
    Scene scene;
    scene.pass(5s);
    scene.decrypts = scene.decodes = scene.writes = false;
    QVERIFY(scene.pass(10s).empty());
    QVERIFY(scene.watch.lamps(kAna)[1] == ui::Lamp::Starved);
}

void SpeakerWatchTest::endsEveryAlarmWithTheCall()
{
    Scene scene;
    scene.writes = false;
    scene.pass(5s);
    scene.watch.clear();
    QCOMPARE(scene.watch.takeChanges(), (std::vector<Change> {{kAna, Stalled::Disk, false}}));
    QVERIFY(scene.watch.lamps(kAna)[0] == ui::Lamp::Idle);
}

QTEST_APPLESS_MAIN(SpeakerWatchTest)
#include "speaker_watch_test.moc"
