#include "voice/receive/udp_socket.h"

namespace lavalier::receive {

std::unique_ptr<UdpSocket> openUdpSocket(const QHostAddress& server, quint16 port)
{
    return openPortableUdpSocket(server, port);
}

} // namespace lavalier::receive
