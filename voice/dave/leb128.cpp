#include "voice/dave/leb128.h"

namespace lavalier::dave {

std::optional<std::uint64_t> readLeb128(ByteReader& reader)
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const auto byte = reader.u8();
        if (!byte)
            return std::nullopt;
        value |= (std::uint64_t {*byte} & 0x7F) << shift;
        if ((*byte & 0x80) == 0)
            return value;
    }
    return std::nullopt;
}

void writeLeb128(ByteWriter& writer, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        writer.u8(static_cast<std::uint8_t>(value | 0x80));
    writer.u8(static_cast<std::uint8_t>(value));
}

} // namespace lavalier::dave
