#include "tests/patience.h"
#include "voice/receive/receiver_thread.h"

#include "packet_builder.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

#include <algorithm>
#include <mutex>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;
using test::PacketBuilder;

namespace {

constexpr Ssrc kOwn {0xC0DE};
constexpr Ssrc kSpeaker {0xA1};
constexpr UserId kAda {11};

QByteArray hex(const char* text)
{
    return QByteArray::fromHex(text);
}

/// Takes frames on the receiver thread; the test looks at them from its own.
class CollectingSink final : public AudioSink {
public:
    void onAudio(std::span<const OpusFrame> frames) override
    {
        const std::lock_guard lock(m_mutex);
        m_afterCleanup |= m_cleanups > 0;
        m_frames.insert(m_frames.end(), frames.begin(), frames.end());
    }
    void onSealed(std::span<const SealedPacket> packets) override
    {
        const std::lock_guard lock(m_mutex);
        m_sealed += packets.size();
    }
    void onRtcp(const RtcpPacket& packet) override
    {
        const std::lock_guard lock(m_mutex);
        m_rtcp.push_back(packet);
    }
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
    std::size_t rtcpCount() const
    {
        const std::lock_guard lock(m_mutex);
        return m_rtcp.size();
    }
    std::size_t sealedCount() const
    {
        const std::lock_guard lock(m_mutex);
        return m_sealed;
    }
    int cleanups() const { return m_cleanups; }
    bool heardAfterCleanup() const { return m_afterCleanup; }

private:
    mutable std::mutex m_mutex;
    std::vector<OpusFrame> m_frames;
    std::vector<RtcpPacket> m_rtcp;
    std::size_t m_sealed = 0;
    int m_cleanups = 0;
    bool m_afterCleanup = false;
};

/// A voice server's UDP half, as far as the test plays it.
class FarSide {
public:
    FarSide()
    {
        if (!m_socket.bind(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("no loopback");
    }

    QHostAddress address() const { return m_socket.localAddress(); }
    quint16 port() const { return m_socket.localPort(); }
    bool hasSomething() const { return m_socket.hasPendingDatagrams(); }

    /// Waits with the event loop running; empty when nothing came in time.
    QByteArray read(int milliseconds = test::kPatience)
    {
        if (!QTest::qWaitFor([this] { return m_socket.hasPendingDatagrams(); }, milliseconds))
            return {};
        QByteArray bytes(4096, '\0');
        bytes.resize(m_socket.readDatagram(bytes.data(), bytes.size(), &m_peer, &m_peerPort));
        return bytes;
    }

    void send(const QByteArray& bytes) { m_socket.writeDatagram(bytes, m_peer, m_peerPort); }

    void answerDiscovery()
    {
        send(QByteArray::fromHex("000200460000c0de")
             + QByteArray("203.0.113.7").leftJustified(64, '\0') + QByteArray::fromHex("c350"));
    }

    void answerPing(const QByteArray& ping) { send(hex("1337f00d") + ping.sliced(4)); }

    void speak(int number)
    {
        PacketBuilder packet;
        packet.sequence = static_cast<std::uint16_t>(number);
        packet.timestamp = static_cast<std::uint32_t>(number) * 960;
        packet.body = "speech " + QByteArray::number(number);
        send(packet.rtp());
    }

private:
    QUdpSocket m_socket;
    QHostAddress m_peer;
    quint16 m_peerPort = 0;
};

MediaTiming impatient()
{
    MediaTiming timing;
    timing.keepaliveInterval = 60ms;
    timing.quietAfter = 50ms;
    return timing;
}

MediaTiming askingOften(int tries)
{
    MediaTiming timing = impatient();
    timing.discoveryPatience = 40ms;
    timing.discoveryTries = tries;
    return timing;
}

SecretBytes key(char letter = 'k')
{
    const QByteArray bytes(32, letter);
    return SecretBytes(viewOf(bytes));
}

/// A call that is open, with its far side and its sink.
struct Call {
    SystemClock clock;
    CollectingSink sink;
    FarSide far;
    std::unique_ptr<ReceiverThread> receiver;

    explicit Call(MediaTiming timing = {})
        : receiver(std::make_unique<ReceiverThread>(sink, clock, nullptr, timing))
    {
        receiver->applyKeys({dave::AllowPassthrough {}}); // version 0
        receiver->open(ConnectionId(1), far.address(), far.port(), kOwn);
    }

    void discover()
    {
        QSignalSpy discovered(receiver.get(), &ReceiverThread::addressDiscovered);
        far.read();
        far.answerDiscovery();
        if (!QTest::qWaitFor([&] { return discovered.count() > 0; }, test::kPatience))
            qFatal("no address");
        while (far.hasSomething()) // asked again before the answer was there
            far.read();
    }

    /// Past discovery, with a key, recording and a speaker.
    void begin()
    {
        discover();
        receiver->setListening(Listening::Recording);
        receiver->mapSpeaker(kSpeaker, kAda);
        // Last, so that its burst shows that the receiver took the others.
        receiver->setCipher(crypto::TransportMode::Aes256GcmRtpsize, key());
        for (int i = 0; i < 6; ++i) // five of silence and a ping
            far.read();
    }

    /// Discovery and a key; answers so many pings.
    void beginAnswering(int answers)
    {
        discover();
        receiver->setCipher(crypto::TransportMode::Aes256GcmRtpsize, key());
        for (int i = 0; i < 5; ++i) // silence
            far.read();
        for (int i = 0; i < answers; ++i)
            far.answerPing(far.read());
    }

    /// Asks for one check and answers it; whether it then is quiet for longer than checks last.
    bool restsAfterACheck()
    {
        receiver->checkPath();
        const QByteArray ping = far.read(500);
        if (ping.size() != 8)
            return false;
        far.answerPing(ping);
        QTest::qWait(500);
        const bool rests = !far.hasSomething();
        while (far.hasSomething())
            far.read();
        return rests;
    }

    bool heard(std::size_t count)
    {
        return QTest::qWaitFor([&] { return sink.frames().size() >= count; }, test::kPatience);
    }
};

} // namespace

class ReceiverThreadTest : public QObject {
    Q_OBJECT
private slots:
    void asksForItsAddressUntilAnswered()
    {
        Call call(askingOften(1000));
        QSignalSpy discovered(call.receiver.get(), &ReceiverThread::addressDiscovered);
        QCOMPARE(call.far.read(), hex("000100460000c0de") + QByteArray(66, '\0'));
        QCOMPARE(call.far.read().size(), 74); // no answer, so again
        call.far.send("nonsense");
        call.far.send(QByteArray(74, '\0'));
        call.far.answerDiscovery();
        call.far.answerDiscovery();
        QVERIFY(discovered.wait(test::kPatience));
        QTest::qWait(150);
        QCOMPARE(discovered.count(), 1);
        QCOMPARE(discovered[0][0].toString(), QStringLiteral("203.0.113.7"));
        QCOMPARE(discovered[0][1].toUInt(), 50000U);
    }

