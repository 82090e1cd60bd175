#include "app/single_instance.h"

#include "tests/patience.h"

#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace lavalier;
using namespace lavalier::app;

Q_DECLARE_METATYPE(lavalier::app::InstanceRequest)

class SingleInstanceTest : public QObject {
    Q_OBJECT
private slots:
    void aRequestSurvivesTheWire()
    {
        InstanceRequest request;
        request.raise = false;
        request.stop = true;
        request.channel = ChannelId(4711);
        request.guild = GuildId(~std::uint64_t {0} >> 1U);
        QCOMPARE(decodeInstanceRequest(encode(request)), std::optional(request));
        QCOMPARE(decodeInstanceRequest(encode({})), std::optional(InstanceRequest()));
    }

    void refusesWhatIsNoRequest_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("stop");
        QTest::newRow("a list") << QByteArray("[true]");
        QTest::newRow("a channel that is no id") << QByteArray("{\"channel\":\"table\"}");
        QTest::newRow("a channel of another kind") << QByteArray("{\"channel\":{}}");
        QTest::newRow("too long") << QByteArray("{\"x\":\"")
                + QByteArray(SingleInstance::kMaxRequest, 'x') + "\"}";
    }
    void refusesWhatIsNoRequest()
    {
        QFETCH(QByteArray, line);
        QVERIFY(!decodeInstanceRequest(line));
    }

    void theSecondHandsItsWishesToTheFirst()
    {
        QTemporaryDir folder;
        SingleInstance first(folder.path(), QString());
        SingleInstance second(folder.path(), QString());
        QVERIFY(first.becomeFirst());
        QVERIFY(!second.becomeFirst());
        std::vector<InstanceRequest> asked;
        connect(&first, &SingleInstance::requested, &first,
                [&](const InstanceRequest& request) { asked.push_back(request); });
        InstanceRequest wish;
        wish.channel = ChannelId(501);
        bool taken = false;
        std::thread other([&] { taken = second.handOver(wish); }); // as another process would
        QTRY_COMPARE_WITH_TIMEOUT(asked.size(), std::size_t {1}, test::kPatience);
        other.join();
        QVERIFY(taken);
        QCOMPARE(asked.front(), wish);
    }

    void profilesDoNotMeet()
    {
        QTemporaryDir folder;
        SingleInstance usual(folder.path(), QString());
        SingleInstance work(folder.path(), QStringLiteral("work"));
        QVERIFY(usual.becomeFirst());
        QVERIFY(work.becomeFirst());
    }

    void aLaterStartIsFirstAgain()
    {
        QTemporaryDir folder;
        {
            SingleInstance first(folder.path(), QString());
            QVERIFY(first.becomeFirst());
        }
        SingleInstance next(folder.path(), QString());
        QVERIFY(next.becomeFirst());
    }

    void nonsenseFromAnotherProgramIsDropped()
    {
        QTemporaryDir folder;
        SingleInstance first(folder.path(), QString());
        QVERIFY(first.becomeFirst());
        int asked = 0;
        connect(&first, &SingleInstance::requested, &first, [&] { ++asked; });
        for (const QByteArray& bytes :
             {QByteArray("rm -rf\n"), QByteArray(100'000, 'x'), QByteArray("{\"channel\":5}\n")}) {
            QLocalSocket socket;
            socket.connectToServer(first.serverName());
            QTRY_COMPARE(socket.state(), QLocalSocket::ConnectedState);
            socket.write(bytes);
            QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
            QVERIFY(!socket.readAll().startsWith("ok"));
        }
        QCOMPARE(asked, 0);
    }
};

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "single_instance_test.moc"
