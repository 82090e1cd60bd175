#include "tests/voice/dave/call.h"
#include "tests/voice/dave/sealing_speaker.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::dave;
using namespace lavalier::dave::test;
using namespace std::chrono_literals;
using Verdict = MediaDecryptor::Verdict;

namespace {

constexpr UserId kAda {1500000000000000001};
constexpr UserId kBob {1500000000000000002};
constexpr UserId kCleo {1500000000000000003};
constexpr UserId kDan {1500000000000000004};

const QByteArray kPlain("an Opus packet");

Verdict hear(Call& call, Participant& listener, const Participant& speaker, const QByteArray& frame)
{
    QByteArray out;
    const Verdict verdict = listener.media.decrypt(speaker.user, viewOf(frame), out, call.now);
    if (verdict == Verdict::Clear && out != kPlain)
        qFatal("a frame came out wrong");
    return verdict;
}

bool hearsNewest(Call& call, Participant& listener, const Participant& speaker)
{
    static std::uint32_t counter = 0;
    const SealingSpeaker sealing(speaker.ownBase());
    return hear(call, listener, speaker, sealing.sealAs(++counter, kPlain)) == Verdict::Clear;
}

/// Everybody is in the same epoch and hears everybody.
bool isWhole(Call& call, std::size_t members)
{
    for (const auto& listener : call.people) {
        const DaveStatus status = listener->session.status();
        if (status.state != DaveState::Active || status.epoch != call.epoch
            || status.roster.size() != members
            || status.privacyCode != call.people.front()->session.status().privacyCode)
            return false;
        for (const auto& speaker : call.people) {
            if (listener != speaker && !hearsNewest(call, *listener, *speaker))
                return false;
        }
    }
    return true;
}

/// Ada and Bob, in a group.
struct Pair : Call {
    Pair()
        : ada(connect(kAda))
        , bob(connect(kBob))
    {
        begin(ada, bob);
    }
    Participant& ada;
    Participant& bob;
};

} // namespace

/// The state machine against a server that the tests play, several of our own members at once.
class DaveSessionTest : public QObject {
    Q_OBJECT
private slots:
    void asksForNothingWithoutEncryption()
    {
        Call call;
        Participant& ada = call.connect(kAda, 0);
        QVERIFY(ada.keyPackages.empty());
        QCOMPARE(ada.session.status().state, DaveState::Off);
        call.now += 48h;
        Participant& bob = call.connect(kBob, 0);
        QCOMPARE(hear(call, ada, bob, kPlain), Verdict::Clear);
    }

    void letsTheFirstTwoMeet_data()
    {
        QTest::addColumn<bool>("adaWins");
        QTest::newRow("our own commit wins") << true;
        QTest::newRow("the other's wins") << false;
    }
    void letsTheFirstTwoMeet()
    {
        QFETCH(bool, adaWins);
        Call call;
        Participant& ada = call.connect(kAda);
        Participant& bob = call.connect(kBob);
        QCOMPARE(ada.session.status().state, DaveState::Joining);
        call.deliver(ada, 27, DeliveryService::op27Append({call.adding(bob)}));
        call.deliver(bob, 27, DeliveryService::op27Append({call.adding(ada)}));
        QCOMPARE(ada.commits.size(), 1U);
        QCOMPARE(bob.commits.size(), 1U);
        Participant& winner = adaWins ? ada : bob;
        Participant& loser = adaWins ? bob : ada;
        call.leaves = {winner.user};
        const auto id = call.accept(winner.commits.back(), {}, {&loser});
        QCOMPARE(ada.ready, std::vector<int> {id});
        QCOMPARE(bob.ready, std::vector<int> {id});
        call.execute(id);
        QVERIFY(isWhole(call, 2));
        QCOMPARE(ada.session.status().privacyCode.size(), 35);
    }

