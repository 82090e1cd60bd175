#include "sinks/recording/packet_pages.h"

#include "sinks/recording/recording_types.h"
#include "sinks/recording/schema.h"
#include "voice/base/byte_reader.h"
#include "voice/base/bytes.h"

#include <QFile>

#include <algorithm>
#include <array>

namespace lavalier::recording {
namespace {

constexpr std::uint8_t kLeaf = 13;
constexpr std::size_t kColumns = 6;
/// What is longer goes on elsewhere; no packet is.
constexpr std::uint64_t kMostLocal = 4061;

std::optional<std::uint64_t> varint(ByteReader& reader)
{
    std::uint64_t value = 0;
    for (int i = 0; i < 9; ++i) {
        const auto byte = reader.u8();
        if (!byte)
            return std::nullopt;
        if (i == 8)
            return value << 8 | *byte;
        value = value << 7 | (*byte & 0x7FU);
        if (*byte < 0x80)
            return value;
    }
    return value;
}

/// Of a column that holds a number.
std::optional<std::int64_t> number(ByteReader& body, std::uint64_t type)
{
    constexpr std::array<std::size_t, 7> kBytes {0, 1, 2, 3, 4, 6, 8};
    if (type == 8 || type == 9)
        return static_cast<std::int64_t>(type - 8);
    if (type == 0 || type >= kBytes.size())
        return std::nullopt;
    const auto bytes = body.take(kBytes[type]);
    if (!bytes)
        return std::nullopt;
    std::uint64_t value = ((*bytes)[0] & 0x80U) != 0 ? ~std::uint64_t {0} : 0;
    for (const std::uint8_t byte : *bytes)
        value = value << 8 | byte;
    return static_cast<std::int64_t>(value);
}

/// Nothing when the row is one of another table.
std::optional<PagedPacket> packetOf(ByteView cell)
{
    ByteReader reader(cell);
    const auto size = varint(reader);
    const auto row = varint(reader);
    const auto record = size && row && *size <= kMostLocal ? reader.take(*size) : std::nullopt;
    if (!record)
        return std::nullopt;
    ByteReader header(*record);
    const auto headerBytes = varint(header);
    if (!headerBytes || *headerBytes > record->size())
        return std::nullopt;
    std::array<std::uint64_t, kColumns> types {};
    for (std::uint64_t& type : types) {
        const auto read = varint(header);
        if (!read)
            return std::nullopt;
        type = *read;
    }
    const bool isId = types[0] == 0; // the row's number stands for it
    const bool isBlob = types[5] >= 12 && types[5] % 2 == 0;
    if (!isId || !isBlob || record->size() - header.remaining() != *headerBytes)
        return std::nullopt;
    ByteReader body(record->subspan(*headerBytes));
    const auto stream = number(body, types[1]);
    const auto sequence = number(body, types[2]);
    const auto rtp = number(body, types[3]);
    const auto arrival = number(body, types[4]);
    const auto payload = body.take((types[5] - 12) / 2);
    if (!stream || !sequence || !rtp || !arrival || !payload || !body.atEnd())
        return std::nullopt;
    return PagedPacket {
        static_cast<std::int64_t>(*row), *stream, *sequence, *rtp, *arrival, *payload};
}

} // namespace

std::vector<PagedPacket> packetsOn(ByteView page)
{
    std::vector<PagedPacket> packets;
    ByteReader header(page);
    if (header.u8() != kLeaf || !header.u16be())
        return packets;
    const auto cells = header.u16be().value_or(0);
    (void)header.take(3);
    for (int i = 0; i < cells; ++i) {
        const auto at = header.u16be();
        if (!at || *at >= page.size())
            break;
        if (const auto packet = packetOf(page.subspan(*at)))
            packets.push_back(*packet);
    }
    return packets;
}

Result<std::vector<std::int64_t>, RecordingError>
copyFromPages(const QString& path, const Database& to, const std::atomic<bool>* abandoned)
{
    constexpr std::size_t kMostNamed = 2'000'000;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Failure {RecordingError::InputOutput};
    if (const auto begun = to.execute(
            "CREATE INDEX IF NOT EXISTS packet_by_stream ON packet(stream, sequence); BEGIN");
        !begun)
        return Failure {begun.error()};
    auto known = to.prepare("SELECT 1 FROM packet WHERE stream = ?1 AND sequence = ?2");
    auto write = to.prepare("INSERT INTO packet(stream, sequence, rtp, arrival_us, payload) "
                            "VALUES (?1, ?2, ?3, ?4, ?5)");
    if (!known || !write)
        return Failure {RecordingError::Internal};
    std::vector<std::int64_t> rows;
    for (QByteArray page = file.read(kPageBytes); !page.isEmpty(); page = file.read(kPageBytes)) {
        if (abandoned != nullptr && *abandoned)
            return Failure {RecordingError::Internal};
        for (const PagedPacket& packet : packetsOn(viewOf(page))) {
            known->bind(1, packet.stream).bind(2, packet.sequence);
            const auto there = known->step();
            known->reset();
            if (!there)
                return Failure {there.error()};
            if (*there)
                continue;
            write->bind(1, packet.stream).bind(2, packet.sequence).bind(3, packet.rtp);
            write->bind(4, packet.arrivalUs).bind(5, packet.payload);
            if (const auto done = write->run(); !done)
                return Failure {done.error()};
            if (rows.size() < kMostNamed)
                rows.push_back(packet.row);
        }
    }
    if (const auto done = to.execute("COMMIT"); !done)
        return Failure {done.error()};
    std::ranges::sort(rows);
    return rows;
}

} // namespace lavalier::recording
