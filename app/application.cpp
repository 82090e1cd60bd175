#include "app/application.h"

#include "app/desktop_notifier.h"
#include "app/desktop_scheme.h"
#include "app/explain.h"
#include "app/explain_confinement.h"
#include "app/export_queue.h"
#include "app/log_file.h"
#include "app/next_start.h"
#include "app/places.h"
#include "app/recorder.h"
#include "app/recording_library.h"
#include "app/rehearsal.h"
#include "app/reporter.h"
#include "app/run_mark.h"
#include "app/settings_store.h"
#include "app/single_instance.h"
#include "app/stop_signals.h"
#include "app/terminal.h"
#include "app/token_store.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <optional>
#include <thread>

namespace lavalier::app {

class Application::Private {
public:
    Private(QApplication& application, const WindowCommand& command, TokenSources given,
            RunMark& runMark, std::unique_ptr<Login> made, const Clock& clock)
        : qt(application)
        , mark(runMark)
        , logFile(command.connect.log.fileOr(usualLogFile(stateFolder())))
        , settings(command.connect.demo ? SettingsStore::demoFile(command.profile)
                                        : SettingsStore::defaultFile(command.profile))
        , tokens(command.connect.endpoints, systemKeychain(command.profile))
        , login(std::move(made))
        , recorder(*login, clock, settings, outputs)
        , library(settings.recordingsFolder(), settings.defaultRecordingsFolder(), listCacheFile(),
                  {waveformCacheFolder(), workerProgram()}, outputs)
        , exports(settings, SettingsStore::presetsFile(command.profile))
        , window(recorder, library, exports, settings)
    {
        settings.offerOutputs(outputs);
        exports.keepClipsIn(clipCacheFolder());
        QObject::connect(outputs.get(), &monitor::OutputDevices::missed, &recorder, [this] {
            recorder.raise(explainOutputMissing(settings.settings().audioOutputName));
        });
        QObject::connect(outputs.get(), &monitor::OutputDevices::found, &recorder,
                         [this] { recorder.resolve(QLatin1String(kOutputMissingKey)); });
        QObject::connect(outputs.get(), &monitor::OutputDevices::rested, &recorder,
                         [this] { recorder.resolve(QLatin1String(kOutputMissingKey)); });
        if (settings.isDamaged())
            recorder.raise(explainSettingsDamaged());
        QObject::connect(&settings, &SettingsStore::saved, &recorder, [this](bool done) {
            if (done)
                recorder.resolve(QLatin1String(kSettingsUnsavedKey));
            else
                recorder.raise(explainSettingsUnsaved());
        });
        QObject::connect(&settings, &SettingsStore::settingsChanged, &library,
                         [this] { library.setFolder(settings.recordingsFolder()); });
        QObject::connect(&recorder, &Recorder::recordingFinished, &library,
                         &RecordingLibrary::refresh);
        QObject::connect(&library, &RecordingLibrary::recordingsChanged, &recorder, [this] {
            if (library.isLoading())
                return;
            std::vector<ui::RecordingView> left;
            std::ranges::copy_if(library.recordings(), std::back_inserter(left),
                                 [](const ui::RecordingView& view) {
                                     return view.state == ui::RecordingState::Interrupted;
                                 });
            recorder.noteLeftBehind(std::move(left));
        });
        QObject::connect(&library, &RecordingLibrary::problemRaised, &recorder, &Recorder::raise);
        QObject::connect(&library, &RecordingLibrary::problemResolved, &recorder,
                         &Recorder::resolve);
        QObject::connect(&scheme, &DesktopScheme::schemePreferred, &window,
                         &ui::MainWindow::setSystemColourScheme);
        QObject::connect(&stopSignals, &StopSignals::interrupted, &window, [this] { finish(); });
        QObject::connect(&stopSignals, &StopSignals::terminated, &window, [this] { finish(); });
        QObject::connect(&qt, &QGuiApplication::commitDataRequest, &window,
                         [this] { finishBeforeReturning(); });
        QObject::connect(&window, &ui::MainWindow::notificationWanted, &window,
                         [this](const QString& title, const QString& text) {
                             if (!showDesktopNote(title, text))
                                 window.showTrayNote(title, text);
                         });
        QObject::connect(&recorder, &Recorder::guildsChanged, &window, [this] { joinWanted(); });
        window.setRehearsal(rehearsal);
        window.setReporter(reporter);
        const auto offer = [this, command](auto signal, Restart how) {
            QObject::connect(&window, signal, &window,
                             [this, command, how] { restart(command, how); });
        };
        offer(&ui::MainWindow::demoRequested, Restart::AsDemo);
        offer(&ui::MainWindow::demoLeft, Restart::FromDemo);
        offer(&ui::MainWindow::plainStartRequested, Restart::Plainly);
        QObject::connect(&window, &ui::MainWindow::quitDropped, &window, [this] { next.reset(); });
        if (command.plain) {
            recorder.startPlainly();
            exports.startPlainly();
        } else if (mark.wasLeft() && !command.connect.demo) {
            recorder.raise(explainUncleanEnd());
        }
        QObject::connect(&tokens, &TokenStore::missing, &window, [this] {
            if (!settings.settings().firstRunDone)
                window.showSetup();
        });
        minimised = command.minimised;
        if (command.join)
            wanted = *command.join;
        followTokens(command, std::move(given));
        window.setConfinement(confinementSentence());
        scheme.ask();
        library.refresh();
    }

