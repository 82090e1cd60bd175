#include "control_transcript.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::control;
using ms = std::chrono::milliseconds;

class CloseCodesTest : public QObject {
    Q_OBJECT
private slots:
    void hasARowForEveryCode();
    void followsTheRuleWhileAudioFlows_data();
    void followsTheRuleWhileAudioFlows();
    void followsTheRuleWhileIdentifying_data();
    void followsTheRuleWhileIdentifying();
    void givesOurOwnFaultsOneMoreTry();
    void stopsWhenFreshTokensAreRefusedThreeTimes();
    void rejoinsAsOftenAsNeededWhenCallsWorkInBetween();
    void waitsForNewsAfterADisconnect_data();
    void waitsForNewsAfterADisconnect();
    void doesNotCallItAKickWhenNoNewsCanReachUs_data();
    void doesNotCallItAKickWhenNoNewsCanReachUs();
};

void CloseCodesTest::hasARowForEveryCode()
{
    // As the reference lists them, and what a web socket itself may close with.
    const QList<int> documented {0,    1000, 1001, 1006, 4001, 4002, 4003, 4004, 4005, 4006, 4009,
                                 4011, 4012, 4013, 4014, 4015, 4016, 4017, 4020, 4021, 4022};
    QList<int> known;
    for (const CloseRule& rule : allCloseRules()) {
        known.append(rule.code);
        QCOMPARE(closeRule(rule.code).action, rule.action);
    }
    QCOMPARE(known, documented);
    QCOMPARE(closeRule(1011).action, CloseAction::Resume);
    QCOMPARE(closeRule(4999).action, CloseAction::Resume);
}

void CloseCodesTest::followsTheRuleWhileAudioFlows_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("lines");
    const auto row = [](int code, const char* lines) {
        QTest::newRow(qPrintable(QString::number(code))) << code << QString::fromLatin1(lines);
    };
    for (const int code : {0, 1000, 1001, 1006, 4013, 4015, 4999})
        row(code, "open #2, Resuming");
    for (const int code : {4001, 4002, 4003, 4004, 4005, 4006, 4009, 4011, 4012, 4016, 4020})
        row(code, "rejoin, AwaitingServer");
    row(4014, "media closed, AwaitingServer");
    row(4022, "media closed, AwaitingServer");
    row(4017, "media closed, Stopped, DaveRequired 4017");
    row(4021, "media closed, Stopped, RateLimited 4021");
}

