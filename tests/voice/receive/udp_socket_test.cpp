#include "tests/patience.h"
#include "voice/receive/udp_socket.h"

#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

namespace {

using Open = std::unique_ptr<UdpSocket> (*)(const QHostAddress&, quint16);

/// The far side: a plain socket of Qt's.
struct FarSide {
    QUdpSocket socket;
    QHostAddress peer;
    quint16 peerPort = 0;

    explicit FarSide(const QHostAddress& address = QHostAddress(QHostAddress::LocalHost))
    {
        if (!socket.bind(address, 0))
            qFatal("no loopback");
    }

    QByteArray read()
    {
        if (!socket.hasPendingDatagrams() && !socket.waitForReadyRead(test::kPatience))
            return {};
        QByteArray bytes(4096, '\0');
        bytes.resize(socket.readDatagram(bytes.data(), bytes.size(), &peer, &peerPort));
        return bytes;
    }

    void send(const QByteArray& bytes) { socket.writeDatagram(bytes, peer, peerPort); }
};

struct Collected {
    QList<QByteArray> datagrams;
    std::vector<SteadyTime> arrivals;
    UdpSocket::Drained counts;

    void drain(UdpSocket& socket, SteadyTime previous = {})
    {
        const auto drained
            = socket.drain(previous, SteadyClock::now(), [this](ByteView bytes, SteadyTime at) {
                  datagrams.append(toByteArray(bytes));
                  arrivals.push_back(at);
              });
        counts.datagrams += drained.datagrams;
        counts.kernelDropped.datagrams += drained.kernelDropped.datagrams;
        if (drained.kernelDropped.datagrams > 0) {
            counts.kernelDropped.after = drained.kernelDropped.after;
            counts.kernelDropped.before = drained.kernelDropped.before;
        }
        counts.wrongSender += drained.wrongSender;
    }
};

} // namespace

Q_DECLARE_METATYPE(Open)

class UdpSocketTest : public QObject {
    Q_OBJECT
private slots:
    void sendsAndReceives_data() { kinds(); }

