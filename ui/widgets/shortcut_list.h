#pragma once

#include "ui/ports/settings_port.h"

#include <QWidget>

class QAction;
class QKeySequenceEdit;
class QLabel;

namespace lavalier::ui {

/// Every command with its keys, to be changed.
///
/// Keys that another command has are refused, in words, and the old ones stay.
class ShortcutList : public QWidget {
    Q_OBJECT
public:
    ShortcutList(SettingsPort& settings, QWidget* parent = nullptr);
    void setActions(const QList<QAction*>& actions);

private:
    void store(QAction* action, QKeySequenceEdit* field);
    void showKeys();

    struct Row {
        QAction* action;
        QKeySequenceEdit* field;
    };
    SettingsPort& m_settings;
    QList<Row> m_rows;
    QLabel* m_refused;
};

} // namespace lavalier::ui
