#pragma once

#include "ui/ports/recorder_port.h"
#include "ui/ports/rehearsal_port.h"
#include "ui/ports/settings_port.h"
#include "ui/text/invite_link.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QFileDialog;
class QLabel;
class QLineEdit;
class QProgressBar;
class QStackedWidget;
class QVBoxLayout;

namespace lavalier::ui {

class BotCard;
class FolderNote;
class IconButton;
class TokenForm;

/// From nothing to a bot that records, in six steps; each can be skipped, all can be done later
/// (Help, Set-up assistant).
class SetupAssistant : public QDialog {
    Q_OBJECT
public:
    /// `rehearsal` may be null: then there is no such step.
    SetupAssistant(RecorderPort& recorder, SettingsPort& settings, RehearsalPort* rehearsal,
                   QWidget* parent = nullptr);

    int step() const;
    int steps() const;

signals:
    void demoRequested();

protected:
    void done(int result) override;

private:
    /// Of a rehearsal: what happened and what to do.
    static QString failureSentence(RehearsalFailure failure);
    QVBoxLayout* addStep(const QString& title, const QString& sentence,
                         const QString& trouble = {});
    void addWelcome();
    void addApplication();
    void addToken();
    void addInvite();
    void addFolder();
    void addRehearsal();
    QWidget* linkRow(QLineEdit* field, const QString& open);

    void goTo(int step);
    void followAccount();
    void followServers();
    void followRehearsal();
    void showInvite();
    void chooseFolder();
    void storeFolder(const QString& folder);
    void followSettings();
    void storeNotices();

    RecorderPort& m_recorder;
    SettingsPort& m_settings;
    RehearsalPort* m_rehearsal;

    QStackedWidget* m_pages;
    QLabel* m_progress;
    IconButton* m_back;
    IconButton* m_next;
    IconButton* m_skip;

    TokenForm* m_token = nullptr;
    BotCard* m_bot = nullptr;
    QLabel* m_tokenState = nullptr;
    QLineEdit* m_invite = nullptr;
    QCheckBox* m_speak = nullptr;
    QCheckBox* m_nickname = nullptr;
    QCheckBox* m_messages = nullptr;
    QLabel* m_servers = nullptr;
    QLineEdit* m_folder = nullptr;
    FolderNote* m_folderNote = nullptr;
    IconButton* m_try = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_outcome = nullptr;
    QPointer<QFileDialog> m_chooser;
    bool m_reading = false; ///< what is set now is no choice
};

} // namespace lavalier::ui
