#include "app/command_line.h"

#include "app/arguments.h"
#include "app/output_options.h"
#include "voice/base/snowflake.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace lavalier::app {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

Failure<QString> fail(const QString& sentence)
{
    return Failure {sentence};
}

Result<LogOptions, QString> takeLog(Arguments& arguments)
{
    LogOptions options;
    options.file = arguments.takeValue(QStringLiteral("--log-file"));
    if (!options.file.isNull() && QFileInfo(options.file).completeBaseName().isEmpty())
        return fail(tr("--log-file takes the name of a file."));
    using Level = LogOptions::Level;
    constexpr std::array kLevels {std::pair {"warning", Level::Warnings},
                                  std::pair {"info", Level::Usual},
                                  std::pair {"debug", Level::Everything}};
    if (!arguments.takeChoice(QStringLiteral("--log-level"), kLevels, options.level))
        return fail(tr("--log-level is warning, info or debug."));
    return options;
}

Result<ConnectOptions, QString> takeConnect(Arguments& arguments)
{
    ConnectOptions options;
    auto log = takeLog(arguments);
    if (!log)
        return fail(log.error());
    options.log = *log;
    options.demo = arguments.takeFlag(QStringLiteral("--demo"));
    options.tokenFile = arguments.takeValue(QStringLiteral("--token-file"));
    options.tokenInput = arguments.takeFlag(QStringLiteral("--token-stdin"));
    const QString base = arguments.takeValue(QStringLiteral("--api-base"));
    if (!base.isNull()) {
        const auto endpoints = parseApiBase(base);
        if (!endpoints)
            return fail(tr("--api-base must be an https address of Discord, or http on a loopback "
                           "address such as http://127.0.0.1:8080/api/v10."));
        options.endpoints = *endpoints;
    }
    if (options.demo && (!base.isNull() || !options.tokenFile.isNull() || options.tokenInput))
        return fail(tr("--demo brings its own Discord; leave out --api-base, --token-file and "
                       "--token-stdin."));
    if (options.tokenInput && !options.tokenFile.isNull())
        return fail(tr("--token-file and --token-stdin do not go together."));
    return options;
}

Result<Command, QString> parseRecord(Arguments& arguments)
{
    RecordCommand command;
    auto connect = takeConnect(arguments);
    if (!connect)
        return fail(connect.error());
    command.connect = *connect;
    auto output = takeOutput(arguments);
    if (!output)
        return fail(output.error());
    command.output = *output;
    command.json = arguments.takeFlag(QStringLiteral("--json"));
    command.recordingsFolder = arguments.takeValue(QStringLiteral("--recordings"));
    const QString notice = arguments.takeValue(QStringLiteral("--notice"));
    const bool none = arguments.takeFlag(QStringLiteral("--no-notice"));
    if (none) {
        command.notice = {false, false};
    } else if (!notice.isNull()) {
        const QStringList means = notice.split(u',');
        command.notice
            = {means.contains(QLatin1String("name")), means.contains(QLatin1String("chat"))};
        const qsizetype known = command.notice.nickname + command.notice.message;
        if (known == 0 || known != means.size())
            return fail(tr("--notice is name, chat or name,chat; --no-notice says that everybody "
                           "in the call knows."));
    }
    command.continued = arguments.takeValue(QStringLiteral("--continue"));
    command.lowDisk = arguments.takeFlag(QStringLiteral("--low-disk"));
    for (QString id = arguments.takeValue(QStringLiteral("--exclude")); !id.isNull();
         id = arguments.takeValue(QStringLiteral("--exclude"))) {
        const auto user = parseId<UserId>(id.trimmed());
        if (!user)
            return fail(tr("--exclude takes a user id; give it once for each person."));
        command.excluded.push_back(*user);
    }
    std::vector<ChannelId> channels;
    for (QString channel = arguments.takeValue(QStringLiteral("--channel")); !channel.isNull();
         channel = arguments.takeValue(QStringLiteral("--channel"))) {
        const auto id = parseId<ChannelId>(channel);
        if (!id)
            return fail(tr("--channel takes a channel id: switch on Discord's developer mode, then "
                           "right-click the channel and copy its id."));
        if (std::ranges::find(channels, *id) != channels.end())
            return fail(tr("--channel names the same channel twice."));
        channels.push_back(*id);
    }
    if (!channels.empty()) {
        command.channel = channels.front();
        command.further.assign(channels.begin() + 1, channels.end());
    } else if (!command.connect.demo) {
        return fail(tr("record needs --channel ID (see: lavalier channels)."));
    }
    if (!command.further.empty() && !command.continued.isEmpty())
        return fail(tr("--continue goes with one channel."));
    const QString guild = arguments.takeValue(QStringLiteral("--guild"));
    if (!guild.isNull()) {
        command.guild = parseId<GuildId>(guild);
        if (!command.guild)
            return fail(tr("--guild takes a server id."));
        if (!command.further.empty())
            return fail(tr("--guild goes with one channel."));
    }
    const QString length = arguments.takeValue(QStringLiteral("--for"));
    if (!length.isNull()) {
        command.length = parseDuration(length);
        if (!command.length)
            return fail(tr("--for takes a length such as 20s, 1m30s or 2h."));
    }
    if (command.output.folder.isEmpty())
        return fail(tr("record needs --output DIR for the exported tracks."));
    return Command(command);
}