    void joinsACallThatRuns()
    {
        Pair call;
        SealingSpeaker bobBefore(call.bob.ownBase());
        Participant& cleo = call.connect(kCleo);
        const QByteArray inFlight = bobBefore.sealAs(900, kPlain);
        QCOMPARE(hear(call, cleo, call.bob, inFlight), Verdict::WaitForKey);
        call.propose({call.adding(cleo)});
        QVERIFY2(cleo.commits.empty(), "a proposal of another epoch is none of ours");
        QVERIFY(cleo.invalid.empty());
        const auto id = call.accept(call.bob.commits.back(), {}, {&cleo});
        QCOMPARE(cleo.ready, std::vector<int> {id});
        QVERIFY2(hear(call, cleo, call.bob, inFlight) == Verdict::Refused,
                 "no key will ever open a frame from before we came");
        QCOMPARE(cleo.media.counters().at(kBob).refusedTag, 1U);
        QVERIFY2(hearsNewest(call, cleo, call.bob), "the key counts before op 22");
        call.execute(id);
        QVERIFY(isWhole(call, 3));
    }

    void knowsWhatIsWorthSayingAgain()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        QVERIFY2(cleo.session.isOutstandingFrame(cleo.keyPackages.back()), "nobody has let her in");
        QVERIFY(!call.ada.session.isOutstandingFrame(call.ada.keyPackages.back()));
        call.propose({call.adding(cleo)});
        const QByteArray made = call.ada.commits.back();
        QVERIFY(call.ada.session.isOutstandingFrame(made));
        QVERIFY(!call.bob.session.isOutstandingFrame(made));
        QVERIFY(!call.ada.session.isOutstandingFrame({}));
        QVERIFY(!call.ada.session.isOutstandingFrame(QByteArray(1, char(28))));

