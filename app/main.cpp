#include "app/application.h"
#include "app/channels_run.h"
#include "app/command_help.h"
#include "app/command_line.h"
#include "app/core_dumps.h"
#include "app/desktop_notifier.h"
#include "app/explain.h"
#include "app/explain_confinement.h"
#include "app/export_run.h"
#include "app/forget.h"
#include "app/inspect.h"
#include "app/log_file.h"
#include "app/next_start.h"
#include "app/places.h"
#include "app/record_runs.h"
#include "app/recover_run.h"
#include "app/reporter.h"
#include "app/run_mark.h"
#include "app/single_instance.h"
#include "app/stop_signals.h"
#include "app/terminal.h"
#include "app/token_input.h"
#include "sinks/recording/whereabouts.h"
#include "voice/base/overloaded.h"

#include <QApplication>
#include <QCoreApplication>
#include <QLoggingCategory>

#include <memory>

using namespace lavalier;
using namespace lavalier::app;

namespace {

QString terminalText(const char* text)
{
    return QCoreApplication::translate("CommandLine", text);
}

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("lavalier"));
    QCoreApplication::setOrganizationName(QString());
    QCoreApplication::setApplicationVersion(QStringLiteral(LAVALIER_VERSION));
}

/// stderr is for people; QT_LOGGING_RULES brings the details back. What records also keeps a log,
/// and so does whoever asks for one.
void startLogging(bool records, const LogOptions& options)
{
    const bool ruled = qEnvironmentVariableIsSet("QT_LOGGING_RULES");
    const bool kept = records || !options.file.isEmpty();
    if (kept && !installLogFile(options.fileOr(usualLogFile(stateFolder())))
        && !options.file.isEmpty())
        printNote(terminalText("There is no log: --log-file must be a file of yours that can be "
                               "written, and no link."));
    if (ruled)
        return;
    if (!kept || options.level == LogOptions::Level::Warnings)
        QLoggingCategory::setFilterRules(
            QStringLiteral("lavalier.*.info=false\nlavalier.*.debug=false"));
    else if (options.level == LogOptions::Level::Everything)
        QLoggingCategory::setFilterRules(QStringLiteral("lavalier.*=true"));
}

/// Where windows need a server to be shown by; Qt would end the program with a word about its
/// plugins.
bool hasDisplay()
{
    if (QSysInfo::kernelType() != QLatin1String("linux"))
        return true;
    for (const char* name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
        if (!qEnvironmentVariableIsEmpty(name))
            return true;
    return false;
}

/// The demo stands beside the real window, not in its way.
QString instanceName(const WindowCommand& command)
{
    return command.profile + (command.connect.demo ? QStringLiteral("#demo") : QString());
}

InstanceRequest requestOf(const WindowCommand& command)
{
    InstanceRequest request;
    request.raise = !command.stop && !command.minimised;
    request.stop = command.stop;
    request.channel = command.join;
    return request;
}

/// Runs an event loop until `run` has finished.
template <typename Run> ExitCode finish(QCoreApplication& qt, Run& run)
{
    QObject::connect(&run, &Run::finished, &qt,
                     [](ExitCode code) { QCoreApplication::exit(static_cast<int>(code)); });
    return static_cast<ExitCode>(qt.exec());
}

/// Finds the token, then starts `run` with it. The demo brings its own.
template <typename Run>
ExitCode finishWithToken(QCoreApplication& qt, Run& run, const ConnectOptions& connect,
                         TokenSources sources)
{
    TokenStore tokens(connect.endpoints);
    QObject::connect(&tokens, &TokenStore::found, &run,
                     [&run](const SecretBytes& token, ui::TokenPlace) { run.start(token); });
    QObject::connect(&tokens, &TokenStore::missing, &qt, [] {
        printNote(asText(tokenMissing()));
        QCoreApplication::exit(static_cast<int>(ExitCode::Token));
    });
    QObject::connect(&tokens, &TokenStore::refused, &qt, [](TokenError error, ui::TokenPlace) {
        printNote(asText(explain(error)));
        QCoreApplication::exit(static_cast<int>(ExitCode::Token));
    });
    QObject::connect(&tokens, &TokenStore::fileReadableByOthers, &qt,
                     [](const QString& path) { printNote(asText(tokenFileReadable(path))); });
    if (connect.demo)
        QMetaObject::invokeMethod(
            &run, [&run] { run.start(std::nullopt); }, Qt::QueuedConnection);
    else
        tokens.find(std::move(sources));
    return finish(qt, run);
}

ExitCode record(QCoreApplication& qt, const RecordCommand& command, TokenSources tokens,
                const Clock& clock)
{
    const auto follow = [&](auto& run) {
        using Run = std::remove_reference_t<decltype(run)>;
        StopSignals stop;
        QObject::connect(&stop, &StopSignals::interrupted, &run, &Run::interrupt);
        QObject::connect(&stop, &StopSignals::terminated, &run, &Run::terminate);
        return finishWithToken(qt, run, command.connect, std::move(tokens));
    };
    if (!command.further.empty()) {
        RecordRuns runs(command, clock);
        return follow(runs);
    }
    RecordRun run(command, clock);
    return follow(run);
}

ExitCode listChannels(QCoreApplication& qt, const ChannelsCommand& command, TokenSources tokens,
                      const Clock& clock)
{
    ChannelsRun run(command, clock);
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::interrupted, &run, &ChannelsRun::cancel);
    QObject::connect(&stop, &StopSignals::terminated, &run, &ChannelsRun::cancel);
    return finishWithToken(qt, run, command.connect, std::move(tokens));
}

