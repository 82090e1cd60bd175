#include "control_transcript.h"

#include <QJsonArray>
#include <QTest>

#include <functional>
#include <set>

using namespace lavalier;
using namespace lavalier::control;
using ms = std::chrono::milliseconds;

Q_DECLARE_METATYPE(std::function<void(Transcript&)>)

class VoiceControlTest : public QObject {
    Q_OBJECT
private slots:
    void walksFromServerToAudio();
    void identifiesWithItsIdsAndNothingMore();
    void doesNotMindHelloBeforeOrAfterReady();
    void choosesTheBestMode_data();
    void choosesTheBestMode();
    void replacesTheKeyOnASecondDescription();
    void mapsSpeakersOnceAndForgetsThoseWhoLeave();
    void namesEarlySpeakersAgainOnceMediaIsOpen();
    void ignoresWhatItCannotUse_data();
    void ignoresWhatItCannotUse();
    void remembersTheLastSequenceEvenOfABadMessage();
    void beatsAnswersAndMeasures();
    void resumesWhenBeatsGoUnanswered();
    void resumesAfterAMinuteOfSilence();
    void beatsEvenWithoutAHello();
    void resumesWithBufferedMessages();
    void asksForAnotherServerAfterThreeResumes();
    void givesUpWhenPatienceIsOver();
    void keepsTryingForLongOnceACallWorked();
    void retriesAStepThatTakesTooLong_data();
    void retriesAStepThatTakesTooLong();
    void connectsAnewOnEveryServerChange();
    void waitsLongForAServerOnceACallWorked();
    void doesNotWaitLongForItsFirstServer();
    void ignoresEventsOfAnOlderConnection();
    void stopsWhenNoServerIsNamed();
    void ignoresTheZeroChannelBeforeTheFirstServer();
    void tellsAKickFromALostPlace_data();
    void tellsAKickFromALostPlace();
    void connectsAnewWhenMediaIsLost();
    void leavesLostMediaToTheResume();
    void refusesForeignHosts_data();
    void refusesForeignHosts();
    void findsMediaOnThisMachineByName_data();
    void findsMediaOnThisMachineByName();
    void handsDaveOverOnlyWhenSomebodyReadsIt();
    void namesTheVersionBeforeTheKey();
    void keepsTheGroupOverAResume();
    void countsBinaryMessagesAsHeard();
    void sendsAnswersOnlyWhileThereIsAVoiceSession();
    void holdsAnswersBackWhileResuming();
    void connectsAnewWhenTheGroupIsLost();
    void resumesNothingWhoseGroupIsLost();
    void entersTheGroupOfTheChannelItIsIn();
    void stopsWhenEncryptionIsForcedOnIt();
    void staysStopped();
    void takesNothingTwice();
    void asksWhetherToSayAgainWhatMayBeLost();
    void comesBackSoonAfterTheNetworkDoes_data();
    void comesBackSoonAfterTheNetworkDoes();
    void keepsMediaWhileTheWebSocketIsSilentToo();
    void replacesASilentWebSocketWhenMediaIsBack_data();
    void replacesASilentWebSocketWhenMediaIsBack();
    void beginsAStuckTryAnewAtASign_data();
    void beginsAStuckTryAnewAtASign();
    void letsATryFinishWhateverTheSigns();
    void countsTriesWhileDatagramsComeAndNothingElse_data();
    void countsTriesWhileDatagramsComeAndNothingElse();
    void asksForAnotherServerOnlyOverALivingGateway_data();
    void asksForAnotherServerOnlyOverALivingGateway();
    void sparesAServerThatRefusesIt();
};

void VoiceControlTest::walksFromServerToAudio()
{
    Transcript t;
    QCOMPARE(t.lines(t.control.joinRequested(t.now)),
             QStringList {QStringLiteral("AwaitingServer")});
    QCOMPARE(t.join().join(u", "),
             QStringLiteral("clear, open #1, Connecting, send 0, media 1 127.0.0.1:5000 ssrc 77, "
                            "Discovering, send 1, opened 1 127.0.0.1:4000, send 5, "
                            "cipher aead_aes256_gcm_rtpsize 9, Ready"));
    QCOMPARE(t.lastSent.value(u"d").toObject().value(u"speaking").toInt(-1), 0);
    QCOMPARE(t.lines(t.control.leave()).join(u", "),
             QStringLiteral("close #1 1000, media closed, Stopped, Left 0"));
}

void VoiceControlTest::identifiesWithItsIdsAndNothingMore()
{
    Transcript t;
    t.server();
    t.opened();
    const QJsonObject expected {
        {QStringLiteral("server_id"), QStringLiteral("1")},
        {QStringLiteral("user_id"), QStringLiteral("3")},
        {QStringLiteral("session_id"), QStringLiteral("session")},
        {QStringLiteral("token"), QStringLiteral("secret")},
        {QStringLiteral("max_dave_protocol_version"), 0},
    };
    QCOMPARE(t.lastSent.value(u"d").toObject(), expected);
    t.ready();
    t.discovered();
    const QJsonObject data {{QStringLiteral("address"), QStringLiteral("10.1.2.3")},
                            {QStringLiteral("port"), 55555},
                            {QStringLiteral("mode"), QStringLiteral("aead_aes256_gcm_rtpsize")}};
    QCOMPARE(t.lastSent.value(u"d").toObject().value(u"data").toObject(), data);
    QCOMPARE(t.lastSent.value(u"d").toObject().value(u"protocol").toString(),
             QStringLiteral("udp"));
}

void VoiceControlTest::doesNotMindHelloBeforeOrAfterReady()
{
    Transcript t;
    t.server();
    QVERIFY(t.hello().isEmpty()); // even before our own "opened"
    QCOMPARE(t.opened().join(u", "), QStringLiteral("send 0"));
    t.ready();
    t.hello();
    t.discovered();
    t.description();
    QCOMPARE(t.control.state(), VoiceState::Ready);
    QCOMPARE(t.pass(ms(5000)), QStringList {QStringLiteral("send 3")});
}

void VoiceControlTest::choosesTheBestMode_data()
{
    QTest::addColumn<QString>("offered");
    QTest::addColumn<QString>("mode"); // empty: the call stops
    const QString gcm = QStringLiteral("aead_aes256_gcm_rtpsize");
    const QString chacha = QStringLiteral("aead_xchacha20_poly1305_rtpsize");
    QTest::newRow("both") << QString(u'"' + chacha + u"\",\"" + gcm + u'"') << gcm;
    QTest::newRow("only XChaCha20")
        << QString(u"\"xsalsa20_poly1305\",\"" + chacha + u'"') << chacha;
    QTest::newRow("only retired ones") << QStringLiteral("\"xsalsa20_poly1305_lite\"") << QString();
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("numbers among them") << QString(u"1,null,\"" + gcm + u'"') << gcm;
}

