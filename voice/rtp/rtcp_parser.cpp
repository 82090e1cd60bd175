#include "voice/rtp/rtcp_parser.h"

#include "voice/base/result.h"

namespace lavalier::rtp {
namespace {

constexpr std::uint8_t kRtcpVersion = 2;
constexpr std::uint8_t kSenderReport = 200;
constexpr std::uint8_t kReceiverReport = 201;
constexpr std::uint8_t kSourceDescription = 202;
constexpr std::uint8_t kBye = 203;
constexpr std::uint8_t kApp = 204;

using Parsed = Result<RtcpPacket, RtcpError>;

std::optional<std::vector<RtcpReportBlock>> readBlocks(ByteReader& reader, unsigned count)
{
    constexpr std::size_t kBlockBytes = 24;
    if (reader.remaining() < kBlockBytes * count)
        return std::nullopt;
    std::vector<RtcpReportBlock> blocks(count);
    for (RtcpReportBlock& block : blocks) {
        block.source = Ssrc(*reader.u32be());
        const std::uint32_t loss = *reader.u32be();
        block.fractionLost = static_cast<std::uint8_t>(loss >> 24);
        // 24 bits, signed: duplicates can make it negative.
        block.cumulativeLost = static_cast<std::int32_t>(loss << 8) >> 8;
        block.highestSequence = *reader.u32be();
        block.jitter = *reader.u32be();
        block.lastSenderReport = *reader.u32be();
        block.delaySinceLastReport = *reader.u32be();
    }
    return blocks; // what follows are profile extensions, which we do not know
}

Parsed parseSenderReport(ByteReader reader, unsigned count)
{
    constexpr std::size_t kSenderInfoBytes = 24;
    if (reader.remaining() < kSenderInfoBytes)
        return Failure {RtcpError::Truncated};
    RtcpSenderReport report;
    report.sender = Ssrc(*reader.u32be());
    report.ntpTimestamp = *reader.u64be();
    report.rtpTimestamp = *reader.u32be();
    report.packetCount = *reader.u32be();
    report.octetCount = *reader.u32be();
    auto blocks = readBlocks(reader, count);
    if (!blocks)
        return Failure {RtcpError::BadCount};
    report.blocks = std::move(*blocks);
    return RtcpPacket(std::move(report));
}

Parsed parseReceiverReport(ByteReader reader, unsigned count)
{
    const auto sender = reader.u32be();
    if (!sender)
        return Failure {RtcpError::Truncated};
    auto blocks = readBlocks(reader, count);
    if (!blocks)
        return Failure {RtcpError::BadCount};
    return RtcpPacket(RtcpReceiverReport {Ssrc(*sender), std::move(*blocks)});
}

Parsed parseSourceDescription(ByteReader reader, unsigned count)
{
    RtcpSourceDescription description;
    for (unsigned chunk = 0; chunk < count; ++chunk) {
        const auto source = reader.u32be();
        if (!source)
            return Failure {RtcpError::BadCount};
        while (true) {
            const auto type = reader.u8();
            if (!type)
                return Failure {RtcpError::BadItem};
            if (*type == 0)
                break;
            const auto length = reader.u8();
            const auto text = length ? reader.take(*length) : std::nullopt;
            if (!text)
                return Failure {RtcpError::BadItem};
            description.items.push_back({Ssrc(*source), *type, toByteArray(*text)});
        }
        // A chunk ends on a 32-bit boundary; the packet as a whole does, so its rest tells where.
        if (!reader.take(reader.remaining() % 4))
            return Failure {RtcpError::BadItem};
    }
    return RtcpPacket(std::move(description));
}

Parsed parseBye(ByteReader reader, unsigned count)
{
    RtcpBye bye;
    for (unsigned i = 0; i < count; ++i) {
        const auto source = reader.u32be();
        if (!source)
            return Failure {RtcpError::BadCount};
        bye.sources.emplace_back(*source);
    }
    if (const auto length = reader.u8()) {
        const auto reason = reader.take(*length);
        if (!reason)
            return Failure {RtcpError::BadItem};
        bye.reason = toByteArray(*reason);
    }
    return RtcpPacket(std::move(bye));
}

Parsed parseApp(ByteReader reader, unsigned subtype)
{
    const auto sender = reader.u32be();
    const auto name = reader.take(4);
    if (!sender || !name)
        return Failure {RtcpError::Truncated};
    return RtcpPacket(RtcpApp {Ssrc(*sender), static_cast<std::uint8_t>(subtype),
                               toByteArray(*name), toByteArray(reader.rest())});
}

std::optional<Parsed> parseBody(std::uint8_t type, unsigned count, ByteView body)
{
    const ByteReader reader(body);
    switch (type) {
    case kSenderReport:
        return parseSenderReport(reader, count);
    case kReceiverReport:
        return parseReceiverReport(reader, count);
    case kSourceDescription:
        return parseSourceDescription(reader, count);
    case kBye:
        return parseBye(reader, count);
    case kApp:
        return parseApp(reader, count);
    default:
        return std::nullopt;
    }
}

} // namespace

RtcpCompound parseRtcp(ByteView bytes)
{
    RtcpCompound compound;
    ByteReader reader(bytes);
    while (!reader.atEnd()) {
        const auto first = reader.u8();
        const auto type = reader.u8();
        const auto words = reader.u16be();
        if (first && *first >> 6 != kRtcpVersion) {
            compound.error = RtcpError::WrongVersion;
            return compound;
        }
        auto body = words ? reader.take(std::size_t {4} * *words) : std::nullopt;
        if (!body) {
            compound.error = RtcpError::Truncated;
            return compound;
        }
        if ((*first & 0x20) != 0) {
            if (body->empty() || body->back() == 0 || body->back() > body->size()) {
                compound.error = RtcpError::BadPadding;
                return compound;
            }
            body = body->first(body->size() - body->back());
        }
        const auto parsed = parseBody(*type, *first & 0x1F, *body);
        if (!parsed) {
            ++compound.skipped;
        } else if (*parsed) {
            compound.packets.push_back(**parsed);
        } else {
            compound.error = parsed->error();
            return compound;
        }
    }
    return compound;
}

} // namespace lavalier::rtp
