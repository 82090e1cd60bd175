#include "voice/receive/drop_watch.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

class DropWatchTest : public QObject {
    Q_OBJECT
private slots:
    void tellsStretchesNotDrops_data();
    void tellsStretchesNotDrops();
};

namespace {

constexpr SteadyTime kZero {1h};

/// "1000-1400 x7": milliseconds after zero, datagrams.
QString written(const std::optional<DropStretch>& stretch)
{
    using Whole = std::chrono::milliseconds;
    return !stretch ? QString()
                    : QStringLiteral("%1-%2 x%3")
                          .arg(std::chrono::duration_cast<Whole>(stretch->after - kZero).count())
                          .arg(std::chrono::duration_cast<Whole>(stretch->before - kZero).count())
                          .arg(stretch->datagrams);
}

} // namespace

void DropWatchTest::tellsStretchesNotDrops_data()
{
    using Drops = std::vector<DropStretch>;
    QTest::addColumn<Drops>("drops");
    QTest::addColumn<QString>("told");
    const auto at = [](std::chrono::milliseconds after, std::chrono::milliseconds before,
                       std::uint64_t datagrams) {
        return DropStretch {kZero + after, kZero + before, datagrams};
    };
    QTest::newRow("nothing") << Drops {} << "";
    QTest::newRow("a count that did not grow") << Drops {at(1s, 2s, 0)} << "";
    QTest::newRow("one stall") << Drops {at(1s, 1400ms, 7)} << "1000-1400 x7";
    QTest::newRow("close together")
        << Drops {at(1s, 1020ms, 1), at(1040ms, 1060ms, 2), at(1300ms, 1400ms, 4)}
        << "1000-1400 x7";
    QTest::newRow("far apart") << Drops {at(1s, 1020ms, 1), at(2s, 2100ms, 4)}
                               << "1000-1020 x1, 2000-2100 x4";
    QTest::newRow("a stall longer than any stretch") << Drops {at(1s, 9s, 300)} << "1000-9000 x300";
    Drops always;
    for (int i = 0; i < 110; ++i)
        always.push_back(at(100ms * i, 100ms * (i + 1), 3));
    QTest::newRow("on and on") << always << "0-5000 x150, 5000-10000 x150, 10000-11000 x30";
}

void DropWatchTest::tellsStretchesNotDrops()
{
    QFETCH(std::vector<DropStretch>, drops);
    QFETCH(QString, told);
    DropWatch watch;
    QStringList stretches;
    auto next = drops.begin();
    for (SteadyTime now = kZero; now < kZero + 20s; now += 20ms) {
        for (; next != drops.end() && next->before <= now; ++next)
            watch.dropped(*next);
        if (const auto stretch = watch.take(now))
            stretches << written(stretch);
    }
    QCOMPARE(stretches.join(QStringLiteral(", ")), told);
    QVERIFY(!watch.isWatching());
}

QTEST_GUILESS_MAIN(DropWatchTest)
#include "drop_watch_test.moc"
