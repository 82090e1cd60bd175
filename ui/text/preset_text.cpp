#include "ui/text/preset_text.h"

#include <QCoreApplication>

namespace lavalier::ui {

namespace {

struct PresetText {
    Q_DECLARE_TR_FUNCTIONS(PresetText)
};

} // namespace

QString presetName(ExportPreset preset)
{
    switch (preset) {
    case ExportPreset::Editing:
        return PresetText::tr("For an audio program");
    case ExportPreset::Podcast:
        return PresetText::tr("Podcast");
    case ExportPreset::Archive:
        return PresetText::tr("Archive");
    case ExportPreset::Sharing:
        return PresetText::tr("For sharing");
    }
    return {};
}

QString presetKey(ExportPreset preset)
{
    switch (preset) {
    case ExportPreset::Editing:
        return QStringLiteral("builtin:editing");
    case ExportPreset::Podcast:
        return QStringLiteral("builtin:podcast");
    case ExportPreset::Archive:
        return QStringLiteral("builtin:archive");
    case ExportPreset::Sharing:
        return QStringLiteral("builtin:sharing");
    }
    return {};
}

QString presetKey(const NamedChoices& saved)
{
    return QStringLiteral("saved:") + saved.name;
}

std::optional<ExportChoices> choicesOf(const QString& key, const ExportPort& exporter)
{
    for (const ExportPreset preset : kExportPresets)
        if (presetKey(preset) == key)
            return exporter.presetChoices(preset);
    for (const NamedChoices& saved : exporter.savedPresets())
        if (presetKey(saved) == key)
            return saved.choices;
    return std::nullopt;
}

} // namespace lavalier::ui
