// A folder of a thousand recordings: how long it takes to list them, and how the window bears it.
#include "event_loop.h"
#include "live_call.h"
#include "sections.h"
#include "sinks/recording/recording_edits.h"
#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_store.h"
#include "tests/ui/fake_ports.h"
#include "ui/main_window.h"

#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>
#include <QThread>

namespace lavalier::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kSpeakers = 4;
constexpr int kTicks = 100; ///< two seconds each

/// Everything a real one has but its length.
bool makeRecording(const QString& folder, int number)
{
    const SteadyTime zero {std::chrono::hours(5)};
    const recording::RecordingDescription call {GuildId(10),
                                                QStringLiteral("Tuesday Dungeon"),
                                                ChannelId(11),
                                                QStringLiteral("The Table"),
                                                QStringLiteral("Evening %1").arg(number),
                                                QStringLiteral("bench")};
    auto made = recording::RecordingFile::create(
        folder, QStringLiteral("evening %1").arg(number), call, zero,
        WallTime(std::chrono::seconds(1'795'000'000 + 3600 * number)));
    if (!made)
        return false;
    recording::HandOver handOver;
    for (int speaker = 1; speaker <= kSpeakers; ++speaker)
        handOver.facts.push_back(
            recording::SpeakerSeen {zero, UserId(100 + static_cast<unsigned>(speaker)),
                                    QStringLiteral("Speaker %1").arg(speaker)});
    for (int tick = 0; tick < kTicks; ++tick)
        for (unsigned speaker = 1; speaker <= kSpeakers; ++speaker)
            handOver.frames.push_back({StreamId((std::uint64_t {1} << 32) | speaker),
                                       UserId(100 + speaker), Ssrc(speaker), SequenceNumber(tick),
                                       RtpTicks(tick * 960), zero + 20ms * (tick + 1),
                                       QByteArray(80, '\x78')});
    (*made)->accept(std::move(handOver));
    const SteadyTime end = zero + 20ms * kTicks;
    const bool good = (*made)->commit(end) && (*made)->finish(end);
    (*made)->buildIndex(false);
    return good && (*made)->mergeLog();
}

double listingMs(const QString& folder, const QString& cache, std::size_t expected)
{
    const auto before = std::chrono::steady_clock::now();
    const auto list = recording::RecordingStore(folder, cache).list();
    const std::chrono::duration<double, std::milli> took
        = std::chrono::steady_clock::now() - before;
    return list.size() == expected ? took.count() : -1;
}

ui::RecordingView viewOf(const recording::RecordingSummary& summary)
{
    ui::RecordingView view;
    view.path = summary.path;
    view.title = summary.title;
    view.guildName = summary.guildName;
    view.channelName = summary.channelName;
    view.started = summary.started;
    view.length = summary.length;
    view.bytes = summary.bytes;
    for (const auto& speaker : summary.speakers)
        view.speakers.push_back({speaker.user, speaker.name});
    return view;
}

void measurePage(Report& report, MeasuredApplication& application, const QString& folder)
{
    ui::fake::Recorder recorder;
    ui::fake::Library library;
    ui::fake::Exporter exporter;
    ui::fake::SettingsStore settings;
    settings.value.language = QStringLiteral("en");
    ui::MainWindow window(recorder, library, exporter, settings);
    window.resize(1280, 800);
    window.show();
    runFor(1s);
    for (const auto& summary : recording::RecordingStore(folder).list())
        library.list.push_back(viewOf(summary));
    application.cpuOfEvents.clear();
    std::vector<double> waits;
    {
        const Waits caller;
        QMetaObject::invokeMethod(
            &window,
            [&] {
                emit library.recordingsChanged();
                window.showPage(ui::MainWindow::Page::Recordings);
            },
            Qt::QueuedConnection);
        runFor(500ms);
        auto* list = window.findChild<QListView*>(QStringLiteral("recordingsList"));
        for (int i = 0; i < 100; ++i) { // from the first to the last in two seconds
            list->verticalScrollBar()->setValue(list->verticalScrollBar()->maximum() * i / 99);
            runFor(20ms);
        }
        auto* search = list->window()->findChild<QLineEdit*>(QStringLiteral("RecordingsSearch"));
        for (const char* text : {"e", "ev", "eve", "even", "evening 7", "evening 77", ""}) {
            QMetaObject::invokeMethod(
                search, [search, text] { search->setText(QLatin1String(text)); },
                Qt::QueuedConnection);
            runFor(100ms);
        }
        library.list.front().length += 1s; // what a recording that runs does
        QMetaObject::invokeMethod(&library, &ui::LibraryPort::recordingsChanged,
                                  Qt::QueuedConnection);
        runFor(300ms);
        waits = caller.values;
    }
    report.figure("opened, scrolled, searched: 99 of 100 waits", percentile(waits, 0.99), " ms",
                  atMost(50));
    report.figure("  the longest wait", percentile(waits, 1), " ms", atMost(150));
    report.figure("  the longest event, in CPU time", percentile(application.cpuOfEvents, 1), " ms",
                  atMost(50));
}

} // namespace

void measureLibrary(Report& report, const Options& options)
{
    report.begin("library", "the list of recordings");
    const std::size_t count = options.quick ? 200 : 1000;
    const QString folder = options.folder + QStringLiteral("/library");
    const QString cache = options.folder + QStringLiteral("/cache/recordings.list");
    QDir().mkpath(folder);
    for (std::size_t i = 0; i < count; ++i) {
        if (!makeRecording(folder, static_cast<int>(i)))
            return report.unmeasured("listing", QStringLiteral("no recording could be made"));
    }
    QThread::sleep(3); // what was changed a moment ago is not kept
    report.note(QStringLiteral("%1 recordings of %2 speakers").arg(count).arg(kSpeakers));
    const auto rounds = inTurn(
        5,
        {[&] { return listingMs(folder, {}, count); },
         [&] {
             QFile::remove(cache);
             return listingMs(folder, cache, count);
         },
         [&] { return listingMs(folder, cache, count); },
         [&] {
             const QString path = folder + QStringLiteral("/evening 7.lavalier");
             (void)recording::EditLog::append(path, recording::notesEdit(QStringLiteral("note")));
             return listingMs(folder, cache, count);
         }});
    if (rounds.empty())
        return report.unmeasured("listing", QStringLiteral("the list is not whole"));
    report.figure("listed for the first time", spreadOf(rounds[1]), " ms", atMost(300));
    report.figure("listed again", spreadOf(rounds[2]), " ms", atMost(300));
    report.figure("listed after one was changed", spreadOf(rounds[3]), " ms", atMost(300));
    report.note(QStringLiteral("without a cache %1 ms").arg(spreadOf(rounds[0]).median, 0, 'f', 0));
    MeasuredApplication application(options.argc, options.argv);
    measurePage(report, application, folder);
}

} // namespace lavalier::bench
