#include "voice/receive/udp_socket.h"

#include "voice/rtp/rtp_packet.h"

#include <QUdpSocket>
#include <QVariant>

#include <array>

namespace lavalier::receive {
namespace {

class PortableUdpSocket final : public UdpSocket {
public:
    PortableUdpSocket(const QHostAddress& server, quint16 port)
        : m_server(server)
        , m_port(port)
    {
        connect(&m_socket, &QUdpSocket::readyRead, this, [this] {
            if (m_wakeUp)
                emit readable();
        });
    }

    bool open()
    {
        const QHostAddress any(m_server.protocol() == QAbstractSocket::IPv6Protocol
                                   ? QHostAddress::AnyIPv6
                                   : QHostAddress::AnyIPv4);
        if (!m_socket.bind(any, 0))
            return false;
        m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption,
                                 QVariant(kWantedReceiveBuffer));
        m_granted = m_socket.socketOption(QAbstractSocket::ReceiveBufferSizeSocketOption).toInt();
        return true;
    }

    Drained drain(SteadyTime, SteadyTime now, const Take& take) override
    {
        Drained drained;
        std::size_t read = 0;
        while (read < kMaxPerDrain && m_socket.hasPendingDatagrams()) {
            ++read;
            QHostAddress sender;
            quint16 senderPort = 0;
            const qint64 size = m_socket.readDatagram(
                m_buffer.data(), static_cast<qint64>(m_buffer.size()), &sender, &senderPort);
            if (size < 0)
                continue;
            if (senderPort != m_port || !sender.isEqual(m_server)) {
                ++drained.wrongSender;
                continue;
            }
            ++drained.datagrams;
            take({reinterpret_cast<const std::uint8_t*>(m_buffer.data()),
                  static_cast<std::size_t>(size)},
                 now);
        }
        return drained;
    }

    bool send(ByteView datagram) override
    {
        const auto size = static_cast<qint64>(datagram.size());
        return m_socket.writeDatagram(reinterpret_cast<const char*>(datagram.data()), size,
                                      m_server, m_port)
            == size;
    }

    int receiveBufferBytes() const override { return m_granted; }

    void setWakeUp(bool wanted) override
    {
        m_wakeUp = wanted;
        // QUdpSocket says readyRead once and then waits for us to read.
        if (wanted && m_socket.hasPendingDatagrams())
            QMetaObject::invokeMethod(this, &UdpSocket::readable, Qt::QueuedConnection);
    }

private:
    const QHostAddress m_server;
    const quint16 m_port;
    QUdpSocket m_socket;
    bool m_wakeUp = false;
    int m_granted = 0;
    // One byte more than may come, so that a longer datagram is seen to be too long.
    std::array<char, rtp::kMaxDatagramBytes + 1> m_buffer {};
};

} // namespace

std::unique_ptr<UdpSocket> openPortableUdpSocket(const QHostAddress& server, quint16 port)
{
    auto socket = std::make_unique<PortableUdpSocket>(server, port);
    return socket->open() ? std::move(socket) : nullptr;
}

} // namespace lavalier::receive