    void givesUpAfterFiveRequests()
    {
        Call call(askingOften(5));
        QSignalSpy failed(call.receiver.get(), &ReceiverThread::discoveryFailed);
        QVERIFY(failed.wait(test::kPatience));
        for (int i = 0; i < 5; ++i)
            QCOMPARE(call.far.read().size(), 74);
        QTest::qWait(100);
        QVERIFY(!call.far.hasSomething());
        QCOMPARE(failed.count(), 1);
    }

    void opensTheWayOnceAndKeepsItOpen()
    {
        Call call(impatient());
        QSignalSpy measured(call.receiver.get(), &ReceiverThread::udpRoundTrip);
        call.discover();
        call.receiver->setCipher(crypto::TransportMode::Aes256GcmRtpsize, key());
        auto cipher
            = *crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize, key());
        for (unsigned i = 0; i < 5; ++i) {
            const QByteArray packet = call.far.read();
            const QByteArray header = ByteWriter()
                                          .u8(0x80)
                                          .u8(0x78)
                                          .u16be(static_cast<std::uint16_t>(i))
                                          .u32be(i * 960)
                                          .u32be(kOwn.value())
                                          .take();
            QCOMPARE(packet.first(12), header);
            QCOMPARE(packet.last(4), ByteWriter().u32be(i).take()); // no nonce twice
            std::array<std::uint8_t, 3> silence {};
            QVERIFY(cipher.open(viewOf(packet), 12, silence));
            QCOMPARE(toByteArray(silence), hex("f8fffe"));
        }
        QCOMPARE(call.far.read(), hex("1337cafe00000000"));
        call.far.send(hex("1337f00d00000000"));
        QVERIFY(measured.wait(test::kPatience));
        QVERIFY(measured[0][0].value<std::chrono::milliseconds>() < 5s);
        QCOMPARE(call.far.read(), hex("1337cafe00000001"));
        call.receiver->setCipher(crypto::TransportMode::XChaCha20Poly1305Rtpsize, key('n'));
        QCOMPARE(call.far.read(), hex("1337cafe00000002")); // no second burst
        QCOMPARE(call.far.read(), hex("1337cafe00000003"));
    }

