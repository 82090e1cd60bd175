#include "tests/end_to_end/datagram_call.h"
#include "tests/support/opus_voice.h"
#include "tests/voice/dave/sealing_speaker.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace lavalier;
using namespace lavalier::test;
using namespace std::chrono_literals;

/// Encrypted speech enters as datagrams and is judged on exported samples.
class EncryptedSpeechTest : public QObject {
    Q_OBJECT
private slots:
    void soundsAsIfItHadNeverBeenEncrypted();
    void soundsOfNothingWithoutAKey();
};

namespace {

constexpr UserId kAna {11};
constexpr std::uint32_t kSsrc = 1;
constexpr int kPackets = 200;
constexpr auto kBegin = 200ms;

SecretBytes baseOf(char letter)
{
    const QByteArray bytes(16, letter);
    return SecretBytes(viewOf(bytes));
}

/// What is said in each packet, then `seal`ed for the voice server; `before` each arrival the
/// session may have news.
std::map<UserId, WavFile> callOf(DatagramCall& call,
                                 const std::function<QByteArray(int, const QByteArray&)>& seal,
                                 const std::function<void(int)>& before)
{
    OpusVoice voice(440, 0.3);
    call.map(kSsrc, kAna);
    for (int i = 0; i < kPackets; ++i) {
        before(i);
        call.arrive(kBegin + i * 20ms,
                    call.seal(kSsrc, static_cast<std::uint16_t>(65'500 + i),
                              static_cast<std::uint32_t>(50'000 + i * 960), seal(i, voice.next())));
    }
    return call.finish(5s);
}

} // namespace

void EncryptedSpeechTest::soundsAsIfItHadNeverBeenEncrypted()
{
    DatagramCall plainCall;
    auto plain = callOf(
        plainCall, [](int, const QByteArray& opus) { return opus; }, [](int) {});
    QCOMPARE(plain.size(), std::size_t {1});

    DatagramCall call;
    dave::test::SealingSpeaker first(baseOf('a'));
    dave::test::SealingSpeaker second(baseOf('b'));
    const auto seal = [&](int i, const QByteArray& opus) {
        // Switches early, and falls back once before everybody has switched.
        const bool isNew = i >= 100 && i != 115;
        return isNew ? second.seal(opus) : first.seal(opus);
    };
    const auto news = [&](int i) {
        if (i == 0)
            call.learn(dave::EndPassthrough {});
        if (i == 20) // what came before waits for it
            call.learn(dave::AddEpochKeys {1, 1, {{kAna, baseOf('a')}}, true});
        if (i == 110)
            call.learn(dave::AddEpochKeys {2, 2, {{kAna, baseOf('b')}}});
        if (i == 120)
            call.learn(dave::RetireOlderKeys {2});
    };
    auto encrypted = callOf(call, seal, news);
    QCOMPARE(encrypted.size(), std::size_t {1});
    QVERIFY(encrypted[kAna].samples == plain[kAna].samples);
    QVERIFY(encrypted[kAna].toneAmplitude(440, 48'000, 24'000) > 0.25);
}

void EncryptedSpeechTest::soundsOfNothingWithoutAKey()
{
    DatagramCall call;
    dave::test::SealingSpeaker known(baseOf('a'));
    dave::test::SealingSpeaker strange(baseOf('x'));
    const auto seal = [&](int i, const QByteArray& opus) {
        return i >= 100 ? strange.seal(opus) : known.seal(opus);
    };
    const auto news = [&](int i) {
        if (i > 0)
            return;
        call.learn(dave::EndPassthrough {});
        call.learn(dave::AddEpochKeys {1, 1, {{kAna, baseOf('a')}}});
    };
    auto tracks = callOf(call, seal, news);
    QCOMPARE(tracks.size(), std::size_t {1});
    QVERIFY(tracks[kAna].toneAmplitude(440, 48'000, 24'000) > 0.25);
    const auto& samples = tracks[kAna].samples;
    const auto quiet = samples.begin() + 48'000 * 5 / 2;
    QVERIFY(
        std::all_of(quiet, samples.end(), [](auto sample) { return std::abs(sample) < 0.001F; }));
}

QTEST_GUILESS_MAIN(EncryptedSpeechTest)
#include "encrypted_speech_test.moc"
