#include "voice/base/bytes.h"
#include "voice/control/voice_control.h"

#include <cstddef>
#include <cstdint>

using namespace lavalier;
using namespace lavalier::control;

namespace {

/// Drives one core the way a shell would, remembering what the effects number.
class Shell {
public:
    Shell()
        : m_control({GuildId(1), ChannelId(2), UserId(3)}, endpoints(), ControlTiming {}, 1)
    {
    }

    void follow(const Effects& effects)
    {
        for (const Effect& effect : effects) {
            if (const auto* open = std::get_if<OpenSocket>(&effect))
                m_socket = open->socket;
            if (const auto* media = std::get_if<OpenMedia>(&effect))
                m_connection = media->connection;
        }
    }

    /// A shell's timer: whatever is due now is done after a few calls, or it would spin.
    void settle()
    {
        for (int calls = 0; m_control.nextDeadline().value_or(SteadyTime::max()) <= m_now;
             ++calls) {
            if (calls == 8)
                __builtin_trap();
            follow(m_control.timePassed(m_now));
        }
    }

    void act(std::uint8_t what, ByteView bytes)
    {
        const SocketId socket = what & 0x80 ? SocketId(m_socket.value() - 1) : m_socket;
        const QString text = QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()),
                                               static_cast<qsizetype>(bytes.size()));
        const int number = bytes.size() < 2 ? 0 : bytes[0] << 8 | bytes[1];
        switch (what & 0x0f) {
        case 0:
            return follow(m_control.socketOpened(socket, m_now));
        case 1:
            return follow(m_control.textReceived(socket, text, m_now));
        case 2:
            return follow(m_control.binaryReceived(socket, bytes, m_now));
        case 3:
            return follow(m_control.socketClosed(socket, number, m_now));
        case 4:
            return follow(m_control.addressDiscovered(m_connection, text,
                                                      static_cast<std::uint16_t>(number), m_now));
        case 5:
            return follow(m_control.discoveryFailed(m_connection, m_now));
        case 6:
            m_now += std::chrono::milliseconds(number);
            return follow(m_control.timePassed(m_now));
        case 7:
            return follow(m_control.serverChanged({text, SecretBytes(bytes), text}, m_now));
        case 8:
            return follow(m_control.serverLost(m_now));
        case 9:
            return follow(m_control.channelChanged(ChannelId(bytes.size()), m_now));
        case 10:
            return follow(m_control.joinRequested(m_now));
        case 11:
            return bytes.empty() ? join() : answer(bytes);
        default:
            return follow(m_control.textReceived(socket, wrapped(what & 0x0f, text), m_now));
        }
    }

private:
    static Endpoints endpoints() { return {QUrl(QStringLiteral("http://127.0.0.1:1/api/v10"))}; }

    /// Well-formed around the fuzzer's bytes, so that it need not invent JSON for every opcode.
    static QString wrapped(int kind, const QString& text)
    {
        const int op = kind == 12 ? 5 : kind == 13 ? 11 : kind == 14 ? 6 : 4;
        return QStringLiteral("{\"op\":%1,\"seq\":7,\"d\":{%2}}").arg(QString::number(op), text);
    }

    void answer(ByteView bytes)
    {
        if (bytes.size() == 1)
            return follow(m_control.daveFailed(m_now));
        follow(m_control.daveAnswered(SendBinary {toByteArray(bytes)}));
    }

    void join()
    {
        const std::uint8_t token[] = {1, 2, 3};
        follow(m_control.serverChanged(
            {QStringLiteral("s"), SecretBytes(ByteView(token)), QStringLiteral("127.0.0.1:1")},
            m_now));
        follow(m_control.socketOpened(m_socket, m_now));
        follow(m_control.textReceived(
            m_socket, QStringLiteral("{\"op\":8,\"d\":{\"heartbeat_interval\":100}}"), m_now));
        follow(m_control.textReceived(
            m_socket,
            QStringLiteral("{\"op\":2,\"d\":{\"ssrc\":1,\"ip\":\"127.0.0.1\",\"port\":1,\"modes\":"
                           "[\"aead_aes256_gcm_rtpsize\"]}}"),
            m_now));
        follow(m_control.addressDiscovered(m_connection, QStringLiteral("127.0.0.1"), 1, m_now));
        follow(m_control.textReceived(m_socket,
                                      QString(u"{\"op\":4,\"d\":{\"secret_key\":[1"
                                              + QStringLiteral(",1").repeated(31) + u"]}}"),
                                      m_now));
    }

    VoiceControl m_control;
    SteadyTime m_now {std::chrono::hours(1)};
    SocketId m_socket;
    ConnectionId m_connection;
};

} // namespace

/// Input: any number of  u8 what | u16be length | bytes;  a length past the end takes the rest.
/// In whatever state the core is brought, no message may end the process, and no state may ask to
/// be woken again and again without time passing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Shell shell;
    ByteReader reader(ByteView(data, size));
    for (int steps = 0; !reader.atEnd() && steps < 256; ++steps) {
        const auto what = reader.u8();
        const auto length = reader.u16be();
        if (!what || !length)
            break;
        const auto bytes = reader.take(*length);
        shell.act(*what, bytes ? *bytes : reader.rest());
        shell.settle();
        if (!bytes)
            break;
    }
    return 0;
}
