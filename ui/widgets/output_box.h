#pragma once

#include "ui/ports/settings_port.h"

#include <QComboBox>

namespace lavalier::ui {

/// Chooses what is listened through: the system's default, then what is plugged in just now.
///
/// A chosen output that is away stays in the list, and says so. Asks for the list when it is first
/// shown; a choice is applied at once.
class OutputBox : public QComboBox {
    Q_OBJECT
public:
    explicit OutputBox(SettingsPort& settings, QWidget* parent = nullptr);

signals:
    /// There is nothing to play through at all, or there is again.
    void emptinessChanged(bool empty);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fill();
    void choose();

    SettingsPort& m_settings;
    bool m_asked = false;
};

} // namespace lavalier::ui
