#pragma once

#include "processing/timeline/loss_map.h"
#include "sinks/recording/recording_types.h"

#include <span>

namespace lavalier::recording {

/// When nothing could be recorded of a user, as the recording's events tell it: while we could not
/// hear the call and while the user was excluded. What is open at the end lasts until `end`; each
/// moment is told once, and of one that is both, that the user was excluded.
///
/// We could not hear while cut off from the call (gap "voice: …" until "voice: back …", and back to
/// when the last datagram came before it, if that is told; a connection that only resumes goes on
/// hearing), between the two datagrams around a silence of the voice server that raised an alarm
/// (to and from the alarm in files that do not tell them), while the program did not run, while the
/// computer slept, and while we were deafened.
///
/// Thread:  any. Pure.
std::vector<timeline::CausedSpan> causedSpans(std::span<const RecordedEvent> events, UserId user,
                                              std::chrono::microseconds end);

/// When this computer was too busy to read what reached it; in order of the events. Numbers are the
/// file's claim, none beyond what a kernel can count.
///
/// Thread:  any. Pure.
std::vector<timeline::DroppedSpan> droppedSpans(std::span<const RecordedEvent> events);

} // namespace lavalier::recording