void CloseCodesTest::followsTheRuleWhileAudioFlows()
{
    QFETCH(int, code);
    QFETCH(QString, lines);
    Transcript t;
    t.join();
    t.stayLive(ms(60'000));
    QCOMPARE(t.closed(code).join(u", "), lines);
}

void CloseCodesTest::followsTheRuleWhileIdentifying_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("lines");
    QTest::addColumn<QString>("later"); // within 2 s
    const auto row = [](int code, const char* lines, const char* later) {
        QTest::newRow(qPrintable(QString::number(code)))
            << code << QString::fromLatin1(lines) << QString::fromLatin1(later);
    };
    for (const int code : {0, 1000, 1001, 1006, 4013, 4015, 4999})
        row(code, "Backoff", "clear, open #2, Connecting");
    for (const int code : {4001, 4002, 4003, 4004, 4005, 4006, 4009, 4011, 4012, 4016, 4020})
        row(code, "Backoff", "rejoin, AwaitingServer");
    row(4014, "AwaitingServer", "");
    row(4022, "AwaitingServer", "");
    row(4017, "Stopped, DaveRequired 4017", "");
    row(4021, "Stopped, RateLimited 4021", "");
}

void CloseCodesTest::followsTheRuleWhileIdentifying()
{
    QFETCH(int, code);
    QFETCH(QString, lines);
    QFETCH(QString, later);
    Transcript t;
    t.server();
    t.opened();
    t.hello();
    QCOMPARE(t.closed(code).join(u", "), lines);
    QCOMPARE(t.pass(ms(2000)).join(u", "), later);
}

void CloseCodesTest::givesOurOwnFaultsOneMoreTry()
{
    Transcript t;
    t.join();
    t.closed(4002);
    t.join();
    QCOMPARE(t.control.state(), VoiceState::Ready);
    QVERIFY(t.closed(4005).contains(u"ProtocolError 4005"));

    Transcript patient;
    patient.join();
    patient.closed(4002);
    patient.join();
    patient.stayLive(ms(11 * 60'000));
    QVERIFY2(patient.closed(4002).contains(u"rejoin"), "a fault hours later is another fault");
}

void CloseCodesTest::stopsWhenFreshTokensAreRefusedThreeTimes()
{
    Transcript t;
    for (int i = 0; i < 2; ++i) {
        t.server();
        t.opened();
        t.closed(4004);
        QVERIFY(t.pass(ms(10'000)).contains(u"rejoin"));
    }
    t.server();
    t.opened();
    QVERIFY(t.closed(4004).contains(u"AuthenticationFailed 4004"));
}

void CloseCodesTest::rejoinsAsOftenAsNeededWhenCallsWorkInBetween()
{
    Transcript t;
    for (int i = 0; i < 10; ++i) {
        t.join();
        t.stayLive(ms(60'000));
        QCOMPARE(t.closed(4006).join(u", "), QStringLiteral("rejoin, AwaitingServer"));
    }
}

void CloseCodesTest::waitsForNewsAfterADisconnect_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("disconnected") << 4014 << QStringLiteral("Stopped, Kicked 4014");
    QTest::newRow("call terminated") << 4022 << QStringLiteral("Stopped, CallEnded 4022");
}

void CloseCodesTest::waitsForNewsAfterADisconnect()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    Transcript none;
    none.join();
    none.closed(code);
    QCOMPARE(none.pass(ms(9'999)), QStringList());
    QCOMPARE(none.pass(ms(1)).join(u", "), reason);

    Transcript kicked;
    kicked.join();
    kicked.closed(code);
    QCOMPARE(kicked.lines(kicked.control.channelChanged(ChannelId(), kicked.now)).last(),
             QString(u"Kicked " + QString::number(code)));

    Transcript moved;
    moved.join();
    moved.closed(code);
    moved.pass(ms(9'000));
    QVERIFY(moved.control.channelChanged(ChannelId(5), moved.now).empty());
    QCOMPARE(moved.pass(ms(9'000)), QStringList()); // the wait began anew
    QVERIFY(moved.server().contains(u"open #2"));

    Transcript rejoining; // the main gateway lost its session and the app joined again
    rejoining.join();
    rejoining.closed(code);
    rejoining.pass(ms(9'000));
    QVERIFY(rejoining.control.joinRequested(rejoining.now).empty());
    QCOMPARE(rejoining.pass(ms(14'000)), QStringList());
    QVERIFY(rejoining.server().contains(u"open #2"));

    Transcript unanswered; // as before, but that join is lost: the next may not be
    unanswered.join();
    unanswered.closed(code);
    unanswered.lines(unanswered.control.joinRequested(unanswered.now));
    QVERIFY(unanswered.pass(ms(20'000)).contains(u"rejoin"));
    unanswered.join();
    QCOMPARE(unanswered.control.state(), VoiceState::Ready);
}

void CloseCodesTest::doesNotCallItAKickWhenNoNewsCanReachUs_data()
{
    QTest::addColumn<bool>("offlineFirst");
    QTest::newRow("the main gateway was away already") << true;
    QTest::newRow("its loss shows afterwards") << false;
}

void CloseCodesTest::doesNotCallItAKickWhenNoNewsCanReachUs()
{
    QFETCH(bool, offlineFirst);
    const auto disconnected = [offlineFirst] {
        Transcript t;
        t.join();
        if (offlineFirst)
            t.lines(t.control.gatewayReachable(false, t.now));
        t.closed(4014);
        if (!offlineFirst) {
            t.pass(ms(9'000));
            t.lines(t.control.gatewayReachable(false, t.now));
        }
        return t;
    };

    Transcript rejoined = disconnected();
    QCOMPARE(rejoined.pass(std::chrono::minutes(20)), QStringList());
    rejoined.lines(rejoined.control.gatewayReachable(true, rejoined.now));
    rejoined.lines(rejoined.control.joinRequested(rejoined.now)); // it had to identify anew
    rejoined.join();
    QCOMPARE(rejoined.control.state(), VoiceState::Ready);

    Transcript silent = disconnected(); // it resumed and had nothing to say of us
    silent.pass(std::chrono::minutes(20));
    silent.lines(silent.control.gatewayReachable(true, silent.now));
    QCOMPARE(silent.pass(ms(10'000)).join(u", "), QStringLiteral("Stopped, Kicked 4014"));

    Transcript kicked = disconnected();
    kicked.pass(std::chrono::minutes(20));
    QVERIFY(kicked.lines(kicked.control.channelChanged(ChannelId(), kicked.now))
                .contains(u"Kicked 4014"));

    Transcript abandoned = disconnected();
    QCOMPARE(abandoned.pass(std::chrono::minutes(31)).join(u", "),
             QStringLiteral("Stopped, ServerUnreachable 4014"));
}

QTEST_APPLESS_MAIN(CloseCodesTest)
#include "close_codes_test.moc"
