#pragma once

#include "ui/ports/export_findings.h"

#include <QString>

namespace lavalier::ui {

/// "3 packets could not be decoded; …": what is missing first, then what was repaired, then how
/// well the tracks lie. Empty where nothing is known.
QString findingsText(const ExportFindings& findings);

} // namespace lavalier::ui
