#include "voice_far_end.h"

#include "speech.h"
#include "voice/base/bytes.h"
#include "voice/rtp/ip_discovery.h"
#include "voice/rtp/keepalive.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>

namespace lavalier::bench {
namespace {

constexpr int kGroups = 10;
constexpr std::chrono::milliseconds kGroupTime {20 / kGroups};

/// One call's socket and what was said through it.
struct Line {
    int socket = -1;
    sockaddr_in client {};
    bool known = false;
    std::uint64_t sent = 0;
    DatagramMaker maker {};
};

/// Runs in the helper process.
class Talker {
public:
    Talker(int channel, int calls, int speakersPerCall,
           const std::vector<std::vector<QByteArray>>& speech)
        : m_channel(channel)
        , m_speakersPerCall(speakersPerCall)
        , m_speech(speech)
        , m_lines(static_cast<std::size_t>(calls))
        , m_numbers(static_cast<std::size_t>(calls * speakersPerCall))
    {
    }

    void run()
    {
        std::vector<quint16> ports;
        for (Line& line : m_lines) {
            sockaddr_in address {};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            socklen_t size = sizeof address;
            line.socket = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
            auto* generic = reinterpret_cast<sockaddr*>(&address);
            if (bind(line.socket, generic, size) != 0
                || getsockname(line.socket, generic, &size) != 0)
                return;
            ports.push_back(ntohs(address.sin_port));
        }
        if (!sendAll(m_channel, ports.data(), ports.size() * sizeof(quint16)))
            return;
        char command = 0;
        while (!hasCommand()) {
            answerAll();
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        if (!receiveAll(m_channel, &command, 1))
            return;
        talk();
        if (!receiveAll(m_channel, &command, 1))
            return;
        std::vector<std::uint64_t> sent;
        for (const Line& line : m_lines)
            sent.push_back(line.sent);
        sendAll(m_channel, sent.data(), sent.size() * sizeof(std::uint64_t));
    }

private:
    bool hasCommand() const
    {
        pollfd wait {m_channel, POLLIN, 0};
        return poll(&wait, 1, 0) > 0;
    }

    void talk()
    {
        auto next = std::chrono::steady_clock::now();
        for (int group = 0;; group = (group + 1) % kGroups) {
            for (std::size_t call = 0; call < m_lines.size(); ++call)
                say(call, group);
            if (group == 0) {
                answerAll();
                if (hasCommand())
                    return;
            }
            next += kGroupTime;
            std::this_thread::sleep_until(next);
        }
    }

    void say(std::size_t call, int group)
    {
        Line& line = m_lines[call];
        for (int i = group; i < m_speakersPerCall; i += kGroups) {
            const auto speaker
                = call * static_cast<std::size_t>(m_speakersPerCall) + static_cast<std::size_t>(i);
            const auto& packets = m_speech[speaker % m_speech.size()];
            const std::uint32_t number = m_numbers[speaker]++;
            const QByteArray datagram = line.maker.make(static_cast<int>(speaker), number,
                                                        packets[number % packets.size()]);
            const auto* client = reinterpret_cast<const sockaddr*>(&line.client);
            if (line.known
                && sendto(line.socket, datagram.constData(),
                          static_cast<std::size_t>(datagram.size()), 0, client, sizeof line.client)
                    == datagram.size())
                ++line.sent;
        }
    }

    void answerAll()
    {
        for (Line& line : m_lines) {
            std::array<std::uint8_t, 2048> bytes {};
            socklen_t size = sizeof line.client;
            auto* client = reinterpret_cast<sockaddr*>(&line.client);
            for (;;) {
                const ssize_t count
                    = recvfrom(line.socket, bytes.data(), bytes.size(), 0, client, &size);
                if (count <= 0)
                    break;
                line.known = true;
                const ByteView datagram = ByteView(bytes).first(static_cast<std::size_t>(count));
                const QByteArray answer = answerTo(datagram, ntohs(line.client.sin_port));
                if (!answer.isEmpty())
                    sendto(line.socket, answer.constData(), static_cast<std::size_t>(answer.size()),
                           0, client, sizeof line.client);
            }
        }
    }

    static QByteArray answerTo(ByteView datagram, quint16 port)
    {
        if (const auto asked = rtp::parseDiscoveryRequest(datagram))
            return rtp::discoveryReply({*asked, QStringLiteral("127.0.0.1"), port});
        if (const auto number = rtp::parsePing(datagram))
            return rtp::pingReply(*number);
        return {};
    }

    const int m_channel;
    const int m_speakersPerCall;
    const std::vector<std::vector<QByteArray>>& m_speech;
    std::vector<Line> m_lines;
    std::vector<std::uint32_t> m_numbers; ///< of each speaker's next packet
};

} // namespace

VoiceFarEnd::VoiceFarEnd(int calls, int speakersPerCall,
                         const std::vector<std::vector<QByteArray>>& speech)
    : m_helper(std::make_unique<Helper>(
        [&](int channel) { Talker(channel, calls, speakersPerCall, speech).run(); }))
    , m_ports(static_cast<std::size_t>(calls))
{
    if (!receiveAll(m_helper->channel(), m_ports.data(), m_ports.size() * sizeof(quint16)))
        m_ports.clear();
}

void VoiceFarEnd::startTalking()
{
    sendAll(m_helper->channel(), "s", 1);
}

std::vector<std::uint64_t> VoiceFarEnd::stopTalking()
{
    std::vector<std::uint64_t> sent(m_ports.size());
    sendAll(m_helper->channel(), "e", 1);
    if (!receiveAll(m_helper->channel(), sent.data(), sent.size() * sizeof(std::uint64_t)))
        sent.clear();
    return sent;
}

} // namespace lavalier::bench
