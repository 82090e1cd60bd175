#pragma once

#include <QDialog>

namespace lavalier::ui {

/// Every command of the menus that has keys, under its menu's name, and a word on where to begin.
class ShortcutHelp : public QDialog {
    Q_OBJECT
public:
    /// The entries of a menu bar, shown or not.
    explicit ShortcutHelp(const QList<QAction*>& menus, QWidget* parent = nullptr);
};

} // namespace lavalier::ui
