#include "voice/receive/receiver_thread.h"

#include "voice/receive/udp_receiver.h"

namespace lavalier::receive {

ReceiverThread::ReceiverThread(AudioSink& sink, const Clock& clock, QObject* parent,
                               MediaTiming timing)
    : QObject(parent)
    , m_receiver(new UdpReceiver(sink, clock, m_counters, timing))
{
    m_thread.setObjectName(QStringLiteral("receiver"));
    m_receiver->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_receiver, &QObject::deleteLater);
    // A fact of a connection that was closed meanwhile is no longer one.
    connect(m_receiver, &UdpReceiver::addressDiscovered, this,
            [this](ConnectionId connection, const QString& address, quint16 port) {
                if (connection == m_connection)
                    emit addressDiscovered(address, port);
            });
    connect(m_receiver, &UdpReceiver::discoveryFailed, this, [this](ConnectionId connection) {
        if (connection == m_connection)
            emit discoveryFailed();
    });
    connect(m_receiver, &UdpReceiver::roundTripMeasured, this,
            [this](ConnectionId connection, std::chrono::microseconds roundTrip) {
                if (connection == m_connection)
                    emit udpRoundTrip(
                        std::chrono::duration_cast<std::chrono::milliseconds>(roundTrip));
            });
    connect(m_receiver, &UdpReceiver::pathLost, this, [this](ConnectionId connection) {
        if (connection == m_connection)
            emit pathLost();
    });
    connect(m_receiver, &UdpReceiver::pathBack, this, [this](ConnectionId connection) {
        if (connection == m_connection)
            emit pathBack();
    });
    connect(m_receiver, &UdpReceiver::datagramsDropped, this, &ReceiverThread::datagramsDropped);
    connect(m_receiver, &UdpReceiver::pathSilent, this,
            [this](ConnectionId connection, bool silent, SteadyTime heard) {
                if (connection == m_connection)
                    emit pathSilent(silent, heard);
            });
    connect(m_receiver, &UdpReceiver::decryptionFailing, this,
            [this](ConnectionId connection, UserId user) {
                if (connection == m_connection)
                    emit decryptionFailing(user);
            });
    connect(m_receiver, &UdpReceiver::readabilityChanged, this,
            [this](ConnectionId connection, UserId user, bool readable) {
                if (connection != m_connection)
                    return;
                if (readable)
                    emit decryptableAgain(user);
                else
                    emit undecryptable(user);
            });
    connect(m_receiver, &UdpReceiver::flushed, this, &ReceiverThread::flushed);
    m_thread.start();
}

ReceiverThread::~ReceiverThread()
{
    // Queued behind every command before it, so the sink gets all that arrived.
    post([](UdpReceiver& receiver) {
        receiver.finish();
        QThread::currentThread()->quit();
    });
    m_thread.wait();
}

template <typename Command> void ReceiverThread::post(Command command)
{
    QMetaObject::invokeMethod(
        m_receiver, [receiver = m_receiver, command] { command(*receiver); }, Qt::QueuedConnection);
}

void ReceiverThread::open(ConnectionId connection, const QHostAddress& server, quint16 port,
                          Ssrc own)
{
    m_connection = connection;
    post([=](UdpReceiver& receiver) { receiver.open(connection, server, port, own); });
}

void ReceiverThread::setCipher(crypto::TransportMode mode, const SecretBytes& key)
{
    post([=](UdpReceiver& receiver) { receiver.setCipher(mode, key); });
}

void ReceiverThread::mapSpeaker(Ssrc ssrc, UserId user)
{
    post([=](UdpReceiver& receiver) { receiver.mapSpeaker(ssrc, user); });
}

void ReceiverThread::dropSpeaker(UserId user)
{
    post([=](UdpReceiver& receiver) { receiver.dropSpeaker(user); });
}

void ReceiverThread::clearSpeakers()
{
    post([](UdpReceiver& receiver) { receiver.clearSpeakers(); });
}

void ReceiverThread::applyKeys(std::vector<dave::MediaKeyCommand> commands)
{
    post([commands = std::move(commands)](UdpReceiver& receiver) { receiver.applyKeys(commands); });
}

void ReceiverThread::setListening(Listening listening)
{
    post([=](UdpReceiver& receiver) { receiver.setListening(listening); });
}

void ReceiverThread::checkPath()
{
    post([](UdpReceiver& receiver) { receiver.checkPath(); });
}

void ReceiverThread::flush(Held held)
{
    post([=](UdpReceiver& receiver) { receiver.flush(held); });
}

void ReceiverThread::close()
{
    m_connection = ConnectionId();
    post([](UdpReceiver& receiver) { receiver.close(); });
}

MediaCounters ReceiverThread::counters() const
{
    return m_counters.read();
}

SteadyTime ReceiverThread::lastHeard() const
{
    return m_receiver->lastHeard();
}

} // namespace lavalier::receive
