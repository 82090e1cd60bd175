#include "voice/receive/udp_receiver.h"

#include "voice/base/log.h"
#include "voice/receive/dave_frame_decryptor.h"
#include "voice/rtp/ip_discovery.h"

#include <QThread>

namespace lavalier::receive {
namespace {

using namespace std::chrono_literals;

constexpr auto kPublishEvery = 100ms;
constexpr auto kLookAfterKeysEvery = 100ms;
// What the kernel buffers is fewer datagrams than these drains take; a flood must not hold us.
constexpr int kDrainsAtEnd = 4;

} // namespace

UdpReceiver::Connection::Connection(ConnectionId connection, Ssrc ownSsrc,
                                    std::unique_ptr<UdpSocket> opened, dave::MediaDecryptor& keys)
    : id(connection)
    , own(ownSsrc)
    , socket(std::move(opened))
    , pipeline(connection, std::make_unique<DaveFrameDecryptor>(keys))
    , silence(ownSsrc)
{
}

UdpReceiver::UdpReceiver(AudioSink& sink, const Clock& clock, Snapshot<MediaCounters>& counters,
                         MediaTiming timing, OpenSocket openSocket)
    : m_sink(sink)
    , m_clock(clock)
    , m_published(counters)
    , m_timing(timing)
    , m_openSocket(openSocket)
    , m_tick(this)
    , m_keepaliveTimer(this)
    , m_discoveryTimer(this)
{
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &UdpReceiver::drain);
    m_keepaliveTimer.setInterval(m_timing.keepaliveInterval);
    connect(&m_keepaliveTimer, &QTimer::timeout, this, &UdpReceiver::sendPing);
    m_discoveryTimer.setInterval(m_timing.discoveryPatience);
    connect(&m_discoveryTimer, &QTimer::timeout, this, &UdpReceiver::askForAddress);
}

UdpReceiver::~UdpReceiver() = default;

void UdpReceiver::open(ConnectionId connection, const QHostAddress& server, quint16 port, Ssrc own)
{
    Q_ASSERT(QThread::currentThread() == thread());
    close();
    auto socket = m_openSocket(server, port);
    if (!socket) {
        qCWarning(logMedia) << "no media socket for connection" << connection.value();
        emit discoveryFailed(connection);
        return;
    }
    const int buffer = socket->receiveBufferBytes();
    const DrainPace pace(buffer, m_clock.now());
    m_tick.setInterval(pace.interval());
    qCInfo(logMedia) << "media socket of connection" << connection.value() << "buffer" << buffer
                     << "bytes, tick" << m_tick.interval() << "ms";
    connect(socket.get(), &UdpSocket::readable, this, &UdpReceiver::drain);
    m_connection.emplace(connection, own, std::move(socket), m_keys);
    m_connection->pipeline.setListening(m_listening);
    m_connection->pace = pace;
    m_connection->lastDrain = m_clock.now();
    m_connection->socket->setWakeUp(true);
    m_discoveryTimer.start();
    askForAddress();
}

void UdpReceiver::askForAddress()
{
    if (!m_connection)
        return;
    if (m_connection->discoveryTries == m_timing.discoveryTries) {
        m_discoveryTimer.stop();
        emit discoveryFailed(m_connection->id);
        return;
    }
    ++m_connection->discoveryTries;
    const QByteArray request = rtp::discoveryRequest(m_connection->own);
    m_connection->socket->send(viewOf(request));
}

void UdpReceiver::setCipher(crypto::TransportMode mode, const SecretBytes& key)
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!m_connection)
        return;
    auto opening = crypto::TransportCipher::create(mode, key);
    auto sealing = crypto::TransportCipher::create(mode, key);
    if (!opening || !sealing) {
        qCWarning(logMedia) << "the media key was refused";
        return;
    }
    drain(); // with the key so far
    m_connection->pipeline.setCipher(*std::move(opening));
    if (!std::exchange(m_connection->greeted, true)) {
        for (const QByteArray& packet : m_connection->silence.burst(*sealing))
            m_connection->socket->send(viewOf(packet));
        m_keepaliveTimer.start(m_timing.keepaliveInterval);
        sendPing();
    }
    handOn(); // what came before the key
    chooseWaiting(m_clock.now());
}

void UdpReceiver::mapSpeaker(Ssrc ssrc, UserId user)
{
    if (!m_connection)
        return;
    m_connection->pipeline.mapSpeaker(ssrc, user, m_clock.now());
    handOn();
    chooseWaiting(m_clock.now());
}

