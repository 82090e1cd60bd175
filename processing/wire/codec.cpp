#include "processing/wire/codec.h"

#include "processing/wire/frame_writer.h"
#include "voice/base/overloaded.h"

#include <cassert>
#include <cmath>
#include <cstring>

namespace lavalier::wire {
namespace {

/// Reads fields in order; the first failure sticks and everything after it is zero.
class Fields {
public:
    explicit Fields(ByteView payload)
        : m_reader(payload)
    {
    }

    std::uint8_t u8() { return held(m_reader.u8()); }
    std::uint16_t u16() { return held(m_reader.u16le()); }
    std::uint32_t u32() { return held(m_reader.u32le()); }
    std::uint64_t u64() { return held(m_reader.u64le()); }
    ByteView bytes(std::size_t count) { return held(m_reader.take(count)); }

    bool flag() { return atMost(u8(), std::uint8_t {1}) != 0; }
    template <typename E> E choice(E last)
    {
        return static_cast<E>(atMost(u8(), static_cast<std::uint8_t>(last)));
    }
    /// A finite number in [0, 1e9]: what an amplitude or a power can be.
    float level()
    {
        const float value = std::bit_cast<float>(u32());
        const bool sane = std::isfinite(value) && value >= 0 && value <= 1e9F;
        check(sane);
        return sane ? value : 0;
    }
    SampleCount samples(SampleCount least, SampleCount most)
    {
        const auto value = SampleCount(static_cast<std::int64_t>(u64()));
        const bool sane = value >= least && value <= most;
        check(sane);
        return sane ? value : SampleCount();
    }
    template <typename T> T atMost(T value, T most)
    {
        check(value <= most);
        return value <= most ? value : T {};
    }
    template <typename Id> Id id() { return Id(u64()); }

    template <typename Message, typename Sum> Result<Sum, WireError> finish(Message message)
    {
        if (!m_error && !m_reader.atEnd())
            m_error = WireError::TrailingBytes;
        if (m_error)
            return Failure {*m_error};
        return Sum(std::move(message));
    }
    bool failed() const { return m_error.has_value(); }

private:
    template <typename T> T held(std::optional<T> value)
    {
        if (!value && !m_error)
            m_error = WireError::Truncated;
        return m_error ? T {} : *value;
    }
    void check(bool sane)
    {
        if (!sane && !m_error)
            m_error = WireError::OutOfRange;
    }

