#pragma once

#include "voice/base/secret_bytes.h"
#include "voice/base/strong_id.h"

#include <QMap>
#include <QObject>
#include <QString>

#include <vector>

namespace lavalier::ui {

enum class Theme { System, Light, Dark };

/// Preferences as a value. Empty strings mean the default.
struct Settings {
    QString recordingsFolder;
    QString fileNameTemplate; ///< {number} {speaker} {server} {channel} {date} {time}
    int workerCount = 0; ///< 0 chooses by the machine's cores
    QString language; ///< "en", "de"; empty follows the system
    Theme theme = Theme::System;
    std::vector<UserId> excluded {}; ///< people who are never recorded
    bool markNickname = true; ///< the bot's name says REC while it records
    bool postNotice = false; ///< a line in the channel's chat says so too

    bool notifyStart = true; ///< notifications of the desktop, while the window is not in front
    bool notifyStop = true;
    bool notifyProblem = true;
    bool notifyExport = true;
    bool trayIcon = true; ///< where there is a tray
    bool closeToTray = false; ///< the window's close button hides it there and ends nothing
    bool listenAtJoin = false;
    int recordWithPeople = 0; ///< start by itself with so many in the channel; 0: never
    bool stopWhenOnlyBots = false; ///< a minute after the last person left
    QString audioOutput {}; ///< the system's id of what to listen through; empty: its default
    QString audioOutputName {}; ///< as it was called when it was chosen
    QString exportPreset {}; ///< by its key; empty: what was received, a track each
    bool firstRunDone = false; ///< the assistant was finished or skipped
    bool compactLanes = false; ///< one line for every speaker, however few they are
    double listeningVolume = 1; ///< of the ear's slider
    QString exportFolder {}; ///< where exports went last, each in a folder; empty: beside the file
    QByteArray windowGeometry {}; ///< as Qt keeps it
    int sidebarWidth = 0; ///< 0: as its words need
    QMap<QString, QString> shortcuts {}; ///< by the action's name, where it is not the default

    bool operator==(const Settings&) const = default;
};

/// Something this computer can play through.
struct AudioOutputView {
    QString id;
    QString name;

    bool operator==(const AudioOutputView&) const = default;
};

/// What a folder for recordings turned out to be.
enum class FolderFinding { Writable, NotWritable, NotAFolder, Silent };

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
    /// The system is asked for the first time here, and followed from then on.
    virtual std::vector<AudioOutputView> audioOutputs() const { return {}; }

public slots:
    virtual void setSettings(const lavalier::ui::Settings& settings) = 0;
    /// Tries the token with Discord; `keep` also puts it into the keychain when there is one.
    virtual void setToken(const lavalier::SecretBytes& token, bool keep) = 0;
    virtual void forgetToken() = 0;
    /// Tries to write into it, or where it would be made; folderChecked() answers.
    virtual void checkFolder(const QString& folder) = 0;

signals:
    void folderChecked(const QString& folder, lavalier::ui::FolderFinding finding);
    void settingsChanged();
    void audioOutputsChanged();
    void tokenChanged();
};

} // namespace lavalier::ui
