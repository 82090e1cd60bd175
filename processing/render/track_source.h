#pragma once

#include "processing/timeline/loss_map.h"
#include "voice/base/result.h"

#include <QByteArray>

#include <span>
#include <vector>

namespace lavalier::render {

enum class SourceError {
    Unavailable, ///< cannot be opened or read now
    Damaged, ///< this part cannot be read, others may
    NoSuchRow,
};

/// What is known of a speaker's packets before any payload is read.
struct SpeakerMarks {
    std::vector<timeline::PacketMark> marks;
    bool stereo = false; ///< any was coded so, silence apart
    /// Where packets were, of this speaker or others, that cannot be read. In order of time.
    std::vector<timeline::CausedSpan> damage;
};

/// Where a track's packets come from: a recording, a live tail or a fixture.
///
/// Thread:  one at a time, the one that renders.
class TrackSource {
public:
    virtual ~TrackSource() = default;

    /// Every stored packet of the user, in any order.
    virtual Result<std::vector<timeline::PacketMark>, SourceError> marks(UserId user) = 0;
    virtual Result<QByteArray, SourceError> payload(std::int64_t row) = 0;

    /// Many at once, one answer per row in the same order; an empty array stands for a row that
    /// cannot be read. Override it where a batch is cheaper than its parts.
    virtual Result<std::vector<QByteArray>, SourceError>
    payloads(std::span<const std::int64_t> rows);
};

} // namespace lavalier::render
