#include "voice/simulator/dave_call.h"

#include "voice/dave/dave_session.h"
#include "voice/dave/media_decryptor.h"

#include "voice/base/overloaded.h"

#include <QJsonDocument>
#include <QTest>

#include <memory>

using namespace lavalier;
using namespace lavalier::simulator;
using namespace std::chrono_literals;

namespace {

constexpr ChannelId kChannel {9001};
constexpr UserId kSelf {1};
constexpr UserId kAna {11};
constexpr UserId kBram {12};
constexpr UserId kChidi {13};
const QByteArray kSpeech("\xFC\x01\x02\x03\x04\x05\x06\x07", 8);

/// Lavalier's own half on the other end of the wire.
struct Client {
    Client(UserId user, crypto::RandomSource& random)
        : id(user)
        , session({user, crypto::P256PrivateKey::generate(random)}, kChannel, 1, random)
    {
    }

    UserId id;
    dave::DaveSession session;
    dave::MediaDecryptor decryptor;
    DaveMessages outbox;
    int recoveries = 0;

    void carryOut(const dave::DaveSession::Effects& effects, SteadyTime now)
    {
        using Session = dave::DaveSession;
        for (const auto& effect : effects) {
            std::visit(
                Overloaded {
                    [&](const Session::SendBinary& send) {
                        outbox.push_back(
                            {id, static_cast<std::uint8_t>(send.frame.front()), send.frame.mid(1)});
                    },
                    [&](const Session::SendText& send) {
                        const QJsonObject json = QJsonDocument::fromJson(send.json).object();
                        outbox.push_back({id, json.value(QStringLiteral("op")).toInt(),
                                          json.value(QStringLiteral("d")).toObject()});
                    },
                    [&](const Session::Media& media) { decryptor.apply(media.command, now); },
                    [&](const Session::RecoveryStarted&) { ++recoveries; },
                    [](const auto&) {},
                },
                effect);
        }
    }

    void handle(const DaveMessage& message, SteadyTime now)
    {
        if (const auto* const bytes = std::get_if<QByteArray>(&message.content))
            return carryOut(
                session.binary(static_cast<std::uint8_t>(message.op), viewOf(*bytes), now), now);
        const auto& data = std::get<QJsonObject>(message.content);
        const int transition = data.value(QStringLiteral("transition_id")).toInt();
        const int version = data.value(QStringLiteral("protocol_version")).toInt();
        if (message.op == dave_op::kPrepareTransition)
            carryOut(session.prepareTransition(transition, version, now), now);
        else if (message.op == dave_op::kExecuteTransition)
            carryOut(session.executeTransition(transition, now), now);
        else if (message.op == dave_op::kPrepareEpoch)
            carryOut(session.prepareEpoch(version, 1, now), now);
    }
};

struct Stage {
    crypto::SystemRandom random;
    DaveCall call {kChannel, random};
    SteadyTime now {1h};
    std::vector<std::unique_ptr<Client>> clients;
    std::vector<int> seen; ///< opcodes to live clients

    Client& join(UserId user, int maxVersion = 1)
    {
        Client& client = *clients.emplace_back(std::make_unique<Client>(user, random));
        const std::array everybody {kSelf, kAna, kBram, kChidi, UserId(2), UserId(3)};
        client.session.usersPresent(everybody);
        client.carryOut(client.session.sessionDescription(call.versionFor(maxVersion), now), now);
        call.join(user, maxVersion, now);
        pump();
        return client;
    }

    void leave(const Client& client)
    {
        const UserId user = client.id;
        std::erase_if(clients, [&](const auto& one) { return one->id == user; });
        call.leave(user, now);
        pump();
    }

    /// Until nobody has anything to say.
    void pump()
    {
        for (bool quiet = false; !quiet;) {
            quiet = true;
            for (const DaveMessage& message : call.take()) {
                seen.push_back(message.op);
                for (auto& client : clients) {
                    if (client->id == message.user)
                        client->handle(message, now);
                }
                quiet = false;
            }
            for (auto& client : clients) {
                for (const DaveMessage& message : std::exchange(client->outbox, {})) {
                    call.receive(message, now);
                    quiet = false;
                }
            }
        }
    }

    void pass(std::chrono::milliseconds time)
    {
        for (; time > 0ms; time -= 50ms) {
            now += 50ms;
            call.timePassed(now);
            for (auto& client : clients)
                client->carryOut(client->session.timePassed(now), now);
            pump();
        }
    }

