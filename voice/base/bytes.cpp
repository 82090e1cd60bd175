#include "voice/base/bytes.h"

#include <QtEndian>

namespace lavalier {
namespace {

template <typename T> std::optional<T> readBig(ByteView& rest)
{
    if (rest.size() < sizeof(T))
        return std::nullopt;
    const T value = qFromBigEndian<T>(rest.data());
    rest = rest.subspan(sizeof(T));
    return value;
}

template <typename T> std::optional<T> readLittle(ByteView& rest)
{
    if (rest.size() < sizeof(T))
        return std::nullopt;
    const T value = qFromLittleEndian<T>(rest.data());
    rest = rest.subspan(sizeof(T));
    return value;
}

template <typename T> void append(QByteArray& data, T value)
{
    data.append(reinterpret_cast<const char*>(&value), sizeof(T));
}

} // namespace

ByteView viewOf(const QByteArray& bytes)
{
    return {reinterpret_cast<const std::uint8_t*>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())};
}

QByteArray toByteArray(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

std::optional<std::uint8_t> ByteReader::u8()
{
    return readBig<std::uint8_t>(m_rest);
}
std::optional<std::uint16_t> ByteReader::u16be()
{
    return readBig<std::uint16_t>(m_rest);
}
std::optional<std::uint32_t> ByteReader::u32be()
{
    return readBig<std::uint32_t>(m_rest);
}
std::optional<std::uint64_t> ByteReader::u64be()
{
    return readBig<std::uint64_t>(m_rest);
}
std::optional<std::uint16_t> ByteReader::u16le()
{
    return readLittle<std::uint16_t>(m_rest);
}
std::optional<std::uint32_t> ByteReader::u32le()
{
    return readLittle<std::uint32_t>(m_rest);
}
std::optional<std::uint64_t> ByteReader::u64le()
{
    return readLittle<std::uint64_t>(m_rest);
}

std::optional<ByteView> ByteReader::take(std::size_t count)
{
    if (m_rest.size() < count)
        return std::nullopt;
    const ByteView taken = m_rest.first(count);
    m_rest = m_rest.subspan(count);
    return taken;
}

ByteWriter& ByteWriter::u8(std::uint8_t value)
{
    m_data.append(static_cast<char>(value));
    return *this;
}
ByteWriter& ByteWriter::u16be(std::uint16_t value)
{
    append(m_data, qToBigEndian(value));
    return *this;
}
ByteWriter& ByteWriter::u32be(std::uint32_t value)
{
    append(m_data, qToBigEndian(value));
    return *this;
}
ByteWriter& ByteWriter::u64be(std::uint64_t value)
{
    append(m_data, qToBigEndian(value));
    return *this;
}
ByteWriter& ByteWriter::u16le(std::uint16_t value)
{
    append(m_data, qToLittleEndian(value));
    return *this;
}
ByteWriter& ByteWriter::u32le(std::uint32_t value)
{
    append(m_data, qToLittleEndian(value));
    return *this;
}
ByteWriter& ByteWriter::u64le(std::uint64_t value)
{
    append(m_data, qToLittleEndian(value));
    return *this;
}
ByteWriter& ByteWriter::bytes(ByteView value)
{
    m_data.append(reinterpret_cast<const char*>(value.data()),
                  static_cast<qsizetype>(value.size()));
    return *this;
}

} // namespace lavalier
