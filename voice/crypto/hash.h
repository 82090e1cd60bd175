#pragma once

#include "voice/base/bytes.h"

#include <array>
#include <initializer_list>

namespace lavalier::crypto {

inline constexpr std::size_t kSha256Bytes = 32;
using Sha256Digest = std::array<std::uint8_t, kSha256Bytes>;

QByteArray sha256(ByteView data);
QByteArray hmacSha256(ByteView key, ByteView data);

/// The same over several runs as if they stood behind one another; for results that are secret and
/// must not wait on the heap to be wiped.
Sha256Digest sha256Of(std::initializer_list<ByteView> runs);
Sha256Digest hmacSha256Of(ByteView key, std::initializer_list<ByteView> runs);

/// For tags: takes as long whichever byte differs. Different lengths are never equal.
bool equalInConstantTime(ByteView a, ByteView b);

} // namespace lavalier::crypto
