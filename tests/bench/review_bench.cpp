// Eight hours of 25 people opened to be looked at: when there is something to see, when all of it,
// and whether the window answers meanwhile.
//
// Each talks 15 % of the time, in turns of six seconds, as people with a client that sends nothing
// in silence.
#include "app/review.h"
#include "event_loop.h"
#include "live_call.h"
#include "sections.h"
#include "sinks/recording/recording_file.h"
#include "speech.h"
#include "tests/ui/fake_ports.h"
#include "ui/main_window.h"
#include "ui/pages/recordings_page.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace lavalier::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kPeople = 25;
constexpr int kTurn = 6; ///< seconds
constexpr int kRound = 40; ///< seconds; a turn in each is 15 %

QString makeRecording(const QString& folder, int seconds)
{
    const SteadyTime zero {std::chrono::hours(5)};
    const auto speech = encodeSpeech(5, kTurn);
    auto made = recording::RecordingFile::create(
        folder, QStringLiteral("long"),
        {GuildId(10), QStringLiteral("Tuesday Dungeon"), ChannelId(11), QStringLiteral("The Table"),
         QStringLiteral("A long day"), QStringLiteral("bench")},
        zero, WallTime(std::chrono::seconds(1'795'000'000)),
        {recording::Pace::Syncs::Beside, 1 << 16});
    if (!made || speech.empty())
        return {};
    recording::HandOver first;
    for (int person = 0; person < kPeople; ++person)
        first.facts.push_back(
            recording::SpeakerSeen {zero, userOf(person), QStringLiteral("Person %1").arg(person)});
    (*made)->accept(std::move(first));
    for (int second = 0; second < seconds; ++second) {
        recording::HandOver handOver;
        for (int i = second * kPacketsPerSecond; i < (second + 1) * kPacketsPerSecond; ++i)
            for (int person = 0; person < kPeople; ++person) {
                const int within = (second + person * kRound / kPeople) % kRound;
                if (within >= kTurn)
                    continue;
                const auto& packets = speech[static_cast<std::size_t>(person % 5)];
                const auto packet
                    = static_cast<std::size_t>(within * kPacketsPerSecond + i % kPacketsPerSecond);
                handOver.frames.push_back(
                    {StreamId((std::uint64_t {1} << 32) | static_cast<unsigned>(person + 1)),
                     userOf(person), ssrcOf(person), SequenceNumber(i),
                     RtpTicks(std::int64_t {i} * kSamplesPerPacket), zero + 20ms * (i + 1),
                     packets[packet]});
            }
        (*made)->accept(std::move(handOver));
        if (!(*made)->commit(zero + std::chrono::seconds(second + 1)))
            return {};
    }
    if (!(*made)->finish(zero + std::chrono::seconds(seconds)))
        return {};
    (*made)->buildIndex(false);
    return (*made)->mergeLog() ? (*made)->path() : QString();
}

/// The window's library: one recording, and the real review.
class Library final : public ui::LibraryPort {
public:
    Library(const QString& path, const QString& cache)
        : review_({cache, QCoreApplication::applicationDirPath() + "/lavalier-decode"})
    {
        ui::RecordingView view;
        view.path = path;
        view.title = QStringLiteral("A long day");
        list.push_back(view);
    }
    const std::vector<ui::RecordingView>& recordings() const override { return list; }
    bool isLoading() const override { return false; }
    ui::ReviewPort* review() override { return &review_; }
    void refresh() override { }
    void rename(const QString&, const QString&) override { }
    void recover(const QString&) override { }
    void moveToTrash(const QString&) override { }
    void forgetPerson(const QString&, UserId) override { }
    void showInFolder(const QString&) override { }

    std::vector<ui::RecordingView> list;
    app::Review review_;
};

struct Opening {
    double names = -1; ///< ms until tracks, names and length are there
    double firstWave = -1;
    double allWaves = -1;
    double closing = -1; ///< how long closing it took
    std::vector<double> waits;
    double longestEvent = -1; ///< CPU ms
};

Opening open(MeasuredApplication& application, const QString& path, const QString& cache,
             std::chrono::seconds patience)
{
    Opening opening;
    Library library(path, cache);
    ui::fake::Recorder recorder;
    ui::fake::Exporter exporter;
    ui::fake::SettingsStore settings;
    settings.value.language = QStringLiteral("en");
    ui::MainWindow window(recorder, library, exporter, settings);
    window.resize(1280, 800);
    window.show();
    window.showPage(ui::MainWindow::Page::Recordings);
    runFor(500ms);
    application.cpuOfEvents.clear();
    const Waits caller;
    const auto begun = std::chrono::steady_clock::now();
    const auto since = [&begun] {
        const std::chrono::duration<double, std::milli> took
            = std::chrono::steady_clock::now() - begun;
        return took.count();
    };
    QObject::connect(&library.review_, &ui::ReviewPort::reviewChanged, &window, [&] {
        const ui::ReviewView& view = library.review_.review();
        if (view.state != ui::ReviewState::Ready)
            return;
        const auto drawn = std::ranges::count_if(
            view.tracks, [](const ui::ReviewTrack& track) { return track.wave != nullptr; });
        if (opening.names < 0)
            opening.names = since();
        if (opening.firstWave < 0 && drawn > 0)
            opening.firstWave = since();
        if (opening.allWaves < 0 && drawn == kPeople)
            opening.allWaves = since();
    });
    window.findChild<ui::RecordingsPage*>()->openSelected();
    while (opening.allWaves < 0 && since() < 1000.0 * static_cast<double>(patience.count()))
        runFor(20ms);
    runFor(300ms);
    const auto closing = std::chrono::steady_clock::now();
    library.review_.close();
    const std::chrono::duration<double, std::milli> closed
        = std::chrono::steady_clock::now() - closing;
    opening.closing = closed.count();
    opening.waits = caller.values;
    opening.longestEvent = percentile(application.cpuOfEvents, 1);
    return opening;
}

void tell(Report& report, const char* when, const Opening& opening)
{
    report.note(QString::fromLatin1(when));
    report.figure("  names and length", opening.names, " ms", atMost(1000));
    report.figure("  the first waveform", opening.firstWave, " ms", atMost(5000));
    report.note(
        QStringLiteral("  all waveforms after %1 s").arg(opening.allWaves / 1000, 0, 'f', 2));
    report.figure("  99 of 100 calls wait at most", percentile(opening.waits, 0.99), " ms",
                  atMost(50));
    report.figure("  the longest wait", percentile(opening.waits, 1), " ms", atMost(150));
    report.figure("  the longest event, in CPU time", opening.longestEvent, " ms", atMost(50));
    report.figure("  closing it", opening.closing, " ms", atMost(50));
}

} // namespace

void measureReview(Report& report, const Options& options)
{
    report.begin("review", "a long recording opened");
    MeasuredApplication application(options.argc, options.argv);
    const int hours = options.quick ? 1 : 8;
    const QString folder = options.folder + QStringLiteral("/review");
    QDir().mkpath(folder);
    const QString path = makeRecording(folder, hours * 3600);
    if (path.isEmpty())
        return report.unmeasured("opening", QStringLiteral("no recording could be made"));
    report.note(QStringLiteral("%1 people, %2 h, each heard 15 % of it: %3 MB")
                    .arg(kPeople)
                    .arg(hours)
                    .arg(QFileInfo(path).size() / 1'000'000));
    const QString cache = options.folder + QStringLiteral("/waveforms");
    tell(report,
         "for the first time, cancelled after two seconds:", open(application, path, cache, 2s));
    tell(report, "for the first time:", open(application, path, cache, 1200s));
    tell(report, "again, from the cache:", open(application, path, cache, 60s));
}

} // namespace lavalier::bench