    void handsOnWhatIsSaid()
    {
        Call call;
        call.begin();
        const SteadyTime before = SteadyClock::now();
        for (int number = 0; number < 100; ++number)
            call.far.speak(number);
        QVERIFY(call.heard(100));
        const SteadyTime after = SteadyClock::now();
        const auto frames = call.sink.frames();
        QCOMPARE(frames.size(), std::size_t {100});
        for (std::size_t i = 0; i < frames.size(); ++i) {
            QCOMPARE(frames[i].payload, "speech " + QByteArray::number(static_cast<int>(i)));
            QCOMPARE(frames[i].user, kAda);
            // The kernel's clock is another; how near it is, udp_socket_test knows.
            QVERIFY(frames[i].arrival >= before - 1s && frames[i].arrival <= after);
        }
        call.far.send(PacketBuilder::seal(hex("80c90001000000aa"), {}, test::mediaKey()));
        QVERIFY(QTest::qWaitFor([&] { return call.sink.rtcpCount() == 1; }, test::kPatience));
    }

    void oneCorruptPacketEndsNothing()
    {
        Call call;
        call.begin();
        call.far.speak(1);
        call.far.send("rubbish");
        call.far.send(hex("8078") + QByteArray(60, 'x'));
        call.far.send(QByteArray(9000, 'x'));
        call.far.send({});
        call.far.speak(2);
        QVERIFY(call.heard(2));
        QVERIFY(QTest::qWaitFor([&] { return call.receiver->counters().transportRefused == 1; },
                                test::kPatience));
    }

    void wakesFromItsSleep()
    {
        Call call(impatient());
        call.begin();
        for (int number = 0; number < 3; ++number) {
            QTest::qWait(150); // longer than it stays awake
            call.far.speak(number);
            QVERIFY(call.heard(static_cast<std::size_t>(number) + 1));
        }
    }

    void speakersAndListeningDecideWhatIsHeard()
    {
        Call call;
        call.begin();
        // Commands are queued, so a datagram may still overtake one: speak until it shows.
        int number = 0;
        call.receiver->setListening(Listening::Paused);
        QVERIFY(QTest::qWaitFor(
            [&] {
                call.far.speak(++number);
                const auto streams = call.receiver->counters().streams;
                return !streams.empty() && streams[0].discarded > 0;
            },
            test::kPatience));
        call.receiver->setListening(Listening::Recording);
        call.receiver->clearSpeakers();
        QVERIFY(QTest::qWaitFor(
            [&] {
                call.far.speak(++number);
                return std::ranges::any_of(call.receiver->counters().streams,
                                           [](const StreamCounters& s) { return s.waiting > 0; });
            },
            test::kPatience));
        const std::size_t before = call.sink.frames().size();
        call.receiver->mapSpeaker(kSpeaker, UserId(22));
        QVERIFY(call.heard(before + 1));
        QCOMPARE(call.sink.frames()[before].user, UserId(22));
    }