    bool hears(Client& client, UserId speaker)
    {
        const auto sealed = call.seal(speaker, kSpeech);
        QByteArray out;
        return sealed
            && client.decryptor.decrypt(speaker, viewOf(sealed->frame), out, now)
            == dave::MediaDecryptor::Verdict::Clear
            && out == kSpeech;
    }
};

} // namespace

class DaveCallTest : public QObject {
    Q_OBJECT

private slots:
    void aNewcomerIsWelcomedAndHearsEverybody()
    {
        Stage stage;
        stage.call.seatAll({kAna, kBram, kChidi}, stage.now);
        Client& self = stage.join(kSelf);
        QVERIFY(stage.call.isSettled(kSelf));
        QCOMPARE(self.session.status().state, dave::DaveState::Active);
        QCOMPARE(self.session.status().roster.size(), 4U);
        for (const UserId speaker : {kAna, kBram, kChidi}) {
            QVERIFY(stage.call.seal(speaker, kSpeech)->encrypted);
            QVERIFY(stage.call.reaches(speaker, kSelf));
            QVERIFY(stage.hears(self, speaker));
        }
        QVERIFY(!stage.call.seal(kAna, QByteArray("\xF8\xFF\xFE", 3))->encrypted);
    }

    void withOneOtherTheClientItselfFormsTheGroup()
    {
        Stage stage;
        stage.call.seat(kAna, stage.now);
        QVERIFY(!stage.call.seal(kAna, kSpeech)); // no key yet
        Client& self = stage.join(kSelf);
        QCOMPARE(self.session.status().epoch, 1U);
        QVERIFY(stage.seen.back() != dave_op::kWelcome); // it was its own commit
        QVERIFY(stage.hears(self, kAna));
    }

    void everyJoinAndLeaveIsANewEpoch()
    {
        Stage stage;
        stage.call.seatAll({kAna, kBram}, stage.now);
        Client& self = stage.join(kSelf);
        const auto before = self.session.status().epoch;
        stage.call.seat(kChidi, stage.now);
        stage.pump();
        QCOMPARE(self.session.status().epoch, before + 1);
        QVERIFY(stage.hears(self, kChidi));
        stage.call.leave(kAna, stage.now);
        stage.pump();
        QCOMPARE(self.session.status().epoch, before + 2);
        QCOMPARE(self.session.status().roster.size(), 3U);
        QVERIFY(stage.hears(self, kBram));
        stage.call.seat(kAna, stage.now);
        stage.pump();
        QVERIFY(stage.hears(self, kAna));
        QCOMPARE(stage.call.refused(), 0U);
    }

    void scriptedPeopleCommitWhenTheClientDoesNot()
    {
        Stage stage;
        stage.call.seatAll({kAna, kBram}, stage.now);
        Client& self = stage.join(kSelf);
        const auto before = stage.call.epoch();
        stage.call.seat(kChidi, stage.now);
        const DaveMessages unheard = stage.call.take(); // a slow network
        stage.call.timePassed(stage.now + 100ms);
        QCOMPARE(stage.call.epoch(), before);
        stage.call.timePassed(stage.now + DaveCall::kCommitPatience);
        QCOMPARE(stage.call.epoch(), before + 1);
        for (const DaveMessage& message : unheard)
            self.handle(message, stage.now);
        stage.pump();
        QVERIFY(stage.hears(self, kChidi)); // its own commit lost
    }

    void whoDoesNotGetReadyIsNotWaitedForLong()
    {
        Stage stage;
        stage.call.seatAll({kAna, kBram}, stage.now);
        stage.join(kSelf);
        stage.join(UserId(2));
        stage.call.setMuted(true);
        stage.call.seat(kChidi, stage.now);
        stage.pass(300ms);
        QVERIFY(!stage.call.seal(kChidi, kSpeech));
        stage.pass(2100ms);
        QVERIFY(stage.call.seal(kChidi, kSpeech));
    }

