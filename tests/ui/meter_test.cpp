#include "tests/patience.h"
#include "ui/models/level_scale.h"
#include "ui/models/meter_ballistics.h"
#include "ui/widgets/level_bar.h"

#include <QAccessible>
#include <QPaintEvent>
#include <QTest>

#include <cmath>
#include <limits>

using namespace lavalier;
using namespace lavalier::ui;
using namespace std::chrono_literals;

namespace {

const SteadyTime kStart {std::chrono::hours(1)};

/// Counts the pixels that paint events ask for.
class PaintCounter : public QObject {
public:
    qint64 pixels = 0;
    int events = 0;

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            ++events;
            for (const QRect& rect : static_cast<QPaintEvent*>(event)->region())
                pixels += qint64(rect.width()) * rect.height();
        }
        return false;
    }
};

} // namespace

class MeterTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { installMeterAccessibility(); }

    void risesAtOnceAndFallsTwentyDecibelsInOnePointSevenSeconds()
    {
        MeterBallistics meter;
        meter.feed(-12, -20, false, kStart);
        QCOMPARE(meter.peak(), -12.0F);
        QCOMPARE(meter.average(), -20.0F);
        SteadyTime now = kStart;
        for (int i = 0; i < 50; ++i) {
            now += 34ms;
            meter.feed(-100, -100, false, now);
        }
        QVERIFY2(std::abs(meter.peak() - -32) < 0.05, qPrintable(QString::number(meter.peak())));
        QVERIFY(std::abs(meter.average() - -40) < 0.05);
    }

    void fallsAtTheSamePaceHoweverOftenItIsAsked()
    {
        MeterBallistics often;
        MeterBallistics rarely;
        often.feed(-6, -6, false, kStart);
        rarely.feed(-6, -6, false, kStart);
        for (auto t = 10ms; t <= 1000ms; t += 10ms)
            often.feed(-100, -100, false, kStart + t);
        rarely.feed(-100, -100, false, kStart + 1000ms);
        QVERIFY(std::abs(often.peak() - rarely.peak()) < 0.01);
    }

    void holdsThePeakForTwoSeconds()
    {
        MeterBallistics meter;
        meter.feed(-6, -20, false, kStart);
        meter.feed(-100, -100, false, kStart + 1900ms);
        QCOMPARE(meter.hold(), -6.0F);
        meter.feed(-100, -100, false, kStart + 2000ms);
        QCOMPARE(meter.hold(), -6.0F);
        meter.feed(-100, -100, false, kStart + 2500ms);
        QVERIFY(meter.hold() < -6.0F);
        for (auto t = 3s; t <= 10s; t += 1s)
            meter.feed(-100, -100, false, kStart + t);
        QVERIFY(meter.atRest());
    }

    void keepsTheClipLampUntilItIsReset()
    {
        MeterBallistics meter;
        meter.feed(-0.05F, -9, false, kStart);
        QVERIFY(meter.clipped());
        meter.feed(-30, -30, false, kStart + 10s);
        QVERIFY(meter.clipped());
        meter.resetClip();
        QVERIFY(!meter.clipped());
        meter.feed(-0.2F, -9, false, kStart + 11s);
        QVERIFY(!meter.clipped());
    }

    void takesWhatNoMeterCanShow_data()
    {
        QTest::addColumn<float>("db");
        QTest::addColumn<float>("shown");
        QTest::newRow("not a number") << std::numeric_limits<float>::quiet_NaN() << -60.0F;
        QTest::newRow("minus infinity") << -std::numeric_limits<float>::infinity() << -60.0F;
        QTest::newRow("above full scale") << 6.0F << 0.0F;
    }
    void takesWhatNoMeterCanShow()
    {
        QFETCH(float, db);
        QFETCH(float, shown);
        MeterBallistics meter;
        meter.feed(db, db, false, kStart);
        QCOMPARE(meter.peak(), shown);
        QCOMPARE(meter.average(), shown);
    }

    void putsDecibelsWhereTheyStand()
    {
        const LevelScale scale {600};
        QCOMPARE(scale.x(-60), 0);
        QCOMPARE(scale.x(-20), 400);
        QCOMPARE(scale.x(-9), 510);
        QCOMPARE(scale.x(0), 600);
        QCOMPARE(scale.x(-200), 0);
        QCOMPARE(scale.x(3), 600);
    }

    void repaintsOnlyTheColumnsThatChanged()
    {
        LevelBar bar;
        bar.resize(316, 24);
        bar.QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar, test::kPatience));
        MeterBallistics meter;
        meter.feed(-30, -40, false, kStart);
        PaintCounter counter;
        bar.installEventFilter(&counter);
        bar.showLevels(meter, kStart);
        QTRY_VERIFY(counter.events > 0);
        QTest::qWait(30); // whatever the window's appearance still brings
        counter.events = 0;
        counter.pixels = 0;

        bar.showLevels(meter, kStart); // nothing moved
        QTest::qWait(30);
        QCOMPARE(counter.events, 0);

        meter.feed(-28, -40, false, kStart + 34ms); // 2 dB of 60 on 300 columns of 9 pixels
        bar.showLevels(meter, kStart + 34ms);
        QTRY_COMPARE(counter.events, 1);
        QVERIFY2(counter.pixels <= 20 * 9, qPrintable(QString::number(counter.pixels)));
    }

    void showsWhatAFreshMeterWouldShow()
    {
        // Partial repaints must add up to the whole picture.
        LevelBar moved;
        LevelBar fresh;
        for (LevelBar* bar : {&moved, &fresh}) {
            bar->resize(320, 26);
            bar->QWidget::show();
        }
        QVERIFY(QTest::qWaitForWindowExposed(&moved, test::kPatience));
        MeterBallistics meter;
        for (int i = 0; i < 60; ++i) {
            const float db = -40.0F + 35.0F * std::sin(float(i) * 0.7F);
            meter.feed(db, db - 8, i == 30, kStart + i * 34ms);
            moved.showLevels(meter, kStart + i * 34ms);
            QCoreApplication::processEvents();
        }
        fresh.showLevels(meter, kStart + 60 * 34ms);
        QCOMPARE(moved.grab().toImage(), fresh.grab().toImage());
    }

    void isAMeterWithAValueToAssistiveTools()
    {
        LevelBar bar;
        bar.setSpeaker(QStringLiteral("Ana"));
        MeterBallistics meter;
        meter.feed(-14, -20.04F, false, kStart);
        bar.showLevels(meter, kStart);
        QAccessibleInterface* access = QAccessible::queryAccessibleInterface(&bar);
        QVERIFY(access);
        QCOMPARE(access->role(), QAccessible::ProgressBar);
        QCOMPARE(access->text(QAccessible::Name), QStringLiteral("Ana level"));
        QAccessibleValueInterface* value = access->valueInterface();
        QVERIFY(value);
        QCOMPARE(value->minimumValue().toDouble(), -60.0);
        QCOMPARE(value->maximumValue().toDouble(), 0.0);
        QCOMPARE(value->currentValue().toDouble(), -20.0);
    }

    void announcesItsValueAtMostOnceASecond()
    {
        AnnouncementGate gate;
        int announced = 0;
        for (int i = 0; i < 100; ++i) // 3.4 s of talking
            announced += gate.passes(i % 20 < 10 ? -15 : -40, kStart + i * 34ms) ? 1 : 0;
        QVERIFY2(announced >= 3 && announced <= 4, qPrintable(QString::number(announced)));
        AnnouncementGate still;
        QVERIFY(still.passes(-20, kStart));
        QVERIFY(!still.passes(-20.2, kStart + 10s)); // nothing to mention
    }
};

QTEST_MAIN(MeterTest)
#include "meter_test.moc"
