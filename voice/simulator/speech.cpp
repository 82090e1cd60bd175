#include "voice/simulator/speech.h"

#include "voice/base/audio_units.h"
#include "voice/base/bytes.h"
#include "voice/base/opus_packet.h"
#include "voice/base/overloaded.h"

#include <QFile>

#include <opus.h>

#include <array>
#include <cmath>
#include <numbers>

// A static library's resources are only linked in when somebody asks for them, outside any
// namespace.
static void registerClips()
{
    Q_INIT_RESOURCE(clips);
}

namespace lavalier::simulator {

namespace {

constexpr SampleCount kFrame {960};
constexpr opus_int32 kToneBitrate = 64000;
constexpr std::size_t kHeaderPackets = 2;
constexpr std::uint8_t kLacingContinues = 255;

struct EncoderDeleter {
    void operator()(OpusEncoder* encoder) const { opus_encoder_destroy(encoder); }
};

bool isTwentyMilliseconds(const QByteArray& packet)
{
    const auto info = inspectOpusPacket(viewOf(packet));
    return info && info->duration == kFrame;
}

} // namespace

std::optional<OpusPackets> readOggOpus(const QByteArray& file)
{
    OpusPackets packets;
    QByteArray open; // a packet whose lacing has not ended yet
    ByteReader reader(viewOf(file));
    while (!reader.atEnd()) {
        // Page: "OggS", version, flags, granule, serial, page number, checksum, segment count.
        const auto magic = reader.take(4);
        if (!magic || toByteArray(*magic) != QByteArrayLiteral("OggS") || !reader.take(22))
            return std::nullopt;
        const auto segments = reader.u8();
        const auto lacing = segments ? reader.take(*segments) : std::nullopt;
        if (!lacing)
            return std::nullopt;
        for (const std::uint8_t size : *lacing) {
            const auto part = reader.take(size);
            if (!part)
                return std::nullopt;
            open += toByteArray(*part);
            if (size != kLacingContinues)
                packets.push_back(std::exchange(open, {}));
        }
    }
    if (packets.size() <= kHeaderPackets || !packets.front().startsWith("OpusHead"))
        return std::nullopt;
    packets.erase(packets.begin(), packets.begin() + kHeaderPackets);
    if (!std::ranges::all_of(packets, isTwentyMilliseconds))
        return std::nullopt;
    return packets;
}

std::optional<OpusPackets> encodeTone(const ToneSpeech& tone)
{
    int error = OPUS_OK;
    const std::unique_ptr<OpusEncoder, EncoderDeleter> encoder(opus_encoder_create(
        static_cast<opus_int32>(kSampleRate), 1, OPUS_APPLICATION_AUDIO, &error));
    if (!encoder)
        return std::nullopt;
    opus_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(kToneBitrate));

    // AES17: the level of a full-scale sine is 0 dBFS, so dBFS is the amplitude's own.
    const double amplitude = std::pow(10.0, tone.dbfs / 20.0);
    const double step = 2 * std::numbers::pi * tone.hertz / static_cast<double>(kSampleRate);
    OpusPackets packets;
    std::array<float, kFrame.value()> samples {};
    std::array<unsigned char, 1500> bytes {};
    std::int64_t position = 0;
    for (std::int64_t frame = 0; frame < tone.length.count() / 20; ++frame) {
        for (float& sample : samples)
            sample
                = static_cast<float>(amplitude * std::sin(step * static_cast<double>(position++)));
        const int size
            = opus_encode_float(encoder.get(), samples.data(), static_cast<int>(samples.size()),
                                bytes.data(), static_cast<opus_int32>(bytes.size()));
        if (size <= 0)
            return std::nullopt;
        packets.push_back(toByteArray(ByteView(bytes).first(static_cast<std::size_t>(size))));
    }
    return packets;
}

std::shared_ptr<const OpusPackets>
SpeechLibrary::packetsOf(const std::variant<ClipSpeech, ToneSpeech>& speech)
{
    const QString key = std::visit(Overloaded {[](const ClipSpeech& clip) { return clip.clip; },
                                               [](const ToneSpeech& tone) {
                                                   return QStringLiteral("tone %1 Hz %2 dBFS %3 ms")
                                                       .arg(tone.hertz)
                                                       .arg(tone.dbfs)
                                                       .arg(tone.length.count());
                                               }},
                                   speech);
    if (const auto known = m_known.find(key); known != m_known.end())
        return known->second;
    const auto packets = std::visit(
        Overloaded {[](const ClipSpeech& clip) -> std::optional<OpusPackets> {
                        registerClips();
                        QFile file(QStringLiteral(":/lavalier/clips/%1.opus").arg(clip.clip));
                        return file.open(QIODevice::ReadOnly) ? readOggOpus(file.readAll())
                                                              : std::nullopt;
                    },
                    [](const ToneSpeech& tone) { return encodeTone(tone); }},
        speech);
    if (!packets)
        return nullptr;
    return m_known.emplace(key, std::make_shared<const OpusPackets>(*packets)).first->second;
}

} // namespace lavalier::simulator
