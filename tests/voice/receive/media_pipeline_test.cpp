#include "voice/receive/media_pipeline.h"

#include "packet_builder.h"

#include <QTest>

#include <map>
#include <random>

using namespace lavalier;
using namespace lavalier::receive;
using namespace std::chrono_literals;
using test::PacketBuilder;

namespace {

constexpr UserId kAda {11};
constexpr UserId kBob {22};
constexpr Ssrc kFirst {0xA1};
constexpr Ssrc kSecond {0xB2};

crypto::TransportCipher cipherOf(const QByteArray& key)
{
    auto cipher = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize,
                                                  SecretBytes(viewOf(key)));
    if (!cipher)
        qFatal("the key was refused");
    return *std::move(cipher);
}

/// Wants a key until it has one; strips the letter E, refuses what begins with X.
class ScriptedDecryptor final : public FrameDecryptor {
public:
    bool hasKey = false;
    int asked = 0;

    Outcome decrypt(UserId, ByteView in, QByteArray& out, SteadyTime) override
    {
        ++asked;
        if (in[0] == 'X')
            return Outcome::Refused;
        if (!hasKey)
            return Outcome::WaitForKey;
        out = toByteArray(in.subspan(1));
        return Outcome::Clear;
    }
};

/// A pipeline and the far side that feeds it.
struct Call {
    MediaPipeline pipeline;
    SteadyTime now {1000s};

    explicit Call(std::unique_ptr<FrameDecryptor> decryptor
                  = std::make_unique<PassthroughDecryptor>(),
                  Listening listening = Listening::Recording)
        : pipeline(ConnectionId(3), std::move(decryptor))
    {
        pipeline.setListening(listening);
        pipeline.setCipher(cipherOf(test::mediaKey()));
    }

    void receive(const QByteArray& datagram) { pipeline.datagram(viewOf(datagram), now); }

    /// The packet numbered `number` of a steady stream, its number also its payload.
    void speak(int number, Ssrc ssrc = kFirst, const QByteArray& payload = {})
    {
        receive(packet(number, ssrc, payload));
    }

    static QByteArray packet(int number, Ssrc ssrc = kFirst, const QByteArray& payload = {})
    {
        PacketBuilder builder;
        builder.sequence = static_cast<std::uint16_t>(number);
        builder.timestamp = static_cast<std::uint32_t>(number) * 960;
        builder.ssrc = ssrc.value();
        builder.body = payload.isEmpty() ? "E" + QByteArray::number(number) + "..." : payload;
        return builder.rtp();
    }

    void wait(SteadyTime::duration span)
    {
        now += span;
        pipeline.timePassed(now);
    }

    StreamCounters streamOf(Ssrc ssrc, UserId user)
    {
        for (const StreamCounters& counters : pipeline.counters().streams) {
            if (counters.ssrc == ssrc && counters.user == user)
                return counters;
        }
        return {};
    }

    std::vector<OpusFrame> frames() { return pipeline.takeFrames(); }
};

QList<QByteArray> payloads(const std::vector<OpusFrame>& frames)
{
    QList<QByteArray> list;
    for (const OpusFrame& frame : frames)
        list.append(frame.payload);
    return list;
}

QList<int> numbers(const std::vector<OpusFrame>& frames)
{
    QList<int> list;
    for (const OpusFrame& frame : frames)
        list.append(static_cast<int>(frame.sequence.value() - 65536));
    return list;
}

QByteArray hex(const char* text)
{
    return QByteArray::fromHex(text);
}

} // namespace

