#pragma once

#include "voice/base/byte_reader.h"
#include "voice/base/result.h"
#include "voice/base/secret_bytes.h"
#include "voice/mls/mls_error.h"

#include <optional>
#include <utility>
#include <vector>

namespace lavalier::mls {

/// No message, and so no vector within one, is longer than this.
inline constexpr std::size_t kMaxMessageBytes = 1U << 20;
inline constexpr std::size_t kMaxVectorBytes = (1U << 30) - 1;
/// Cap of every list whose own limit is not stated: far above what a group needs.
inline constexpr std::size_t kMaxListItems = 4096;
/// A voice channel takes some hundred people at most.
inline constexpr std::size_t kMaxLeaves = 512;

/// Reads the presentation language of TLS with MLS's variable-length vectors.
///
/// Shape:   big-endian numbers; a vector's length takes 1, 2 or 4 bytes as the two top bits of the
///          first say (00, 01, 10), and must take the fewest that hold it.
/// Errors:  sticky: after the first failure every read gives zero or nothing and the rest is empty,
///          so a structure is read in one run and judged once, at its end.
/// Source:  RFC 9420, section 2.1.
class TlsReader {
public:
    explicit TlsReader(ByteView bytes);

    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::uint64_t u64();
    /// An `optional<>` field's first byte: 0 or 1, nothing else.
    bool present();
    /// Of a vector whose contents are then read by other calls.
    std::size_t length();
    /// A vector's contents, still borrowed.
    ByteView view(std::size_t limit = kMaxMessageBytes);
    QByteArray opaque(std::size_t limit = kMaxMessageBytes);
    SecretBytes secret(std::size_t limit = 255);

    /// A vector of items: `readItem(TlsReader&)` gives one, until the vector is used up.
    template <typename ReadItem>
    auto list(ReadItem readItem, std::size_t maxItems = kMaxListItems)
        -> std::vector<decltype(readItem(std::declval<TlsReader&>()))>
    {
        std::vector<decltype(readItem(std::declval<TlsReader&>()))> items;
        TlsReader inner(view());
        while (!inner.atEnd()) {
            if (items.size() == maxItems)
                inner.fail(MlsError::TooLarge);
            else
                items.push_back(readItem(inner));
        }
        adopt(inner);
        return items;
    }

    /// The first failure stays.
    void fail(MlsError error);
    /// Fails when bytes are left over.
    void expectEnd();
    bool ok() const { return !m_error; }
    bool atEnd() const { return m_reader.atEnd(); }
    /// Only after a failure.
    MlsError error() const { return *m_error; }

private:
    void adopt(const TlsReader& inner);
    template <typename T> T number(std::optional<T> value);

    ByteReader m_reader;
    std::optional<MlsError> m_error;
};

/// Writes what TlsReader reads.
class TlsWriter {
public:
    TlsWriter& u8(std::uint8_t value);
    TlsWriter& u16(std::uint16_t value);
    TlsWriter& u32(std::uint32_t value);
    TlsWriter& u64(std::uint64_t value);
    TlsWriter& present(bool value);
    /// Bytes without a length.
    TlsWriter& raw(ByteView bytes);
    TlsWriter& opaque(ByteView bytes);
    TlsWriter& opaque(const QByteArray& bytes) { return opaque(viewOf(bytes)); }

    /// A vector of items: `writeItem(TlsWriter&, item)` writes one.
    template <typename Items, typename WriteItem>
    TlsWriter& list(const Items& items, WriteItem writeItem)
    {
        TlsWriter inner;
        for (const auto& item : items)
            writeItem(inner, item);
        return opaque(inner.data());
    }

    /// For secrets: growing would leave copies behind that nobody wipes.
    void reserve(qsizetype size) { m_writer.reserve(size); }
    const QByteArray& data() const { return m_writer.data(); }
    QByteArray take() { return m_writer.take(); }

private:
    ByteWriter m_writer;
};

/// The bytes of a structure, which has `void write(TlsWriter&) const`.
template <typename T> QByteArray encode(const T& value)
{
    TlsWriter writer;
    value.write(writer);
    return writer.take();
}

/// A structure, which has `static T read(TlsReader&)`, out of exactly these bytes.
template <typename T> Result<T, MlsError> decode(ByteView bytes)
{
    TlsReader reader(bytes);
    T value = T::read(reader);
    reader.expectEnd();
    if (!reader.ok())
        return Failure {reader.error()};
    return value;
}

} // namespace lavalier::mls
