#include "voice_far_side.h"

#include "tests/patience.h"
#include "voice/receive/voice_call.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

class VoiceCallTest : public QObject {
    Q_OBJECT
private slots:
    void joinsHearsAndLeaves();
    void keepsWhatWasSaidBeforeTheSpeakerWasNamed();
    void discardsUntilToldToRecord();
    void resumesWithoutLosingAudio();
    void resumesWhenBeatsGoUnanswered();
    void movesToAnotherServer();
    void reconnectsWhenADisconnectIsAMove();
    void stopsWhenADisconnectIsAKick();
    void stopsWhenADisconnectStaysUnexplained();
    void connectsAnewWhenMediaIsSilent();
    void checksMediaAfterAResume();
    void flushesBeforeItAnswers();
    void neverReturnsToACallThatWantsEncryption();
    void asksToRejoinWhenTheSessionIsStale();
    void survivesMalformedMessages();
    void survivesAnOversizedMessage();
    void followsNoRedirect();
    void refusesAForeignHostWithoutConnecting();
    void endsAtOnceInEveryState_data();
    void endsAtOnceInEveryState();

private:
    static control::ControlTiming quick();
    static VoiceServer serverOf(const VoiceFarSide& far);
    static QByteArray opus(int number);
};

namespace {

/// A call to loopback with a sink that outlives it.
struct TestCall {
    CollectingSink sink;
    SystemClock clock;
    VoiceCall call;

    explicit TestCall(const control::ControlTiming& timing, const MediaTiming& media = {})
        : call(GuildId(10), ChannelId(20), UserId(30),
               {QUrl(QStringLiteral("http://127.0.0.1:1/api/v10"))}, sink, clock, nullptr, timing,
               media)
    {
    }
};

} // namespace

control::ControlTiming VoiceCallTest::quick()
{
    control::ControlTiming timing;
    timing.news = 1h; // unless the lack of it is what the test is about
    timing.shortestDelay = timing.longestDelay = timing.unansweredDelay = 50ms;
    timing.shortestBeat = 40ms;
    return timing;
}

VoiceServer VoiceCallTest::serverOf(const VoiceFarSide& far)
{
    QByteArray token("a token");
    return {QStringLiteral("a session"), SecretBytes::takeFrom(token), far.endpoint()};
}

/// A CELT packet of one 20 ms frame, told apart by its number.
QByteArray VoiceCallTest::opus(int number)
{
    return QByteArray::fromHex("fc") + QByteArray(40, static_cast<char>(0x40 + number));
}

void VoiceCallTest::joinsHearsAndLeaves()
{
    VoiceFarSide far;
    far.beatInterval = 2'000;
    TestCall test(quick());
    VoiceCall& call = test.call;
    QSignalSpy mapped(&call, &VoiceCall::speakerMapped);
    QSignalSpy opened(&call, &VoiceCall::connectionOpened);
    QSignalSpy present(&call, &VoiceCall::speakersPresent);
    QSignalSpy left(&call, &VoiceCall::speakerLeft);
    QSignalSpy trips(&call, &VoiceCall::roundTripMeasured);
    QSignalSpy stopped(&call, &VoiceCall::stopped);
    QCOMPARE(call.state(), VoiceState::Idle);
    QVERIFY(!call.waitUntilReady(1ms));

    call.setListening(Listening::Recording);
    call.serverChanged(serverOf(far));
    QVERIFY(call.waitUntilReady(30s));
    QCOMPARE(call.state(), VoiceState::Ready);
    QCOMPARE(far.path, QStringLiteral("/?v=8"));
    QCOMPARE(far.heard(0).size(), 1);
    QCOMPARE(far.heard(0).first().value(u"server_id").toString(), QStringLiteral("10"));
    QCOMPARE(far.heard(1).first().value(u"data").toObject().value(u"mode").toString(),
             QStringLiteral("aead_aes256_gcm_rtpsize"));
    QTRY_COMPARE(far.heard(5).size(), 1);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(opened.first().at(0).value<ConnectionId>(), ConnectionId(1));

    far.say(QStringLiteral("{\"op\":11,\"d\":{\"user_ids\":[\"50\",\"51\"]},\"seq\":0}"));
    far.sayThatSpeaks(50, 900, 1);
    QTRY_COMPARE(mapped.size(), 1);
    QCOMPARE(mapped.first().at(0).value<UserId>(), UserId(50));
    QTRY_COMPARE(present.size(), 1);
    for (int i = 0; i < 5; ++i)
        far.sendAudio(900, opus(i));
    QTRY_COMPARE(test.sink.frames().size(), 5U);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(test.sink.frames()[i].user, UserId(50));
        QCOMPARE(test.sink.frames()[i].payload, opus(i));
    }
    QTRY_VERIFY(trips.size() >= 2);
    QTRY_COMPARE(far.heard(3).last().value(u"seq_ack").toInt(), 1);
    QTRY_COMPARE(call.counters().streams.size(), 1U);

    far.say(QStringLiteral("{\"op\":13,\"d\":{\"user_id\":\"50\"},\"seq\":2}"));
    QTRY_COMPARE(left.size(), 1);
    call.leave();
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(stopped.first().at(0).value<StopReason>(), StopReason::Left);
    QTRY_COMPARE(far.latest()->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(static_cast<int>(far.latest()->closeCode()), 1000);
    QCOMPARE(far.connections(), 1);
}