void VoiceControlTest::choosesTheBestMode()
{
    QFETCH(QString, offered);
    QFETCH(QString, mode);
    Transcript t;
    t.server();
    t.opened();
    const QStringList lines = t.ready(offered);
    if (mode.isEmpty()) {
        QVERIFY(lines.contains(u"UnsupportedMode 0"));
        return;
    }
    t.discovered();
    QCOMPARE(t.lastSent.value(u"d").toObject().value(u"data").toObject().value(u"mode").toString(),
             mode);
}

void VoiceControlTest::replacesTheKeyOnASecondDescription()
{
    Transcript t;
    t.join();
    QCOMPARE(t.description(33), QStringList {QStringLiteral("cipher aead_aes256_gcm_rtpsize 33")});
    QCOMPARE(t.text(Transcript::descriptionJson(34).replace(
                 QStringLiteral("aead_aes256_gcm_rtpsize"),
                 QStringLiteral("aead_xchacha20_poly1305_rtpsize"))),
             QStringList {QStringLiteral("cipher aead_xchacha20_poly1305_rtpsize 34")});
    QCOMPARE(t.control.state(), VoiceState::Ready);
}

void VoiceControlTest::mapsSpeakersOnceAndForgetsThoseWhoLeave()
{
    Transcript t;
    t.join();
    const char* const speaks = "{\"op\":5,\"d\":{\"user_id\":\"8\",\"ssrc\":100,\"speaking\":1}}";
    QCOMPARE(t.text(speaks), QStringList {QStringLiteral("map 8=100")});
    QVERIFY2(t.text(speaks).isEmpty(), "nothing new was said");
    QCOMPARE(t.text("{\"op\":12,\"d\":{\"user_id\":\"9\",\"audio_ssrc\":101,\"video_ssrc\":0}}"),
             QStringList {QStringLiteral("map 9=101")});
    QVERIFY(t.text("{\"op\":12,\"d\":{\"user_id\":\"9\",\"audio_ssrc\":0}}").isEmpty());
    QVERIFY2(t.text("{\"op\":5,\"d\":{\"user_id\":\"3\",\"ssrc\":77}}").isEmpty(), "ourselves");
    QCOMPARE(t.text("{\"op\":11,\"d\":{\"user_ids\":[\"8\",\"9\",\"3\",\"x\",5]}}"),
             QStringList {QStringLiteral("present 2")});
    QCOMPARE(t.control.counters().refusedIds, 2U);
    QCOMPARE(t.text("{\"op\":13,\"d\":{\"user_id\":\"8\"}}"),
             QStringList {QStringLiteral("drop 8")});
    QVERIFY2(t.text("{\"op\":13,\"d\":{\"user_id\":\"3\"}}").isEmpty(), "ourselves");
    QCOMPARE(t.text(speaks), QStringList {QStringLiteral("map 8=100")});
    QCOMPARE(t.text("{\"op\":5,\"d\":{\"user_id\":\"9\",\"ssrc\":100}}"),
             QStringList {QStringLiteral("map 9=100")});
}

void VoiceControlTest::namesEarlySpeakersAgainOnceMediaIsOpen()
{
    Transcript t;
    t.server();
    t.opened();
    QCOMPARE(t.text("{\"op\":5,\"d\":{\"user_id\":\"8\",\"ssrc\":100,\"speaking\":0}}"),
             QStringList {QStringLiteral("map 8=100")});
    QCOMPARE(t.ready().join(u", "),
             QStringLiteral("media 1 127.0.0.1:5000 ssrc 77, map 8=100, Discovering"));
}

void VoiceControlTest::ignoresWhatItCannotUse_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ControlCounters>("counted");
    const auto row = [](const char* name, const char* text, const ControlCounters& counted) {
        QTest::newRow(name) << QString::fromUtf8(text) << counted;
    };
    row("no JSON", "hello", {.malformed = 1});
    row("a list", "[1]", {.malformed = 1});
    row("no opcode", "{\"d\":{}}", {.malformed = 1});
    row("opcode as text", "{\"op\":\"5\",\"d\":{}}", {.malformed = 1});
    row("data of the wrong type", "{\"op\":5,\"d\":[]}", {.malformed = 1});
    row("ssrc too large", "{\"op\":5,\"d\":{\"user_id\":\"1\",\"ssrc\":4294967296}}",
        {.malformed = 1});
    row("ssrc negative", "{\"op\":5,\"d\":{\"user_id\":\"1\",\"ssrc\":-1}}", {.malformed = 1});
    row("user id as number", "{\"op\":13,\"d\":{\"user_id\":9}}", {.malformed = 1});
    row("hello without interval", "{\"op\":8,\"d\":{}}", {.malformed = 1});
    row("hello with interval zero", "{\"op\":8,\"d\":{\"heartbeat_interval\":0}}",
        {.malformed = 1});
    row("key too short", "{\"op\":4,\"d\":{\"secret_key\":[1,2]}}", {.malformed = 1});
    row("user list as text", "{\"op\":11,\"d\":{\"user_ids\":\"8\"}}", {.malformed = 1});
    row("opcode of the future", "{\"op\":99,\"d\":{}}", {.unknown = 1});
    row("client flags", "{\"op\":18,\"d\":{\"user_id\":\"5\",\"flags\":0}}", {});
    row("second ready",
        "{\"op\":2,\"d\":{\"ssrc\":1,\"ip\":\"127.0.0.1\",\"port\":1,\"modes\":[]}}",
        {.outOfOrder = 1});
    row("resumed out of the blue", "{\"op\":9,\"d\":null}", {.outOfOrder = 1});
    row("end-to-end transition", "{\"op\":22,\"d\":{\"transition_id\":0}}", {.unusedDave = 1});
}

void VoiceControlTest::ignoresWhatItCannotUse()
{
    QFETCH(QString, text);
    QFETCH(ControlCounters, counted);
    Transcript t;
    t.join();
    QVERIFY(t.text(text).isEmpty());
    QCOMPARE(t.control.counters(), counted);
    QCOMPARE(t.control.state(), VoiceState::Ready);
}

