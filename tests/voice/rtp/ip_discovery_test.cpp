#include "voice/rtp/ip_discovery.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::rtp;

namespace {

QByteArray reply(const QByteArray& address, const char* portHex = "c350")
{
    return QByteArray::fromHex("000200460000c0de") + address + QByteArray(64 - address.size(), '\0')
        + QByteArray::fromHex(portHex);
}

} // namespace

class IpDiscoveryTest : public QObject {
    Q_OBJECT
private slots:
    void asksInSeventyFourBytes()
    {
        const QByteArray request = discoveryRequest(Ssrc(0xC0DE));
        QCOMPARE(request, QByteArray::fromHex("000100460000c0de") + QByteArray(66, '\0'));
        const auto read = parseDiscoveryRequest(viewOf(request));
        QVERIFY(read);
        QCOMPARE(read->value(), 0xC0DEU);
    }

    void readsTheAddress_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("error");
        const auto good = [](const char* name, const QByteArray& datagram, const char* address) {
            QTest::newRow(name) << datagram << QString::fromLatin1(address) << -1;
        };
        const auto bad = [](const char* name, const QByteArray& datagram, DiscoveryError error) {
            QTest::newRow(name) << datagram << QString() << static_cast<int>(error);
        };
        const QByteArray plain = reply("203.0.113.7");
        good("IPv4", plain, "203.0.113.7");
        good("IPv6", reply("2001:db8::7"), "2001:db8::7");
        good("garbage behind the end", reply(QByteArray("203.0.113.7\0junk", 16)), "203.0.113.7");
        good("a length of 0", QByteArray(plain).replace(3, 1, QByteArray(1, '\0')), "203.0.113.7");
        good("a length of 74", QByteArray(plain).replace(3, 1, "\x4a"), "203.0.113.7");
        bad("nothing", {}, DiscoveryError::WrongSize);
        bad("one byte short", plain.chopped(1), DiscoveryError::WrongSize);
        bad("one byte long", plain + 'x', DiscoveryError::WrongSize);
        bad("our own request", discoveryRequest(Ssrc(1)), DiscoveryError::WrongType);
        bad("no address", reply(""), DiscoveryError::NotAnAddress);
        bad("a name", reply("example.org"), DiscoveryError::NotAnAddress);
        bad("an address with a scope", reply("fe80::1%eth0"), DiscoveryError::NotAnAddress);
        bad("no end", reply(QByteArray(64, '1')), DiscoveryError::NotAnAddress);
        bad("bytes that are no text", reply("\xff\xfe"), DiscoveryError::NotAnAddress);
        bad("port 0", reply("203.0.113.7", "0000"), DiscoveryError::NoPort);
    }

    void readsTheAddress()
    {
        QFETCH(QByteArray, datagram);
        QFETCH(QString, address);
        QFETCH(int, error);
        const auto read = parseDiscoveryReply(viewOf(datagram));
        QCOMPARE(read ? -1 : static_cast<int>(read.error()), error);
        if (!read)
            return;
        QCOMPARE(read->address, address);
        QCOMPARE(read->port, std::uint16_t {50000});
        QCOMPARE(read->ssrc, Ssrc(0xC0DE));
        const QByteArray written = discoveryReply(*read);
        QVERIFY(*parseDiscoveryReply(viewOf(written)) == *read);
    }
};

QTEST_GUILESS_MAIN(IpDiscoveryTest)
#include "ip_discovery_test.moc"
