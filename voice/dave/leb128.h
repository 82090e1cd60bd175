#pragma once

#include "voice/base/bytes.h"

#include <cstdint>
#include <optional>

namespace lavalier::dave {

/// Unsigned LEB128: seven bits a byte, lowest first, the top bit set on all but the last.
///
/// Errors:  nullopt when the bytes end first or the tenth still asks for more. Longer forms than
///          needed are read; bits beyond the 64th are dropped.
std::optional<std::uint64_t> readLeb128(ByteReader& reader);
void writeLeb128(ByteWriter& writer, std::uint64_t value);

} // namespace lavalier::dave
