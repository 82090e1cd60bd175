#include "preview_scenes.h"

#include "preview_call.h"

#include "ui/main_window.h"
#include "ui/pages/channel_sidebar.h"
#include "ui/pages/live_page.h"
#include "ui/text/calls_text.h"
#include "ui/widgets/lanes_view.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTimer>

namespace lavalier::ui::preview {

// preview_scenes_after.cpp
std::vector<Scene> scenesAfterTheCall();

namespace {

using Severity = Problem::Severity;
using Remedy = Problem::Remedy;

auto call(int people)
{
    return [people](Ports& ports, bool longNames) {
        fillLive(ports.recorder.live, people, longNames);
    };
}

/// A call in which something more is true.
template <typename More> auto call(int people, More more)
{
    return [people, more](Ports& ports, bool longNames) {
        fillLive(ports.recorder.live, people, longNames);
        more(ports.recorder.live);
    };
}

void idle(LiveSnapshot& live)
{
    live.record = RecordState::Idle;
    live.recorded = {};
}

void encrypted(LiveSnapshot& live)
{
    live.speakers[4].waitingForKeys = false;
    live.speakers[4].lamps.fill(Lamp::Flowing);
}

/// A named marker, then one without a name that was set just before the picture.
void marked(MainWindow& window, Ports&)
{
    auto* page = window.findChild<LivePage*>();
    page->mark(QStringLiteral("the dragon wakes"));
    for (const int ms : {400, 650})
        QTimer::singleShot(ms, page, [page] { page->mark({}); });
}

auto account(AccountState state, bool servers)
{
    return [state, servers](Ports& ports, bool) {
        ports.recorder.accountValue = {};
        ports.recorder.accountValue.state = state;
        if (!servers)
            ports.recorder.guildsValue.clear();
        if (state == AccountState::NoToken) {
            ports.library.list.clear();
            ports.settings.place = TokenPlace::None;
        }
    };
}

auto choose(std::uint64_t guild, std::uint64_t channel)
{
    return [guild, channel](MainWindow& window, Ports&) {
        window.findChild<ChannelSidebar*>()->select({GuildId(guild), ChannelId(channel)});
    };
}

auto trigger(const char* name)
{
    return [name](MainWindow& window, Ports&) {
        for (QAction* action : window.actions())
            if (action->objectName() == QLatin1String(name))
                action->trigger();
    };
}

auto menu(int index)
{
    return [index](MainWindow& window, Ports&) {
        const auto menus = window.menuBar()->actions();
        QAction* entry = menus.value(index);
        if (entry && entry->menu())
            entry->menu()->popup(window.menuBar()->mapToGlobal(
                window.menuBar()->actionGeometry(entry).bottomLeft()));
    };
}

void nothing(Ports&, bool) { }

const Problem kKeys {
    QStringLiteral("keys"),
    Severity::Warning,
    QStringLiteral("Étienne is talking but not being recorded."),
    QStringLiteral("Everyone else is safe on disk."),
    QStringLiteral("Their audio cannot be decrypted yet; Lavalier is asking for "
                   "new keys."),
    QStringLiteral("user 105, stream 1/5, 212 frames undecryptable since 20:41:07"),
    Remedy::None};
const Problem kDisk {QStringLiteral("watch.disk"),
                     Severity::Error,
                     QStringLiteral("The disk is almost full."),
                     QStringLiteral("The recording goes on."),
                     QStringLiteral("There is room for a few minutes. Free some space now, or go "
                                    "on in another folder."),
                     QStringLiteral("ENOSPC, 212 MB free of 480 GB"),
                     Remedy::RecordElsewhere};
const Problem kMp3 {QStringLiteral("mp3"),
                    Severity::Notice,
                    QStringLiteral("MP3 export is not available."),
                    {},
                    QStringLiteral("Install ffmpeg to get it."),
                    {},
                    Remedy::None};
const Problem kConsent {QStringLiteral("notice"),
                        Severity::Error,
                        QStringLiteral("Nobody in the call would be told that it is recorded."),
                        QStringLiteral("Nothing is being recorded."),
                        QStringLiteral("Switch a notice on in Settings, or tell them yourself and "
                                       "record without a notice."),
                        QStringLiteral("403 Missing Permissions (50013)"),
                        Remedy::RecordWithoutNotice,
                        Remedy::OpenSettings};
const Problem kStartLow {
    QStringLiteral("recording.low"),
    Severity::Warning,
    QStringLiteral("There is hardly any room on the disk."),
    QStringLiteral("Nothing is being recorded."),
    QStringLiteral("Free some space, choose another folder, or record anyway."),
    {},
    Remedy::RecordAnyway,
    Remedy::ChooseFolder};
const Problem kGoOn {QStringLiteral("recording.interrupted"),
                     Severity::Notice,
                     QStringLiteral("A recording of The Table was interrupted 4 minutes ago."),
                     QStringLiteral("What was recorded until then is safe."),
                     QStringLiteral("Go on in it, or start a new one with Record."),
                     {},
                     Remedy::GoOn};
const Problem kToken {QStringLiteral("token"),
                      Severity::Error,
                      QStringLiteral("Discord does not accept the token."),
                      {},
                      QStringLiteral("Reset it on the application's “Bot” page and paste the new "
                                     "one."),
                      QStringLiteral("close code 4004"),
                      Remedy::EnterToken};

auto problems(std::vector<Problem> list, bool recording = true)
{
    return [list, recording](Ports& ports, bool longNames) {
        fillLive(ports.recorder.live, 5, longNames);
        if (!recording)
            idle(ports.recorder.live);
        ports.recorder.problemsValue = list;
    };
}

/// Several calls: the usual one, one in which somebody is not recorded, then quieter ones.
auto calls(std::size_t count)
{
    return [count](Ports& ports, bool longNames) {
        const char* servers[] = {"Podcast Crew", "Slow Book Club", "Town Radio", "Choir"};
        const char* channels[] = {"Studio A", "Aloud", "Live Stage", "Rehearsal"};
        fillLive(ports.recorder.live, 5, longNames);
        ports.recorder.live.guildName = QStringLiteral("Tuesday Dungeon");
        std::vector<CallView>& all = ports.recorder.callsValue;
        all = {viewOf(ports.recorder.live)};
        for (std::size_t i = 0; all.size() < count; ++i) {
            CallView call;
            call.guild = GuildId(20 + i);
            call.channel = ChannelId(21 + i);
            call.guildName = QString::fromUtf8(servers[i % 4]);
            if (longNames)
                call.guildName += QStringLiteral(" of the very long evenings by the fire");
            call.channelName = QString::fromUtf8(channels[i % 4]);
            call.call = CallState::InCall;
            call.record = i == 1 ? RecordState::Idle : RecordState::Recording;
            call.recorded = std::chrono::minutes(12 * (i + 1));
            all.push_back(call);
        }
        all[1].unrecorded = {QStringLiteral("Farah")};
        Problem stalled;
        stalled.key = QStringLiteral("stalled");
        stalled.severity = Severity::Warning;
        stalled.whatHappened
            = QStringLiteral("Farah is heard, but nothing of it reaches the file.");
        stalled.whatIsSafe = QStringLiteral("Everybody else is being recorded.");
        stalled.guild = all[1].guild;
        stalled.guildName = all[1].guildName;
        ports.recorder.problemsValue = {stalled};
    };
}

void verify(MainWindow& window, Ports& ports)
{
    auto* lane = window.findChild<LivePage*>()->lanes()->lanes().front();
    emit lane->verifyRequested(lane->speaker());
    emit ports.recorder.verificationCodeReady(
        lane->speaker(), QStringLiteral("30217 55482 90713 04466 71829 66150 23904 88371 10592"));
}

std::vector<Scene> scenesOfTheCall()
{
    return {
        {"empty", account(AccountState::NoToken, false)},
        {"connecting", account(AccountState::Connecting, false)},
        {"refused",
         [](Ports& ports, bool longNames) {
             account(AccountState::Failed, false)(ports, longNames);
             ports.recorder.problemsValue = {kToken};
         }},
        {"nochannel", [](Ports& ports, bool) { ports.recorder.guildsValue.clear(); }},
        {"ready", nothing, choose(10, 11)},
        {"emptychannel", nothing, choose(10, 12)},
        {"blocked", nothing, choose(10, 13)},
        {"nothingfound", nothing,
         [](MainWindow& window, Ports&) {
             window.findChild<QLineEdit*>(QStringLiteral("search"))->setText(QStringLiteral("xyz"));
         }},
        {"joining",
         call(0,
              [](LiveSnapshot& live) {
                  idle(live);
                  live.call = CallState::Joining;
              })},
        {"quiet", call(0, idle)},
        {"incall", call(5, idle)},
        {"calls3", calls(3)},
        {"calls8", calls(8)},
        {"call",
         [](Ports& ports, bool longNames) {
             LiveSnapshot& live = ports.recorder.live;
             fillLive(live, 5, longNames);
             for (std::size_t i = 0; i < live.speakers.size(); ++i) {
                 SpeakerView& s = live.speakers[i];
                 s.framesLost = 0;
                 s.muted = false;
                 s.waitingForKeys = false;
                 s.lamps.fill(Lamp::Flowing);
                 ports.recorder.guildsValue[0].channels[0].members[i].muted = false;
             }
             live.lossPercent = 0.1;
             // Five colours that nobody mixes up.
             live.speakers[4].id = UserId(106);
             ports.recorder.guildsValue[0].channels[0].members[4].id = UserId(106);
         }},
        {"live1", call(1)},
        {"live5", call(5)},
        {"live25", call(25)},
        {"live99", call(99)},
        {"compact", call(5), trigger("actionCompact")},
        {"listening",
         call(5,
              [](LiveSnapshot& live) {
                  live.listening = Listening::On;
                  live.listeningVolume = 0.7;
                  live.speakers[1].listening.muted = true;
                  live.speakers[2].listening = {true, false, 3};
              })},
        {"untold", call(5, [](LiveSnapshot& live) { live.notice = Notice::Missing; })},
        {"paused", call(5, [](LiveSnapshot& live) { live.record = RecordState::Paused; })},
        {"finishing", call(5, [](LiveSnapshot& live) { live.record = RecordState::Finishing; })},
        {"reconnecting", call(5, [](LiveSnapshot& live) { live.call = CallState::Reconnecting; })},
        {"held",
         call(5,
              [](LiveSnapshot& live) {
                  live.diskTrouble = true;
                  live.framesHeld = 1800;
                  live.framesNotWritten = 61;
                  live.diskTimeLeft = std::chrono::minutes(4);
                  live.speakers[0].framesNotWritten = 61;
                  live.unrecorded = {live.speakers[4].name};
              })},
        {"bad",
         call(5,
              [](LiveSnapshot& live) {
                  live.lossPercent = 12.4;
                  live.voiceRoundTrip = std::chrono::milliseconds(1'204);
                  live.diskTimeLeft = std::chrono::minutes(42);
                  live.keepAwake = KeepAwake::Unavailable;
                  live.speakers[1].present = false;
                  live.speakers[2].excluded = true;
              })},
        {"lock-off",
         call(5,
              [](LiveSnapshot& live) {
                  encrypted(live);
                  live.encryption = {Encryption::Off, 0, 0, {}};
              })},
        {"lock-stage",
         call(5,
              [](LiveSnapshot& live) {
                  encrypted(live);
                  live.encryption = {Encryption::Off, 0, 0, {}};
                  live.channelKind = ChannelKind::Stage;
              })},
        {"lock-joining",
         call(5,
              [](LiveSnapshot& live) {
                  encrypted(live);
                  live.encryption = {Encryption::Joining, 1, 0, {}};
              })},
        {"lock-recovering",
         call(5,
              [](LiveSnapshot& live) {
                  encrypted(live);
                  live.encryption = {Encryption::Recovering, 1, 4, {}};
              })},
        {"code", call(5, encrypted), trigger("actionEncryption")},
        {"verify", call(5, encrypted), verify},
        {"problem", problems({kKeys, kDisk, kMp3})},
        {"problem4", problems({kKeys, kDisk, kMp3, kGoOn})},
        {"problems-all", problems({kKeys, kDisk, kMp3, kGoOn}),
         [](MainWindow& window, Ports&) {
             window.findChild<QPushButton*>(QStringLiteral("MoreProblems"))->click();
         }},
        {"consent", problems({kConsent}, false)},
        {"lowdisk", problems({kStartLow}, false)},
        {"goon", problems({kGoOn}, false)},
        {"details", problems({kConsent}, false),
         [](MainWindow& window, Ports&) {
             for (auto* button : window.findChildren<QPushButton*>())
                 if (button->property("kind") == QLatin1String("link") && button->isVisible())
                     button->click();
         }},
        {"menu-call", call(5), menu(0)},
        {"menu-recording", call(5), menu(1)},
        {"menu-view", call(5), menu(3)},
        {"menu-help", call(5), menu(4)},
        {"quitting", call(5), [](MainWindow& window, Ports&) { window.close(); }},
        {"marker", call(5), trigger("actionMarkerText")},
        {"marked", call(5), marked},
        {"marked-compact", call(25), marked},
        {"shortcuts", nothing, trigger("actionShortcuts")},
        {"about", nothing, trigger("actionAbout")},
    };
}

} // namespace

const std::vector<Scene>& scenes()
{
    static const std::vector<Scene> all = [] {
        std::vector<Scene> list = scenesOfTheCall();
        for (Scene& scene : scenesAfterTheCall())
            list.push_back(std::move(scene));
        return list;
    }();
    return all;
}

} // namespace lavalier::ui::preview
