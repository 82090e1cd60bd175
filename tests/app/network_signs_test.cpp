#include "app/network_signs.h"
#include "tests/patience.h"

#include <QSignalSpy>
#include <QTest>

using namespace lavalier::app;
using namespace std::chrono_literals;
using Reach = NetworkSigns::Reach;

class NetworkSignsTest : public QObject {
    Q_OBJECT
private slots:
    void saysWhenTheNetworkIsBack_data()
    {
        QTest::addColumn<std::vector<Reach>>("told");
        QTest::addColumn<int>("signs");
        const auto row = [](const char* name, std::vector<Reach> told, int signs) {
            QTest::newRow(name) << std::move(told) << signs;
        };
        using enum Reach;
        row("what holds at the start", {Internet}, 0);
        row("the same again", {Internet, Internet}, 0);
        row("away", {Internet, Nowhere}, 0);
        row("away and back", {Internet, Nowhere, Internet}, 1);
        row("back in steps", {Internet, Nowhere, Machine, Site, Internet}, 3);
        row("nobody knows for a moment", {Internet, Unknown, Internet}, 0);
        row("away, nobody knows, and back", {Internet, Nowhere, Unknown, Internet}, 1);
        row("started without one", {Unknown, Nowhere, Site}, 1);
    }
    void saysWhenTheNetworkIsBack()
    {
        QFETCH(std::vector<Reach>, told);
        QFETCH(int, signs);
        NetworkSigns network(nullptr, {});
        QSignalSpy back(&network, &NetworkSigns::back);
        for (const Reach reach : told)
            network.told(reach);
        QCOMPARE(back.count(), signs);
    }

    void aNewAddressIsASign()
    {
        const QHostAddress home(QStringLiteral("192.168.1.5"));
        const QHostAddress phone(QStringLiteral("172.20.10.2"));
        NetworkSigns network(nullptr, {});
        QSignalSpy back(&network, &NetworkSigns::back);
        qsizetype before = 0;
        const auto isSign = [&](const QSet<QHostAddress>& addresses) {
            network.told(addresses);
            return std::exchange(before, back.count()) != back.count();
        };
        QVERIFY(isSign({home}));
        QVERIFY(!isSign({home}));
        QVERIFY(isSign({home, phone}));
        QVERIFY(!isSign({phone})); // one fewer is none
        QVERIFY(!isSign({}));
        QVERIFY(isSign({phone}));
    }

    void saysItAgainUntilTheNetworkGoes()
    {
        NetworkSigns network(nullptr, {1ms, 1ms, 1h});
        QSignalSpy back(&network, &NetworkSigns::back);
        network.told(Reach::Nowhere);
        network.told(Reach::Internet);
        QTRY_COMPARE(back.count(), 3);
        network.told(Reach::Nowhere);
        network.told(Reach::Internet);
        network.told(Reach::Nowhere);
        QVERIFY(!back.wait(50));
        QCOMPARE(back.count(), 4);
    }
};

QTEST_GUILESS_MAIN(NetworkSignsTest)
#include "network_signs_test.moc"
