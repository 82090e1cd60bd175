#pragma once

#include "voice/control/control_effects.h"

#include <QObject>

class QWebSocket;

namespace lavalier::control {

/// The web socket of a voice connection, one at a time.
///
/// Carries what VoiceControl decides and reports what arrives, each fact under the socket's number;
/// nothing is reported of a socket after close(). The address is checked before it gets here, and
/// redirects are not followed (QWebSocket takes anything but 101 for an error).
/// Thread:  the session thread.
class VoiceConnection : public QObject {
    Q_OBJECT
public:
    explicit VoiceConnection(QObject* parent = nullptr);
    /// Closes with 1000 whatever is still open.
    ~VoiceConnection() override;

    void open(SocketId number, const QUrl& url);
    void close(SocketId number, int code);
    /// Wipes `text` once it has been handed over.
    void sendText(QByteArray text);
    void sendBinary(const QByteArray& frame);

signals:
    void opened(SocketId number);
    void textReceived(SocketId number, const QString& text);
    void binaryReceived(SocketId number, const QByteArray& frame);
    /// Code 0 when the server said none.
    void closed(SocketId number, int code);

private:
    void reportLoss();
    void release(int code);

    QWebSocket* m_socket = nullptr; // a child of this
    SocketId m_number;
    bool m_isOpen = false;
};

} // namespace lavalier::control
