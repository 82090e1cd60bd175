#include "ui/text/calls_text.h"

#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace lavalier::ui {
namespace {

struct CallWords {
    Q_DECLARE_TR_FUNCTIONS(CallWords)
};

QString namesOf(const CallView& call)
{
    return cleanRemote(call.unrecorded.join(u", "));
}

/// The greater, the sooner somebody should look.
int gravity(const CallView& call)
{
    return call.diskTrouble                    ? 3
        : call.call == CallState::Reconnecting ? 2
        : call.record == RecordState::Paused   ? 1
                                               : 0;
}

QString wordOf(const CallView& call)
{
    const bool cutOff = call.call == CallState::Reconnecting && !call.diskTrouble;
    return recordStateWord(cutOff ? RecordState::Idle : call.record, call.call, call.diskTrouble);
}

/// Of several calls: "2 recordings", and what is the matter with one of them.
QStringList recordingWords(const std::vector<const CallView*>& recorded)
{
    if (recorded.empty())
        return {};
    const CallView& gravest = **std::ranges::max_element(
        recorded, {}, [](const CallView* call) { return gravity(*call); });
    QStringList words;
    if (recorded.size() == 1 || gravity(gravest) > 0)
        words += CallWords::tr("%1: %2").arg(isolated(gravest.guildName), wordOf(gravest));
    if (recorded.size() > 1)
        words += CallWords::tr("%n recording(s)", nullptr, static_cast<int>(recorded.size()));
    return words;
}

} // namespace

CallView viewOf(const LiveSnapshot& live)
{
    CallView view;
    view.guild = live.guild;
    view.channel = live.channel;
    view.guildName = live.guildName;
    view.channelName = live.channelName;
    view.call = live.call;
    view.record = live.record;
    view.recorded = live.recorded;
    view.heard = static_cast<int>(live.speakers.size());
    view.diskTrouble = live.diskTrouble;
    view.unrecorded = live.unrecorded;
    return view;
}

bool isRecorded(const CallView& call)
{
    return call.record != RecordState::Idle;
}

bool isTroubled(const CallView& call)
{
    return isRecorded(call)
        && (call.diskTrouble || !call.unrecorded.isEmpty() || call.call == CallState::Reconnecting);
}

QString callPlace(const CallView& call)
{
    return isolated(call.guildName) + QStringLiteral(" › ") + isolated(call.channelName);
}

QString callWords(const CallView& call)
{
    return call.unrecorded.isEmpty() ? wordOf(call)
                                     : CallWords::tr("Not recorded: %1").arg(namesOf(call));
}

QString titleOf(const std::vector<CallView>& calls, GuildId shown)
{
    const bool several = calls.size() > 1;
    QStringList missing;
    std::vector<const CallView*> recorded;
    for (const CallView& call : calls) {
        if (!call.unrecorded.isEmpty())
            missing += several
                ? namesOf(call) + QStringLiteral(" (") + isolated(call.guildName) + u')'
                : namesOf(call);
        if (isRecorded(call))
            recorded.push_back(&call);
    }
    // By word, not by colour alone, also where only the title can be seen.
    QStringList words;
    if (!missing.isEmpty())
        words += CallWords::tr("Not recorded: %1").arg(missing.join(u", "));
    if (several)
        words += recordingWords(recorded);
    else if (!recorded.empty())
        words += recordStateWord(recorded.front()->record, recorded.front()->call,
                                 recorded.front()->diskTrouble);
    const auto there = std::ranges::find(calls, shown, &CallView::guild);
    if (there != calls.end() && there->call != CallState::None)
        words += cleanRemote(there->channelName);
    words += QStringLiteral("Lavalier");
    return words.join(QStringLiteral(" — "));
}

} // namespace lavalier::ui