void VoiceCallTest::keepsWhatWasSaidBeforeTheSpeakerWasNamed()
{
    VoiceFarSide far;
    TestCall test(quick());
    test.call.setListening(Listening::Recording);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    far.sendAudio(900, opus(1));
    far.sendAudio(900, opus(2));
    QTRY_COMPARE(test.call.counters().streams.size(), 1U);
    QVERIFY(test.sink.frames().empty());
    far.sayThatSpeaks(50, 900, 1);
    QTRY_COMPARE(test.sink.frames().size(), 2U);
    QCOMPARE(test.sink.frames().front().payload, opus(1));
}

void VoiceCallTest::discardsUntilToldToRecord()
{
    VoiceFarSide far;
    TestCall test(quick());
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    far.sayThatSpeaks(50, 900, 1);
    far.sendAudio(900, opus(1));
    QTRY_VERIFY(!test.call.counters().streams.empty()
                && test.call.counters().streams.front().discarded == 1);
    test.call.setListening(Listening::Recording);
    // The command is queued: speak until it shows.
    QTRY_VERIFY((far.sendAudio(900, opus(2)), !test.sink.frames().empty()));
    QCOMPARE(test.sink.frames().front().payload, opus(2));
}

void VoiceCallTest::resumesWithoutLosingAudio()
{
    VoiceFarSide far;
    TestCall test(quick());
    QSignalSpy mapped(&test.call, &VoiceCall::speakerMapped);
    QSignalSpy states(&test.call, &VoiceCall::stateChanged);
    test.call.setListening(Listening::Recording);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    far.sayThatSpeaks(50, 900, 17);
    QTRY_COMPARE(mapped.size(), 1);

    far.buffered
        = {QStringLiteral("{\"op\":5,\"d\":{\"user_id\":\"51\",\"ssrc\":901},\"seq\":18}")};
    states.clear();
    far.breakLine();
    far.sendAudio(900, opus(1)); // UDP does not care
    far.sendAudio(901, opus(2));
    QTRY_COMPARE(mapped.size(), 2);
    QTRY_COMPARE(test.call.state(), VoiceState::Ready);
    QTRY_COMPARE(states.size(), 2);
    QCOMPARE(states.first().first().value<VoiceState>(), VoiceState::Resuming);
    far.sendAudio(900, opus(3));
    QTRY_COMPARE(test.sink.frames().size(), 3U);

    QCOMPARE(far.heard(7).size(), 1);
    QCOMPARE(far.heard(7).first().value(u"seq_ack").toInt(), 17);
    QCOMPARE(far.heard(7).first().value(u"token").toString(), QStringLiteral("a token"));
    QCOMPARE(far.heard(0).size(), 1);
    QCOMPARE(far.discoveries, 1);
    const auto frames = test.sink.frames();
    const bool oneStream = std::ranges::all_of(frames, [&](const OpusFrame& frame) {
        return frame.ssrc != Ssrc(900) || frame.stream == frames.front().stream;
    });
    QVERIFY(oneStream);
}

