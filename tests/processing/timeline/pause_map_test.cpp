#include "processing/timeline/pause_map.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::timeline;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kSecond = kSampleRate;

SampleCount seconds(std::int64_t count)
{
    return SampleCount(count * kSecond);
}

} // namespace

class PauseMapTest : public QObject {
    Q_OBJECT
private slots:
    void positionsMoveUpByWhatWasCut_data();
    void positionsMoveUpByWhatWasCut();
    void pausesAreJoinedAndClipped();
    void whatWasHeardIsHandedOutInOrder();
};

void PauseMapTest::positionsMoveUpByWhatWasCut_data()
{
    QTest::addColumn<int>("recording");
    QTest::addColumn<int>("cut");
    QTest::newRow("before") << 1 << 1;
    QTest::newRow("where the first begins") << 2 << 2;
    QTest::newRow("inside the first") << 3 << 2;
    QTest::newRow("where the first ends") << 4 << 2;
    QTest::newRow("between") << 5 << 3;
    QTest::newRow("inside the second") << 7 << 4;
    QTest::newRow("after") << 10 << 6;
}

void PauseMapTest::positionsMoveUpByWhatWasCut()
{
    QFETCH(int, recording);
    QFETCH(int, cut);
    const std::vector<PauseSpan> pauses {{6s, 8s}, {2s, 4s}};
    const PauseMap cutting(pauses, 10s, false);
    const PauseMap keeping(pauses, 10s, true);
    QCOMPARE(cutting.toTrack(seconds(recording)), seconds(cut));
    QCOMPARE(keeping.toTrack(seconds(recording)), seconds(recording));
    QCOMPARE(cutting.trackLength(), seconds(6));
    QCOMPARE(keeping.trackLength(), seconds(10));
}

void PauseMapTest::pausesAreJoinedAndClipped()
{
    const std::vector<PauseSpan> pauses {{-5s, 1s}, {3s, 5s}, {4s, 6s}, {6s, 7s},
                                         {8s, 8s},  {9s, 2s}, {9s, 99h}};
    const PauseMap map(pauses, 10s, false);
    QCOMPARE(map.spans().size(), std::size_t(3));
    QCOMPARE(map.trackLength(), seconds(10 - 1 - 4 - 1));
    QCOMPARE(map.pausedWithin(seconds(0), seconds(10)), seconds(6));
    QCOMPARE(map.pausedWithin(seconds(4), seconds(8)), seconds(3));
    QCOMPARE(map.pausedWithin(seconds(8), seconds(4)), SampleCount());
}

void PauseMapTest::whatWasHeardIsHandedOutInOrder()
{
    const std::vector<PauseSpan> pauses {{2s, 4s}, {6s, 8s}};
    const PauseMap map(pauses, 10s, false);
    std::vector<std::pair<SampleCount, SampleCount>> parts;
    map.forEachHeard(seconds(3), seconds(9),
                     [&](SampleCount from, SampleCount to) { parts.emplace_back(from, to); });
    const std::vector<std::pair<SampleCount, SampleCount>> expected {{seconds(4), seconds(6)},
                                                                     {seconds(8), seconds(9)}};
    QVERIFY(parts == expected);
}

QTEST_APPLESS_MAIN(PauseMapTest)
#include "pause_map_test.moc"