void VoiceControlTest::remembersTheLastSequenceEvenOfABadMessage()
{
    Transcript t;
    t.join();
    const auto acknowledged = [&t] {
        t.text("{\"op\":3,\"d\":null}");
        return t.lastSent.value(u"d").toObject().value(u"seq_ack").toInteger(-99);
    };
    QCOMPARE(acknowledged(), -1);
    t.text("{\"op\":11,\"d\":{\"user_ids\":[]},\"seq\":0}");
    QCOMPARE(acknowledged(), 0);
    t.text("{\"op\":5,\"d\":7,\"seq\":65535}");
    QCOMPARE(acknowledged(), 65535);
    t.binary(QByteArray::fromHex("000119ff"));
    QCOMPARE(acknowledged(), 1);
    t.text("{\"op\":11,\"d\":{\"user_ids\":[]},\"seq\":\"4\"}");
    t.text("{\"op\":11,\"d\":{\"user_ids\":[]},\"seq\":4.5}");
    t.text("{\"op\":11,\"d\":{\"user_ids\":[]}}");
    QCOMPARE(acknowledged(), 1);
    t.binary(QByteArray::fromHex("0009"));
    QCOMPARE(acknowledged(), 1);
    t.text("{\"op\":11,\"d\":{\"user_ids\":[]},\"seq\":65536}");
    QCOMPARE(acknowledged(), 65536);
    t.text("{\"op\":11,\"d\":{\"user_ids\":[]},\"seq\":9007199254740993}");
    QCOMPARE(acknowledged(), 9007199254740993);
}

void VoiceControlTest::beatsAnswersAndMeasures()
{
    Transcript t;
    t.server();
    t.opened();
    t.hello(41250); // we beat at least every 5 s
    QCOMPARE(t.pass(ms(4999)), QStringList());
    QCOMPARE(t.pass(ms(1)), QStringList {QStringLiteral("send 3")});
    const auto nonce = t.lastSent.value(u"d").toObject().value(u"t").toInteger();
    QCOMPARE(nonce, 3'605'000);
    t.now += ms(42);
    QCOMPARE(t.text(QStringLiteral("{\"op\":6,\"d\":{\"t\":%1}}").arg(nonce)),
             QStringList {QStringLiteral("trip 42")});
    QVERIFY2(t.text(QStringLiteral("{\"op\":6,\"d\":{\"t\":%1}}").arg(nonce)).isEmpty(),
             "said twice");
    QCOMPARE(t.text("{\"op\":3,\"d\":null}"), QStringList {QStringLiteral("send 3")});
}

