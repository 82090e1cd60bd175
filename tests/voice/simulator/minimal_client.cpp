#include "minimal_client.h"

#include <QtEndian>

#include <openssl/evp.h>

#include <array>
#include <bit>

namespace minimal {

namespace {

constexpr int kTag = 16;

quint32 word(const QByteArray& bytes, int at)
{
    return qFromLittleEndian<quint32>(bytes.constData() + at);
}

/// draft-irtf-cfrg-xchacha section 2.2, written from the text.
QByteArray hchacha(const QByteArray& key, const QByteArray& nonce16)
{
    std::array<quint32, 16> x {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    for (std::size_t i = 0; i < 8; ++i)
        x[4 + i] = word(key, static_cast<int>(i) * 4);
    for (std::size_t i = 0; i < 4; ++i)
        x[12 + i] = word(nonce16, static_cast<int>(i) * 4);
    const auto quarter = [&x](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
        x[a] += x[b];
        x[d] = std::rotl(x[d] ^ x[a], 16);
        x[c] += x[d];
        x[b] = std::rotl(x[b] ^ x[c], 12);
        x[a] += x[b];
        x[d] = std::rotl(x[d] ^ x[a], 8);
        x[c] += x[d];
        x[b] = std::rotl(x[b] ^ x[c], 7);
    };
    for (int round = 0; round < 10; ++round) {
        quarter(0, 4, 8, 12);
        quarter(1, 5, 9, 13);
        quarter(2, 6, 10, 14);
        quarter(3, 7, 11, 15);
        quarter(0, 5, 10, 15);
        quarter(1, 6, 11, 12);
        quarter(2, 7, 8, 13);
        quarter(3, 4, 9, 14);
    }
    QByteArray out(32, '\0');
    for (std::size_t i = 0; i < 4; ++i) {
        qToLittleEndian(x[i], out.data() + i * 4);
        qToLittleEndian(x[12 + i], out.data() + 16 + i * 4);
    }
    return out;
}

struct Cipher {
    const EVP_CIPHER* evp;
    QByteArray key;
    QByteArray nonce;
};

Cipher cipherFor(const QString& mode, const QByteArray& key, const QByteArray& suffix)
{
    if (mode == QLatin1String("aead_aes256_gcm_rtpsize"))
        return {EVP_aes_256_gcm(), key, suffix + QByteArray(8, '\0')};
    const QByteArray nonce = suffix + QByteArray(20, '\0');
    return {EVP_chacha20_poly1305(), hchacha(key, nonce.left(16)),
            QByteArray(4, '\0') + nonce.mid(16)};
}

const unsigned char* u(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}
unsigned char* u(QByteArray& bytes)
{
    return reinterpret_cast<unsigned char*>(bytes.data());
}
int sizeOf(const QByteArray& bytes)
{
    return static_cast<int>(bytes.size());
}

} // namespace

std::optional<QByteArray> openDatagram(const QString& mode, const QByteArray& key,
                                       const QByteArray& datagram, int clear)
{
    if (datagram.size() < clear + kTag + 4)
        return std::nullopt;
    const Cipher cipher = cipherFor(mode, key, datagram.right(4));
    const QByteArray aad = datagram.left(clear);
    const QByteArray body = datagram.mid(clear, datagram.size() - clear - kTag - 4);
    QByteArray tag = datagram.mid(datagram.size() - kTag - 4, kTag);
    QByteArray out(body.size(), '\0');
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
        EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int size = 0;
    EVP_DecryptInit_ex(context.get(), cipher.evp, nullptr, u(cipher.key), u(cipher.nonce));
    EVP_DecryptUpdate(context.get(), nullptr, &size, u(aad), sizeOf(aad));
    EVP_DecryptUpdate(context.get(), u(out), &size, u(body), sizeOf(body));
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTag, tag.data());
    if (EVP_DecryptFinal_ex(context.get(), u(out) + size, &size) != 1)
        return std::nullopt;
    return out;
}

QByteArray sealDatagram(const QString& mode, const QByteArray& key, const QByteArray& header,
                        const QByteArray& body, quint32 nonce)
{
    QByteArray suffix(4, '\0');
    qToBigEndian(nonce, suffix.data());
    const Cipher cipher = cipherFor(mode, key, suffix);
    QByteArray out(body.size(), '\0');
    QByteArray tag(kTag, '\0');
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(
        EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int size = 0;
    EVP_EncryptInit_ex(context.get(), cipher.evp, nullptr, u(cipher.key), u(cipher.nonce));
    EVP_EncryptUpdate(context.get(), nullptr, &size, u(header), sizeOf(header));
    EVP_EncryptUpdate(context.get(), u(out), &size, u(body), sizeOf(body));
    EVP_EncryptFinal_ex(context.get(), u(out) + size, &size);
    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTag, tag.data());
    return header + out + tag + suffix;
}

void identify(JsonSocket& gateway, const QByteArray& token, int intents)
{
    gateway.expectOp(10);
    gateway.send(2,
                 QJsonObject {{QStringLiteral("token"), QString::fromLatin1(token)},
                              {QStringLiteral("intents"), intents},
                              {QStringLiteral("properties"), QJsonObject {}}});
}

VoiceConnection::VoiceConnection(const QString& scheme, const QJsonObject& state,
                                 const QJsonObject& server, const QByteArray& authorityPem)
    : socket(QUrl(scheme + QStringLiteral("://")
                  + server.value(QStringLiteral("endpoint")).toString() + QStringLiteral("/?v=8")),
             authorityPem)
    , m_state(state)
    , m_server(server)
{
}

QJsonObject VoiceConnection::identification() const
{
    return {{QStringLiteral("server_id"), m_server.value(QStringLiteral("guild_id"))},
            {QStringLiteral("user_id"), m_state.value(QStringLiteral("user_id"))},
            {QStringLiteral("session_id"), m_state.value(QStringLiteral("session_id"))},
            {QStringLiteral("token"), m_server.value(QStringLiteral("token"))},
            {QStringLiteral("max_dave_protocol_version"), maxDaveVersion}};
}

bool VoiceConnection::establish(const QString& wanted)
{
    mode = wanted;
    if (socket.expectOp(8).isEmpty())
        return false;
    socket.send(0, identification());
    ready = socket.expectOp(2).value(QStringLiteral("d")).toObject();
    if (!ready.value(QStringLiteral("modes")).toArray().contains(mode))
        return false;
    ssrc = static_cast<quint32>(ready.value(QStringLiteral("ssrc")).toInteger());
    udp.connectToHost(QHostAddress(ready.value(QStringLiteral("ip")).toString()),
                      static_cast<quint16>(ready.value(QStringLiteral("port")).toInt()));
    QByteArray discovery(74, '\0');
    qToBigEndian<quint16>(1, discovery.data());
    qToBigEndian<quint16>(70, discovery.data() + 2);
    qToBigEndian(ssrc, discovery.data() + 4);
    udp.write(discovery);
    if (!QTest::qWaitFor([this] { return udp.hasPendingDatagrams(); }, kPatience))
        return false;
    QByteArray reply(2048, '\0');
    reply.truncate(udp.read(reply.data(), reply.size()));
    discoveredPort = reply.size() == 74 ? qFromBigEndian<quint16>(reply.constData() + 72) : 0;
    socket.send(1,
                QJsonObject {{QStringLiteral("protocol"), QStringLiteral("udp")},
                             {QStringLiteral("data"),
                              QJsonObject {{QStringLiteral("address"), QStringLiteral("127.0.0.1")},
                                           {QStringLiteral("port"), discoveredPort},
                                           {QStringLiteral("mode"), mode}}}});
    const QJsonObject description = socket.expectOp(4).value(QStringLiteral("d")).toObject();
    const QJsonArray numbers = description.value(QStringLiteral("secret_key")).toArray();
    for (const QJsonValue& number : numbers)
        key.append(static_cast<char>(number.toInt()));
    daveVersion = description.value(QStringLiteral("dave_protocol_version")).toInt(-1);
    return key.size() == 32 && description.value(QStringLiteral("mode")).toString() == mode
        && daveVersion >= 0 && daveVersion <= maxDaveVersion;
}

std::optional<VoiceConnection::Packet> VoiceConnection::nextPacket(int patience)
{
    while (QTest::qWaitFor([this] { return udp.hasPendingDatagrams(); }, patience)) {
        QByteArray datagram(2048, '\0');
        datagram.truncate(udp.read(datagram.data(), datagram.size()));
        if (datagram.size() < 12
            || (static_cast<quint8>(datagram.at(1)) >= 200
                && static_cast<quint8>(datagram.at(1)) <= 206)) {
            reports += openDatagram(mode, key, datagram, 8) ? 1 : 0;
            continue;
        }
        const auto first = static_cast<quint8>(datagram.at(0));
        Packet packet;
        packet.padded = first & 0x20;
        packet.extended = first & 0x10;
        const int fixed = 12 + 4 * (first & 0x0F);
        const int clear = fixed + (packet.extended ? 4 : 0);
        const auto body = openDatagram(mode, key, datagram, clear);
        if (!body) {
            ++undecryptable;
            continue;
        }
        packet.header = datagram.left(clear);
        packet.sequence = qFromBigEndian<quint16>(datagram.constData() + 2);
        packet.timestamp = qFromBigEndian<quint32>(datagram.constData() + 4);
        packet.ssrc = qFromBigEndian<quint32>(datagram.constData() + 8);
        const int words
            = packet.extended ? qFromBigEndian<quint16>(datagram.constData() + fixed + 2) : 0;
        packet.payload = body->mid(4 * words);
        if (packet.padded)
            packet.payload.chop(static_cast<quint8>(packet.payload.back()));
        return packet;
    }
    return std::nullopt;
}

void VoiceConnection::sendAudio(const QByteArray& payload, quint16 sequence, quint32 timestamp,
                                quint32 from)
{
    QByteArray header(12, '\0');
    header[0] = static_cast<char>(0x80);
    header[1] = 120;
    qToBigEndian(sequence, header.data() + 2);
    qToBigEndian(timestamp, header.data() + 4);
    qToBigEndian(from, header.data() + 8);
    udp.write(sealDatagram(mode, key, header, payload, m_nonce++));
}

} // namespace minimal