    void carryOut(const InstanceRequest& request)
    {
        if (request.raise)
            window.bringToFront();
        if (request.stop) {
            window.settleMarkers();
            recorder.stopAllRecordings();
        }
        if (request.channel) {
            wanted = *request.channel;
            joinWanted();
        }
    }

    /// The channel named at the start, as soon as a server shows it.
    void joinWanted()
    {
        if (!wanted)
            return;
        for (const ui::GuildView& guild : recorder.guilds())
            for (const ui::ChannelView& channel : guild.channels)
                if (channel.id == *wanted) {
                    wanted.reset();
                    recorder.joinChannel(guild.id, channel.id);
                    return;
                }
    }

    /// Ends this window, after a question if it records, for the one that follows.
    void restart(const WindowCommand& running, Restart how)
    {
        const WindowCommand wish = nextWindow(running, how, tokens.place());
        if (how == Restart::AsDemo && isKnownToThisRunAlone(running.connect, tokens.place())) {
            startWindow(wish, {});
            return;
        }
        next = wish;
        window.close();
    }

    /// Finalises all running recordings, names them, then ends; nobody is asked.
    void finish()
    {
        if (std::exchange(finishing, true))
            return;
        next.reset(); // whoever ends us wants no other
        endAfter(kFinishPatience);
        mark.settle();
        window.settleMarkers();
        const QStringList paths = recorder.recordingPaths();
        if (recorder.finishForQuit()) {
            fileIsSafe = true;
            qt.quit();
            return;
        }
        for (const QString& path : paths)
            printNote(QCoreApplication::translate("Application", "Finishing %1")
                          .arg(QDir::toNativeSeparators(path)));
        QObject::connect(&recorder, &Recorder::recordingFinished, &qt, [this](const QString& file) {
            printNote(QCoreApplication::translate("Application", "Recording: %1")
                          .arg(QDir::toNativeSeparators(file)));
            if (!recorder.recordingPaths().isEmpty())
                return;
            fileIsSafe = true;
            qt.quit();
        });
    }

    /// The session ends, and with it, once this returns, perhaps this program.
    void finishBeforeReturning()
    {
        finish();
        if (fileIsSafe || recorder.recordingPaths().isEmpty()) // also of one that was finishing
            return;
        QEventLoop loop;
        QObject::connect(&recorder, &Recorder::recordingFinished, &loop, [this, &loop] {
            if (recorder.recordingPaths().isEmpty())
                loop.quit();
        });
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }

    /// Once the window has gone: what is left to end are threads that read a folder, which may
    /// hang. What a person asked for and is under way, a copy perhaps, has all the time it needs.
    void boundTheEnd()
    {
        fileIsSafe = fileIsSafe || recorder.recordingPaths().isEmpty();
        if (!fileIsSafe || library.isChanging())
            return;
        endAfter(kEndPatience);
        mark.settle();
    }

