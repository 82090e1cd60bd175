#include "encrypted_group.h"
#include "voice_far_side.h"

#include "tests/patience.h"
#include "tests/support/fake_clock.h"
#include "voice/receive/voice_call.h"

#include <QSignalSpy>
#include <QTimer>

#include <atomic>
#include <functional>
#include <numeric>
#include <thread>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

namespace {

constexpr int kSsrc = 900; // of the first speaker, the next have the next
const ChannelId kChannel(20);
const UserId kSelf(30);

/// A CELT packet of one 20 ms frame, told apart by its number.
QByteArray opus(int number)
{
    return QByteArray::fromHex("fc") + QByteArray(40, 'o') + static_cast<char>(number);
}

VoiceServer serverOf(const VoiceFarSide& far)
{
    QByteArray token("a token");
    return {QStringLiteral("a session"), SecretBytes::takeFrom(token), far.endpoint()};
}

control::ControlTiming quick()
{
    control::ControlTiming timing;
    timing.shortestDelay = timing.longestDelay = timing.unansweredDelay = 50ms;
    return timing;
}

/// A client in a scripted voice server's encrypted call with two others.
struct EncryptedCall {
    VoiceFarSide far;
    EncryptedGroup group;
    CollectingSink sink;
    SystemClock systemClock;
    test::FakeClock fakeClock;
    VoiceCall call;
    int sequence = 0;
    int transition = 0;

    explicit EncryptedCall(bool useFakeClock = false, int version = 1)
        : group(kChannel, {50, 51})
        , call(GuildId(10), kChannel, kSelf, {QUrl(QStringLiteral("http://127.0.0.1:1/api/v10"))},
               sink, useFakeClock ? static_cast<const Clock&>(fakeClock) : systemClock, nullptr,
               quick())
    {
        far.daveVersion = version;
        call.setListening(Listening::Recording);
    }

    /// Live, everybody named; not in the group yet.
    bool connect()
    {
        call.serverChanged(serverOf(far));
        if (!call.waitUntilReady(30s))
            return false;
        nameEverybody();
        binary(25, group.service.op25());
        return true;
    }
    void nameEverybody()
    {
        present();
        for (std::size_t i = 0; i < group.speakers.size(); ++i)
            far.sayThatSpeaks(static_cast<int>(group.speakers[i].user.value()),
                              kSsrc + static_cast<int>(i), ++sequence);
    }
    void present()
    {
        QStringList ids;
        for (const auto& speaker : group.speakers)
            ids.append(QStringLiteral("\"%1\"").arg(speaker.user.value()));
        far.say(QStringLiteral("{\"op\":11,\"d\":{\"user_ids\":[%1]},\"seq\":%2}")
                    .arg(ids.join(u','), QString::number(++sequence)));
    }
    void binary(int op, const QByteArray& payload) { far.sayBinary(++sequence, op, payload); }
    static QString executeJson(int id, int seq)
    {
        return QStringLiteral("{\"op\":22,\"d\":{\"transition_id\":%1},\"seq\":%2}")
            .arg(id)
            .arg(seq);
    }
    void execute(int id) { far.say(executeJson(id, ++sequence)); }
    void prepare(int id, int version)
    {
        far.say(QStringLiteral("{\"op\":21,\"d\":{\"transition_id\":%1,\"protocol_version\":%2},"
                               "\"seq\":%3}")
                    .arg(id)
                    .arg(version)
                    .arg(++sequence));
    }
    bool until(const std::function<bool()>& condition) const
    {
        return QTest::qWaitFor(condition, test::kPatience);
    }
    bool isReadyFor(int id) const
    {
        return until([&] {
            const auto ready = far.heard(23);
            return !ready.isEmpty() && ready.last().value(u"transition_id").toInt() == id;
        });
    }
    QByteArray keyPackage(qsizetype count)
    {
        return until([&] { return far.heardBinary(26).size() >= count; })
            ? far.heardBinary(26).last()
            : QByteArray();
    }
    QByteArray numbered(const QByteArray& message)
    {
        return dave::test::DeliveryService::numbered(static_cast<std::uint16_t>(++transition),
                                                     message);
    }

