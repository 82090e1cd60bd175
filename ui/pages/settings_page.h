#pragma once

#include "ui/ports/settings_port.h"

#include <QScrollArea>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace lavalier::ui {

class IconButton;
class TokenForm;

/// Preferences as a page; everything is applied at once.
class SettingsPage : public QScrollArea {
    Q_OBJECT
public:
    explicit SettingsPage(SettingsPort& settings, QWidget* parent = nullptr);

    void focusToken();
    void chooseRecordingsFolder();

signals:
    void closed();

private:
    void readSettings();
    void readToken();
    void store();
    void showPreview();

    SettingsPort& m_settings;
    bool m_reading = false;
    QLabel* m_tokenState;
    TokenForm* m_tokenForm;
    IconButton* m_forget;
    QLineEdit* m_folder;
    QLineEdit* m_template;
    QLineEdit* m_excluded;
    QCheckBox* m_markNickname;
    QCheckBox* m_postNotice;
    QLabel* m_preview;
    QComboBox* m_workers;
    QComboBox* m_theme;
    QComboBox* m_language;
};

} // namespace lavalier::ui
