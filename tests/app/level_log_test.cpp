#include "app/level_log.h"

#include <QTest>

#include <cmath>

using namespace lavalier;
using namespace lavalier::app;

class LevelLogTest : public QObject {
    Q_OBJECT
private slots:
    void saysHowLoudSomebodyTypicallyWas_data();
    void saysHowLoudSomebodyTypicallyWas();
};

void LevelLogTest::saysHowLoudSomebodyTypicallyWas_data()
{
    QTest::addColumn<std::vector<float>>("talking"); ///< averages
    QTest::addColumn<std::vector<float>>("quiet"); ///< the same, while the meter falls
    QTest::addColumn<float>("typical");
    using Levels = std::vector<float>;
    const float none = level::kSilenceDb;
    QTest::newRow("one reading") << Levels {-20.04F} << Levels {} << -20.0F;
    QTest::newRow("the middle one") << Levels {-50, -18, -30} << Levels {} << -30.0F;
    QTest::newRow("pauses do not count") << Levels {-18} << Levels {-60, -61, -62} << -18.0F;
    QTest::newRow("never talked") << Levels {} << Levels {-60} << none;
    QTest::newRow("full scale") << Levels {0} << Levels {} << 0.0F;
    QTest::newRow("louder than full scale") << Levels {3} << Levels {} << 0.0F;
    QTest::newRow("not a number") << Levels {NAN, -INFINITY} << Levels {} << none;
}

void LevelLogTest::saysHowLoudSomebodyTypicallyWas()
{
    QFETCH(const std::vector<float>, talking);
    QFETCH(const std::vector<float>, quiet);
    QFETCH(const float, typical);
    LevelLog log;
    std::uint64_t frames = 0;
    const auto hear = [&](float average, bool talks) {
        pool::SpeakerLevel reading;
        reading.user = UserId(7);
        reading.averageDb = average;
        reading.peakDb = -6;
        reading.talking = talks;
        reading.framesDecoded = ++frames;
        log.add({reading});
        log.add({reading}); // polled again before anything new was decoded
    };
    for (const float level : talking)
        hear(level, true);
    for (const float level : quiet)
        hear(level, false);
    QVERIFY(!log.of(UserId(8)));
    const auto level = log.of(UserId(7));
    QVERIFY(level.has_value());
    QCOMPARE(level->peakDb, -6.0F);
    QVERIFY2(std::abs(level->typicalDb - typical) < 0.01F,
             qPrintable(QString::number(level->typicalDb)));
}

QTEST_GUILESS_MAIN(LevelLogTest)
#include "level_log_test.moc"
