#pragma once

#include "sinks/recording/part_reader.h"

namespace lavalier::recording {

/// The files of one recording, in order.
struct RecordingParts {
    std::vector<std::unique_ptr<PartReader>> readers; ///< never empty
    int missing = 0; ///< others we know of
};

/// Opens the file at `path` and the other parts of its recording: those beside it that are named
/// alike (NAME.lavalier, NAME.part2.lavalier); those that this program noted to be elsewhere
/// (whereabouts.h), if the file is one of them; and for the rest those that it names elsewhere and
/// that name it in turn, or that are in one of `folders`, which the user has confirmed. A
/// stranger's file therefore leads to nothing that is not the stranger's too: what a file names is
/// a claim, and nobody else's recording confirms it. Links are not followed.
///
/// Errors:  of the file at `path`; of others that cannot be read it says only that they are
/// missing.
Result<RecordingParts, RecordingError> openParts(const QString& path,
                                                 const QStringList& folders = {});

} // namespace lavalier::recording
