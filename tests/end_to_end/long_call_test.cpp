// A call of 26 hours on a virtual clock, long enough for every counter on the way to wrap: RTP
// sequence and timestamp, the transport's nonce, the frame counter of the end-to-end layer and the
// top byte that names its generation.
#include "processing/timeline/loss_map.h"
#include "sinks/live/reordering_sink.h"
#include "tests/voice/receive/packet_builder.h"
#include "voice/base/opus_packet.h"
#include "voice/crypto/aes128_gcm.h"
#include "voice/dave/frame_footer.h"
#include "voice/dave/key_ratchet.h"
#include "voice/receive/dave_frame_decryptor.h"
#include "voice/receive/media_pipeline.h"

#include <QFile>
#include <QTest>

#include <random>

#include <unistd.h>

using namespace lavalier;
using namespace std::chrono_literals;

namespace {

constexpr UserId kAda {11};
constexpr Ssrc kSsrc {0xA1};
constexpr auto kLength = 26h;
constexpr auto kFrame = 20ms;

const SecretBytes& baseSecret()
{
    static const QByteArray kBytes("sixteen bytes...");
    static const SecretBytes kBase(viewOf(kBytes));
    return kBase;
}

/// Seals frames by a counter that is never cut to 32 bits, as a sender counts in truth.
class Sealer {
public:
    QByteArray seal(std::uint64_t counter, const QByteArray& plain)
    {
        const auto generation = static_cast<std::uint32_t>(counter >> 24);
        if (!m_cipher || generation != m_generation) {
            auto made = crypto::Aes128Gcm::create(dave::KeyRatchet(baseSecret()).key(generation),
                                                  crypto::Aes128Gcm::TagSize::Short);
            if (!made)
                qFatal("the key was refused");
            m_cipher.emplace(*std::move(made));
            m_generation = generation;
        }
        const auto onTheWire = static_cast<std::uint32_t>(counter);
        std::array<std::uint8_t, 12> nonce {};
        for (std::size_t i = 0; i < 4; ++i)
            nonce[8 + i] = static_cast<std::uint8_t>(onTheWire >> (8 * i));
        QByteArray sealed(plain.size(), '\0');
        std::array<std::uint8_t, dave::kTagBytes> tag {};
        const MutableByteView out(reinterpret_cast<std::uint8_t*>(sealed.data()),
                                  static_cast<std::size_t>(sealed.size()));
        if (!m_cipher->seal(nonce, {}, viewOf(plain), out, tag))
            qFatal("a frame could not be sealed");
        return sealed.append(dave::makeFooter(tag, onTheWire, {}));
    }

private:
    std::optional<crypto::Aes128Gcm> m_cipher;
    std::uint32_t m_generation = 0;
};

/// An Opus packet of 20 ms that holds its own number.
QByteArray numbered(int number)
{
    QByteArray payload(60, '\x55');
    payload[0] = '\x78';
    for (int i = 0; i < 4; ++i)
        payload[1 + i] = static_cast<char>(number >> (8 * i));
    return payload;
}
int numberIn(const QByteArray& payload)
{
    int number = 0;
    for (int i = 0; i < 4; ++i)
        number |= static_cast<std::uint8_t>(payload[1 + i]) << (8 * i);
    return number;
}

/// Zero where the system does not tell.
qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

struct Spoken {
    std::chrono::microseconds truth {0}; ///< since the recording's zero
    bool silence = false;
};

/// The client's side of the call, from datagrams to what a recording would keep.
struct Client {
    dave::MediaDecryptor keys;
    receive::MediaPipeline pipeline {ConnectionId(1),
                                     std::make_unique<receive::DaveFrameDecryptor>(keys)};
    std::int64_t live = 0;
    std::int64_t outOfOrder = 0;
    int lastLive = -1;
    live::ReorderingSink sink {[this](std::span<const OpusFrame> frames) {
        for (const OpusFrame& frame : frames) {
            ++live;
            if (frame.payload.size() < 5)
                continue;
            const int number = numberIn(frame.payload);
            outOfOrder += number <= lastLive ? 1 : 0;
            lastLive = number;
        }
    }};