        const auto id = call.accept(made, {}, {&cleo});
        QVERIFY2(!call.ada.session.isOutstandingFrame(made), "it was accepted");
        QVERIFY(!cleo.session.isOutstandingFrame(cleo.keyPackages.back()));
        QVERIFY(call.ada.session.isOutstandingText(readyForTransition(id)));
        call.execute(id);
        QVERIFY2(!call.ada.session.isOutstandingText(readyForTransition(id)), "it was executed");
        QVERIFY(!call.ada.session.isOutstandingText(invalidCommitWelcome(0)));
    }

    void commitsAgainWhenMoreIsProposed_data()
    {
        QTest::addColumn<bool>("firstWins");
        QTest::newRow("the later commit wins") << false;
        QTest::newRow("the earlier was accepted already") << true;
    }
    void commitsAgainWhenMoreIsProposed()
    {
        QFETCH(bool, firstWins);
        Pair call;
        Participant& cleo = call.connect(kCleo);
        Participant& dan = call.connect(kDan);
        call.propose({call.adding(cleo)});
        const QByteArray first = call.ada.commits.back();
        call.propose({call.adding(dan)});
        const QByteArray second = call.ada.commits.back();
        QVERIFY(first != second);
        if (firstWins) {
            // Dan is not let in: he takes nothing from this.
            call.execute(call.accept(first, {}, {&cleo}));
            QVERIFY(!dan.isActive());
            call.join(dan, call.bob);
        } else {
            call.execute(call.accept(second, {}, {&cleo, &dan}));
        }
        QVERIFY(isWhole(call, 4));
        QVERIFY(call.ada.invalid.empty() && call.bob.invalid.empty());
    }

    void ignoresTheSameProposalTwice()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        const QByteArray proposal = call.adding(cleo);
        call.propose({proposal});
        const std::size_t sent = call.ada.commits.size();
        call.propose({proposal});
        QCOMPARE(call.ada.commits.size(), sent);
    }

    void sendsNothingWhenEverythingIsRevoked()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        const QByteArray proposal = call.adding(cleo);
        call.propose({proposal});
        const std::size_t sent = call.ada.commits.size();
        call.deliverAll(27, DeliveryService::op27Revoke({proposal}));
        QCOMPARE(call.ada.commits.size(), sent);
        call.propose({proposal});
        QCOMPARE(call.ada.commits.size(), sent + 1);
        call.execute(call.accept(call.ada.commits.back(), {}, {&cleo}));
        QVERIFY(isWhole(call, 3));
    }

    void keepsALeaverOutOfTheNextEpoch()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        call.join(cleo, call.ada);
        SealingSpeaker gone(cleo.ownBase());
        const QByteArray late = gone.seal(kPlain);
        const QByteArray tooLate = gone.seal(kPlain);
        Participant ghost(kCleo, call.channel); // her name on frames that still arrive
        call.leave(cleo);
        call.propose({call.removing(kCleo)});
        call.execute(call.accept(call.ada.commits.back(), {kCleo}, {}));
        QVERIFY(isWhole(call, 2));
        call.now += 10s - 1us;
        QCOMPARE(hear(call, call.ada, ghost, late), Verdict::Clear);
        call.now += 1us;
        QVERIFY(hear(call, call.ada, ghost, tooLate) != Verdict::Clear);
    }

    void takesBackWhoReturnsWithinOneEpoch()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        call.join(cleo, call.ada);
        call.leave(cleo);
        Participant& again = call.connect(kCleo);
        call.propose({call.removing(kCleo), call.adding(again)});
        call.execute(call.accept(call.bob.commits.back(), {kCleo}, {&again}));
        QVERIFY(isWhole(call, 3));
    }

    void neverCommitsItsOwnRemoval()
    {
        Pair call;
        const std::size_t sent = call.bob.commits.size();
        call.propose({call.removing(kBob)});
        QCOMPARE(call.bob.commits.size(), sent);
        QVERIFY(!call.ada.commits.empty());
    }

    void appliesAnewWhenACommitRemovesUs()
    {
        Pair call;
        call.propose({call.removing(kBob)});
        const std::size_t applications = call.bob.keyPackages.size();
        call.execute(call.accept(call.ada.commits.back(), {kBob}, {}));
        QCOMPARE(call.bob.keyPackages.size(), applications + 1);
        QVERIFY(call.bob.invalid.empty());
        QCOMPARE(call.bob.session.status().state, DaveState::Joining);
        call.join(call.bob, call.ada);
        QVERIFY(isWhole(call, 2));
    }

    void startsOverWhenWeAreAlone_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("the call stays encrypted") << 1;
        QTest::newRow("the call is plain until somebody comes") << 0;
    }
    void startsOverWhenWeAreAlone()
    {
        QFETCH(int, version);
        Pair call;
        call.leave(call.bob);
        call.ada.take(call.ada.session.prepareEpoch(1, 1, call.now), call.now);
        call.ada.take(call.ada.session.prepareTransition(0, version, call.now), call.now);
        QCOMPARE(call.ada.keyPackages.size(), 2U);
        QCOMPARE(call.ada.session.status().state, version ? DaveState::Joining : DaveState::Off);
        QCOMPARE(call.ada.session.status().version, version);
        QVERIFY2(std::count(call.ada.ready.begin(), call.ada.ready.end(), 0) == 0,
                 "transition 0 is not answered");

        // Somebody comes back, minutes later.
        call.now += 5min;
        call.ada.take(call.ada.session.prepareEpoch(1, 1, call.now), call.now);
        QCOMPARE(call.ada.keyPackages.size(), 3U);
        Participant& cleo = call.connect(kCleo);
        call.begin(call.ada, cleo);
        QVERIFY(isWhole(call, 2));
        QCOMPARE(call.ada.session.status().version, 1);
    }

    void goesDownToPlainAndUpAgain()
    {
        Pair call;
        const SealingSpeaker bob(call.bob.ownBase());
        QCOMPARE(hear(call, call.ada, call.bob, kPlain), Verdict::Refused);
        for (const auto& person : call.people)
            person->take(person->session.prepareTransition(50, 0, call.now), call.now);
        QCOMPARE(call.ada.ready.back(), 50);
        QVERIFY2(hear(call, call.ada, call.bob, kPlain) == Verdict::Clear,
                 "the other may switch before we hear of it");
        QCOMPARE(call.ada.session.status().version, 1);
        call.now += 5s;
        call.execute(50);
        QCOMPARE(call.ada.session.status().state, DaveState::Off);
        QCOMPARE(hear(call, call.ada, call.bob, bob.sealAs(70, kPlain)), Verdict::Clear);
        call.now += 10s;
        QVERIFY(hear(call, call.ada, call.bob, bob.sealAs(71, kPlain)) != Verdict::Clear);
        call.now += 24h;
        QCOMPARE(hear(call, call.ada, call.bob, kPlain), Verdict::Clear);

        for (const auto& person : call.people)
            person->take(person->session.prepareEpoch(1, 1, call.now), call.now);
        QVERIFY2(hear(call, call.ada, call.bob, kPlain) == Verdict::Clear,
                 "nothing is executed yet");
        call.begin(call.ada, call.bob);
        QVERIFY(isWhole(call, 2));
        call.now += 10s - 1us;
        QCOMPARE(hear(call, call.ada, call.bob, kPlain), Verdict::Clear);
        call.now += 1us;
        QCOMPARE(hear(call, call.ada, call.bob, kPlain), Verdict::Refused);
    }

    void endsPassthroughWhenADowngradeNeverComes()
    {
        Pair call;
        call.ada.take(call.ada.session.prepareTransition(50, 0, call.now), call.now);
        call.now += DaveSession::kDowngradePatience - 1us;
        QCOMPARE(hear(call, call.ada, call.bob, kPlain), Verdict::Clear);
        call.now += 1us;
        QCOMPARE(hear(call, call.ada, call.bob, kPlain), Verdict::Refused);
    }

    void recoversFromACommitItCannotFollow()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        call.join(cleo, call.ada);
        const SealingSpeaker cleoBefore(cleo.ownBase());
        // The server announces a commit that only Ada has seen the proposal of.
        Participant& dan = call.connect(kDan);
        const QByteArray unheard = DeliveryService::op27Append({call.adding(dan)});
        call.deliver(call.ada, 27, unheard);
        call.deliver(cleo, 27, unheard);
        const auto id = call.accept(call.ada.commits.back(), {}, {&dan});
        QCOMPARE(call.bob.invalid, std::vector<int> {id});
        QCOMPARE(call.bob.recoveries, 1);
        QCOMPARE(call.bob.session.status().state, DaveState::Recovering);
        QCOMPARE(call.bob.keyPackages.size(), 2U);
        QVERIFY(call.bob.session.nextDeadline());
        call.execute(id);
        QVERIFY2(!call.bob.recovered, "a transition nobody announced to us executes nothing");
        QVERIFY2(hear(call, call.bob, cleo, cleoBefore.sealAs(500, kPlain)) == Verdict::Clear,
                 "who still speaks in the old epoch is heard");
        QCOMPARE(hear(call, call.bob, cleo, SealingSpeaker(cleo.ownBase()).sealAs(5, kPlain)),
                 Verdict::WaitForKey);

        // Further bad news while recovering changes nothing.
        call.deliver(call.bob, 30, DeliveryService::numbered(90, QByteArray("nonsense")));
        QCOMPARE(call.bob.invalid.size(), 1U);
        QCOMPARE(call.bob.keyPackages.size(), 2U);

        const std::uint64_t ignored = call.bob.errors(DaveError::OtherEpoch);
        call.propose({call.removing(kBob), call.adding(call.bob)});
        QCOMPARE(call.bob.errors(DaveError::OtherEpoch), ignored + 1);
        QCOMPARE(call.bob.invalid.size(), 1U);
        call.execute(call.accept(cleo.commits.back(), {kBob}, {&call.bob}));
        QCOMPARE(call.bob.recovered, 1);
        QVERIFY(!call.bob.session.nextDeadline());
        QVERIFY(isWhole(call, 4));
    }

    void staysInRecoveryWhileItIsOutside()
    {
        Pair call;
        call.bob.take(call.bob.session.prepareTransition(60, 1, call.now), call.now);
        call.now += DaveSession::kTransitionPatience;
        call.bob.take(call.bob.session.mediaFailing(kAda, call.now), call.now);
        call.bob.take(call.bob.session.executeTransition(60, call.now), call.now);
        QCOMPARE(call.bob.session.status().state, DaveState::Recovering);
        QVERIFY(!call.bob.recovered);
        call.bob.take(call.bob.session.prepareEpoch(1, 1, call.now), call.now);
        QCOMPARE(call.bob.session.status().state, DaveState::Joining);
        QVERIFY2(!call.bob.recovered, "a new start is no recovery");
    }

    void asksForAWholeNewConnectionAfterFiveRecoveries()
    {
        Pair call;
        for (int i = 0; i < DaveSession::kMaxRecoveries; ++i) {
            call.bob.take(call.bob.session.mediaFailing(kAda, call.now), call.now);
            QCOMPARE(call.bob.recoveries, i + 1);
            QCOMPARE(call.bob.invalid.back(), int {call.transition});
            call.propose({call.removing(kBob), call.adding(call.bob)});
            call.execute(call.accept(call.ada.commits.back(), {kBob}, {&call.bob}));
            QVERIFY(isWhole(call, 2));
        }
        call.bob.take(call.bob.session.mediaFailing(kAda, call.now), call.now);
        call.bob.take(call.bob.session.mediaFailing(kAda, call.now), call.now);
        QCOMPARE(call.bob.recoveries, DaveSession::kMaxRecoveries);
        QCOMPARE(call.bob.rejoins, 1);
    }

    void triesAgainWhenARecoveryBringsNothing()
    {
        Pair call;
        call.bob.take(call.bob.session.mediaFailing(kAda, call.now), call.now);
        for (int i = 2; i <= DaveSession::kMaxRecoveries; ++i) {
            call.now = *call.bob.session.nextDeadline() - 1us;
            call.bob.take(call.bob.session.timePassed(call.now), call.now);
            QCOMPARE(call.bob.recoveries, i - 1);
            call.now += 1us;
            call.bob.take(call.bob.session.timePassed(call.now), call.now);
            QCOMPARE(call.bob.recoveries, i);
        }
        call.now = *call.bob.session.nextDeadline();
        call.bob.take(call.bob.session.timePassed(call.now), call.now);
        QCOMPARE(call.bob.rejoins, 1);
        QVERIFY(!call.bob.session.nextDeadline());
    }

    void recoversFromFailingMediaOnlyWhereItCanHelp()
    {
        Pair call;
        call.bob.take(call.bob.session.mediaFailing(kDan, call.now), call.now);
        QVERIFY2(!call.bob.recoveries, "Dan is not in the group");
        call.bob.take(call.bob.session.prepareTransition(60, 1, call.now), call.now);
        call.bob.take(call.bob.session.mediaFailing(kAda, call.now), call.now);
        QVERIFY2(!call.bob.recoveries, "a transition is under way");
        call.now += DaveSession::kTransitionPatience;
        call.bob.take(call.bob.session.mediaFailing(kAda, call.now), call.now);
        QCOMPARE(call.bob.recoveries, 1);
    }

    void executesTransitionZeroAtOnce()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        call.propose({call.adding(cleo)});
        const std::size_t answers = call.ada.ready.size();
        (void)call.accept(call.ada.commits.back(), {}, {&cleo}, true);
        QCOMPARE(call.ada.ready.size(), answers);
        QVERIFY(cleo.ready.empty());
        QVERIFY(isWhole(call, 3));
        const SealingSpeaker old(call.bob.ownBase());
        call.now += 10s;
        QVERIFY(isWhole(call, 3));
    }

    void ignoresTransitionsItNeverHeardOf()
    {
        Pair call;
        const DaveStatus before = call.ada.session.status();
        for (const int id : {-1, 0, 999, 65536})
            QVERIFY(call.ada.session.executeTransition(id, call.now).empty());
        QCOMPARE(call.ada.errors(DaveError::UnknownTransition), 4U);
        QVERIFY(call.ada.session.prepareTransition(65536, 1, call.now).empty());
        QVERIFY(call.ada.session.prepareTransition(7, 2, call.now).empty());
        QVERIFY(call.ada.session.prepareEpoch(1, 2, call.now).empty());
        DaveStatus after = call.ada.session.status();
        after.errors = before.errors;
        QVERIFY(after == before);
        for (int id = 1; id <= 5000; ++id)
            (void)call.ada.session.prepareTransition(id, 1, call.now);
        QCOMPARE(call.ada.errors(DaveError::TooMany), 5000 - DaveSession::kMaxPending);
    }

    void stillGoesDownAfterManyTransitionsThatNeverCame()
    {
        Pair call;
        for (int id = 100; id < 100 + int {DaveSession::kMaxPending}; ++id) {
            call.now += 1min;
            call.ada.take(call.ada.session.prepareTransition(id, 1, call.now), call.now);
        }
        call.ada.take(call.ada.session.prepareTransition(50, 0, call.now), call.now);
        QCOMPARE(call.ada.ready.back(), 50);
        call.ada.take(call.ada.session.executeTransition(50, call.now), call.now);
        QCOMPARE(call.ada.session.status().state, DaveState::Off);
        QCOMPARE(hear(call, call.ada, call.bob, kPlain), Verdict::Clear);
    }

    void endsPassthroughAfterAnEpochThatWasPlain()
    {
        Pair call;
        call.ada.take(call.ada.session.prepareEpoch(0, 1, call.now), call.now);
        QCOMPARE(call.ada.session.status().version, 0);
        QCOMPARE(hear(call, call.ada, call.bob, kPlain), Verdict::Clear);
        for (const auto& person : call.people)
            person->take(person->session.prepareEpoch(1, 1, call.now), call.now);
        call.begin(call.ada, call.bob);
        QCOMPARE(call.ada.session.status().version, 1);
        call.now += 10s;
        QCOMPARE(hear(call, call.ada, call.bob, kPlain), Verdict::Refused);
    }

    void hearsAMemberWhoseFormerVisitEnds()
    {
        // Op 13 of the visit before comes last, or somebody is back before a commit leaves them
        // out.
        Pair call;
        call.ada.take(call.ada.session.userLeft(kBob, call.now), call.now);
        call.ada.session.usersPresent(std::array {kBob});
        call.now += 1min;
        QVERIFY(isWhole(call, 2));
    }

    void leavesOthersInPeaceOverOneBrokenMember()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        call.join(cleo, call.ada);
        for (int i = 0; i < 20; ++i) {
            call.bob.take(call.bob.session.mediaFailing(kCleo, call.now), call.now);
            if (call.bob.isActive())
                continue;
            call.propose({call.removing(kBob), call.adding(call.bob)});
            call.execute(call.accept(call.ada.commits.back(), {kBob}, {&call.bob}));
            QVERIFY(isWhole(call, 3));
        }
        QCOMPARE(call.bob.recoveries, DaveSession::kMaxRecoveriesForOne);
        QCOMPARE(call.bob.rejoins, 0);
        call.bob.take(call.bob.session.mediaFailing(kAda, call.now), call.now);
        QCOMPARE(call.bob.recoveries, DaveSession::kMaxRecoveriesForOne + 1);
    }

    void appliesAnewWhenItIsHeardOutsideForLong()
    {
        Pair call;
        QVERIFY(call.ada.session.heardOutside(call.now).empty());
        QVERIFY2(!call.ada.session.nextDeadline(), "members have other ways");
        Participant& cleo = call.connect(kCleo); // the server never saw her key package
        QVERIFY2(!cleo.session.nextDeadline(), "nobody need be there yet");
        (void)cleo.session.heardOutside(call.now);
        (void)cleo.session.heardOutside(call.now + 1s);
        call.now += DaveSession::kRecoveryPatience - 1us;
        cleo.take(cleo.session.timePassed(call.now), call.now);
        QCOMPARE(cleo.keyPackages.size(), 1U);
        call.now += 1us;
        QVERIFY(cleo.session.nextDeadline() == call.now);
        cleo.take(cleo.session.timePassed(call.now), call.now);
        QCOMPARE(cleo.keyPackages.size(), 2U);
        QCOMPARE(cleo.invalid, std::vector<int> {0});
        call.join(cleo, call.ada);
        QVERIFY(isWhole(call, 3));
        QVERIFY(!cleo.session.nextDeadline());
    }

    void needsNoSecondApplicationOnceItIsIn()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        (void)cleo.session.heardOutside(call.now);
        call.join(cleo, call.ada);
        QVERIFY(!cleo.session.nextDeadline());
        QCOMPARE(cleo.recoveries, 0);
    }

    void keepsANewExternalSenderAsideWhileInAGroup()
    {
        Pair call;
        const DeliveryService other(ChannelId(5));
        const QByteArray sender = other.op25();
        call.deliver(call.ada, 25, sender);
        Participant& cleo = call.connect(kCleo);
        call.join(cleo, call.ada); // the old sender still counts
        QVERIFY(isWhole(call, 3));
        call.deliver(call.ada, 25, call.service.op25());
        call.ada.take(call.ada.session.prepareEpoch(1, 1, call.now), call.now);
        call.leaves = {kAda};
        call.epoch = 0;
        call.deliver(call.ada, 27, DeliveryService::op27Append({call.adding(cleo)}));
        QVERIFY2(call.ada.commits.size() > 1, "the sender set aside is the one of the new group");
    }

    void changesNothingOnARepeatedSessionDescription()
    {
        Pair call;
        const DaveStatus before = call.ada.session.status();
        QVERIFY(call.ada.session.sessionDescription(1, call.now).empty());
        QVERIFY(call.ada.session.status() == before);
    }

    void refusesVersionsItDoesNotSpeak()
    {
        Call call;
        Participant& ada = call.connect(kAda, 2);
        QVERIFY(ada.keyPackages.empty());
        QCOMPARE(ada.errors(DaveError::UnsupportedVersion), 1U);
        Participant& bob = call.connect(kBob);
        QVERIFY2(hear(call, ada, bob, kPlain) == Verdict::Refused, "who knows what it is");
    }

    void rebuildsItsGroupOfOneForTheLatestExternalSender()
    {
        Call call;
        Participant& ada = call.connect(kAda);
        Participant& bob = call.connect(kBob);
        const DeliveryService other(call.channel);
        call.deliver(ada, 25, other.op25());
        call.deliver(ada, 25, call.service.op25());
        call.begin(ada, bob);
        QVERIFY(isWhole(call, 2));
    }

    void forgetsNothingOfAnOpTwentyFiveBeforeOpFour()
    {
        Call call;
        call.people.push_back(std::make_unique<Participant>(kAda, call.channel));
        Participant& ada = *call.people.back();
        call.deliver(ada, 25, call.service.op25());
        QCOMPARE(ada.session.status().state, DaveState::Waiting);
        ada.take(ada.session.sessionDescription(1, call.now), call.now);
        ada.session.usersPresent(std::array {kBob});
        Participant& bob = call.connect(kBob);
        call.begin(ada, bob);
        QVERIFY(isWhole(call, 2));
    }

    void survivesCutAndOversizedMessages()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        const QByteArray append = DeliveryService::op27Append({call.adding(cleo)});
        const auto cutAll = [&](Participant& victim, int op, const QByteArray& whole) {
            for (qsizetype length = 0; length < whole.size(); ++length) {
                const std::size_t commits = victim.commits.size();
                const std::uint64_t epoch = victim.session.status().epoch;
                call.deliver(victim, op, whole.left(length));
                if (victim.commits.size() != commits || victim.session.status().epoch != epoch)
                    return false;
            }
            return true;
        };
        QVERIFY(cutAll(cleo, 25, call.service.op25()));
        QVERIFY(cutAll(call.ada, 27, append));
        QVERIFY(call.ada.invalid.empty());
        call.propose({call.adding(cleo)});
        const auto made = DeliveryService::split(call.ada.commits.back());
        // A cut Welcome is a failure as any other: cleo asks to be let in anew.
        call.deliver(cleo, 30, DeliveryService::numbered(3, made.welcome).chopped(1));
        QCOMPARE(cleo.invalid, std::vector<int> {3});
        call.deliver(call.ada, 27, QByteArray(kMaxDaveBytes + 1, '\0'));
        QCOMPARE(call.ada.errors(DaveError::TooLarge), 1U);
        for (int op = 0; op < 256; ++op) {
            if (op < 25 || op == 26 || op == 28 || op > 30)
                call.deliver(call.ada, op, append);
        }
        QCOMPARE(call.ada.errors(DaveError::UnknownOperation), 252U);
        QVERIFY(call.ada.isActive());
    }

    void survivesRepeatedAndReorderedMessages()
    {
        Pair call;
        Participant& cleo = call.connect(kCleo);
        call.propose({call.adding(cleo)});
        const auto made = DeliveryService::split(call.ada.commits.back());
        const QByteArray commit = DeliveryService::numbered(7, made.commit);
        const QByteArray welcome = DeliveryService::numbered(7, made.welcome);
        call.deliver(cleo, 29, commit); // not hers to follow
        QVERIFY(cleo.invalid.empty());
        call.deliver(cleo, 30, welcome);
        for (int i = 0; i < 3; ++i) { // as a resume may bring them back
            call.deliver(cleo, 30, welcome);
            call.deliver(cleo, 29, commit);
            call.deliver(call.ada, 29, commit);
            call.deliver(call.bob, 29, commit);
            call.deliver(call.bob, 30, welcome);
        }
        ++call.epoch;
        call.leaves.push_back(kCleo);
        for (int i = 0; i < 2; ++i)
            call.execute(7);
        for (const auto& person : call.people) {
            QVERIFY(person->invalid.empty());
            QCOMPARE(std::count(person->ready.begin(), person->ready.end(), 7), 1);
        }
        QVERIFY(isWhole(call, 3));

        // The future before the present: Bob never saw what this commit builds upon.
        Participant& dan = call.connect(kDan);
        const DeliveryService otherCall(ChannelId(5));
        call.propose({call.adding(dan)});
        const auto next = DeliveryService::split(call.ada.commits.back());
        call.deliver(call.ada, 29, DeliveryService::numbered(8, next.commit));
        ++call.epoch;
        call.deliver(call.ada, 27, DeliveryService::op27Append({call.removing(kCleo)}));
        const auto future = DeliveryService::split(call.ada.commits.back());
        call.deliver(call.bob, 29, DeliveryService::numbered(9, future.commit));
        QCOMPARE(call.bob.invalid, std::vector<int> {9});
    }

    void refusesMoreMembersThanACallHas()
    {
        Pair call;
        QByteArray many;
        mls::TlsWriter writer;
        writer.u8(1).list(std::vector<int>(kMaxProposals + 1),
                          [](mls::TlsWriter& inner, int) { inner.opaque(QByteArray(32, 'r')); });
        call.deliver(call.ada, 27, writer.take());
        QCOMPARE(call.ada.errors(DaveError::TooMany), 1U);
    }

    void growsAndShrinksThroughManyEpochs()
    {
        Call call;
        SeededRandom random(31);
        for (std::uint64_t i = 0; i < 4; ++i)
            (void)call.connect(UserId(kAda.value() + i));
        call.begin(*call.people[0], *call.people[1]);
        call.join(*call.people[2], *call.people[1]);
        call.join(*call.people[3], *call.people[0]);
        std::uint64_t next = kAda.value() + 100;
        for (int i = 0; i < 40; ++i) {
            const std::size_t size = call.people.size();
            const bool grow = size < 3 || (size < 12 && random.below(2) == 0);
            if (grow) {
                Participant& committer = *call.people[random.below(size)];
                call.join(call.connect(UserId(next++)), committer);
            } else {
                Participant& leaver = *call.people[random.below(size)];
                const UserId user = leaver.user;
                call.leave(leaver);
                call.propose({call.removing(user)});
                Participant& committer = *call.people[random.below(size - 1)];
                call.execute(call.accept(committer.commits.back(), {user}, {}));
            }
            QVERIFY(isWhole(call, call.people.size()));
            call.now += 7s;
        }
    }
};

QTEST_GUILESS_MAIN(DaveSessionTest)
#include "dave_session_test.moc"
