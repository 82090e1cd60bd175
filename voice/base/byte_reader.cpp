#include "voice/base/byte_reader.h"

namespace lavalier {
namespace {

enum class Order { Big, Little };

template <typename T, Order order> std::optional<T> readNumber(ByteView& rest)
{
    if (rest.size() < sizeof(T))
        return std::nullopt;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value = value << 8 | rest[order == Order::Big ? i : sizeof(T) - 1 - i];
    rest = rest.subspan(sizeof(T));
    return static_cast<T>(value);
}

} // namespace

std::optional<std::uint8_t> ByteReader::u8()
{
    return readNumber<std::uint8_t, Order::Big>(m_rest);
}
std::optional<std::uint16_t> ByteReader::u16be()
{
    return readNumber<std::uint16_t, Order::Big>(m_rest);
}
std::optional<std::uint32_t> ByteReader::u32be()
{
    return readNumber<std::uint32_t, Order::Big>(m_rest);
}
std::optional<std::uint64_t> ByteReader::u64be()
{
    return readNumber<std::uint64_t, Order::Big>(m_rest);
}
std::optional<std::uint16_t> ByteReader::u16le()
{
    return readNumber<std::uint16_t, Order::Little>(m_rest);
}
std::optional<std::uint32_t> ByteReader::u32le()
{
    return readNumber<std::uint32_t, Order::Little>(m_rest);
}
std::optional<std::uint64_t> ByteReader::u64le()
{
    return readNumber<std::uint64_t, Order::Little>(m_rest);
}

std::optional<ByteView> ByteReader::take(std::size_t count)
{
    if (m_rest.size() < count)
        return std::nullopt;
    const ByteView taken = m_rest.first(count);
    m_rest = m_rest.subspan(count);
    return taken;
}

} // namespace lavalier