    explicit Client(SteadyTime joined)
    {
        const QByteArray key = test::mediaKey();
        auto cipher = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize,
                                                      SecretBytes(viewOf(key)));
        if (!cipher)
            qFatal("the key was refused");
        pipeline.setCipher(*std::move(cipher));
        pipeline.setListening(receive::Listening::Recording);
        keys.apply(dave::AddEpochKeys {1, 1, {{kAda, baseSecret()}}, false}, joined);
        pipeline.mapSpeaker(kSsrc, kAda, joined);
    }
};

class Speaker {
public:
    static constexpr std::uint64_t kWrap = std::uint64_t {1} << 32;

    /// All counters wrap about half way through so many packets.
    explicit Speaker(std::int64_t packets)
        : m_nonce(static_cast<std::uint32_t>(kWrap - static_cast<std::uint64_t>(packets / 2)))
        , m_counter(kWrap - static_cast<std::uint64_t>(packets / 2))
    {
    }

    QByteArray speech(int number, std::chrono::microseconds at)
    {
        return datagram(m_sealer.seal(m_counter++, numbered(number)), at);
    }
    /// A silence frame is never encrypted.
    QByteArray silence(std::chrono::microseconds at)
    {
        return datagram(QByteArray::fromHex("f8fffe"), at);
    }
    /// Moves the receiver's window of generations on, as years of speech would.
    QByteArray ofGeneration(std::uint64_t generation, std::chrono::microseconds at)
    {
        return datagram(m_sealer.seal(generation << 24, numbered(0)), at);
    }

private:
    QByteArray datagram(const QByteArray& body, std::chrono::microseconds at)
    {
        const QByteArray header
            = ByteWriter()
                  .u8(0x80)
                  .u8(0x78)
                  .u16be(m_sequence++)
                  .u32be(static_cast<std::uint32_t>(m_rtp + samplesOf(at).value()))
                  .u32be(kSsrc.value())
                  .take();
        return test::PacketBuilder::sealAt(m_nonce++, header, body, test::mediaKey());
    }

    std::uint16_t m_sequence = 60'000;
    std::int64_t m_rtp = 3'000'000'000; // 2^32 ticks are 24.8 h: wraps after 7.5
    std::uint32_t m_nonce;
    std::uint64_t m_counter;
    Sealer m_sealer;
};

} // namespace

class LongCallTest : public QObject {
    Q_OBJECT
private slots:
    void nothingIsLostOrMisplacedInTwentySixHours();
};

