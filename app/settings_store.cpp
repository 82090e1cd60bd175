#include "app/settings_store.h"

#include "app/places.h"
#include "sinks/exporter/file_names.h"
#include "ui/text/folder_text.h"
#include "voice/base/log.h"
#include "voice/base/snowflake.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

namespace lavalier::app {
namespace {

constexpr qint64 kMaxFileBytes = 256 * 1024;
constexpr int kMaxWorkers = 64;
constexpr int kMaxPeople = 99;
constexpr int kMaxSidebar = 10'000;
constexpr qsizetype kMaxGeometry = 1'024;

struct Flag {
    const char* name;
    bool ui::Settings::*value;
};
constexpr Flag kFlags[] = {
    {"notifyStart", &ui::Settings::notifyStart},
    {"notifyStop", &ui::Settings::notifyStop},
    {"notifyProblem", &ui::Settings::notifyProblem},
    {"notifyExport", &ui::Settings::notifyExport},
    {"trayIcon", &ui::Settings::trayIcon},
    {"closeToTray", &ui::Settings::closeToTray},
    {"listenAtJoin", &ui::Settings::listenAtJoin},
    {"stopWhenOnlyBots", &ui::Settings::stopWhenOnlyBots},
    {"firstRunDone", &ui::Settings::firstRunDone},
    {"compactLanes", &ui::Settings::compactLanes},
};

QString nameOf(ui::Theme theme)
{
    switch (theme) {
    case ui::Theme::Light:
        return QStringLiteral("light");
    case ui::Theme::Dark:
        return QStringLiteral("dark");
    case ui::Theme::System:
        break;
    }
    return QStringLiteral("system");
}

ui::Theme themeOf(const QString& name)
{
    return name == QLatin1String("light") ? ui::Theme::Light
        : name == QLatin1String("dark")   ? ui::Theme::Dark
                                          : ui::Theme::System;
}

} // namespace

SettingsStore::SettingsStore(QString file, QObject* parent)
    : ui::SettingsPort(parent)
    , m_file(std::move(file))
{
    connect(&m_folders, &FolderCheck::checked, this, &SettingsStore::folderChecked);
    load();
}

QString SettingsStore::defaultFile(const QString& profile)
{
    return configFolder() + (profile.isEmpty() ? QString() : QStringLiteral("/profiles/") + profile)
        + QStringLiteral("/settings.json");
}

QString SettingsStore::demoFile(const QString& profile)
{
    return QFileInfo(defaultFile(profile)).absolutePath() + QStringLiteral("/demo-settings.json");
}

QString SettingsStore::presetsFile(const QString& profile)
{
    return QFileInfo(defaultFile(profile)).absolutePath() + QStringLiteral("/export-presets.json");
}

QString SettingsStore::defaultRecordingsFolder() const
{
    return app::defaultRecordingsFolder();
}

QString SettingsStore::defaultFileNameTemplate() const
{
    return exporter::defaultTrackTemplate();
}

QString SettingsStore::recordingsFolder() const
{
    return m_settings.recordingsFolder.isEmpty() ? defaultRecordingsFolder()
                                                 : m_settings.recordingsFolder;
}

void SettingsStore::load()
{
    QFile file(m_file);
    if (!file.exists())
        return;
    const bool readable = file.open(QIODevice::ReadOnly);
    const QJsonDocument document
        = readable ? QJsonDocument::fromJson(file.read(kMaxFileBytes)) : QJsonDocument();
    file.close();
    if (!document.isObject()) {
        m_damaged = true;
        const QString aside = m_file
            + QDateTime::currentDateTimeUtc().toString(
                QStringLiteral("'.damaged-'yyyyMMdd-HHmmss"));
        if (!QFile::rename(m_file, aside))
            qCWarning(logApp, "damaged settings could not be set aside");
        return;
    }
    const QJsonObject json = document.object();
    // Nobody but who typed it can know what a part of a path was to mean: the default, then.
    m_settings.recordingsFolder
        = ui::wholeFolder(json[QStringLiteral("recordingsFolder")].toString()).value_or(QString());
    m_settings.fileNameTemplate = json[QStringLiteral("fileNameTemplate")].toString();
    m_settings.workerCount = qBound(0, json[QStringLiteral("workerCount")].toInt(), kMaxWorkers);
    m_settings.exportPreset = json[QStringLiteral("exportPreset")].toString();
    m_settings.audioOutput = json[QStringLiteral("audioOutput")].toString();
    m_settings.audioOutputName = json[QStringLiteral("audioOutputName")].toString();
    m_settings.language = json[QStringLiteral("language")].toString();
    for (const auto& id : json[QStringLiteral("excluded")].toArray()) {
        if (const auto user = parseId<UserId>(id.toString()))
            m_settings.excluded.push_back(*user);
    }
    m_settings.markNickname = json[QStringLiteral("markNickname")].toBool(true);
    m_settings.postNotice = json[QStringLiteral("postNotice")].toBool(false);
    for (const Flag& one : kFlags) {
        bool& value = m_settings.*one.value;
        value = json[QLatin1String(one.name)].toBool(value);
    }
    m_settings.recordWithPeople
        = qBound(0, json[QStringLiteral("recordWithPeople")].toInt(), kMaxPeople);
    m_settings.listeningVolume
        = qBound(0.0, json[QStringLiteral("listeningVolume")].toDouble(1), 1.0);
    m_settings.exportFolder
        = ui::wholeFolder(json[QStringLiteral("exportFolder")].toString()).value_or(QString());
    m_settings.sidebarWidth = qBound(0, json[QStringLiteral("sidebarWidth")].toInt(), kMaxSidebar);
    const auto geometry
        = QByteArray::fromBase64(json[QStringLiteral("windowGeometry")].toString().toLatin1());
    if (geometry.size() <= kMaxGeometry)
        m_settings.windowGeometry = geometry;
    const QJsonObject shortcuts = json[QStringLiteral("shortcuts")].toObject();
    for (auto it = shortcuts.begin(); it != shortcuts.end(); ++it)
        m_settings.shortcuts[it.key()] = it.value().toString();
    m_settings.theme = themeOf(json[QStringLiteral("theme")].toString());
}

bool SettingsStore::save() const
{
    QJsonArray excluded;
    for (const UserId user : m_settings.excluded)
        excluded.append(toString(user));
    QJsonObject shortcuts;
    for (auto it = m_settings.shortcuts.begin(); it != m_settings.shortcuts.end(); ++it)
        shortcuts[it.key()] = it.value();
    QJsonObject json {
        {QStringLiteral("recordWithPeople"), m_settings.recordWithPeople},
        {QStringLiteral("shortcuts"), shortcuts},
        {QStringLiteral("excluded"), excluded},
        {QStringLiteral("markNickname"), m_settings.markNickname},
        {QStringLiteral("postNotice"), m_settings.postNotice},
        {QStringLiteral("recordingsFolder"), m_settings.recordingsFolder},
        {QStringLiteral("fileNameTemplate"), m_settings.fileNameTemplate},
        {QStringLiteral("workerCount"), m_settings.workerCount},
        {QStringLiteral("exportPreset"), m_settings.exportPreset},
        {QStringLiteral("audioOutput"), m_settings.audioOutput},
        {QStringLiteral("audioOutputName"), m_settings.audioOutputName},
        {QStringLiteral("language"), m_settings.language},
        {QStringLiteral("listeningVolume"), m_settings.listeningVolume},
        {QStringLiteral("exportFolder"), m_settings.exportFolder},
        {QStringLiteral("sidebarWidth"), m_settings.sidebarWidth},
        {QStringLiteral("windowGeometry"),
         QString::fromLatin1(m_settings.windowGeometry.toBase64())},
        {QStringLiteral("theme"), nameOf(m_settings.theme)},
    };
    for (const Flag& one : kFlags)
        json[QLatin1String(one.name)] = m_settings.*one.value;
    QDir().mkpath(QFileInfo(m_file).absolutePath());
    QSaveFile file(m_file);
    return file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(QJsonDocument(json).toJson()) > 0 && file.commit();
}

std::vector<ui::AudioOutputView> SettingsStore::audioOutputs() const
{
    std::vector<ui::AudioOutputView> views;
    if (m_outputs)
        for (const monitor::OutputDevice& device : m_outputs->outputs())
            views.push_back({QString::fromUtf8(device.id), device.name});
    return views;
}

void SettingsStore::offerOutputs(std::shared_ptr<monitor::OutputDevices> outputs)
{
    m_outputs = std::move(outputs);
    connect(m_outputs.get(), &monitor::OutputDevices::changed, this,
            &SettingsStore::audioOutputsChanged);
    const auto follow = [this] { m_outputs->choose(m_settings.audioOutput.toUtf8()); };
    connect(this, &SettingsStore::settingsChanged, m_outputs.get(), follow);
    follow();
}

void SettingsStore::setSettings(const ui::Settings& settings)
{
    if (settings == m_settings)
        return;
    m_settings = settings;
    const bool done = save();
    if (!done)
        qCWarning(logApp, "the settings could not be saved");
    emit settingsChanged();
    emit saved(done);
}

void SettingsStore::setToken(const SecretBytes& token, bool keep)
{
    emit tokenEntered(token, keep);
}

void SettingsStore::forgetToken()
{
    emit tokenForgotten();
}

void SettingsStore::setTokenPlace(ui::TokenPlace place)
{
    if (m_tokenPlace == place)
        return;
    m_tokenPlace = place;
    emit tokenChanged();
}

} // namespace lavalier::app
