#pragma once

#include "voice/base/strong_id.h"

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace lavalier::pool {

/// Which worker decodes whom: a speaker stays with one, and a new worker is asked for only when
/// those there are have plenty to do.
///
/// Thread:  any, one at a time.
class Affinity {
public:
    /// A core decodes about 340 speakers; fewer workers mean fewer, fuller batches.
    static constexpr std::size_t kSpeakersPerWorker = 16;

    explicit Affinity(std::size_t maxWorkers)
        : m_speakers(maxWorkers > 0 ? maxWorkers : 1)
    {
    }

    std::size_t workerFor(UserId user, StreamId stream);
    /// The worker that decoded it; nullopt for a stream never seen.
    std::optional<std::size_t> forget(StreamId stream);

private:
    struct Speaker {
        std::size_t worker = 0;
        std::unordered_set<StreamId> streams;
    };
    std::size_t leastBusy() const;

    std::vector<std::size_t> m_speakers; ///< how many each worker has
    std::unordered_map<UserId, Speaker> m_byUser;
    std::unordered_map<StreamId, UserId> m_owner;
};

} // namespace lavalier::pool
