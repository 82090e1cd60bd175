#pragma once

#include "processing/pool/process_glimpse.h"

namespace lavalier::pool {

/// Tells a worker that is frozen from one that an overloaded machine gives nothing.
///
/// Only time that the worker had is held against it: of each turn of ours in which it owed and
/// said nothing, the processor time it used (an endless loop uses all), or the whole turn when it
/// neither ran nor wanted to. Waiting for a processor costs nothing, however long it takes.
///
/// Units:   a turn is what passed for us, at most one tick of the pool.
/// Thread:  any, one at a time. Looks at no process and no clock.
class FreezeWatch {
public:
    /// Where nothing can be seen of a process, or it waits for a disk (swapping, as a rule), only
    /// this part of a turn counts.
    static constexpr int kDoubtfulPart = 3;

    explicit FreezeWatch(std::chrono::milliseconds limit)
        : m_limit(limit)
    {
    }

    /// It said something, or owes nothing.
    void answered();
    /// It owed and said nothing. `seen` is nullopt where nothing can be seen.
    void silent(std::chrono::milliseconds turn, const std::optional<ProcessGlimpse>& seen);

    bool isFrozen() const { return m_charged >= m_limit; }
    /// For most of what is held against it stopped from outside or kept by a disk: what it was
    /// asked to do is not the cause. One look at a disk at the end clears nobody of an endless
    /// loop.
    bool isHeld() const { return m_held * 2 > m_charged; }

private:
    std::chrono::milliseconds m_limit;
    std::chrono::milliseconds m_charged {0};
    std::chrono::milliseconds m_held {0}; ///< part of that
    std::optional<ProcessGlimpse> m_before;
};

} // namespace lavalier::pool
