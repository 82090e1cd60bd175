#include "voice/rtp/keepalive.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::rtp;
using namespace std::chrono_literals;

class KeepaliveTest : public QObject {
    Q_OBJECT
private slots:
    void countsItsPings()
    {
        Keepalive keepalive;
        QCOMPARE(keepalive.nextPing(SteadyTime(1s)).toHex(), QByteArray("1337cafe00000000"));
        QCOMPARE(keepalive.nextPing(SteadyTime(6s)).toHex(), QByteArray("1337cafe00000001"));
    }

    void measuresEachAnswerOnce()
    {
        Keepalive keepalive;
        keepalive.nextPing(SteadyTime(1s));
        keepalive.nextPing(SteadyTime(6s));
        const QByteArray first = pingReply(0);
        const QByteArray second = pingReply(1);
        QCOMPARE(keepalive.roundTrip(viewOf(second), SteadyTime(6s + 40ms)),
                 std::optional(40000us));
        QCOMPARE(keepalive.roundTrip(viewOf(first), SteadyTime(7s)), std::optional(6'000'000us));
        QVERIFY(!keepalive.roundTrip(viewOf(second), SteadyTime(7s)));
    }

    void ignoresWhatAnswersNothing_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a ping") << ping(9);
        QTest::newRow("one byte short") << pingReply(9).chopped(1);
        QTest::newRow("one byte long") << pingReply(9) + 'x';
        QTest::newRow("never sent") << pingReply(10);
        QTest::newRow("far ahead") << pingReply(0xFFFFFFFF);
        QTest::newRow("long ago") << pingReply(1);
    }

    void ignoresWhatAnswersNothing()
    {
        QFETCH(QByteArray, reply);
        Keepalive unasked;
        QVERIFY(!unasked.roundTrip(viewOf(reply), SteadyTime(99s)));
        Keepalive keepalive;
        for (int i = 0; i < 10; ++i)
            keepalive.nextPing(SteadyTime(std::chrono::seconds(i)));
        QVERIFY(!keepalive.roundTrip(viewOf(reply), SteadyTime(99s)));
    }

    void readsBothHalves()
    {
        const QByteArray asked = ping(0x01020304);
        const QByteArray answered = pingReply(0x01020304);
        QCOMPARE(answered.toHex(), QByteArray("1337f00d01020304"));
        QCOMPARE(parsePing(viewOf(asked)), std::optional(0x01020304U));
        QCOMPARE(parsePingReply(viewOf(answered)), std::optional(0x01020304U));
        QVERIFY(!parsePing(viewOf(answered)));
    }
};

QTEST_GUILESS_MAIN(KeepaliveTest)
#include "keepalive_test.moc"
