#include "app/command_help.h"

#include <QCoreApplication>

namespace lavalier::app {
namespace {

constexpr qsizetype kWordsAt = 23; ///< column

QString inLanguage(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

constexpr const char* kWindow = "Window";
constexpr const char* kConnecting = "Connecting (window, record, channels)";
constexpr const char* kExporting = "Exporting (record, export)";
constexpr const char* kRecording = "Recording (record)";
constexpr const char* kLooking = "Afterwards (inspect, recover)";
constexpr const char* kAnywhere = "Anywhere";

} // namespace

const QStringList& commandNames()
{
    static const QStringList names {
        QStringLiteral("record"), QStringLiteral("export"),  QStringLiteral("inspect"),
        QStringLiteral("forget"), QStringLiteral("recover"), QStringLiteral("channels"),
        QStringLiteral("report"),
    };
    return names;
}

const std::vector<OptionHelp>& optionHelp()
{
    static const std::vector<OptionHelp> rows {
        {kWindow, "window", "--profile", "NAME", "settings and a bot's token of its own"},
        {kWindow, "window", "--minimised", "", "into the tray, or as an icon"},
        {kWindow, "window", "--join", "ID", "join that channel"},
        {kWindow, "window", "--stop", "", "finish the recordings of the window that runs"},
        {kWindow, "window", "--plain", "",
         "without listening, joining or exporting: when the window\n"
         "does not get as far as that"},

        {kConnecting, "window record channels", "--demo", "",
         "a simulated call; no token and no network needed"},
        {kConnecting, "window record channels", "--token-file", "FILE",
         "the bot token is in FILE; else LAVALIER_TOKEN, else the keychain"},
        {kConnecting, "window record channels", "--token-stdin", "",
         "the bot token is the first line of standard input"},
        {kConnecting, "window record channels", "--api-base", "URL",
         "another Discord on a loopback address"},
        {kConnecting, "window record channels", "--log-file", "FILE",
         "notes of ids, counts and codes go there, not to the usual place"},
        {kConnecting, "window record channels", "--log-level", "warning|info|debug",
         "how much of it"},

        {kExporting, "record export", "--output", "DIR",
         "where the tracks go; nothing there is overwritten"},
        {kExporting, "record export", "--format", "opus|wav|flac|mp3|aac|m4a",
         "opus: what was received, not coded again (the default);\n"
         "m4a is another word for aac"},
        {kExporting, "record export", "--bits", "16|24", "for wav and flac"},
        {kExporting, "record export", "--quality", "best|high|small", "for mp3 and aac"},
        {kExporting, "record export", "--make", "tracks|mix|both|one-file",
         "a file per speaker (the default), everybody in one,\n"
         "or one .mka that holds every track"},
        {kExporting, "record export", "--channels", "auto|mono|stereo",
         "auto: stereo only where a side is heard (the default)"},
        {kExporting, "record export", "--loudness", "off|-23|-19|-16|-14",
         "LUFS, with true peaks below -1 dBTP; -19 makes mono"},
        {kExporting, "record export", "--gain", "ID=DB,ID=DB", "louder or softer than recorded"},
        {kExporting, "record export", "--from", "TIME",
         "begin there, on the tracks' own time: 90s, 1m30s, 2h"},
        {kExporting, "record export", "--to", "TIME", "end there"},
        {kExporting, "record export", "--speakers", "ID,ID", "only these"},
        {kExporting, "record export", "--name", "TEMPLATE",
         "file names, e.g. \"{number} {speaker}\"; also {server}\n"
         "{channel} {date} {time}"},
        {kExporting, "record export", "--keep-pauses", "", "pauses stay in the tracks as silence"},
        {kExporting, "record export", "--with", "labels,reaper,audacity,dawproject,report",
         "laid beside the tracks"},
        {kExporting, "record export", "--preset", "editing|podcast|archive|sharing",
         "options above that are named win"},

        {kRecording, "record", "--channel", "ID",
         "what to record; again: another server's at the same time"},
        {kRecording, "record", "--guild", "ID", "the channel's server"},
        {kRecording, "record", "--for", "TIME", "how long: 20s, 1m30s, 2h; else until Ctrl+C"},
        {kRecording, "record", "--recordings", "DIR",
         "where the recording file is kept (default: Music/Lavalier)"},
        {kRecording, "record", "--continue", "FILE",
         "go on in a recording that a crash left behind"},
        {kRecording, "record", "--low-disk", "",
         "begin although the disk has room for less than ten minutes\n"
         "or 256 MiB"},
        {kRecording, "record", "--exclude", "ID",
         "never record this person; may be given more than once"},
        {kRecording, "record", "--notice", "name,chat",
         "how the call is told: by a mark at the bot's name (so unless\n"
         "said otherwise), by a line in the channel's chat, or both"},
        {kRecording, "record", "--no-notice", "", "everybody knows already: tell nobody"},

        {kLooking, "inspect", "--spans", "", "each stretch that is not true, and why"},
        {kLooking, "inspect", "--labels", "", "the same for Audacity"},
        {kLooking, "recover", "--copy", "", "leave the original as it is"},

        {kAnywhere, "record export inspect forget recover channels", "--json", "",
         "the result as one JSON document (not: window, report)"},
        {kAnywhere, "", "--help", "", "this text; also -h"},
        {kAnywhere, "", "--version", "",
         "which Lavalier this is, and how its helpers are confined"},
    };
    return rows;
}

QString helpText()
{
    QString text = inLanguage(
        "Lavalier records Discord voice channels: one clean, aligned track per speaker.\n"
        "\n"
        "  lavalier [--demo] [--profile NAME] [--minimised] [--join ID] [--plain]\n"
        "                                  the window; a second start brings the first to the "
        "front\n"
        "  lavalier --stop [--profile NAME]   finish the recordings of the window that runs\n"
        "  lavalier channels               what the bot can see, and why it may not join\n"
        "  lavalier record --channel ID --output DIR [--guild ID] [--for TIME]\n"
        "                                  record until --for is over or Ctrl+C, then export\n"
        "  lavalier export FILE --output DIR\n"
        "                                  tracks from a recording, as often as one likes\n"
        "  lavalier inspect FILE [--spans] [--labels]\n"
        "                                  what is in a recording, and what is not\n"
        "  lavalier forget FILE ID         take somebody out of a recording, for good\n"
        "  lavalier recover FILE [--copy]  finish what a crash left behind; what is damaged is\n"
        "                                  copied as far as it can be read\n"
        "  lavalier report [FILE]          what helps whoever looks for a fault: no token, name,\n"
        "                                  path or id; of FILE, a recording, only counts\n");
    const char* heading = nullptr;
    for (const OptionHelp& row : optionHelp()) {
        if (heading != row.heading)
            text += u'\n' + inLanguage(row.heading) + QStringLiteral(":\n");
        heading = row.heading;
        QString option = QStringLiteral("  ") + QLatin1String(row.name);
        if (row.value[0] != '\0')
            option += u' ' + QLatin1String(row.value);
        const QString indent = u'\n' + QString(kWordsAt, u' ');
        if (option.size() + 1 < kWordsAt)
            option = option.leftJustified(kWordsAt);
        else
            option += indent;
        text += option + inLanguage(row.words).replace(QStringLiteral("\n"), indent) + u'\n';
    }
    return text
        + inLanguage(
               "\n"
               "Results go to stdout, progress and problems to stderr. Ctrl+C (SIGINT) stops and "
               "exports,\n"
               "once more gives up a disk that refuses the end, or the export, a third time ends "
               "at "
               "once;\n"
               "SIGTERM finishes the recording file, names it and exports nothing.\n"
               "\n"
               "Exit codes: 0 done, 1 internal error, 2 wrong arguments, 3 token missing or "
               "refused,\n"
               "4 channel unknown, forbidden or full, 5 Discord not reachable or the call ended,\n"
               "6 recording file, or stopped before recording began, 7 export not possible or "
               "failed\n"
               "(what was recorded is safe), 8 the call could not be told of the recording.\n");
}

} // namespace lavalier::app
