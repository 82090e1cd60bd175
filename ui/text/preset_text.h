#pragma once

#include "ui/ports/export_port.h"

#include <QString>

namespace lavalier::ui {

/// Under which a preset is kept in the settings: "builtin:podcast", "saved:NAME".
QString presetKey(ExportPreset preset);
QString presetKey(const NamedChoices& saved);
/// What a preset of that key chooses; nothing for no key, or when it is there no more.
std::optional<ExportChoices> choicesOf(const QString& presetKey, const ExportPort& exporter);
QString presetName(ExportPreset preset);

} // namespace lavalier::ui
