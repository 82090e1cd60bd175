#pragma once

#include "sinks/recording/database.h"

#include <functional>
#include <vector>

namespace lavalier::recording {

/// A row of the table of packets, as it lies on its page.
struct PagedPacket {
    std::int64_t row = 0;
    std::int64_t stream = 0;
    std::int64_t sequence = 0;
    std::int64_t rtp = 0;
    std::int64_t arrivalUs = 0;
    ByteView payload; ///< in the page
};

/// Pure. The packets on one page of a database, if it is one that holds rows of them; any bytes.
/// Source:  https://sqlite.org/fileformat2.html#record_format
std::vector<PagedPacket> packetsOn(ByteView page);

/// Adds what lies on the pages of the plain database file `path` and is not among the packets of
/// `to`: for a table whose inner pages are damaged, through which SQLite would reach the others.
/// Their rows, in order; of very many the first ones.
Result<std::vector<std::int64_t>, RecordingError>
copyFromPages(const QString& path, const Database& to, const std::atomic<bool>* abandoned);

} // namespace lavalier::recording
