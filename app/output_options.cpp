#include "app/output_options.h"

#include "app/command_line.h"
#include "voice/base/snowflake.h"

#include <QCoreApplication>

#include <array>
#include <cmath>

namespace lavalier::app {
namespace {

using exporter::ExportRequest;
using exporter::Format;

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

std::optional<QString> takePreset(Arguments& arguments, ExportRequest& request)
{
    constexpr std::array kNames {std::pair {"editing", "editing"}, std::pair {"podcast", "podcast"},
                                 std::pair {"archive", "archive"},
                                 std::pair {"sharing", "sharing"}};
    const char* name = "";
    const bool known = arguments.takeChoice(QStringLiteral("--preset"), kNames, name);
    if (known && *name == '\0')
        return std::nullopt;
    const auto preset = exporter::presetOf(QLatin1String(name));
    if (!preset)
        return tr("--preset is editing, podcast, archive or sharing.");
    exporter::apply(*preset, request);
    return std::nullopt;
}

std::optional<QString> takeFormat(Arguments& arguments, ExportRequest& request)
{
    constexpr std::array kFormats {
        std::pair {"opus", Format::OggOpus}, std::pair {"wav", Format::Wav16},
        std::pair {"flac", Format::Flac16},  std::pair {"mp3", Format::Mp3},
        std::pair {"aac", Format::Aac},      std::pair {"m4a", Format::Aac},
    };
    if (!arguments.takeChoice(QStringLiteral("--format"), kFormats, request.format))
        return tr("--format is opus, wav, flac, mp3, aac or m4a.");
    constexpr std::array kBits {std::pair {"16", 16}, std::pair {"24", 24}};
    int bits = 0;
    const bool known = arguments.takeChoice(QStringLiteral("--bits"), kBits, bits);
    const bool wav = exporter::isWav(request.format);
    const bool flac = request.format == Format::Flac16 || request.format == Format::Flac24;
    if (known && bits == 0)
        return std::nullopt;
    if (!known || (!wav && !flac))
        return tr("--bits is 16 or 24, and only for wav and flac.");
    const bool deep = bits == 24;
    request.format
        = wav ? (deep ? Format::Wav24 : Format::Wav16) : (deep ? Format::Flac24 : Format::Flac16);
    return std::nullopt;
}

std::optional<QString> takeSound(Arguments& arguments, ExportRequest& request)
{
    using exporter::Channels;
    using exporter::Loudness;
    using exporter::Output;
    using exporter::Quality;
    constexpr std::array kQualities {std::pair {"best", Quality::Best},
                                     std::pair {"high", Quality::High},
                                     std::pair {"small", Quality::Small}};
    constexpr std::array kOutputs {
        std::pair {"tracks", Output::Tracks}, std::pair {"mix", Output::Mix},
        std::pair {"both", Output::TracksAndMix}, std::pair {"one-file", Output::OneFile}};
    constexpr std::array kChannels {std::pair {"auto", Channels::Auto},
                                    std::pair {"mono", Channels::Mono},
                                    std::pair {"stereo", Channels::Stereo}};
    constexpr std::array kLoudness {
        std::pair {"off", Loudness::Off}, std::pair {"-23", Loudness::Minus23},
        std::pair {"-19", Loudness::Minus19Mono}, std::pair {"-16", Loudness::Minus16},
        std::pair {"-14", Loudness::Minus14}};
    if (!arguments.takeChoice(QStringLiteral("--quality"), kQualities, request.quality))
        return tr("--quality is best, high or small.");
    if (!arguments.takeChoice(QStringLiteral("--make"), kOutputs, request.output))
        return tr("--make is tracks, mix, both or one-file.");
    if (!arguments.takeChoice(QStringLiteral("--channels"), kChannels, request.channels))
        return tr("--channels is auto, mono or stereo.");
    if (!arguments.takeChoice(QStringLiteral("--loudness"), kLoudness, request.loudness))
        return tr("--loudness is off, -23, -19, -16 or -14.");
    return std::nullopt;
}

std::optional<QString> takeSpeakers(Arguments& arguments, ExportRequest& request)
{
    const QString speakers = arguments.takeValue(QStringLiteral("--speakers"));
    for (const QString& part : speakers.split(u',', Qt::SkipEmptyParts)) {
        const auto id = parseId<UserId>(part.trimmed());
        if (!id)
            return tr("--speakers takes user ids with commas between them.");
        request.speakers.push_back(*id);
    }
    const QString gains = arguments.takeValue(QStringLiteral("--gain"));
    for (const QString& part : gains.split(u',', Qt::SkipEmptyParts)) {
        const auto id = parseId<UserId>(part.section(u'=', 0, 0).trimmed());
        bool isNumber = false;
        const double decibels = part.section(u'=', 1).toDouble(&isNumber);
        if (!id || !isNumber || !(std::abs(decibels) <= 60))
            return tr(
                "--gain takes pairs such as 1234=-3.5 with commas between them, in decibels.");
        request.gains[*id] = decibels;
    }
    return std::nullopt;
}

std::optional<QString> takeRange(Arguments& arguments, ExportRequest& request)
{
    const QString from = arguments.takeValue(QStringLiteral("--from"));
    const QString to = arguments.takeValue(QStringLiteral("--to"));
    if (!from.isNull())
        request.from = parsePosition(from);
    if (!to.isNull())
        request.to = parsePosition(to);
    if ((!from.isNull() && !request.from) || (!to.isNull() && !request.to))
        return tr("--from and --to take positions such as 90s, 1m30s or 2h.");
    if (request.to && *request.to <= request.from.value_or(std::chrono::microseconds(0)))
        return tr("--to must be later than --from.");
    return std::nullopt;
}

std::optional<QString> takeExtras(Arguments& arguments, ExportRequest& request)
{
    const std::array<std::pair<QLatin1String, bool*>, 5> kinds {{
        {QLatin1String("labels"), &request.extras.labels},
        {QLatin1String("reaper"), &request.extras.reaper},
        {QLatin1String("audacity"), &request.extras.audacity},
        {QLatin1String("dawproject"), &request.extras.daw},
        {QLatin1String("report"), &request.extras.report},
    }};
    const QString given = arguments.takeValue(QStringLiteral("--with"));
    for (const QString& part : given.split(u',', Qt::SkipEmptyParts)) {
        const auto kind = std::ranges::find_if(
            kinds, [&part](const auto& entry) { return part.trimmed() == entry.first; });
        if (kind == kinds.end())
            return tr("--with takes labels, reaper, audacity, dawproject and report.");
        *kind->second = true;
    }
    return std::nullopt;
}

} // namespace

std::optional<std::chrono::milliseconds> parsePosition(const QString& text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == QLatin1String("0") || trimmed == QLatin1String("0s"))
        return std::chrono::milliseconds(0);
    return parseDuration(trimmed);
}

Result<ExportRequest, QString> takeOutput(Arguments& arguments)
{
    ExportRequest request;
    request.format = Format::OggOpus;
    // The preset first: what is said besides it wins.
    for (const auto take :
         {&takePreset, &takeFormat, &takeSound, &takeSpeakers, &takeRange, &takeExtras}) {
        if (const auto sentence = take(arguments, request))
            return Failure {*sentence};
    }
    request.folder = arguments.takeValue(QStringLiteral("--output"));
    request.nameTemplate = arguments.takeValue(QStringLiteral("--name"));
    if (arguments.takeFlag(QStringLiteral("--keep-pauses")))
        request.keepPauses = true;
    return request;
}

} // namespace lavalier::app