    ByteReader m_reader;
    std::optional<WireError> m_error;
};

constexpr SampleCount kOne {1};

void appendHello(Buffer& out, const Hello& hello)
{
    assert(hello.build.size() <= kMaxBuildBytes);
    FrameWriter(out, FrameType::Hello)
        .number(hello.version)
        .number(static_cast<std::uint8_t>(hello.build.size()))
        .bytes({reinterpret_cast<const std::uint8_t*>(hello.build.data()), hello.build.size()});
}

Hello readHello(Fields& in)
{
    Hello hello;
    hello.version = in.u16();
    const ByteView build = in.bytes(in.atMost<std::size_t>(in.u8(), kMaxBuildBytes));
    hello.build.assign(build.begin(), build.end());
    return hello;
}

DecodeBatch readBatch(Fields& in)
{
    DecodeBatch batch {in.id<RequestId>(), in.choice(Want::LevelsAndPcm), {}};
    const auto count = in.atMost<std::size_t>(in.u16(), kMaxBatchPackets);
    for (std::size_t i = 0; i < count && !in.failed(); ++i) {
        const auto stream = in.id<StreamId>();
        batch.packets.push_back({stream, in.bytes(in.u16())});
    }
    return batch;
}

PacketLevel readLevel(Fields& in)
{
    PacketLevel level;
    level.error = in.choice(kLastErrorCode);
    level.samples = SampleCount(in.atMost<std::int64_t>(in.u16(), kMaxOpusPacket.value()));
    level.peak = in.level();
    level.power = in.level();
    const auto flags = in.atMost<std::uint8_t>(in.u8(), 7);
    level.clippedLeft = (flags & 1) != 0;
    level.clippedRight = (flags & 2) != 0;
    level.sideHeard = (flags & 4) != 0;
    return level;
}

BatchLevels readLevels(Fields& in)
{
    BatchLevels answer {in.id<RequestId>(), {}};
    const auto count = in.atMost<std::size_t>(in.u16(), kMaxBatchPackets);
    for (std::size_t i = 0; i < count && !in.failed(); ++i)
        answer.packets.push_back(readLevel(in));
    return answer;
}

Pcm readPcm(Fields& in)
{
    constexpr auto kMaxPcmBytes = std::size_t(kMaxOpusPacket.value()) * 2 * sizeof(float);
    Pcm pcm {in.id<RequestId>(), in.u16(), {}};
    pcm.samples = in.bytes(in.atMost<std::size_t>(in.u32(), kMaxPcmBytes));
    if (pcm.samples.size() % (2 * sizeof(float)) != 0)
        in.atMost(1, 0);
    return pcm;
}

void writeTotals(FrameWriter&& out, const RenderTotals& totals)
{
    out.samples(totals.written).samples(totals.decoded).samples(totals.recovered);
    out.samples(totals.concealed).samples(totals.silent).samples(totals.bent);
    out.number(totals.failedPackets).number(static_cast<std::uint8_t>(totals.sideHeard));
}

RenderTotals readTotals(Fields& in)
{
    // Many spans of a week each are still far from overflowing.
    static constexpr SampleCount kMost {std::int64_t {1} << 50};
    const auto count = [&in] { return in.samples(SampleCount(), kMost); };
    RenderTotals totals;
    totals.written = count();
    totals.decoded = count();
    totals.recovered = count();
    totals.concealed = count();
    totals.silent = count();
    totals.bent = in.samples(-kMost, kMost);
    totals.failedPackets = in.u64();
    totals.sideHeard = in.flag();
    return totals;
}

} // namespace

int bytesPerSample(SampleFormat format)
{
    switch (format) {
    case SampleFormat::S16:
        return 2;
    case SampleFormat::S24:
        return 3;
    case SampleFormat::F32:
        break;
    }
    return 4;
}

void append(Buffer& out, const Request& request)
{
    std::visit(
        Overloaded {
            [&](const Hello& m) { appendHello(out, m); },
            [&](const OpenDecoder& m) {
                FrameWriter(out, FrameType::OpenDecoder).number(m.stream.value());
            },
            [&](const CloseDecoder& m) {
                FrameWriter(out, FrameType::CloseDecoder).number(m.stream.value());
            },
            [&](const DecodeBatch& m) {
                assert(m.packets.size() <= kMaxBatchPackets);
                FrameWriter frame(out, FrameType::DecodeBatch);
                frame.number(m.id.value()).number(static_cast<std::uint8_t>(m.want));
                frame.number(static_cast<std::uint16_t>(m.packets.size()));
                for (const BatchPacket& packet : m.packets) {
                    assert(packet.payload.size() <= kMaxPacketBytes);
                    frame.number(packet.stream.value());
                    frame.number(static_cast<std::uint16_t>(packet.payload.size()));
                    frame.bytes(packet.payload);
                }
            },
            [&](const ConcealLive& m) {
                FrameWriter(out, FrameType::ConcealLive)
                    .number(m.id.value())
                    .number(m.stream.value())
                    .samples(m.samples)
                    .number(static_cast<std::uint8_t>(m.want));
            },
            [&](const OpenRender& m) {
                FrameWriter(out, FrameType::OpenRender)
                    .number(static_cast<std::uint8_t>(m.channels))
                    .number(static_cast<std::uint8_t>(m.format))
                    .number(static_cast<std::uint8_t>(m.fold));
            },
            [&](const DecodeForRender& m) {
                assert(m.packet.size() <= kMaxPacketBytes);
                FrameWriter(out, FrameType::DecodeForRender)
                    .number(m.id.value())
                    .samples(m.samples)
                    .samples(m.skip)
                    .samples(m.drop)
                    .number(static_cast<std::uint16_t>(m.packet.size()))
                    .bytes(m.packet);
            },
            [&](const RecoverForRender& m) {
                assert(m.next.size() <= kMaxPacketBytes);
                FrameWriter(out, FrameType::RecoverForRender)
                    .number(m.id.value())
                    .samples(m.samples)
                    .number(static_cast<std::uint16_t>(m.next.size()))
                    .bytes(m.next);
            },
            [&](const Conceal& m) { FrameWriter(out, FrameType::Conceal).samples(m.samples); },
            [&](const Silence& m) { FrameWriter(out, FrameType::Silence).samples(m.samples); },
            [&](const ResetDecoder&) { FrameWriter(out, FrameType::ResetDecoder); },
            [&](const Finish&) { FrameWriter(out, FrameType::Finish); },
            [&](const Bend& m) { FrameWriter(out, FrameType::Bend).samples(m.in).samples(m.out); },
        },
        request);
}

void append(Buffer& out, const Answer& answer)
{
    std::visit(
        Overloaded {
            [&](const Hello& m) { appendHello(out, m); },
            [&](const BatchLevels& m) {
                assert(m.packets.size() <= kMaxBatchPackets);
                FrameWriter frame(out, FrameType::BatchLevels);
                frame.number(m.id.value()).number(static_cast<std::uint16_t>(m.packets.size()));
                for (const PacketLevel& level : m.packets) {
                    frame.number(static_cast<std::uint8_t>(level.error));
                    frame.number(static_cast<std::uint16_t>(level.samples.value()));
                    frame.real(level.peak).real(level.power);
                    frame.number(static_cast<std::uint8_t>((level.clippedLeft ? 1 : 0)
                                                           | (level.clippedRight ? 2 : 0)
                                                           | (level.sideHeard ? 4 : 0)));
                }
            },
            [&](const Pcm& m) {
                FrameWriter(out, FrameType::Pcm)
                    .number(m.id.value())
                    .number(m.index)
                    .number(static_cast<std::uint32_t>(m.samples.size()))
                    .bytes(m.samples);
            },
            [&](const ErrorAnswer& m) {
                FrameWriter(out, FrameType::ErrorAnswer)
                    .number(m.id.value())
                    .number(static_cast<std::uint8_t>(m.code));
            },
            [&](const Progress& m) {
                writeTotals(FrameWriter(out, FrameType::Progress), m.totals);
            },
            [&](const RenderDone& m) {
                writeTotals(FrameWriter(out, FrameType::RenderDone), m.totals);
            },
        },
        answer);
}

Result<Request, WireError> parseRequest(const WireFrame& frame)
{
    Fields in(frame.payload);
    const auto done
        = [&in](auto message) { return in.finish<decltype(message), Request>(std::move(message)); };
    switch (frame.type) {
    case FrameType::Hello:
        return done(readHello(in));
    case FrameType::OpenDecoder:
        return done(OpenDecoder {in.id<StreamId>()});
    case FrameType::CloseDecoder:
        return done(CloseDecoder {in.id<StreamId>()});
    case FrameType::DecodeBatch:
        return done(readBatch(in));
    case FrameType::ConcealLive:
        return done(ConcealLive {in.id<RequestId>(), in.id<StreamId>(),
                                 in.samples(kOne, kMaxOpusPacket), in.choice(Want::LevelsAndPcm)});
    case FrameType::OpenRender: {
        const int channels = in.atMost<int>(in.u8(), 2);
        if (channels == 0)
            in.atMost(1, 0);
        const auto format = in.choice(SampleFormat::F32);
        const auto fold = in.choice(Fold::WhileAlike);
        if (fold == Fold::WhileAlike && channels != 1)
            in.atMost(1, 0);
        return done(OpenRender {channels, format, fold});
    }
    case FrameType::DecodeForRender: {
        const auto id = in.id<RequestId>();
        const SampleCount samples = in.samples(kOne, kMaxOpusPacket);
        const SampleCount skip = in.samples(SampleCount(), samples);
        const SampleCount drop = in.samples(SampleCount(), samples - skip);
        return done(DecodeForRender {id, samples, skip, drop, in.bytes(in.u16())});
    }
    case FrameType::RecoverForRender: {
        const auto id = in.id<RequestId>();
        const SampleCount samples = in.samples(kOne, kMaxSpan);
        return done(RecoverForRender {id, samples, in.bytes(in.u16())});
    }
    case FrameType::Conceal:
        return done(Conceal {in.samples(SampleCount(), kMaxSpan)});
    case FrameType::Silence:
        return done(Silence {in.samples(SampleCount(), kMaxSpan)});
    case FrameType::ResetDecoder:
        return done(ResetDecoder {});
    case FrameType::Finish:
        return done(Finish {});
    case FrameType::Bend: {
        const SampleCount taken = in.samples(kOne, kMaxBend);
        const SampleCount aside(taken.value() / 16 + 4);
        return done(Bend {taken, in.samples(std::max(kOne, taken - aside), taken + aside)});
    }
    default:
        return Failure {WireError::UnknownType};
    }
}

Result<Answer, WireError> parseAnswer(const WireFrame& frame)
{
    Fields in(frame.payload);
    const auto done
        = [&in](auto message) { return in.finish<decltype(message), Answer>(std::move(message)); };
    switch (frame.type) {
    case FrameType::Hello:
        return done(readHello(in));
    case FrameType::BatchLevels:
        return done(readLevels(in));
    case FrameType::Pcm:
        return done(readPcm(in));
    case FrameType::ErrorAnswer:
        return done(ErrorAnswer {in.id<RequestId>(), in.choice(kLastErrorCode)});
    case FrameType::Progress:
        return done(Progress {readTotals(in)});
    case FrameType::RenderDone:
        return done(RenderDone {readTotals(in)});
    default:
        return Failure {WireError::UnknownType};
    }
}

} // namespace lavalier::wire
