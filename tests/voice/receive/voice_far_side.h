#pragma once

#include "voice/base/audio_sink.h"
#include "voice/base/bytes.h"
#include "voice/crypto/transport_cipher.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUdpSocket>
#include <QVariant>
#include <QWebSocket>
#include <QWebSocketServer>

#include <mutex>

namespace lavalier::receive {

/// A voice server as small as a test needs, written apart from the client: it answers the steps it
/// is told to answer and says anything else only when the test does.
class VoiceFarSide : public QObject {
    Q_OBJECT
public:
    explicit VoiceFarSide(int keyByte = 7)
        : m_server(QStringLiteral("far side"), QWebSocketServer::NonSecureMode)
        , m_keyByte(keyByte)
    {
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
        QVERIFY(m_udp.bind(QHostAddress(QHostAddress::LocalHost)));
        connect(&m_server, &QWebSocketServer::newConnection, this, &VoiceFarSide::accept);
        connect(&m_udp, &QUdpSocket::readyRead, this, &VoiceFarSide::readDatagrams);
    }

    QString endpoint() const { return QStringLiteral("127.0.0.1:%1").arg(m_server.serverPort()); }
    QWebSocket* latest() const { return m_sockets.isEmpty() ? nullptr : m_sockets.last(); }
    qsizetype connections() const { return m_sockets.size(); }
    QWebSocket* at(qsizetype index) const { return m_sockets.at(index); }

