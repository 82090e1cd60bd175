#pragma once

#include <chrono>
#include <utility>

namespace lavalier::ui {

/// From one place on the tracks of a recording to another; pauses are cut.
using TimeSpan = std::pair<std::chrono::milliseconds, std::chrono::milliseconds>;

} // namespace lavalier::ui
