#pragma once

#include "processing/timeline/loss_map.h"

#include <QJsonObject>

namespace lavalier::exporter {

/// What scripts are told of a track, the same in an export's report and in an inspection.
///
/// Units:  each stretch in samples and in seconds, residuals and delays in milliseconds; driftPpm
///         is null where no clock was seen long enough. "atMost" stands beside what other tracks
///         may claim as well (the cause "computer").
QJsonObject toJson(const timeline::LossReport& losses);
QJsonObject toJson(const timeline::SyncReport& sync);
enum class Spans { Omitted, Listed };
QJsonObject toJson(const timeline::LossMap& map, Spans spans);

} // namespace lavalier::exporter
