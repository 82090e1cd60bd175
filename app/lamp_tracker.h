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
/// attention, and after kStarved is starved. Nothing heard: all idle.
/// Thread:  any, one at a time; the time is an argument.
class LampTracker {
public:
    static constexpr std::chrono::milliseconds kFlowing {700};
    /// With a look every quarter of a second, somebody is told within two.
    static constexpr std::chrono::milliseconds kStarved {1500};

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
    };
    std::array<Stage, 4> m_stages;
    SteadyTime m_heardSince;
    bool m_hearing = false;
};

} // namespace lavalier::app
