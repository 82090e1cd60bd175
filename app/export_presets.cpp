#include "app/export_presets.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <array>

namespace lavalier::app {
namespace {

constexpr qint64 kMaxFileBytes = 1024 * 1024; ///< more than all presets with all names take
constexpr std::size_t kMaxPresets = 200;
constexpr qsizetype kMaxName = 200;

// Kept by name: the file explains itself, and enums may grow.
constexpr std::array<const char*, 7> kFormatNames {"opus",   "wav16", "wav24", "flac16",
                                                   "flac24", "mp3",   "aac"};
constexpr std::array<const char*, 3> kQualityNames {"best", "high", "small"};
constexpr std::array<const char*, 4> kOutputNames {"tracks", "mix", "tracksAndMix", "oneFile"};
constexpr std::array<const char*, 3> kChannelNames {"auto", "mono", "stereo"};
constexpr std::array<const char*, 5> kLoudnessNames {"off", "-23", "-19mono", "-16", "-14"};

template <typename Value, std::size_t N>
QString nameOf(Value value, const std::array<const char*, N>& names)
{
    return QString::fromLatin1(names.at(static_cast<std::size_t>(value)));
}

template <typename Value, std::size_t N>
void take(const QJsonValue& name, const std::array<const char*, N>& names, Value& value)
{
    for (std::size_t i = 0; i < N; ++i)
        if (name.toString() == QLatin1String(names[i]))
            value = static_cast<Value>(i);
}

QJsonObject toJson(const ui::NamedChoices& preset)
{
    const ui::ExportChoices& c = preset.choices;
    return {{QStringLiteral("name"), preset.name},
            {QStringLiteral("format"), nameOf(c.format, kFormatNames)},
            {QStringLiteral("quality"), nameOf(c.quality, kQualityNames)},
            {QStringLiteral("output"), nameOf(c.output, kOutputNames)},
            {QStringLiteral("channels"), nameOf(c.channels, kChannelNames)},
            {QStringLiteral("loudness"), nameOf(c.loudness, kLoudnessNames)},
            {QStringLiteral("keepPauses"), c.keepPauses},
            {QStringLiteral("nameTemplate"), c.nameTemplate},
            {QStringLiteral("labels"), c.labels},
            {QStringLiteral("reaper"), c.reaperProject},
            {QStringLiteral("audacity"), c.audacityProject},
            {QStringLiteral("dawproject"), c.dawProject},
            {QStringLiteral("report"), c.jsonReport}};
}

ui::NamedChoices fromJson(const QJsonObject& json)
{
    ui::NamedChoices preset;
    preset.name = json.value(QStringLiteral("name")).toString();
    ui::ExportChoices& c = preset.choices;
    take(json.value(QStringLiteral("format")), kFormatNames, c.format);
    take(json.value(QStringLiteral("quality")), kQualityNames, c.quality);
    take(json.value(QStringLiteral("output")), kOutputNames, c.output);
    take(json.value(QStringLiteral("channels")), kChannelNames, c.channels);
    take(json.value(QStringLiteral("loudness")), kLoudnessNames, c.loudness);
    c.keepPauses = json.value(QStringLiteral("keepPauses")).toBool();
    c.nameTemplate = json.value(QStringLiteral("nameTemplate")).toString();
    c.labels = json.value(QStringLiteral("labels")).toBool();
    c.reaperProject = json.value(QStringLiteral("reaper")).toBool();
    c.audacityProject = json.value(QStringLiteral("audacity")).toBool();
    c.dawProject = json.value(QStringLiteral("dawproject")).toBool();
    c.jsonReport = json.value(QStringLiteral("report")).toBool();
    return preset;
}

/// In order of names, in place of its namesake.
void put(std::vector<ui::NamedChoices>& presets, ui::NamedChoices preset)
{
    preset.name.truncate(kMaxName);
    preset.choices.nameTemplate.truncate(kMaxName);
    const auto at = std::ranges::lower_bound(presets, preset.name, {}, &ui::NamedChoices::name);
    if (at != presets.end() && at->name == preset.name)
        *at = std::move(preset);
    else if (!preset.name.isEmpty() && presets.size() < kMaxPresets)
        presets.insert(at, std::move(preset));
}

} // namespace

ExportPresets::ExportPresets(QString file)
    : m_file(std::move(file))
{
    load();
}

void ExportPresets::load()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::ReadOnly) || file.size() > kMaxFileBytes)
        return;
    for (const QJsonValue& one : QJsonDocument::fromJson(file.readAll()).array())
        put(m_presets, fromJson(one.toObject()));
}

void ExportPresets::write() const
{
    if (m_file.isEmpty() || !QDir().mkpath(QFileInfo(m_file).absolutePath()))
        return;
    QJsonArray all;
    for (const ui::NamedChoices& preset : m_presets)
        all.append(toJson(preset));
    QSaveFile file(m_file);
    if (file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(all).toJson()) > 0)
        file.commit();
}

void ExportPresets::save(const ui::NamedChoices& preset)
{
    put(m_presets, preset);
    write();
}

void ExportPresets::remove(const QString& name)
{
    std::erase_if(m_presets, [&name](const auto& one) { return one.name == name; });
    write();
}

} // namespace lavalier::app
