#pragma once

#include "processing/pool/decode_pool.h"
#include "processing/pool/level_board.h"

#include <deque>
#include <mutex>

namespace lavalier::pool {

class PoolEngine;

/// What the pool's thread and everybody else share; the one place with a mutex.
///
/// The inbox is not a HandoffQueue because it drops its oldest where that refuses the newest, and
/// because being empty and falling asleep must be one decision.
class PoolShared {
public:
    /// Two seconds of 500 speakers.
    static constexpr std::size_t kMaxInbox = 50'000;

    /// True when the engine sleeps and must be woken.
    [[nodiscard]] bool submit(std::span<const OpusFrame> frames);
    [[nodiscard]] bool forget(StreamId stream);

    struct Inbox {
        std::deque<OpusFrame> frames;
        std::vector<StreamId> forgotten;
    };
    Inbox take();
    /// False when something came in meanwhile: stay awake.
    [[nodiscard]] bool fallAsleep();

    void answered(const std::vector<FrameAnswer>& answers, SteadyTime now);
    /// Once this returns the earlier taker is not called any more.
    void setPcmTaker(PcmTaker taker);
    bool wantsPcm() const;
    /// All but the inbox's share, which is added by status().
    void publish(const PoolStatus& status);
    PoolStatus status() const;
    std::vector<SpeakerLevel> takeLevels(SteadyTime now);
    std::map<UserId, AnswerCounts> answers() const;

private:
    mutable std::mutex m_mutex;
    Inbox m_inbox;
    bool m_awake = false;
    std::uint64_t m_submitted = 0;
    std::uint64_t m_droppedHere = 0;
    PoolStatus m_status;
    LevelBoard m_board;
    mutable std::mutex m_takerMutex; ///< held while samples are handed over
    PcmTaker m_taker;
};

} // namespace lavalier::pool