void VoiceCallTest::resumesWhenBeatsGoUnanswered()
{
    VoiceFarSide far;
    far.beatInterval = 40;
    TestCall test(quick());
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    far.answersBeats = false;
    QTRY_VERIFY(!far.heard(7).isEmpty());
    QTRY_COMPARE(static_cast<int>(far.at(0)->closeCode()), 4900);
}

void VoiceCallTest::movesToAnotherServer()
{
    VoiceFarSide first(7);
    VoiceFarSide second(8);
    TestCall test(quick());
    QSignalSpy opened(&test.call, &VoiceCall::connectionOpened);
    test.call.setListening(Listening::Recording);
    test.call.serverChanged(serverOf(first));
    QVERIFY(test.call.waitUntilReady(30s));
    first.sayThatSpeaks(50, 900, 1);
    first.sendAudio(900, opus(1));
    QTRY_COMPARE(test.sink.frames().size(), 1U);

    test.call.serverChanged(serverOf(second));
    QTRY_COMPARE(opened.size(), 2);
    QTRY_COMPARE(first.latest()->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(static_cast<int>(first.latest()->closeCode()), 1000);
    second.sayThatSpeaks(50, 77, 1);
    first.sendAudio(900, opus(2)); // nobody reads the old socket any more
    second.sendAudio(77, opus(3));
    QTRY_COMPARE(test.sink.frames().size(), 2U);
    QCOMPARE(test.sink.frames()[1].payload, opus(3));
    QVERIFY(test.sink.frames()[0].stream != test.sink.frames()[1].stream);

    // The same endpoint again, with a new token: also anew.
    test.call.serverChanged(serverOf(second));
    QTRY_COMPARE(opened.size(), 3);
    QCOMPARE(second.heard(0).size(), 2);
    QCOMPARE(second.heard(7).size(), 0);
}

void VoiceCallTest::reconnectsWhenADisconnectIsAMove()
{
    VoiceFarSide far;
    TestCall test(quick());
    QSignalSpy rejoin(&test.call, &VoiceCall::rejoinNeeded);
    QSignalSpy stopped(&test.call, &VoiceCall::stopped);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    far.closeWith(4014);
    QTRY_COMPARE(test.call.state(), VoiceState::AwaitingServer);
    test.call.channelChanged(ChannelId(21));
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    QCOMPARE(far.heard(0).size(), 2);
    QCOMPARE(rejoin.size(), 0);
    QCOMPARE(stopped.size(), 0);
}

void VoiceCallTest::stopsWhenADisconnectIsAKick()
{
    VoiceFarSide far;
    TestCall test(quick());
    QSignalSpy stopped(&test.call, &VoiceCall::stopped);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    far.closeWith(4014);
    QTRY_COMPARE(test.call.state(), VoiceState::AwaitingServer);
    test.call.channelChanged(ChannelId());
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(stopped.first().at(0).value<StopReason>(), StopReason::Kicked);
    QCOMPARE(stopped.first().at(1).toInt(), 4014);
    QVERIFY(!test.call.waitUntilReady(1ms));
}

void VoiceCallTest::stopsWhenADisconnectStaysUnexplained()
{
    VoiceFarSide far;
    control::ControlTiming timing = quick();
    timing.news = 300ms;
    TestCall test(timing);
    QSignalSpy stopped(&test.call, &VoiceCall::stopped);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    test.call.gatewayReachable(false);
    far.closeWith(4014);
    QTRY_COMPARE(test.call.state(), VoiceState::AwaitingServer);
    QTest::qWait(500); // longer than news may take
    QCOMPARE(test.call.state(), VoiceState::AwaitingServer);
    test.call.gatewayReachable(true);
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(stopped.first().at(0).value<StopReason>(), StopReason::Kicked);
}

void VoiceCallTest::connectsAnewWhenMediaIsSilent()
{
    VoiceFarSide far;
    far.answersPings = true;
    MediaTiming media;
    media.keepaliveInterval = 30ms;
    TestCall test(quick(), media);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    QTRY_VERIFY(far.pings >= 5);
    far.answersPings = false;
    QTRY_VERIFY(far.heard(0).size() >= 2);
    far.answersPings = true;
    QTRY_COMPARE(test.call.state(), VoiceState::Ready);
    QCOMPARE(far.heard(7).size(), 0);
}

void VoiceCallTest::checksMediaAfterAResume()
{
    VoiceFarSide far;
    far.answersPings = true;
    MediaTiming media;
    media.keepaliveInterval = 3s;
    media.checkInterval = 10ms;
    media.lostPings = 2;
    TestCall test(quick(), media);
    QSignalSpy trips(&test.call, &VoiceCall::udpRoundTripMeasured);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    QTRY_COMPARE(trips.size(), 2);
    far.answersPings = false;
    far.breakLine();
    QElapsedTimer time;
    time.start();
    QTRY_COMPARE(far.heard(0).size(), 2);
    QVERIFY2(time.elapsed() < 6'000, "keepalives alone would take longer");
    QCOMPARE(far.heard(7).size(), 1);
}

void VoiceCallTest::flushesBeforeItAnswers()
{
    VoiceFarSide far;
    TestCall test(quick());
    QSignalSpy flushed(&test.call, &VoiceCall::flushed);
    QSignalSpy mapped(&test.call, &VoiceCall::speakerMapped);
    test.call.flush(Held::Keep); // before anything is connected, too
    QTRY_COMPARE(flushed.size(), 1);
    test.call.setListening(Listening::Recording);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    far.sayThatSpeaks(50, 900, 1);
    QTRY_COMPARE(mapped.size(), 1);
    for (int i = 0; i < 50; ++i)
        far.sendAudio(900, opus(i % 20));
    test.call.flush(Held::Keep);
    QTRY_COMPARE(flushed.size(), 2);
    QCOMPARE(test.sink.frames().size(), 50U);
}

void VoiceCallTest::neverReturnsToACallThatWantsEncryption()
{
    VoiceFarSide far;
    far.refuseIdentifyWith = 4017;
    TestCall test(quick());
    QSignalSpy stopped(&test.call, &VoiceCall::stopped);
    test.call.serverChanged(serverOf(far));
    QVERIFY(!test.call.waitUntilReady(30s));
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(stopped.first().at(0).value<StopReason>(), StopReason::DaveRequired);
    QCOMPARE(stopped.first().at(1).toInt(), 4017);
    test.call.serverChanged(serverOf(far));
    QTest::qWait(300);
    QCOMPARE(far.connections(), 1);
}

void VoiceCallTest::asksToRejoinWhenTheSessionIsStale()
{
    VoiceFarSide far;
    TestCall test(quick());
    QSignalSpy rejoin(&test.call, &VoiceCall::rejoinNeeded);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    far.closeWith(4006);
    QTRY_COMPARE(rejoin.size(), 1);
    test.call.joinRequested();
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
}

void VoiceCallTest::survivesMalformedMessages()
{
    VoiceFarSide far;
    TestCall test(quick());
    QSignalSpy mapped(&test.call, &VoiceCall::speakerMapped);
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    for (const char* text : {"", "{", "[]", "null", "{\"op\":null}", "{\"op\":5,\"d\":\"x\"}",
                             "{\"op\":4,\"d\":{\"secret_key\":{}}}", "{\"op\":77}"})
        far.say(QString::fromLatin1(text));
    far.latest()->sendBinaryMessage(QByteArray::fromHex("00"));
    far.latest()->sendBinaryMessage(QByteArray::fromHex("000119ffffffff"));
    far.sayThatSpeaks(50, 900, 1);
    QTRY_COMPARE(mapped.size(), 1);
    QCOMPARE(test.call.state(), VoiceState::Ready);
    QCOMPARE(far.connections(), 1);
}

void VoiceCallTest::survivesAnOversizedMessage()
{
    VoiceFarSide far;
    TestCall test(quick());
    test.call.serverChanged(serverOf(far));
    QVERIFY(test.call.waitUntilReady(30s));
    far.say(QString(3 * 1024 * 1024, u'x'));
    QTRY_COMPARE(far.heard(7).size(), 1);
    QTRY_COMPARE(test.call.state(), VoiceState::Ready);
}

void VoiceCallTest::followsNoRedirect()
{
    VoiceFarSide target;
    QTcpServer redirecting;
    QVERIFY(redirecting.listen(QHostAddress::LocalHost));
    int asked = 0;
    connect(&redirecting, &QTcpServer::newConnection, this, [&] {
        QTcpSocket* socket = redirecting.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&asked, socket, &target] {
            socket->readAll();
            ++asked;
            socket->write("HTTP/1.1 302 Found\r\nLocation: ws://" + target.endpoint().toLatin1()
                          + "/?v=8\r\nContent-Length: 0\r\n\r\n");
        });
    });
    TestCall test(quick());
    VoiceServer server = serverOf(target);
    server.endpoint = QStringLiteral("127.0.0.1:%1").arg(redirecting.serverPort());
    test.call.serverChanged(server);
    QTRY_VERIFY(asked >= 2);
    QCOMPARE(target.connections(), 0);
}