class MediaPipelineTest : public QObject {
    Q_OBJECT
private slots:
    void takesOffEveryLayer_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<QByteArray>("clearRest");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("payload");
        const QByteArray csrcs = hex("0000000100000002");
        const QByteArray preamble = hex("bede0001");
        const QByteArray elements = hex("10aa0000");
        QTest::newRow("plain") << 0x80 << QByteArray() << QByteArray("speech")
                               << QByteArray("speech");
        QTest::newRow("padding") << 0xA0 << QByteArray() << QByteArray("speech\0\0\3", 9)
                                 << QByteArray("speech");
        QTest::newRow("CSRCs") << 0x82 << csrcs << QByteArray("speech") << QByteArray("speech");
        QTest::newRow("extension")
            << 0x90 << preamble << elements + "speech" << QByteArray("speech");
        QTest::newRow("everything")
            << 0xB2 << csrcs + preamble << elements + QByteArray("speech\0\0\0\4", 10)
            << QByteArray("speech");
        QTest::newRow("silence") << 0x80 << QByteArray() << hex("f8fffe") << hex("f8fffe");
        QTest::newRow("padded silence")
            << 0xB0 << preamble << elements + hex("f8fffe0002") << hex("f8fffe");
        QTest::newRow("a single byte") << 0x80 << QByteArray() << hex("f8") << hex("f8");
        QTest::newRow("two bytes, one of them zero")
            << 0x80 << QByteArray() << hex("f800") << hex("f800");
    }

    void takesOffEveryLayer()
    {
        QFETCH(int, first);
        QFETCH(QByteArray, clearRest);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, payload);
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        PacketBuilder packet;
        packet.first = static_cast<std::uint8_t>(first);
        packet.second = 0xF8; // a marker changes nothing
        packet.clearRest = clearRest;
        packet.body = body;
        call.receive(packet.rtp());
        const auto frames = call.frames();
        QCOMPARE(payloads(frames), QList<QByteArray> {payload});
        QCOMPARE(frames[0].user, kAda);
        QCOMPARE(frames[0].ssrc, kFirst);
        QCOMPARE(frames[0].arrival, call.now);
        QCOMPARE(frames[0].stream.value() >> 32, std::uint64_t {3});
    }

    void opensWhatAnotherImplementationSealed_data()
    {
        QTest::addColumn<crypto::TransportMode>("mode");
        QTest::addColumn<QByteArray>("datagram");
        // Two CSRCs, an extension of two words, padding of five bytes; nonce 7. Sealed with Python:
        // cryptography's AESGCM, and its ChaCha20Poly1305 under a subkey of HChaCha20.
        QTest::newRow("AES-256-GCM")
            << crypto::TransportMode::Aes256GcmRtpsize
            << hex("b2f8123400015f90000000a10000000100000002bede0002"
                   "52e8c20d10243067e30b82f5b9889c3c4727d2bb771ca42d5e5ba1122bef09a0"
                   "4549da12013bd6cacf70a414743ecd5a7f21ef6997b8245cbf010c0c1a50"
                   "00000007");
        QTest::newRow("XChaCha20-Poly1305")
            << crypto::TransportMode::XChaCha20Poly1305Rtpsize
            << hex("b2f8123400015f90000000a10000000100000002bede0002"
                   "98ca45434ad7740bea9965e64fe2d87dbf05def2ecaaf3ba441f6de8cacdf781"
                   "869f20ea49e4c46fb0e9783da0f9df3710da0cc1724768336f1c945e2b24"
                   "00000007");
    }

    void opensWhatAnotherImplementationSealed()
    {
        QFETCH(crypto::TransportMode, mode);
        QFETCH(QByteArray, datagram);
        const QByteArray keyBytes
            = hex("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");
        Call call;
        call.pipeline.setCipher(
            *crypto::TransportCipher::create(mode, SecretBytes(viewOf(keyBytes))));
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.receive(datagram);
        const auto frames = call.frames();
        QCOMPARE(payloads(frames),
                 QList<QByteArray> {hex("fc808182838485868788898a8b8c8d8e8f"
                                        "909192939495969798999a9b9c9d9e9f")});
        QCOMPARE(frames[0].user, kAda);
        QCOMPARE(frames[0].sequence.value() & 0xffff, std::int64_t {0x1234});
        QCOMPARE(frames[0].rtp.value() & 0xffffffff, std::int64_t {90'000});

        // Every byte of it is vouched for, the clear ones too.
        for (int at : {0, 1, 2, 4, 8, 12, 20, 23, 24, 60, int(datagram.size()) - 1}) {
            QByteArray touched = datagram;
            touched[at] = static_cast<char>(touched[at] ^ 1);
            call.receive(touched);
        }
        QVERIFY(call.frames().empty());
    }

    void givesUpCountedWhatItStillHolds()
    {
        Call call;
        call.speak(1, kSecond); // nobody's
        call.speak(2, kSecond);
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.speak(1);
        call.speak(20'000); // far from its stream: held until another speaks for it
        QCOMPARE(call.streamOf(kSecond, UserId()).waiting, std::uint64_t {2});
        call.pipeline.giveUpHeld();
        QVERIFY(!call.pipeline.isHolding());
        QCOMPARE(call.streamOf(kSecond, UserId()).waiting, std::uint64_t {0});
        QCOMPARE(call.streamOf(kSecond, UserId()).expired, std::uint64_t {2});
        QCOMPARE(call.streamOf(kFirst, kAda).strayed, std::uint64_t {1});
        QCOMPARE(call.streamOf(kFirst, kAda).decrypted, std::uint64_t {1});

        MediaPipeline early(ConnectionId(4), std::make_unique<PassthroughDecryptor>());
        for (int number = 0; number < 3; ++number) {
            const QByteArray packet = Call::packet(number);
            early.datagram(viewOf(packet), call.now);
        }
        early.giveUpHeld();
        QVERIFY(!early.isHolding());
        QCOMPARE(early.counters().datagrams, std::uint64_t {3});
        QCOMPARE(early.counters().withoutKey, std::uint64_t {3});
    }

    void goesBackToAnEarlierSsrc()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.pipeline.mapSpeaker(kSecond, kAda, call.now);
        call.pipeline.mapSpeaker(kFirst, kAda, call.now); // at once, within the grace
        call.wait(2s);
        call.speak(1, kFirst);
        call.speak(1, kSecond);
        const auto frames = call.frames();
        QCOMPARE(frames.size(), std::size_t {1});
        QCOMPARE(frames[0].ssrc, kFirst);
        QCOMPARE(call.streamOf(kSecond, UserId()).waiting, std::uint64_t {1});
    }

    void countsWhatItRefusesAndGoesOn_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        QTest::addColumn<QByteArray>("counter");
        const auto row = [](const char* name, const QByteArray& datagram, const char* counter) {
            QTest::newRow(name) << datagram << QByteArray(counter);
        };
        const QByteArray good = Call::packet(2);
        const auto changed = [](QByteArray bytes, qsizetype at) {
            bytes[at] = static_cast<char>(bytes[at] ^ 0x40);
            return bytes;
        };
        const auto built = [](int first, const QByteArray& clearRest, const QByteArray& body) {
            PacketBuilder packet;
            packet.first = static_cast<std::uint8_t>(first);
            packet.sequence = 2;
            packet.timestamp = 1920;
            packet.clearRest = clearRest;
            packet.body = body;
            return packet.rtp();
        };
        row("nothing", {}, "notRtp");
        row("text", "GET / HTTP/1.1", "notRtp");
        row("short", good.first(31), "notRtp");
        row("too long", QByteArray("\x80\x78") + QByteArray(2047, 'x'), "notRtp");
        row("CSRCs past the end", hex("8f78") + QByteArray(40, 'x'), "notRtp");
        row("discovery reply", hex("00020046") + QByteArray(70, '\0'), "notRtp");
        row("video", hex("8065") + QByteArray(40, 'x'), "otherMedia");
        row("a changed header", changed(good, 3), "transportRefused");
        row("a changed body", changed(good, 13), "transportRefused");
        row("a changed nonce", changed(good, good.size() - 1), "transportRefused");
        row("cut short", good.chopped(1), "transportRefused");
        row("extension longer than the body", built(0x90, hex("bede0100"), "speech"), "malformed");
        row("padding of zero", built(0xA0, {}, QByteArray("speech\0", 7)), "malformed");
        row("padding longer than the body", built(0xA0, {}, "speech\x09"), "malformed");
        row("padding only", built(0xA0, {}, QByteArray("\0\0\0\4", 4)), "paddingOnly");
        row("an empty body", built(0x80, {}, {}), "paddingOnly");
        row("zeros", built(0x80, {}, QByteArray(80, '\0')), "mostlyZero");
        row("zeros but one", built(0x80, {}, QByteArray(80, '\0') + 'x'), "mostlyZero");
        row("RTCP we cannot read",
            PacketBuilder::seal(hex("9fc9000100000001"), {}, test::mediaKey()), "malformedRtcp");
        row("forged RTCP", hex("81c9000100000001") + QByteArray(30, 'x'), "transportRefused");
    }

    void countsWhatItRefusesAndGoesOn()
    {
        QFETCH(QByteArray, datagram);
        QFETCH(QByteArray, counter);
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.speak(1);
        call.receive(datagram);
        call.speak(3);
        QCOMPARE(numbers(call.frames()), (QList<int> {1, 3}));
        const MediaCounters all = call.pipeline.counters();
        const StreamCounters stream = call.streamOf(kFirst, kAda);
        const std::map<QByteArray, std::uint64_t> counted {
            {"notRtp", all.notRtp},
            {"otherMedia", all.otherMedia},
            {"transportRefused", all.transportRefused},
            {"malformedRtcp", all.malformedRtcp},
            {"malformed", stream.malformed},
            {"paddingOnly", stream.paddingOnly},
            {"mostlyZero", stream.mostlyZero},
        };
        for (const auto& [name, count] : counted)
            QVERIFY2(count == (name == counter ? 1U : 0U), name.constData());
        QCOMPARE(all.datagrams, std::uint64_t {3});
        QCOMPARE(stream.decrypted, std::uint64_t {2});
        // What arrived with the right number is not missing, whatever was in it.
        const bool arrived = stream.malformed + stream.paddingOnly + stream.mostlyZero > 0;
        QCOMPARE(stream.missing, arrived ? 0U : 1U);
    }

    void survivesEveryTruncationOfAPacket()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        PacketBuilder packet;
        packet.first = 0xB1;
        packet.clearRest = hex("00000001bede0001");
        packet.body = hex("10aa0000") + QByteArray("speech\2\2", 8);
        const QByteArray whole = packet.rtp();
        for (qsizetype length = 0; length < whole.size(); ++length)
            call.receive(whole.first(length));
        QVERIFY(call.frames().empty());
        call.receive(whole);
        QCOMPARE(payloads(call.frames()), QList<QByteArray> {"speech"});
    }

    void keepsOrderNumbersAcrossTheWrap()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        for (const int number : {65533, 65534, 65536, 65535, 65537, 65538, 65539})
            call.speak(number);
        call.speak(65536);
        QCOMPARE(numbers(call.frames()),
                 (QList<int> {65533, 65534, 65536, 65535, 65537, 65538, 65539}));
        QCOMPARE(call.streamOf(kFirst, kAda).duplicates, std::uint64_t {1});
        QCOMPARE(call.streamOf(kFirst, kAda).missing, std::uint64_t {0});
    }

    void countsAReplayedDatagramOnce()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        const QByteArray packet = Call::packet(1);
        for (int i = 0; i < 4; ++i)
            call.receive(packet);
        call.speak(1); // the same number, sealed anew
        QCOMPARE(numbers(call.frames()), QList<int> {1});
        QCOMPARE(call.pipeline.counters().transportReplayed, std::uint64_t {3});
        QCOMPARE(call.streamOf(kFirst, kAda).duplicates, std::uint64_t {4});
        QCOMPARE(call.streamOf(kFirst, kAda).heard, std::uint64_t {5});
    }

    void replayedRecordingsOpenNoStream()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        QList<QByteArray> old;
        for (int number = 0; number < 5000; ++number) {
            const QByteArray packet = Call::packet(number);
            if (number < 50)
                old.append(packet);
            call.receive(packet);
        }
        call.pipeline.clearFrames();
        for (const QByteArray& packet : old)
            call.receive(packet);
        call.speak(5000);
        QCOMPARE(numbers(call.frames()), QList<int> {5000});
        QVERIFY(call.pipeline.counters().transportReplayed >= 48); // a slot may be taken by another
    }

    void framesOfAnyLengthKeepTheirTicks()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        for (std::uint16_t number = 0; number < 5; ++number) {
            PacketBuilder packet;
            packet.sequence = number;
            packet.timestamp = 0xFFFFFF00U + number * 1920U; // 40 ms, across the wrap
            call.receive(packet.rtp());
        }
        const auto frames = call.frames();
        QCOMPARE(frames.size(), std::size_t {5});
        for (int number = 0; number < 5; ++number)
            QCOMPARE((frames[static_cast<std::size_t>(number)].rtp - frames[0].rtp).value(),
                     number * 1920);
    }

    void waitsForASpeaker()
    {
        Call call;
        call.speak(1);
        const SteadyTime heard = call.now;
        call.speak(2, kSecond);
        call.wait(9s);
        call.speak(2);
        QVERIFY(call.frames().empty());
        QVERIFY(call.pipeline.isHolding());
        QCOMPARE(call.streamOf(kFirst, UserId()).waiting, std::uint64_t {2});
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        const auto frames = call.frames();
        QCOMPARE(numbers(frames), (QList<int> {1, 2}));
        QCOMPARE(frames[0].arrival, heard);
        QCOMPARE(frames[0].user, kAda);
        call.wait(2s);
        QCOMPARE(call.streamOf(kSecond, UserId()).expired, std::uint64_t {1});
        QVERIFY(!call.pipeline.isHolding());
        call.pipeline.mapSpeaker(kSecond, kBob, call.now);
        QVERIFY(call.frames().empty());
    }

    void waitsForAKey()
    {
        auto owned = std::make_unique<ScriptedDecryptor>();
        ScriptedDecryptor& decryptor = *owned;
        Call call(std::move(owned));
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.speak(1);
        call.speak(2, kFirst, hex("f8fffe"));
        call.speak(3, kFirst, "Xbroken");
        call.speak(4);
        QCOMPARE(payloads(call.frames()), QList<QByteArray> {hex("f8fffe")});
        QCOMPARE(call.streamOf(kFirst, kAda).waiting, std::uint64_t {2});
        QCOMPARE(call.streamOf(kFirst, kAda).undecryptable, std::uint64_t {1});
        const auto sealed = call.pipeline.takeSealed();
        QCOMPARE(sealed.size(), std::size_t {1}); // and by its number
        QCOMPARE(sealed[0].sequence.value(), 65'536 + 3);
        QCOMPARE(sealed[0].user, kAda);
        call.pipeline.keysChanged(call.now);
        QVERIFY(call.frames().empty());
        decryptor.hasKey = true;
        call.pipeline.keysChanged(call.now);
        QCOMPARE(payloads(call.frames()), (QList<QByteArray> {"1...", "4..."}));
        call.speak(5);
        QCOMPARE(payloads(call.frames()), QList<QByteArray> {"5..."});
    }

    void countsAsUndecryptableWhatNeverGotItsKey_data()
    {
        QTest::addColumn<bool>("ends");
        QTest::newRow("the patience is over") << false;
        QTest::newRow("the call is over") << true;
    }
    void countsAsUndecryptableWhatNeverGotItsKey()
    {
        QFETCH(bool, ends);
        Call call(std::make_unique<ScriptedDecryptor>());
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        for (int number = 1; number <= 5; ++number)
            call.speak(number);
        if (ends)
            call.pipeline.giveUpHeld();
        else
            call.wait(11s);
        QCOMPARE(call.streamOf(kFirst, kAda).undecryptable, std::uint64_t {5});
        const auto sealed = call.pipeline.takeSealed();
        QCOMPARE(sealed.size(), std::size_t {5});
        QCOMPARE(sealed.back().sequence.value(), 65'536 + 5);
        QCOMPARE(call.streamOf(kFirst, kAda).expired, std::uint64_t {0});
        QCOMPARE(call.streamOf(kFirst, kAda).waiting, std::uint64_t {0});
    }

    void alarmsNobodyOverAFewFramesTriedOften()
    {
        Call call(std::make_unique<ScriptedDecryptor>());
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        for (int number = 1; number <= 5; ++number)
            call.speak(number); // under way when the key changed
        for (int i = 0; i < 10; ++i)
            call.pipeline.keysChanged(call.now);
        call.wait(3s);
        QVERIFY(call.pipeline.takeReadability().empty());
    }

    void aHostileTimestampDisturbsNothing()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.speak(1);
        const StreamId stream = call.pipeline.frames()[0].stream;
        for (int number = 2; number < 40; ++number) {
            PacketBuilder hostile;
            hostile.sequence = static_cast<std::uint16_t>(number);
            hostile.timestamp = 0x80000000U + static_cast<std::uint32_t>(number) * 0x1234567U;
            if (number % 2 == 0)
                call.receive(hostile.rtp());
            else
                call.speak(number);
        }
        const auto frames = call.frames();
        QCOMPARE(frames.size(), std::size_t {20});
        for (const OpusFrame& frame : frames) {
            QCOMPARE(frame.stream, stream);
            QCOMPARE((frame.rtp - frames[0].rtp).value(),
                     (frame.sequence - frames[0].sequence).value() * 960);
        }
        QCOMPARE(call.streamOf(kFirst, kAda).strayed, std::uint64_t {19});
    }

    void aSenderThatBeginsAnewOpensAStreamAndLosesNothing()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        for (const int number : {1, 2, 40000, 40001, 40002})
            call.speak(number);
        const auto frames = call.frames();
        QCOMPARE(numbers(frames), (QList<int> {1, 2, 40000, 40001, 40002}));
        QCOMPARE(frames[0].stream, frames[1].stream);
        QVERIFY(frames[1].stream != frames[2].stream);
        QCOMPARE(frames[2].stream, frames[4].stream);
        QCOMPARE(call.streamOf(kFirst, kAda).missing, std::uint64_t {0});
        QCOMPARE(call.streamOf(kFirst, kAda).strayed, std::uint64_t {0});
    }

    void aRejoinContinuesTheUserInAnotherStream()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.speak(1);
        call.pipeline.dropSpeaker(kAda);
        call.pipeline.mapSpeaker(kSecond, kAda, call.now);
        call.speak(7, kSecond);
        call.speak(2); // was under way
        auto frames = call.frames();
        QCOMPARE(numbers(frames), (QList<int> {1, 7, 2}));
        for (const OpusFrame& frame : frames)
            QCOMPARE(frame.user, kAda);
        QCOMPARE(frames[0].stream, frames[2].stream);
        QVERIFY(frames[0].stream != frames[1].stream);

        call.wait(2s);
        call.speak(3); // nobody's any more
        call.speak(8, kSecond);
        QCOMPARE(numbers(call.frames()), QList<int> {8});
        call.pipeline.mapSpeaker(kFirst, kBob, call.now);
        const auto reused = call.frames();
        QCOMPARE(numbers(reused), QList<int> {3});
        QCOMPARE(reused[0].user, kBob);
        QVERIFY(reused[0].stream != frames[0].stream);
        QCOMPARE(call.streamOf(kFirst, kAda).decrypted, std::uint64_t {2});
        QCOMPARE(call.streamOf(kFirst, kBob).decrypted, std::uint64_t {1});
    }

    void anSsrcGivenToAnotherUserOpensAStream()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.speak(1);
        call.pipeline.mapSpeaker(kFirst, kAda, call.now); // said again, means nothing
        call.speak(2);
        call.pipeline.mapSpeaker(kFirst, kBob, call.now);
        call.speak(3);
        const auto frames = call.frames();
        QCOMPARE(frames.size(), std::size_t {3});
        QCOMPARE(frames[0].stream, frames[1].stream);
        QVERIFY(frames[1].stream != frames[2].stream);
        QCOMPARE(frames[2].user, kBob);
    }

    void discardsUnlessRecordingAndLosesNothing_data()
    {
        QTest::addColumn<int>("listening");
        QTest::newRow("paused") << static_cast<int>(Listening::Paused);
        QTest::newRow("discarding") << static_cast<int>(Listening::Discarding);
    }

    void discardsUnlessRecordingAndLosesNothing()
    {
        QFETCH(int, listening);
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.speak(65530);
        call.pipeline.setListening(static_cast<Listening>(listening));
        for (int number = 65531; number < 140'000; ++number) {
            call.now += 20ms;
            call.speak(number);
        }
        call.speak(1, kSecond); // nobody's, and nobody wants it
        call.pipeline.setListening(Listening::Recording);
        call.speak(140'000);
        const auto frames = call.frames();
        QCOMPARE(numbers(frames), (QList<int> {65530, 140'000}));
        QCOMPARE(frames[0].stream, frames[1].stream);
        QCOMPARE((frames[1].rtp - frames[0].rtp).value(), (140'000 - 65530) * qint64 {960});
        const StreamCounters counters = call.streamOf(kFirst, kAda);
        QCOMPARE(counters.discarded, std::uint64_t {140'000 - 65531});
        QCOMPARE(counters.missing, std::uint64_t {0});
        QVERIFY(!call.pipeline.isHolding());
    }

    void readsRtcp()
    {
        Call call;
        const QByteArray report = hex("80c90001000000aa");
        call.receive(PacketBuilder::seal(report, hex("81cb0001000000bb"), test::mediaKey()));
        const auto packets = call.pipeline.takeRtcp();
        QCOMPARE(packets.size(), std::size_t {2});
        QVERIFY(packets[0] == RtcpPacket(RtcpReceiverReport {Ssrc(0xAA), {}}));
        QVERIFY(packets[1] == RtcpPacket(RtcpBye {{Ssrc(0xBB)}, {}}));
        QCOMPARE(call.pipeline.counters().rtcp, std::uint64_t {2});
        QVERIFY(call.pipeline.takeRtcp().empty());
    }

    void readsTheOldKeyForAMoment()
    {
        const QByteArray newKey(32, 'n');
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.speak(1);
        call.pipeline.setCipher(cipherOf(newKey));
        PacketBuilder fresh;
        fresh.sequence = 2;
        fresh.timestamp = 1920;
        fresh.key = newKey;
        call.receive(fresh.rtp());
        call.speak(3);
        QCOMPARE(numbers(call.frames()), (QList<int> {1, 2, 3}));
        call.wait(3s);
        call.speak(4);
        QVERIFY(call.frames().empty());
        QCOMPARE(call.pipeline.counters().transportRefused, std::uint64_t {1});
    }

    void keepsWhatComesBeforeTheKey()
    {
        MediaPipeline pipeline(ConnectionId(1), std::make_unique<PassthroughDecryptor>());
        pipeline.setListening(Listening::Recording);
        pipeline.mapSpeaker(kFirst, kAda, SteadyTime(1s));
        for (int number = 1; number <= 600; ++number) {
            const QByteArray packet = Call::packet(number);
            pipeline.datagram(viewOf(packet), SteadyTime(1s));
        }
        pipeline.setCipher(cipherOf(test::mediaKey()));
        QCOMPARE(pipeline.frames().size(), std::size_t {512});
        QCOMPARE(pipeline.counters().withoutKey, std::uint64_t {88});
        QCOMPARE(pipeline.counters().datagrams, std::uint64_t {600});
    }

    void aFloodOfSsrcsKeepsNoSpeakerOut()
    {
        Call call;
        for (std::uint32_t ssrc = 1000; ssrc < 4000; ++ssrc)
            call.speak(1, Ssrc(ssrc));
        QCOMPARE(call.pipeline.counters().streams.size(), MediaPipeline::kMaxStreams);
        QCOMPARE(call.pipeline.counters().crowdedOut, 3000 - MediaPipeline::kMaxStreams);
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        call.speak(1);
        QCOMPARE(numbers(call.frames()), QList<int> {1});
        call.wait(12s);
        call.speak(1, kSecond); // the flood fell silent
        call.pipeline.mapSpeaker(kSecond, kBob, call.now);
        QCOMPARE(call.frames().size(), std::size_t {1});
        std::uint64_t heard = 0;
        for (const StreamCounters& counters : call.pipeline.counters().streams)
            heard += counters.heard;
        QCOMPARE(heard, MediaPipeline::kMaxStreams + 2);
    }

    void randomBytesEndNothing()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        std::uint32_t state = 1;
        const auto next = [&state] { return state = state * 1664525U + 1013904223U; };
        for (int i = 0; i < 20'000; ++i) {
            QByteArray bytes(static_cast<qsizetype>(next() >> 24), '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(next() >> 24);
            if (i % 2 == 0 && bytes.size() > 1) {
                bytes[0] = static_cast<char>(bytes[0] | 0x80);
                bytes[0] = static_cast<char>(bytes[0] & 0xBF);
                bytes[1] = 0x78;
            }
            call.receive(bytes);
        }
        QVERIFY(call.frames().empty());
        call.speak(1);
        QCOMPARE(numbers(call.frames()), QList<int> {1});
    }

    void aFloodOfForgeriesCostsRealSpeakersNothing()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        std::mt19937 random(1);
        QList<int> spoken;
        std::uint64_t forged = 0;
        std::uint64_t again = 0;
        // A hundred thousand a second: two thousand between two frames of Ada's.
        for (int number = 0; number < 50; ++number) {
            const QByteArray real = Call::packet(number);
            call.receive(real);
            spoken.append(number);
            for (int i = 0; i < 2000; ++i) {
                QByteArray bytes = real;
                if (i % 4 == 0) {
                    ++again;
                } else {
                    const auto place = random() % static_cast<std::size_t>(bytes.size());
                    bytes[static_cast<qsizetype>(place)] ^= char(1 << random() % 8);
                    // Above the RTP header, or what it claims to be is something else.
                    if (place < 12)
                        continue;
                    ++forged;
                }
                call.receive(bytes);
            }
            call.now += 20ms;
        }
        QCOMPARE(numbers(call.frames()), spoken);
        const MediaCounters counters = call.pipeline.counters();
        QCOMPARE(counters.transportRefused, forged);
        QCOMPARE(counters.transportReplayed, again);
        QCOMPARE(counters.crowdedOut, 0U);
    }

    /// Not judged by time; `-callgrind` or `-iterations` make it a measurement.
    void costsLittlePerPacket()
    {
        Call call;
        call.pipeline.mapSpeaker(kFirst, kAda, call.now);
        QList<QByteArray> packets;
        for (int number = 0; number < 2000; ++number)
            packets.append(Call::packet(number, kFirst, QByteArray(160, 'o')));
        QBENCHMARK_ONCE
        {
            for (const QByteArray& packet : packets)
                call.receive(packet);
        }
        QCOMPARE(call.frames().size(), std::size_t {2000});
    }
};

QTEST_GUILESS_MAIN(MediaPipelineTest)
#include "media_pipeline_test.moc"
