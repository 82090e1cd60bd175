#pragma once

#include "sinks/exporter/wav_header.h"

#include <QString>

#include <atomic>

namespace lavalier::exporter {

/// Turns a stereo file made by wavHeader() and its samples, not padded yet, into a mono one, in
/// place: each sample the mean of left and right.
///
/// False when it cannot be read or written; the file is then of no use. A cancel ends it early.
bool foldToMono(const QString& path, const WavShape& stereo, const std::atomic<bool>& cancelled);

} // namespace lavalier::exporter
