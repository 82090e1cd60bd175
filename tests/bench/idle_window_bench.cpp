// CPU of the whole window while it is connected and nobody speaks; goal ≤ 0.2 % of a core.
//
// Real time: 20 s of a call with five quiet people, and of the same call while silence is recorded
// (one acknowledgement a second, as the writer's heartbeat gives). Needs tests/ui/fake_ports.
#include "tests/ui/fake_ports.h"

#include "ui/main_window.h"

#include <QApplication>
#include <QTimer>

#include <cstdio>
#include <ctime>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

double cpuSeconds()
{
    timespec now {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

double shareOver(int seconds)
{
    const double before = cpuSeconds();
    QEventLoop loop;
    QTimer::singleShot(seconds * 1000, &loop, &QEventLoop::quit);
    loop.exec();
    return (cpuSeconds() - before) / seconds * 100;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
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
    for (unsigned i = 0; i < 5; ++i)
        recorder.live.speakers.push_back(
            fake::speaker(101 + i, QString::number(i), SpeakerView::kSilenceDb));
    MainWindow window(recorder, library, exporter, settings);
    window.show();
    shareOver(2);
    std::printf("idle connected window: %.3f %% of a core (goal <= 0.2)\n", shareOver(20));

    recorder.become(CallState::InCall, RecordState::Recording);
    QTimer heartbeat;
    QObject::connect(&heartbeat, &QTimer::timeout, [&] {
        recorder.live.recorded += std::chrono::seconds(1);
        emit recorder.activityResumed();
    });
    heartbeat.start(1000);
    shareOver(2);
    std::printf("recording silence: %.3f %% of a core\n", shareOver(20));
    return 0;
}
