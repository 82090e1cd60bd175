#include "ui/text/announcements.h"

#include "ui/text/remote_text.h"

#include <QCoreApplication>

namespace lavalier::ui {

namespace {

struct Announcements {
    Q_DECLARE_TR_FUNCTIONS(Announcements)
};

QString aboutRecording(RecordState before, RecordState now)
{
    if (before == now)
        return {};
    switch (now) {
    case RecordState::Recording:
        return before == RecordState::Paused ? Announcements::tr("Recording goes on.")
                                             : Announcements::tr("Recording has started.");
    case RecordState::Paused:
        return Announcements::tr("Recording is paused.");
    case RecordState::Finishing:
        return {}; // its end is told
    case RecordState::Idle:
        break;
    }
    return Announcements::tr("Recording has ended.");
}

QString aboutCall(const LiveSnapshot& before, const LiveSnapshot& now)
{
    if (before.call == now.call)
        return {};
    switch (now.call) {
    case CallState::None:
        return Announcements::tr("You have left the call.");
    case CallState::Joining:
    case CallState::Reconnecting: // a problem says so
        return {};
    case CallState::InCall:
        break;
    }
    return before.call == CallState::Reconnecting
        ? Announcements::tr("The connection to the call is back.")
        : Announcements::tr("You are in the call %1.").arg(isolated(now.channelName));
}

} // namespace

QStringList announcementsAfter(const LiveSnapshot& before, const LiveSnapshot& now, bool wasThere)
{
    if (now.guild.isValid() && before.guild != now.guild && (before.guild.isValid() || wasThere))
        return {};
    QStringList said;
    said << aboutRecording(before.record, now.record) << aboutCall(before, now);
    // That somebody is missing is told as a problem; that it is over would only be seen.
    if (before.record == RecordState::Recording && now.record == RecordState::Recording)
        for (const QString& name : before.unrecorded)
            if (!now.unrecorded.contains(name))
                said << Announcements::tr("%1 is not missing from the recording any more.")
                            .arg(isolated(name));
    said.removeAll(QString());
    return said;
}

} // namespace lavalier::ui
