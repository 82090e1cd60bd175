#include "scripted_sender.h"

#include <QTest>

#include <cmath>

using namespace lavalier;
using namespace lavalier::timeline;
using namespace lavalier::timeline::test;

namespace {

enum class Jitter { None, Even, Exponential, Bursts };

/// One speaker for as long as `hours`, as the network delivers them.
struct Session {
    std::vector<PacketMark> marks;
    std::vector<double> truths; ///< by row - 1
    std::int64_t lost = 0;
};

struct Scene {
    bool running = true;
    bool marked = true;
    double driftPpm = 0;
    Jitter jitter = Jitter::Even;
    double loss = 0.01;
    double shortest = 1.0; ///< spurt, seconds
    double longest = 12.0;
    double hours = 0.5;
    bool music = false; ///< without a silence from beginning to end
    double wanderPpm = 0; ///< the clock goes faster and slower by so much, each half hour
    double rejoinEvery = 0; ///< seconds; a new stream each time, after a second or two
};

double delayOf(Jitter jitter, double now, std::mt19937_64& random)
{
    const double even = std::uniform_real_distribution<double>(0, 1)(random);
    switch (jitter) {
    case Jitter::None:
        return 0;
    case Jitter::Even:
        return 0.2 * even;
    case Jitter::Exponential:
        return std::min(0.2, -0.02 * std::log(1 - even));
    case Jitter::Bursts: // a queue that fills and drains, two seconds in every twenty
        return 0.003 * even + std::max(0.0, 0.2 - 0.2 * std::abs(std::fmod(now, 20.0) - 10.0));
    }
    return 0;
}

/// Speaks from the sender's time on until `end`.
void speakUntil(double end, ScriptedSender& sender, const Scene& scene, std::mt19937_64& random)
{
    const auto between = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    while (sender.time() < end) {
        if (scene.music) {
            sender.driftPpm
                = scene.driftPpm + scene.wanderPpm * std::sin(sender.time() * 2 * 3.14159 / 1800);
            sender.speak(std::min(30.0, end - sender.time() + 0.02));
            continue;
        }
        sender.wait(between(0.15, 6.0));
        sender.speak(between(scene.shortest, scene.longest));
        sender.stop();
    }
}

Session perform(const Scene& scene, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    const auto between = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    Session session;
    const double end = scene.hours * 3600;
    double now = 0;
    for (std::uint64_t stream = 1; now < end; ++stream) {
        ScriptedSender sender(static_cast<std::uint16_t>(random()),
                              static_cast<std::uint32_t>(random()));
        sender.clockRunsInSilence = scene.running;
        sender.marksSilence = scene.marked;
        sender.driftPpm = scene.driftPpm;
        sender.wait(now);
        const double stays = scene.rejoinEvery > 0 ? scene.rejoinEvery : end;
        speakUntil(std::min(end, now + stays), sender, scene, random);
        now = sender.time() + between(0.5, 2.5);
        // Losses within a spurt only: what is lost at its ends nobody can know of.
        std::vector<Datagram> delivered;
        for (const Datagram& datagram : sender.sent) {
            if (between(0, 1) < scene.loss) {
                ++session.lost;
                continue;
            }
            delivered.push_back(datagram);
            const double delay = delayOf(scene.jitter, datagram.truth, random);
            delivered.back().arrival += microseconds(static_cast<std::int64_t>(delay * 1e6));
        }
        std::ranges::stable_sort(delivered, {}, &Datagram::arrival);
        const auto marks = received(delivered, StreamId(seed << 32 | stream),
                                    static_cast<std::int64_t>(session.marks.size()) + 1);
        session.marks.insert(session.marks.end(), marks.begin(), marks.end());
        for (const Datagram& datagram : delivered)
            session.truths.push_back(datagram.truth);
    }
    return session;
}

struct Errors {
    double median = 0;
    double earliest = 0;
    double latest = 0;
};

/// Where the frames were placed against when they were spoken, in milliseconds.
Errors errorsOf(const Session& session, const TrackPlan& plan)
{
    std::vector<double> errors;
    for (const DecodeStep& decode : decodesOf(plan)) {
        const double place = static_cast<double>((decode.start - decode.skip).value()) / 48.0;
        errors.push_back(place - session.truths[static_cast<std::size_t>(decode.row - 1)] * 1e3);
    }
    std::ranges::sort(errors);
    return {errors[errors.size() / 2], errors.front(), errors.back()};
}

} // namespace

class SyncPromiseTest : public QObject {
    Q_OBJECT
private slots:
    void twoTracksAgreeWithinTwentyMilliseconds_data();
    void twoTracksAgreeWithinTwentyMilliseconds();
    void driftIsMeasured_data();
    void driftIsMeasured();
    void lossesAreCountedExactly();
};

