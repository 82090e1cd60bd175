#include "voice/base/sequence.h"

#include <QTest>

using namespace lavalier;

class SequenceTest : public QObject {
    Q_OBJECT
private slots:
    void unwrapsSequenceNumbers_data()
    {
        QTest::addColumn<QList<int>>("wire");
        QTest::addColumn<QList<qint64>>("unwrapped");
        constexpr qint64 kTurn = 65536;
        QTest::newRow("in order") << QList<int> {5, 6, 7}
                                  << QList<qint64> {kTurn + 5, kTurn + 6, kTurn + 7};
        QTest::newRow("across the wrap, out of order")
            << QList<int> {65533, 65534, 0, 65535, 1, 2, 3}
            << QList<qint64> {kTurn + 65533, kTurn + 65534, 2 * kTurn,    kTurn + 65535,
                              2 * kTurn + 1, 2 * kTurn + 2, 2 * kTurn + 3};
        QTest::newRow("before the first")
            << QList<int> {0, 65535, 1} << QList<qint64> {kTurn, kTurn - 1, kTurn + 1};
        QTest::newRow("half a turn ahead")
            << QList<int> {0, 32767} << QList<qint64> {kTurn, kTurn + 32767};
        QTest::newRow("half a turn back")
            << QList<int> {0, 32768} << QList<qint64> {kTurn, kTurn - 32768};
        QTest::newRow("two turns") << QList<int> {0, 30000, 60000, 24464, 54464, 18928}
                                   << QList<qint64> {kTurn,         kTurn + 30000,  kTurn + 60000,
                                                     kTurn + 90000, kTurn + 120000, kTurn + 150000};
    }

    void unwrapsSequenceNumbers()
    {
        QFETCH(QList<int>, wire);
        QFETCH(QList<qint64>, unwrapped);
        SequenceUnwrapper unwrapper;
        QList<qint64> got;
        for (const int number : wire)
            got.append(unwrapper.unwrap(static_cast<std::uint16_t>(number)).value());
        QCOMPARE(got, unwrapped);
    }

    void tellsDistancesWithoutChanging()
    {
        SequenceUnwrapper unwrapper;
        QCOMPARE(unwrapper.distance(99), std::int64_t {0});
        QVERIFY(!unwrapper.highest());
        unwrapper.unwrap(65535);
        QCOMPARE(unwrapper.distance(2), std::int64_t {3});
        QCOMPARE(unwrapper.distance(65530), std::int64_t {-5});
        QCOMPARE(unwrapper.highest()->value(), std::int64_t {65536 + 65535});
    }

    void unwrapsTicks_data()
    {
        QTest::addColumn<QList<quint32>>("wire");
        QTest::addColumn<QList<qint64>>("steps");
        QTest::newRow("in order") << QList<quint32> {0, 960, 1920} << QList<qint64> {0, 960, 1920};
        QTest::newRow("across the wrap")
            << QList<quint32> {0xFFFFFC40, 0, 960} << QList<qint64> {0, 960, 1920};
        QTest::newRow("across and back")
            << QList<quint32> {0xFFFFFC40, 960, 0} << QList<qint64> {0, 1920, 960};
        QTest::newRow("one liar") << QList<quint32> {960, 0x7FFFFFFF, 1920}
                                  << QList<qint64> {0, 0x7FFFFFFF - 960, 960};
    }

    void unwrapsTicks()
    {
        QFETCH(QList<quint32>, wire);
        QFETCH(QList<qint64>, steps);
        RtpUnwrapper unwrapper;
        const RtpTicks first = unwrapper.unwrap(wire[0]);
        QCOMPARE(first.value(), (qint64 {1} << 32) + wire[0]);
        for (qsizetype i = 1; i < wire.size(); ++i)
            QCOMPARE((unwrapper.unwrap(wire[i]) - first).value(), steps[i]);
    }
};

QTEST_GUILESS_MAIN(SequenceTest)
#include "sequence_test.moc"
