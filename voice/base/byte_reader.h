#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace lavalier {

/// Borrowed bytes. Whoever hands one out says how long they stay valid.
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;

/// Reads numbers and runs of bytes from borrowed memory and never past its end.
///
/// Errors:  a read that does not fit returns nullopt and consumes nothing; the reader stays usable.
/// Thread:  any, one at a time.
/// Stays free of Qt: the decode worker, which links none, reads with it.
class ByteReader {
public:
    explicit ByteReader(ByteView bytes)
        : m_rest(bytes)
    {
    }

    std::optional<std::uint8_t> u8();
    std::optional<std::uint16_t> u16be();
    std::optional<std::uint32_t> u32be();
    std::optional<std::uint64_t> u64be();
    std::optional<std::uint16_t> u16le();
    std::optional<std::uint32_t> u32le();
    std::optional<std::uint64_t> u64le();
    std::optional<ByteView> take(std::size_t count);

    ByteView rest() const { return m_rest; }
    std::size_t remaining() const { return m_rest.size(); }
    bool atEnd() const { return m_rest.empty(); }

private:
    ByteView m_rest;
};

} // namespace lavalier
