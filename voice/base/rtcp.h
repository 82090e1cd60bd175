#pragma once

#include "voice/base/strong_id.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <variant>
#include <vector>

namespace lavalier {

/// RTCP packets (RFC 3550 section 6) as values, after transport decryption.
struct RtcpReportBlock {
    Ssrc source;
    std::uint8_t fractionLost = 0; ///< in 1/256
    std::int32_t cumulativeLost = 0;
    std::uint32_t highestSequence = 0;
    std::uint32_t jitter = 0; ///< in RTP ticks
    std::uint32_t lastSenderReport = 0;
    std::uint32_t delaySinceLastReport = 0; ///< in 1/65536 s

    bool operator==(const RtcpReportBlock&) const = default;
};
struct RtcpSenderReport {
    Ssrc sender;
    std::uint64_t ntpTimestamp = 0;
    std::uint32_t rtpTimestamp = 0;
    std::uint32_t packetCount = 0;
    std::uint32_t octetCount = 0;
    std::vector<RtcpReportBlock> blocks;

    bool operator==(const RtcpSenderReport&) const = default;
};
struct RtcpReceiverReport {
    Ssrc sender;
    std::vector<RtcpReportBlock> blocks;

    bool operator==(const RtcpReceiverReport&) const = default;
};
struct RtcpSourceDescription {
    struct Item {
        Ssrc source;
        std::uint8_t type = 0; ///< 1 CNAME … 8 PRIV
        QByteArray text; ///< UTF-8 by the RFC, unchecked

        bool operator==(const Item&) const = default;
    };
    std::vector<Item> items;

    bool operator==(const RtcpSourceDescription&) const = default;
};
struct RtcpBye {
    std::vector<Ssrc> sources;
    QByteArray reason;

    bool operator==(const RtcpBye&) const = default;
};
struct RtcpApp {
    Ssrc sender;
    std::uint8_t subtype = 0;
    QByteArray name; ///< four bytes
    QByteArray data;

    bool operator==(const RtcpApp&) const = default;
};

using RtcpPacket
    = std::variant<RtcpSenderReport, RtcpReceiverReport, RtcpSourceDescription, RtcpBye, RtcpApp>;

} // namespace lavalier