    void sendsAndReceives()
    {
        QFETCH(Open, open);
        FarSide far;
        const auto socket = open(far.socket.localAddress(), far.socket.localPort());
        QVERIFY(socket);
        QVERIFY(socket->receiveBufferBytes() > 100'000);
        const QByteArray hello("hello");
        QVERIFY(socket->send(viewOf(hello)));
        QCOMPARE(far.read(), hello);
        QList<QByteArray> sent;
        for (int i = 0; i < 150; ++i) { // more than one batch
            sent.append("datagram " + QByteArray::number(i));
            far.send(sent.back());
        }
        Collected collected;
        collected.drain(*socket);
        QCOMPARE(collected.datagrams, sent);
        collected.drain(*socket);
        QCOMPARE(collected.counts.datagrams, std::size_t {150});
    }

    void worksOverIpv6_data() { kinds(); }

    void worksOverIpv6()
    {
        QFETCH(Open, open);
        QUdpSocket probe;
        if (!probe.bind(QHostAddress(QHostAddress::LocalHostIPv6), 0))
            return; // a machine without IPv6 has nothing to show here
        FarSide far {QHostAddress(QHostAddress::LocalHostIPv6)};
        const auto socket = open(far.socket.localAddress(), far.socket.localPort());
        QVERIFY(socket);
        const QByteArray hello("hello");
        QVERIFY(socket->send(viewOf(hello)));
        QCOMPARE(far.read(), hello);
        far.send("answer");
        Collected collected;
        collected.drain(*socket);
        QCOMPARE(collected.datagrams, QList<QByteArray> {"answer"});
    }

    void hearsNobodyButTheServer_data() { kinds(); }

    void hearsNobodyButTheServer()
    {
        QFETCH(Open, open);
        FarSide far;
        FarSide stranger;
        const auto socket = open(far.socket.localAddress(), far.socket.localPort());
        const QByteArray hello("hello");
        QVERIFY(socket->send(viewOf(hello)));
        far.read();
        stranger.peer = far.peer;
        stranger.peerPort = far.peerPort;
        stranger.send("listen to me");
        far.send("right");
        Collected collected;
        collected.drain(*socket);
        QCOMPARE(collected.datagrams, QList<QByteArray> {"right"});
        QVERIFY(collected.counts.wrongSender <= 1);
    }

    void showsThatADatagramIsTooLong_data() { kinds(); }

    void showsThatADatagramIsTooLong()
    {
        QFETCH(Open, open);
        FarSide far;
        const auto socket = open(far.socket.localAddress(), far.socket.localPort());
        const QByteArray hello("hello");
        QVERIFY(socket->send(viewOf(hello)));
        far.read();
        for (const int size : {1500, 1501, 9000, 0})
            far.send(QByteArray(size, 'x'));
        Collected collected;
        collected.drain(*socket);
        QList<qsizetype> sizes;
        for (const QByteArray& datagram : collected.datagrams)
            sizes.append(datagram.size());
        QCOMPARE(sizes, (QList<qsizetype> {1500, 1501, 1501, 0}));
    }

    void wakesUpOnlyWhenAsked_data() { kinds(); }

    void wakesUpOnlyWhenAsked()
    {
        QFETCH(Open, open);
        FarSide far;
        const auto socket = open(far.socket.localAddress(), far.socket.localPort());
        const QByteArray hello("hello");
        QVERIFY(socket->send(viewOf(hello)));
        far.read();
        QSignalSpy readable(socket.get(), &UdpSocket::readable);
        far.send("one");
        QTest::qWait(30);
        QCOMPARE(readable.count(), 0);
        Collected collected;
        socket->setWakeUp(true);
        QVERIFY(readable.wait(test::kPatience)); // what came before is told as well
        socket->setWakeUp(false);
        collected.drain(*socket);
        QCoreApplication::processEvents();
        readable.clear();
        socket->setWakeUp(true);
        QTest::qWait(30);
        QCOMPARE(readable.count(), 0);
        far.send("two");
        QVERIFY(readable.wait(test::kPatience));
    }

    void arrivalsLieBetweenTheDrains_data() { kinds(); }

    void arrivalsLieBetweenTheDrains()
    {
        QFETCH(Open, open);
        FarSide far;
        const auto socket = open(far.socket.localAddress(), far.socket.localPort());
        const QByteArray hello("hello");
        QVERIFY(socket->send(viewOf(hello)));
        far.read();
        far.send("early");
        QTest::qWait(5);
        const SteadyTime previous = SteadyClock::now();
        far.send("late");
        QTest::qWait(5);
        Collected collected;
        collected.drain(*socket, previous);
        const SteadyTime now = SteadyClock::now();
        QCOMPARE(collected.arrivals.size(), std::size_t {2});
        for (const SteadyTime arrival : collected.arrivals)
            QVERIFY(arrival >= previous && arrival <= now);
    }

    void survivesAPortNobodyListensOn_data() { kinds(); }

    void survivesAPortNobodyListensOn()
    {
        QFETCH(Open, open);
        auto far = std::make_unique<FarSide>();
        const QHostAddress address = far->socket.localAddress();
        const quint16 port = far->socket.localPort();
        far.reset();
        const auto socket = open(address, port);
        const QByteArray hello("hello");
        Collected collected;
        for (int i = 0; i < 5; ++i) {
            socket->send(viewOf(hello)); // may be refused: the system tells us of the last one
            collected.drain(*socket);
        }
        QUdpSocket back;
        QVERIFY(back.bind(address, port));
        socket->send(viewOf(hello));
        QVERIFY(socket->send(viewOf(hello)));
        QVERIFY(back.waitForReadyRead(test::kPatience));
    }

#ifdef Q_OS_LINUX
    void stampsAreTheKernels()
    {
        FarSide far;
        const auto socket = openUdpSocket(far.socket.localAddress(), far.socket.localPort());
        const QByteArray hello("hello");
        QVERIFY(socket->send(viewOf(hello)));
        far.read();
        // Two clocks are read one after the other, so a little less than nothing may show; and a
        // lot when somebody else ran in between. One try without that is enough.
        const auto isExact = [&] {
            std::vector<SteadyTime> before;
            for (int i = 0; i < 10; ++i) {
                before.push_back(SteadyClock::now());
                far.send("datagram");
                QTest::qWait(3);
            }
            before.push_back(SteadyClock::now());
            Collected collected;
            collected.drain(*socket);
            if (collected.arrivals.size() + 1 != before.size())
                return false;
            for (std::size_t i = 0; i < collected.arrivals.size(); ++i) {
                if (collected.arrivals[i] < before[i] - 1ms
                    || collected.arrivals[i] > before[i + 1] + 1ms)
                    return false;
            }
            return true;
        };
        QTRY_VERIFY(isExact());
    }

    void countsWhatTheKernelDropped()
    {
        FarSide far;
        const auto socket = openUdpSocket(far.socket.localAddress(), far.socket.localPort());
        const QByteArray hello("hello");
        QVERIFY(socket->send(viewOf(hello)));
        far.read();
        // A datagram takes at least its own size of the buffer, so these cannot all fit.
        const auto count = static_cast<std::size_t>(socket->receiveBufferBytes()) / 1000 + 100;
        for (std::size_t i = 0; i < count; ++i)
            far.send(QByteArray(1000, 'x'));
        Collected collected;
        for (std::size_t before = 1; before != collected.counts.datagrams;) {
            before = collected.counts.datagrams;
            collected.drain(*socket);
        }
        const SteadyTime last = collected.arrivals.back();
        far.send("after"); // the kernel tells with the next one it lets through
        collected.drain(*socket);
        const DropStretch& dropped = collected.counts.kernelDropped;
        QVERIFY(dropped.datagrams > 0);
        QCOMPARE(collected.counts.datagrams + dropped.datagrams, count + 1);
        QCOMPARE(dropped.after, last);
        QCOMPARE(dropped.before, collected.arrivals.back());
    }
#endif

    void drainsOftenEnoughForItsBuffer_data()
    {
        QTest::addColumn<int>("bytes");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("no buffer at all") << 0 << 5;
        QTest::newRow("small") << 106'496 << 5;
        QTest::newRow("half of what a stock system grants") << 212'992 << 10;
        QTest::newRow("what a stock system grants") << 425'984 << 20;
        QTest::newRow("what we ask for") << (8 << 20) << 20;
    }

    void drainsOftenEnoughForItsBuffer()
    {
        QFETCH(int, bytes);
        QFETCH(int, milliseconds);
        QCOMPARE(drainInterval(bytes).count(), milliseconds);
    }

private:
    static void kinds()
    {
        QTest::addColumn<Open>("open");
        QTest::newRow("of this platform") << Open(openUdpSocket);
        QTest::newRow("portable") << Open(openPortableUdpSocket);
    }
};

QTEST_GUILESS_MAIN(UdpSocketTest)
#include "udp_socket_test.moc"
