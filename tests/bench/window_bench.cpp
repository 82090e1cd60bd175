// The whole window while people are recorded and four of them talk: how long a click waits for its
// event loop, and what the window costs. The wait is what the user feels and needs an idle machine;
// the CPU time of the longest event does not.
#include "event_loop.h"
#include "live_call.h"
#include "processes.h"
#include "sections.h"
#include "tests/ui/fake_ports.h"
#include "ui/main_window.h"

#include <QTimer>

#include <algorithm>
#include <cmath>

namespace lavalier::bench {
namespace {

using namespace lavalier::ui;
using namespace std::chrono_literals;

constexpr unsigned kOrdinaryRoom = 5;
constexpr int kTalking = 4;

void measureRoom(Report& report, const Options& options, MeasuredApplication& application,
                 unsigned people)
{
    fake::Recorder recorder;
    fake::Library library;
    fake::Exporter exporter;
    fake::SettingsStore settings;
    settings.value.language = QStringLiteral("en");
    recorder.guildsValue = fake::exampleGuilds();
    recorder.live.call = CallState::InCall;
    recorder.live.guild = GuildId(10);
    recorder.live.channel = ChannelId(11);
    recorder.live.channelName = QStringLiteral("The Table");
    for (unsigned i = 0; i < people; ++i)
        recorder.live.speakers.push_back(
            fake::speaker(101 + i, QStringLiteral("Speaker %1").arg(i), SpeakerView::kSilenceDb));
    MainWindow window(recorder, library, exporter, settings);
    window.resize(1280, 800);
    window.show();
    recorder.become(CallState::InCall, RecordState::Recording);

    int tick = 0;
    QTimer voices;
    QObject::connect(&voices, &QTimer::timeout, [&] {
        ++tick;
        for (std::size_t i = 0; i < recorder.live.speakers.size(); ++i) {
            SpeakerView& speaker = recorder.live.speakers[i];
            // Turns are taken: every two seconds one falls silent and another begins.
            const auto first = static_cast<std::size_t>(tick / 60);
            speaker.talking = (i + first) % recorder.live.speakers.size() < kTalking;
            const double t = tick / 30.0;
            const double db = -22 + 9 * std::sin(t * 7 + double(i)) + 6 * std::sin(t * 17.3);
            speaker.averageDb = speaker.talking ? static_cast<float>(db) : SpeakerView::kSilenceDb;
            speaker.peakDb = speaker.talking ? static_cast<float>(db + 6) : SpeakerView::kSilenceDb;
            speaker.framesRecorded += speaker.talking ? 2 : 0;
        }
        recorder.live.recorded += 33ms;
        recorder.live.bytesOnDisk += 1'000;
        emit recorder.activityResumed();
    });
    voices.start(33ms);
    runFor(2s); // first paints, fonts
    application.cpuOfEvents.clear();
    const double before = ownCpu();
    const auto time = options.quick ? 8s : 30s;
    std::vector<double> waits;
    {
        const Waits caller;
        runFor(time);
        waits = caller.values;
    }
    const double cost = 100 * (ownCpu() - before) / static_cast<double>(time.count());
    report.note(QStringLiteral("%1 people:").arg(people));
    report.note(QStringLiteral("half of the calls wait at most %1 ms")
                    .arg(percentile(waits, 0.5), 0, 'f', 2));
    report.figure("  99 of 100 calls wait at most", percentile(waits, 0.99), " ms", atMost(50));
    report.figure("  the longest wait", percentile(waits, 1), " ms", atMost(150));
    report.figure("  the longest event, in CPU time", percentile(application.cpuOfEvents, 1), " ms",
                  atMost(50));
    if (people == kOrdinaryRoom)
        report.figure("  share of a core", cost, " %", atMost(15));
    else
        report.note(QStringLiteral("share of a core %1 %").arg(cost, 0, 'f', 1));
}

} // namespace

void measureWindow(Report& report, const Options& options)
{
    report.begin("window", "the event loop while people are recorded");
    MeasuredApplication application(options.argc, options.argv);
    for (const unsigned people : {kOrdinaryRoom, 25U})
        measureRoom(report, options, application, people);
}

} // namespace lavalier::bench