    void aSecondConnectionReplacesTheFirst()
    {
        Call call(impatient());
        call.begin();
        call.far.speak(1);
        QVERIFY(call.heard(1));
        FarSide moved;
        QSignalSpy discovered(call.receiver.get(), &ReceiverThread::addressDiscovered);
        call.far.speak(2); // in the buffer or read, but not lost
        call.receiver->open(ConnectionId(2), moved.address(), moved.port(), kOwn);
        QCOMPARE(moved.read().size(), 74);
        QVERIFY(call.heard(2));
        moved.answerDiscovery();
        QVERIFY(discovered.wait(test::kPatience));
        while (call.far.hasSomething())
            call.far.read();
        QTest::qWait(150); // two pings' time
        QVERIFY2(!call.far.hasSomething(), "the first socket is closed");
        call.far.speak(3);
        call.receiver->setCipher(crypto::TransportMode::Aes256GcmRtpsize, key());
        call.receiver->mapSpeaker(kSpeaker, kAda);
        moved.speak(4);
        QVERIFY(call.heard(3)); // listening holds across connections
        const auto frames = call.sink.frames();
        QCOMPARE(frames[2].payload, QByteArray("speech 4"));
        QCOMPARE(frames[0].stream, frames[1].stream);
        QCOMPARE(frames[2].stream.value() >> 32, std::uint64_t {2});
        QVERIFY(QTest::qWaitFor(
            [&] {
                std::uint64_t decrypted = 0;
                for (const StreamCounters& stream : call.receiver->counters().streams)
                    decrypted += stream.decrypted;
                return decrypted == 3;
            },
            test::kPatience));
    }

    void factsOfAClosedConnectionAreNotTold()
    {
        Call answered;
        Call unanswered(askingOften(50)); // for two seconds
        QSignalSpy discovered(answered.receiver.get(), &ReceiverThread::addressDiscovered);
        QSignalSpy failed(unanswered.receiver.get(), &ReceiverThread::discoveryFailed);
        answered.far.read();
        answered.far.answerDiscovery();
        answered.receiver->close();
        unanswered.receiver->close();
        QTest::qWait(2500);
        QCOMPARE(discovered.count(), 0);
        QCOMPARE(failed.count(), 0);
    }

    void commandsWithoutAConnectionDoNothing()
    {
        SystemClock clock;
        CollectingSink sink;
        ReceiverThread receiver(sink, clock);
        receiver.setCipher(crypto::TransportMode::Aes256GcmRtpsize, key());
        receiver.mapSpeaker(kSpeaker, kAda);
        receiver.dropSpeaker(kAda);
        receiver.clearSpeakers();
        receiver.setListening(Listening::Recording);
        receiver.close();
        QCOMPARE(receiver.counters().datagrams, std::uint64_t {0});
    }

    void flushHandsOverWhatTheSystemHas()
    {
        Call call;
        call.begin();
        QSignalSpy flushed(call.receiver.get(), &ReceiverThread::flushed);
        for (int number = 0; number < 200; ++number)
            call.far.speak(number);
        call.receiver->flush(Held::Keep);
        QVERIFY(flushed.wait(test::kPatience));
        QCOMPARE(call.sink.frames().size(), std::size_t {200});
        QCOMPARE(call.receiver->counters().streams.at(0).decrypted, std::uint64_t {200});
        call.receiver->close();
        call.receiver->flush(Held::Keep); // nothing to hand over is no reason to be silent
        QVERIFY(flushed.wait(test::kPatience));
        QCOMPARE(flushed.count(), 2);
    }

    void nothingHeldVanishesUncounted_data()
    {
        QTest::addColumn<bool>("closes"); // or only the recording ends
        QTest::addColumn<bool>("named"); // but without a key
        QTest::newRow("nobody's, the connection ends") << true << false;
        QTest::newRow("nobody's, the recording ends") << false << false;
        QTest::newRow("without a key, the connection ends") << true << true;
        QTest::newRow("without a key, the recording ends") << false << true;
    }

