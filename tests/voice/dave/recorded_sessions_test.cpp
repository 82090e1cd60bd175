#include "tests/voice/dave/recorded.h"
#include "voice/dave/media_decryptor.h"
#include "voice/dave/verification.h"
#include "voice/mls/cipher_suite.h"

#include <QTest>

#include <algorithm>

using namespace lavalier;
using namespace lavalier::dave;
using namespace lavalier::dave::test;
using namespace std::chrono_literals;

namespace {

QByteArray authenticatorOf(const Membership& membership)
{
    return membership.isMember() ? membership.group().epochAuthenticator() : QByteArray();
}

/// What a member may be judged by from outside.
bool sameState(const Membership& a, const Membership& b)
{
    return a.isMember() == b.isMember() && a.isCandidate() == b.isCandidate()
        && a.hasProposals() == b.hasProposals() && authenticatorOf(a) == authenticatorOf(b)
        && a.roster() == b.roster();
}

/// A Welcome holds sealed secrets for each who joins; nobody can vouch for those of the others.
bool changesOnlyWhatOthersOpen(const ServerFrame& frame, const ServerFrame& changed,
                               const QByteArray& ourRef)
{
    if (frame.op != DaveOp::Welcome)
        return false;
    const auto ours = mls::decode<mls::Welcome>(viewOf(frame.payload).subspan(2));
    const auto theirs = mls::decode<mls::Welcome>(viewOf(changed.payload).subspan(2));
    if (!ours || !theirs || ours->encryptedGroupInfo != theirs->encryptedGroupInfo)
        return false;
    const auto find = [&](const mls::Welcome& welcome) {
        return std::find_if(welcome.secrets.begin(), welcome.secrets.end(),
                            [&](const auto& entry) { return entry.newMember == ourRef; });
    };
    const auto original = find(*ours);
    const auto other = find(*theirs);
    return original != ours->secrets.end() && other != theirs->secrets.end() && *original == *other;
}

} // namespace