void UdpReceiver::dropSpeaker(UserId user)
{
    if (!m_connection)
        return;
    m_connection->pipeline.timePassed(m_clock.now());
    m_connection->pipeline.dropSpeaker(user);
    chooseWaiting(m_clock.now());
}

void UdpReceiver::clearSpeakers()
{
    if (m_connection)
        m_connection->pipeline.clearSpeakers();
}

void UdpReceiver::applyKeys(const std::vector<dave::MediaKeyCommand>& commands)
{
    Q_ASSERT(QThread::currentThread() == thread());
    drain(); // what came before belongs to the keys before
    const SteadyTime now = m_clock.now();
    for (const dave::MediaKeyCommand& command : commands)
        m_keys.apply(command, now);
    if (!m_connection)
        return;
    m_connection->pipeline.keysChanged(now);
    handOn();
    chooseWaiting(now);
}

void UdpReceiver::setListening(Listening listening)
{
    if (m_connection) {
        drain(); // what came before belongs to the state before
        m_connection->pipeline.setListening(listening);
    }
    m_listening = listening;
}

void UdpReceiver::close()
{
    Q_ASSERT(QThread::currentThread() == thread());
    if (!m_connection)
        return;
    drainAll();
    tellDrops();
    m_connection->pipeline.giveUpHeld();
    handOn();
    m_tick.stop();
    m_keepaliveTimer.stop();
    m_discoveryTimer.stop();
    accumulate(m_past, connectionCounters());
    m_connection.reset();
    MediaCounters all = m_past;
    all.endToEnd = endToEndCounters();
    m_published.publish(std::move(all));
}

void UdpReceiver::finish()
{
    close();
    m_sink.cleanup();
}

void UdpReceiver::sendPing()
{
    if (!m_connection)
        return;
    // A server that never answers is normal; one that did as often as now it does not, is gone.
    if (m_connection->pingsAnswered >= m_timing.lostPings
        && m_connection->pingsUnheard == m_timing.lostPings) {
        drain(); // perhaps it is us who are late
        if (m_connection->pingsUnheard == m_timing.lostPings) {
            m_keepaliveTimer.start(m_timing.keepaliveInterval);
            emit pathLost(m_connection->id);
        }
    }
    ++m_connection->pingsUnheard;
    const SteadyTime now = m_clock.now();
    const QByteArray ping = m_connection->keepalive.nextPing(now);
    m_connection->socket->send(viewOf(ping));
    m_connection->pipeline.timePassed(now);
    lookAfterKeys(now);
}

void UdpReceiver::checkPath()
{
    if (!m_connection || m_connection->pingsAnswered < m_timing.lostPings)
        return;
    drain(); // what is here already came another way
    m_connection->pingsUnheard = 0;
    m_keepaliveTimer.start(m_timing.checkInterval);
    sendPing();
}

void UdpReceiver::heardSomething()
{
    m_connection->pingsUnheard = 0;
    if (m_keepaliveTimer.isActive()
        && m_keepaliveTimer.intervalAsDuration() != m_timing.keepaliveInterval)
        m_keepaliveTimer.start(m_timing.keepaliveInterval);
}

void UdpReceiver::flush(Held held)
{
    drainAll();
    tellDrops();
    if (m_connection && held == Held::GiveUp) {
        m_connection->pipeline.giveUpHeld();
        handOn();
    }
    if (m_connection)
        publishCounters(m_clock.now());
    emit flushed();
}

void UdpReceiver::tellDrops()
{
    if (!m_connection)
        return;
    if (const auto stretch = m_connection->drops.finish())
        emit datagramsDropped(*stretch);
}

void UdpReceiver::drainAll()
{
    for (int i = 0; i < kDrainsAtEnd && drain() > 0; ++i) { }
}

std::size_t UdpReceiver::drain()
{
    if (!m_connection)
        return 0;
    const SteadyTime now = m_clock.now();
    const auto drained = m_connection->socket->drain(
        m_connection->lastDrain, now, [this](ByteView datagram, SteadyTime arrival) {
            if (!datagram.empty() && datagram[0] >> 6 == 0)
                answerTo(datagram, arrival);
            m_connection->pipeline.datagram(datagram, arrival);
        });
    m_connection->lastDrain = now;
    m_connection->socketCounts.wrongSender += drained.wrongSender;
    m_connection->socketCounts.kernelDropped.datagrams += drained.kernelDropped.datagrams;
    m_connection->drops.dropped(drained.kernelDropped);
    m_connection->pace.drained(drained.datagrams, drained.kernelDropped.datagrams, now);
    if (const auto interval = m_connection->pace.interval();
        interval != m_tick.intervalAsDuration())
        m_tick.setInterval(interval);
    if (drained.datagrams > 0) {
        if (now - m_connection->lastDatagram >= m_timing.silence)
            emit pathBack(m_connection->id);
        m_connection->lastDatagram = now;
        m_lastHeard.store(now, std::memory_order_relaxed);
        heardSomething();
    }
    m_connection->pipeline.timePassed(now);
    handOn();
    watchPath(now);
    if (const auto stretch = m_connection->drops.take(now))
        emit datagramsDropped(*stretch);
    lookAfterKeys(now);
    chooseWaiting(now);
    return drained.datagrams;
}

