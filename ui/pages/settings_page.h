#pragma once

#include "ui/ports/export_port.h"
#include "ui/ports/settings_port.h"

#include <QPointer>
#include <QScrollArea>

#include <utility>
#include <vector>

class QAction;
class QCheckBox;
class QComboBox;
class QFileDialog;
class QFrame;
class QLabel;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace lavalier::ui {

class FolderNote;
class IconButton;
class ShortcutList;
class TokenForm;

/// Preferences as a page; everything is applied at once, and found by any word of it.
class SettingsPage : public QScrollArea {
    Q_OBJECT
public:
    SettingsPage(SettingsPort& settings, const ExportPort& exporter, QWidget* parent = nullptr);

    /// Whose keys can be changed here; once.
    void setActions(const QList<QAction*>& actions);
    void focusToken();
    void focusSearch();
    void chooseRecordingsFolder();

signals:
    void closed();

protected:
    void showEvent(QShowEvent* event) override; ///< panels with a tray come and go

private:
    void readSettings();
    void readToken();
    void store();
    void showPreview();
    void search(const QString& text);
    void buildCallCard(QVBoxLayout* cards, QWidget* column);
    void buildListeningCard(QVBoxLayout* cards, QWidget* column);
    void buildDesktopCard(QVBoxLayout* cards, QWidget* column);
    QCheckBox* addSwitch(QVBoxLayout* body, bool Settings::*value, const QString& words,
                         QWidget* parent);

    SettingsPort& m_settings;
    bool m_reading = false;
    QLineEdit* m_search;
    QLabel* m_nothingFound;
    QList<QFrame*> m_cards;
    std::vector<std::pair<QCheckBox*, bool Settings::*>> m_switches;
    QSpinBox* m_people = nullptr;
    QCheckBox* m_closeToTray = nullptr;
    ShortcutList* m_shortcuts = nullptr;
    QLabel* m_tokenState;
    TokenForm* m_tokenForm;
    IconButton* m_forget;
    QLineEdit* m_folder;
    FolderNote* m_folderNote;
    QLineEdit* m_template;
    QLineEdit* m_excluded;
    QLabel* m_noIds = nullptr;
    QCheckBox* m_markNickname;
    QCheckBox* m_postNotice;
    QLabel* m_preview;
    QComboBox* m_workers;
    QComboBox* m_theme;
    QComboBox* m_language;
    QPointer<QFileDialog> m_chooser;
};

} // namespace lavalier::ui
