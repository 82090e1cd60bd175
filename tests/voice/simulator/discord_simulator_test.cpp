#include "small_call.h"

#include <QTest>

using namespace small_call;

class DiscordSimulatorTest : public QObject {
    Q_OBJECT

private slots:
    void restAnswersAsDiscordDoes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* method, const char* path,
                            const char* body, int status, int code) {
            QTest::newRow(name) << QByteArray(method) << QString::fromLatin1(path)
                                << QByteArray(body) << status << code;
        };
        row("own user", "GET", "/users/@me", "", 200, -1);
        row("own guilds", "GET", "/users/@me/guilds?limit=200", "", 200, -1);
        row("limit out of range", "GET", "/users/@me/guilds?limit=201", "", 400, 50035);
        row("gateway", "GET", "/gateway/bot", "", 200, -1);
        row("regions", "GET", "/voice/regions", "", 200, -1);
        row("a channel", "GET", "/channels/502", "", 200, -1);
        row("unknown channel", "GET", "/channels/999", "", 404, 10003);
        row("unknown guild", "PATCH", "/guilds/999/members/@me", "{\"nick\":\"x\"}", 404, 10004);
        row("own nick", "PATCH", "/guilds/501/members/@me", "{\"nick\":\"Recorder\"}", 200, -1);
        row("nick of 33", "PATCH", "/guilds/501/members/@me",
            "{\"nick\":\"123456789012345678901234567890123\"}", 400, 50035);
        row("unknown route", "GET", "/nothing/here", "", 404, 0);
    }

    void restAnswersAsDiscordDoes()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(int, code);
        const Call call;
        const auto answer
            = minimal::request(method.constData(), QUrl(call.base + path), call.token, body);
        QCOMPARE(answer.status, status);
        QCOMPARE(answer.body.object().value(QStringLiteral("code")).toInt(-1), code);
        QVERIFY(answer.bucket.has_value());
    }

    void restRefusesStrangersAndHonoursRateLimits()
    {
        Call call;
        const QUrl me(call.base + QStringLiteral("/users/@me"));
        QCOMPARE(minimal::request("GET", me, "wrong").status, 401);
        QCOMPARE(minimal::request("GET", me, call.token, {}, "Mozilla/5.0").status, 403);
        call.simulator.perform(RefuseRest {1, 0.25, false});
        const auto limited = minimal::request("GET", me, call.token);
        QCOMPARE(limited.status, 429);
        QCOMPARE(limited.body.object().value(QStringLiteral("retry_after")).toDouble(), 0.25);
        QCOMPARE(minimal::request("GET", me, call.token).status, 200);
    }

    void gatewayTellsWhoAndWhatIsThere()
    {
        const Call call;
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        const QJsonObject ready = gateway.expectEvent("READY");
        QCOMPARE(
            ready.value(QStringLiteral("user")).toObject().value(QStringLiteral("id")).toString(),
            toString(call.simulator.botUser()));
        QVERIFY(ready.contains(QStringLiteral("resume_gateway_url")));
        const QJsonObject guild = gateway.expectEvent("GUILD_CREATE");
        QCOMPARE(guild.value(QStringLiteral("channels")).toArray().size(), 4);
        QCOMPARE(guild.value(QStringLiteral("voice_states")).toArray().size(), 2);
        QCOMPARE(guild.value(QStringLiteral("members")).toArray().size(), 3);
        gateway.send(1, QJsonValue::Null);
        QVERIFY(!gateway.expectOp(11).isEmpty());
        gateway.send(8,
                     QJsonObject {{QStringLiteral("guild_id"), toString(kGuild)},
                                  {QStringLiteral("user_ids"),
                                   QJsonArray {toString(kTone), QStringLiteral("77")}}});
        const QJsonObject chunk = gateway.expectEvent("GUILD_MEMBERS_CHUNK");
        QCOMPARE(chunk.value(QStringLiteral("members")).toArray().size(), 1);
        QCOMPARE(chunk.value(QStringLiteral("not_found")).toArray().size(), 1);
    }

    void gatewayClosesOn_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("message");
        QTest::addColumn<int>("code");
        const QString plain = QStringLiteral("?v=10&encoding=json");
        QTest::newRow("version 6") << QStringLiteral("?v=6") << QString() << 4012;
        QTest::newRow("no JSON") << plain << QStringLiteral("hello") << 4002;
        QTest::newRow("too long")
            << plain << QStringLiteral("{\"op\":1,\"d\":\"%1\"}").arg(QString(4096, u'x')) << 4002;
        QTest::newRow("unknown opcode") << plain << QStringLiteral("{\"op\":77}") << 4001;
        QTest::newRow("voice before identify")
            << plain << QStringLiteral("{\"op\":4,\"d\":{}}") << 4003;
        QTest::newRow("wrong token")
            << plain
            << QStringLiteral("{\"op\":2,\"d\":{\"token\":\"x\",\"intents\":1,\"properties\":{}}}")
            << 4004;
        QTest::newRow("privileged intents")
            << plain
            << QStringLiteral(
                   "{\"op\":2,\"d\":{\"token\":\"TOKEN\",\"intents\":2,\"properties\":{}}}")
            << 4014;
    }

    void gatewayClosesOn()
    {
        QFETCH(QString, query);
        QFETCH(QString, message);
        QFETCH(int, code);
        const Call call;
        JsonSocket gateway(call.gateway(query));
        QVERIFY(gateway.wasOpened());
        if (!message.isEmpty())
            gateway.sendText(
                message.replace(QLatin1String("TOKEN"), QString::fromLatin1(call.token)));
        QCOMPARE(gateway.closeCode(), code);
    }

    void gatewayReplaysWhatAResumeMissed()
    {
        Call call;
        auto first = std::make_unique<JsonSocket>(call.gateway());
        minimal::identify(*first, call.token);
        const QString session
            = first->expectEvent("READY").value(QStringLiteral("session_id")).toString();
        const int seen = first
                             ->expect([](const QJsonObject& m) {
                                 return m.value(QStringLiteral("t")).toString()
                                     == QLatin1String("GUILD_CREATE");
                             })
                             .value(QStringLiteral("s"))
                             .toInt();
        first->abort();
        call.simulator.perform(LeaveVoice {kSilent, kGuild});
        JsonSocket second(call.gateway());
        second.expectOp(10);
        second.send(6,
                    QJsonObject {{QStringLiteral("token"), QString::fromLatin1(call.token)},
                                 {QStringLiteral("session_id"), session},
                                 {QStringLiteral("seq"), seen}});
        QCOMPARE(
            second.expectEvent("VOICE_STATE_UPDATE").value(QStringLiteral("user_id")).toString(),
            toString(kSilent));
        QVERIFY(!second
                     .expect([](const QJsonObject& m) {
                         return m.value(QStringLiteral("t")).toString() == QLatin1String("RESUMED");
                     })
                     .isEmpty());

        JsonSocket stranger(call.gateway());
        stranger.expectOp(10);
        stranger.send(6,
                      QJsonObject {{QStringLiteral("token"), QString::fromLatin1(call.token)},
                                   {QStringLiteral("session_id"), QStringLiteral("none")},
                                   {QStringLiteral("seq"), 1}});
        QCOMPARE(stranger.expectOp(9).value(QStringLiteral("d")).toBool(true), false);
    }

    void joiningALockedOrFullChannelIsMetWithSilence()
    {
        const Call call;
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        gateway.expectEvent("GUILD_CREATE");
        Call::requestJoin(gateway, kLocked);
        Call::requestJoin(gateway, kFull);
        Call::requestJoin(gateway, kOtherRoom);
        // The first answer is the third request's.
        QCOMPARE(gateway.expectEvent("VOICE_STATE_UPDATE")
                     .value(QStringLiteral("channel_id"))
                     .toString(),
                 toString(kOtherRoom));
        Call::requestJoin(gateway, std::nullopt);
        QVERIFY(
            gateway.expectEvent("VOICE_STATE_UPDATE").value(QStringLiteral("channel_id")).isNull());
    }

    void audioOpensUnderTheAgreedKey_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<QString>("scheme");
        QTest::newRow("AES-GCM over ws") << kGcm << QStringLiteral("ws");
        QTest::newRow("XChaCha20 over ws") << kChaCha << QStringLiteral("ws");
        QTest::newRow("AES-GCM over wss") << kGcm << QStringLiteral("wss");
    }

    void audioOpensUnderTheAgreedKey()
    {
        QFETCH(QString, mode);
        QFETCH(QString, scheme);
        Call call;
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        const auto voice = call.join(gateway, mode, scheme);
        QVERIFY(voice);
        QCOMPARE(voice->discoveredPort, int(voice->udp.localPort()));
        bool padded = false;
        bool extended = false;
        int silences = 0;
        std::optional<quint16> last;
        for (int i = 0; i < 20; ++i) {
            const auto packet = voice->nextPacket();
            QVERIFY(packet.has_value());
            if (last)
                QCOMPARE(packet->sequence, quint16(*last + 1));
            last = packet->sequence;
            padded |= packet->padded;
            extended |= packet->extended;
            silences += packet->payload == QByteArray("\xF8\xFF\xFE", 3);
        }
        QCOMPARE(silences, 10);
        QVERIFY(padded && extended);
        QCOMPARE(voice->undecryptable, 0);
        const QJsonObject speaking = voice->socket.expectOp(5);
        QCOMPARE(speaking.value(QStringLiteral("d"))
                     .toObject()
                     .value(QStringLiteral("user_id"))
                     .toString(),
                 toString(kTone));
        QVERIFY(speaking.contains(QStringLiteral("seq")));
        voice->socket.send(3,
                           QJsonObject {{QStringLiteral("t"), 42}, {QStringLiteral("seq_ack"), 1}});
        QCOMPARE(voice->socket.expectOp(6)
                     .value(QStringLiteral("d"))
                     .toObject()
                     .value(QStringLiteral("t"))
                     .toInt(),
                 42);
    }

    void whatArrivesIsWhatTheLogSaysWasSent()
    {
        SimulatorScript script = smallScript();
        script.faults.loss = 0.2;
        script.faults.reorder = 0.1;
        script.faults.duplicate = 0.1;
        script.faults.jitter = Milliseconds(10);
        Call call(script);
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        const auto voice = call.join(gateway);
        QVERIFY(voice);
        QList<quint16> arrived;
        for (int i = 0; i < 60; ++i) {
            const auto packet = voice->nextPacket();
            QVERIFY(packet.has_value());
            arrived.append(packet->sequence);
        }
        const SentLog log = call.simulator.sentLog();
        QList<quint16> sent;
        int lost = 0;
        for (const SentPacket& packet : log.packets) {
            if (packet.fate == PacketFate::Lost)
                ++lost;
            else
                sent.append(packet.sequence);
        }
        QVERIFY(lost > 0);
        QCOMPARE(arrived, sent.mid(0, arrived.size()));
    }

    void liveAudioReachesTheOthersUnderTheirOwnKeys()
    {
        SimulatorScript script = smallScript();
        script.speakers.clear();
        Call call(script);
        const QByteArray secondToken = bytesOf(call.simulator.addBot(QStringLiteral("Second")));
        JsonSocket gatewayA(call.gateway());
        minimal::identify(gatewayA, call.token);
        const auto a = call.join(gatewayA);
        QVERIFY(a);
        JsonSocket gatewayB(call.gateway());
        minimal::identify(gatewayB, secondToken);
        const auto b = call.join(gatewayB, kChaCha);
        QVERIFY(b);
        QVERIFY(a->key != b->key);
        QVERIFY(!a->socket.expectOp(11).isEmpty());

        a->sendAudio(QByteArray("\xFC\x01\x02", 3), 7, 960, a->ssrc + 1); // not its own SSRC
        a->socket.send(5,
                       QJsonObject {{QStringLiteral("speaking"), 1},
                                    {QStringLiteral("delay"), 0},
                                    {QStringLiteral("ssrc"), qint64(a->ssrc)}});
        QCOMPARE(b->socket.expectOp(5)
                     .value(QStringLiteral("d"))
                     .toObject()
                     .value(QStringLiteral("ssrc"))
                     .toInteger(),
                 qint64(a->ssrc));
        a->sendAudio(QByteArray("\xFC\x03\x04\x05", 4), 8, 1920, a->ssrc);
        const auto heard = b->nextPacket();
        QVERIFY(heard.has_value());
        QCOMPARE(heard->payload, QByteArray("\xFC\x03\x04\x05", 4));
        QCOMPARE(heard->ssrc, a->ssrc);
        QCOMPARE(heard->sequence, quint16(8));
        QCOMPARE(call.simulator.sentLog().refusedFromClients, 1U);
        a->udp.write(QByteArray::fromHex("1337cafe00000005"));
        QVERIFY(QTest::qWaitFor([&] { return a->udp.hasPendingDatagrams(); }, minimal::kPatience));
        QCOMPARE(a->udp.read(64), QByteArray::fromHex("1337f00d00000005"));
    }

    void voiceResumeReplaysWhatWasNotAcknowledged()
    {
        Call call;
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        const auto voice = call.join(gateway);
        QVERIFY(voice);
        const int acknowledged = voice->socket.expectOp(5).value(QStringLiteral("seq")).toInt(-1);
        voice->socket.abort();
        call.simulator.perform(JoinVoice {kSilent, kGuild, kRoom});

        const QJsonObject who = voice->identification();
        JsonSocket resumed(
            QUrl(QStringLiteral("ws://") + voice->endpoint() + QStringLiteral("?v=8")));
        resumed.expectOp(8);
        resumed.send(
            7,
            QJsonObject {{QStringLiteral("server_id"), who.value(QStringLiteral("server_id"))},
                         {QStringLiteral("session_id"), who.value(QStringLiteral("session_id"))},
                         {QStringLiteral("token"), who.value(QStringLiteral("token"))},
                         {QStringLiteral("seq_ack"), acknowledged}});
        const QJsonObject missed = resumed.expectOp(11);
        QCOMPARE(missed.value(QStringLiteral("seq")).toInt(), acknowledged + 1);
        QVERIFY(!resumed.expectOp(9).isEmpty());
        QVERIFY(voice->nextPacket().has_value());
    }

    void voiceClosesOn_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::addColumn<int>("op");
        QTest::addColumn<bool>("requireDave");
        QTest::addColumn<int>("code");
        const auto with = [](const char* key, const QJsonValue& value) {
            return QJsonObject {{QLatin1String(key), value}};
        };
        QTest::newRow("another session")
            << with("session_id", QStringLiteral("x")) << 0 << false << 4006;
        QTest::newRow("another token") << with("token", QStringLiteral("x")) << 0 << false << 4004;
        QTest::newRow("no such user")
            << with("user_id", QStringLiteral("12")) << 0 << false << 4006;
        QTest::newRow("ids that are none")
            << with("user_id", QStringLiteral("abc")) << 0 << false << 4002;
        QTest::newRow("select before identify") << QJsonObject {} << 1 << false << 4003;
        QTest::newRow("resume of nothing")
            << with("token", QStringLiteral("x")) << 7 << false << 4006;
        QTest::newRow("no DAVE where it is due") << QJsonObject {} << 0 << true << 4017;
    }

    void voiceClosesOn()
    {
        QFETCH(QJsonObject, change);
        QFETCH(int, op);
        QFETCH(bool, requireDave);
        QFETCH(int, code);
        SimulatorScript script = smallScript();
        script.requireDave = requireDave;
        Call call(script);
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        Call::requestJoin(gateway, kRoom);
        const QJsonObject state = gateway.expectEvent("VOICE_STATE_UPDATE");
        VoiceConnection voice(QStringLiteral("ws"), state,
                              gateway.expectEvent("VOICE_SERVER_UPDATE"));
        voice.socket.expectOp(8);
        QJsonObject data = voice.identification();
        for (auto it = change.begin(); it != change.end(); ++it)
            data.insert(it.key(), it.value());
        voice.socket.send(op, data);
        QCOMPARE(voice.socket.closeCode(), code);
    }

    void aRejoinBringsANewSsrc()
    {
        Call call;
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        const auto voice = call.join(gateway);
        QVERIFY(voice);
        const auto ssrcOf = [&] {
            return voice->socket.expectOp(5)
                .value(QStringLiteral("d"))
                .toObject()
                .value(QStringLiteral("ssrc"))
                .toInteger();
        };
        const qint64 before = ssrcOf();
        call.simulator.perform(LeaveVoice {kTone, kGuild});
        QCOMPARE(voice->socket.expectOp(13)
                     .value(QStringLiteral("d"))
                     .toObject()
                     .value(QStringLiteral("user_id"))
                     .toString(),
                 toString(kTone));
        call.simulator.perform(JoinVoice {kTone, kGuild, kRoom});
        QVERIFY(!voice->socket.expectOp(11).isEmpty());
        QVERIFY(ssrcOf() != before);
    }

    void aMigrationHandsOutAnotherServer()
    {
        Call call;
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        const auto voice = call.join(gateway);
        QVERIFY(voice);
        call.simulator.perform(MigrateServer {kGuild, Milliseconds(50)});
        QVERIFY(
            gateway.expectEvent("VOICE_SERVER_UPDATE").value(QStringLiteral("endpoint")).isNull());
        const QJsonObject server = gateway.expectEvent("VOICE_SERVER_UPDATE");
        QCOMPARE(voice->socket.closeCode(), 4022);
        QVERIFY(server.value(QStringLiteral("endpoint")).toString() != voice->endpoint());
        VoiceConnection next(
            QStringLiteral("ws"),
            QJsonObject {{QStringLiteral("user_id"), toString(call.simulator.botUser())},
                         {QStringLiteral("session_id"),
                          voice->identification().value(QStringLiteral("session_id"))}},
            server);
        QVERIFY(next.establish(kGcm));
        QVERIFY(next.nextPacket().has_value());
    }

    void aKickEndsTheVoiceConnection()
    {
        Call call;
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        const auto voice = call.join(gateway);
        QVERIFY(voice);
        call.simulator.perform(LeaveVoice {call.simulator.botUser(), kGuild});
        QVERIFY(
            gateway.expectEvent("VOICE_STATE_UPDATE").value(QStringLiteral("channel_id")).isNull());
        QCOMPARE(voice->socket.closeCode(), 4014);
    }

    void theDemoStartsAndOffersItsChannels()
    {
        const Call call(demoScript());
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        QCOMPARE(gateway.expectEvent("READY").value(QStringLiteral("guilds")).toArray().size(), 3);
        const QJsonObject guild = gateway.expectEvent("GUILD_CREATE");
        QCOMPARE(guild.value(QStringLiteral("id")).toString(), toString(kDemoGuild));
        QStringList ids;
        const QJsonArray channels = guild.value(QStringLiteral("channels")).toArray();
        for (const QJsonValue& one : channels)
            ids.append(one.toObject().value(QStringLiteral("id")).toString());
        QVERIFY(ids.contains(toString(kDemoChannel)) && ids.contains(toString(kDemoStage)));
    }
};

QTEST_GUILESS_MAIN(DiscordSimulatorTest)
#include "discord_simulator_test.moc"
