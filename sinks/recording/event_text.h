#pragma once

#include <QLatin1String>

namespace lavalier::recording::event_text {

// Texts of events that readers look for. They are in people's files: old ones must stay readable.

inline constexpr QLatin1String kVoice("voice: "); ///< cut off from the call, and why
inline constexpr QLatin1String
    kLastHeard(", last heard "); ///< then "N ms before"; in kVoice and kPathSilent
inline constexpr QLatin1String kHeardAgain(", heard again "); ///< likewise, after kPathOver
inline constexpr QLatin1String kVoiceBack("voice: back");
/// Audio stopped dead and pings are unanswered; until the same text with kPathOver behind it.
inline constexpr QLatin1String kPathSilent("alarm: nothing comes from the voice server");
inline constexpr QLatin1String kPathOver(", over");
inline constexpr QLatin1String kInterrupted("program: the recording was interrupted");
inline constexpr QLatin1String kProgramBack("program: back");
inline constexpr QLatin1String kSlept("computer: slept for "); ///< then so many " ms", until now
/// Then "N datagrams dropped, from A ms before to B ms before": whatever came between was dropped.
inline constexpr QLatin1String kTooBusy("computer: too busy, ");
inline constexpr QLatin1String kDroppedFrom(" datagrams dropped, from ");
inline constexpr QLatin1String kDroppedTo(" ms before to ");
/// What it still held, if anything, is not in the file.
inline constexpr QLatin1String kEndNotHandedOver(
    "computer: the receiver did not answer at Stop, the last packets may be missing");
inline constexpr QLatin1String kDeafened("deafened: the server sends no audio");
inline constexpr QLatin1String kHearsAgain("no longer deafened");

} // namespace lavalier::recording::event_text
