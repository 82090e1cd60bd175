#pragma once

#include "voice/base/endpoints.h"
#include "voice/base/secret_bytes.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <functional>
#include <map>

namespace lavalier::gateway {

/// A few lines of Discord on loopback: what each path answers is the test's to say.
class StandIn : public QObject {
    Q_OBJECT
public:
    struct Request {
        QByteArray line; ///< "GET /api/v10/users/@me"
        QByteArray head;
        QByteArray body;
    };

    StandIn()
        : m_sockets(QStringLiteral("stand-in"), QWebSocketServer::NonSecureMode)
    {
        m_http.listen(QHostAddress::LocalHost);
        m_sockets.listen(QHostAddress::LocalHost);
        connect(&m_http, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_http.nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { serve(socket); });
        });
        connect(&m_sockets, &QWebSocketServer::newConnection, this, [this] {
            while (QWebSocket* socket = m_sockets.nextPendingConnection()) {
                socket->setParent(this);
                peer = socket;
                urls.push_back(socket->requestUrl());
                connect(socket, &QWebSocket::textMessageReceived, this,
                        [this](const QString& text) {
                            heard.push_back(QJsonDocument::fromJson(text.toUtf8()).object());
                            if (onMessage)
                                onMessage(heard.back());
                        });
                connect(socket, &QWebSocket::disconnected, this,
                        [this, socket] { closeCodes.push_back(socket->closeCode()); });
                if (onConnected)
                    onConnected();
            }
        });
        const QByteArray gateway = "ws://127.0.0.1:" + QByteArray::number(m_sockets.serverPort());
        answers["GET /api/v10/users/@me"] = http(200, R"({"id":"77","username":"lav","bot":true})");
        answers["GET /api/v10/gateway/bot"] = http(
            200,
            "{\"url\":\"" + gateway + R"(","shards":1,"session_start_limit":{"remaining":9}})");
        gatewayUrl = gateway;
    }

    Endpoints endpoints() const
    {
        return {QUrl(QStringLiteral("http://127.0.0.1:%1/api/v10").arg(m_http.serverPort()))};
    }
    static QByteArray http(int status, const QByteArray& body, const QByteArray& headers = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status)
            + " X\r\nContent-Type: application/json\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
    }
    void say(const char* json) { peer->sendTextMessage(QString::fromUtf8(json)); }
    /// How many messages of one opcode came so far.
    int count(int op) const
    {
        return static_cast<int>(std::ranges::count_if(heard, [op](const QJsonObject& message) {
            return message.value(QLatin1String("op")).toInt() == op;
        }));
    }

    std::map<QByteArray, QByteArray> answers;
    std::function<QByteArray(const Request&)> answer; ///< asked first when set
    std::function<void()> onConnected;
    std::function<void(const QJsonObject&)> onMessage;
    std::vector<Request> requests;
    std::vector<QJsonObject> heard;
    std::vector<QUrl> urls;
    std::vector<int> closeCodes;
    QWebSocket* peer = nullptr;
    QByteArray gatewayUrl;

private:
    void serve(QTcpSocket* socket)
    {
        QByteArray& gathered = m_gathered[socket];
        gathered += socket->readAll();
        const auto end = gathered.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        Request request;
        request.head = gathered.left(end + 2);
        request.line = request.head.left(request.head.indexOf(" HTTP/"));
        qsizetype length = 0;
        const auto at = request.head.toLower().indexOf("content-length: ");
        if (at >= 0)
            length = request.head.mid(at + 16).split('\r').front().toInt();
        if (gathered.size() < end + 4 + length)
            return;
        request.body = gathered.mid(end + 4, length);
        gathered.remove(0, end + 4 + length);
        requests.push_back(request);
        QByteArray reply = answer ? answer(request) : QByteArray();
        if (reply.isNull() && answers.contains(request.line))
            reply = answers[request.line];
        socket->write(reply.isNull() ? http(404, "{}") : reply);
    }

    QTcpServer m_http;
    QWebSocketServer m_sockets;
    std::map<QTcpSocket*, QByteArray> m_gathered;
};

inline SecretBytes canaryToken()
{
    QByteArray plain("the.canary.token");
    return SecretBytes::takeFrom(plain);
}

} // namespace lavalier::gateway
