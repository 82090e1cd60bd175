#pragma once

#include "voice/base/byte_reader.h"

#include <QByteArray>

#include <cstdint>

namespace lavalier {

ByteView viewOf(const QByteArray& bytes);
ByteView viewOf(QByteArray&& bytes) = delete;
QByteArray toByteArray(ByteView bytes);

/// Appends numbers and runs of bytes to a QByteArray.
class ByteWriter {
public:
    ByteWriter& u8(std::uint8_t value);
    ByteWriter& u16be(std::uint16_t value);
    ByteWriter& u32be(std::uint32_t value);
    ByteWriter& u64be(std::uint64_t value);
    ByteWriter& u16le(std::uint16_t value);
    ByteWriter& u32le(std::uint32_t value);
    ByteWriter& u64le(std::uint64_t value);
    ByteWriter& bytes(ByteView value);

    /// Room for so many bytes in all: up to there nothing is left behind in memory given back.
    void reserve(qsizetype size) { m_data.reserve(size); }
    const QByteArray& data() const { return m_data; }
    QByteArray take() { return std::move(m_data); }

private:
    QByteArray m_data;
};

} // namespace lavalier
