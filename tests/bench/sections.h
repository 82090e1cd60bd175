#pragma once

#include "report.h"

namespace lavalier::bench {

// One function and one file for each section; each runs in a process of its own.
void measureBaseline(Report& report, const Options& options);
void measureFlatOut(Report& report, const Options& options);
void measureRealTime(Report& report, const Options& options);
void measureCrowd(Report& report, const Options& options);
void measureLoad(Report& report, const Options& options);
void measureExport(Report& report, const Options& options);
void measureMemory(Report& report, const Options& options);
void measureMeters(Report& report, const Options& options);
void measureWindow(Report& report, const Options& options);
void measureServers(Report& report, const Options& options);
void measureIdle(Report& report, const Options& options);
void measureMls(Report& report, const Options& options);
void measureDave(Report& report, const Options& options);
void measureLibrary(Report& report, const Options& options);
void measureReview(Report& report, const Options& options);

} // namespace lavalier::bench
