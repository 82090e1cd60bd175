#pragma once

#include "voice/base/secret_bytes.h"

#include <QObject>
#include <QString>

namespace lavalier::ui {

enum class Theme { System, Light, Dark };

/// Preferences as a value. Empty strings mean the default.
struct Settings {
    QString recordingsFolder;
    QString fileNameTemplate; ///< {number} {speaker} {server} {channel} {date} {time}
    int workerCount = 0; ///< 0 chooses by the machine's cores
    QString language; ///< "en", "de"; empty follows the system
    Theme theme = Theme::System;

    bool operator==(const Settings&) const = default;
};

enum class TokenPlace { None, Memory, Keychain, Environment, File };

/// Settings and the token, which are kept apart.
///
/// Thread:  GUI. The keychain answers later, by tokenChanged().
class SettingsPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual Settings settings() const = 0;
    virtual QString defaultRecordingsFolder() const = 0;
    virtual QString defaultFileNameTemplate() const = 0;
    virtual TokenPlace tokenPlace() const = 0;

public slots:
    virtual void setSettings(const lavalier::ui::Settings& settings) = 0;
    /// Tries the token with Discord; `keep` also puts it into the keychain when there is one.
    virtual void setToken(const lavalier::SecretBytes& token, bool keep) = 0;
    virtual void forgetToken() = 0;

signals:
    void settingsChanged();
    void tokenChanged();
};

} // namespace lavalier::ui
