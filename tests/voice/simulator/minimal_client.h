#pragma once

// A client of the simulator that shares nothing with Lavalier's: raw sockets, JSON and OpenSSL.

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QTest>
#include <QUdpSocket>
#include <QWebSocket>
#include <QtEndian>

#include <functional>
#include <memory>
#include <optional>

namespace minimal {

inline constexpr int kPatience = 30'000;

/// A WebSocket of JSON messages with an inbox that is read in order.
class JsonSocket {
public:
    using Wanted = std::function<bool(const QJsonObject&)>;

    explicit JsonSocket(const QUrl& url, const QByteArray& authorityPem = {})
    {
        if (!authorityPem.isEmpty()) {
            QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
            tls.setCaCertificates(QSslCertificate::fromData(authorityPem));
            m_socket.setSslConfiguration(tls);
        }
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString& text) {
                             m_inbox.append(QJsonDocument::fromJson(text.toUtf8()).object());
                         });
        // u16 seq | u8 op | payload, as if it were JSON with the payload in hex.
        QObject::connect(
            &m_socket, &QWebSocket::binaryMessageReceived, &m_socket,
            [this](const QByteArray& bytes) {
                m_inbox.append(QJsonObject {
                    {QStringLiteral("op"), static_cast<quint8>(bytes.at(2))},
                    {QStringLiteral("seq"), qFromBigEndian<quint16>(bytes.constData())},
                    {QStringLiteral("payload"), QString::fromLatin1(bytes.mid(3).toHex())}});
            });
        QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket,
                         [this] { m_closed = true; });
        m_socket.open(url);
    }

    /// Open now or has been.
    bool wasOpened()
    {
        return QTest::qWaitFor(
            [this] { return m_closed || m_socket.state() == QAbstractSocket::ConnectedState; },
            kPatience);
    }
    void send(int op, const QJsonValue& data)
    {
        sendText(QString::fromUtf8(
            QJsonDocument(QJsonObject {{QStringLiteral("op"), op}, {QStringLiteral("d"), data}})
                .toJson(QJsonDocument::Compact)));
    }
    void sendBinary(int op, const QByteArray& payload)
    {
        m_socket.sendBinaryMessage(static_cast<char>(op) + payload);
    }
    void sendText(const QString& text) { m_socket.sendTextMessage(text); }

    /// The first message like that; whatever came before it is forgotten. Empty when none comes.
    QJsonObject expect(const Wanted& wanted)
    {
        std::optional<QJsonObject> found;
        (void)QTest::qWaitFor(
            [&] {
                while (!found && !m_inbox.isEmpty()) {
                    const QJsonObject message = m_inbox.takeFirst();
                    if (wanted(message))
                        found = message;
                }
                return found.has_value() || m_closed;
            },
            kPatience);
        return found.value_or(QJsonObject());
    }
    QJsonObject expectOp(int op)
    {
        return expect(
            [op](const QJsonObject& m) { return m.value(QStringLiteral("op")).toInt() == op; });
    }
    /// The data of a dispatch.
    QJsonObject expectEvent(const char* name)
    {
        return expect([name](const QJsonObject& m) {
                   return m.value(QStringLiteral("t")).toString() == QLatin1String(name);
               })
            .value(QStringLiteral("d"))
            .toObject();
    }
    int closeCode()
    {
        return QTest::qWaitFor([this] { return m_closed; }, kPatience) ? m_socket.closeCode() : -1;
    }
    /// Ends without a close frame.
    void abort() { m_socket.abort(); }
    void close() { m_socket.close(); }

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_inbox;
    bool m_closed = false;
};

struct HttpAnswer {
    int status = 0;
    QJsonDocument body;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    std::optional<QByteArray> bucket;
};

inline HttpAnswer
request(const char* method, const QUrl& url, const QByteArray& token, const QByteArray& body = {},
        const QByteArray& agent = QByteArrayLiteral("DiscordBot (https://example.org, 1)"))
{
    QNetworkAccessManager manager;
    QNetworkRequest request(url);
    request.setRawHeader("User-Agent", agent);
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bot " + token);
    if (!body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    const std::unique_ptr<QNetworkReply> reply(manager.sendCustomRequest(request, method, body));
    (void)QTest::qWaitFor([&] { return reply->isFinished(); }, kPatience);
    HttpAnswer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = QJsonDocument::fromJson(reply->readAll());
    if (reply->hasRawHeader("X-RateLimit-Bucket"))
        answer.bucket = reply->rawHeader("X-RateLimit-Bucket");
    return answer;
}

/// Opens or seals one datagram of a `*_rtpsize` mode with OpenSSL alone.
std::optional<QByteArray> openDatagram(const QString& mode, const QByteArray& key,
                                       const QByteArray& datagram, int clear);
QByteArray sealDatagram(const QString& mode, const QByteArray& key, const QByteArray& header,
                        const QByteArray& body, quint32 nonce);

/// Identify on the main gateway; the events that follow are left in the inbox.
void identify(JsonSocket& gateway, const QByteArray& token, int intents = 129);

/// A voice connection up to the session description.
class VoiceConnection {
public:
    /// `state` and `server` are the data of the two gateway events.
    VoiceConnection(const QString& scheme, const QJsonObject& state, const QJsonObject& server,
                    const QByteArray& authorityPem = {});

    QJsonObject identification() const;
    QString endpoint() const { return m_server.value(QStringLiteral("endpoint")).toString(); }
    /// Ready, discovery, select, description; false when a step fails.
    bool establish(const QString& mode);
    /// The next RTP packet's plain body and header; empty when none comes.
    struct Packet {
        QByteArray header;
        QByteArray payload; ///< extension and padding removed
        quint16 sequence = 0;
        quint32 timestamp = 0;
        quint32 ssrc = 0;
        bool padded = false;
        bool extended = false;
    };
    std::optional<Packet> nextPacket(int patience = kPatience);
    void sendAudio(const QByteArray& payload, quint16 sequence, quint32 timestamp, quint32 ssrc);

    JsonSocket socket;
    QJsonObject ready;
    quint32 ssrc = 0;
    QByteArray key;
    QString mode;
    QUdpSocket udp;
    int discoveredPort = 0;
    int undecryptable = 0;
    int reports = 0;
    int maxDaveVersion = 0;
    int daveVersion = -1; ///< as op 4 said

private:
    QJsonObject m_state;
    QJsonObject m_server;
    quint32 m_nonce = 0;
};

} // namespace minimal
