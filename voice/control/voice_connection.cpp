#include "voice/control/voice_connection.h"

#include "voice/base/log.h"
#include "voice/control/close_policy.h"

#include <QThread>
#include <QTimer>
#include <QWebSocket>

#include <algorithm>

namespace lavalier::control {
namespace {

/// How long a closed socket may take to say good-bye to the server.
constexpr int kFarewellMs = 2000;

} // namespace

VoiceConnection::VoiceConnection(QObject* parent)
    : QObject(parent)
{
}

VoiceConnection::~VoiceConnection()
{
    release(kCloseForGood);
}

void VoiceConnection::open(SocketId number, const QUrl& url)
{
    Q_ASSERT(QThread::currentThread() == thread());
    release(kCloseForGood);
    m_number = number;
    m_isOpen = false;
    m_socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket->setMaxAllowedIncomingFrameSize(kMaxTextBytes);
    m_socket->setMaxAllowedIncomingMessageSize(kMaxTextBytes);
    connect(m_socket, &QWebSocket::connected, this, [this] {
        m_isOpen = true;
        emit opened(m_number);
    });
    connect(m_socket, &QWebSocket::textMessageReceived, this,
            [this](const QString& text) { emit textReceived(m_number, text); });
    connect(m_socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray& frame) { emit binaryReceived(m_number, frame); });
    connect(m_socket, &QWebSocket::disconnected, this, &VoiceConnection::reportLoss);
    connect(m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, [this] {
        qCInfo(logVoice) << "web socket" << m_number.value() << "error" << m_socket->error();
        // Before the upgrade an error may be all that comes; after it, disconnected() follows.
        if (!m_isOpen)
            reportLoss();
    });
    m_socket->open(url);
}

void VoiceConnection::close(SocketId number, int code)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_socket != nullptr && m_number == number)
        release(code);
}

void VoiceConnection::sendText(QByteArray text)
{
    Q_ASSERT(QThread::currentThread() == thread());
    QString message = QString::fromUtf8(text);
    if (m_socket != nullptr && m_isOpen)
        m_socket->sendTextMessage(message);
    std::fill(message.begin(), message.end(), u'\0');
    wipe(text);
}

void VoiceConnection::sendBinary(const QByteArray& frame)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (m_socket != nullptr && m_isOpen)
        m_socket->sendBinaryMessage(frame);
}

void VoiceConnection::reportLoss()
{
    // Nothing but a code of the server's own counts: Qt reports 1000 for a line that broke.
    const int code = m_isOpen ? static_cast<int>(m_socket->closeCode()) : 0;
    release(kCloseForResume);
    emit closed(m_number, code >= 4000 ? code : 0);
}

void VoiceConnection::release(int code)
{
    if (m_socket == nullptr)
        return;
    QWebSocket* const socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    if (m_isOpen && socket->state() == QAbstractSocket::ConnectedState) {
        connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(kFarewellMs, socket, &QObject::deleteLater);
        socket->close(static_cast<QWebSocketProtocol::CloseCode>(code));
    } else {
        socket->abort();
        socket->deleteLater();
    }
    m_isOpen = false;
}

} // namespace lavalier::control
