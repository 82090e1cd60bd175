#include "voice/base/bytes.h"

#include <QtEndian>

namespace lavalier {
namespace {

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
