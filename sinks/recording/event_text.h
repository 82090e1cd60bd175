#pragma once

#include <QLatin1String>

namespace lavalier::recording::event_text {

// Texts of events that readers look for. They are in people's files: old ones must stay readable.

inline constexpr QLatin1String kVoice("voice: "); ///< cut off from the call, and why
inline constexpr QLatin1String kLastHeard(", last heard "); ///< in kVoice; then "N ms before"
inline constexpr QLatin1String kVoiceBack("voice: back");
inline constexpr QLatin1String kInterrupted("program: the recording was interrupted");
inline constexpr QLatin1String kProgramBack("program: back");
inline constexpr QLatin1String kSlept("computer: slept for "); ///< then so many " ms", until now
inline constexpr QLatin1String kDeafened("deafened: the server sends no audio");
inline constexpr QLatin1String kHearsAgain("no longer deafened");

} // namespace lavalier::recording::event_text