void VoiceCallTest::refusesAForeignHostWithoutConnecting()
{
    TestCall test(quick());
    QSignalSpy stopped(&test.call, &VoiceCall::stopped);
    QByteArray token("x");
    test.call.serverChanged({QStringLiteral("s"), SecretBytes::takeFrom(token),
                             QStringLiteral("voice.example.org:443")});
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(stopped.first().at(0).value<StopReason>(), StopReason::ForbiddenHost);
}

void VoiceCallTest::endsAtOnceInEveryState_data()
{
    QTest::addColumn<int>("step");
    QTest::newRow("idle") << 0;
    QTest::newRow("web socket not answered") << 1;
    QTest::newRow("identify not answered") << 2;
    QTest::newRow("audio flowing") << 3;
    QTest::newRow("nobody there") << 4;
}

void VoiceCallTest::endsAtOnceInEveryState()
{
    QFETCH(int, step);
    VoiceFarSide far;
    far.answersIdentify = step != 2;
    QTcpServer mute; // accepts and says nothing
    QVERIFY(mute.listen(QHostAddress::LocalHost));
    CollectingSink sink;
    SystemClock clock;
    QElapsedTimer ending;
    {
        VoiceCall call(GuildId(10), ChannelId(20), UserId(30),
                       {QUrl(QStringLiteral("http://127.0.0.1:1"))}, sink, clock, nullptr, quick());
        VoiceServer server = serverOf(far);
        if (step == 1)
            server.endpoint = QStringLiteral("127.0.0.1:%1").arg(mute.serverPort());
        if (step == 4)
            server.endpoint = QStringLiteral("127.0.0.1:1");
        if (step > 0)
            call.serverChanged(server);
        if (step == 3)
            QVERIFY(call.waitUntilReady(30s));
        else
            QTest::qWait(100);
        ending.start();
    }
    QVERIFY2(ending.elapsed() < 15'000, qPrintable(QString::number(ending.elapsed())));
    QCOMPARE(sink.cleanups(), 1);
    if (step == 3) {
        QTRY_COMPARE(far.latest()->state(), QAbstractSocket::UnconnectedState);
        QTRY_COMPARE(static_cast<int>(far.latest()->closeCode()), 1000);
    }
}

QTEST_GUILESS_MAIN(VoiceCallTest)
#include "voice_call_test.moc"