    /// The others let us in by our `count`th key package; they speak with the new keys, and we were
    /// told all but the Welcome.
    EncryptedGroup::Step admit(qsizetype count = 1, EncryptedGroup::Changes alongside = {})
    {
        const QByteArray package = keyPackage(count);
        if (package.isEmpty())
            qFatal("no key package came");
        alongside.push_back(EncryptedGroup::adding(package));
        const auto step = group.advance(alongside);
        group.speak();
        return step;
    }
    bool join()
    {
        if (!connect())
            return false;
        binary(30, numbered(admit().welcome));
        const bool isReady = isReadyFor(transition);
        execute(transition);
        return isReady;
    }
    /// Somebody joins: everything but the execution.
    void letIn(int user)
    {
        const auto change = group.newcomer(user);
        present();
        const auto step = group.advance({change});
        binary(27, step.proposals);
        group.letIn(step);
        binary(29, numbered(step.commit));
    }
    void say(std::size_t speaker, int number)
    {
        far.sendAudio(static_cast<std::uint32_t>(kSsrc) + static_cast<std::uint32_t>(speaker),
                      group.speakers[speaker].voice->seal(opus(number)));
    }
    void sayPlain(std::size_t speaker, int number)
    {
        far.sendAudio(static_cast<std::uint32_t>(kSsrc) + static_cast<std::uint32_t>(speaker),
                      opus(number));
    }
    /// Of this speaker, as numbers, in the order of their packets.
    std::vector<int> heard(std::size_t speaker) const
    {
        auto frames = sink.frames();
        std::ranges::stable_sort(frames, {}, &OpusFrame::sequence);
        std::vector<int> numbers;
        for (const OpusFrame& frame : frames) {
            if (frame.user != group.speakers[speaker].user)
                continue;
            const int number = static_cast<unsigned char>(frame.payload.back());
            numbers.push_back(frame.payload == opus(number) ? number : -1);
        }
        return numbers;
    }
    /// As they are now, however slowly the clock goes; to be asked again and again.
    StreamCounters counters(std::size_t speaker)
    {
        call.flush(Held::Keep);
        StreamCounters sum;
        for (const StreamCounters& stream : call.counters().streams) {
            if (stream.user == group.speakers[speaker].user)
                accumulate(sum, stream);
        }
        return sum;
    }
};

std::vector<int> upTo(int count)
{
    std::vector<int> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

} // namespace

class EncryptedCallTest : public QObject {
    Q_OBJECT
private slots:
    void joinsARunningCall();
    void keepsWhatCameBeforeItsKeyInOrder();
    void takesTheSenderBeforeOpFour();
    void losesNothingWhenTheEpochChangesDuringSpeech();
    void followsADowngradeAndAnUpgrade();
    void recoversFromACommitOfNoUse();
    void recoversWhenMediaFails();
    void connectsAnewWhenNothingRecovers();
    void resumesDuringATransition();
    void answersOnceTheLineIsBack();
    void beginsAnewInAnotherChannel_data();
    void beginsAnewInAnotherChannel();
    void passesEverythingInVersionZero();
    void raisesTheAlarmWithinTwoSeconds();
    void keepsCiphertextFromTheSink();
    void holdsNoDatagramForAHandshake();
};

void EncryptedCallTest::joinsARunningCall()
{
    EncryptedCall test;
    test.far.beatInterval = 2'000;
    QSignalSpy changed(&test.call, &VoiceCall::daveChanged);
    QVERIFY(test.connect());
    QCOMPARE(test.far.heard(0).first().value(u"max_dave_protocol_version").toInt(), 1);
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Joining);
    QVERIFY(!test.call.dave().encrypted);
    test.binary(30, test.numbered(test.admit().welcome));
    QVERIFY(test.isReadyFor(1));
    test.execute(1);
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Active);

    const DaveFacts facts = test.call.dave();
    QVERIFY(facts.encrypted);
    QCOMPARE(facts.version, 1);
    QCOMPARE(facts.epoch, test.group.epoch());
    QCOMPARE(facts.privacyCode, test.group.privacyCode());
    QCOMPARE(facts.roster.size(), 3);
    const auto isOurs = [](const DaveMember& member) {
        return member.user == kSelf
            && member.publicKey == VoiceCall::signatureKeyOfThisRun().publicKey();
    };
    QVERIFY(std::ranges::any_of(facts.roster, isOurs));
    QVERIFY(changed.last().first().value<DaveFacts>() == facts);

    test.say(0, 0);
    test.say(1, 0);
    QTRY_COMPARE(test.heard(0), upTo(1));
    QTRY_COMPARE(test.heard(1), upTo(1));
    // What was numbered last was binary or text, whichever.
    QTRY_COMPARE(test.far.heard(3).isEmpty() ? -1
                                             : test.far.heard(3).last().value(u"seq_ack").toInt(),
                 test.sequence);
}

