#pragma once

#include "voice/base/bytes.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace lavalier::dave {

inline constexpr std::size_t kTagBytes = 8;
/// Tag, size byte and marker; what the size byte counts at least.
inline constexpr std::size_t kMinSupplementalBytes = kTagBytes + 1 + 2;

/// Bytes of the media part that stay readable: authenticated, not encrypted. Audio has none.
struct ClearRange {
    std::size_t offset = 0;
    std::size_t size = 0;

    bool operator==(const ClearRange&) const = default;
};

/// An encrypted frame, taken apart; views into the bytes it was read from.
///
/// Shape:   media | tag (8) | counter ULEB128 | {offset, length ULEB128}* | u8 size of everything
///          behind the media | FA FA.
/// Source:  DAVE protocol, "protocol supplemental data" and "protocol frame check".
struct ProtocolFrame {
    ByteView media;
    ByteView tag;
    std::uint32_t counter = 0; ///< of the sender, from 1 in each epoch
    std::vector<ClearRange> clear; ///< ascending, apart, inside the media
};

/// Nullopt for whatever is no encrypted frame, which says nothing yet about what it is.
std::optional<ProtocolFrame> parseProtocolFrame(ByteView frame);

/// What belongs behind the media part; for whoever sends. Empty when it would not fit its size
/// byte.
QByteArray makeFooter(ByteView tag, std::uint32_t counter, const std::vector<ClearRange>& clear);

} // namespace lavalier::dave
