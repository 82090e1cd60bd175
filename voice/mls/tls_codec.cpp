#include "voice/mls/tls_codec.h"

namespace lavalier::mls {
namespace {

constexpr std::size_t kOneByteLengths = 1U << 6;
constexpr std::size_t kTwoByteLengths = 1U << 14;

} // namespace

TlsReader::TlsReader(ByteView bytes)
    : m_reader(bytes)
{
}

template <typename T> T TlsReader::number(std::optional<T> value)
{
    if (!value)
        fail(MlsError::Malformed);
    return value.value_or(T {});
}

std::uint8_t TlsReader::u8()
{
    return number(m_reader.u8());
}
std::uint16_t TlsReader::u16()
{
    return number(m_reader.u16be());
}
std::uint32_t TlsReader::u32()
{
    return number(m_reader.u32be());
}
std::uint64_t TlsReader::u64()
{
    return number(m_reader.u64be());
}

bool TlsReader::present()
{
    const std::uint8_t flag = u8();
    if (flag > 1)
        fail(MlsError::Malformed);
    return flag == 1;
}

std::size_t TlsReader::length()
{
    const std::uint8_t first = u8();
    const std::uint32_t top = first & 0x3f;
    std::size_t length = top;
    bool minimal = true;
    switch (first >> 6) {
    case 0:
        break;
    case 1:
        length = top << 8 | u8();
        minimal = length >= kOneByteLengths;
        break;
    case 2: {
        const std::uint32_t high = top << 8 | u8();
        length = high << 16 | u16();
        minimal = length >= kTwoByteLengths;
        break;
    }
    default:
        minimal = false;
    }
    if (!minimal)
        fail(MlsError::Malformed);
    return ok() ? length : 0;
}

ByteView TlsReader::view(std::size_t limit)
{
    const std::size_t size = length();
    if (size > limit)
        fail(MlsError::TooLarge);
    const auto bytes = m_reader.take(ok() ? size : 0);
    if (!bytes)
        fail(MlsError::Malformed);
    return bytes.value_or(ByteView());
}

QByteArray TlsReader::opaque(std::size_t limit)
{
    return toByteArray(view(limit));
}

SecretBytes TlsReader::secret(std::size_t limit)
{
    const ByteView bytes = view(limit);
    return ok() ? SecretBytes(bytes) : SecretBytes();
}

void TlsReader::fail(MlsError error)
{
    if (!m_error)
        m_error = error;
    m_reader = ByteReader({});
}

void TlsReader::expectEnd()
{
    if (!atEnd())
        fail(MlsError::Malformed);
}

void TlsReader::adopt(const TlsReader& inner)
{
    if (!inner.ok())
        fail(inner.error());
}

TlsWriter& TlsWriter::u8(std::uint8_t value)
{
    m_writer.u8(value);
    return *this;
}
TlsWriter& TlsWriter::u16(std::uint16_t value)
{
    m_writer.u16be(value);
    return *this;
}
TlsWriter& TlsWriter::u32(std::uint32_t value)
{
    m_writer.u32be(value);
    return *this;
}
TlsWriter& TlsWriter::u64(std::uint64_t value)
{
    m_writer.u64be(value);
    return *this;
}
TlsWriter& TlsWriter::present(bool value)
{
    return u8(value ? 1 : 0);
}

TlsWriter& TlsWriter::raw(ByteView bytes)
{
    m_writer.bytes(bytes);
    return *this;
}

TlsWriter& TlsWriter::opaque(ByteView bytes)
{
    Q_ASSERT(bytes.size() <= kMaxVectorBytes);
    if (bytes.size() < kOneByteLengths)
        u8(static_cast<std::uint8_t>(bytes.size()));
    else if (bytes.size() < kTwoByteLengths)
        u16(static_cast<std::uint16_t>(bytes.size() | 0x4000));
    else
        u32(static_cast<std::uint32_t>(bytes.size()) | 0x8000'0000);
    return raw(bytes);
}

} // namespace lavalier::mls
