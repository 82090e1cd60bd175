#include "session_script.h"

#include "voice/gateway/close_codes.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::gateway;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(lavalier::gateway::GatewayError)
Q_DECLARE_METATYPE(lavalier::gateway::CloseRule::Action)

using Session = GatewaySession;

class GatewaySessionTest : public QObject {
    Q_OBJECT
private slots:
    void logsInAndTellsWhoWeAre()
    {
        SessionScript script;
        script.start();
        QCOMPARE(script.first<Session::Connect>()->url,
                 QUrl(QStringLiteral("wss://gateway.discord.gg/?v=10&encoding=json")));
        script.connected();
        QCOMPARE(script.session.state(), GatewayState::Connecting);
        script.hello();
        QCOMPARE(script.sentOp(), 2);
        const QJsonObject identify = script.sent().front().value(QLatin1String("d")).toObject();
        QCOMPARE(identify.value(QLatin1String("token")).toString(),
                 QStringLiteral("the.canary.token"));
        QCOMPARE(identify.value(QLatin1String("intents")).toInt(), 129);
        QVERIFY(identify.value(QLatin1String("properties"))
                    .toObject()
                    .contains(QLatin1String("browser")));
        script.ready();
        QCOMPARE(script.session.state(), GatewayState::Online);
        const auto* ready = std::get_if<ReadyEvent>(&script.first<Session::Deliver>()->event);
        QVERIFY(ready != nullptr);
        QCOMPARE(ready->self.value(), 77U);
        QVERIFY2(script.first<Session::SessionRestarted>() == nullptr,
                 "the first login restarts nothing");
    }

    void escapesAnythingATokenMayHold()
    {
        QByteArray odd("a\"b\\c\x01");
        odd += "ü";
        const QByteArray copy(odd.constData(), odd.size());
        const auto message = identifyMessage(SecretBytes::takeFrom(odd));
        const auto parsed = QJsonDocument::fromJson(toByteArray(message.reveal())).object();
        QCOMPARE(parsed.value(QLatin1String("d"))
                     .toObject()
                     .value(QLatin1String("token"))
                     .toString()
                     .toUtf8(),
                 copy);
    }

    void beatsWithJitterThenAtTheInterval()
    {
        SessionScript script;
        script.fraction = 0.25;
        script.logIn();
        script.pass(11249ms);
        QCOMPARE(script.sentOp(), -1);
        script.pass(1ms);
        QCOMPARE(script.sentOp(), 1);
        QCOMPARE(script.sent().front().value(QLatin1String("d")).toInt(), 1);
        script.now += 40ms;
        script.say(R"({"op":11})");
        QCOMPARE(script.first<Session::RoundTrip>()->time, 40ms);
        script.wake();
        QCOMPARE(script.sentOp(), 1);
    }

    void answersABeatTheServerAsksFor()
    {
        SessionScript script;
        script.logIn();
        script.say(R"({"op":1,"d":null})");
        QCOMPARE(script.sentOp(), 1);
    }

    void closesAZombieSoThatItCanResume_data()
    {
        QTest::addColumn<bool>("somethingHeard");
        QTest::addColumn<int>("afterMs");
        QTest::newRow("not one frame after the beat") << false << 5000;
        QTest::newRow("frames but no answer: until the next beat is due") << true << 45000;
    }
    void closesAZombieSoThatItCanResume()
    {
        QFETCH(bool, somethingHeard);
        QFETCH(int, afterMs);
        SessionScript script;
        script.fraction = 0.5;
        script.logIn();
        script.wake();
        QCOMPARE(script.sentOp(), 1);
        if (somethingHeard) {
            script.now += 1ms;
            script.say(R"({"op":0,"t":"TYPING_START","s":2,"d":{}})");
            script.now -= 1ms;
        }
        script.pass(std::chrono::milliseconds(afterMs - 1));
        QVERIFY(script.first<Session::Close>() == nullptr);
        script.pass(1ms);
        QCOMPARE(script.first<Session::Close>()->code, 4900);
        QCOMPARE(script.session.state(), GatewayState::Backoff);
        script.wake();
        QCOMPARE(script.first<Session::Connect>()->url.host(),
                 QStringLiteral("resume-1.discord.gg"));
    }

