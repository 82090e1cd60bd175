#pragma once

#include "sinks/recording/recording_types.h"
#include "voice/base/result.h"

namespace lavalier::recording {

/// What a recording held of somebody, and what is left of it now.
struct Forgotten {
    QString recording; ///< its uuid: exports and pictures of it are kept elsewhere
    QStringList names; ///< they had there
    int parts = 0;
    std::uint64_t packets = 0;
    std::uint64_t events = 0;
    std::uint64_t edits = 0;
    std::uint64_t texts = 0; ///< of others, in which their name stood
    std::uint64_t idsLeft = 0; ///< found in the bytes of the files afterwards: 0, or it went wrong
    std::uint64_t namesLeft = 0; ///< likewise; a very short name may be part of another word

    bool operator==(const Forgotten&) const = default;
};

/// Removes somebody from a recording for good: packets, tallies, events, edits, every name they
/// had, also where it stands in other texts; then rewrites each file and looks at every byte of it.
///
/// Everybody else's packets, times and ids stay as they are. A part is done whole or, after a
/// crash, not at all; doing it again does the rest. Errors:  BeingRecorded, NewerSchema, or Busy
/// while another program reads it: before anything was
///          changed.
/// Thread:  any; blocks on the disk for as long as copying the file takes.
Result<Forgotten, RecordingError> forgetPerson(const QString& path, UserId user);

} // namespace lavalier::recording
