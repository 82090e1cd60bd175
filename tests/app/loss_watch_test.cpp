#include "app/loss_watch.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;

using Reports = std::vector<LossReport>;

class LossWatchTest : public QObject {
    Q_OBJECT

    MediaCounters m_counters;
    SteadyTime m_now {1h};

    StreamCounters& stream(std::uint32_t ssrc, std::uint64_t user)
    {
        for (StreamCounters& known : m_counters.streams)
            if (known.ssrc == Ssrc(ssrc))
                return known;
        StreamCounters fresh;
        fresh.ssrc = Ssrc(ssrc);
        fresh.user = UserId(user);
        return m_counters.streams.emplace_back(fresh);
    }

private slots:
    void init() { m_counters = {}; }

    void tellsEachKindOfLoss_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<LossKind>("kind");
        QTest::newRow("the socket overflowed") << 0 << LossKind::ThisComputer;
        QTest::newRow("too many streams") << 1 << LossKind::ThisComputer;
        QTest::newRow("no key in time") << 2 << LossKind::Undecryptable;
        QTest::newRow("refused by the key") << 3 << LossKind::Undecryptable;
        QTest::newRow("a known speaker's key never came") << 4 << LossKind::Undecryptable;
        QTest::newRow("nobody's") << 5 << LossKind::UnknownSpeaker;
        QTest::newRow("far from its stream") << 6 << LossKind::Misplaced;
    }
    void tellsEachKindOfLoss()
    {
        QFETCH(int, count);
        QFETCH(LossKind, kind);
        stream(1, 7);
        stream(2, 0);
        const std::array<std::uint64_t*, 7> counts {
            &m_counters.kernelDropped,   &m_counters.crowdedOut, &m_counters.withoutKey,
            &stream(1, 7).undecryptable, &stream(1, 7).expired,  &stream(2, 0).expired,
            &stream(1, 7).strayed};
        std::uint64_t& counted = *counts.at(static_cast<std::size_t>(count));
        counted = 100; // before the recording began
        LossWatch watch;
        watch.begin(m_counters);
        QCOMPARE(watch.look(m_counters, m_now), Reports {});
        counted += 12;
        QCOMPARE(watch.look(m_counters, m_now), (Reports {{kind, 12, 12, false}}));
    }

    void tellsAtOnceThenNowAndThenAndWhenItIsOver()
    {
        LossWatch watch;
        watch.begin(m_counters);
        int told = 0;
        std::uint64_t packets = 0;
        for (int second = 0; second < 25; ++second, m_now += 1s) {
            m_counters.kernelDropped += 2;
            for (const LossReport& report : watch.look(m_counters, m_now)) {
                ++told;
                packets += report.fresh;
                QVERIFY(!report.isOver);
                QCOMPARE(report.total, packets);
            }
        }
        QCOMPARE(told, 3);
        Reports last;
        for (int second = 0; second < 10 && last.empty(); ++second, m_now += 1s)
            last = watch.look(m_counters, m_now);
        QCOMPARE(last, (Reports {{LossKind::ThisComputer, 50 - packets, 50, true}}));
        m_counters.kernelDropped += 3;
        QCOMPARE(watch.look(m_counters, m_now), (Reports {{LossKind::ThisComputer, 3, 3, false}}));
    }

    void countsNothingTwiceWhenASpeakerBecomesKnown()
    {
        LossWatch watch;
        watch.begin(m_counters);
        stream(5, 0).expired = 4;
        QCOMPARE(watch.look(m_counters, m_now),
                 (Reports {{LossKind::UnknownSpeaker, 4, 4, false}}));
        stream(5, 0).user = UserId(9);
        QCOMPARE(watch.look(m_counters, m_now + 1s), Reports {});
    }

    void leavesOutWhatWasLostInAPause()
    {
        LossWatch watch;
        watch.begin(m_counters);
        m_counters.kernelDropped += 5;
        watch.skip(m_counters);
        QCOMPARE(watch.look(m_counters, m_now), Reports {});
    }

    // A recording begun seconds after the call was joined said "not decrypted" of frames that had
    // come before it, and waited in vain for a key of the time before we were in the group.
    void leavesOutWhatHadComeBefore_data()
    {
        QTest::addColumn<bool>("isPause");
        QTest::newRow("before the recording") << false;
        QTest::newRow("in a pause") << true;
    }
    void leavesOutWhatHadComeBefore()
    {
        QFETCH(bool, isPause);
        LossWatch watch;
        if (isPause)
            watch.begin(m_counters);
        stream(1, 7).waiting = 3;
        stream(2, 0).waiting = 2;
        stream(3, 8).waiting = 4;
        isPause ? watch.skip(m_counters) : watch.begin(m_counters);
        // Younger ones come and wait behind them.
        stream(1, 7).waiting = 5;
        QCOMPARE(watch.look(m_counters, m_now), Reports {});
        stream(1, 7).waiting = 3;
        stream(1, 7).undecryptable = 2;
        stream(2, 0).waiting = 0;
        stream(2, 0).expired = 2;
        stream(3, 8).waiting = 0; // opened after all
        QCOMPARE(watch.look(m_counters, m_now), Reports {});
        stream(1, 7).waiting = 0;
        stream(1, 7).undecryptable = 5; // one more of those before, and the two younger
        stream(2, 0).expired = 3;
        stream(3, 8).undecryptable = 1;
        QCOMPARE(watch.look(m_counters, m_now),
                 (Reports {{LossKind::UnknownSpeaker, 1, 1, false},
                           {LossKind::Undecryptable, 3, 3, false}}));
    }

    void tellsTheRestAtTheEnd()
    {
        LossWatch watch;
        watch.begin(m_counters);
        m_counters.crowdedOut = 1;
        QCOMPARE(watch.look(m_counters, m_now).size(), std::size_t {1});
        QCOMPARE(watch.finish(), Reports {});
        watch.begin(m_counters);
        m_counters.crowdedOut = 2;
        QCOMPARE(watch.look(m_counters, m_now).size(), std::size_t {1});
        m_counters.crowdedOut = 7;
        QCOMPARE(watch.look(m_counters, m_now + 1s), Reports {});
        QCOMPARE(watch.finish(), (Reports {{LossKind::ThisComputer, 5, 6, false}}));
    }
};

QTEST_GUILESS_MAIN(LossWatchTest)
#include "loss_watch_test.moc"
