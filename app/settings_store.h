#pragma once

#include "app/folder_check.h"
#include "sinks/monitor/output_devices.h"
#include "ui/ports/settings_port.h"

#include <QObject>

#include <memory>

namespace lavalier::app {

/// Preferences in one small file of the platform's configuration folder; the token is not in it.
///
/// A damaged file is set aside under another name and the defaults apply.
/// Thread:  GUI.
class SettingsStore final : public ui::SettingsPort {
    Q_OBJECT
public:
    /// `file` is made when something is first changed.
    explicit SettingsStore(QString file, QObject* parent = nullptr);
    /// Of the profile; the empty one is the usual.
    static QString defaultFile(const QString& profile = {});
    /// Of the demo, which stands beside a window of the same profile.
    static QString demoFile(const QString& profile = {});
    /// Of exports, beside it.
    static QString presetsFile(const QString& profile = {});

    ui::Settings settings() const override { return m_settings; }
    QString defaultRecordingsFolder() const override;
    QString defaultFileNameTemplate() const override;
    ui::TokenPlace tokenPlace() const override { return m_tokenPlace; }
    std::vector<ui::AudioOutputView> audioOutputs() const override;
    /// From now on the choice among them follows the settings.
    void offerOutputs(std::shared_ptr<monitor::OutputDevices> outputs);
    /// The folder in force: the chosen one or the default.
    QString recordingsFolder() const;
    /// There was a file, and nothing of it applies.
    bool isDamaged() const { return m_damaged; }

    void setSettings(const lavalier::ui::Settings& settings) override;
    void setToken(const lavalier::SecretBytes& token, bool keep) override;
    void forgetToken() override;
    void checkFolder(const QString& folder) override { m_folders.check(folder); }
    void setTokenPlace(ui::TokenPlace place);

signals:
    // What the window asks about the token; whoever logs in and keeps tokens listens.
    void tokenEntered(const lavalier::SecretBytes& token, bool keep);
    void tokenForgotten();
    void saved(bool done);

private:
    void load();
    bool save() const;

    const QString m_file;
    ui::Settings m_settings;
    std::shared_ptr<monitor::OutputDevices> m_outputs;
    FolderCheck m_folders;
    bool m_damaged = false;
    ui::TokenPlace m_tokenPlace = ui::TokenPlace::None;
};

} // namespace lavalier::app
