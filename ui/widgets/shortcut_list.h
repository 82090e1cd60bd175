#pragma once

#include "ui/command_keys.h"
#include "ui/ports/settings_port.h"

#include <QWidget>

class QAction;
class QKeySequenceEdit;
class QLabel;

namespace lavalier::ui {

/// Every command with its keys, to be changed.
///
/// Keys that another command has which can be reached at the same time are refused, in words, and
/// the old ones stay. A field that is emptied leaves its command without.
class ShortcutList : public QWidget {
    Q_OBJECT
public:
    ShortcutList(SettingsPort& settings, QWidget* parent = nullptr);
    /// Those of one place together; what is null is passed over.
    void setActions(const QList<QAction*>& actions);

private:
    void store(QAction* action, QKeySequenceEdit* field);
    void showKeys();
    static QString titleOf(CommandPlace place);

    struct Row {
        QAction* action;
        QKeySequenceEdit* field;
    };
    SettingsPort& m_settings;
    QList<Row> m_rows;
    QLabel* m_refused;
};

} // namespace lavalier::ui