void VoiceControlTest::resumesWhenBeatsGoUnanswered()
{
    Transcript t;
    t.join();
    t.stayLive(ms(60'000));
    const QStringList lines = t.pass(ms(20'000));
    QCOMPARE(lines.join(u", "),
             QStringLiteral("send 3, send 3, send 3, close #1 4900, open #2, Resuming"));
}

void VoiceControlTest::resumesAfterAMinuteOfSilence()
{
    ControlTiming timing;
    timing.longestBeat = ms(3'600'000);
    Transcript t(0, QStringLiteral("http://127.0.0.1:1"), timing);
    t.server();
    t.opened();
    t.hello(3'600'000);
    t.ready();
    t.discovered();
    t.description();
    QCOMPARE(t.pass(ms(59'999)), QStringList());
    QCOMPARE(t.pass(ms(1)).join(u", "), QStringLiteral("close #1 4900, open #2, Resuming"));
}

void VoiceControlTest::beatsEvenWithoutAHello()
{
    Transcript t;
    t.join();
    t.closed(0);
    t.opened();
    t.text("{\"op\":9,\"d\":null}");
    QCOMPARE(t.pass(ms(20'000)).join(u", "),
             QStringLiteral("send 3, send 3, send 3, close #2 4900, open #3, Resuming"));
}

void VoiceControlTest::resumesWithBufferedMessages()
{
    Transcript t;
    t.join();
    t.text("{\"op\":5,\"d\":{\"user_id\":\"8\",\"ssrc\":100},\"seq\":7}");
    QCOMPARE(t.closed(1006).join(u", "), QStringLiteral("open #2, Resuming"));
    QCOMPARE(t.opened(), QStringList {QStringLiteral("send 7")});
    const QJsonObject expected {{QStringLiteral("server_id"), QStringLiteral("1")},
                                {QStringLiteral("session_id"), QStringLiteral("session")},
                                {QStringLiteral("token"), QStringLiteral("secret")},
                                {QStringLiteral("seq_ack"), 7}};
    QCOMPARE(t.lastSent.value(u"d").toObject(), expected);
    t.hello();
    // What was missed comes before op 9 and counts.
    QCOMPARE(t.text("{\"op\":5,\"d\":{\"user_id\":\"9\",\"ssrc\":101},\"seq\":8}"),
             QStringList {QStringLiteral("map 9=101")});
    QCOMPARE(t.description(50), QStringList {QStringLiteral("cipher aead_aes256_gcm_rtpsize 50")});
    QCOMPARE(t.text("{\"op\":9,\"d\":null}").join(u", "), QStringLiteral("check, Ready"));
    // Media, keys and speakers stayed: nothing above opened, closed or cleared them.
    QVERIFY(t.text("{\"op\":5,\"d\":{\"user_id\":\"8\",\"ssrc\":100}}").isEmpty());
}

void VoiceControlTest::asksForAnotherServerAfterThreeResumes()
{
    Transcript t;
    t.join();
    QCOMPARE(t.closed(0).join(u", "), QStringLiteral("open #2, Resuming"));
    // While we wait it is made sure that the network's return is noticed.
    QCOMPARE(t.closed(0), QStringList {QStringLiteral("check")});
    QCOMPARE(t.pass(ms(4000)), QStringList {QStringLiteral("open #3")});
    QCOMPARE(t.closed(0), QStringList {QStringLiteral("check")});
    // By then it would be known if the main gateway were away too.
    QCOMPARE(t.pass(ms(4000)), QStringList {QStringLiteral("open #4")});
    QCOMPARE(t.closed(0), QStringList {QStringLiteral("Backoff")});
    QCOMPARE(t.pass(ms(2000)).join(u", "), QStringLiteral("rejoin, AwaitingServer"));
    QCOMPARE(t.server("localhost:9").join(u", "),
             QStringLiteral("media closed, clear, open #5, Connecting"));
}

void VoiceControlTest::givesUpWhenPatienceIsOver()
{
    Transcript t;
    t.server();
    QStringList lines;
    for (int i = 0; i < 100 && !lines.contains(u"ServerUnreachable 0"); ++i) {
        lines += t.closed(0);
        lines += t.pass(ms(16'000));
        if (lines.endsWith(QStringLiteral("AwaitingServer")))
            lines += t.server();
    }
    QVERIFY(lines.contains(u"ServerUnreachable 0"));
    QVERIFY(lines.contains(u"rejoin"));
    QVERIFY(t.now < SteadyTime(std::chrono::hours(1)) + ms(120'000));
}

void VoiceControlTest::keepsTryingForLongOnceACallWorked()
{
    Transcript t;
    t.join();
    t.closed(0);
    QStringList lines;
    // The network is away for twenty minutes: nothing ever opens, nobody answers a rejoin.
    for (int i = 0; i < 80; ++i) {
        lines += t.closed(0);
        lines += t.pass(ms(15'000));
    }
    QVERIFY(!lines.contains(u"Stopped"));
    QVERIFY(lines.count(QStringLiteral("rejoin")) > 5);
    t.join();
    QCOMPARE(t.control.state(), VoiceState::Ready);
}

void VoiceControlTest::retriesAStepThatTakesTooLong_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("limit");
    QTest::newRow("web socket") << 0 << 10'000;
    QTest::newRow("ready") << 1 << 10'000;
    QTest::newRow("discovery") << 2 << 5'500;
    QTest::newRow("description") << 3 << 10'000;
}

void VoiceControlTest::retriesAStepThatTakesTooLong()
{
    QFETCH(int, step);
    QFETCH(int, limit);
    Transcript t;
    t.server();
    if (step > 0)
        t.opened();
    if (step > 1)
        t.ready();
    if (step > 2)
        t.discovered();
    QCOMPARE(t.pass(ms(limit - 1)), QStringList());
    QCOMPARE(t.pass(ms(1)).join(u", "), QStringLiteral("close #1 4900, Backoff"));
    QVERIFY(t.pass(ms(2000)).contains(u"open #2"));
}

void VoiceControlTest::connectsAnewOnEveryServerChange()
{
    Transcript t;
    t.join();
    t.text("{\"op\":5,\"d\":{\"user_id\":\"8\",\"ssrc\":100},\"seq\":7}");
    QCOMPARE(t.server().join(u", "), // the same endpoint: still anew
             QStringLiteral("close #1 1000, media closed, clear, open #2, Connecting"));
    t.opened();
    t.hello();
    QCOMPARE(t.text("{\"op\":3,\"d\":null}"), QStringList {QStringLiteral("send 3")});
    QCOMPARE(t.lastSent.value(u"d").toObject().value(u"seq_ack").toInt(), -1);
    QCOMPARE(t.ready().first(), QStringLiteral("media 2 127.0.0.1:5000 ssrc 77"));
}

void VoiceControlTest::waitsLongForAServerOnceACallWorked()
{
    Transcript t;
    t.join();
    QCOMPARE(t.lines(t.control.serverLost(t.now)).join(u", "),
             QStringLiteral("close #1 1000, media closed, AwaitingServer"));
    QCOMPARE(t.pass(std::chrono::minutes(29)), QStringList());
    QVERIFY(t.server().contains(u"open #2"));

    Transcript forgotten;
    forgotten.join();
    forgotten.lines(forgotten.control.serverLost(forgotten.now));
    forgotten.pass(std::chrono::minutes(29));
    QVERIFY(forgotten.control.serverLost(forgotten.now).empty()); // said twice
    forgotten.lines(forgotten.control.channelChanged(ChannelId(2), forgotten.now));
    QCOMPARE(forgotten.pass(std::chrono::minutes(1)).join(u", "),
             QStringLiteral("Stopped, ServerUnreachable 0"));

    Transcript rejoined; // the app asked by itself: then an answer is due
    rejoined.join();
    rejoined.lines(rejoined.control.serverLost(rejoined.now));
    QVERIFY(rejoined.control.joinRequested(rejoined.now).empty());
    QVERIFY(rejoined.pass(ms(15'000)).contains(u"rejoin"));
}

void VoiceControlTest::doesNotWaitLongForItsFirstServer()
{
    Transcript asked;
    asked.lines(asked.control.joinRequested(asked.now));
    asked.pass(ms(10'000));
    QVERIFY(asked.control.serverLost(asked.now).empty());
    QCOMPARE(asked.pass(ms(5'000)).join(u", "), QStringLiteral("Stopped, NoAnswer 0"));

    Transcript connecting;
    connecting.server();
    QCOMPARE(connecting.lines(connecting.control.serverLost(connecting.now)).join(u", "),
             QStringLiteral("close #1 1000, AwaitingServer"));
    QCOMPARE(connecting.pass(ms(15'000)).join(u", "), QStringLiteral("Stopped, NoAnswer 0"));
}

void VoiceControlTest::ignoresEventsOfAnOlderConnection()
{
    Transcript t;
    t.join();
    const SocketId old = t.socket;
    const ConnectionId oldConnection = t.connection;
    t.server();
    t.opened();
    t.ready();
    QVERIFY(t.control.socketClosed(old, 4014, t.now).empty());
    QVERIFY(t.control.textReceived(old, Transcript::descriptionJson(1), t.now).empty());
    QVERIFY(
        t.control.addressDiscovered(oldConnection, QStringLiteral("1.1.1.1"), 1, t.now).empty());
    QVERIFY(t.control.discoveryFailed(oldConnection, t.now).empty());
    QCOMPARE(t.control.counters().late, 4U);
    QCOMPARE(t.control.state(), VoiceState::Discovering);
}

void VoiceControlTest::stopsWhenNoServerIsNamed()
{
    Transcript t;
    t.lines(t.control.joinRequested(t.now));
    QCOMPARE(t.pass(ms(15'000)).join(u", "), QStringLiteral("Stopped, NoAnswer 0"));
}

void VoiceControlTest::ignoresTheZeroChannelBeforeTheFirstServer()
{
    Transcript t;
    QVERIFY(t.control.channelChanged(ChannelId(), t.now).empty());
    t.lines(t.control.joinRequested(t.now));
    QVERIFY(t.control.channelChanged(ChannelId(), t.now).empty());
    t.join();
    QVERIFY(t.control.channelChanged(ChannelId(44), t.now).empty());
    QCOMPARE(t.control.channel(), ChannelId(44));
}

void VoiceControlTest::tellsAKickFromALostPlace_data()
{
    using Way = std::function<void(Transcript&)>;
    QTest::addColumn<Way>("way");
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QString>("later"); // within 10 s
    const auto row = [](const char* name, const Way& way, const char* lines,
                        const char* later = "") {
        QTest::newRow(name) << way << QString::fromLatin1(lines) << QString::fromLatin1(later);
    };
    const auto longLive = [](Transcript& t) {
        t.join();
        t.stayLive(ms(60'000));
    };
    const char* const kRejoins = "rejoin, AwaitingServer";
    row("audio flows", longLive, "close #1 1000, media closed, Stopped, Kicked 0");
    row(
        "after 4014",
        [=](Transcript& t) {
            longLive(t);
            t.closed(4014);
        },
        "Stopped, Kicked 4014");
    row(
        "after 4022",
        [=](Transcript& t) {
            longLive(t);
            t.closed(4022);
        },
        "Stopped, Kicked 4022");
    row(
        "after 4014 while a join is under way",
        [=](Transcript& t) {
            longLive(t);
            t.lines(t.control.joinRequested(t.now));
            t.closed(4014);
        },
        "rejoin");
    row(
        "resuming",
        [=](Transcript& t) {
            longLive(t);
            t.closed(0);
        },
        "close #2 4900, Backoff", kRejoins);
    row(
        "waiting for a resume",
        [=](Transcript& t) {
            longLive(t);
            t.closed(0);
            t.closed(0);
        },
        "Backoff", kRejoins);
    row(
        "waiting for a rejoin",
        [](Transcript& t) {
            t.server();
            t.opened();
            t.closed(4006);
        },
        "", kRejoins);
    row(
        "a rejoin is asked for",
        [=](Transcript& t) {
            longLive(t);
            t.closed(4006);
        },
        "Backoff", kRejoins);
    row(
        "web socket opening", [](Transcript& t) { t.server(); }, "close #1 4900, Backoff",
        kRejoins);
    row(
        "the server was lost",
        [=](Transcript& t) {
            longLive(t);
            t.lines(t.control.serverLost(t.now));
        },
        "rejoin");
}

void VoiceControlTest::tellsAKickFromALostPlace()
{
    QFETCH(std::function<void(Transcript&)>, way);
    QFETCH(QString, lines);
    QFETCH(QString, later);
    Transcript t;
    way(t);
    QCOMPARE(t.lines(t.control.channelChanged(ChannelId(), t.now)).join(u", "), lines);
    QCOMPARE(t.pass(ms(10'000)).join(u", "), later);
}

void VoiceControlTest::connectsAnewWhenMediaIsLost()
{
    Transcript t;
    t.join();
    t.stayLive(ms(60'000));
    const ConnectionId old = t.connection;
    QCOMPARE(t.lines(t.control.mediaLost(old, t.now)).join(u", "),
             QStringLiteral("close #1 4900, media closed, clear, open #2, Connecting"));
    t.opened();
    t.hello();
    t.ready();
    t.discovered();
    t.description();
    QCOMPARE(t.control.state(), VoiceState::Ready);
    QVERIFY2(t.control.mediaLost(old, t.now).empty(), "said of the connection before");
    QCOMPARE(t.control.counters().late, 1U);
}

void VoiceControlTest::leavesLostMediaToTheResume()
{
    Transcript t;
    t.join();
    t.closed(0);
    QVERIFY(t.control.mediaLost(t.connection, t.now).empty());
    QCOMPARE(t.control.state(), VoiceState::Resuming);
    t.opened();
    QCOMPARE(t.text("{\"op\":9,\"d\":null}").join(u", "), QStringLiteral("check, Ready"));
    QCOMPARE(t.lines(t.control.mediaLost(t.connection, t.now)).join(u", "),
             QStringLiteral("close #2 4900, Backoff"));
    QCOMPARE(t.pass(ms(2000)).join(u", "),
             QStringLiteral("media closed, clear, open #3, Connecting"));
}

void VoiceControlTest::refusesForeignHosts_data()
{
    QTest::addColumn<QString>("apiBase");
    QTest::addColumn<QByteArray>("endpoint");
    QTest::addColumn<QString>("media");
    const QString real = QStringLiteral("https://discord.com/api/v10");
    const QString local = QStringLiteral("http://127.0.0.1:1/api/v10");
    QTest::newRow("elsewhere") << real << QByteArray("voice.example.org:443") << QString();
    QTest::newRow("loopback from Discord") << real << QByteArray("127.0.0.1:443") << QString();
    QTest::newRow("Discord from a stand-in") << local << QByteArray("a.discord.media") << QString();
    QTest::newRow("media of a stand-in elsewhere")
        << local << QByteArray("127.0.0.1:9") << "192.0.2.1";
}

void VoiceControlTest::refusesForeignHosts()
{
    QFETCH(QString, apiBase);
    QFETCH(QByteArray, endpoint);
    QFETCH(QString, media);
    Transcript t(0, apiBase);
    QStringList lines = t.server(endpoint.constData());
    if (!media.isEmpty()) {
        t.opened();
        lines = t.text(QStringLiteral("{\"op\":2,\"d\":{\"ssrc\":77,\"ip\":\"%1\",\"port\":5000,"
                                      "\"modes\":[\"aead_aes256_gcm_rtpsize\"]}}")
                           .arg(media));
    }
    QVERIFY(lines.contains(u"ForbiddenHost 0"));
}

void VoiceControlTest::findsMediaOnThisMachineByName_data()
{
    QTest::addColumn<QString>("apiBase");
    QTest::addColumn<QString>("ip");
    QTest::addColumn<QString>("line"); // one of those that follow
    const QString real = QStringLiteral("https://discord.com/api/v10");
    const QString local = QStringLiteral("http://127.0.0.1:1/api/v10");
    const QString opens = QStringLiteral("media 1 127.0.0.1:5000 ssrc 77");
    QTest::newRow("localhost") << local << QStringLiteral("localhost") << opens;
    QTest::newRow("in capitals") << local << QStringLiteral("LocalHost") << opens;
    QTest::newRow("IPv6") << local << QStringLiteral("::1")
                          << QStringLiteral("media 1 ::1:5000 ssrc 77");
    QTest::newRow("another name") << local << QStringLiteral("voice.localhost")
                                  << QStringLiteral("Backoff");
    QTest::newRow("localhost from Discord")
        << real << QStringLiteral("localhost") << QStringLiteral("Backoff");
}

void VoiceControlTest::findsMediaOnThisMachineByName()
{
    QFETCH(QString, apiBase);
    QFETCH(QString, ip);
    QFETCH(QString, line);
    Transcript t(0, apiBase);
    t.server(apiBase.startsWith(u"https") ? "a.discord.media" : "localhost:9");
    t.opened();
    const QStringList lines
        = t.text(QStringLiteral("{\"op\":2,\"d\":{\"ssrc\":77,\"ip\":\"%1\",\"port\":5000,"
                                "\"modes\":[\"aead_aes256_gcm_rtpsize\"]}}")
                     .arg(ip));
    QVERIFY2(lines.contains(line), qPrintable(lines.join(u", ")));
}

void VoiceControlTest::handsDaveOverOnlyWhenSomebodyReadsIt()
{
    Transcript t(1);
    t.server();
    t.opened();
    QCOMPARE(t.lastSent.value(u"d").toObject().value(u"max_dave_protocol_version").toInt(), 1);
    // Op 25 may come before op 4.
    QCOMPARE(t.binary(QByteArray::fromHex("000419abcd")), QStringList {QStringLiteral("dave 3")});
    t.ready();
    t.discovered();
    QVERIFY(t.text(Transcript::descriptionJson(9, QStringLiteral(",\"dave_protocol_version\":1")))
                .contains(u"Ready"));
    QCOMPARE(t.text("{\"op\":24,\"d\":{\"protocol_version\":1,\"epoch\":1},\"seq\":8}"),
             QStringList {QStringLiteral("dave 2")});

    Transcript without;
    without.join();
    QVERIFY(without.binary(QByteArray::fromHex("000419abcd")).isEmpty());
    QCOMPARE(without.control.counters().unusedDave, 1U);
}

void VoiceControlTest::namesTheVersionBeforeTheKey()
{
    Transcript t(1);
    const QStringList lines = t.join();
    QVERIFY(lines.indexOf(u"dave in 2") > lines.indexOf(u"clear"));
    QVERIFY(lines.indexOf(u"dave in 2") < lines.indexOf(u"open #1"));
    QVERIFY(lines.contains(u"dave version 0"));
    QVERIFY(lines.indexOf(u"dave version 0") < lines.indexOf(u"cipher aead_aes256_gcm_rtpsize 9"));
    QCOMPARE(
        t.text(Transcript::descriptionJson(10, QStringLiteral(",\"dave_protocol_version\":1"))),
        (QStringList {QStringLiteral("dave version 1"),
                      QStringLiteral("cipher aead_aes256_gcm_rtpsize 10")}));
}

void VoiceControlTest::keepsTheGroupOverAResume()
{
    Transcript t(1);
    t.join();
    QStringList lines = t.closed(0);
    lines += t.opened();
    QCOMPARE(t.lastSent.value(u"op").toInt(), 7);
    lines += t.binary(QByteArray::fromHex("00041babcd")); // said again, before op 9
    QVERIFY(lines.contains(u"dave 3"));
    lines += t.text("{\"op\":9,\"d\":null}");
    QVERIFY(!lines.contains(u"dave in 2"));
    QVERIFY(t.server().contains(u"dave in 2"));
}

void VoiceControlTest::countsBinaryMessagesAsHeard()
{
    Transcript t(1);
    t.join();
    t.text("{\"op\":22,\"d\":{\"transition_id\":0},\"seq\":11}");
    t.binary(QByteArray::fromHex("000c1babcd"));
    t.closed(0);
    t.opened();
    QCOMPARE(t.lastSent.value(u"d").toObject().value(u"seq_ack").toInt(), 12);
}

void VoiceControlTest::sendsAnswersOnlyWhileThereIsAVoiceSession()
{
    Transcript t(1);
    const SendBinary package {QByteArray::fromHex("1aabcd")};
    QVERIFY(t.lines(t.control.daveAnswered(package)).isEmpty());
    t.server();
    QVERIFY(t.lines(t.control.daveAnswered(package)).isEmpty());
    QCOMPARE(t.control.counters().unsentDave, 2U);
    t.opened();
    QCOMPARE(t.lines(t.control.daveAnswered(package)),
             QStringList {QStringLiteral("send binary 26")});
    t.ready();
    t.discovered();
    t.description();
    QCOMPARE(t.lines(t.control.daveAnswered(SendText {"{\"op\":23}"})),
             QStringList {QStringLiteral("send 23")});
    QVERIFY(t.lines(t.control.leave()).contains(u"Stopped"));
    QVERIFY(t.lines(t.control.daveAnswered(package)).isEmpty());
}

void VoiceControlTest::holdsAnswersBackWhileResuming()
{
    Transcript t(1);
    t.join();
    t.closed(0);
    QVERIFY(t.lines(t.control.daveAnswered(SendText {"{\"op\":31}"})).isEmpty());
    t.opened();
    QVERIFY(t.lines(t.control.daveAnswered(SendBinary {QByteArray::fromHex("1aabcd")})).isEmpty());
    QStringList lines = t.text("{\"op\":9,\"d\":null}");
    QVERIFY(lines.indexOf(u"send 31") >= 0);
    QVERIFY(lines.indexOf(u"send 31") < lines.indexOf(u"send binary 26"));

    // What was meant for a voice session that is over is nothing for the next.
    t.closed(0);
    QVERIFY(t.lines(t.control.daveAnswered(SendText {"{\"op\":31}"})).isEmpty());
    QVERIFY(!t.join().contains(u"send 31"));
    for (int i = 0; i < 1000; ++i)
        t.lines(t.control.daveAnswered(SendText {"{\"op\":23}"}));
    t.closed(0);
    for (int i = 0; i < 1000; ++i)
        t.lines(t.control.daveAnswered(SendText {"{\"op\":23}"}));
    QVERIFY(t.control.counters().unsentDave > 500U);
}

void VoiceControlTest::connectsAnewWhenTheGroupIsLost()
{
    Transcript t(1);
    QVERIFY(t.lines(t.control.daveFailed(t.now)).isEmpty()); // no session to be lost
    t.join();
    const QStringList lines = t.lines(t.control.daveFailed(t.now));
    QVERIFY(lines.contains(u"dave in 2"));
    QVERIFY(lines.contains(u"open #2"));
    t.opened();
    QCOMPARE(t.lastSent.value(u"op").toInt(), 0);
}

void VoiceControlTest::resumesNothingWhoseGroupIsLost()
{
    Transcript t(1);
    t.join();
    t.closed(0);
    t.closed(0);
    QCOMPARE(t.control.state(), VoiceState::Resuming);
    QCOMPARE(t.lines(t.control.daveFailed(t.now)), QStringList {QStringLiteral("Backoff")});
    QVERIFY(t.pass(ms(2000)).contains(u"dave in 2"));
    t.opened();
    QCOMPARE(t.lastSent.value(u"op").toInt(), 0);
}

void VoiceControlTest::entersTheGroupOfTheChannelItIsIn()
{
    Transcript t(1);
    t.join();
    QVERIFY(t.lines(t.control.channelChanged(ChannelId(5), t.now)).isEmpty()); // a server follows
    QVERIFY(t.server().contains(u"dave in 5"));
    // The other way round: the server was first.
    QVERIFY(t.lines(t.control.channelChanged(ChannelId(6), t.now)).contains(u"dave in 6"));
    t.opened();
    QVERIFY(t.lines(t.control.channelChanged(ChannelId(6), t.now)).isEmpty()); // no news
    QVERIFY(t.lines(t.control.channelChanged(ChannelId(7), t.now)).contains(u"dave in 7"));
}

void VoiceControlTest::stopsWhenEncryptionIsForcedOnIt()
{
    Transcript t;
    t.server();
    t.opened();
    t.ready();
    t.discovered();
    QVERIFY(t.text(Transcript::descriptionJson(9, QStringLiteral(",\"dave_protocol_version\":1")))
                .contains(u"DaveRequired 0"));
}

void VoiceControlTest::staysStopped()
{
    Transcript t;
    t.join();
    t.closed(4017);
    QVERIFY(t.server().isEmpty());
    QVERIFY(t.lines(t.control.leave()).isEmpty());
    QVERIFY(t.lines(t.control.serverLost(t.now)).isEmpty());
    QVERIFY(t.lines(t.control.joinRequested(t.now)).isEmpty());
    QVERIFY(t.opened().isEmpty());
    QVERIFY(!t.control.nextDeadline());
}

void VoiceControlTest::takesNothingTwice()
{
    Transcript t(1);
    t.join();
    const auto commit = QByteArray::fromHex("00071d0000abcd");
    const char* const leaves = R"({"op":13,"d":{"user_id":"8"},"seq":6})";
    QCOMPARE(t.text(leaves), QStringList {QStringLiteral("drop 8")});
    QVERIFY(!t.binary(commit).isEmpty());
    t.closed(0);
    t.opened();
    QVERIFY2(t.text(leaves).isEmpty() && t.binary(commit).isEmpty(), "a resume brought them again");
    QCOMPARE(t.control.counters().repeated, 2U);
    t.text(R"({"op":9,"d":null})");
    // Numbers wrap, and some servers count badly: only the same words are the same message.
    QVERIFY(!t.binary(QByteArray::fromHex("00071d0000abce")).isEmpty());
    QVERIFY(!t.text(R"({"op":13,"d":{"user_id":"9"},"seq":6})").isEmpty());
    // Another voice session counts from the beginning.
    t.join();
    QVERIFY(!t.binary(commit).isEmpty());
    QCOMPARE(t.control.counters().repeated, 2U);
}

void VoiceControlTest::asksWhetherToSayAgainWhatMayBeLost()
{
    Transcript t(1);
    t.join();
    const auto answer = [&t](const char* hex) {
        return t.lines(t.control.daveAnswered(SendBinary {QByteArray::fromHex(hex)}));
    };
    const auto resumed = [&t] {
        t.pass(ms(2000));
        t.opened();
        return t.text(R"({"op":9,"d":null})").join(u", ");
    };
    const auto beat = [&t] {
        t.text(R"({"op":3,"d":null})");
        const QJsonValue nonce = t.lastSent.value(u"d").toObject().value(u"t");
        return QStringLiteral(R"({"op":6,"d":{"t":%1}})").arg(nonce.toInteger());
    };
    answer("1c01");
    const QString heard = beat();
    answer("1a02");
    t.text(heard); // so the commit arrived
    t.closed(0);
    QCOMPARE(resumed(), QStringLiteral("ask: send binary 26, check, Ready"));
    t.closed(0);
    QCOMPARE(resumed(), QStringLiteral("check, Ready")); // nobody said it again
    answer("1a02");
    t.text(beat());
    t.closed(0);
    QCOMPARE(resumed(), QStringLiteral("check, Ready")); // it arrived
    t.stayLive(ms(6000)); // or another server would be asked for
    // A later one stands for those before it, also one that waits for the line.
    answer("1c03");
    answer("1c04");
    answer("1a05");
    t.closed(0);
    answer("1a06");
    QCOMPARE(resumed(), QStringLiteral("ask: send binary 28, send binary 26, check, Ready"));
}

void VoiceControlTest::comesBackSoonAfterTheNetworkDoes_data()
{
    QTest::addColumn<int>("away");
    QTest::addColumn<bool>("gatewayToo");
    QTest::addColumn<int>("sign"); // 0 none, 1 a datagram, 2 the main gateway, 3 the system
    QTest::newRow("a moment") << 1 << true << 0;
    QTest::newRow("half a minute") << 30 << true << 0;
    QTest::newRow("the voice server alone, half a minute") << 30 << false << 0;
    QTest::newRow("nearly two minutes") << 115 << true << 0;
    QTest::newRow("ten minutes, then audio comes") << 600 << true << 1;
    QTest::newRow("ten minutes, then the main gateway is back") << 600 << true << 2;
    QTest::newRow("ten minutes, then the system says so") << 600 << true << 3;
}

void VoiceControlTest::comesBackSoonAfterTheNetworkDoes()
{
    QFETCH(int, away);
    QFETCH(bool, gatewayToo);
    QFETCH(int, sign);
    Transcript t;
    t.join();
    t.stayLive(ms(60'000));
    if (gatewayToo)
        t.lines(t.control.gatewayReachable(false, t.now));
    const SteadyTime back = t.now + ms(away * 1000);
    t.closed(0);
    const auto isTrying = [&t](const QStringList& lines) {
        return std::ranges::any_of(
            lines, [](const QString& line) { return line.startsWith(QLatin1String("open #")); });
    };
    while (t.now < back) {
        t.closed(0);
        if (t.pass(ms(100)).contains(u"rejoin"))
            t.server();
    }
    t.closed(0);
    QStringList lines;
    if (sign == 1)
        lines = t.lines(t.control.mediaBack(t.connection, t.now));
    else if (sign == 2)
        lines = t.lines(t.control.gatewayReachable(true, t.now));
    else if (sign == 3)
        lines = t.lines(t.control.networkIsBack(t.now));
    lines += t.pass(ms(sign == 0 ? 2'500 : 1));
    QVERIFY(isTrying(lines) || lines.contains(u"rejoin"));
}

void VoiceControlTest::keepsMediaWhileTheWebSocketIsSilentToo()
{
    Transcript t;
    t.join();
    t.stayLive(ms(60'000));
    t.pass(ms(16'000)); // three beats into nowhere
    QCOMPARE(t.lines(t.control.mediaLost(t.connection, t.now)).join(u", "),
             QStringLiteral("close #1 4900, open #2, Resuming"));
    QCOMPARE(t.pass(ms(11'100)).join(u", "),
             QStringLiteral("close #2 4900, check, open #3, close #3 4900, check, open #4"));
    t.opened();
    QCOMPARE(t.text("{\"op\":9,\"d\":null}").join(u", "), QStringLiteral("check, Ready"));
    // Now the web socket works; if media still does not, it is media's own trouble.
    t.hello();
    t.stayLive(ms(10'000));
    QCOMPARE(t.lines(t.control.mediaLost(t.connection, t.now)).join(u", "),
             QStringLiteral("close #4 4900, media closed, clear, open #5, Connecting"));
}

void VoiceControlTest::replacesASilentWebSocketWhenMediaIsBack_data()
{
    QTest::addColumn<bool>("answersBeats");
    QTest::addColumn<int>("away"); // after the last answer, and a beat is sent after 5 s
    QTest::addColumn<bool>("ours");
    QTest::addColumn<QString>("lines");
    const QString resumes = QStringLiteral("close #1 4900, open #2, Resuming");
    QTest::newRow("two beats unanswered") << true << 12'000 << true << resumes;
    QTest::newRow("one, for long enough") << true << 7'100 << true << resumes;
    QTest::newRow("one, a moment ago") << true << 6'900 << true << QString();
    QTest::newRow("none was due") << true << 4'900 << true << QString();
    QTest::newRow("it never answered any") << false << 12'000 << true << QString();
    QTest::newRow("said of the connection before") << true << 12'000 << false << QString();
}

void VoiceControlTest::replacesASilentWebSocketWhenMediaIsBack()
{
    QFETCH(bool, answersBeats);
    QFETCH(int, away);
    QFETCH(bool, ours);
    QFETCH(QString, lines);
    Transcript t;
    t.join();
    if (answersBeats)
        t.stayLive(ms(60'000));
    t.pass(ms(away));
    const ConnectionId connection = ours ? t.connection : ConnectionId(77);
    QCOMPARE(t.lines(t.control.mediaBack(connection, t.now)).join(u", "), lines);
}

void VoiceControlTest::beginsAStuckTryAnewAtASign_data()
{
    QTest::addColumn<std::function<void(Transcript&)>>("way");
    QTest::addColumn<int>("age");
    QTest::addColumn<QString>("lines");
    const auto live = [](Transcript& t) {
        t.join();
        t.stayLive(ms(60'000));
        t.lines(t.control.gatewayReachable(false, t.now));
    };
    const auto resuming = [live](Transcript& t) {
        live(t);
        t.closed(0);
    };
    const auto row
        = [](const char* name, std::function<void(Transcript&)> way, int age, const char* lines) {
              QTest::newRow(name) << std::move(way) << age << QString::fromLatin1(lines);
          };
    row("resuming", resuming, 1'100, "close #2 4900, open #3");
    row("resuming, just begun", resuming, 900, "");
    row(
        "resuming, and somebody is there",
        [resuming](Transcript& t) {
            resuming(t);
            t.opened();
        },
        1'100, "");
    row(
        "connecting anew",
        [live](Transcript& t) {
            live(t);
            t.lines(t.control.mediaLost(t.connection, t.now));
        },
        1'100, "close #2 1000, clear, open #3");
    row("live", live, 1'100, "");
}

void VoiceControlTest::beginsAStuckTryAnewAtASign()
{
    QFETCH(std::function<void(Transcript&)>, way);
    QFETCH(int, age);
    QFETCH(QString, lines);
    Transcript t;
    way(t);
    t.pass(ms(age));
    QCOMPARE(t.lines(t.control.gatewayReachable(true, t.now)).join(u", "), lines);
}

void VoiceControlTest::letsATryFinishWhateverTheSigns()
{
    Transcript t;
    t.join();
    t.stayLive(ms(60'000));
    t.closed(0);
    // A slow way: three seconds to open, and every other second a datagram after a silence.
    SteadyTime begun = t.now;
    const SteadyTime lost = t.now;
    for (SocketId trying = t.socket; t.now - lost < ms(10'000); t.pass(ms(100))) {
        if (t.socket != std::exchange(trying, t.socket))
            begun = t.now;
        if (t.now - begun >= ms(3'000)) {
            t.opened();
            QCOMPARE(t.text("{\"op\":9,\"d\":null}").join(u", "), QStringLiteral("check, Ready"));
            return;
        }
        if ((t.now - lost) % ms(2'000) == ms(0))
            t.lines(t.control.mediaBack(t.connection, t.now));
    }
    QFAIL("no try was left alone for three seconds");
}

void VoiceControlTest::countsTriesWhileDatagramsComeAndNothingElse_data()
{
    QTest::addColumn<bool>("gateway");
    QTest::addColumn<QString>("line"); // what counting leads to
    QTest::addColumn<int>("within");
    QTest::newRow("another server is asked for") << true << QStringLiteral("rejoin") << 40'000;
    QTest::newRow("patience ends") << false << QStringLiteral("ServerUnreachable 0") << 1'900'000;
}

void VoiceControlTest::countsTriesWhileDatagramsComeAndNothingElse()
{
    QFETCH(bool, gateway);
    QFETCH(QString, line);
    QFETCH(int, within);
    Transcript t;
    t.join();
    t.stayLive(ms(60'000));
    if (!gateway)
        t.lines(t.control.gatewayReachable(false, t.now));
    const SteadyTime lost = t.now;
    QStringList lines = t.closed(0);
    while (!lines.contains(line) && t.now - lost < ms(within)) {
        lines = t.lines(t.control.mediaBack(t.connection, t.now));
        lines += t.pass(ms(2'000));
    }
    QVERIFY(lines.contains(line));
}

void VoiceControlTest::asksForAnotherServerOnlyOverALivingGateway_data()
{
    QTest::addColumn<int>("known"); // when the main gateway's state is known, or -1
    QTest::addColumn<int>("asks"); // when a rejoin is asked for
    QTest::newRow("the voice server alone is away") << -1 << 8'000;
    QTest::newRow("the main gateway turns out to be away too") << 7'000 << 1'000'000;
}

void VoiceControlTest::asksForAnotherServerOnlyOverALivingGateway()
{
    QFETCH(int, known);
    QFETCH(int, asks);
    Transcript t;
    t.join();
    t.stayLive(ms(60'000));
    const SteadyTime lost = t.now;
    t.closed(0);
    std::optional<ms> asked;
    while (!asked && t.now - lost < ms(40'000)) {
        t.closed(0); // refused at once
        if (known >= 0 && t.now - lost >= ms(known))
            t.lines(t.control.gatewayReachable(false, t.now));
        if (t.pass(ms(100)).contains(u"rejoin"))
            asked = std::chrono::duration_cast<ms>(t.now - lost);
    }
    QCOMPARE(asked.has_value(), asks < 40'000);
    if (asked) {
        QVERIFY(*asked >= ms(asks) && *asked < ms(asks + 3'500));
        return;
    }
    // The gateway is back first. What failed till then says nothing against the voice server.
    QStringList lines = t.lines(t.control.gatewayReachable(true, t.now));
    lines += t.pass(ms(1));
    lines += t.closed(0);
    lines += t.pass(ms(1'600));
    QVERIFY(!lines.contains(u"rejoin"));
    QVERIFY(!lines.filter(QStringLiteral("open #")).isEmpty());
}

void VoiceControlTest::sparesAServerThatRefusesIt()
{
    Transcript t;
    t.join();
    std::vector<ms> waits;
    SteadyTime lost = t.now;
    for (int i = 0; i < 40; ++i) {
        t.opened();
        t.closed(4015);
        lost = t.now;
        QStringList lines;
        while (lines.isEmpty()
               || (!lines.join(u' ').contains(u"open") && !lines.contains(u"rejoin"))) {
            if (!t.control.nextDeadline())
                break;
            lines += t.pass(std::chrono::ceil<ms>(*t.control.nextDeadline() - t.now));
        }
        waits.push_back(std::chrono::duration_cast<ms>(t.now - lost));
        if (lines.contains(u"rejoin"))
            t.server();
    }
    QVERIFY(std::ranges::all_of(waits, [](ms wait) { return wait <= ms(60'000); }));
    QVERIFY(std::ranges::all_of(waits.begin() + 2, waits.end(),
                                [](ms wait) { return wait >= ms(1'000); }));
    QVERIFY2(std::ranges::max(waits) > ms(30'000), "delays grow up to a minute");
    const std::set<ms> different(waits.begin(), waits.end());
    QVERIFY2(different.size() > 20, "and differ, so that recorders do not come back together");
}

QTEST_APPLESS_MAIN(VoiceControlTest)
#include "voice_control_test.moc"
