#include "voice/receive/udp_socket.h"

#include "voice/base/log.h"
#include "voice/rtp/rtp_packet.h"

#include <QSocketNotifier>

#include <array>
#include <cstring>
#include <ctime>
#include <optional>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lavalier::receive {
namespace {

constexpr std::size_t kBatch = 64;
// One byte more than may come, so that a longer datagram is seen to be too long.
constexpr std::size_t kSlotBytes = rtp::kMaxDatagramBytes + 1;

class Descriptor {
public:
    explicit Descriptor(int fd)
        : m_fd(fd)
    {
    }
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }

private:
    int m_fd;
};

struct Address {
    sockaddr_storage storage {};
    socklen_t size = 0;
};

Address toSystem(const QHostAddress& host, quint16 port)
{
    Address address;
    if (host.protocol() == QAbstractSocket::IPv6Protocol) {
        sockaddr_in6 v6 {};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = host.toIPv6Address();
        std::memcpy(&v6.sin6_addr, &bytes, sizeof v6.sin6_addr);
        std::memcpy(&address.storage, &v6, sizeof v6);
        address.size = sizeof v6;
    } else {
        sockaddr_in v4 {};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        v4.sin_addr.s_addr = htonl(host.toIPv4Address());
        std::memcpy(&address.storage, &v4, sizeof v4);
        address.size = sizeof v4;
    }
    return address;
}

std::chrono::nanoseconds sinceEpoch(const timespec& time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

bool setOption(int fd, int level, int option, int value)
{
    return ::setsockopt(fd, level, option, &value, sizeof value) == 0;
}

/// recvmmsg in batches with the kernel's own stamps. Connected, so the kernel lets nobody but the
/// server through and a flood from elsewhere takes no room in the buffer.
class LinuxUdpSocket final : public UdpSocket {
public:
    explicit LinuxUdpSocket(int fd)
        : m_fd(fd)
        , m_notifier(fd, QSocketNotifier::Read)
    {
        m_notifier.setEnabled(false);
        connect(&m_notifier, &QSocketNotifier::activated, this, &UdpSocket::readable);
        for (std::size_t i = 0; i < kBatch; ++i) {
            m_parts[i] = {m_slots[i].data(), kSlotBytes};
            m_messages[i].msg_hdr.msg_iov = &m_parts[i];
            m_messages[i].msg_hdr.msg_iovlen = 1;
            m_messages[i].msg_hdr.msg_control = m_controls[i].data();
        }
    }

    Drained drain(SteadyTime previous, SteadyTime now, const Take& take) override
    {
        timespec wall {};
        ::clock_gettime(CLOCK_REALTIME, &wall);
        const auto wallNow = sinceEpoch(wall);
        Drained drained;
        while (drained.datagrams < kMaxPerDrain) {
            for (mmsghdr& message : m_messages)
                message.msg_hdr.msg_controllen = kControlBytes; // the kernel shortens it each time
            const int count
                = ::recvmmsg(m_fd.get(), m_messages.data(), kBatch, MSG_DONTWAIT, nullptr);
            if (count <= 0) {
                // An ICMP error of something we sent is reported once and says nothing about what
                // has arrived.
                if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && ++m_errors % 64 != 0)
                    continue;
                break;
            }
            for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
                const Control control = readControl(m_messages[i].msg_hdr);
                const Stamp& stamp = control.stamp;
                SteadyTime arrival = now;
                if (stamp) {
                    const auto age
                        = std::chrono::duration_cast<SteadyTime::duration>(wallNow - *stamp);
                    arrival = std::clamp(now - age, std::min(previous, now), now);
                }
                // The kernel counts as it queues: what it dropped came between these two.
                if (control.dropped > 0) {
                    if (drained.kernelDropped.datagrams == 0)
                        drained.kernelDropped.after = m_lastArrival.value_or(previous);
                    drained.kernelDropped.before = arrival;
                    drained.kernelDropped.datagrams += control.dropped;
                }
                m_lastArrival = arrival;
                take(ByteView(m_slots[i]).first(m_messages[i].msg_len), arrival);
            }
            drained.datagrams += static_cast<std::size_t>(count);
            if (static_cast<std::size_t>(count) < kBatch)
                break;
        }
        return drained;
    }

    bool send(ByteView datagram) override
    {
        return ::send(m_fd.get(), datagram.data(), datagram.size(), MSG_DONTWAIT | MSG_NOSIGNAL)
            == static_cast<ssize_t>(datagram.size());
    }

    int receiveBufferBytes() const override
    {
        int bytes = 0;
        socklen_t size = sizeof bytes;
        ::getsockopt(m_fd.get(), SOL_SOCKET, SO_RCVBUF, &bytes, &size);
        return bytes;
    }

    void setWakeUp(bool wanted) override { m_notifier.setEnabled(wanted); }

private:
    using Stamp = std::optional<std::chrono::nanoseconds>;
    static constexpr std::size_t kControlBytes
        = CMSG_SPACE(sizeof(timespec)) + CMSG_SPACE(sizeof(std::uint32_t));

    struct Control {
        Stamp stamp;
        std::uint32_t dropped = 0; ///< before this datagram, since the one read before it
    };
    Control readControl(msghdr& header)
    {
        Control read;
        for (cmsghdr* control = CMSG_FIRSTHDR(&header); control != nullptr;
             control = CMSG_NXTHDR(&header, control)) {
            if (control->cmsg_level != SOL_SOCKET)
                continue;
            if (control->cmsg_type == SCM_TIMESTAMPNS) {
                timespec time {};
                std::memcpy(&time, CMSG_DATA(control), sizeof time);
                read.stamp = sinceEpoch(time);
            } else if (control->cmsg_type == SO_RXQ_OVFL) {
                std::uint32_t dropped = 0;
                std::memcpy(&dropped, CMSG_DATA(control), sizeof dropped);
                read.dropped = dropped - m_dropped; // wraps as the kernel's count does
                m_dropped = dropped;
            }
        }
        return read;
    }

    Descriptor m_fd;
    QSocketNotifier m_notifier;
    std::uint32_t m_dropped = 0;
    std::optional<SteadyTime> m_lastArrival;
    unsigned m_errors = 0;
    std::array<std::array<std::uint8_t, kSlotBytes>, kBatch> m_slots;
    std::array<iovec, kBatch> m_parts {};
    struct alignas(cmsghdr) Buffer : std::array<std::uint8_t, kControlBytes> { };
    std::array<Buffer, kBatch> m_controls {};
    std::array<mmsghdr, kBatch> m_messages {};
};

} // namespace

std::unique_ptr<UdpSocket> openUdpSocket(const QHostAddress& server, quint16 port)
{
    const Address address = toSystem(server, port);
    const int fd
        = ::socket(address.storage.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return nullptr;
    auto socket = std::make_unique<LinuxUdpSocket>(fd);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address.storage), address.size) != 0)
        return nullptr;
    // The forced size needs a capability; the plain one is cut to net.core.rmem_max.
    if (!setOption(fd, SOL_SOCKET, SO_RCVBUFFORCE, kWantedReceiveBuffer))
        setOption(fd, SOL_SOCKET, SO_RCVBUF, kWantedReceiveBuffer);
    if (!setOption(fd, SOL_SOCKET, SO_TIMESTAMPNS, 1) || !setOption(fd, SOL_SOCKET, SO_RXQ_OVFL, 1))
        qCInfo(logMedia) << "the kernel neither stamps nor counts for us";
    return socket;
}

} // namespace lavalier::receive