/// Its pings do not count for pathLost(): a new connection is made no earlier because of them.
void UdpReceiver::watchPath(SteadyTime now)
{
    PathWatch& path = m_connection->pipeline.path();
    switch (path.timePassed(now)) {
    case PathWatch::Step::None:
        break;
    case PathWatch::Step::Ping: {
        const QByteArray ping = m_connection->keepalive.nextPing(now);
        m_connection->socket->send(viewOf(ping));
        break;
    }
    case PathWatch::Step::Silent:
        emit pathSilent(m_connection->id, true, path.silentSince());
        break;
    case PathWatch::Step::Back:
        emit pathSilent(m_connection->id, false, path.heardAgain());
        break;
    }
}

void UdpReceiver::lookAfterKeys(SteadyTime now)
{
    for (const DecryptionWatch::Change& change : m_connection->pipeline.takeReadability())
        emit readabilityChanged(m_connection->id, change.user, change.readable);
    if (now - m_keysLookedAfter < kLookAfterKeysEvery)
        return;
    m_keysLookedAfter = now;
    m_keys.timePassed(now);
    for (const UserId user : m_keys.takeFailing())
        emit decryptionFailing(m_connection->id, user);
}

/// Discovery and pings begin with bits that no RTP packet has.
void UdpReceiver::answerTo(ByteView datagram, SteadyTime arrival)
{
    if (const auto roundTrip = m_connection->keepalive.roundTrip(datagram, arrival)) {
        ++m_connection->pingsAnswered;
        m_connection->pipeline.path().answered(arrival);
        emit roundTripMeasured(m_connection->id, *roundTrip);
        return;
    }
    if (m_connection->discovered)
        return;
    if (const auto seen = rtp::parseDiscoveryReply(datagram)) {
        m_connection->discovered = true;
        m_discoveryTimer.stop();
        emit addressDiscovered(m_connection->id, seen->address, seen->port);
    }
}

void UdpReceiver::handOn()
{
    MediaPipeline& pipeline = m_connection->pipeline;
    if (!pipeline.frames().empty()) {
        m_sink.onAudio(pipeline.frames());
        pipeline.clearFrames();
    }
    if (const auto sealed = pipeline.takeSealed(); !sealed.empty())
        m_sink.onSealed(sealed);
    for (const RtcpPacket& packet : pipeline.takeRtcp())
        m_sink.onRtcp(packet);
}

/// Ticks while there is something to expect, else sleeps until the socket is readable.
void UdpReceiver::chooseWaiting(SteadyTime now)
{
    const bool isBusy = now - m_connection->lastDatagram < m_timing.quietAfter
        || m_connection->pipeline.isHolding() || m_connection->pipeline.path().isWatching()
        || m_connection->drops.isWatching();
    if (isBusy != m_tick.isActive()) {
        m_connection->socket->setWakeUp(!isBusy);
        if (isBusy)
            m_tick.start();
        else
            m_tick.stop();
    }
    if (!isBusy || now - m_lastPublished >= kPublishEvery)
        publishCounters(now);
}

MediaCounters UdpReceiver::connectionCounters() const
{
    MediaCounters counters = m_connection->pipeline.counters();
    counters.wrongSender = m_connection->socketCounts.wrongSender;
    counters.kernelDropped = m_connection->socketCounts.kernelDropped.datagrams;
    return counters;
}

/// Keys and their counts outlive connections.
std::vector<EndToEndCounters> UdpReceiver::endToEndCounters() const
{
    std::vector<EndToEndCounters> all;
    all.reserve(m_keys.counters().size());
    for (const auto& [user, counts] : m_keys.counters())
        all.push_back({user, counts.decrypted, counts.passthrough, counts.noKey, counts.refusedTag,
                       counts.replayed, counts.badGeneration, counts.notAFrame});
    return all;
}

void UdpReceiver::publishCounters(SteadyTime now)
{
    MediaCounters all = m_past;
    accumulate(all, connectionCounters());
    all.endToEnd = endToEndCounters();
    m_published.publish(std::move(all));
    m_lastPublished = now;
}

} // namespace lavalier::receive