Result<Command, QString> parseExport(Arguments& arguments)
{
    ExportCommand command;
    auto output = takeOutput(arguments);
    if (!output)
        return fail(output.error());
    command.output = *output;
    command.json = arguments.takeFlag(QStringLiteral("--json"));
    command.output.recordingPath = arguments.takePositional();
    if (command.output.recordingPath.isEmpty())
        return fail(
            tr("export needs the recording: lavalier export FILE --format wav --output DIR"));
    if (command.output.folder.isEmpty())
        return fail(tr("export needs --output DIR."));
    return Command(command);
}

Result<Command, QString> parseInspect(Arguments& arguments)
{
    InspectCommand command;
    command.json = arguments.takeFlag(QStringLiteral("--json"));
    command.spans = arguments.takeFlag(QStringLiteral("--spans"));
    command.labels = arguments.takeFlag(QStringLiteral("--labels"));
    if (command.labels && command.json)
        return fail(tr("--labels and --json exclude each other."));
    command.file = arguments.takePositional();
    if (command.file.isEmpty())
        return fail(tr("inspect needs the recording: lavalier inspect FILE"));
    return Command(command);
}

Result<Command, QString> parseForget(Arguments& arguments)
{
    ForgetCommand command;
    command.json = arguments.takeFlag(QStringLiteral("--json"));
    command.file = arguments.takePositional();
    const auto user = parseId<UserId>(arguments.takePositional());
    if (command.file.isEmpty() || !user)
        return fail(tr("forget needs the recording and a user id: lavalier forget FILE ID"));
    command.user = *user;
    return Command(command);
}

Result<Command, QString> parseRecover(Arguments& arguments)
{
    RecoverCommand command;
    command.json = arguments.takeFlag(QStringLiteral("--json"));
    command.copy = arguments.takeFlag(QStringLiteral("--copy"));
    command.file = arguments.takePositional();
    if (command.file.isEmpty())
        return fail(tr("recover needs the recording: lavalier recover FILE"));
    return Command(command);
}

Result<Command, QString> parseReport(Arguments& arguments)
{
    return Command(ReportCommand {arguments.takePositional()});
}

Result<Command, QString> parseChannels(Arguments& arguments)
{
    ChannelsCommand command;
    auto connect = takeConnect(arguments);
    if (!connect)
        return fail(connect.error());
    command.connect = *connect;
    command.json = arguments.takeFlag(QStringLiteral("--json"));
    return Command(command);
}

