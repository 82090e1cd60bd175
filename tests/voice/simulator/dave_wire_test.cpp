#include "small_call.h"

#include "voice/dave/dave_messages.h"
#include "voice/dave/group_rules.h"
#include "voice/mls/group.h"

using namespace small_call;

namespace {

constexpr UserId kThird {603};

/// Two people in the room, so that a newcomer is welcomed to a group that is there.
SimulatorScript encryptedScript()
{
    SimulatorScript script = smallScript();
    script.daveVersion = 1;
    script.users.push_back({kThird, QStringLiteral("third"), {}});
    script.guilds.front().members.push_back(seated(kThird, kRoom));
    return script;
}

QByteArray payloadOf(const QJsonObject& message)
{
    return QByteArray::fromHex(message.value(QStringLiteral("payload")).toString().toLatin1());
}

int transitionOf(const QJsonObject& message)
{
    return message.value(QStringLiteral("d"))
        .toObject()
        .value(QStringLiteral("transition_id"))
        .toInt(-1);
}

/// A member by hand, on a raw connection.
struct Newcomer {
    explicit Newcomer(const SimulatorScript& script = encryptedScript())
        : call(script)
        , gateway(call.gateway())
        , key(crypto::P256PrivateKey::generate(random))
    {
        minimal::identify(gateway, call.token);
        voice = call.join(gateway, kGcm, QStringLiteral("ws"), 1);
    }

    void sendKeyPackage()
    {
        material.emplace(
            mls::makeJoinMaterial(dave::identityOf(call.simulator.botUser()), key, random));
        voice->socket.sendBinary(26, mls::encode(material->package));
    }

    /// Up to the Welcome's transition being executed.
    bool becomeMember()
    {
        if (payloadOf(voice->socket.expectOp(25)).size() != 71)
            return false;
        sendKeyPackage();
        return takeWelcome();
    }

    bool takeWelcome()
    {
        const QJsonObject message = voice->socket.expectOp(30);
        const QByteArray payload = payloadOf(message);
        welcomeSequence = message.value(QStringLiteral("seq")).toInt(-1);
        const auto transition = dave::readTransition(viewOf(payload));
        auto joined = transition ? mls::Group::join(*material, key, transition->message)
                                 : Failure {mls::MlsError::InvalidWelcome};
        if (!joined)
            return false;
        group.emplace(*joined);
        ready(transition->transition);
        return transitionOf(voice->socket.expectOp(22)) == transition->transition;
    }

    void ready(int transition)
    {
        voice->socket.send(23, QJsonObject {{QStringLiteral("transition_id"), transition}});
    }

    crypto::SystemRandom random;
    Call call;
    JsonSocket gateway;
    crypto::P256PrivateKey key;
    std::unique_ptr<VoiceConnection> voice;
    std::optional<mls::JoinMaterial> material;
    std::optional<mls::Group> group;
    int welcomeSequence = -1;
};

} // namespace

class DaveWireTest : public QObject {
    Q_OBJECT

private slots:
    void aCallIsEncryptedWhere_data()
    {
        QTest::addColumn<int>("offered");
        QTest::addColumn<int>("spoken");
        QTest::addColumn<bool>("stage");
        QTest::addColumn<int>("version");
        QTest::newRow("both speak it") << 1 << 1 << false << 1;
        QTest::newRow("the client does not") << 1 << 0 << false << 0;
        QTest::newRow("the server does not") << 0 << 1 << false << 0;
        QTest::newRow("never on a stage") << 1 << 1 << true << 0;
    }

    void aCallIsEncryptedWhere()
    {
        QFETCH(int, offered);
        QFETCH(int, spoken);
        QFETCH(bool, stage);
        QFETCH(int, version);
        SimulatorScript script = encryptedScript();
        script.daveVersion = offered;
        if (stage)
            script.guilds.front().channels.front().kind = ChannelKind::Stage;
        Call call(script);
        JsonSocket gateway(call.gateway());
        minimal::identify(gateway, call.token);
        const auto voice = call.join(gateway, kGcm, QStringLiteral("ws"), spoken);
        QVERIFY(voice);
        QCOMPARE(voice->daveVersion, version);
        if (version == 0)
            QVERIFY(voice->nextPacket().has_value());
    }

    void aNewcomerIsWelcomedAndHearsCiphertext()
    {
        Newcomer newcomer;
        QVERIFY(newcomer.voice);
        QCOMPARE(newcomer.voice->daveVersion, 1);
        QVERIFY(newcomer.becomeMember());
        QCOMPARE(newcomer.group->members().size(), std::size_t {3});
        for (int i = 0; i < 10; ++i) {
            const auto packet = newcomer.voice->nextPacket();
            QVERIFY(packet.has_value());
            if (packet->payload != QByteArray("\xF8\xFF\xFE", 3))
                QVERIFY(packet->payload.endsWith("\xFA\xFA"));
        }
        const SentLog log = newcomer.call.simulator.sentLog();
        QVERIFY(std::ranges::all_of(log.packets, [](const SentPacket& packet) {
            return packet.readable && packet.encrypted != packet.silence;
        }));
    }

