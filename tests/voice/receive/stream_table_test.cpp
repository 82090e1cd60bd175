#include "voice/receive/stream_table.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::receive;

class StreamTableTest : public QObject {
    Q_OBJECT
private slots:
    void findsWhatWasAddedAndNothingElse_data()
    {
        QTest::addColumn<quint32>("step");
        QTest::newRow("one after the other") << 1U;
        QTest::newRow("far apart") << 0x10000U;
        QTest::newRow("very far apart") << 0x01000000U;
        QTest::newRow("odd") << 0x9E3779B1U;
    }

    void findsWhatWasAddedAndNothingElse()
    {
        QFETCH(quint32, step);
        StreamTable table(200);
        for (quint32 i = 0; i < 200; ++i)
            QVERIFY(table.add(Ssrc(i * step)) != nullptr);
        QVERIFY(table.isFull());
        QVERIFY(table.add(Ssrc(200 * step)) == nullptr);
        for (quint32 i = 0; i < 200; i += 3)
            table.remove(Ssrc(i * step));
        for (quint32 i = 0; i < 201; ++i) {
            MediaStream* const found = table.find(Ssrc(i * step));
            QCOMPARE(found != nullptr, i % 3 != 0 && i < 200);
            if (found != nullptr)
                QCOMPARE(found->counters.ssrc, Ssrc(i * step));
        }
    }
};

QTEST_GUILESS_MAIN(StreamTableTest)
#include "stream_table_test.moc"