void EncryptedCallTest::keepsWhatCameBeforeItsKeyInOrder()
{
    EncryptedCall test;
    QVERIFY(test.connect());
    const auto step = test.admit();
    for (int i = 0; i < 50; ++i)
        test.say(0, i);
    QTRY_COMPARE(test.counters(0).waiting, 50U);
    QVERIFY(test.sink.frames().empty());
    test.binary(30, test.numbered(step.welcome));
    QTRY_COMPARE(test.sink.frames().size(), 50U);
    const auto frames = test.sink.frames();
    QVERIFY(std::ranges::is_sorted(frames, {}, &OpusFrame::sequence));
    QCOMPARE(test.heard(0), upTo(50));
    QCOMPARE(test.counters(0).undecryptable, 0U);
}

void EncryptedCallTest::takesTheSenderBeforeOpFour()
{
    EncryptedCall test;
    test.far.answersIdentify = false;
    test.call.serverChanged(serverOf(test.far));
    QTRY_COMPARE(test.far.heard(0).size(), 1);
    test.nameEverybody();
    test.binary(25, test.group.service.op25());
    test.far.sayReady();
    QVERIFY(test.call.waitUntilReady(30s));
    test.binary(30, test.numbered(test.admit().welcome));
    QVERIFY(test.isReadyFor(1));
    test.say(0, 0);
    QTRY_COMPARE(test.heard(0), upTo(1));
}

void EncryptedCallTest::losesNothingWhenTheEpochChangesDuringSpeech()
{
    EncryptedCall test;
    QVERIFY(test.join());
    int said = 0;
    for (int epoch = 0; epoch < 5; ++epoch) {
        for (int i = 0; i < 5; ++i)
            test.say(0, said++);
        auto slow = test.group.speakers[0].voice; // has not heard of the new epoch yet
        const auto change = test.group.newcomer(60 + epoch);
        test.present();
        const auto step = test.group.advance({change});
        test.binary(27, step.proposals);
        test.group.letIn(step);
        test.group.speak();
        // One who switches before the commit even reaches us, one who is late.
        for (int i = 0; i < 5; ++i)
            test.say(0, said++);
        test.binary(29, test.numbered(step.commit));
        for (int i = 0; i < 5; ++i)
            test.far.sendAudio(kSsrc, slow->seal(opus(said++)));
        QVERIFY(test.isReadyFor(test.transition));
        test.far.sendAudio(kSsrc, slow->seal(opus(said++)));
        test.execute(test.transition);
        test.far.sendAudio(kSsrc, slow->seal(opus(said++)));
    }
    QTRY_COMPARE(test.heard(0), upTo(said));
    QCOMPARE(test.counters(0).undecryptable, 0U);
    QCOMPARE(test.call.dave().epoch, test.group.epoch());
    QCOMPARE(test.call.dave().roster.size(), 8);
}

void EncryptedCallTest::followsADowngradeAndAnUpgrade()
{
    EncryptedCall test(true);
    QVERIFY(test.join());
    test.say(0, 0);
    test.sayPlain(0, 99);
    QTRY_COMPARE(test.counters(0).undecryptable, 1U);

    test.prepare(7, 0);
    QVERIFY(test.isReadyFor(7));
    test.say(0, 1);
    test.execute(7);
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Off);
    QVERIFY(!test.call.dave().encrypted);
    test.sayPlain(0, 2);
    QTRY_COMPARE(test.heard(0), upTo(3));

    test.far.say(QStringLiteral("{\"op\":24,\"d\":{\"protocol_version\":1,\"epoch\":1},\"seq\":%1}")
                     .arg(++test.sequence));
    test.sayPlain(0, 3); // until it is executed
    QTRY_COMPARE(test.heard(0), upTo(4));
    QVERIFY(!test.keyPackage(2).isEmpty());
    test.transition = 7;
    test.group.found();
    test.binary(30, test.numbered(test.admit(2).welcome));
    QVERIFY(test.isReadyFor(8));
    test.execute(8);
    QTRY_VERIFY(test.call.dave().encrypted);
    test.say(0, 4);
    test.sayPlain(0, 5); // was under way
    QTRY_COMPARE(test.heard(0), upTo(6));
    test.fakeClock.advance(11s);
    test.sayPlain(0, 98);
    test.say(0, 6);
    QTRY_COMPARE(test.heard(0), upTo(7));
    QTRY_COMPARE(test.counters(0).undecryptable, 2U);
}

