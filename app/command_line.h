#pragma once

#include "app/consent_notice.h"
#include "sinks/exporter/export_job.h"
#include "voice/base/endpoints.h"
#include "voice/base/result.h"
#include "voice/base/strong_id.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <map>
#include <optional>
#include <variant>

namespace lavalier::app {

/// What is noted for whoever has to find out later, and where.
struct LogOptions {
    enum class Level { Warnings, Usual, Everything };

    QString file; ///< empty: the usual one
    Level level = Level::Usual;

    QString fileOr(const QString& usual) const { return file.isEmpty() ? usual : file; }
    bool operator==(const LogOptions&) const = default;
};

/// Who to be and where; shared by everything that connects.
struct ConnectOptions {
    bool demo = false;
    Endpoints endpoints = discordEndpoints();
    QString tokenFile; ///< empty: environment, then keychain
    LogOptions log;
    bool tokenInput = false; ///< the token is the first line of standard input

    bool operator==(const ConnectOptions&) const = default;
};

struct WindowCommand {
    ConnectOptions connect;
    QString profile; ///< settings and token of its own; empty is the usual one
    bool minimised = false;
    bool plain = false; ///< without whatever it does besides recording when told to
    bool stop = false; ///< the recording of the window that runs; opens none
    std::optional<ChannelId> join;
    bool operator==(const WindowCommand&) const = default;
};
struct RecordCommand {
    ConnectOptions connect;
    ChannelId channel; ///< zero only with --demo: the demo's own channel
    std::vector<ChannelId> further {}; ///< recorded at the same time, each in a server of its own
    std::optional<GuildId> guild;
    std::optional<std::chrono::milliseconds> length; ///< none: until SIGINT
    QString recordingsFolder; ///< empty: the default one
    QString continued; ///< a recording that was left behind, to go on in; or empty
    bool lowDisk = false; ///< begin although the disk is nearly full
    bool json = false;
    std::vector<UserId> excluded; ///< never recorded
    NoticeWish notice; ///< empty: whoever started us says that everybody knows
    exporter::ExportRequest output; ///< folder, format, quality; the rest is filled in later
    bool operator==(const RecordCommand&) const = default;
};
struct ExportCommand {
    bool json = false;
    exporter::ExportRequest output;
    bool operator==(const ExportCommand&) const = default;
};
struct InspectCommand {
    QString file;
    bool json = false;
    bool spans = false; ///< every stretch that is not true, each with its cause
    bool labels = false; ///< those alone, as labels for Audacity
    bool operator==(const InspectCommand&) const = default;
};
struct RecoverCommand {
    QString file;
    bool copy = false; ///< leave the original as it is
    bool json = false;
    bool operator==(const RecoverCommand&) const = default;
};
struct ChannelsCommand {
    ConnectOptions connect;
    bool json = false;
    bool operator==(const ChannelsCommand&) const = default;
};
struct ReportCommand {
    QString file; ///< a recording whose counters are in it; or empty
    bool operator==(const ReportCommand&) const = default;
};
struct HelpCommand {
    bool operator==(const HelpCommand&) const = default;
};
struct VersionCommand {
    bool operator==(const VersionCommand&) const = default;
};

struct ForgetCommand {
    QString file;
    UserId user;
    bool json = false;
    bool operator==(const ForgetCommand&) const = default;
};
using Command
    = std::variant<WindowCommand, RecordCommand, ExportCommand, InspectCommand, ForgetCommand,
                   RecoverCommand, ChannelsCommand, ReportCommand, HelpCommand, VersionCommand>;

/// Reads the arguments (without the program's name). Opens nothing and asks nobody.
///
/// Errors:  a sentence for stderr; the exit code is ExitCode::Usage. A token is never an argument,
///          so anything that looks like an attempt at it is refused without being repeated.
Result<Command, QString> parseCommandLine(const QStringList& arguments);

/// 20s, 1m30s, 2h, 500ms, or plain seconds. Nullopt for anything else, zero and over a week.
std::optional<std::chrono::milliseconds> parseDuration(const QString& text);

/// Every option that was looked for while these arguments were read, whether there or not; where
/// only a few values will do, with those ("16|24"). For the help to be held against.
std::map<QString, QString> optionsLookedFor(const QStringList& arguments);

} // namespace lavalier::app