    void say(const QString& json)
    {
        if (latest() != nullptr)
            latest()->sendTextMessage(json);
    }
    void sayThatSpeaks(int user, int ssrc, int sequence)
    {
        say(QStringLiteral(
                "{\"op\":5,\"d\":{\"user_id\":\"%1\",\"ssrc\":%2,\"speaking\":1},\"seq\":%3}")
                .arg(user)
                .arg(ssrc)
                .arg(sequence));
    }
    static QByteArray numbered(int sequence, int op, const QByteArray& payload)
    {
        return ByteWriter()
            .u16be(static_cast<std::uint16_t>(sequence))
            .u8(static_cast<std::uint8_t>(op))
            .bytes(viewOf(payload))
            .take();
    }
    void sayBinary(int sequence, int op, const QByteArray& payload)
    {
        if (latest() != nullptr)
            latest()->sendBinaryMessage(numbered(sequence, op, payload));
    }
    void sayReady()
    {
        say(QStringLiteral(
                "{\"op\":2,\"d\":{\"ssrc\":4242,\"ip\":\"127.0.0.1\",\"port\":%1,\"modes\":"
                "[\"aead_xchacha20_poly1305_rtpsize\",\"aead_aes256_gcm_rtpsize\"]}}")
                .arg(m_udp.localPort()));
    }
    void sayResumed() { say(QStringLiteral("{\"op\":9,\"d\":null}")); }
    /// The line breaks without a word.
    void breakLine()
    {
        if (latest() != nullptr)
            latest()->abort();
    }
    void closeWith(int code)
    {
        if (latest() != nullptr)
            latest()->close(static_cast<QWebSocketProtocol::CloseCode>(code));
    }
    /// One Opus packet of 20 ms as the voice server would relay it.
    void sendAudio(std::uint32_t ssrc, const QByteArray& payload)
    {
        const std::uint32_t count = m_sent[ssrc]++;
        ByteWriter header;
        header.u8(0x80).u8(0x78).u16be(static_cast<std::uint16_t>(65'534U + count)); // wraps soon
        header.u32be(count * 960U).u32be(ssrc);
        const QByteArray key(32, static_cast<char>(m_keyByte));
        auto cipher = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize,
                                                      SecretBytes(viewOf(key)));
        const QByteArray clear = header.take();
        m_udp.writeDatagram(cipher->seal(viewOf(clear), viewOf(payload), m_nonce++), m_client,
                            m_clientPort);
    }

    QList<QJsonObject> heard(int op) const
    {
        QList<QJsonObject> result;
        for (const QJsonObject& message : m_heard) {
            if (message.value(u"op").toInt(-1) == op)
                result.append(message.value(u"d").toObject());
        }
        return result;
    }

    /// Binary messages that begin with this opcode.
    QList<QByteArray> heardBinary(int op) const
    {
        QList<QByteArray> result;
        for (const QByteArray& frame : m_heardBinary) {
            if (frame.startsWith(static_cast<char>(op)))
                result.append(frame);
        }
        return result;
    }

    int daveVersion = 0;
    bool answersBeats = true;
    bool answersIdentify = true;
    bool answersResume = true;
    int refuseIdentifyWith = 0;
    int beatInterval = 20'000; ///< a beat that is due while the test is held up ends the line
    QVariantList buffered; ///< said between op 7 and op 9: text or bytes
    int discoveries = 0;
    bool answersPings = false;
    int pings = 0;
    QString path;

private:
    void accept()
    {
        QWebSocket* socket = m_server.nextPendingConnection();
        m_sockets.append(socket);
        socket->setParent(this);
        path = socket->requestUrl().path() + u'?' + socket->requestUrl().query();
        connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString& text) {
            answer(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        connect(socket, &QWebSocket::binaryMessageReceived, this,
                [this](const QByteArray& frame) { m_heardBinary.append(frame); });
        say(QStringLiteral("{\"op\":8,\"d\":{\"v\":8,\"heartbeat_interval\":%1}}")
                .arg(beatInterval));
    }

    void answer(const QJsonObject& message)
    {
        m_heard.append(message);
        const int op = message.value(u"op").toInt(-1);
        if (op == 0 && refuseIdentifyWith != 0)
            closeWith(refuseIdentifyWith);
        else if (op == 0 && answersIdentify)
            sayReady();
        else if (op == 1)
            describe(message.value(u"d").toObject().value(u"data").toObject());
        else if (op == 3 && answersBeats)
            say(QStringLiteral("{\"op\":6,\"d\":{\"t\":%1}}")
                    .arg(message.value(u"d").toObject().value(u"t").toInteger()));
        else if (op == 7) {
            for (const QVariant& held : std::as_const(buffered)) {
                if (held.typeId() == QMetaType::QByteArray)
                    latest()->sendBinaryMessage(held.toByteArray());
                else
                    say(held.toString());
            }
            if (answersResume)
                sayResumed();
        }
    }

    void describe(const QJsonObject& selected)
    {
        m_client = QHostAddress(selected.value(u"address").toString());
        m_clientPort = static_cast<quint16>(selected.value(u"port").toInt());
        QJsonArray key;
        for (int i = 0; i < 32; ++i)
            key.append(m_keyByte);
        const QJsonObject data {{QStringLiteral("mode"), selected.value(u"mode")},
                                {QStringLiteral("secret_key"), key},
                                {QStringLiteral("dave_protocol_version"), daveVersion}};
        say(QString::fromUtf8(
            QJsonDocument(QJsonObject {{QStringLiteral("op"), 4}, {QStringLiteral("d"), data}})
                .toJson()));
    }

    void readDatagrams()
    {
        while (m_udp.hasPendingDatagrams()) {
            QByteArray bytes(2048, '\0');
            QHostAddress sender;
            quint16 port = 0;
            bytes.resize(m_udp.readDatagram(bytes.data(), bytes.size(), &sender, &port));
            if (bytes.size() == 8 && bytes.startsWith(QByteArray::fromHex("1337cafe"))) {
                ++pings;
                if (answersPings)
                    m_udp.writeDatagram(QByteArray::fromHex("1337f00d") + bytes.sliced(4), sender,
                                        port);
                continue;
            }
            if (bytes.size() != 74 || !bytes.startsWith(QByteArray::fromHex("00010046")))
                continue;
            ++discoveries;
            QByteArray reply = QByteArray::fromHex("00020046") + bytes.mid(4, 4)
                + QByteArray("127.0.0.1").leftJustified(64, '\0');
            reply.append(static_cast<char>(port >> 8)).append(static_cast<char>(port & 0xff));
            m_udp.writeDatagram(reply, sender, port);
        }
    }

    QWebSocketServer m_server;
    QUdpSocket m_udp;
    QList<QWebSocket*> m_sockets;
    QList<QJsonObject> m_heard;
    QList<QByteArray> m_heardBinary;
    QHostAddress m_client;
    quint16 m_clientPort = 0;
    int m_keyByte;
    QHash<std::uint32_t, std::uint32_t> m_sent; // packets for each SSRC
    std::uint32_t m_nonce = 1;
};

/// Keeps what the receiver thread hands over.
class CollectingSink : public AudioSink {
public:
    void onAudio(std::span<const OpusFrame> frames) override
    {
        const std::lock_guard lock(m_mutex);
        m_frames.insert(m_frames.end(), frames.begin(), frames.end());
    }
    void onRtcp(const RtcpPacket&) override { }
    void cleanup() override
    {
        const std::lock_guard lock(m_mutex);
        ++m_cleanups;
    }
    std::vector<OpusFrame> frames() const
    {
        const std::lock_guard lock(m_mutex);
        return m_frames;
    }
    int cleanups() const
    {
        const std::lock_guard lock(m_mutex);
        return m_cleanups;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<OpusFrame> m_frames;
    int m_cleanups = 0;
};

} // namespace lavalier::receive
