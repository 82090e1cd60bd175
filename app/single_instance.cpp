#include "app/single_instance.h"

#include "voice/base/log.h"
#include "voice/base/snowflake.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QThread>
#include <QTimer>

namespace lavalier::app {
namespace {

constexpr int kPatienceMs = 2000;
constexpr auto kAnswer = "ok\n";

} // namespace

QByteArray encode(const InstanceRequest& request)
{
    QJsonObject json {{QStringLiteral("raise"), request.raise},
                      {QStringLiteral("stop"), request.stop}};
    if (request.channel)
        json[QStringLiteral("channel")] = toString(*request.channel);
    if (request.guild)
        json[QStringLiteral("guild")] = toString(*request.guild);
    return QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<InstanceRequest> decodeInstanceRequest(const QByteArray& line)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    if (line.size() > SingleInstance::kMaxRequest || !document.isObject())
        return std::nullopt;
    const QJsonObject json = document.object();
    InstanceRequest request;
    request.raise = json[QStringLiteral("raise")].toBool(false);
    request.stop = json[QStringLiteral("stop")].toBool(false);
    const auto id = [&](const char* key) { return json[QLatin1String(key)]; };
    if (!id("channel").isUndefined()) {
        request.channel = parseId<ChannelId>(id("channel").toString());
        if (!request.channel)
            return std::nullopt;
    }
    if (!id("guild").isUndefined()) {
        request.guild = parseId<GuildId>(id("guild").toString());
        if (!request.guild)
            return std::nullopt;
    }
    return request;
}

SingleInstance::SingleInstance(const QString& folder, const QString& profile, QObject* parent)
    : QObject(parent)
    // Short, as a socket's path may be at most a hundred bytes long.
    , m_name(QStringLiteral("lavalier-")
             + QString::fromLatin1(QCryptographicHash::hash((folder + u'\n' + profile).toUtf8(),
                                                            QCryptographicHash::Sha256)
                                       .toHex()
                                       .left(20)))
{
    if (QDir().mkpath(folder)) {
        m_lock = std::make_unique<QLockFile>(folder + u'/' + m_name + QStringLiteral(".lock"));
        m_lock->setStaleLockTime(0); // a long run is not a stale one; a dead process is
    }
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::greet);
}

bool SingleInstance::becomeFirst()
{
    if (m_lock && !m_lock->tryLock() && m_lock->error() == QLockFile::LockFailedError)
        return false;
    QLocalServer::removeServer(m_name); // of a crash: the lock is ours
    if (!m_server.listen(m_name))
        qCWarning(logApp, "a second start will not find this one");
    return true;
}

bool SingleInstance::handOver(const InstanceRequest& request) const
{
    QLocalSocket socket;
    // The first may hold its lock a moment before it listens.
    QElapsedTimer waiting;
    waiting.start();
    do {
        socket.connectToServer(m_name);
        if (socket.waitForConnected(kPatienceMs))
            break;
        QThread::msleep(50);
    } while (waiting.elapsed() < kPatienceMs);
    if (socket.state() != QLocalSocket::ConnectedState)
        return false;
    socket.write(encode(request));
    while (socket.bytesAvailable() < qint64(qstrlen(kAnswer)))
        if (!socket.waitForReadyRead(kPatienceMs))
            return false;
    return socket.readAll().startsWith(kAnswer);
}

void SingleInstance::release()
{
    m_server.close();
    m_lock.reset();
}

void SingleInstance::greet()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(kPatienceMs, socket, [socket] { socket->abort(); });
        const auto read = [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() > kMaxRequest)
                    socket->abort();
                return;
            }
            const auto request = decodeInstanceRequest(socket->readLine(kMaxRequest + 1));
            if (!request) {
                socket->abort();
                return;
            }
            socket->write(kAnswer);
            socket->flush();
            socket->disconnectFromServer();
            emit requested(*request);
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        read();
    }
}

} // namespace lavalier::app