void SyncPromiseTest::twoTracksAgreeWithinTwentyMilliseconds_data()
{
    QTest::addColumn<Scene>("one");
    QTest::addColumn<Scene>("other");
    Scene even;
    Scene fast = even;
    fast.driftPpm = -200;
    Scene slow = even;
    slow.driftPpm = 200;
    Scene frozen = even;
    frozen.running = false;
    frozen.shortest = 3;
    Scene frozenExponential = frozen;
    frozenExponential.jitter = Jitter::Exponential;
    frozenExponential.shortest = 1;
    Scene frozenUnmarked = frozenExponential;
    frozenUnmarked.marked = false;
    Scene bursts = even;
    bursts.jitter = Jitter::Bursts;
    Scene frozenDrifting = frozenExponential;
    frozenDrifting.driftPpm = -200;
    Scene brief = slow;
    brief.shortest = 0.1;
    brief.longest = 0.6;
    Scene still = even;
    still.jitter = Jitter::None;
    QTest::newRow("even jitter, no drift") << even << even;

    QTest::newRow("running against frozen") << slow << frozen;
    QTest::newRow("frozen against frozen") << frozenExponential << frozenDrifting;
    QTest::newRow("frozen, unmarked") << frozenUnmarked << still;
    QTest::newRow("words of half a second") << brief << fast;
    Scene longSlow = slow;
    longSlow.hours = 4;
    Scene longFast = fast;
    longFast.hours = 4;
    Scene hourSlow = slow;
    hourSlow.hours = 1;
    Scene hourFast = fast;
    hourFast.hours = 1;
    QTest::newRow("slow against fast, an hour") << hourSlow << hourFast;
    QTest::newRow("slow against fast, four hours") << longSlow << longFast;
    QTest::newRow("queues that fill and drain") << bursts << slow;
    Scene music = longSlow;
    music.music = true;
    Scene otherMusic = music;
    otherMusic.driftPpm = -200;
    otherMusic.jitter = Jitter::Exponential;
    Scene wandering = music;
    wandering.driftPpm = 40;
    wandering.wanderPpm = 60;
    wandering.hours = 2;
    Scene bot = otherMusic; // its own timer is its clock
    bot.running = false;
    bot.marked = false;
    bot.hours = 2;
    Scene rejoining = slow;
    rejoining.hours = 2;
    rejoining.rejoinEvery = 400;
    Scene movedMusic = otherMusic;
    movedMusic.hours = 2;
    movedMusic.rejoinEvery = 1500;
    QTest::newRow("music for hours, slow against fast") << music << otherMusic;
    QTest::newRow("music for hours against speech") << music << longFast;
    QTest::newRow("music from a clock that wanders") << wandering << hourFast;
    QTest::newRow("music of a bot") << bot << hourSlow;
    QTest::newRow("who comes and goes, moved music") << rejoining << movedMusic;
}

void SyncPromiseTest::twoTracksAgreeWithinTwentyMilliseconds()
{
    QFETCH(Scene, one);
    QFETCH(Scene, other);
    const Session first = perform(one, 11);
    const Session second = perform(other, 12);
    const auto length = std::chrono::seconds(4 * 3600 + 50);
    const TrackPlan left = planTrack(first.marks, {}, length, {});
    const TrackPlan right = planTrack(second.marks, {}, length, {});
    QVERIFY2(!faultOf(left), faultOf(left));
    QVERIFY2(!faultOf(right), faultOf(right));
    QCOMPARE(left.length, right.length);
    const Errors a = errorsOf(first, left);
    const Errors b = errorsOf(second, right);
    const QString measured
        = QStringLiteral("ms off: median %1 and %2, from %3 to %4 and from %5 to %6")
              .arg(a.median)
              .arg(b.median)
              .arg(a.earliest)
              .arg(a.latest)
              .arg(b.earliest)
              .arg(b.latest);
    qInfo().noquote() << measured;
    QVERIFY(std::max(a.latest - b.earliest, b.latest - a.earliest) <= 20.0);
    QVERIFY(std::abs(a.median - b.median) <= 5.0);
    for (const TrackPlan* plan : {&left, &right}) { // and no packet paid for it
        QCOMPARE(plan->losses.cut, SampleCount(0));
        QCOMPARE(plan->losses.unplaced, 0);
        QCOMPARE(plan->losses.refused, 0);
        QVERIFY2(plan->sync.owed < SampleCount(480),
                 qPrintable(QString::number(plan->sync.owed.value())));
    }
}

void SyncPromiseTest::driftIsMeasured_data()
{
    QTest::addColumn<double>("ppm");
    for (const double ppm : {-200.0, -37.0, 0.0, 12.0, 200.0})
        QTest::addRow("%g ppm", ppm) << ppm;
}

void SyncPromiseTest::driftIsMeasured()
{
    QFETCH(double, ppm);
    Scene scene;
    scene.driftPpm = ppm;
    const Session session = perform(scene, 3);
    const TrackPlan plan = planTrack(session.marks, {}, std::chrono::seconds(3650), {});
    QVERIFY(plan.sync.driftKnown);
    QVERIFY2(std::abs(static_cast<double>(plan.sync.driftPpb) / 1000 - ppm) < 2.0,
             qPrintable(QString::number(plan.sync.driftPpb)));
}

void SyncPromiseTest::lossesAreCountedExactly()
{
    for (const bool running : {true, false}) {
        Scene scene;
        scene.running = running;
        scene.loss = 0.3;
        scene.hours = 0.2;
        Session session = perform(scene, 21);
        // The edges of the whole stream are beyond knowledge; nothing else is.
        const auto [first, last] = std::ranges::minmax(session.marks, {}, &PacketMark::sequence);
        const std::int64_t spread = last.sequence.value() - first.sequence.value() + 1
            - static_cast<std::int64_t>(session.marks.size());
        const TrackPlan plan = planTrack(session.marks, {}, std::chrono::seconds(800), {});
        QCOMPARE(faultOf(plan), nullptr);
        QCOMPARE(plan.losses.missing, spread);
        QVERIFY(session.lost - spread <= 3);
        QCOMPARE(plan.losses.refused, 0);
        QCOMPARE(plan.losses.unplaced, 0);
        const LossReport& losses = plan.losses;
        const SampleCount lost = losses.recovered + losses.concealed + losses.silenced;
        QVERIFY2(std::abs(lost.value() - spread * 960) < spread * 960 / 200,
                 qPrintable(QStringLiteral("%1 for %2").arg(lost.value()).arg(spread * 960)));
    }
}

QTEST_APPLESS_MAIN(SyncPromiseTest)
#include "sync_promise_test.moc"
