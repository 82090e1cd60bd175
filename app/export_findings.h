#pragma once

#include "sinks/exporter/export_job.h"
#include "ui/ports/export_findings.h"

namespace lavalier::app {

/// The tracks that a report is about, each speaker once, also where they were only mixed.
const std::vector<exporter::TrackReport>& soundOf(const exporter::ExportReport& report);
/// What the window shows of a report: the whole of it in a few numbers.
ui::ExportFindings findingsOf(const exporter::ExportReport& report);
/// "Ada: in step within 1.2 ms (median), 8.4 (most); drift unknown; …" for the command line.
QString trackLine(const exporter::TrackReport& track);

} // namespace lavalier::app
