#pragma once

#include "ui/ports/export_port.h"
#include "ui/ports/settings_port.h"

#include <QComboBox>

namespace lavalier::ui {

/// Chooses what the export dialog begins with; applied at once. Presets that a person saves or
/// deletes meanwhile are there, or not, the next time the box is shown.
class PresetBox : public QComboBox {
    Q_OBJECT
public:
    PresetBox(SettingsPort& settings, const ExportPort& exporter, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fill();
    void choose();

    SettingsPort& m_settings;
    const ExportPort& m_exporter;
};

} // namespace lavalier::ui
