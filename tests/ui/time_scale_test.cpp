#include "ui/models/time_scale.h"

#include <QTest>

using namespace lavalier::ui;
using namespace std::chrono_literals;

class TimeScaleTest : public QObject {
    Q_OBJECT
private slots:
    void goesThereAndBack_data()
    {
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("perPixel");
        QTest::newRow("eight hours on a window") << 0.0 << 28'800.0 / 1000;
        QTest::newRow("a minute, far in") << 25'000.0 << 60.0 / 1000;
        QTest::newRow("eight pixels a sample, at the end") << 28'799.0 << 1.0 / 48'000 / 8;
    }
    void goesThereAndBack()
    {
        QFETCH(double, start);
        QFETCH(double, perPixel);
        const TimeScale scale {start, perPixel};
        QCOMPARE(scale.xOf(start), 0.0);
        for (const double x : {0.0, 1.0, 499.5, 1000.0})
            QVERIFY(std::abs(scale.xOf(scale.secondsAt(x)) - x) < 1e-3);
        // One pixel is never less than what there and back loses.
        QVERIFY(scale.xOf(scale.secondsAt(1)) > 0.5);
    }

    void showsWhatIsTooShortToBeSeen()
    {
        const TimeScale scale {0, 28.8};
        const auto packet = scale.stretchOf(3600s, 3600s + 20ms, 2);
        QCOMPARE(packet.from, 125.0);
        QCOMPARE(packet.width(), 2.0);
        const auto minute = scale.stretchOf(0ms, 288s, 2);
        QCOMPARE(minute.width(), 10.0);
        QCOMPARE(minute.distance(4), 0.0);
        QCOMPARE(minute.distance(-3), 3.0);
        QCOMPARE(minute.distance(13), 3.0);
    }

    void ticksAreRoundAndFarEnoughApart()
    {
        QCOMPARE((TimeScale {0, 1}).tickFor(80), 120.0);
        QCOMPARE((TimeScale {0, 0.01}).tickFor(80), 1.0);
        QCOMPARE((TimeScale {0, 0.00001}).tickFor(80), 0.001);
        QCOMPARE((TimeScale {0, 28800.0 / 1000}).tickFor(80), 3600.0);
        QCOMPARE((TimeScale {0, 1e6}).tickFor(80), 86'400.0);
    }

    void ticksReachFromEdgeToEdge_data()
    {
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("length");
        QTest::addColumn<QList<double>>("expected");
        QTest::newRow("from zero") << 0.0 << 25.0 << 100.0 << QList<double> {0, 10, 20};
        QTest::newRow("on a tick") << 20.0 << 10.0 << 100.0 << QList<double> {20, 30};
        QTest::newRow("between two") << 25.0 << 10.0 << 100.0 << QList<double> {20, 30};
        QTest::newRow("to the end and no further")
            << 0.0 << 100.0 << 20.0 << QList<double> {0, 10, 20};
        QTest::newRow("nothing recorded") << 0.0 << 100.0 << 0.0 << QList<double> {0};
    }
    void ticksReachFromEdgeToEdge()
    {
        QFETCH(double, start);
        QFETCH(double, width);
        QFETCH(double, length);
        QFETCH(QList<double>, expected);
        const auto ticks = TimeScale {start, 1}.ticks(10, width, length);
        QCOMPARE(QList<double>(ticks.begin(), ticks.end()), expected);
    }

    void millisecondsAreRoundedToTheNearest()
    {
        QCOMPARE(TimeScale::timeOf(1.2345), 1235ms);
        QCOMPARE(TimeScale::secondsOf(1500ms), 1.5);
        QCOMPARE((TimeScale {10, 0.5}).timeAt(3), 11'500ms);
    }
};

QTEST_GUILESS_MAIN(TimeScaleTest)
#include "time_scale_test.moc"
