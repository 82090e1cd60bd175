#include "tests/end_to_end/long_session.h"

#include "sinks/recording/recording_file.h"
#include "tests/voice/receive/packet_builder.h"
#include "voice/dave/media_decryptor.h"
#include "voice/receive/dave_frame_decryptor.h"
#include "voice/receive/media_pipeline.h"

#include <opus/opus.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace lavalier::test {
namespace {

using namespace std::chrono_literals;

constexpr double kFrame = 0.02;
constexpr std::int64_t kFrameSamples = 960;
constexpr float kLoud = 0.1F;
constexpr double kAway = 60; ///< between leaving and being back
constexpr SteadyTime kZero {5h};

SteadyTime timeOf(std::int64_t us)
{
    return kZero + std::chrono::microseconds(us);
}
SteadyTime timeOf(double seconds)
{
    return timeOf(static_cast<std::int64_t>(std::llround(seconds * 1e6)));
}

/// One person's side of the call, from the first word to the last.
class Talker {
public:
    Talker(const Person& person, std::uint16_t number, std::vector<LongSession::Packet>& out)
        : m_person(person)
        , m_number(number)
        , m_random(number + 1)
        , m_out(out)
    {
    }

    /// Returns how many packets were sent, lost ones included.
    std::int64_t talk()
    {
        std::vector<std::pair<double, double>> stays;
        double from = 0;
        for (const auto& [leaves, back] :
             {std::pair {m_person.rejoins, m_person.rejoins + kAway},
              std::pair {LongSession::kMoves, LongSession::kMoves + LongSession::kOutage},
              std::pair {LongSession::kSeconds, 0.0}}) {
            if (leaves > 0)
                stays.emplace_back(from, leaves);
            from = leaves > 0 ? back : from;
        }
        for (const auto& [begin, end] : stays)
            stay(begin, end);
        return m_sent;
    }

private:
    double between(double low, double high)
    {
        return std::uniform_real_distribution<double>(low, high)(m_random);
    }
    double delay()
    {
        switch (m_person.delays) {
        case Delays::Wired:
            return between(0, 0.005);
        case Delays::Wild:
            return between(0, 0.2);
        case Delays::Tailed:
            break;
        }
        return std::min(0.2, -0.02 * std::log(1 - between(0, 1)));
    }

