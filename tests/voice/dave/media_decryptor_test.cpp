#include "tests/voice/dave/sealing_speaker.h"
#include "voice/dave/media_decryptor.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::dave;
using namespace lavalier::dave::test;
using namespace std::chrono_literals;
using Verdict = MediaDecryptor::Verdict;

namespace {

constexpr UserId kAda {11};
constexpr UserId kBob {22};

SecretBytes baseOf(char seed)
{
    const QByteArray bytes(16, seed);
    return SecretBytes(viewOf(bytes));
}

/// A decryptor, a clock that only tests move, and what it last handed out.
struct Receiver {
    MediaDecryptor media;
    SteadyTime now {1000s};
    QByteArray out;

    void tell(const MediaKeyCommand& command) { media.apply(command, now); }
    void newEpoch(KeySet set, std::vector<SenderKey> keys, bool joined = false)
    {
        tell(AddEpochKeys {set, set, std::move(keys), joined});
    }
    Verdict hear(UserId user, const QByteArray& frame)
    {
        out.clear();
        return media.decrypt(user, viewOf(frame), out, now);
    }
    DecryptCounters counters(UserId user) const
    {
        const auto found = media.counters().find(user);
        return found == media.counters().end() ? DecryptCounters() : found->second;
    }
};

const QByteArray kPlain("an Opus packet");

} // namespace