    void aClientWithoutDaveTakesTheCallDownAndItsLeavingUp()
    {
        Stage stage;
        stage.call.seatAll({kAna, kBram}, stage.now);
        Client& self = stage.join(kSelf);
        Client& old = stage.join(UserId(2), 0);
        QCOMPARE(stage.call.version(), 0);
        QCOMPARE(self.session.status().state, dave::DaveState::Off);
        QVERIFY(!stage.call.seal(kAna, kSpeech)->encrypted);
        QVERIFY(stage.hears(self, kAna));
        stage.leave(old);
        QCOMPARE(stage.call.version(), 1);
        QVERIFY(stage.call.isSettled(kSelf));
        QVERIFY(stage.call.seal(kAna, kSpeech)->encrypted);
        QVERIFY(stage.hears(self, kAna));
    }

    void theLastOneBeginsAnewAndSoDoesTheRefilledCall()
    {
        Stage stage;
        stage.call.seatAll({kAna, kBram}, stage.now);
        Client& self = stage.join(kSelf);
        stage.call.leave(kAna, stage.now);
        stage.pump();
        stage.call.leave(kBram, stage.now);
        stage.seen.clear();
        stage.pump();
        QVERIFY(std::ranges::count(stage.seen, dave_op::kPrepareEpoch) == 1);
        QVERIFY(!stage.call.isSettled(kSelf));
        stage.call.seat(kChidi, stage.now);
        stage.pump();
        QVERIFY(stage.call.isSettled(kSelf));
        QVERIFY(stage.hears(self, kChidi));
    }

    void whatIsSpoiltIsRecoveredFrom_data()
    {
        QTest::addColumn<SpoiltMessage>("which");
        QTest::newRow("a commit nobody made") << SpoiltMessage::ForgedCommit;
        QTest::newRow("a flipped bit in a commit") << SpoiltMessage::Commit;
        QTest::newRow("a flipped bit in a Welcome") << SpoiltMessage::Welcome;
    }

    void whatIsSpoiltIsRecoveredFrom()
    {
        QFETCH(SpoiltMessage, which);
        Stage stage;
        stage.call.seatAll({kAna, kBram}, stage.now);
        if (which == SpoiltMessage::Welcome) {
            // Whoever it is for must be known to be live first.
            stage.join(kSelf);
            stage.call.spoil(which, {}, stage.now);
            stage.call.readmit(kSelf, stage.now);
        } else {
            stage.join(kSelf);
            stage.call.spoil(which, {}, stage.now);
            stage.call.seat(kChidi, stage.now);
        }
        stage.pump();
        stage.pass(1s);
        Client& self = *stage.clients.front();
        QCOMPARE(self.recoveries, 1);
        QVERIFY(stage.call.isSettled(kSelf));
        QVERIFY(stage.hears(self, kAna));
        QVERIFY(stage.hears(self, kBram));
    }

    void twoLiveClientsMeetWithoutAnybodyElse()
    {
        Stage stage;
        Client& one = stage.join(kSelf);
        QCOMPARE(one.session.status().state, dave::DaveState::Joining);
        Client& two = stage.join(UserId(2));
        QCOMPARE(one.session.status().state, dave::DaveState::Active);
        QCOMPARE(two.session.status().state, dave::DaveState::Active);
        QCOMPARE(one.session.status().privacyCode, two.session.status().privacyCode);
        Client& three = stage.join(UserId(3));
        QCOMPARE(three.session.status().privacyCode, two.session.status().privacyCode);
        stage.leave(one);
        QCOMPARE(three.session.status().privacyCode, two.session.status().privacyCode);
        QCOMPARE(three.session.status().roster.size(), 2U);
        stage.call.readmit(UserId(2), stage.now);
        stage.pump();
        QCOMPARE(three.session.status().privacyCode, two.session.status().privacyCode);
    }

    void twentyFourPeopleWelcomeOneMore()
    {
        Stage stage;
        std::vector<UserId> people;
        for (std::uint64_t i = 0; i < 24; ++i)
            people.push_back(UserId(100 + i));
        stage.call.seatAll(people, stage.now);
        Client& self = stage.join(kSelf);
        QCOMPARE(self.session.status().roster.size(), 25U);
        self.session.usersPresent(people);
        for (int i = 0; i < 10; ++i)
            stage.call.leave(people[i], stage.now);
        stage.pump();
        stage.pass(500ms);
        QCOMPARE(self.session.status().roster.size(), 15U);
        QVERIFY(stage.hears(self, people.back()));
    }
};

QTEST_GUILESS_MAIN(DaveCallTest)
#include "dave_call_test.moc"
