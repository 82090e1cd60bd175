#include "ui/widgets/preset_box.h"

#include "ui/text/preset_text.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/parts.h"

#include <algorithm>

namespace lavalier::ui {

PresetBox::PresetBox(SettingsPort& settings, const ExportPort& exporter, QWidget* parent)
    : QComboBox(parent)
    , m_settings(settings)
    , m_exporter(exporter)
{
    setObjectName(QStringLiteral("ExportPreset"));
    // Names are as long as somebody made them; the page must not grow with them.
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(16);
    letRowsBeChosen(this);
    connect(this, &QComboBox::activated, this, &PresetBox::choose);
    connect(&m_settings, &SettingsPort::settingsChanged, this, &PresetBox::fill);
    fill();
}

void PresetBox::showEvent(QShowEvent* event)
{
    fill();
    QComboBox::showEvent(event);
}

void PresetBox::fill()
{
    clear();
    addItem(tr("What was received, a track each (Ogg Opus)"), QString());
    for (const ExportPreset preset : kExportPresets)
        addItem(presetName(preset), presetKey(preset));
    for (const NamedChoices& saved : m_exporter.savedPresets())
        addItem(cleanRemote(saved.name), presetKey(saved));
    setCurrentIndex(std::max(0, findData(m_settings.settings().exportPreset)));
}

void PresetBox::choose()
{
    Settings next = m_settings.settings();
    next.exportPreset = currentData().toString();
    if (next != m_settings.settings())
        m_settings.setSettings(next);
}

} // namespace lavalier::ui