    void givesAPeerGraceAfterWeHungOurselves()
    {
        SessionScript script;
        script.logIn();
        script.wake();
        QCOMPARE(script.sentOp(), 1);
        script.pass(20s); // the window was stuck; the answer lies in the socket
        QVERIFY(script.first<Session::Close>() == nullptr);
        script.say(R"({"op":11})");
        script.pass(3s);
        QVERIFY(script.first<Session::Close>() == nullptr);
        QCOMPARE(script.session.state(), GatewayState::Online);
    }

    void resumesWhereItStopped()
    {
        SessionScript script;
        script.logIn();
        script.say(R"({"op":0,"t":"WHATEVER","s":41,"d":{}})");
        script.close(0);
        QCOMPARE(script.session.state(), GatewayState::Backoff);
        script.wake();
        QCOMPARE(script.session.state(), GatewayState::Resuming);
        script.connected();
        script.hello();
        QCOMPARE(script.sentOp(), 6);
        const QJsonObject resume = script.sent().front().value(QLatin1String("d")).toObject();
        QCOMPARE(resume.value(QLatin1String("session_id")).toString(), QStringLiteral("abc"));
        QCOMPARE(resume.value(QLatin1String("seq")).toInt(), 41);
        QCOMPARE(resume.value(QLatin1String("token")).toString(),
                 QStringLiteral("the.canary.token"));
        // Missed events come before RESUMED and count.
        script.say(R"({"op":0,"t":"GUILD_DELETE","s":42,"d":{"id":"5"}})");
        QVERIFY(script.first<Session::Deliver>() != nullptr);
        QCOMPARE(script.session.state(), GatewayState::Resuming);
        script.say(R"({"op":0,"t":"RESUMED","s":43,"d":{}})");
        QCOMPARE(script.session.state(), GatewayState::Online);
        QVERIFY(script.first<Session::SessionRestarted>() == nullptr);
    }

    void reconnectsAtOnceWhenAsked()
    {
        SessionScript script;
        script.logIn();
        script.now += 11s;
        script.say(R"({"op":7,"d":null})");
        QCOMPARE(script.first<Session::Close>()->code, 4900);
        QCOMPARE(script.first<Session::Connect>()->url.host(),
                 QStringLiteral("resume-1.discord.gg"));
        // Asked again instead of greeted: now with a wait.
        script.connected();
        script.say(R"({"op":7,"d":null})");
        QVERIFY(script.first<Session::Connect>() == nullptr);
        QCOMPARE(script.session.state(), GatewayState::Backoff);
    }