void EncryptedCallTest::recoversFromACommitOfNoUse()
{
    EncryptedCall test;
    QVERIFY(test.join());
    const QByteArray first = test.far.heardBinary(26).last();
    test.say(0, 0);
    const auto change = test.group.newcomer(60);
    test.present();
    auto step = test.group.advance({change});
    test.group.letIn(step);
    test.binary(27, step.proposals);
    step.commit.back() = static_cast<char>(step.commit.back() ^ 1);
    test.binary(29, test.numbered(step.commit));
    QTRY_COMPARE(test.far.heard(31).size(), 1);
    QCOMPARE(test.far.heard(31).first().value(u"transition_id").toInt(), 2);
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Recovering);
    QVERIFY(test.keyPackage(2) != first);

    // What is said meanwhile waits.
    const auto back = test.admit(2, {test.group.removing(kSelf)});
    test.say(0, 1);
    test.binary(27, back.proposals);
    test.binary(29, test.numbered(back.commit)); // not meant for us
    --test.transition;
    test.binary(30, test.numbered(back.welcome));
    QVERIFY(test.isReadyFor(3));
    test.execute(3);
    test.say(0, 2);
    QTRY_COMPARE(test.heard(0), upTo(3));
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Active);
    QCOMPARE(test.call.dave().recoveries, 1);
    QCOMPARE(test.far.heard(31).size(), 1);
    QCOMPARE(test.far.heard(0).size(), 1);
}

void EncryptedCallTest::recoversWhenMediaFails()
{
    EncryptedCall test(true);
    QVERIFY(test.join());
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Active);
    test.say(0, 0);
    QTRY_COMPARE(test.heard(0), upTo(1));
    // The first speaker goes on in an epoch nobody told us of.
    const auto change = test.group.newcomer(60);
    test.group.letIn(test.group.advance({change}));
    test.group.speak();
    for (int round = 0; round < 8; ++round) {
        for (int i = 0; i < 10; ++i)
            test.say(0, 100 + i);
        const auto heard = static_cast<std::uint64_t>(1 + 10 * (round + 1));
        QTRY_COMPARE(test.counters(0).heard, heard);
        test.fakeClock.advance(500ms);
    }
    QTRY_COMPARE(test.far.heard(31).size(), 1);
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Recovering);
    QCOMPARE(test.heard(0), upTo(1));
}

void EncryptedCallTest::connectsAnewWhenNothingRecovers()
{
    EncryptedCall test(true);
    QVERIFY(test.join());
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Active);
    test.binary(29, test.numbered(QByteArray("nonsense")));
    for (int i = 1; i <= 5; ++i) {
        QTRY_COMPARE(test.far.heard(31).size(), i);
        QTRY_COMPARE(test.call.dave().recoveries, i);
        test.fakeClock.advance(16s);
        // Timers run by the real clock: a message makes the session look at its own.
        test.binary(30, test.numbered(QByteArray("nonsense")));
    }
    QTRY_COMPARE(test.far.heard(0).size(), 2);
    QCOMPARE(test.far.heard(31).size(), 5);
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Joining);
    QCOMPARE(test.call.dave().recoveries, 5);
}

void EncryptedCallTest::resumesDuringATransition()
{
    EncryptedCall test;
    QVERIFY(test.join());
    test.say(0, 0);
    auto slow = test.group.speakers[0].voice;
    test.letIn(60);
    QVERIFY(test.isReadyFor(2));
    QTRY_COMPARE(test.call.dave().epoch, test.group.epoch());
    test.group.speak();

    // The execution and a whole further epoch are said while the line is down.
    const auto change = test.group.newcomer(61);
    const auto step = test.group.advance({change});
    test.group.letIn(step);
    test.far.buffered = {
        EncryptedCall::executeJson(2, test.sequence + 1),
        QStringLiteral("{\"op\":11,\"d\":{\"user_ids\":[\"61\"]},\"seq\":%1}")
            .arg(test.sequence + 2),
        VoiceFarSide::numbered(test.sequence + 3, 27, step.proposals),
        VoiceFarSide::numbered(test.sequence + 4, 29, test.numbered(step.commit)),
    };
    const int before = test.sequence;
    test.sequence += 4;
    test.far.breakLine();
    test.say(0, 1); // UDP does not care
    test.group.speak();
    test.say(0, 2);
    QTRY_COMPARE(test.far.heard(7).size(), 1);
    QCOMPARE(test.far.heard(7).first().value(u"seq_ack").toInt(), before);
    QVERIFY(test.isReadyFor(3));
    test.execute(3);
    QTRY_COMPARE(test.call.dave().epoch, test.group.epoch());
    test.say(0, 3);
    test.far.sendAudio(kSsrc, slow->seal(opus(4)));
    QTRY_COMPARE(test.heard(0), upTo(5));
    QTRY_COMPARE(test.call.state(), VoiceState::Ready);
    QCOMPARE(test.far.heardBinary(26).size(), 1); // the same group all along
    QCOMPARE(test.far.heard(0).size(), 1);
    QCOMPARE(test.call.dave().recoveries, 0);
}