    void nothingHeldVanishesUncounted()
    {
        QFETCH(bool, closes);
        QFETCH(bool, named);
        Call call;
        call.begin();
        call.receiver->applyKeys({dave::ResetKeys {}});
        QSignalSpy flushed(call.receiver.get(), &ReceiverThread::flushed);
        call.receiver->flush(Held::Keep); // a datagram must not overtake the command
        QVERIFY(flushed.wait(test::kPatience));
        const auto speak = [&call, named](int number) {
            PacketBuilder packet;
            packet.ssrc = named ? kSpeaker.value() : 0xB2;
            packet.sequence = static_cast<std::uint16_t>(number);
            packet.timestamp = static_cast<std::uint32_t>(number) * 960;
            call.far.send(packet.rtp());
        };
        for (int number = 0; number < 10; ++number)
            speak(number);
        if (closes)
            call.receiver->close();
        call.receiver->flush(closes ? Held::Keep : Held::GiveUp);
        QVERIFY(flushed.wait(test::kPatience));
        StreamCounters sum;
        for (const StreamCounters& stream : call.receiver->counters().streams)
            accumulate(sum, stream);
        QCOMPARE(sum.waiting, 0U);
        QCOMPARE(sum.expired, named ? 0U : 10U);
        QCOMPARE(sum.undecryptable, named ? 10U : 0U);
        QCOMPARE(call.sink.sealedCount(), named ? 10U : 0U); // which of them, the file is told
        if (closes)
            return;
        // What comes afterwards waits as ever.
        speak(10);
        call.receiver->mapSpeaker(Ssrc(0xB2), UserId(22));
        call.receiver->applyKeys({dave::AllowPassthrough {}});
        QVERIFY(call.heard(1));
        QCOMPARE(call.sink.frames().front().sequence.value() % 65'536, 10);
    }

    void noticesThatTheWayIsClosed_data()
    {
        QTest::addColumn<int>("answers"); // then the server falls silent
        QTest::addColumn<bool>("audio"); // goes on meanwhile
        QTest::addColumn<bool>("lost");
        QTest::newRow("pings go unanswered") << 3 << false << true;
        QTest::newRow("audio still comes") << 3 << true << false;
        QTest::newRow("it never answered") << 0 << false << false;
        QTest::newRow("it hardly ever did") << 2 << false << false;
    }

    void noticesThatTheWayIsClosed()
    {
        QFETCH(int, answers);
        QFETCH(bool, audio);
        QFETCH(bool, lost);
        MediaTiming timing = impatient();
        if (audio) // which must be faster than the pings
            timing.keepaliveInterval = 2s;
        Call call(timing);
        QSignalSpy closed(call.receiver.get(), &ReceiverThread::pathLost);
        call.beginAnswering(answers);
        for (int ping = 0; ping < 6; ++ping) {
            QCOMPARE(call.far.read().size(), 8);
            if (audio)
                call.far.speak(ping);
        }
        QTRY_COMPARE(closed.count(), lost ? 1 : 0); // once is enough
    }

    void saysSoonWhenAudioStopsDead()
    {
        MediaTiming timing;
        timing.keepaliveInterval = 1h; // all other pings are the watch's
        Call call(timing);
        QSignalSpy lost(call.receiver.get(), &ReceiverThread::pathLost);
        QSignalSpy silent(call.receiver.get(), &ReceiverThread::pathSilent);
        QSignalSpy measured(call.receiver.get(), &ReceiverThread::udpRoundTrip);
        call.beginAnswering(1);
        int number = 0;
        SteadyTime spoke = call.clock.now();
        SteadyClock::duration longest {}; // that this was silent: then it was rightly told
        const auto speaks = [&] {
            call.far.speak(++number);
            const SteadyTime before = std::exchange(spoke, call.clock.now());
            longest = std::max<SteadyClock::duration>(longest, spoke - before);
            QTest::qWait(20);
            while (call.far.hasSomething())
                call.far.answerPing(call.far.read());
            return measured.count() > PathWatch::kProof && silent.count() % 2 == 0;
        };
        QVERIFY(QTest::qWaitFor(speaks, test::kPatience));
        if (longest < PathWatch::kQuiet)
            QCOMPARE(silent.count(), 0);
        const auto before = silent.count(); // each silence with its end
        const auto fallsSilent = [&] { // nothing is answered any more
            for (int i = 0; i <= PathWatch::kFlowing; ++i)
                call.far.speak(++number);
            return QTest::qWaitFor([&] { return silent.count() > before; }, 5000);
        };
        QVERIFY(QTest::qWaitFor(fallsSilent, test::kPatience));
        const auto told = [&](int at) { return silent.at(before + at).at(1).value<SteadyTime>(); };
        QCOMPARE(silent.at(before).at(0).toBool(), true);
        QVERIFY(told(0) > SteadyTime());
        const SteadyTime noticed = call.clock.now();
        QVERIFY(noticed - told(0) >= PathWatch::kQuiet + PathWatch::kBetweenPings); // when it began
        call.far.speak(++number);
        QTRY_VERIFY(silent.count() >= before + 2);
        QCOMPARE(silent.at(before + 1).at(0).toBool(), false);
        QVERIFY(told(1) - told(0) >= PathWatch::kQuiet + PathWatch::kBetweenPings);
        QVERIFY(told(1) <= call.receiver->lastHeard());
        QCOMPARE(lost.count(), 0);
    }

    void knowsWhenItHeardTheLast()
    {
        Call call(impatient());
        QCOMPARE(call.receiver->lastHeard(), SteadyTime());
        QSignalSpy closed(call.receiver.get(), &ReceiverThread::pathLost);
        QSignalSpy measured(call.receiver.get(), &ReceiverThread::udpRoundTrip);
        call.beginAnswering(3);
        QTRY_COMPARE(measured.count(), 3);
        const SteadyTime last = call.receiver->lastHeard();
        QVERIFY2(last > SteadyTime(), "an answered ping is a sign of life");
        QTRY_VERIFY(closed.count() > 0);
        QCOMPARE(call.receiver->lastHeard(), last); // then, not when it was noticed
        call.far.speak(1);
        QTRY_VERIFY(call.receiver->lastHeard() > last);
        const SteadyTime speech = call.receiver->lastHeard();
        call.receiver->close();
        QCOMPARE(call.receiver->lastHeard(), speech); // the connection's end is no sign of life
    }

    void checksTheWayFasterWhenAsked()
    {
        MediaTiming timing = impatient();
        timing.checkInterval = 30ms;
        timing.keepaliveInterval = 2s;
        Call call(timing);
        QSignalSpy closed(call.receiver.get(), &ReceiverThread::pathLost);
        QSignalSpy measured(call.receiver.get(), &ReceiverThread::udpRoundTrip);
        call.beginAnswering(3);
        QTRY_COMPARE(measured.count(), 3); // a check of a way that never was, is none

        QElapsedTimer time;
        time.start();
        call.receiver->checkPath();
        QVERIFY(closed.wait(test::kPatience));
        QVERIFY2(time.elapsed() < 6'000, "keepalives alone would take longer");
    }

    void isPatientAgainOnceAnswered()
    {
        MediaTiming timing = impatient();
        timing.lostPings = 1;
        timing.checkInterval = 200ms;
        timing.keepaliveInterval = 1h;
        Call call(timing);
        call.beginAnswering(1);
        // As often as it takes: on a busy machine the answer may be late.
        QTRY_VERIFY(call.restsAfterACheck());
    }

    void endsWithEverythingThatArrived()
    {
        Call call;
        call.begin();
        for (int number = 0; number < 50; ++number)
            call.far.speak(number);
        call.receiver.reset();
        QCOMPARE(call.sink.frames().size(), std::size_t {50});
        QCOMPARE(call.sink.cleanups(), 1);
        QVERIFY(!call.sink.heardAfterCleanup());
    }
};

QTEST_GUILESS_MAIN(ReceiverThreadTest)
#include "receiver_thread_test.moc"