    void waitsOneToFiveSecondsAfterAnInvalidSession_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<double>("fraction");
        QTest::addColumn<int>("waitMs");
        QTest::addColumn<int>("nextOp");
        QTest::newRow("may resume, shortest")
            << QByteArray(R"({"op":9,"d":true})") << 0.0 << 1000 << 6;
        QTest::newRow("may not, longest")
            << QByteArray(R"({"op":9,"d":false})") << 1.0 << 5000 << 2;
        QTest::newRow("says nothing of it") << QByteArray(R"({"op":9})") << 0.5 << 3000 << 2;
    }
    void waitsOneToFiveSecondsAfterAnInvalidSession()
    {
        QFETCH(QByteArray, frame);
        QFETCH(double, fraction);
        QFETCH(int, waitMs);
        QFETCH(int, nextOp);
        SessionScript script;
        script.logIn();
        script.now += 20s; // past the wait between two identifies
        script.fraction = fraction;
        script.say(frame);
        QVERIFY(script.first<Session::Close>() != nullptr);
        QCOMPARE(script.first<Session::Retrying>()->delay, std::chrono::milliseconds(waitMs));
        script.pass(std::chrono::milliseconds(waitMs));
        QVERIFY(script.first<Session::Connect>() != nullptr);
        script.connected();
        script.hello();
        QCOMPARE(script.sentOp(), nextOp);
        if (nextOp == 2) {
            script.ready();
            QVERIFY2(script.first<Session::SessionRestarted>() != nullptr,
                     "voice has to join again");
        }
    }

    void waitsLongerWhenRefusedRightAfterIdentify()
    {
        SessionScript script;
        script.start();
        script.connected();
        script.hello();
        script.say(R"({"op":9,"d":false})");
        QCOMPARE(script.first<Session::Retrying>()->error, GatewayError::TooManyLogins);
        QVERIFY(script.first<Session::Retrying>()->delay >= 5s);
    }

    void takesUpANewSessionWhenResumingFailsAgainAndAgain()
    {
        SessionScript script;
        script.logIn();
        script.now += 30s;
        script.close(4000);
        for (int attempt = 0; attempt < 3; ++attempt) {
            script.wake();
            script.connected();
            script.hello();
            QCOMPARE(script.sentOp(), 6);
            script.close(4000);
        }
        script.wake();
        script.connected();
        script.hello();
        QCOMPARE(script.sentOp(), 2);
    }

    void goesToTheOrdinaryAddressWhenTheResumeAddressIsDead()
    {
        SessionScript script;
        script.logIn();
        script.close(0);
        QStringList hosts;
        for (int attempt = 0; attempt < 5; ++attempt) {
            script.wake();
            hosts << script.first<Session::Connect>()->url.host();
            script.close(0);
        }
        QCOMPARE(hosts,
                 (QStringList {
                     QStringLiteral("resume-1.discord.gg"), QStringLiteral("resume-1.discord.gg"),
                     QStringLiteral("gateway.discord.gg"), QStringLiteral("gateway.discord.gg"),
                     QStringLiteral("resume-1.discord.gg")}));
    }

    void actsOnEachCloseCode_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<CloseRule::Action>("action");
        QTest::addColumn<GatewayError>("error");
        using enum CloseRule::Action;
        const auto row = [](const char* name, int code, CloseRule::Action action,
                            GatewayError error) { QTest::newRow(name) << code << action << error; };
        row("no code", 0, Resume, GatewayError::Unreachable);
        row("1000 normal", 1000, Resume, GatewayError::Unreachable);
        row("1001 going away", 1001, Resume, GatewayError::Unreachable);
        row("1006 abnormal", 1006, Resume, GatewayError::Unreachable);
        row("1009 too large", 1009, Resume, GatewayError::Unreachable);
        row("4000 unknown error", 4000, Resume, GatewayError::Unreachable);
        row("4001 unknown opcode", 4001, Resume, GatewayError::Unreachable);
        row("4002 decode error", 4002, Resume, GatewayError::Unreachable);
        row("4003 not authenticated", 4003, NewSession, GatewayError::Unreachable);
        row("4004 authentication failed", 4004, Stop, GatewayError::BadToken);
        row("4005 already authenticated", 4005, NewSession, GatewayError::Unreachable);
        row("4007 invalid sequence", 4007, NewSession, GatewayError::Unreachable);
        row("4008 rate limited", 4008, Resume, GatewayError::RateLimited);
        row("4009 timed out", 4009, NewSession, GatewayError::Unreachable);
        row("4010 invalid shard", 4010, Stop, GatewayError::InvalidShard);
        row("4011 sharding required", 4011, Stop, GatewayError::ShardingRequired);
        row("4012 invalid version", 4012, Stop, GatewayError::InvalidVersion);
        row("4013 invalid intents", 4013, Stop, GatewayError::InvalidIntents);
        row("4014 disallowed intents", 4014, Stop, GatewayError::DisallowedIntents);
        row("4999 unheard of", 4999, Resume, GatewayError::Unreachable);
    }
    void actsOnEachCloseCode()
    {
        QFETCH(int, code);
        QFETCH(CloseRule::Action, action);
        QFETCH(GatewayError, error);
        SessionScript script;
        script.logIn();
        script.now += 20s;
        script.close(code);
        if (action == CloseRule::Action::Stop) {
            QCOMPARE(script.first<Session::Fail>()->error, error);
            QCOMPARE(script.first<Session::Fail>()->code, code);
            QCOMPARE(script.session.state(), GatewayState::Failed);
            QVERIFY(!script.session.nextWake().has_value());
            script.pass(24h);
            QVERIFY2(script.effects.empty(), "a final close code is never tried again");
            return;
        }
        QCOMPARE(script.first<Session::Retrying>()->error, error);
        QCOMPARE(script.first<Session::Retrying>()->code, code);
        script.wake();
        script.connected();
        script.hello();
        QCOMPARE(script.sentOp(), action == CloseRule::Action::Resume ? 6 : 2);
    }

    void identifiesOnceInFiveSecondsAndTenTimesAnHour()
    {
        SessionScript script;
        script.start();
        std::vector<SteadyTime> identifies;
        while (identifies.size() < 25) {
            if (script.first<Session::Connect>() != nullptr) {
                script.connected();
                script.hello();
                if (script.sentOp() == 2)
                    identifies.push_back(script.now);
                script.close(4009);
            }
            script.wake();
        }
        for (std::size_t i = 1; i < identifies.size(); ++i)
            QVERIFY(identifies[i] - identifies[i - 1] >= 5s);
        for (std::size_t i = 10; i < identifies.size(); ++i)
            QVERIFY(identifies[i] - identifies[i - 10] >= 1h);
    }

    void obeysTheServersLoginLimit()
    {
        SessionScript script;
        script.session.obeyStartLimit(0, 90s, script.at());
        script.start();
        QVERIFY(script.first<Session::Connect>() == nullptr);
        QCOMPARE(script.first<Session::Retrying>()->error, GatewayError::TooManyLogins);
        QCOMPARE(script.first<Session::Retrying>()->delay, 90s);
        script.pass(90s);
        QVERIFY(script.first<Session::Connect>() != nullptr);
    }

    void backsOffUpToAMinuteWhileUnreachable()
    {
        SessionScript script;
        script.fraction = 1;
        script.start();
        QList<qint64> seconds;
        for (int attempt = 0; attempt < 8; ++attempt) {
            script.close(0);
            seconds << script.first<Session::Retrying>()->delay.count() / 1000;
            script.wake();
        }
        QCOMPARE(seconds, (QList<qint64> {2, 4, 8, 16, 32, 60, 60, 60}));
    }

    void comesBackSoonAfterTheNetworkDoes()
    {
        SessionScript script;
        script.fraction = 1; // the longest wait there is
        script.logIn();
        script.now += 60s;
        const SteadyTime lost = script.now;
        script.close(0);
        script.wake();
        while (script.now < lost + 110s) {
            script.close(0); // nobody there
            QVERIFY(script.first<Session::Retrying>()->delay <= 2s);
            script.wake();
            QVERIFY(script.first<Session::Connect>() != nullptr);
        }
        while (script.now < lost + 10min) {
            script.close(0);
            script.wake();
        }
        script.close(0);
        QVERIFY2(script.first<Session::Retrying>()->delay > 30s, "by and by it is less hopeful");
        script.effects = script.session.networkIsBack(script.at());
        QVERIFY(script.first<Session::Connect>() != nullptr);
        script.effects = script.session.networkIsBack(script.at());
        QVERIFY2(script.effects.empty(), "it is on its way already");
        // Who closes us is there, and a reachable network is no reason to hurry.
        script.connected();
        script.close(4000);
        script.effects = script.session.networkIsBack(script.at());
        QVERIFY(script.effects.empty());
    }

    void findsOutSoonWhetherItIsStillConnected()
    {
        SessionScript script;
        script.fraction = 0.9; // so that its own beat is far away
        script.logIn();
        script.pass(1s);
        script.effects = script.session.networkInDoubt(script.at());
        QCOMPARE(script.sentOp(), 1);
        script.effects = script.session.networkInDoubt(script.at());
        QVERIFY2(script.effects.empty(), "one beat is enough");
        script.say(R"({"op":11})");
        script.pass(6s);
        QCOMPARE(script.session.state(), GatewayState::Online);
        script.effects = script.session.networkInDoubt(script.at());
        QCOMPARE(script.sentOp(), 1);
        script.wake(); // nobody answers
        QCOMPARE(script.first<Session::Close>()->code, kCloseToResume);
        QCOMPARE(script.session.state(), GatewayState::Backoff);
        QVERIFY(script.now - SteadyTime(1h) <= 12s);
        script.effects = script.session.networkInDoubt(script.at());
        QVERIFY(script.effects.empty());
    }

    void beginsAStuckTryAnewWhenTheNetworkIsBack()
    {
        SessionScript script;
        script.logIn();
        script.pass(60s);
        script.close(0);
        script.wake();
        QVERIFY(script.first<Session::Connect>() != nullptr);
        script.pass(900ms);
        script.effects = script.session.networkIsBack(script.at());
        QVERIFY2(script.effects.empty(), "it is on its way");
        script.pass(200ms);
        script.effects = script.session.networkIsBack(script.at());
        QVERIFY(script.first<Session::Close>() != nullptr);
        QVERIFY(script.first<Session::Connect>() != nullptr);
        script.connected();
        script.pass(2s);
        script.effects = script.session.networkIsBack(script.at());
        QVERIFY2(script.effects.empty(), "somebody is there");
    }

    void countsATryThatWasBegunAnew()
    {
        SessionScript script;
        script.logIn();
        script.pass(60s);
        script.close(0);
        QStringList hosts;
        // Others reach Discord all the time; the resume address takes packets and says nothing.
        for (const SteadyTime lost = script.now; script.now < lost + 12s;) {
            const auto note = [&] {
                if (const auto* connect = script.first<Session::Connect>())
                    hosts << connect->url.host();
            };
            script.pass(500ms);
            note();
            if (script.session.state() == GatewayState::Backoff)
                continue;
            script.effects = script.session.networkIsBack(script.at());
            note();
        }
        QVERIFY2(hosts.size() <= 4, "no sign begins a try anew that was begun at a sign");
        QCOMPARE(hosts.mid(0, 3),
                 (QStringList {QStringLiteral("resume-1.discord.gg"),
                               QStringLiteral("resume-1.discord.gg"),
                               QStringLiteral("gateway.discord.gg")}));
    }

    void sendsAtMostItsShareOfCommandsAMinute()
    {
        SessionScript script;
        script.logIn();
        int sent = 0;
        for (std::uint64_t guild = 1; guild <= 200; ++guild) {
            script.effects = script.session.updateVoiceState(GuildId(guild), ChannelId(guild), true,
                                                             false, script.at());
            sent += static_cast<int>(script.sent().size());
        }
        QVERIFY2(sent <= 110, "ten of 120 are kept for heartbeats");
        script.say(R"({"op":1})");
        QCOMPARE(script.sentOp(), 1);
        for (int second = 0; second < 61; ++second) {
            script.pass(1s);
            script.say(R"({"op":11})");
            script.effects = script.session.timePassed(script.at());
        }
        script.pass(60s);
        QCOMPARE(script.session.state(), GatewayState::Online);
    }

    void keepsTheLatestVoiceRequestWhileDisconnected()
    {
        SessionScript script;
        script.logIn();
        script.close(0);
        script.effects
            = script.session.updateVoiceState(GuildId(5), ChannelId(8), true, false, script.at());
        QVERIFY(script.effects.empty());
        script.effects
            = script.session.updateVoiceState(GuildId(5), std::nullopt, true, false, script.at());
        script.wake();
        script.connected();
        script.hello();
        script.say(R"({"op":0,"t":"RESUMED","s":2,"d":{}})");
        QCOMPARE(script.sentOp(), 4);
        const QJsonObject state = script.sent().front().value(QLatin1String("d")).toObject();
        QCOMPARE(state.value(QLatin1String("guild_id")).toString(), QStringLiteral("5"));
        QVERIFY(state.value(QLatin1String("channel_id")).isNull());
        QCOMPARE(state.value(QLatin1String("self_deaf")).toBool(true), false);
    }

    void repeatsAVoiceRequestThatMayHaveBeenLost_data()
    {
        QTest::addColumn<QByteArray>("before"); // heard before the connection goes
        QTest::addColumn<int>("secondsBefore");
        QTest::addColumn<QByteArray>("replayed"); // between the resume and RESUMED
        QTest::addColumn<int>("sentOp"); // with RESUMED
        const QByteArray answer
            = R"({"op":0,"t":"VOICE_STATE_UPDATE","s":2,"d":{"guild_id":"5","user_id":"77","channel_id":"8"}})";
        QTest::newRow("unanswered") << QByteArray() << 0 << QByteArray() << 4;
        QTest::newRow("answered") << answer << 0 << QByteArray() << -1;
        QTest::newRow("answered by the resume") << QByteArray() << 0 << answer << -1;
        QTest::newRow("answered with another channel")
            << QByteArray(answer).replace(R"("8")", R"("9")") << 0 << QByteArray() << 4;
        QTest::newRow("somebody else's answer")
            << QByteArray(answer).replace("77", "78") << 0 << QByteArray() << 4;
        QTest::newRow("refused long ago") << QByteArray() << 15 << QByteArray() << -1;
    }
    void repeatsAVoiceRequestThatMayHaveBeenLost()
    {
        QFETCH(QByteArray, before);
        QFETCH(int, secondsBefore);
        QFETCH(QByteArray, replayed);
        QFETCH(int, sentOp);
        SessionScript script;
        script.logIn();
        script.effects
            = script.session.updateVoiceState(GuildId(5), ChannelId(8), true, false, script.at());
        QCOMPARE(script.sentOp(), 4);
        if (!before.isEmpty())
            script.say(before);
        script.now += std::chrono::seconds(secondsBefore);
        script.close(0);
        script.wake();
        script.connected();
        script.hello();
        QCOMPARE(script.sentOp(), 6);
        if (!replayed.isEmpty())
            script.say(replayed);
        script.say(R"({"op":0,"t":"RESUMED","s":3,"d":{}})");
        QCOMPARE(script.sentOp(), sentOp);
    }

    void leavesJoiningAgainToTheCallerInANewSession()
    {
        SessionScript script;
        script.logIn();
        script.effects
            = script.session.updateVoiceState(GuildId(5), ChannelId(8), true, false, script.at());
        script.close(4009);
        script.effects
            = script.session.updateVoiceState(GuildId(6), ChannelId(9), true, false, script.at());
        script.pass(6s);
        script.connected();
        script.hello();
        QCOMPARE(script.sentOp(), 2);
        script.ready();
        QVERIFY(script.first<Session::SessionRestarted>() != nullptr);
        // What was never sent still goes out; what the old session had is joined again from above.
        QCOMPARE(script.sentOp(), 4);
        QCOMPARE(
            script.sent().front().value(QLatin1String("d"))[QLatin1String("guild_id")].toString(),
            QStringLiteral("6"));
    }

    void asksForUnknownMembersTogetherAndOnce()
    {
        SessionScript script;
        script.logIn();
        std::vector<MemberKey> keys;
        for (std::uint64_t user = 1; user <= 150; ++user)
            keys.push_back({GuildId(5), UserId(user + 10000000000000000000U)});
        keys.push_back({GuildId(6), UserId(1)});
        script.effects = script.session.requestMembers(keys, script.at());
        QVERIFY(script.effects.empty());
        script.pass(200ms);
        // The beat of fraction 0 goes first.
        std::vector<int> asked;
        for (const auto& effect : script.effects) {
            const auto* send = std::get_if<Session::Send>(&effect);
            QVERIFY(send != nullptr && send->message.size() <= kMaxClientMessage);
            const QJsonObject message = QJsonDocument::fromJson(send->message).object();
            if (message.value(QLatin1String("op")).toInt() == 8)
                asked.push_back(static_cast<int>(message.value(QLatin1String("d"))
                                                     .toObject()
                                                     .value(QLatin1String("user_ids"))
                                                     .toArray()
                                                     .size()));
        }
        QCOMPARE(asked, (std::vector<int> {100, 50, 1}));
        script.effects = script.session.requestMembers(keys, script.at());
        script.pass(300ms);
        QCOMPARE(script.sentOp(), -1);
    }

    void survivesAnyFrame_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("<html>");
        QTest::newRow("an array") << QByteArray("[1,2]");
        QTest::newRow("no opcode") << QByteArray(R"({"d":{}})");
        QTest::newRow("opcode as text") << QByteArray(R"({"op":"0"})");
        QTest::newRow("negative opcode") << QByteArray(R"({"op":-7})");
        QTest::newRow("opcode of the future") << QByteArray(R"({"op":99,"d":[]})");
        QTest::newRow("cut in the middle")
            << QByteArray(R"({"op":0,"t":"GUILD_CREATE","d":{"id":"5",)");
        QTest::newRow("65 levels deep")
            << QByteArray(R"({"op":0,"d":)") + QByteArray(64, '[') + QByteArray(64, ']') + "}";
        QTest::newRow("a million brackets") << QByteArray(1000000, '[');
        QTest::newRow("brackets in a string")
            << QByteArray(R"({"op":50,"d":")") + QByteArray(100, '[') + "\"}";
        QTest::newRow("a byte more than 32 MiB")
            << QByteArray(R"({"op":1})") + QByteArray(32 * 1024 * 1024 - 7, ' ');
        QTest::newRow("second READY") << QByteArray(
            R"({"op":0,"t":"READY","s":9,"d":{"user":{"id":"1"},"session_id":"x","guilds":[]}})");
        QTest::newRow("RESUMED out of order")
            << QByteArray(R"({"op":0,"t":"RESUMED","s":9,"d":{}})");
        QTest::newRow("second hello") << QByteArray(R"({"op":10,"d":{"heartbeat_interval":1}})");
        QTest::newRow("data of the wrong kind")
            << QByteArray(R"({"op":0,"t":"GUILD_CREATE","s":9,"d":[1]})");
        QTest::newRow("sequence of the wrong kind")
            << QByteArray(R"({"op":0,"t":"X","s":"9","d":{}})");
        QTest::newRow("acknowledgement nobody waits for") << QByteArray(R"({"op":11})");
    }
    void survivesAnyFrame()
    {
        QFETCH(QByteArray, frame);
        SessionScript script;
        script.logIn();
        script.say(frame);
        QVERIFY(script.effects.empty());
        QCOMPARE(script.session.state(), GatewayState::Online);
        // And it still works.
        script.say(R"({"op":0,"t":"GUILD_DELETE","s":10,"d":{"id":"5"}})");
        QVERIFY(script.first<Session::Deliver>() != nullptr);
    }

    void refusesAHelloThatCannotBe_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("no interval") << QByteArray(R"({"op":10,"d":{}})");
        QTest::newRow("zero") << QByteArray(R"({"op":10,"d":{"heartbeat_interval":0}})");
        QTest::newRow("negative") << QByteArray(R"({"op":10,"d":{"heartbeat_interval":-1}})");
        QTest::newRow("beyond all bounds")
            << QByteArray(R"({"op":10,"d":{"heartbeat_interval":1e300}})");
    }
    void refusesAHelloThatCannotBe()
    {
        QFETCH(QByteArray, frame);
        SessionScript script;
        script.start();
        script.connected();
        script.say(frame);
        QCOMPARE(script.first<Session::Retrying>()->error, GatewayError::MalformedAnswer);
        QCOMPARE(script.session.state(), GatewayState::Backoff);
    }

    void connectsOnlyWhereItMay_data()
    {
        QTest::addColumn<QString>("apiBase");
        QTest::addColumn<QString>("gateway");
        QTest::addColumn<QString>("address"); // empty: refused
        const QString real = QStringLiteral("https://discord.com/api/v10");
        const QString local = QStringLiteral("http://127.0.0.1:8000/api/v10");
        const auto row
            = [](const char* name, const QString& base, const char* gateway, const char* address) {
                  QTest::newRow(name)
                      << base << QString::fromLatin1(gateway) << QString::fromLatin1(address);
              };
        row("Discord", real, "wss://gateway.discord.gg",
            "wss://gateway.discord.gg/?v=10&encoding=json");
        row("with a slash", real, "wss://gateway.discord.gg/",
            "wss://gateway.discord.gg/?v=10&encoding=json");
        row("its own query is replaced", real, "wss://gateway.discord.gg/?v=6",
            "wss://gateway.discord.gg/?v=10&encoding=json");
        row("a look-alike", real, "wss://gateway.discord.gg.evil.test", "");
        row("plain to Discord", real, "ws://gateway.discord.gg", "");
        row("loopback from Discord", real, "ws://127.0.0.1:1", "");
        row("with a password", real, "wss://u:p@gateway.discord.gg", "");
        row("another scheme", real, "https://gateway.discord.gg", "");
        row("a stand-in", local, "ws://127.0.0.1:9000", "ws://127.0.0.1:9000/?v=10&encoding=json");
        row("a stand-in with a path", local, "ws://localhost:9000/gw",
            "ws://localhost:9000/gw?v=10&encoding=json");
        row("a stand-in pointing outside", local, "wss://gateway.discord.gg", "");
    }
    void connectsOnlyWhereItMay()
    {
        QFETCH(QString, apiBase);
        QFETCH(QString, gateway);
        QFETCH(QString, address);
        SessionScript script(Endpoints {QUrl(apiBase)});
        script.start(gateway.toLatin1().constData());
        const auto* connect = script.first<Session::Connect>();
        if (address.isEmpty()) {
            QVERIFY(connect == nullptr);
            QCOMPARE(script.first<Session::Fail>()->error, GatewayError::HostNotAllowed);
        } else {
            QVERIFY(connect != nullptr);
            QCOMPARE(connect->url, QUrl(address));
        }
    }

    void ignoresAResumeAddressOutsideDiscord()
    {
        SessionScript script;
        script.start();
        script.connected();
        script.hello();
        script.say(R"({"op":0,"t":"READY","s":1,"d":{"user":{"id":"77"},"session_id":"abc",)"
                   "\"resume_gateway_url\":\"wss://evil.test\",\"guilds\":[]}}");
        script.close(0);
        script.wake();
        QCOMPARE(script.first<Session::Connect>()->url.host(),
                 QStringLiteral("gateway.discord.gg"));
    }

    void givesUpOnAServerThatSaysNothing()
    {
        SessionScript script;
        script.start();
        script.pass(20s);
        QVERIFY2(script.first<Session::Close>() != nullptr, "while connecting");
        script.wake();
        script.connected();
        script.pass(20s);
        QVERIFY2(script.first<Session::Close>() != nullptr, "without hello");
    }

    void leavesForGood()
    {
        SessionScript script;
        script.logIn();
        script.effects = script.session.stop();
        QCOMPARE(script.first<Session::Close>()->code, 1000);
        QCOMPARE(script.session.state(), GatewayState::Offline);
        QVERIFY(!script.session.nextWake().has_value());
    }
};

QTEST_GUILESS_MAIN(GatewaySessionTest)
#include "gateway_session_test.moc"
