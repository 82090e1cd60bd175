#include "speech.h"

#include "voice/base/bytes.h"
#include "voice/simulator/speech.h"

#include <opus.h>

#include <array>
#include <memory>

namespace lavalier::bench {
namespace {

constexpr std::array<const char*, 10> kClips {"ana_1",     "bram_1",  "chidi_1", "dana_1",
                                              "etienne_1", "farah_1", "goran_1", "ana_2",
                                              "bram_2",    "chidi_2"};
constexpr int kBitrate = 64'000;

using Decoder = std::unique_ptr<OpusDecoder, decltype(&opus_decoder_destroy)>;
using Encoder = std::unique_ptr<OpusEncoder, decltype(&opus_encoder_destroy)>;
using Pcm = std::array<float, 2 * kSamplesPerPacket>;

/// Every clip's sound, one packet's worth at a time.
std::vector<std::vector<Pcm>> decodeClips()
{
    simulator::SpeechLibrary library;
    std::vector<std::vector<Pcm>> clips;
    for (const char* name : kClips) {
        const auto packets = library.packetsOf(simulator::ClipSpeech {QString::fromLatin1(name)});
        const Decoder decoder(opus_decoder_create(48'000, 2, nullptr), &opus_decoder_destroy);
        if (!packets || !decoder)
            return {};
        std::vector<Pcm>& clip = clips.emplace_back();
        for (const QByteArray& packet : *packets) {
            Pcm& pcm = clip.emplace_back();
            const int samples = opus_decode_float(
                decoder.get(), reinterpret_cast<const unsigned char*>(packet.constData()),
                static_cast<opus_int32>(packet.size()), pcm.data(), kSamplesPerPacket, 0);
            if (samples != kSamplesPerPacket)
                return {};
        }
    }
    return clips;
}

crypto::TransportCipher benchCipher()
{
    auto cipher
        = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize, benchKey());
    if (!cipher)
        qFatal("no AES-256-GCM");
    return *std::move(cipher);
}

} // namespace

std::vector<std::vector<QByteArray>> encodeSpeech(int speakers, int seconds)
{
    const auto clips = decodeClips();
    if (clips.empty())
        return {};
    std::vector<std::vector<QByteArray>> speech;
    for (int speaker = 0; speaker < speakers; ++speaker) {
        const auto& clip = clips[static_cast<std::size_t>(speaker) % clips.size()];
        const Encoder encoder(opus_encoder_create(48'000, 2, OPUS_APPLICATION_AUDIO, nullptr),
                              &opus_encoder_destroy);
        if (!encoder)
            return {};
        opus_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(kBitrate));
        std::vector<QByteArray>& packets = speech.emplace_back();
        for (int i = 0; i < seconds * kPacketsPerSecond; ++i) {
            const Pcm& pcm = clip[static_cast<std::size_t>(i + 17 * speaker) % clip.size()];
            std::array<unsigned char, 1500> bytes {};
            const int size = opus_encode_float(encoder.get(), pcm.data(), kSamplesPerPacket,
                                               bytes.data(), static_cast<opus_int32>(bytes.size()));
            if (size <= 0)
                return {};
            packets.push_back(toByteArray(ByteView(bytes).first(static_cast<std::size_t>(size))));
        }
    }
    return speech;
}

SecretBytes benchKey()
{
    static const QByteArray key(32, 'k');
    return SecretBytes(viewOf(key));
}

Ssrc ssrcOf(int speaker)
{
    return Ssrc(1000 + static_cast<std::uint32_t>(speaker));
}

UserId userOf(int speaker)
{
    return UserId(5000 + static_cast<std::uint64_t>(speaker));
}

DatagramMaker::DatagramMaker()
    : m_cipher(benchCipher())
{
}

QByteArray DatagramMaker::make(int speaker, std::uint32_t number, const QByteArray& payload)
{
    constexpr std::uint8_t kVersionWithExtension = 0x90;
    constexpr std::uint8_t kOpus = 0x78;
    constexpr std::uint16_t kOneByteExtensions = 0xBEDE;
    const QByteArray header = ByteWriter()
                                  .u8(kVersionWithExtension)
                                  .u8(kOpus)
                                  .u16be(static_cast<std::uint16_t>(number))
                                  .u32be(number * kSamplesPerPacket)
                                  .u32be(ssrcOf(speaker).value())
                                  .u16be(kOneByteExtensions)
                                  .u16be(kExtensionBytes / 4)
                                  .take();
    const QByteArray body = QByteArray(kExtensionBytes, '\x10') + payload;
    return m_cipher.seal(viewOf(header), viewOf(body), m_nonce++);
}

CallDatagrams makeCall(const std::vector<std::vector<QByteArray>>& speech, int seconds)
{
    CallDatagrams call;
    call.speakers = static_cast<int>(speech.size());
    DatagramMaker maker;
    for (int tick = 0; tick < seconds * kPacketsPerSecond; ++tick) {
        for (int speaker = 0; speaker < call.speakers; ++speaker) {
            const auto& packets = speech[static_cast<std::size_t>(speaker)];
            call.datagrams.push_back(
                maker.make(speaker, static_cast<std::uint32_t>(tick),
                           packets[static_cast<std::size_t>(tick) % packets.size()]));
        }
    }
    return call;
}

} // namespace lavalier::bench
