#include "voice/simulator/voice_client.h"

#include "voice/base/snowflake.h"

#include <QJsonDocument>

namespace lavalier::simulator {

namespace {

constexpr int kSpeakingOp = 5;

/// Whether `sequence` comes after `reference` on the 16-bit circle; -1 is before everything.
bool isAfter(int sequence, int reference)
{
    return reference < 0 || static_cast<std::int16_t>(sequence - reference) > 0;
}

} // namespace

VoiceClient::VoiceClient(VoiceTicket ticket, Ssrc ssrc)
    : m_ticket(std::move(ticket))
    , m_ssrc(ssrc)
{
}

void VoiceClient::attach(QWebSocket* socket)
{
    m_socket = socket;
    m_detachedSince.reset();
}

void VoiceClient::detach(SteadyTime now)
{
    m_socket = nullptr;
    m_detachedSince = now;
}

void VoiceClient::write(const QJsonObject& message)
{
    if (m_socket)
        m_socket->sendTextMessage(
            QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
}

void VoiceClient::write(const QByteArray& message)
{
    if (m_socket)
        m_socket->sendBinaryMessage(message);
}

void VoiceClient::keep(std::variant<QJsonObject, QByteArray> message)
{
    m_kept.push_back({m_sequence, std::move(message)});
    if (m_kept.size() > kMostKept)
        m_kept.pop_front();
    m_sequence = (m_sequence + 1) & 0xFFFF;
    std::visit([this](const auto& kept) { write(kept); }, m_kept.back().message);
}

void VoiceClient::send(int op, const QJsonValue& data)
{
    keep(QJsonObject {{QStringLiteral("op"), op},
                      {QStringLiteral("d"), data},
                      {QStringLiteral("seq"), m_sequence}});
}

void VoiceClient::sendBinary(int op, const QByteArray& payload)
{
    keep(ByteWriter()
             .u16be(static_cast<std::uint16_t>(m_sequence))
             .u8(static_cast<std::uint8_t>(op))
             .bytes(viewOf(payload))
             .take());
}

void VoiceClient::sendOnce(int op, const QJsonValue& data)
{
    write(QJsonObject {{QStringLiteral("op"), op}, {QStringLiteral("d"), data}});
}

void VoiceClient::acknowledge(int sequence)
{
    while (!m_kept.empty() && sequence >= 0 && !isAfter(m_kept.front().sequence, sequence))
        m_kept.pop_front();
}

void VoiceClient::sendAgainAfter(int sequence)
{
    for (const Kept& kept : m_kept) {
        if (isAfter(kept.sequence, sequence))
            std::visit([this](const auto& message) { write(message); }, kept.message);
    }
}

bool VoiceClient::agreeOn(crypto::TransportMode mode, const QByteArray& key)
{
    auto cipher = crypto::TransportCipher::create(mode, SecretBytes(viewOf(key)));
    if (!cipher)
        return false;
    m_formerCipher = std::move(m_cipher);
    m_cipher = std::move(*cipher);
    m_nonce = 0;
    return true;
}

std::optional<crypto::TransportMode> VoiceClient::mode() const
{
    return m_cipher ? std::optional(m_cipher->mode()) : std::nullopt;
}

void VoiceClient::setAddress(const QHostAddress& address, quint16 port)
{
    m_address = address;
    m_port = port;
}

QByteArray VoiceClient::seal(ByteView header, ByteView body)
{
    return m_cipher ? m_cipher->seal(header, body, m_nonce++) : QByteArray();
}

std::optional<std::size_t> VoiceClient::open(ByteView datagram, std::size_t clear,
                                             MutableByteView out)
{
    auto opened = m_cipher ? m_cipher->open(datagram, clear, out) : std::nullopt;
    if (!opened && m_formerCipher)
        opened = m_formerCipher->open(datagram, clear, out);
    return opened;
}

void VoiceClient::tellSpeaker(UserId user, Ssrc speaker, int flags)
{
    m_known.insert(speaker);
    send(kSpeakingOp,
         QJsonObject {{QStringLiteral("user_id"), toString(user)},
                      {QStringLiteral("ssrc"), static_cast<qint64>(speaker.value())},
                      {QStringLiteral("speaking"), flags}});
}

} // namespace lavalier::simulator
