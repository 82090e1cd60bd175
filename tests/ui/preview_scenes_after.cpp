// The library, an opened recording, exports, settings and the assistant.
#include "preview_scenes.h"

#include "preview_call.h"

#include "ui/icons.h"
#include "ui/main_window.h"
#include "ui/pages/export_dialog.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/review_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/setup_assistant.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollBar>

namespace lavalier::ui::preview {

std::vector<Scene> scenesAfterTheCall();

namespace {

using Page = MainWindow::Page;

void asItIs(Ports&, bool) { }

void lengthen(Ports& ports, bool longNames)
{
    if (!longNames)
        return;
    for (RecordingView& view : ports.library.list) {
        view.title = longName(int(view.speakers.size()));
        for (std::size_t i = 0; i < view.speakers.size(); ++i)
            view.speakers[i].name = longName(int(i));
    }
}

void showRecordings(MainWindow& window, Ports&)
{
    window.showPage(Page::Recordings);
}

/// Presses the button of that name wherever it is.
void press(QWidget& within, const QString& accessibleName)
{
    for (auto* button : within.findChildren<QPushButton*>())
        if (button->accessibleName() == accessibleName)
            button->click();
}

auto review(int tracks, std::function<void(ReviewView&)> more = {})
{
    return [tracks, more](Ports& ports, bool longNames) {
        ReviewView& view = ports.library.opened.view;
        view = fake::exampleReview(tracks);
        if (more)
            more(view);
        if (!longNames)
            return;
        view.title = longName(0);
        for (std::size_t i = 0; i < view.tracks.size(); ++i)
            view.tracks[i].name = longName(int(i));
    };
}

auto opened(std::function<void(ReviewPage&)> more = {})
{
    return [more](MainWindow& window, Ports& ports) {
        window.showPage(Page::Recordings);
        window.findChild<RecordingsPage*>()->openSelected();
        emit ports.library.opened.reviewChanged();
        auto* page = window.findChild<ReviewPage*>();
        if (more)
            more(*page);
        else
            page->timeline().setCursor(2100);
    };
}

void edited(ReviewView& view)
{
    view.tracks[1].gain = 4.5;
    view.tracks[2].excluded = true;
    view.tracks[3].solo = true;
    view.tracks[0].muted = true;
    view.trim = {std::chrono::minutes(5), std::chrono::minutes(68)};
    view.notes = QStringLiteral("Cut the first five minutes.\nAsk Bram for the map.");
    view.redo = EditName::Trim;
}

void loadingWaves(ReviewView& view)
{
    for (std::size_t i = 1; i < view.tracks.size(); ++i) {
        view.tracks[i].wave.reset();
        view.tracks[i].waveProgress = i == 1 ? 0.42 : 0;
        view.tracks[i].waveFailed = i == 3;
    }
}

void unreadable(ReviewView& view)
{
    view.state = ReviewState::Failed;
    view.problem = {QStringLiteral("recording.read"),
                    Problem::Severity::Error,
                    QStringLiteral("The Table.lavalier is damaged."),
                    QStringLiteral("The file was not touched."),
                    QStringLiteral("Keep a copy; what is readable can still be exported."),
                    {},
                    Problem::Remedy::None};
}

ExportView job(int id, const char* title, ExportState state, double fraction)
{
    ExportView view;
    view.id = id;
    view.recordingTitle = QString::fromUtf8(title);
    view.state = state;
    view.fraction = fraction;
    view.folder = QStringLiteral("/x");
    return view;
}

void exports(Ports& ports, bool longNames)
{
    ExportView running = job(5, "The Table", ExportState::Running, 0.42);
    running.speed = 38;
    running.remaining = std::chrono::seconds(72);
    if (longNames)
        running.recordingTitle = longName(0);
    ExportView done = job(3, "Studio A: pilot", ExportState::Done, 1);
    done.files = {QStringLiteral("/x/1 Ana.ogg"), QStringLiteral("/x/2 Bram.ogg")};
    ExportView failed = job(2, "Live Stage", ExportState::Failed, 0.7);
    failed.problem = {QStringLiteral("export.2"),
                      Problem::Severity::Error,
                      QStringLiteral("Live Stage could not be exported."),
                      QStringLiteral("The recording is as it was."),
                      QStringLiteral("Free some space in the folder, or choose another."),
                      QStringLiteral("ffmpeg: av_interleaved_write_frame(): No space left on "
                                     "device\nError writing trailer of 2 Bram.mp3"),
                      Problem::Remedy::TryAgain,
                      Problem::Remedy::ChooseFolder};
    ports.exporter.list = {running, job(4, "Studio A", ExportState::Waiting, 0), done, failed};
}

auto dialog(std::function<void(ExportDialog&)> more = {})
{
    return [more](MainWindow& window, Ports&) {
        window.showPage(Page::Recordings);
        window.showExportDialog();
        if (auto* asked = window.findChild<ExportDialog*>(); asked && more)
            more(*asked);
    };
}

void pick(ExportDialog& dialog, const char* name, int data)
{
    auto* box = dialog.findChild<QComboBox*>(QLatin1String(name));
    box->setCurrentIndex(box->findData(data));
}

auto settings(double place)
{
    return [place](MainWindow& window, Ports&) {
        window.showPage(Page::Settings);
        auto* bar = window.findChild<SettingsPage*>()->verticalScrollBar();
        QMetaObject::invokeMethod(
            bar, [bar, place] { bar->setValue(int(bar->maximum() * place)); },
            Qt::QueuedConnection);
    };
}

auto searching(const char* words)
{
    return [words](MainWindow& window, Ports&) {
        window.showPage(Page::Settings);
        window.findChild<QLineEdit*>(QStringLiteral("SettingsSearch"))
            ->setText(QLatin1String(words));
    };
}

auto setup(int step, std::function<void(Ports&)> more = {})
{
    return [step, more](MainWindow& window, Ports& ports) {
        window.setRehearsal(ports.rehearsal);
        window.showSetup();
        for (int i = 0; i < step; ++i)
            window.findChild<QPushButton*>(QStringLiteral("SetupNext"))->click();
        if (more)
            more(ports);
    };
}

void withoutToken(Ports& ports, bool)
{
    ports.recorder.accountValue = {};
    ports.recorder.guildsValue.clear();
    ports.settings.place = TokenPlace::None;
}

} // namespace

std::vector<Scene> scenesAfterTheCall()
{
    using ExportRangeIndex = int;
    constexpr ExportRangeIndex kBetween = 3;
    return {
        {"norecordings", [](Ports& ports, bool) { ports.library.list.clear(); }, showRecordings},
        {"reading",
         [](Ports& ports, bool) {
             ports.library.list.clear();
             ports.library.loading = true;
         },
         showRecordings},
        {"recordings", lengthen, showRecordings},
        {"recordings-nofolder",
         [](Ports& ports, bool) {
             ports.library.list.clear();
             ports.library.problemValue
                 = {QStringLiteral("recording.read"),
                    Problem::Severity::Error,
                    QStringLiteral("The recordings folder /media/ana/Calls is not there."),
                    QStringLiteral("Lavalier did not remove anything."),
                    QStringLiteral("Connect the disk it is on, or choose another folder."),
                    {},
                    Problem::Remedy::ChooseFolder};
         },
         showRecordings},
        {"recordings-interrupted",
         [](Ports& ports, bool) {
             for (auto& one : ports.library.list)
                 one.state = RecordingState::Interrupted;
         },
         showRecordings},
        {"recordings1000",
         [](Ports& ports, bool) {
             const auto some = ports.library.list;
             while (ports.library.list.size() < 1000)
                 for (const RecordingView& one : some) {
                     ports.library.list.push_back(one);
                     ports.library.list.back().path += QString::number(ports.library.list.size());
                 }
         },
         showRecordings},
        {"rename", asItIs,
         [](MainWindow& window, Ports& ports) {
             showRecordings(window, ports);
             press(window, RecordingsPage::tr("Rename"));
         }},
        {"forget", lengthen,
         [](MainWindow& window, Ports& ports) {
             showRecordings(window, ports);
             press(window, RecordingsPage::tr("Forget a person …"));
         }},
        {"trash", lengthen,
         [](MainWindow& window, Ports& ports) {
             showRecordings(window, ports);
             press(window, RecordingsPage::tr("Move to trash"));
         }},
        {"review", review(5), opened()},
        {"review25", review(25), opened()},
        {"review-edited", review(5, edited), opened()},
        {"review-zoom", review(5), opened([](ReviewPage& page) {
             page.timeline().setCursor(1822);
             page.timeline().show(1815, 1835);
             page.timeline().selectSpan(1822, 1829);
         })},
        {"review-loading", review(5, loadingWaves), opened([](ReviewPage&) {})},
        {"review-opening", review(5, [](ReviewView& view) { view.state = ReviewState::Loading; }),
         opened()},
        {"review-clip", review(5),
         [](MainWindow& window, Ports& ports) {
             opened([](ReviewPage& page) { page.timeline().selectSpan(900, 1500); })(window, ports);
             window.findChild<QAction*>(QStringLiteral("reviewClip"))->trigger();
             ExportView done = job(1001, "", ExportState::Done, 1);
             done.isClip = true;
             done.files = {QStringLiteral("/x/1 Ana.opus")};
             emit ports.exporter.exportChanged(done);
         }},
        {"review-failed", review(5, unreadable), opened()},
        {"review-empty", review(0), opened()},
        {"review-locked", review(5, [](ReviewView& view) { view.editable = false; }), opened()},
        {"menu-edit", review(5),
         [](MainWindow& window, Ports& ports) {
             opened()(window, ports);
             auto* entry = window.menuBar()->actions().value(2);
             entry->menu()->popup(window.menuBar()->mapToGlobal(
                 window.menuBar()->actionGeometry(entry).bottomLeft()));
         }},
        {"exports", exports},
        {"exports-recordings", exports, showRecordings},
        {"exports-all", exports,
         [](MainWindow& window, Ports&) {
             window.findChild<QPushButton*>(QStringLiteral("MoreExports"))->click();
         }},
        {"saved", asItIs,
         [](MainWindow&, Ports& ports) {
             emit ports.recorder.recordingFinished(ports.library.list.front().path);
         }},
        {"export", lengthen, dialog()},
        {"export-mp3", asItIs, dialog([](ExportDialog& asked) {
             pick(asked, "Format", int(ExportFormat::Mp3));
             pick(asked, "Output", int(ExportOutput::TracksAndMix));
             pick(asked, "Loudness", int(ExportLoudness::Minus19Mono));
         })},
        {"export-between", asItIs,
         dialog([](ExportDialog& asked) { pick(asked, "Range", kBetween); })},
        {"export-onefile", asItIs,
         dialog([](ExportDialog& asked) { pick(asked, "Output", int(ExportOutput::OneFile)); })},
        {"export-noffmpeg", [](Ports& ports, bool) { ports.exporter.mp3 = false; }, dialog()},
        {"export-blocked", [](Ports& ports, bool) { ports.exporter.mp3 = false; },
         dialog([](ExportDialog& asked) { pick(asked, "Format", int(ExportFormat::Mp3)); })},
        {"export-unknown",
         [](Ports& ports, bool) {
             ports.library.list.front().speakers.clear();
             ports.library.list.front().length = {};
         },
         dialog()},
        {"export-edited",
         [](Ports& ports, bool) {
             auto& one = ports.library.list.front();
             one.trim = {std::chrono::minutes(5), std::chrono::minutes(68)};
             for (int i = 0; i < 25; ++i)
                 one.speakers.push_back({UserId(500U + unsigned(i)), longName(i), 0, i % 3 == 0});
         },
         dialog()},
        {"settings", asItIs, settings(0)},
        {"settings2", asItIs, settings(0.35)},
        {"settings3", asItIs, settings(0.7)},
        {"settings4", asItIs, settings(1)},
        {"settings-search", asItIs, searching("e")},
        {"settings-one", asItIs, searching("tray")},
        {"settings-nothing", asItIs, searching("xyzzy")},
        {"setup0", withoutToken, setup(0)},
        {"setup1", withoutToken, setup(1)},
        {"setup2", withoutToken, setup(2)},
        {"setup2-refused",
         [](Ports& ports, bool longNames) {
             withoutToken(ports, longNames);
             ports.recorder.problemsValue = {
                 {QStringLiteral("token"),
                  Problem::Severity::Error,
                  QStringLiteral("Discord does not accept the token."),
                  {},
                  QStringLiteral("Reset it on the application's “Bot” page and paste the new one."),
                  {},
                  Problem::Remedy::EnterToken}};
         },
         setup(2)},
        {"setup2-online", asItIs, setup(2)},
        {"setup2-picture",
         [](Ports& ports, bool) {
             ports.recorder.accountValue.picture = applicationIcon().pixmap(128, 128).toImage();
         },
         setup(2)},
        {"report", asItIs,
         [](MainWindow& window, Ports& ports) {
             window.setReporter(ports.reporter);
             window.showReport();
         }},
        {"demo", [](Ports& ports, bool) { ports.recorder.accountValue.demo = true; }},
        {"problem-unclean",
         [](Ports& ports, bool) {
             Problem problem {QStringLiteral("run.unclean"), Problem::Severity::Notice,
                              QStringLiteral("Lavalier did not end as it should the last time.")};
             problem.whatIsSafe = QStringLiteral("What was recorded until then is safe; Recordings "
                                                 "lists what was interrupted.");
             problem.whatToDo
                 = QStringLiteral("If it happens again, start plainly: without listening, exports "
                                  "and what begins by itself.");
             problem.remedy = Problem::Remedy::StartPlainly;
             problem.otherRemedy = Problem::Remedy::Report;
             ports.recorder.problemsValue = {problem};
         }},
        {"setup3", asItIs, setup(3)},
        {"setup3-early", withoutToken, setup(3)},
        {"setup4", asItIs, setup(4)},
        {"setup5", asItIs, setup(5)},
        {"setup5-running", asItIs,
         setup(5,
               [](Ports& ports) {
                   ports.rehearsal.become({RehearsalState::Running, 0.37, 0, {}, {}, {}});
               })},
        {"setup5-done", asItIs,
         setup(5,
               [](Ports& ports) {
                   ports.rehearsal.become(
                       {RehearsalState::Done, 1, 5, std::chrono::milliseconds(10'020), {}, {}});
               })},
        {"setup5-failed", asItIs,
         setup(5,
               [](Ports& ports) {
                   ports.rehearsal.become(
                       {RehearsalState::Failed,
                        0,
                        0,
                        {},
                        QStringLiteral("exit code 6: The file could not be created."),
                        RehearsalFailure::Recording});
               })},
    };
}

QString Reporter::report() const
{
    return QStringLiteral(
        "Lavalier 0.1.0\n"
        "Qt 6.4.2, built with 6.4.2\n"
        "Debian GNULinux 12 (bookworm), linux 6.1.0, x86_64\n"
        "Windows by wayland\n"
        "Language de_DE\n"
        "Confinement: system calls filtered (the decoder has no network, files or processes, "
        "ffmpeg no network); files closed by Landlock 4.\n\n"
        "Problems shown now:\n  recording low #a1b2c3\n\n"
        "Counted on the way of the audio:\n  datagrams: 184223\n  endToEnd #77aa01 noKey: 12\n\n"
        "The end of the log, ids made unrecognisable:\n"
        "  2026-11-26T19:02:11.031Z info lavalier.gateway gateway state 3\n"
        "  2026-11-26T19:02:12.480Z info lavalier.voice encrypted group in epoch 4 with 5 "
        "members\n");
}

} // namespace lavalier::ui::preview