class MediaDecryptorTest : public QObject {
    Q_OBJECT
private slots:
    void opensWhatAMemberSealed()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}, {kBob, baseOf('b')}});
        SealingSpeaker ada(baseOf('a'));
        SealingSpeaker bob(baseOf('b'));
        for (int i = 0; i < 100; ++i) {
            QCOMPARE(us.hear(kAda, ada.seal(kPlain)), Verdict::Clear);
            QCOMPARE(us.out, kPlain);
            QCOMPARE(us.hear(kBob, bob.seal(QByteArray())), Verdict::Clear);
            QCOMPARE(us.out, QByteArray());
        }
        QVERIFY2(us.hear(kAda, bob.seal(kPlain)) != Verdict::Clear, "Bob spoke as Ada");
        QCOMPARE(us.counters(kAda).decrypted, 100U);
    }

    void letsSilencePassAlways()
    {
        Receiver us;
        const QByteArray silence = QByteArray::fromHex("f8fffe");
        QCOMPARE(us.hear(kAda, silence), Verdict::Clear);
        QCOMPARE(us.out, silence);
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}});
        QCOMPARE(us.hear(kAda, silence), Verdict::Clear);
        QCOMPARE(us.counters(kAda).silence, 2U);
    }

    void keepsPlainFramesFromOpusUnlessTheyAreAllowed()
    {
        Receiver us;
        QCOMPARE(us.hear(kAda, kPlain), Verdict::WaitForKey); // nobody said yet which it is
        us.tell(EndPassthrough {});
        QCOMPARE(us.hear(kAda, kPlain), Verdict::Refused);
        us.tell(AllowPassthrough {});
        us.now += 24h;
        QCOMPARE(us.hear(kAda, kPlain), Verdict::Clear);
        QCOMPARE(us.out, kPlain);
        us.tell(AllowPassthrough {us.now + 10s});
        us.now += 10s - 1us;
        QCOMPARE(us.hear(kAda, kPlain), Verdict::Clear);
        us.now += 1us;
        QCOMPARE(us.hear(kAda, kPlain), Verdict::Refused);
        QCOMPARE(us.counters(kAda).notAFrame, 2U);
        QCOMPARE(us.counters(kAda).passthrough, 2U);
    }

    void keepsCiphertextFromOpusWhilePlainFramesPass()
    {
        Receiver us;
        us.tell(AllowPassthrough {});
        SealingSpeaker ada(baseOf('a'));
        QCOMPARE(us.hear(kAda, ada.seal(kPlain)), Verdict::WaitForKey);
        us.newEpoch(1, {{kAda, baseOf('x')}}, true);
        QCOMPARE(us.hear(kAda, ada.seal(kPlain)), Verdict::Refused);
        QByteArray damaged = ada.seal(kPlain);
        damaged.chop(1);
        us.tell(EndPassthrough {});
        QCOMPARE(us.hear(kAda, damaged), Verdict::Refused);
    }

    void waitsForTheKeysOfWhomItDoesNotKnow()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        SealingSpeaker ada(baseOf('a'));
        const QByteArray early = ada.seal(kPlain);
        QCOMPARE(us.hear(kAda, early), Verdict::WaitForKey);
        us.newEpoch(1, {{kAda, baseOf('a')}}, true);
        QCOMPARE(us.hear(kAda, early), Verdict::Clear);
        QCOMPARE(us.counters(kAda).noKey, 1U);
    }

    void givesUpWhatIsOlderThanOurFirstEpoch()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.tell(ExpectKeys {true});
        SealingSpeaker before(baseOf('0'));
        std::vector<QByteArray> inFlight;
        for (int i = 0; i < 7; ++i) {
            inFlight.push_back(before.seal(kPlain));
            QCOMPARE(us.hear(kAda, inFlight.back()), Verdict::WaitForKey);
        }
        us.tell(ExpectKeys {false});
        us.newEpoch(1, {{kAda, baseOf('a')}}, true);
        for (const QByteArray& frame : inFlight)
            QCOMPARE(us.hear(kAda, frame), Verdict::Refused);
        QCOMPARE(us.counters(kAda).refusedTag, 7U);
        SealingSpeaker after(baseOf('a'));
        QCOMPARE(us.hear(kAda, after.seal(kPlain)), Verdict::Clear);
    }

    void waitsForAnEpochThatFramesAnnounceBeforeTheServerDoes()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}}, true);
        SealingSpeaker first(baseOf('a'));
        for (int i = 0; i < 10; ++i)
            QCOMPARE(us.hear(kAda, first.seal(kPlain)), Verdict::Clear);
        SealingSpeaker second(baseOf('b'));
        const QByteArray early = second.seal(kPlain);
        QCOMPARE(us.hear(kAda, early), Verdict::WaitForKey); // its counter began anew
        QCOMPARE(us.hear(kAda, second.sealAs(1000, kPlain)), Verdict::Refused);
        us.tell(ExpectKeys {true});
        QCOMPARE(us.hear(kAda, second.sealAs(1000, kPlain)), Verdict::WaitForKey);
        us.newEpoch(2, {{kAda, baseOf('b')}});
        QCOMPARE(us.hear(kAda, early), Verdict::Clear);
    }

    void waitsForTheFirstWordsOfWhoWasSilentSinceWeCame()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}}, true);
        us.now += kKeyHardCap;
        SealingSpeaker second(baseOf('b')); // the epoch changed while the news is late
        const QByteArray early = second.seal(kPlain);
        QCOMPARE(us.hear(kAda, early), Verdict::WaitForKey);
        us.newEpoch(2, {{kAda, baseOf('b')}});
        QCOMPARE(us.hear(kAda, early), Verdict::Clear);
    }

    void waitsForAllOfAnEpochWhoseNewsIsLate()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}}, true);
        SealingSpeaker first(baseOf('a'));
        for (int i = 0; i < 20; ++i) // she said a word
            QCOMPARE(us.hear(kAda, first.seal(kPlain)), Verdict::Clear);
        SealingSpeaker second(baseOf('b'));
        std::vector<QByteArray> early;
        for (int i = 0; i < 450; ++i) { // and then a story
            early.push_back(second.seal(kPlain));
            QCOMPARE(us.hear(kAda, early.back()), Verdict::WaitForKey);
            if (i == 10)
                QCOMPARE(us.hear(kAda, first.seal(kPlain)), Verdict::Clear); // overtaken
        }
        us.newEpoch(2, {{kAda, baseOf('b')}});
        for (const QByteArray& frame : early)
            QCOMPARE(us.hear(kAda, frame), Verdict::Clear);
        QCOMPARE(us.hear(kAda, SealingSpeaker(baseOf('x')).sealAs(600, kPlain)), Verdict::Refused);
    }

    void opensOldAndNewWhileTheTransitionRuns()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}});
        us.newEpoch(2, {{kAda, baseOf('b')}});
        SealingSpeaker old(baseOf('a'));
        SealingSpeaker fresh(baseOf('b'));
        QCOMPARE(us.hear(kAda, old.seal(kPlain)), Verdict::Clear);
        QCOMPARE(us.hear(kAda, fresh.seal(kPlain)), Verdict::Clear);
        QCOMPARE(us.hear(kAda, old.seal(kPlain)), Verdict::Clear);
        us.tell(RetireOlderKeys {2});
        us.now += 10s - 1us;
        QCOMPARE(us.hear(kAda, old.seal(kPlain)), Verdict::Clear);
        us.now += 1us;
        QVERIFY(us.hear(kAda, old.seal(kPlain)) != Verdict::Clear);
        us.now += 24h;
        QCOMPARE(us.hear(kAda, fresh.seal(kPlain)), Verdict::Clear);
    }

    void endsOldKeysAfterThirtySecondsWhateverTheServerSays()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}, {kBob, baseOf('b')}});
        us.newEpoch(2, {{kAda, baseOf('c')}}); // Bob is gone
        SealingSpeaker ada(baseOf('a'));
        SealingSpeaker bob(baseOf('b'));
        us.now += 10s - 1us;
        QCOMPARE(us.hear(kBob, bob.seal(kPlain)), Verdict::Clear);
        us.now += 1us;
        QVERIFY(us.hear(kBob, bob.seal(kPlain)) != Verdict::Clear);
        us.now += 20s - 1us;
        QCOMPARE(us.hear(kAda, ada.seal(kPlain)), Verdict::Clear);
        us.now += 1us;
        QVERIFY(us.hear(kAda, ada.seal(kPlain)) != Verdict::Clear);
    }

    void retiresOnlyWhatIsOlderThanTheExecutedEpoch()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}});
        us.newEpoch(2, {{kAda, baseOf('b')}});
        us.newEpoch(3, {{kAda, baseOf('c')}}); // announced before the second was executed
        us.tell(RetireOlderKeys {2});
        us.now += 11s;
        SealingSpeaker second(baseOf('b'));
        QCOMPARE(us.hear(kAda, second.seal(kPlain)), Verdict::Clear);
    }

    void keepsALeaversKeysForTenSeconds()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}});
        us.tell(ForgetSender {kAda});
        us.tell(ForgetSender {kBob}); // never seen
        SealingSpeaker ada(baseOf('a'));
        us.now += 10s - 1us;
        QCOMPARE(us.hear(kAda, ada.seal(kPlain)), Verdict::Clear);
        us.now += 1us;
        QVERIFY(us.hear(kAda, ada.seal(kPlain)) != Verdict::Clear);
    }

    void refusesReplaysAndForgeries()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}}, true);
        SealingSpeaker ada(baseOf('a'));
        const QByteArray first = ada.seal(kPlain);
        const QByteArray second = ada.seal(kPlain);
        QCOMPARE(us.hear(kAda, second), Verdict::Clear);
        QCOMPARE(us.hear(kAda, first), Verdict::Clear);
        QCOMPARE(us.hear(kAda, first), Verdict::Refused);
        QCOMPARE(us.counters(kAda).replayed, 1U);
        QByteArray forged = ada.seal(kPlain);
        forged[2] = static_cast<char>(forged[2] ^ 0x10);
        QCOMPARE(us.hear(kAda, forged), Verdict::Refused);
        QVERIFY(us.out.isEmpty());
        QCOMPARE(us.hear(kAda, ada.sealAs(0xFF000001, kPlain)), Verdict::Refused);
        QCOMPARE(us.counters(kAda).badGeneration, 1U);
    }

    void namesWhoseFramesKeepFailing_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<bool>("named");
        QTest::newRow("enough, for long enough") << 36 << qint64 {2001} << true;
        QTest::newRow("one too few") << 35 << qint64 {5000} << false;
        QTest::newRow("exactly two seconds") << 36 << qint64 {2000} << false;
        QTest::newRow("many at once") << 1000 << qint64 {700} << false;
    }

    void namesWhoseFramesKeepFailing()
    {
        QFETCH(int, failures);
        QFETCH(qint64, milliseconds);
        QFETCH(bool, named);
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}}, true);
        SealingSpeaker stranger(baseOf('z'));
        const SteadyTime start = us.now;
        for (int i = 0; i < failures; ++i) {
            us.now = start + std::chrono::milliseconds(milliseconds) * i / (failures - 1);
            QVERIFY(us.hear(kAda, stranger.seal(kPlain)) != Verdict::Clear);
        }
        QCOMPARE(us.media.takeFailing().size(), named ? std::size_t {1} : std::size_t {0});
        QVERIFY2(us.media.takeFailing().empty(), "named twice");
    }

    void beginsToCountAfreshAfterAFrameThatOpened()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}}, true);
        SealingSpeaker stranger(baseOf('z'));
        SealingSpeaker ada(baseOf('a'));
        for (int i = 0; i < 100; ++i) {
            us.now += 1s;
            (void)us.hear(kAda, stranger.sealAs(10'000, kPlain));
            if (i % 30 == 29)
                QCOMPARE(us.hear(kAda, ada.seal(kPlain)), Verdict::Clear);
        }
        QVERIFY(us.media.takeFailing().empty());
    }

    void staysBoundedUnderAFloodOfUsersAndEpochs()
    {
        Receiver us;
        us.tell(EndPassthrough {});
        SealingSpeaker ada(baseOf('a'));
        const QByteArray frame = ada.seal(kPlain);
        for (std::uint64_t user = 1; user <= 5000; ++user)
            QCOMPARE(us.hear(UserId(user), frame), Verdict::WaitForKey);
        QVERIFY(us.media.counters().size() <= MediaDecryptor::kMaxUsers + 1);
        QCOMPARE(us.counters(UserId()).noKey, 5000 - MediaDecryptor::kMaxUsers);
        for (KeySet set = 1; set <= 200; ++set)
            us.newEpoch(set, {{kAda, baseOf(static_cast<char>(set))}});
        us.newEpoch(201, {{kAda, baseOf('a')}});
        QCOMPARE(us.hear(kAda, frame), Verdict::Clear);
    }

    void forgetsEverythingWhenReset()
    {
        Receiver us;
        us.tell(AllowPassthrough {});
        us.newEpoch(1, {{kAda, baseOf('a')}});
        us.tell(ResetKeys {});
        SealingSpeaker ada(baseOf('a'));
        QCOMPARE(us.hear(kAda, ada.seal(kPlain)), Verdict::WaitForKey);
        QCOMPARE(us.hear(kAda, kPlain), Verdict::WaitForKey);
    }
};

QTEST_GUILESS_MAIN(MediaDecryptorTest)
#include "media_decryptor_test.moc"
