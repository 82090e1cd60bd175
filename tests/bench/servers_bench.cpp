// The channel list of a bot in 200 servers of 500 channels: what the window's thread does when the
// servers come, when somebody joins a channel, and for each letter of a search. CPU time of the
// thread, with layout and painting, so that a busy machine does not spoil it.
#include "live_call.h"
#include "sections.h"
#include "tests/ui/fake_ports.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QLineEdit>

#include <algorithm>
#include <ctime>

namespace lavalier::bench {
namespace {

using namespace lavalier::ui;
using namespace std::chrono_literals;

constexpr unsigned kServers = 200;
constexpr unsigned kChannels = 500;

std::vector<GuildView> manyServers()
{
    std::vector<GuildView> servers;
    for (unsigned i = 0; i < kServers; ++i) {
        GuildView server {GuildId(1 + i), QStringLiteral("Server %1").arg(i), true, {}};
        for (unsigned n = 0; n < kChannels; ++n) {
            ChannelView channel;
            channel.id = ChannelId(1'000'000 + i * kChannels + n);
            channel.name = QStringLiteral("Room %1 of %2").arg(n).arg(i);
            channel.category = n < 10 ? QString() : QStringLiteral("Floor %1").arg(n / 25);
            if (n % 50 == 0)
                channel.members.push_back({UserId(7 + n), QStringLiteral("Somebody %1").arg(n)});
            server.channels.push_back(std::move(channel));
        }
        servers.push_back(std::move(server));
    }
    return servers;
}

double threadCpu()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Milliseconds of this thread until all that follows is laid out and painted.
double costOf(const std::function<void()>& change)
{
    const double before = threadCpu();
    change();
    runFor(100ms);
    return 1000 * (threadCpu() - before);
}

} // namespace

void measureServers(Report& report, const Options& options)
{
    report.begin("servers", "200 servers of 500 channels in the list");
    QApplication application(options.argc, options.argv);
    fake::Recorder recorder;
    fake::Library library;
    fake::Exporter exporter;
    fake::SettingsStore settings;
    settings.value.language = QStringLiteral("en");
    MainWindow window(recorder, library, exporter, settings);
    window.resize(1280, 800);
    window.show();
    runFor(500ms);

    const double all = costOf([&] {
        recorder.guildsValue = manyServers();
        emit recorder.guildsChanged();
    });
    report.figure("all servers shown", all, " ms", atMost(1000));

    std::vector<double> joins;
    for (unsigned i = 0; i < 9; ++i)
        joins.push_back(costOf([&] {
            auto& room = recorder.guildsValue[20 * i].channels[7].members;
            room.push_back({UserId(100'000 + i), QStringLiteral("Newcomer")});
            emit recorder.guildsChanged();
        }));
    report.figure("somebody joins a channel", spreadOf(joins), " ms", atMost(50));

    auto* const search = window.findChild<QLineEdit*>(QStringLiteral("search"));
    if (search == nullptr)
        return report.unmeasured("a letter of a search", QStringLiteral("no search field"));
    std::vector<double> letters;
    for (const char* text : {"r", "ro", "room", "room 49", "room 499 of 19", "room 499", ""})
        letters.push_back(costOf([&] { search->setText(QLatin1String(text)); }));
    report.figure("a letter of a search", spreadOf(letters), " ms", atMost(150));
}

} // namespace lavalier::bench
