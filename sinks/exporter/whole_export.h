#pragma once

#include "sinks/exporter/export_facts.h"

namespace lavalier::exporter {

/// Writes the sum of all tracks as one file, "00 NAME.suffix". Peaks are held below the ceiling.
TrackReport writeMix(const ExportRequest& request, const ExportFacts& facts,
                     const QString& chapters, MixSum& sum, const std::atomic<bool>& cancelled);

/// Puts finished tracks into one Matroska file; their reports then name it.
std::optional<ExportFailure> writeContainer(const ExportRequest& request, const ExportFacts& facts,
                                            const QString& chapters,
                                            std::vector<TrackReport>& tracks,
                                            const std::atomic<bool>& cancelled,
                                            const std::function<void(double)>& progress);

/// A file of a few bytes under its final name; the path.
Result<QString, ExportError> writeSmallFile(const QString& folder, const QString& name,
                                            const QString& suffix, const QByteArray& content);

} // namespace lavalier::exporter
