#include "app/stranger_watch.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;

namespace {

constexpr UserId kAna {11};
constexpr UserId kBen {12};
constexpr Ssrc kNamed {1};
constexpr Ssrc kNameless {2};
using Told = StrangerWatch::Told;

/// Ana is named, Ben is not; frames come at fifty a second, looks every quarter of one.
struct Scene {
    StrangerWatch watch;
    SteadyTime now {1h};
    std::uint64_t waiting = 0; ///< of the nameless

    Scene() { watch.named(kAna, kNamed); }

    std::optional<Told> look(UserId whose = {})
    {
        MediaCounters counters;
        counters.streams.resize(2);
        counters.streams[0].ssrc = kNamed;
        counters.streams[0].user = kAna;
        counters.streams[0].waiting = 30; // for a key
        counters.streams[1].ssrc = kNameless;
        counters.streams[1].user = whose;
        counters.streams[1].waiting = waiting;
        const std::vector<UserId> present {kBen, kAna};
        return watch.look(counters, present, now);
    }
    /// What was told first while somebody talks, and after how long.
    std::optional<Told> talk(std::chrono::milliseconds span, UserId whose = {})
    {
        const SteadyTime began = now;
        while (now < began + span) {
            now += 250ms;
            waiting = std::min<std::uint64_t>(waiting + 12, 500);
            after = std::chrono::duration_cast<std::chrono::milliseconds>(now - began);
            if (auto told = look(whose))
                return told;
        }
        return std::nullopt;
    }
    std::chrono::milliseconds after {0};
};

} // namespace

class StrangerWatchTest : public QObject {
    Q_OBJECT
private slots:
    void tellsWithinTwoSecondsThatSomebodyIsNotNamed()
    {
        Scene scene;
        const auto told = scene.talk(5s);
        QVERIFY(told.has_value());
        QCOMPARE(*told, (Told {true, {kBen}}));
        QVERIFY(scene.after <= 1750ms);
        QVERIFY(!scene.talk(20s)); // once is enough
        scene.waiting = 0; // named at last, or silent for ten seconds
        QCOMPARE(scene.look(), (Told {}));
    }

    void whoIsNamedIsNoStrangerHoweverOldTheCounters()
    {
        Scene scene;
        QVERIFY(scene.talk(5s));
        scene.watch.named(kBen, kNameless);
        QCOMPARE(scene.look(), (Told {})); // and not "somebody", without a name
    }

    void saysNothingOf_data()
    {
        QTest::addColumn<std::uint64_t>("waiting"); // and no more come
        QTest::addColumn<bool>("named");
        QTest::addColumn<std::chrono::milliseconds>("talks");
        QTest::newRow("who waits for a key") << std::uint64_t {0} << true << 10'000ms;
        QTest::newRow("who is named soon") << std::uint64_t {0} << false << 1'000ms;
        QTest::newRow("the silence of who comes") << std::uint64_t {5} << false << 0ms;
    }
    void saysNothingOf()
    {
        QFETCH(std::uint64_t, waiting);
        QFETCH(bool, named);
        QFETCH(std::chrono::milliseconds, talks);
        Scene scene;
        QVERIFY(!scene.talk(talks, named ? kBen : UserId()));
        scene.waiting = waiting;
        for (int looks = 0; looks < 40; ++looks) {
            scene.now += 250ms;
            QVERIFY(!scene.look(named ? kBen : UserId()));
        }
    }

    void namesThoseWithoutAudioOfTheirOwn_data()
    {
        QTest::addColumn<bool>("benTalked");
        QTest::addColumn<bool>("anaLeft"); // and came back
        QTest::addColumn<bool>("anew"); // another voice server
        QTest::addColumn<std::vector<UserId>>("maybe");
        QTest::newRow("one") << false << false << false << std::vector {kBen};
        QTest::newRow("none known") << true << false << false << std::vector<UserId> {};
        QTest::newRow("who came back") << true << true << false << std::vector {kAna};
        QTest::newRow("all, on a new connection")
            << true << false << true << std::vector {kAna, kBen};
    }
    void namesThoseWithoutAudioOfTheirOwn()
    {
        QFETCH(bool, benTalked);
        QFETCH(bool, anaLeft);
        QFETCH(bool, anew);
        QFETCH(std::vector<UserId>, maybe);
        Scene scene;
        if (benTalked)
            scene.watch.named(kBen, Ssrc(3));
        if (anaLeft)
            scene.watch.left(kAna);
        if (anew)
            scene.watch.connectionBegins();
        QCOMPARE(scene.talk(5s), (Told {true, maybe}));
    }

    void endsWithTheCall()
    {
        Scene scene;
        QVERIFY(!scene.watch.clear());
        QVERIFY(scene.talk(5s));
        QCOMPARE(scene.watch.clear(), (Told {}));
    }
};

QTEST_GUILESS_MAIN(StrangerWatchTest)
#include "stranger_watch_test.moc"
