#include "voice/receive/decryption_watch.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;

class DecryptionWatchTest : public QObject {
    Q_OBJECT
private slots:
    void alarmsOnceAndInTime();
    void staysCalmWhileSomethingIsRead();
    void staysCalmAboutAWordsRest();
    void alarmsAboutShortWords();
    void alarmsAboutWhoStoppedSpeaking();
    void saysWhenItIsOver();
    void endsTheAlarmAboutWhoIsGone();
};

namespace {

const SteadyTime kStart {1h};
const UserId kAda(1);
const UserId kBen(2);

/// So many frames of 20 ms that nobody could read, from `from` on.
void fail(DecryptionWatch& watch, UserId user, std::uint32_t frames, SteadyTime from = kStart)
{
    for (std::uint32_t i = 0; i < frames; ++i)
        watch.unreadable(user, from + i * 20ms);
}

bool is(const std::vector<DecryptionWatch::Change>& changes, UserId user, bool readable)
{
    return changes.size() == 1 && changes[0].user == user && changes[0].readable == readable;
}

} // namespace

void DecryptionWatchTest::alarmsOnceAndInTime()
{
    DecryptionWatch watch;
    fail(watch, kAda, 500);
    watch.timePassed(kStart + DecryptionWatch::kPatience - 1us);
    QVERIFY(watch.takeChanges().empty());
    QVERIFY(watch.isWatching());
    watch.timePassed(kStart + DecryptionWatch::kPatience);
    QVERIFY(is(watch.takeChanges(), kAda, false));
    QVERIFY(!watch.isWatching());
    fail(watch, kAda, 500, kStart + 10s);
    watch.timePassed(kStart + 60s);
    QVERIFY(watch.takeChanges().empty());
    QCOMPARE(watch.alarms(), 1U);
}

void DecryptionWatchTest::staysCalmWhileSomethingIsRead()
{
    DecryptionWatch watch;
    for (int second = 0; second < 10; ++second) {
        fail(watch, kAda, 50, kStart + second * 1s);
        watch.read(kAda);
        watch.timePassed(kStart + (second + 1) * 1s);
    }
    QVERIFY(watch.takeChanges().empty());
    QVERIFY(!watch.isWatching());
}

void DecryptionWatchTest::staysCalmAboutAWordsRest()
{
    DecryptionWatch watch;
    fail(watch, kAda, DecryptionWatch::kFrames - 1);
    watch.timePassed(kStart + 5s);
    QVERIFY(watch.takeChanges().empty());
    QVERIFY(!watch.isWatching());
    // And does not add it to what is said much later.
    fail(watch, kAda, DecryptionWatch::kFrames - 1, kStart + 20s);
    watch.timePassed(kStart + 30s);
    QVERIFY(watch.takeChanges().empty());
}

void DecryptionWatchTest::alarmsAboutShortWords()
{
    DecryptionWatch watch;
    fail(watch, kAda, 6);
    watch.timePassed(kStart + 2s);
    QVERIFY(watch.takeChanges().empty());
    fail(watch, kAda, 6, kStart + 4s); // "no", and then "no" again
    watch.timePassed(kStart + 4s + 120ms);
    QVERIFY(is(watch.takeChanges(), kAda, false));
    watch.read(kAda);
    QVERIFY(is(watch.takeChanges(), kAda, true));
    // What was under way at two changes of key, and read in between, is no such thing.
    fail(watch, kBen, 6, kStart + 10s);
    watch.timePassed(kStart + 12s);
    watch.read(kBen);
    fail(watch, kBen, 6, kStart + 14s);
    watch.timePassed(kStart + 16s);
    QVERIFY(watch.takeChanges().empty());
}

void DecryptionWatchTest::alarmsAboutWhoStoppedSpeaking()
{
    DecryptionWatch watch;
    fail(watch, kAda, DecryptionWatch::kFrames);
    QVERIFY(watch.isWatching());
    watch.timePassed(kStart + DecryptionWatch::kPatience);
    QVERIFY(is(watch.takeChanges(), kAda, false));
}

void DecryptionWatchTest::saysWhenItIsOver()
{
    DecryptionWatch watch;
    fail(watch, kAda, 50);
    watch.timePassed(kStart + 2s);
    QVERIFY(is(watch.takeChanges(), kAda, false));
    watch.read(kBen);
    QVERIFY(watch.takeChanges().empty());
    watch.read(kAda);
    QVERIFY(is(watch.takeChanges(), kAda, true));
    watch.read(kAda);
    QVERIFY(watch.takeChanges().empty());
    fail(watch, kAda, 50, kStart + 5s);
    watch.timePassed(kStart + 7s);
    QVERIFY(is(watch.takeChanges(), kAda, false));
    QCOMPARE(watch.alarms(), 2U);
}

void DecryptionWatchTest::endsTheAlarmAboutWhoIsGone()
{
    DecryptionWatch watch;
    fail(watch, kAda, 50);
    fail(watch, kBen, 50);
    watch.forget(kBen);
    watch.timePassed(kStart + 2s);
    QVERIFY(is(watch.takeChanges(), kAda, false));
    watch.forget(kAda);
    QVERIFY(is(watch.takeChanges(), kAda, true));
}

QTEST_APPLESS_MAIN(DecryptionWatchTest)
#include "decryption_watch_test.moc"
