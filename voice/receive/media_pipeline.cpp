#include "voice/receive/media_pipeline.h"

#include "voice/base/opus_packet.h"
#include "voice/rtp/rtcp_parser.h"

#include <QtEndian>

#include <algorithm>

namespace lavalier::receive {
namespace {

using namespace std::chrono_literals;

// Packets that were under way when the key changed.
constexpr auto kOldKeyGrace = 2s;
constexpr auto kEarlyPatience = 10s;
constexpr std::size_t kMaxEarly = 512;
constexpr std::size_t kMaxRtcpHeld = 1024;
constexpr std::size_t kMaxSealedHeld = 16'384;
// Discontinuous transmission sends packets of one or two bytes, which prove nothing.
constexpr std::size_t kShortestHollow = 4;

bool isMostlyZero(ByteView payload)
{
    // Real audio shows two bytes that are not zero at once, so this hardly ever walks far.
    int other = 0;
    for (const std::uint8_t byte : payload) {
        if (byte != 0 && ++other > 1)
            return false;
    }
    return payload.size() >= kShortestHollow;
}

std::uint64_t tagOf(ByteView datagram)
{
    return qFromBigEndian<std::uint64_t>(
        datagram.last(crypto::TransportCipher::kOverheadBytes).data());
}

} // namespace

MediaPipeline::MediaPipeline(ConnectionId connection, std::unique_ptr<FrameDecryptor> decryptor)
    : m_connection(connection)
    , m_decryptor(std::move(decryptor))
{
}

MediaPipeline::~MediaPipeline() = default;

void MediaPipeline::setCipher(crypto::TransportCipher cipher)
{
    m_previousCipher = std::exchange(m_cipher, std::move(cipher));
    m_previousCipherUntil = m_now + kOldKeyGrace;
    for (const Early& early : std::exchange(m_early, {})) {
        --m_counters.datagrams; // counted when it came
        datagram(viewOf(early.bytes), early.arrival);
    }
}

void MediaPipeline::setListening(Listening listening)
{
    m_listening = listening;
}

void MediaPipeline::datagram(ByteView bytes, SteadyTime arrival)
{
    ++m_counters.datagrams;
    m_now = std::max(m_now, arrival);
    m_path.heard(arrival);
    const rtp::DatagramKind kind = rtp::classifyDatagram(bytes);
    const bool isOurs = kind == rtp::DatagramKind::OpusAudio || kind == rtp::DatagramKind::Rtcp;
    if (isOurs && !m_cipher) {
        if (m_early.size() < kMaxEarly)
            m_early.push_back({toByteArray(bytes), arrival});
        else
            ++m_counters.withoutKey;
        return;
    }
    switch (kind) {
    case rtp::DatagramKind::OpusAudio:
        return openMedia(bytes, arrival);
    case rtp::DatagramKind::Rtcp:
        return openRtcp(bytes, arrival);
    case rtp::DatagramKind::OtherMedia:
        ++m_counters.otherMedia;
        return;
    default:
        ++m_counters.notRtp;
    }
}

std::optional<ByteView> MediaPipeline::decryptTransport(ByteView bytes, std::size_t clear,
                                                        SteadyTime arrival)
{
    auto length = m_cipher->open(bytes, clear, m_plain);
    if (!length && m_previousCipher && arrival <= m_previousCipherUntil)
        length = m_previousCipher->open(bytes, clear, m_plain);
    if (!length) {
        ++m_counters.transportRefused;
        return std::nullopt;
    }
    return ByteView(m_plain).first(*length);
}

void MediaPipeline::openRtcp(ByteView bytes, SteadyTime arrival)
{
    const auto body = decryptTransport(bytes, rtp::kRtcpClearBytes, arrival);
    if (!body)
        return;
    if (!m_replays.remember(tagOf(bytes))) {
        ++m_counters.transportReplayed;
        return;
    }
    const QByteArray whole = toByteArray(bytes.first(rtp::kRtcpClearBytes)) + toByteArray(*body);
    rtp::RtcpCompound compound = rtp::parseRtcp(viewOf(whole));
    if (compound.error)
        ++m_counters.malformedRtcp;
    m_counters.rtcp += compound.packets.size();
    if (m_rtcp.size() + compound.packets.size() <= kMaxRtcpHeld)
        std::ranges::move(compound.packets, std::back_inserter(m_rtcp));
}

void MediaPipeline::openMedia(ByteView bytes, SteadyTime arrival)
{
    const auto header = rtp::parseRtpHeader(bytes);
    if (!header) {
        ++m_counters.notRtp;
        return;
    }
    const auto body = decryptTransport(bytes, header->clearSize, arrival);
    if (!body)
        return;
    MediaStream* const stream = streamOf(header->ssrc);
    if (stream == nullptr) {
        ++m_counters.crowdedOut;
        return;
    }
    ++stream->counters.heard;
    stream->counters.lastHeard = arrival;
    if (!m_replays.remember(tagOf(bytes))) {
        ++m_counters.transportReplayed;
        ++stream->counters.duplicates;
        return;
    }

    const auto answer = stream->order.place(header->sequence, header->timestamp, arrival);
    if (answer.verdict == StreamOrder::Verdict::Duplicate) {
        ++stream->counters.duplicates;
        return;
    }
    const auto media = rtp::mediaPayload(*header, *body);
    if (!media)
        ++stream->counters.malformed;
    else if (!media->empty())
        m_path.audio(header->ssrc, isSilenceFrame(*media), arrival);
    const bool wanted = m_listening == Listening::Recording;
    if (answer.verdict == StreamOrder::Verdict::Held) {
        dropHeld(*stream);
        stream->held
            = MediaStream::HeldPacket {media ? toByteArray(*media) : QByteArray(), arrival, wanted};
        return;
    }
    if (answer.verdict == StreamOrder::Verdict::NewRun)
        beginRun(*stream);
    if (stream->held && answer.held) {
        const auto held = std::exchange(stream->held, std::nullopt);
        deliver(*stream, *answer.held, held->arrival, viewOf(held->payload), held->wanted);
    }
    if (stream->held && !stream->order.isHolding())
        dropHeld(*stream);
    if (media)
        deliver(*stream, answer.place, arrival, *media, wanted);
}

void MediaPipeline::deliver(MediaStream& stream, StreamOrder::Place place, SteadyTime arrival,
                            ByteView payload, bool wanted)
{
    if (payload.empty()) {
        ++stream.counters.paddingOnly;
        return;
    }
    if (isMostlyZero(payload)) {
        ++stream.counters.mostlyZero;
        return;
    }
    OpusFrame frame {
        stream.id, stream.counters.user, stream.counters.ssrc, place.sequence, place.rtp, arrival,
        {}};
    if (!wanted) {
        ++stream.counters.discarded;
        // The decryptor sees the frame all the same, so that its ratchets keep up.
        if (frame.user.isValid() && !isSilenceFrame(payload))
            decrypt(frame.user, payload, frame.payload, arrival, arrival, Try::First);
        return;
    }
    if (frame.user.isValid()) {
        decryptAndEmit(stream, std::move(frame), payload, arrival, Try::First);
        return;
    }
    frame.payload = toByteArray(payload);
    m_waiting.hold(std::move(frame));
    countExpired();
}

FrameDecryptor::Outcome MediaPipeline::decrypt(UserId user, ByteView sealed, QByteArray& clear,
                                               SteadyTime arrival, SteadyTime now, Try attempt)
{
    const auto outcome = m_decryptor->decrypt(user, sealed, clear, now);
    if (outcome == FrameDecryptor::Outcome::Clear)
        m_watch.read(user);
    else if (attempt == Try::First)
        m_watch.unreadable(user, arrival); // one frame is one, however often it is tried
    return outcome;
}

void MediaPipeline::decryptAndEmit(MediaStream& stream, OpusFrame frame, ByteView sealed,
                                   SteadyTime now, Try attempt)
{
    using Outcome = FrameDecryptor::Outcome;
    // `sealed` may be a view of frame.payload, so the answer gets its own place.
    QByteArray clear;
    Outcome outcome = Outcome::Clear;
    if (isSilenceFrame(sealed))
        clear = toByteArray(sealed);
    else
        outcome = decrypt(frame.user, sealed, clear, frame.arrival, now, attempt);
    switch (outcome) {
    case Outcome::Clear:
        ++stream.counters.decrypted;
        frame.payload = std::move(clear);
        m_frames.push_back(std::move(frame));
        return;
    case Outcome::WaitForKey:
        if (frame.payload.isEmpty())
            frame.payload = toByteArray(sealed);
        m_waiting.hold(std::move(frame));
        countExpired();
        return;
    case Outcome::Refused:
        ++stream.counters.undecryptable;
        noteSealed(stream, frame);
        return;
    }
}

void MediaPipeline::replay(MediaStream& stream, SteadyTime now, Try attempt)
{
    for (OpusFrame& frame : m_waiting.take(stream.counters.ssrc)) {
        frame.user = stream.counters.user;
        const QByteArray sealed = frame.payload; // shares; keeps the bytes alive during the move
        decryptAndEmit(stream, std::move(frame), viewOf(sealed), now, attempt);
    }
}

void MediaPipeline::beginRun(MediaStream& stream)
{
    stream.id = StreamId(std::uint64_t {m_connection.value()} << 32 | ++m_runs);
}

void MediaPipeline::dropHeld(MediaStream& stream)
{
    if (std::exchange(stream.held, std::nullopt))
        ++stream.counters.strayed;
}

/// A known speaker's frame can only have waited for a key.
void MediaPipeline::giveUp(MediaStream& stream, std::span<const OpusFrame> frames)
{
    StreamCounters& counters = stream.counters;
    (counters.user.isValid() ? counters.undecryptable : counters.expired) += frames.size();
    for (const OpusFrame& frame : frames)
        noteSealed(stream, frame);
}

/// Nobody may be told of more than a tick holds; the counters say how many there were.
void MediaPipeline::noteSealed(const MediaStream& stream, const OpusFrame& frame)
{
    if (stream.counters.user.isValid() && m_sealed.size() < kMaxSealedHeld)
        m_sealed.push_back(
            {frame.stream, stream.counters.user, frame.ssrc, frame.sequence, frame.arrival});
}

void MediaPipeline::countExpired()
{
    for (const OpusFrame& frame : m_waiting.takeExpired()) {
        if (MediaStream* const stream = m_streams.find(frame.ssrc))
            giveUp(*stream, {&frame, 1});
    }
}

void MediaPipeline::timePassed(SteadyTime now)
{
    m_now = std::max(m_now, now);
    m_waiting.timePassed(now);
    countExpired();
    m_watch.timePassed(now);
    m_counters.withoutKey += std::erase_if(
        m_early, [now](const Early& early) { return now - early.arrival > kEarlyPatience; });
    if (now > m_previousCipherUntil)
        m_previousCipher.reset();
    if (!m_someoneLeft)
        return;
    m_someoneLeft = false;
    for (const auto& stream : m_streams.all()) {
        if (!stream->userUntil)
            continue;
        if (now > *stream->userUntil)
            unmap(*stream);
        else
            m_someoneLeft = true;
    }
}

std::span<const OpusFrame> MediaPipeline::frames() const
{
    return m_frames;
}
void MediaPipeline::clearFrames()
{
    m_frames.clear();
}
std::vector<OpusFrame> MediaPipeline::takeFrames()
{
    return std::exchange(m_frames, {});
}
std::vector<RtcpPacket> MediaPipeline::takeRtcp()
{
    return std::exchange(m_rtcp, {});
}

FrameDecryptor& MediaPipeline::decryptor()
{
    return *m_decryptor;
}

bool MediaPipeline::isHolding() const
{
    return !m_waiting.isEmpty() || !m_early.empty() || m_someoneLeft || m_watch.isWatching();
}

} // namespace lavalier::receive