    /// On one SSRC, whose counters begin anywhere.
    void stay(double from, double to)
    {
        m_ssrc = 0x1000U + m_number * 0x100U + ++m_stays;
        m_sequence = static_cast<std::uint16_t>(m_random());
        m_rtp = static_cast<std::uint32_t>(m_random());
        m_now = from;
        while (true) {
            const bool plays = m_now < m_person.playsTo && m_now + 40 > m_person.playsFrom;
            wait(plays ? std::max(m_person.playsFrom - m_now, 1.0) : between(4, 30));
            if (m_now >= to)
                return;
            const double until
                = plays ? m_person.playsTo : m_now + between(1, between(0, 1) < 0.2 ? 20 : 6);
            for (int frame = 0; m_now < std::min(until, to); ++frame)
                send(static_cast<std::int8_t>(frame % SpokenLoop::kFrames));
            for (int i = 0; i < 5 && m_person.marksSilence && m_now < to; ++i)
                send(-1);
        }
    }
    void wait(double seconds)
    {
        m_now += seconds;
        if (m_person.clockRuns)
            m_rtp += static_cast<std::uint32_t>(std::llround(seconds * 48'000 / pace()));
    }
    double pace() const { return 1 + m_person.driftPpm * 1e-6; }

    void send(std::int8_t inLoop)
    {
        const double sentAt = m_now + kFrame * pace(); // once its last sample is known
        const bool isLost = between(0, 1) < LongSession::kLoss;
        const auto arrival = std::llround((sentAt + delay()) * 1e6);
        m_sinceLoss = isLost ? 0 : m_sinceLoss + 1;
        if (!isLost)
            m_out.push_back(
                {m_now, arrival, m_ssrc, m_rtp, m_sequence, m_number, inLoop, m_sinceLoss > 3});
        ++m_sent;
        ++m_sequence;
        m_rtp += kFrameSamples;
        m_now = sentAt;
    }

    const Person& m_person;
    const std::uint16_t m_number;
    std::mt19937_64 m_random;
    std::vector<LongSession::Packet>& m_out;
    std::int64_t m_sent = 0;
    std::uint32_t m_stays = 0;
    std::uint32_t m_ssrc = 0;
    std::uint32_t m_rtp = 0;
    std::uint16_t m_sequence = 0;
    int m_sinceLoss = 0;
    double m_now = 0;
};

/// Our side: a pipeline for each connection, one file.
class Recorder {
public:
    Recorder(const LongSession& session, const QString& folder)
        : m_session(session)
    {
        m_keys.apply(dave::AllowPassthrough {}, kZero);
        const recording::RecordingDescription call {GuildId(1),
                                                    QStringLiteral("Server"),
                                                    ChannelId(2),
                                                    QStringLiteral("Channel"),
                                                    QStringLiteral("Four hours"),
                                                    QStringLiteral("test")};
        auto made = recording::RecordingFile::create(folder, QStringLiteral("call"), call, kZero,
                                                     WallTime(1'790'000'000s));
        if (made)
            m_file = *std::move(made);
    }

    QString record()
    {
        if (!m_file)
            return {};
        for (const Person& person : m_session.people)
            m_exchange.push(
                recording::SpeakerSeen {kZero, person.user, QString::fromLatin1(person.name)});
        connect(kZero);
        bool paused = false;
        bool resumed = false;
        for (const LongSession::Packet& packet : m_session.heard) {
            const double seconds = static_cast<double>(packet.arrivalUs) / 1e6;
            if (seconds >= LongSession::kMoves && m_connection == 1)
                connect(timeOf(LongSession::kMoves + LongSession::kOutage));
            if (seconds >= LongSession::kPauses && !std::exchange(paused, true))
                note(recording::EventType::Pause, LongSession::kPauses);
            if (seconds >= LongSession::kResumes && !std::exchange(resumed, true))
                note(recording::EventType::Resume, LongSession::kResumes);
            if (!take(packet))
                return {};
        }
        return finish();
    }

private:
    void connect(SteadyTime now)
    {
        m_pipeline = std::make_unique<receive::MediaPipeline>(
            ConnectionId(++m_connection), std::make_unique<receive::DaveFrameDecryptor>(m_keys));
        const QByteArray key = mediaKey();
        auto cipher = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize,
                                                      SecretBytes(viewOf(key)));
        m_pipeline->setCipher(*std::move(cipher));
        m_pipeline->setListening(receive::Listening::Recording);
        m_ssrcs.assign(m_session.people.size(), 0);
        m_exchange.push(recording::ConnectionOpened {now, ConnectionId(m_connection), ChannelId(2),
                                                     QStringLiteral("server"),
                                                     QStringLiteral("mode"), 0});
    }
    void note(recording::EventType type, double at)
    {
        m_exchange.push(recording::EventNoted {timeOf(at), {type, {}, {}}});
    }

    bool take(const LongSession::Packet& packet)
    {
        const SteadyTime now = timeOf(packet.arrivalUs);
        const Person& person = m_session.people[packet.person];
        std::uint32_t& ssrc = m_ssrcs[packet.person];
        if (ssrc != packet.ssrc) {
            if (ssrc != 0)
                m_pipeline->dropSpeaker(person.user);
            m_pipeline->mapSpeaker(Ssrc(packet.ssrc), person.user, now);
            ssrc = packet.ssrc;
        }
        const QByteArray header = ByteWriter()
                                      .u8(0x80)
                                      .u8(0x78)
                                      .u16be(packet.sequence)
                                      .u32be(packet.rtp)
                                      .u32be(packet.ssrc)
                                      .take();
        const QByteArray datagram = PacketBuilder::sealAt(
            ++m_nonce, header, packet.inLoop < 0 ? m_silence : m_loop.frame(packet.inLoop),
            mediaKey());
        m_pipeline->datagram(viewOf(datagram), now);
        if (now >= m_tick) {
            m_pipeline->timePassed(now);
            m_tick = now + 20ms;
        }
        m_exchange.push(m_pipeline->frames());
        m_pipeline->clearFrames();
        // The writer commits every 50 ms; what it holds may span a minute.
        return now < m_commit || commit(now);
    }
    bool commit(SteadyTime now)
    {
        m_commit = now + 20s;
        m_file->accept(m_exchange.take());
        const bool done = m_file->commit(now).has_value();
        m_exchange.settle();
        return done;
    }
    QString finish()
    {
        const SteadyTime end = timeOf(LongSession::kSeconds + 1);
        m_file->accept(m_exchange.take());
        if (!m_file->finish(end))
            return {};
        m_file->buildIndex(false);
        if (!m_file->mergeLog())
            return {};
        const QString path = m_file->path();
        m_file.reset();
        return path;
    }

    const LongSession& m_session;
    const SpokenLoop m_loop;
    const QByteArray m_silence = QByteArray::fromHex("f8fffe");
    dave::MediaDecryptor m_keys;
    std::unique_ptr<receive::MediaPipeline> m_pipeline;
    recording::RecordingExchange m_exchange;
    std::unique_ptr<recording::RecordingFile> m_file;
    std::uint32_t m_connection = 0;
    std::vector<std::uint32_t> m_ssrcs; ///< as mapped on this connection, by person
    std::uint32_t m_nonce = 0;
    SteadyTime m_tick = kZero;
    SteadyTime m_commit = kZero;
};

} // namespace

LongSession LongSession::record(std::span<const Person> people, const QString& folder)
{
    LongSession session;
    session.people.assign(people.begin(), people.end());
    std::vector<Packet>& heard = session.heard;
    for (std::uint16_t number = 0; number < people.size(); ++number)
        session.sent += Talker(people[number], number, heard).talk();
    // Still under way when our connection went.
    std::erase_if(heard, [](const Packet& packet) {
        const double arrival = static_cast<double>(packet.arrivalUs) / 1e6;
        return packet.truth < kMoves && arrival >= kMoves;
    });
    std::ranges::stable_sort(heard, {}, &Packet::arrivalUs);
    for (std::size_t i = 1; i < heard.size(); ++i)
        heard[i].arrivalUs = std::max(heard[i].arrivalUs, heard[i - 1].arrivalUs + 1);
    session.path = Recorder(session, folder).record();
    return session;
}

const LongSession::Packet* LongSession::arrivedAt(std::int64_t us) const
{
    const auto found = std::ranges::lower_bound(heard, us, {}, &Packet::arrivalUs);
    return found != heard.end() && found->arrivalUs == us ? &*found : nullptr;
}

std::optional<double> LongSession::onTrack(double truth)
{
    constexpr double kNear = 0.5;
    if (truth < kPauses - kNear)
        return truth;
    if (truth < kResumes + kNear)
        return std::nullopt;
    return truth - (kResumes - kPauses);
}

SpokenLoop::SpokenLoop()
{
    const std::unique_ptr<OpusEncoder, decltype(&opus_encoder_destroy)> encoder(
        opus_encoder_create(48'000, 1, OPUS_APPLICATION_RESTRICTED_LOWDELAY, nullptr),
        &opus_encoder_destroy);
    const std::unique_ptr<OpusDecoder, decltype(&opus_decoder_destroy)> decoder(
        opus_decoder_create(48'000, 1, nullptr), &opus_decoder_destroy);
    opus_encoder_ctl(encoder.get(), OPUS_SET_BITRATE(48'000));
    // So that a frame stands for itself, whatever was lost before it.
    opus_encoder_ctl(encoder.get(), OPUS_SET_PREDICTION_DISABLED(1));
    std::mt19937 random(7);
    std::vector<float> noise(kFrames * kFrameSamples);
    for (float& value : noise)
        value = 0.002F * (static_cast<float>(random() % 2'001) / 1'000 - 1);
    std::vector<float> decoded;
    // The third time round nothing of the beginning is left.
    for (int round = 0; round < 3; ++round) {
        decoded.clear();
        for (int number = 0; number < kFrames; ++number) {
            std::vector<float> pcm(noise.begin() + number * kFrameSamples,
                                   noise.begin() + (number + 1) * kFrameSamples);
            for (std::size_t i = 0; number == kBurstIn && i < 480; ++i)
                pcm[i] += 0.5F
                    * static_cast<float>(std::sin(2 * std::numbers::pi * 1'500
                                                  * static_cast<double>(i) / 48'000));
            QByteArray packet(1'275, '\0');
            const int size = opus_encode_float(encoder.get(), pcm.data(), kFrameSamples,
                                               reinterpret_cast<unsigned char*>(packet.data()),
                                               static_cast<opus_int32>(packet.size()));
            packet.truncate(std::max(size, 0));
            std::vector<float> out(kFrameSamples);
            const int samples = opus_decode_float(
                decoder.get(), reinterpret_cast<const unsigned char*>(packet.constData()),
                static_cast<opus_int32>(packet.size()), out.data(), kFrameSamples, 0);
            out.resize(static_cast<std::size_t>(std::max(samples, 0)));
            decoded.insert(decoded.end(), out.begin(), out.end());
            m_frames[static_cast<std::size_t>(number)] = packet;
        }
    }
    const auto onset = firstLoud(decoded, 0, std::ssize(decoded));
    m_onset = onset.value_or(0) - kBurstIn * kFrameSamples;
}

std::optional<std::int64_t> SpokenLoop::firstLoud(std::span<const float> samples, std::int64_t from,
                                                  std::int64_t to)
{
    to = std::min(to, std::ssize(samples));
    for (std::int64_t at = std::max<std::int64_t>(from, 0); at < to; ++at) {
        if (std::abs(samples[static_cast<std::size_t>(at)]) > kLoud)
            return at;
    }
    return std::nullopt;
}

} // namespace lavalier::test