/// Handshakes recorded from other implementations, fed to a member with the recorded keys.
class RecordedSessionsTest : public QObject {
    Q_OBJECT
private slots:
    void takesWhatDiscordsGatewaySent()
    {
        const QJsonObject captured = recorded("captured-gateway");
        if (captured.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        const QByteArray op25 = hexOf(captured["op25"]["payload"]);
        const auto sender = readExternalSender(viewOf(op25));
        QVERIFY(sender);
        QCOMPARE(sender->signatureKey, hexOf(captured["op25"]["signature_key"]));
        QCOMPARE(sender->credential.identity, hexOf(captured["op25"]["identity"]));

        SeededRandom random(1);
        const auto added = idOf<UserId>(captured["added_user_id"]);
        Membership us(
            {idOf<UserId>(captured["self_user_id"]), crypto::P256PrivateKey::generate(random)},
            idOf<ChannelId>(captured["channel_id"]), random);
        const QByteArray keyPackage = us.begin();
        QVERIFY(keyPackage.size() >= 388 && keyPackage.size() <= 396);
        QVERIFY(us.externalSender(viewOf(op25)));
        const QJsonObject append = captured["op27_append"].toObject();
        const QByteArray op27 = QByteArray(1, '\0') + hexOf(append["payload_after_operation_byte"]);
        const auto unknown = us.proposals(viewOf(op27), {});
        QVERIFY(!unknown);
        QCOMPARE(unknown.error(), DaveError::UnrecognisedUser);
        const auto answer = us.proposals(viewOf(op27), {added});
        QVERIFY(answer);
        QVERIFY2(answer->has_value(), "a member with a proposal commits");
        QCOMPARE((**answer)[0], char(28));
        const QByteArray commit = (**answer).mid(1, 4);
        QCOMPARE(commit, QByteArray::fromHex("00010001"));
        QVERIFY2((**answer).contains(hexOf(append["key_package_ref"])), "no Welcome for the user");

        const QByteArray revoke
            = QByteArray(1, '\1') + hexOf(captured["op27_revoke"]["payload_after_operation_byte"]);
        const auto nothing = us.proposals(viewOf(revoke), {added});
        QVERIFY(nothing);
        QVERIFY2(!nothing->has_value(), "there is nothing left to commit");
        QVERIFY(!us.hasProposals());
        QVERIFY2(!us.proposals(viewOf(revoke), {added}), "nothing is cached any more");
    }

    void followsARecordedSession_data()
    {
        QTest::addColumn<QJsonObject>("session");
        const QJsonArray sessions = recorded("mls-sessions")["sessions"].toArray();
        if (sessions.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        for (const QJsonValue& session : sessions)
            QTest::newRow(qPrintable(session["name"].toString())) << session.toObject();
    }

    void followsARecordedSession()
    {
        QFETCH(QJsonObject, session);
        const std::set<UserId> everybody = everybodyIn(session);
        const auto self = idOf<UserId>(session["self"].toObject()["user_id"]);
        RecordedMember us(session["self"].toObject(), session["channel_id"]);
        MediaDecryptor media;
        SteadyTime now {1000s};
        media.apply(EndPassthrough {}, now);
        KeySet set = 0;
        int commits = 0;
        for (const QJsonValue& step : session["steps"].toArray()) {
            const ServerFrame frame(step);
            QVERIFY2(us.take(frame, everybody), qPrintable(step["note"].toString()));
            now += 1s;
            const QJsonObject expect = step["expect"].toObject();
            if (expect.isEmpty())
                continue;
            ++commits;
            const mls::Group& group = us.membership.group();
            QCOMPARE(group.epoch(), static_cast<std::uint64_t>(expect["epoch"].toInteger()));
            QCOMPARE(group.ownIndex().value(),
                     static_cast<std::uint32_t>(expect["own_leaf_index"].toInt()));
            QCOMPARE(group.epochAuthenticator(), hexOf(expect["epoch_authenticator"]));
            QCOMPARE(group.context().treeHash, hexOf(expect["tree_hash"]));
            QCOMPARE(group.context().confirmedTranscriptHash,
                     hexOf(expect["confirmed_transcript_hash"]));
            const QByteArray authenticator = group.epochAuthenticator();
            QCOMPARE(privacyCode(viewOf(authenticator)).remove(u' '),
                     expect["privacy_code"].toString());

            const auto keys = us.membership.senderKeys();
            const auto roster = us.membership.roster();
            QCOMPARE(static_cast<qsizetype>(keys.size()), expect["members"].toArray().size());
            for (qsizetype i = 0; i < expect["members"].toArray().size(); ++i) {
                const QJsonValue member = expect["members"][i];
                const auto at = static_cast<std::size_t>(i);
                QVERIFY(keys[at].user == idOf<UserId>(member["user_id"]));
                QCOMPARE(roster[at].signatureKey, hexOf(member["signature_key"]));
                QCOMPARE(toByteArray(keys[at].base.reveal()), hexOf(member["sender_base_secret"]));
                const KeyRatchet ratchet(keys[at].base);
                QCOMPARE(toByteArray(ratchet.key(0).reveal()), hexOf(member["key_generation_0"]));
                QCOMPARE(toByteArray(ratchet.key(1).reveal()), hexOf(member["key_generation_1"]));
            }
            media.apply(AddEpochKeys {++set, group.epoch(), keys, frame.op == DaveOp::Welcome},
                        now);
            media.apply(RetireOlderKeys {set}, now);
            for (const QJsonValue& each : expect["frames"].toArray()) {
                const QByteArray bytes = hexOf(each["frame"]);
                QByteArray out;
                const auto sender = idOf<UserId>(each["sender"]);
                QVERIFY(sender != self);
                QCOMPARE(media.decrypt(sender, viewOf(bytes), out, now),
                         MediaDecryptor::Verdict::Clear);
                QCOMPARE(out, hexOf(each["plaintext"]));
            }
        }
        QVERIFY(commits > 1);
    }

    void judgesAsRecorded_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const QJsonArray cases = recorded("rejects")["cases"].toArray();
        if (cases.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        QCOMPARE(cases.size(), 37);
        for (const QJsonValue& row : cases)
            QTest::newRow(qPrintable(row["name"].toString())) << row.toObject();
    }

    void judgesAsRecorded()
    {
        QFETCH(QJsonObject, row);
        const QJsonObject all = recorded("rejects");
        const bool isWelcome = row["kind"].toString() == "welcome";
        RecordedMember us(all[isWelcome ? "welcome_self" : "self"].toObject(), all["channel_id"]);
        const std::set<UserId> recognised = everybodyIn(row["recognized_user_ids"]);
        const QJsonArray setup = all["setup"].toArray();
        QVERIFY(us.take(ServerFrame(setup[0]), recognised));
        if (!isWelcome) {
            QVERIFY(us.take(ServerFrame(setup[1]), recognised));
            QCOMPARE(authenticatorOf(us.membership), hexOf(all["expect"]["epoch_authenticator"]));
        }
        const QJsonArray messages = row["messages"].toArray();
        for (qsizetype i = 0; i + 1 < messages.size(); ++i)
            QVERIFY2(us.take(ServerFrame(messages[i]), recognised), "the setting was refused");
        const Membership before = us.membership;
        const bool accepted = us.take(ServerFrame(messages.last()), recognised);
        QVERIFY2(accepted == (row["expected"].toString() == "accept"),
                 qPrintable(row["why"].toString()));
        QCOMPARE(sameState(us.membership, before), !accepted);
    }

    // Every byte of a handshake counts: whatever is changed, nothing comes of it.
    void acceptsNoChangedMessage()
    {
        const QJsonArray sessions = recorded("mls-sessions")["sessions"].toArray();
        if (sessions.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        constexpr int kMutations = 10'000;
        int steps = 0;
        for (const QJsonValue& session : sessions)
            steps += static_cast<int>(session["steps"].toArray().size()) - 1;
        const int each = kMutations / steps + 1;
        SeededRandom random(77);
        int tried = 0;
        for (const QJsonValue& session : sessions) {
            const std::set<UserId> everybody = everybodyIn(session);
            const QByteArray ourRef = hexOf(session["self"]["key_package_ref"]);
            RecordedMember us(session["self"].toObject(), session["channel_id"]);
            for (const QJsonValue& step : session["steps"].toArray()) {
                const ServerFrame frame(step);
                // The server alone vouches for op 25 and for the number of a transition.
                for (int i = 0; i < each && frame.op != DaveOp::ExternalSender; ++i) {
                    ServerFrame changed = frame;
                    const qsizetype from = frame.op == DaveOp::Proposals ? 0 : 2;
                    changed.payload = mutated(frame.payload, from, random);
                    if (changed.payload == frame.payload
                        || changesOnlyWhatOthersOpen(frame, changed, ourRef))
                        continue;
                    RecordedMember victim = us;
                    ++tried;
                    const bool accepted = victim.take(changed, everybody);
                    QVERIFY2(
                        !accepted && sameState(victim.membership, us.membership),
                        qPrintable(session["name"].toString() + ": " + step["note"].toString()));
                }
                QVERIFY(us.take(frame, everybody));
            }
        }
        QVERIFY2(tried >= kMutations * 95 / 100, qPrintable(QString::number(tried)));
        qInfo("%d changed messages, none accepted", tried);
    }

private:
    static QByteArray mutated(QByteArray bytes, qsizetype from, SeededRandom& random)
    {
        const auto below = [&random](qsizetype bound) {
            return static_cast<qsizetype>(random.below(static_cast<std::size_t>(bound)));
        };
        const qsizetype at = from + below(bytes.size() - from);
        const auto any = static_cast<char>(random.below(256));
        switch (random.below(6)) {
        case 0:
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
            break;
        case 1:
            bytes[at] = any;
            break;
        case 2:
            bytes.truncate(at);
            break;
        case 3:
            bytes.insert(at, any);
            break;
        case 4:
            bytes.remove(at, 1 + below(4));
            break;
        default: {
            const qsizetype run = std::min<qsizetype>(1 + below(32), bytes.size() - at);
            bytes.replace(at, run, bytes.mid(from + below(bytes.size() - from), run));
            break;
        }
        }
        return bytes;
    }
};

QTEST_GUILESS_MAIN(RecordedSessionsTest)
#include "recorded_sessions_test.moc"