    /// A disk that hangs, with whichever thread, must not keep a session from ending; the file
    /// recovers by itself. Nothing is left to flush: each line was when it was written.
    static void endAfter(std::chrono::milliseconds patience)
    {
        std::thread([patience] {
            std::this_thread::sleep_for(patience);
            std::_Exit(static_cast<int>(fileIsSafe ? ExitCode::Ok : ExitCode::Recording));
        }).detach();
    }

    void followTokens(const WindowCommand& command, TokenSources given);

    static constexpr std::chrono::seconds kFinishPatience {2};
    static constexpr std::chrono::seconds kEndPatience {10};
    static inline std::atomic<bool> fileIsSafe = false; ///< outlives us, as the thread above may
    bool finishing = false;
    bool minimised = false;
    std::optional<ChannelId> wanted; ///< to be joined
    QApplication& qt;
    RunMark& mark;
    const QString logFile;
    std::optional<WindowCommand> next; ///< follows when this one has ended
    const std::shared_ptr<monitor::OutputDevices> outputs = monitor::systemOutputDevices();
    SettingsStore settings;
    TokenStore tokens;
    std::unique_ptr<Login> login;
    Recorder recorder;
    RecordingLibrary library;
    ExportQueue exports;
    DesktopScheme scheme;
    Reporter reporter {recorder, library, logFile};
    Rehearsal rehearsal {QCoreApplication::applicationFilePath(),
                         [this] { return settings.recordingsFolder(); }};
    StopSignals stopSignals;
    ui::MainWindow window;
};

void Application::Private::followTokens(const WindowCommand& command, TokenSources given)
{
    if (const auto demo = login->demoToken()) {
        recorder.logIn(*demo);
        return;
    }
    QObject::connect(&tokens, &TokenStore::found, &recorder,
                     [this](const SecretBytes& token, ui::TokenPlace place) {
                         settings.setTokenPlace(place);
                         recorder.logIn(token);
                     });
    QObject::connect(&tokens, &TokenStore::refused, &recorder,
                     [this](TokenError error, ui::TokenPlace) { recorder.raise(explain(error)); });
    QObject::connect(&tokens, &TokenStore::kept, &settings, &SettingsStore::setTokenPlace);
    QObject::connect(&tokens, &TokenStore::forgotten, &recorder, [this](bool everywhere) {
        settings.setTokenPlace(ui::TokenPlace::None);
        window.settleMarkers(); // its calls end
        recorder.logOut();
        if (!everywhere)
            recorder.raise(keychainSilent());
    });
    QObject::connect(&tokens, &TokenStore::fileReadableByOthers, &recorder,
                     [this](const QString& path) { recorder.raise(tokenFileReadable(path)); });
    QObject::connect(&settings, &SettingsStore::tokenForgotten, &tokens, &TokenStore::forget);
    QObject::connect(
        &settings, &SettingsStore::tokenEntered, &recorder,
        [this, endpoints = command.connect.endpoints](const SecretBytes& pasted, bool keep) {
            const auto token = checkToken(pasted, endpoints);
            if (!token) {
                recorder.raise(explain(token.error()));
                return;
            }
            window.settleMarkers();
            recorder.logIn(*token);
            tokens.keep(*token, keep ? TokenStore::Keep::InKeychain : TokenStore::Keep::ForThisRun);
        });
    tokens.find(std::move(given));
}

Application::Application(QApplication& qt, const WindowCommand& command, TokenSources tokens,
                         RunMark& mark, const Clock& clock)
{
    auto login = Login::create(command.connect, clock);
    if (!login) {
        printNote(login.error());
        return;
    }
    d = std::make_unique<Private>(qt, command, std::move(tokens), mark, std::move(*login), clock);
}

Application::~Application() = default;

void Application::serve(SingleInstance& instance)
{
    if (d)
        QObject::connect(&instance, &SingleInstance::requested, &d->window,
                         [this](const InstanceRequest& request) { d->carryOut(request); });
}

int Application::run()
{
    if (!d)
        return static_cast<int>(ExitCode::Internal);
    if (d->minimised)
        d->window.startQuietly();
    else
        d->window.show();
    const int code = d->qt.exec();
    d->boundTheEnd();
    d->recorder.putNoticeBack();
    return code;
}

std::optional<Application::Next> Application::nextStart() const
{
    if (!d || !d->next)
        return std::nullopt;
    return Next {*d->next, d->tokens.token()};
}

} // namespace lavalier::app