void EncryptedCallTest::answersOnceTheLineIsBack()
{
    EncryptedCall test;
    QVERIFY(test.join());
    test.far.answersResume = false;
    test.far.buffered
        = {VoiceFarSide::numbered(test.sequence + 1, 29, test.numbered(QByteArray("nonsense")))};
    test.far.breakLine();
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Recovering);
    QTest::qWait(100);
    QCOMPARE(test.far.heard(7).size(), 1);
    QCOMPARE(test.far.heard(31).size(), 0);
    QCOMPARE(test.far.heardBinary(26).size(), 1);
    test.far.sayResumed();
    QTRY_COMPARE(test.far.heardBinary(26).size(), 2);
    QCOMPARE(test.far.heard(31).size(), 1);
}

void EncryptedCallTest::beginsAnewInAnotherChannel_data()
{
    QTest::addColumn<bool>("serverFirst");
    QTest::newRow("channel, then server") << false;
    QTest::newRow("server, then channel") << true;
}

void EncryptedCallTest::beginsAnewInAnotherChannel()
{
    QFETCH(bool, serverFirst);
    EncryptedCall test;
    QVERIFY(test.join());
    test.say(0, 0);
    QTRY_COMPARE(test.heard(0), upTo(1));
    const auto stale = test.group.speakers[0].voice;

    if (serverFirst)
        test.call.serverChanged(serverOf(test.far));
    test.call.channelChanged(ChannelId(21));
    if (!serverFirst)
        test.call.serverChanged(serverOf(test.far));
    QTRY_VERIFY(test.far.heardBinary(26).size() >= 2);
    QTRY_COMPARE(test.call.state(), VoiceState::Ready);

    // In channel 21 there is another group with another service.
    EncryptedGroup there(ChannelId(21), {50, 51});
    test.nameEverybody();
    test.binary(25, there.service.op25());
    const QByteArray package = test.far.heardBinary(26).last();
    const auto step = there.advance({EncryptedGroup::adding(package)});
    there.speak();
    test.group.speakers = there.speakers;
    test.transition = 0;
    test.binary(30, test.numbered(step.welcome));
    QTRY_COMPARE(test.call.dave().privacyCode, there.privacyCode());
    auto old = stale;
    test.far.sendAudio(kSsrc, old->seal(opus(9)));
    test.say(0, 1);
    QTRY_COMPARE(test.sink.frames().size(), 2U);
    QCOMPARE(test.sink.frames().back().payload, opus(1));
    QCOMPARE(test.call.dave().recoveries, 0);
}

void EncryptedCallTest::passesEverythingInVersionZero()
{
    EncryptedCall test(false, 0);
    test.call.serverChanged(serverOf(test.far));
    QVERIFY(test.call.waitUntilReady(30s));
    test.present();
    test.far.sayThatSpeaks(50, kSsrc, ++test.sequence);
    for (int i = 0; i < 5; ++i)
        test.sayPlain(0, i);
    QTRY_COMPARE(test.heard(0), upTo(5));
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Off);
    QVERIFY(!test.call.dave().encrypted);
    QVERIFY(test.far.heardBinary(26).isEmpty());
}

