#pragma once

#include "ui/ports/recorder_port.h"

#include <chrono>

namespace lavalier::ui {

/// How often the window asks for a snapshot.
enum class Pace { Asleep, Slow, Fast };

constexpr std::chrono::milliseconds kFastPoll {34}; // below 30 Hz
constexpr std::chrono::milliseconds kSlowPoll {250}; // one column of the waveform

/// What is still moving after a snapshot was drawn.
struct Motion {
    bool metersAtRest = true; ///< every meter shows the floor and holds no peak
    bool stripsFlat = true; ///< no sound left in any visible waveform
    bool lanesShown = true; ///< the live page is in front
    bool otherFilesGrow = false; ///< a call that is not shown is recorded: its clock moves
};

/// Fast while a meter moves; slow while only a clock or a waveform does; asleep when the next
/// snapshot could show nothing new, until the recorder says otherwise.
Pace paceAfter(const LiveSnapshot& before, const LiveSnapshot& now, const Motion& motion);

} // namespace lavalier::ui