Result<Command, QString> parseWindow(Arguments& arguments)
{
    auto connect = takeConnect(arguments);
    if (!connect)
        return fail(connect.error());
    WindowCommand command;
    command.connect = *connect;
    command.minimised = arguments.takeFlag(QStringLiteral("--minimised"));
    command.plain = arguments.takeFlag(QStringLiteral("--plain"));
    command.stop = arguments.takeFlag(QStringLiteral("--stop"));
    const QString profile = arguments.takeValue(QStringLiteral("--profile"));
    static const QRegularExpression kProfile(QStringLiteral("^[a-z0-9][a-z0-9_-]{0,31}$"));
    if (!profile.isNull() && !kProfile.match(profile).hasMatch())
        return fail(tr("--profile takes a short name of small letters, digits, - and _."));
    command.profile = profile;
    const QString channel = arguments.takeValue(QStringLiteral("--join"));
    if (!channel.isNull()) {
        command.join = parseId<ChannelId>(channel);
        if (!command.join)
            return fail(tr("--join takes a channel id: switch on Discord's developer mode, then "
                           "right-click the channel and copy its id."));
    }
    if (command.plain && command.join)
        return fail(tr("--plain joins nothing by itself; leave out --join."));
    if (command.stop && command.join)
        return fail(tr("--stop and --join do not go together."));
    return Command(command);
}

Result<Command, QString> parse(Arguments& arguments, const QStringList& all)
{
    if (arguments.takeFlag(QStringLiteral("--help")) || arguments.takeFlag(QStringLiteral("-h")))
        return Command(HelpCommand {});
    if (all == QStringList {QStringLiteral("help")})
        return Command(HelpCommand {});
    if (arguments.takeFlag(QStringLiteral("--version")))
        return Command(VersionCommand {});
    for (const QString& argument : all)
        if (argument == QLatin1String("--token") || argument.startsWith(QLatin1String("--token=")))
            return fail(
                tr("A token on the command line can be read by every program on this machine. "
                   "Use --token-stdin, --token-file, the environment (LAVALIER_TOKEN) or the "
                   "keychain."));

    using Parser = Result<Command, QString> (*)(Arguments&);
    static const QHash<QString, Parser> kParsers {
        {QStringLiteral("record"), parseRecord},   {QStringLiteral("export"), parseExport},
        {QStringLiteral("inspect"), parseInspect}, {QStringLiteral("forget"), parseForget},
        {QStringLiteral("recover"), parseRecover}, {QStringLiteral("channels"), parseChannels},
        {QStringLiteral("report"), parseReport},
    };
    Parser parser = parseWindow;
    if (!all.isEmpty() && !all.first().startsWith(u'-')) {
        const QString name = arguments.takePositional();
        parser = kParsers.value(name);
        if (parser == nullptr)
            return fail(tr("There is no command of that name. See: lavalier --help"));
    }
    auto command = parser(arguments);
    if (!arguments.missingValue().isEmpty())
        return fail(tr("%1 needs a value.").arg(arguments.missingValue()));
    if (!command)
        return command;
    if (!arguments.rest().isEmpty())
        return fail(tr("Not understood: %1. See: lavalier --help").arg(arguments.rest().first()));
    return command;
}

} // namespace

std::optional<std::chrono::milliseconds> parseDuration(const QString& text)
{
    static const QRegularExpression kForm(
        QStringLiteral("^(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,6})s)?(?:(\\d{1,9})ms)?$"));
    static const QRegularExpression kPlainSeconds(QStringLiteral("^\\d{1,6}$"));
    QString form = text.trimmed();
    if (kPlainSeconds.match(form).hasMatch())
        form += u's';
    const auto match = kForm.match(form);
    if (!match.hasMatch())
        return std::nullopt;
    const auto number = [&](int group) { return match.captured(group).toLongLong(); };
    const std::chrono::milliseconds length = std::chrono::hours(number(1))
        + std::chrono::minutes(number(2)) + std::chrono::seconds(number(3))
        + std::chrono::milliseconds(number(4));
    if (length <= std::chrono::milliseconds::zero() || length > std::chrono::hours(24 * 7))
        return std::nullopt;
    return length;
}

Result<Command, QString> parseCommandLine(const QStringList& all)
{
    Arguments arguments(all);
    return parse(arguments, all);
}

std::map<QString, QString> optionsLookedFor(const QStringList& all)
{
    Arguments arguments(all);
    (void)parse(arguments, all);
    return arguments.lookedFor();
}

} // namespace lavalier::app
