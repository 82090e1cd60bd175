#pragma once

#include "sinks/exporter/track_tags.h"

#include <QByteArray>

namespace lavalier::exporter {

/// The chunk that makes a WAV a Broadcast Wave file: who, when, and where on the day's clock the
/// first sample lies, so that editors place tracks by themselves.
///
/// Source:  EBU Tech 3285, version 1.
QByteArray broadcastChunk(const TrackTags& tags, int channels, int bytesPerSample);

/// Markers (`cue ` and `LIST adtl`) and tags (`LIST INFO`), for behind the samples. Whole chunks;
/// empty when there is nothing to say.
QByteArray tailChunks(const TrackTags& tags);

} // namespace lavalier::exporter