ExitCode exportTracks(QCoreApplication& qt, const ExportCommand& command)
{
    ExportRun run(command);
    StopSignals stop;
    QObject::connect(&stop, &StopSignals::interrupted, &run, &ExportRun::cancel);
    QObject::connect(&stop, &StopSignals::terminated, &run, &ExportRun::cancel);
    run.start();
    return finish(qt, run);
}

/// Of a command that connects; null of any other.
const ConnectOptions* connectOf(const Command& command)
{
    return std::visit(
        [](const auto& it) -> const ConnectOptions* {
            if constexpr (requires { it.connect; })
                return &it.connect;
            else
                return nullptr;
        },
        command);
}

/// Where the token of this run may come from, as far as somebody said so.
Result<TokenSources, TokenError> tokenSources(const Command& command, SecretBytes environment)
{
    TokenSources sources;
    sources.environment = std::move(environment);
    const ConnectOptions* connect = connectOf(command);
    if (connect == nullptr)
        return sources;
    sources.file = connect->tokenFile;
    if (connect->tokenInput) {
        auto input = readTokenInput();
        if (!input)
            return Failure {input.error()};
        sources.input = std::move(*input);
    }
    return sources;
}

/// Asks the window that runs to finish its recording.
int stopRunning(int argc, char** argv, const WindowCommand& command)
{
    const QCoreApplication qt(argc, argv);
    SingleInstance instance(configFolder(), instanceName(command));
    if (instance.becomeFirst()) {
        printNote(terminalText("No window of Lavalier runs, so nothing is being recorded."));
        return static_cast<int>(ExitCode::Ok);
    }
    if (instance.handOver(requestOf(command)))
        return static_cast<int>(ExitCode::Ok);
    printNote(terminalText("Lavalier runs already, but does not answer."));
    return static_cast<int>(ExitCode::Internal);
}

} // namespace

int main(int argc, char** argv)
{
    // The window stays open to its own user: portals look into a process to know it.
    const bool headless = argc > 1 && argv[1][0] != '-';
    keepMemoryOutOfCoreFiles(headless ? Traceable::ByNobody : Traceable::ByOurUser);
    // Before anything can start a child or write a log.
    SecretBytes environmentToken = takeEnvironmentToken();
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto command = parseCommandLine(arguments);
    if (!command) {
        printNote(command.error());
        return static_cast<int>(ExitCode::Usage);
    }
    nameProgram();
    const ConnectOptions* connect = connectOf(*command);
    startLogging(std::holds_alternative<WindowCommand>(*command)
                     || std::holds_alternative<RecordCommand>(*command),
                 connect != nullptr ? connect->log : LogOptions {});
    // Moved on from here: a token that is forgotten is nowhere.
    auto tokens = tokenSources(*command, std::move(environmentToken));
    if (!tokens) {
        printNote(asText(explain(tokens.error())));
        return static_cast<int>(ExitCode::Token);
    }
    // Whoever opens a recording finds the parts of it that are elsewhere.
    recording::keepWhereaboutsIn(stateFolder() + QStringLiteral("/continued-elsewhere"));
    const SystemClock clock;
    if (const auto* window = std::get_if<WindowCommand>(&*command)) {
        if (window->stop) // needs no display
            return stopRunning(argc, argv, *window);
        if (!hasDisplay()) {
            printNote(terminalText("There is no display for the window. Without one, use “lavalier "
                                   "record”; “lavalier --help” says how."));
            return static_cast<int>(ExitCode::Usage);
        }
        QApplication qt(argc, argv);
        // By this the desktop joins window, menu entry and icon (packaging/).
        QGuiApplication::setDesktopFileName(QLatin1String(kDesktopId));
        QApplication::setQuitOnLastWindowClosed(true);
        SingleInstance instance(configFolder(), instanceName(*window));
        if (!instance.becomeFirst()) {
            if (instance.handOver(requestOf(*window)))
                return static_cast<int>(ExitCode::Ok);
            printNote(terminalText("Lavalier runs already, but does not answer."));
            return static_cast<int>(ExitCode::Internal);
        }
        takeDesktopName();
        int code = 0;
        std::optional<Application::Next> next;
        {
            RunMark mark(stateFolder(), instanceName(*window));
            Application application(qt, *window, std::move(*tokens), mark, clock);
            application.serve(instance);
            code = application.run();
            next = application.nextStart();
        }
        instance.release();
        if (next)
            startWindow(next->command, next->token);
        return code;
    }
    QCoreApplication qt(argc, argv);
    const ExitCode code = std::visit(
        Overloaded {
            [](const WindowCommand&) { return ExitCode::Internal; },
            [&](const RecordCommand& it) { return record(qt, it, std::move(*tokens), clock); },
            [&](const ExportCommand& it) { return exportTracks(qt, it); },
            [](const InspectCommand& it) { return inspect(it); },
            [](const ForgetCommand& it) { return forget(it); },
            [](const RecoverCommand& it) { return recover(it); },
            [&](const ChannelsCommand& it) {
                return listChannels(qt, it, std::move(*tokens), clock);
            },
            [](const ReportCommand& it) { return report(it); },
            [](const HelpCommand&) {
                printResult(helpText().trimmed());
                return ExitCode::Ok;
            },
            [](const VersionCommand&) {
                printResult(QStringLiteral("Lavalier " LAVALIER_VERSION));
                printResult(confinementSentence());
                return ExitCode::Ok;
            },
        },
        *command);
    return static_cast<int>(code);
}