void EncryptedCallTest::raisesTheAlarmWithinTwoSeconds()
{
    EncryptedCall test(true);
    QVERIFY(test.join());
    QSignalSpy alarms(&test.call, &VoiceCall::undecryptable);
    QSignalSpy endings(&test.call, &VoiceCall::decryptableAgain);
    test.say(0, 0);
    test.say(1, 0);
    QTRY_COMPARE(test.heard(0), upTo(1));
    const auto good = test.group.speakers[0].voice;
    const auto change = test.group.newcomer(60);
    test.group.letIn(test.group.advance({change}));
    test.group.speak();
    for (int i = 0; i < 20; ++i)
        test.say(0, 100 + i);
    test.say(1, 100); // a single one is nothing to worry about
    QTRY_COMPARE(test.counters(0).heard, 21U);
    QTRY_COMPARE(test.counters(1).heard, 2U);
    test.fakeClock.advance(1700ms);
    QTest::qWait(100);
    QVERIFY(alarms.isEmpty());
    test.fakeClock.advance(200ms);
    QTRY_COMPARE(alarms.size(), 1);
    QVERIFY(alarms.first().first().value<UserId>() == UserId(50));
    QTRY_COMPARE(test.call.counters().alarms, 1U);
    QVERIFY(endings.isEmpty());

    auto again = good;
    test.far.sendAudio(kSsrc, again->seal(opus(1)));
    QTRY_COMPARE(endings.size(), 1);
    QVERIFY(endings.first().first().value<UserId>() == UserId(50));
    QCOMPARE(alarms.size(), 1);
}

void EncryptedCallTest::keepsCiphertextFromTheSink()
{
    EncryptedCall test(true);
    QVERIFY(test.join());
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Active);
    test.say(0, 0);
    QTRY_COMPARE(test.heard(0), upTo(1));
    const QByteArray sealed = test.group.speakers[0].voice->seal(opus(7));
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray broken = sealed;
        broken[i] = static_cast<char>(broken[i] ^ 0x10);
        test.far.sendAudio(kSsrc, broken);
    }
    for (qsizetype length = 4; length < sealed.size(); ++length)
        test.far.sendAudio(kSsrc, sealed.first(length));
    EncryptedGroup strangers(ChannelId(77), {50, 51});
    test.far.sendAudio(kSsrc, strangers.speakers[0].voice->seal(opus(8)));
    test.far.sendAudio(kSsrc + 1, test.group.speakers[0].voice->seal(opus(9))); // another's key
    QTRY_COMPARE(test.counters(0).heard, static_cast<std::uint64_t>(2 * sealed.size() - 2));
    test.say(0, 1);
    QTRY_COMPARE(test.heard(0), upTo(2));
    test.fakeClock.advance(60s); // nothing that waited comes out another way
    test.say(0, 2);
    QTRY_COMPARE(test.heard(0), upTo(3));
    QCOMPARE(test.sink.frames().size(), 3U);
}

/// Speech goes on in a thread of its own while one epoch follows the other; nothing that was said
/// after we had a key is lost, and threads meet everywhere a sanitizer may look.
void EncryptedCallTest::holdsNoDatagramForAHandshake()
{
    EncryptedCall test;
    QVERIFY(test.join());
    QTRY_VERIFY(test.call.dave().progress == DaveProgress::Active);
    std::atomic<bool> talking = true;
    std::atomic<std::uint64_t> seen = 0;
    std::thread looker([&] {
        while (talking) {
            seen = std::max(seen.load(), test.call.counters().datagrams);
            std::this_thread::sleep_for(1ms);
        }
    });
    int said = 0;
    int epochs = 0;
    QTimer talk;
    QObject::connect(&talk, &QTimer::timeout, &test.far, [&] {
        for (int i = 0; i < 4; ++i)
            test.say(0, said++ % 200);
    });
    talk.start(5ms);
    const bool followed = [&] {
        for (; epochs < 10; ++epochs) {
            test.letIn(100 + epochs);
            if (!test.isReadyFor(test.transition))
                return false;
            test.execute(test.transition);
            test.group.speak();
        }
        return true;
    }();
    talk.stop();
    const auto wanted = static_cast<std::size_t>(said);
    const bool complete = test.until([&] { return test.heard(0).size() >= wanted; });
    talking = false;
    looker.join();
    QVERIFY(followed);
    QVERIFY(complete);
    QVERIFY(seen > 0);
    QCOMPARE(test.heard(0).size(), wanted);
    QVERIFY(!std::ranges::count(test.heard(0), -1));
    QCOMPARE(test.counters(0).undecryptable, 0U);
    QCOMPARE(test.call.dave().epoch, test.group.epoch());
    const auto frames = test.sink.frames();
    QVERIFY(std::ranges::is_sorted(frames, {}, &OpusFrame::arrival));
}

QTEST_GUILESS_MAIN(EncryptedCallTest)
#include "encrypted_call_test.moc"