    void aResumeReplaysBinaryMessagesUnderTheirNumbers()
    {
        Newcomer newcomer;
        QVERIFY(newcomer.voice && newcomer.becomeMember());
        const QJsonObject who = newcomer.voice->identification();
        const QString endpoint = newcomer.voice->endpoint();
        newcomer.voice->socket.abort();
        JsonSocket resumed(QUrl(QStringLiteral("ws://") + endpoint + QStringLiteral("?v=8")));
        resumed.expectOp(8);
        resumed.send(
            7,
            QJsonObject {{QStringLiteral("server_id"), who.value(QStringLiteral("server_id"))},
                         {QStringLiteral("session_id"), who.value(QStringLiteral("session_id"))},
                         {QStringLiteral("token"), who.value(QStringLiteral("token"))},
                         {QStringLiteral("seq_ack"), newcomer.welcomeSequence - 1}});
        const QJsonObject again = resumed.expectOp(30);
        QCOMPARE(again.value(QStringLiteral("seq")).toInt(), newcomer.welcomeSequence);
        QCOMPARE(resumed.expectOp(22).value(QStringLiteral("seq")).toInt(),
                 newcomer.welcomeSequence + 1);
        QVERIFY(!resumed.expectOp(9).isEmpty());
    }

    void aLeavingMemberIsProposedForRemoval()
    {
        Newcomer newcomer;
        QVERIFY(newcomer.voice && newcomer.becomeMember());
        newcomer.call.simulator.perform(LeaveVoice {kThird, kGuild});
        QVERIFY(!newcomer.voice->socket.expectOp(13).isEmpty());
        const QByteArray payload = payloadOf(newcomer.voice->socket.expectOp(27));
        const auto message = dave::readProposals(viewOf(payload));
        QVERIFY(message);
        const auto& messages = std::get<dave::AppendProposals>(*message).messages;
        QCOMPARE(messages.size(), std::size_t {1});
        QVERIFY(newcomer.group->verifyProposal(viewOf(messages.front())));
        // We say nothing, so the one who is left of the others commits.
        QVERIFY(!newcomer.voice->socket.expectOp(29).isEmpty());
    }

    void aDowngradeIsAnnouncedAndComesIntoForceWhenAllAreReady()
    {
        Newcomer newcomer;
        QVERIFY(newcomer.voice && newcomer.becomeMember());
        newcomer.call.simulator.perform(ForbidDave {kGuild, kRoom});
        const QJsonObject prepare = newcomer.voice->socket.expectOp(21);
        QCOMPARE(prepare.value(QStringLiteral("d"))
                     .toObject()
                     .value(QStringLiteral("protocol_version"))
                     .toInt(-1),
                 0);
        newcomer.ready(transitionOf(prepare));
        QCOMPARE(transitionOf(newcomer.voice->socket.expectOp(22)), transitionOf(prepare));

        newcomer.call.simulator.perform(ForbidDave {kGuild, kRoom, false});
        QVERIFY(!newcomer.voice->socket.expectOp(24).isEmpty());
        newcomer.sendKeyPackage();
        QVERIFY(newcomer.takeWelcome());
    }

    void whoeverReportsAnInvalidCommitIsTakenInAnew()
    {
        Newcomer newcomer;
        QVERIFY(newcomer.voice && newcomer.becomeMember());
        newcomer.call.simulator.perform(SpoilDave {kGuild, kRoom, SpoiltMessage::ForgedCommit});
        const QByteArray payload = payloadOf(newcomer.voice->socket.expectOp(29));
        const auto transition = dave::readTransition(viewOf(payload));
        QVERIFY(transition && !newcomer.group->process(transition->message, {}));
        newcomer.voice->socket.send(
            31, QJsonObject {{QStringLiteral("transition_id"), int(transition->transition)}});
        newcomer.sendKeyPackage();
        QVERIFY(newcomer.takeWelcome());
        QCOMPARE(newcomer.group->members().size(), std::size_t {3});
    }

    void aBadKeyPackageIsMetWithSilence()
    {
        Newcomer newcomer;
        QVERIFY(newcomer.voice);
        newcomer.material.emplace(
            mls::makeJoinMaterial(dave::identityOf(kThird), newcomer.key, newcomer.random));
        newcomer.voice->socket.sendBinary(26, mls::encode(newcomer.material->package));
        newcomer.voice->socket.sendBinary(26, QByteArray("\x00\x01\x00\x02", 4));
        newcomer.sendKeyPackage();
        QVERIFY(newcomer.takeWelcome());
    }

    void anUnknownBinaryMessageClosesTheConnection()
    {
        Newcomer newcomer;
        QVERIFY(newcomer.voice);
        newcomer.voice->socket.sendBinary(29, QByteArray(8, 'x'));
        QCOMPARE(newcomer.voice->socket.closeCode(), 4001);
    }

    void aMutedServiceSaysNothing()
    {
        Newcomer newcomer;
        QVERIFY(newcomer.voice && newcomer.becomeMember());
        newcomer.call.simulator.perform(MuteDave {kGuild, kRoom});
        newcomer.call.simulator.perform(LeaveVoice {kThird, kGuild});
        QVERIFY(!newcomer.voice->socket.expectOp(13).isEmpty());
        newcomer.call.simulator.perform(MuteDave {kGuild, kRoom, false});
        newcomer.call.simulator.perform(ReadmitToDave {kGuild, newcomer.call.simulator.botUser()});
        QCOMPARE(newcomer.voice->socket
                     .expect([](const QJsonObject& message) {
                         // A commit (29) of before the muting may be under way; of what follows
                         // the other end, the beginning is the first.
                         const int op = message.value(QStringLiteral("op")).toInt();
                         return op == 24 || op == 27;
                     })
                     .value(QStringLiteral("op"))
                     .toInt(),
                 24);
    }
};

QTEST_GUILESS_MAIN(DaveWireTest)
#include "dave_wire_test.moc"
