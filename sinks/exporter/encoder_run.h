#pragma once

#include "sinks/exporter/export_job.h"

#include <atomic>
#include <functional>

namespace lavalier::exporter {

/// One run of ffmpeg on files that are complete already.
struct EncoderOrder {
    QString program;
    QStringList arguments;
    QString input; ///< given to it as its standard input; empty: none
    QString output; ///< grows while it works
    std::chrono::milliseconds stallAfter {15'000};
    SampleCount length; ///< for the progress
};

struct EncoderFailure {
    ExportError error = ExportError::FfmpegFailed;
    QString toolOutput;
};

/// Blocks until it ended, stalled or was cancelled; nothing: it says that it succeeded.
std::optional<EncoderFailure> runEncoder(const EncoderOrder& order,
                                         const std::atomic<bool>& cancelled,
                                         const std::function<void(double)>& progress);

} // namespace lavalier::exporter
