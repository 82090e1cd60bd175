#pragma once

#include "sinks/recording/recording_reader.h"

#include <span>

namespace lavalier::test {

/// The payloads of these packets, in the same order.
inline auto payloadsOf(recording::RecordingReader& reader,
                       std::span<const timeline::PacketMark> marks)
{
    std::vector<std::int64_t> rows;
    for (const auto& mark : marks)
        rows.push_back(mark.row);
    return reader.payloads(rows);
}

} // namespace lavalier::test
