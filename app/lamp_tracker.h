#pragma once

#include "ui/ports/recorder_port.h"
#include "voice/base/clock.h"

#include <array>
#include <cstdint>

namespace lavalier::app {

/// Turns four growing counters of one speaker into the four lamps: heard → decrypted → decoded →
/// on disk.
///
/// A stage that moved within kFlowing flows. One that stands still while the speaker is heard gets
/// attention, and after kStarved is starved. Nothing heard: all idle. Rests do not clear what a
/// stage owes: who says short words must be missed as soon as who speaks on.
/// Thread:  any, one at a time; the time is an argument.
class LampTracker {
public:
    static constexpr std::chrono::milliseconds kFlowing {700};
    /// With a look every quarter of a second, somebody is told within two.
    static constexpr std::chrono::milliseconds kStarved {1500};
    /// So many packets that a stage has not answered are still owed after a rest, up to so long a
    /// one; fewer may be strays that no stage counts. What starved is owed until it moves.
    static constexpr std::uint64_t kOwed = 3;
    static constexpr std::chrono::seconds kMemory {10};

    struct Counts {
        std::uint64_t heard = 0;
        std::uint64_t decrypted = 0;
        std::uint64_t decoded = 0;
        std::uint64_t onDisk = 0;
    };
    /// Which of the later stages are meant to run now.
    struct Wanted {
        bool decoding = true;
        bool recording = true;
    };

    std::array<ui::Lamp, 4> update(const Counts& counts, Wanted wanted, SteadyTime now);

private:
    struct Stage {
        std::uint64_t count = 0;
        SteadyTime moved; ///< or since when it is expected to
        std::uint64_t heard = 0; ///< when it moved
        SteadyTime owingSince; ///< the rests since it moved left out
    };

    void goOnOwing(Stage& stage, SteadyTime now) const;

    std::array<Stage, 4> m_stages;
    bool m_hearing = false;
    SteadyTime m_restSince;
    std::uint64_t m_heardAtRest = 0;
};

} // namespace lavalier::app