void LongCallTest::nothingIsLostOrMisplacedInTwentySixHours()
{
    constexpr auto kEvery = 25s;
    constexpr int kSpurt = 50;
    constexpr std::int64_t kSpurts = kLength / kEvery;
    Speaker speaker(kSpurts * kSpurt);
    const SteadyTime joined {100h};
    Client client(joined);
    // A sender may be at its 255th generation only after a year; it gets there in two steps.
    const SteadyTime zero = joined + 24h * 400;
    auto before = -3min;
    for (const std::uint64_t generation : {std::uint64_t {200}, std::uint64_t {254}}) {
        const QByteArray datagram = speaker.ofGeneration(generation, before);
        client.pipeline.datagram(viewOf(datagram), zero + before + kFrame);
        before += 1min;
        client.pipeline.timePassed(zero + before);
        client.keys.timePassed(zero + before);
    }
    QCOMPARE(client.pipeline.takeFrames().size(), std::size_t {2});

    std::vector<Spoken> spoken;
    std::vector<timeline::PacketMark> marks;
    // Touched beforehand: what the test itself keeps is not the product's memory.
    spoken.resize(static_cast<std::size_t>(kSpurts * (kSpurt + 5)));
    marks.resize(spoken.size());
    spoken.clear();
    marks.clear();
    std::mt19937 random(26);
    qint64 residentAfterAnHour = 0;
    int wrong = 0;
    SteadyTime last {};
    for (std::int64_t spurt = 0; spurt < kSpurts; ++spurt) {
        for (int frame = 0; frame < kSpurt + 5; ++frame) {
            const auto truth = spurt * kEvery + 3s + frame * kFrame;
            const bool silence = frame >= kSpurt;
            const auto number = static_cast<int>(spoken.size());
            const QByteArray datagram
                = silence ? speaker.silence(truth) : speaker.speech(number, truth);
            spoken.push_back({truth, silence});
            const auto jitter = std::chrono::microseconds(random() % 15'000);
            last = std::max(last, zero + truth + kFrame + jitter);
            client.pipeline.datagram(viewOf(datagram), last);
            client.pipeline.timePassed(last);
            client.sink.onAudio(client.pipeline.frames());
            for (const OpusFrame& heard : client.pipeline.frames()) {
                wrong += silence != isSilenceFrame(viewOf(heard.payload)) ? 1 : 0;
                wrong += !silence && numberIn(heard.payload) != number ? 1 : 0;
                marks.push_back({number, heard.stream, heard.sequence, heard.rtp,
                                 heard.arrival - zero, SampleCount(960), silence});
            }
            client.pipeline.clearFrames();
        }
        client.keys.timePassed(last);
        client.sink.flushDue(last + 1s);
        if (residentAfterAnHour == 0 && spurt * kEvery >= 1h)
            residentAfterAnHour = residentBytes();
    }
    const qint64 grown = residentBytes() - residentAfterAnHour;
    client.sink.cleanup();

    QCOMPARE(wrong, 0);
    QCOMPARE(marks.size(), spoken.size()); // nothing lost
    QCOMPARE(client.live, static_cast<std::int64_t>(spoken.size()));
    QCOMPARE(client.outOfOrder, 0);
    const MediaCounters counters = client.pipeline.counters();
    QCOMPARE(counters.transportRefused, std::uint64_t {0});
    for (const StreamCounters& stream : counters.streams) {
        QCOMPARE(stream.undecryptable, std::uint64_t {0});
        QCOMPARE(stream.strayed, std::uint64_t {0});
        QCOMPARE(stream.missing, std::uint64_t {0});
    }
    QVERIFY(marks.back().sequence.value() - marks.front().sequence.value() > 3 * 65'536);
    QVERIFY(marks.back().rtp.value() - marks.front().rtp.value() > std::int64_t {1} << 32);
#ifndef LAVALIER_SANITIZED
    qInfo("memory grew by %lld KiB in 25 hours", static_cast<long long>(grown / 1024));
    QVERIFY2(grown <= 8 << 20, qPrintable(QString::number(grown)));
#endif

    // Nothing misplaced: each frame where it was spoken, in a track of 26 hours.
    const auto plan = timeline::planTrack(marks, {}, kLength, {});
    const auto map = timeline::mapLosses(plan, {}, {}, kLength, {});
    QVERIFY(map.spans.empty());
    QCOMPARE(map.heard, SampleCount(kSpurts * kSpurt * 960));
    double worst = 0;
    for (const timeline::PlanStep& step : plan.steps) {
        const auto* decode = std::get_if<timeline::DecodeStep>(&step);
        if (decode == nullptr)
            continue;
        const auto truth = spoken[static_cast<std::size_t>(decode->row)].truth;
        const auto aside = durationOf(decode->start - decode->skip) - truth;
        worst = std::max(worst, std::abs(static_cast<double>(aside.count()) / 1000));
    }
    qInfo("worst misplacement %.2f ms", worst);
    QVERIFY2(worst < 5, qPrintable(QString::number(worst)));
}

QTEST_GUILESS_MAIN(LongCallTest)
#include "long_call_test.moc"
