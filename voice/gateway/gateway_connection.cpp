#include "voice/gateway/gateway_connection.h"

#include "voice/base/log.h"
#include "voice/base/overloaded.h"
#include "voice/gateway/json_reader.h"
#include "voice/gateway/user_agent.h"

#include <QNetworkRequest>
#include <QPointer>
#include <QRandomGenerator>
#include <QThread>
#include <QWebSocket>

#include <algorithm>

namespace lavalier::gateway {

namespace {

/// How long a closing handshake may take before the socket is cut.
constexpr std::chrono::milliseconds kClosePatience {2'000};

} // namespace

GatewayConnection::GatewayConnection(Endpoints endpoints, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_session(std::move(endpoints))
{
    m_alarm.setSingleShot(true);
    m_alarm.setTimerType(Qt::PreciseTimer);
    connect(&m_alarm, &QTimer::timeout, this, [this] { carryOut(m_session.timePassed(moment())); });
}

GatewayConnection::~GatewayConnection()
{
    if (m_socket != nullptr) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
}

void GatewayConnection::start(const SecretBytes& token, const QUrl& gateway)
{
    Q_ASSERT(QThread::currentThread() == thread());
    ++m_generation;
    carryOut(m_session.start(token, gateway, moment()));
}

void GatewayConnection::stop()
{
    Q_ASSERT(QThread::currentThread() == thread());
    ++m_generation;
    carryOut(m_session.stop());
}

void GatewayConnection::obeyStartLimit(int remaining, std::chrono::milliseconds resetAfter)
{
    m_session.obeyStartLimit(remaining, resetAfter, moment());
}

void GatewayConnection::updateVoiceState(GuildId guild, std::optional<ChannelId> channel,
                                         bool selfMute, bool selfDeaf)
{
    Q_ASSERT(QThread::currentThread() == thread());
    carryOut(m_session.updateVoiceState(guild, channel, selfMute, selfDeaf, moment()));
}

void GatewayConnection::requestMembers(std::span<const MemberKey> keys)
{
    carryOut(m_session.requestMembers(keys, moment()));
}

void GatewayConnection::networkInDoubt()
{
    carryOut(m_session.networkInDoubt(moment()));
}

void GatewayConnection::networkIsBack()
{
    carryOut(m_session.networkIsBack(moment()));
}

Moment GatewayConnection::moment() const
{
    return {m_clock.now(), QRandomGenerator::global()->generateDouble()};
}

void GatewayConnection::carryOut(GatewaySession::Effects effects)
{
    const QPointer<GatewayConnection> alive(this);
    const unsigned generation = m_generation;
    for (GatewaySession::Effect& effect : effects) {
        std::visit(
            Overloaded {
                [this](const GatewaySession::Connect& it) { openSocket(it.url); },
                [this](const GatewaySession::Send& it) {
                    if (m_socket != nullptr)
                        m_socket->sendTextMessage(QString::fromUtf8(it.message));
                },
                [this](const GatewaySession::SendSecret& it) { sendSecret(it.message); },
                [this](const GatewaySession::Close& it) { closeSocket(it.code); },
                [this](const GatewaySession::Deliver& it) { emit eventReceived(it.event); },
                [this](const GatewaySession::SessionRestarted&) { emit sessionRestarted(); },
                [this](const GatewaySession::RoundTrip& it) { emit roundTripMeasured(it.time); },
                [this](const GatewaySession::Retrying& it) {
                    emit retrying(it.error, it.code, it.delay);
                },
                [this](const GatewaySession::Fail& it) { emit failed(it.error, it.code); },
            },
            effect);
        // A slot may have ended this login, or us.
        if (!alive || m_generation != generation)
            return;
    }
    setAlarm();
    if (const GatewayState now = m_session.state(); now != m_announced) {
        m_announced = now;
        qCInfo(logGateway) << "gateway state" << static_cast<int>(now);
        emit stateChanged(now);
    }
}

void GatewayConnection::openSocket(const QUrl& url)
{
    closeSocket(1000);
    auto* socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    m_socket = socket;
    socket->setMaxAllowedIncomingMessageSize(static_cast<quint64>(kMaxGatewayMessage));
    socket->setMaxAllowedIncomingFrameSize(static_cast<quint64>(kMaxGatewayMessage));
    connect(socket, &QWebSocket::connected, this,
            [this] { carryOut(m_session.connected(moment())); });
    connect(socket, &QWebSocket::disconnected, this, [this, socket] { loseSocket(socket); });
    connect(socket, &QWebSocket::textMessageReceived, this,
            [this](const QString& text) { carryOut(m_session.received(text.toUtf8(), moment())); });
    connect(socket, &QWebSocket::binaryMessageReceived, this,
            [this](const QByteArray& bytes) { carryOut(m_session.received(bytes, moment())); });
    // A connection that never came to be is not always followed by disconnected().
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [this, socket] {
                if (socket->state() == QAbstractSocket::UnconnectedState)
                    loseSocket(socket);
            });
    QNetworkRequest request(url);
    request.setRawHeader("User-Agent", userAgent());
    qCInfo(logGateway) << "connecting to the gateway at" << url.host();
    socket->open(request);
}

void GatewayConnection::closeSocket(int code)
{
    if (m_socket == nullptr)
        return;
    QWebSocket* socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    // The child timer dies with its socket; a peer that never answers the closing is cut off.
    QTimer::singleShot(kClosePatience, socket, [socket] {
        socket->abort();
        socket->deleteLater();
    });
    socket->close(static_cast<QWebSocketProtocol::CloseCode>(code));
}

void GatewayConnection::loseSocket(QWebSocket* socket)
{
    if (socket != m_socket)
        return;
    m_socket = nullptr;
    socket->disconnect(this);
    socket->deleteLater();
    carryOut(m_session.disconnected(static_cast<int>(socket->closeCode()), moment()));
}

void GatewayConnection::sendSecret(const SecretBytes& message)
{
    if (m_socket == nullptr)
        return;
    const ByteView plain = message.reveal();
    QString text = QString::fromUtf8(reinterpret_cast<const char*>(plain.data()),
                                     static_cast<qsizetype>(plain.size()));
    m_socket->sendTextMessage(text);
    wipe({reinterpret_cast<std::uint8_t*>(text.data()),
          static_cast<std::size_t>(text.size()) * sizeof(QChar)});
}

void GatewayConnection::setAlarm()
{
    const auto wake = m_session.nextWake();
    if (!wake) {
        m_alarm.stop();
        return;
    }
    // The alarm may stand still while the machine sleeps; a minute at most, then we look again.
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(*wake - m_clock.now());
    m_alarm.start(std::clamp<std::chrono::milliseconds>(wait, std::chrono::milliseconds(0),
                                                        std::chrono::minutes(1)));
}

} // namespace lavalier::gateway
