#pragma once

#include "sinks/exporter/export_request.h"
#include "ui/ports/export_port.h"
#include "ui/ports/settings_port.h"

namespace lavalier::app {

/// What the window asks for as the exporter takes it.
exporter::ExportRequest requestOf(const ui::ExportOrder& order, const ui::Settings& settings);

/// A preset as the dialog shows it.
ui::ExportChoices choicesOf(ui::ExportPreset preset);

/// The files such an export would make of this recording, numbers and suffixes included.
QStringList fileNamesOf(const exporter::ExportRequest& request, const ui::RecordingView& recording);

} // namespace lavalier::app
