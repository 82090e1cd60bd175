#pragma once

#include "voice/base/media_counters.h"

#include <array>
#include <optional>
#include <unordered_map>
#include <vector>

namespace lavalier::app {

/// Why packets of a call do not reach its recording, although they were sent.
enum class LossKind {
    UnknownSpeaker, ///< nobody said whose they are, for ten seconds
    Undecryptable, ///< no key, or not with the key there is
    ThisComputer, ///< the socket overflowed, or more streams came than are followed
    Misplaced, ///< nowhere near the stream they claim to belong to
};

/// What LossWatch has to say about one kind: it goes on, or it has been quiet.
struct LossReport {
    LossKind kind = LossKind::UnknownSpeaker;
    std::uint64_t fresh = 0; ///< packets since the last report
    std::uint64_t total = 0; ///< packets since the trouble began
    bool isOver = false;

    bool operator==(const LossReport&) const = default;
};

/// Compares the media path's counters with the last look and tells when losses grow.
///
/// The first loss is told at once, then at most one report in kPace, and the end after kQuiet.
/// Thread:  any, one at a time. Reads no clock.
class LossWatch {
public:
    static constexpr std::chrono::seconds kPace {10};
    static constexpr std::chrono::seconds kQuiet {5};

    /// What came until now concerns nobody, whether it is lost already or waits for a key that may
    /// never come: a recording begins.
    void begin(const MediaCounters& counters);
    /// What came since the last look concerns nobody: the recording is paused.
    void skip(const MediaCounters& counters);
    std::vector<LossReport> look(const MediaCounters& counters, SteadyTime now);
    /// What was counted but not told yet.
    std::vector<LossReport> finish();

private:
    static constexpr std::size_t kKinds = 4;
    struct Stream {
        std::uint64_t expired = 0;
        std::uint64_t undecryptable = 0;
        std::uint64_t strayed = 0;
        std::uint64_t waiting = 0;
        std::uint64_t foreign = 0; ///< of those waiting: came before anybody was concerned
        bool isKnown = false; ///< somebody's
    };
    struct Look {
        std::uint64_t computer = 0;
        std::uint64_t withoutKey = 0;
        std::unordered_map<Ssrc, Stream> streams;
    };
    struct Trouble {
        std::uint64_t untold = 0;
        std::uint64_t total = 0;
        SteadyTime lastGrown;
        SteadyTime lastTold;
    };
    using Growth = std::array<std::uint64_t, kKinds>;

    static Look lookAt(const MediaCounters& counters);
    static Growth growth(const Look& before, Look& after);

    Look m_last;
    std::array<std::optional<Trouble>, kKinds> m_troubles;
};

} // namespace lavalier::app
