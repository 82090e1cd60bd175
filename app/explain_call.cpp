#include "app/explain.h"

#include "app/explain_words.h"
#include "voice/base/snowflake.h"

#include <QDir>
#include <QLocale>

namespace lavalier::app {

using ui::Problem;
using words::codeNote;
using words::nothingRecorded;
using words::problem;
using Remedy = Problem::Remedy;
using Severity = Problem::Severity;

namespace {

QString refusedSession(int closeCode)
{
    switch (closeCode) {
    case 4004:
        return Problems::tr("The voice server refused the token that Discord gave for it.");
    case 4006:
        return Problems::tr("The voice server says that the bot's voice session is not valid.");
    case 4009:
        return Problems::tr("The voice server says that the bot's voice session timed out.");
    default:
        return Problems::tr("The voice server refused the bot's session again and again.");
    }
}

} // namespace

Problem explain(control::StopReason reason, int closeCode, const QString& recorded,
                gateway::JoinVerdict now, const QString& channel)
{
    using control::StopReason;
    using gateway::JoinVerdict;
    Problem result = explain(reason, closeCode, recorded);
    if (reason != StopReason::Kicked && reason != StopReason::CallEnded)
        return result;
    switch (now) {
    case JoinVerdict::Allowed:
    case JoinVerdict::ServerUnavailable:
    case JoinVerdict::NotAVoiceChannel:
    case JoinVerdict::Full:
        break;
    case JoinVerdict::UnknownGuild:
        result.whatHappened = Problems::tr("The bot was removed from the server.");
        result.whatToDo = Problems::tr("Invite it again with the link from the README.");
        break;
    case JoinVerdict::UnknownChannel:
        result.whatHappened = Problems::tr("The channel %1 was deleted.").arg(channel);
        result.whatToDo = Problems::tr("Choose a channel and join again.");
        break;
    case JoinVerdict::TimedOut:
        result.whatHappened = Problems::tr("A moderator gave the bot a time-out.");
        result.whatToDo = Problems::tr("A moderator can end the time-out; then join again.");
        break;
    case JoinVerdict::NotVisible:
    case JoinVerdict::NoConnectPermission:
        result.whatHappened = Problems::tr("The bot lost its permission to be in %1.").arg(channel);
        result.whatToDo = Problems::tr(
            "Give the bot's role View Channel and Connect in that channel, then join again.");
        break;
    }
    return result;
}

Problem explain(control::StopReason reason, int closeCode, const QString& recorded)
{
    using control::StopReason;
    const QString safe = recorded.isEmpty()
        ? nothingRecorded()
        : Problems::tr("Everything heard until then is saved in %1.")
              .arg(QDir::toNativeSeparators(recorded));
    Problem result;
    switch (reason) {
    case StopReason::Left:
        result = problem("call", Problems::tr("Lavalier left the call."), safe, {}, Remedy::None,
                         Severity::Notice);
        break;
    case StopReason::Kicked:
        result = problem("call", Problems::tr("The bot was disconnected from the channel."), safe,
                         Problems::tr("A moderator can let it in again; then join once more."));
        break;
    case StopReason::CallEnded:
        result = problem("call", Problems::tr("The call ended, or the channel was deleted."), safe,
                         Problems::tr("Choose a channel and join again."));
        break;
    case StopReason::DaveRequired:
        result = problem(
            "call", Problems::tr("Discord did not accept this version's end-to-end encryption."),
            safe,
            Problems::tr("Install a newer version of Lavalier. Stage channels are not end-to-end "
                         "encrypted and can be recorded meanwhile."));
        break;
    case StopReason::RateLimited:
        result = problem(
            "call", Problems::tr("Discord asked the bot to stop connecting to voice for a while."),
            safe, Problems::tr("Wait a few minutes, then join again."));
        break;
    case StopReason::AuthenticationFailed:
        result = problem("call", refusedSession(closeCode), safe,
                         Problems::tr("Leave, wait a minute and join again."), Remedy::TryAgain);
        break;
    case StopReason::ServerNotFound:
        result = problem(
            "call", Problems::tr("The voice server that Discord named does not know this call."),
            safe, Problems::tr("Discord may be moving the call. Join again in a moment."),
            Remedy::TryAgain);
        break;
    case StopReason::ProtocolError:
        result = problem(
            "call", Problems::tr("Lavalier and the voice server did not understand each other."),
            safe, Problems::tr("Join again. If it happens again, please report it."),
            Remedy::TryAgain);
        break;
    case StopReason::ServerUnreachable:
        result = problem("call", Problems::tr("The voice server cannot be reached."), safe,
                         Problems::tr("Check the network, then join again."), Remedy::TryAgain);
        break;
    case StopReason::MediaUnreachable:
        result = problem(
            "call", Problems::tr("No audio can come through: UDP to the voice server is blocked."),
            safe, Problems::tr("Check the firewall and VPN; voice needs outgoing UDP."),
            Remedy::TryAgain);
        break;
    case StopReason::UnsupportedMode:
        result = problem("call",
                         Problems::tr("The voice server offers no encryption that Lavalier knows."),
                         safe, Problems::tr("Install a newer version of Lavalier."));
        break;
    case StopReason::NoAnswer:
        result = problem(
            "call", Problems::tr("Discord did not answer the request to join."), safe,
            Problems::tr("The channel may be full or closed to the bot. Check View Channel and "
                         "Connect, then try again."),
            Remedy::TryAgain);
        break;
    case StopReason::ForbiddenHost:
        result = problem(
            "call", Problems::tr("Discord named a voice server outside Discord."), safe,
            Problems::tr("Nothing was sent there. Check proxies and DNS, then join again."));
        break;
    }
    result.technical = codeNote("voice close code", closeCode);
    return result;
}

QString lossKey(LossKind kind)
{
    switch (kind) {
    case LossKind::UnknownSpeaker:
        return QStringLiteral("loss.unknown");
    case LossKind::Undecryptable:
        return QStringLiteral("loss.encryption");
    case LossKind::ThisComputer:
        return QStringLiteral("loss.computer");
    case LossKind::Misplaced:
        break;
    }
    return QStringLiteral("loss.misplaced");
}

Problem explain(LossKind kind, std::uint64_t packets)
{
    const QString safe = Problems::tr("Everything else is being recorded.");
    const QString count = QString::number(packets);
    Problem result;
    result.key = lossKey(kind);
    result.severity = Severity::Warning;
    result.whatIsSafe = safe;
    switch (kind) {
    case LossKind::UnknownSpeaker:
        result.whatHappened
            = Problems::tr("Audio of an unknown speaker cannot be assigned: %1 packets.")
                  .arg(count);
        result.whatToDo
            = Problems::tr("Discord did not say whose audio it is. If somebody's lane stays "
                           "empty, let that person leave the channel and come back.");
        break;
    case LossKind::Undecryptable:
        result.whatHappened
            = Problems::tr("%1 packets of audio could not be decrypted.").arg(count);
        result.whatToDo = Problems::tr("If it goes on, leave the channel and join again.");
        break;
    case LossKind::ThisComputer:
        result.whatHappened = Problems::tr("This computer dropped %1 packets of audio.").arg(count);
        result.whatToDo = Problems::tr("It is too busy to keep up. Close other programs.");
        break;
    case LossKind::Misplaced:
        result.whatHappened
            = Problems::tr("%1 packets of audio fit into no speaker's stream.").arg(count);
        result.whatToDo
            = Problems::tr("A few are harmless. If it goes on, leave the channel and join "
                           "again.");
        result.severity = Severity::Notice;
        break;
    }
    return result;
}

Problem explainDeafened()
{
    return problem(
        kDeafenedKey,
        Problems::tr("The bot is deafened in this server, so Discord sends it no audio."),
        Problems::tr("What was heard until now is safe. The recording goes on, in silence."),
        Problems::tr("A moderator can end it: right-click the bot in the channel, Server Deafen."));
}

QString stalledKey(Stalled where)
{
    switch (where) {
    case Stalled::Disk:
        return QStringLiteral("stalled.disk");
    case Stalled::Undecodable:
        return QStringLiteral("stalled.undecodable");
    case Stalled::Decoder:
        break;
    }
    return QStringLiteral("stalled.decoder");
}

Problem explain(Stalled where, const QStringList& names)
{
    const QString who = QLocale().createSeparatedList(names);
    Problem result;
    result.key = stalledKey(where);
    if (where == Stalled::Disk) {
        result.whatHappened
            = Problems::tr("%1: heard, but nothing of it is reaching the disk.").arg(who);
        result.whatIsSafe = Problems::tr(
            "What is on disk stays there. Up to a minute is kept in memory and written later.");
        result.whatToDo = Problems::tr("Check the disk of the recordings folder, or let the "
                                       "recording go on in another folder.");
        result.remedy = Remedy::RecordElsewhere;
        return result;
    }
    result.severity = Severity::Warning;
    if (where == Stalled::Undecodable) {
        result.whatHappened = Problems::tr("%1: heard, but cannot be decoded.").arg(who);
        result.whatIsSafe = Problems::tr("The recording keeps it as it came. Everyone else is "
                                         "heard and recorded.");
        result.whatToDo = Problems::tr("It is damaged or no Opus audio, so an export has silence "
                                       "there. Let that person leave the channel and come back.");
        return result;
    }
    result.whatHappened
        = Problems::tr("%1: heard, but not decoded, so the meter stands still.").arg(who);
    result.whatIsSafe = Problems::tr("The recording does not need the decoder and is complete.");
    result.whatToDo
        = Problems::tr("Lavalier starts the decoder again by itself. If it stays, close "
                       "other programs.");
    return result;
}

Problem explainStranger(const QStringList& maybe)
{
    constexpr qsizetype kHelpful = 3; // more names than these say nothing
    QString happened = Problems::tr("Somebody is talking, and Discord does not say who.");
    if (!maybe.isEmpty() && maybe.size() <= kHelpful)
        happened += u' '
            + Problems::tr("No audio is known yet of: %1.")
                  .arg(QLocale().createSeparatedList(maybe));
    return problem(
        kStrangerKey, happened,
        Problems::tr("Everyone else is heard and recorded. Up to ten seconds are kept, and "
                     "recorded as soon as Discord names the person."),
        Problems::tr("What is older is lost. If this stays, let that person leave the channel and "
                     "come back."),
        Remedy::None, Severity::Warning);
}

QString warningKey(CallWarning warning)
{
    switch (warning) {
    case CallWarning::NoAudio:
        return QStringLiteral("call.noaudio");
    case CallWarning::Silence:
        return QStringLiteral("call.silence");
    case CallWarning::PathSilent:
        return QStringLiteral("call.path");
    case CallWarning::SlowLink:
        break;
    }
    return QStringLiteral("call.slow");
}

Problem explain(CallWarning warning)
{
    Problem result;
    result.key = warningKey(warning);
    result.severity = Severity::Warning;
    result.whatIsSafe = Problems::tr("The recording goes on.");
    switch (warning) {
    case CallWarning::NoAudio:
        result.whatHappened
            = Problems::tr("Nobody was heard in the first minute of this recording.");
        result.whatToDo
            = Problems::tr("Check that people are in this channel and not muted, and that "
                           "the bot is not deafened.");
        break;
    case CallWarning::Silence:
        result.whatHappened = Problems::tr("Nobody was heard for five minutes.");
        result.whatToDo = Problems::tr(
            "If people are talking, leave the channel and join again. If the session "
            "is over, stop the recording.");
        break;
    case CallWarning::SlowLink:
        result.whatHappened
            = Problems::tr("The voice server answers slowly, after more than half a second.");
        result.whatToDo = Problems::tr("Audio may get lost on its way. Check what else uses the "
                                       "network.");
        break;
    case CallWarning::PathSilent:
        result.whatHappened = Problems::tr(
            "Nothing comes from the voice server any more, although people were talking.");
        result.whatIsSafe
            = Problems::tr("What was heard until now is safe. A recording goes on; the gap is "
                           "noted in it.");
        result.whatToDo = Problems::tr("Check the network if it takes more than a few seconds.");
        break;
    }
    return result;
}

Problem explainMoved(const QString& channel)
{
    return problem(kMovedKey, Problems::tr("The bot was moved to %1.").arg(channel),
                   Problems::tr("The recording goes on there, in the same tracks."),
                   Problems::tr("Move it back, or stop, if that was not meant."), Remedy::None,
                   Severity::Notice);
}

Problem explainReconnecting()
{
    return problem(
        kReconnectingKey,
        Problems::tr("The connection to the voice server was lost; Lavalier is reconnecting."),
        Problems::tr("What was heard until now is safe. A recording goes on; the gap is noted in "
                     "it."),
        Problems::tr("Check the network if it takes more than a few seconds."), Remedy::None,
        Severity::Warning);
}

QString undecryptableKey(UserId user)
{
    return QStringLiteral("encryption.") + toString(user);
}

Problem explainUndecryptable(UserId user, const QString& name)
{
    Problem result;
    result.key = undecryptableKey(user);
    result.severity = Severity::Warning;
    result.whatHappened
        = Problems::tr("%1 is talking, but the audio cannot be decrypted.").arg(name);
    result.whatIsSafe = Problems::tr(
        "Everyone else is heard and recorded. The last ten seconds are kept, in case the key "
        "comes.");
    result.whatToDo = Problems::tr("Lavalier asks for new keys by itself. If this stays, let %1 "
                                   "leave the channel and come back.")
                          .arg(name);
    result.technical = QStringLiteral("user %1").arg(toString(user));
    return result;
}

Problem explainMoveUnanswered(const QString& channel)
{
    return problem(
        "join", Problems::tr("Discord did not let the bot move to %1.").arg(channel),
        Problems::tr("The bot is still where it was; a recording goes on."),
        Problems::tr("The channel may be full or closed to the bot. Check View Channel and "
                     "Connect, then try again."),
        Remedy::None, Severity::Warning);
}

Problem explainNoNotice(NoticeStand nickname, NoticeStand message)
{
    const bool wanted = nickname != NoticeStand::NotWanted || message != NoticeStand::NotWanted;
    const bool forbidden = nickname == NoticeStand::Forbidden || message == NoticeStand::Forbidden;
    QString todo;
    if (!wanted)
        todo = Problems::tr("Switch a notice on in Settings, or tell them yourself and record "
                            "without one.");
    else if (forbidden)
        todo = Problems::tr("Give the bot “Change Nickname” in this server (or “Send Messages” in "
                            "the channel, for a line in its chat), or tell them yourself and "
                            "record without a notice (on the command line: --no-notice).");
    else
        todo = Problems::tr("Try again, or tell them yourself and record without a notice (on the "
                            "command line: --no-notice).");
    Problem result = problem(
        kNoNoticeKey, Problems::tr("The people in the call are not told that they are recorded."),
        nothingRecorded(), todo, Remedy::RecordWithoutNotice, Severity::Warning);
    result.technical = QStringLiteral("nickname mark: %1, chat message: %2")
                           .arg(nameOf(nickname), nameOf(message));
    return result;
}

Problem explainUntold()
{
    return problem(kNoticeRemovedKey,
                   Problems::tr("The people in the call are not told that they are recorded."),
                   Problems::tr("The recording goes on."),
                   Problems::tr("Tell the people in the call yourself that you record them."),
                   Remedy::None, Severity::Warning);
}

Problem explainSettingsDamaged()
{
    return problem("settings.damaged", Problems::tr("The settings could not be read."),
                   Problems::tr("The defaults apply, and nobody is on the list of people who are "
                                "never recorded. The old file was kept under another name."),
                   Problems::tr("Look through the settings before you record."), Remedy::None,
                   Severity::Warning);
}

Problem explainSettingsUnsaved()
{
    return problem(kSettingsUnsavedKey, Problems::tr("The settings could not be saved."),
                   Problems::tr("They hold until Lavalier ends, also for people who are never "
                                "recorded."),
                   Problems::tr("Make room on the disk, or check who may write to the folder of "
                                "the settings. Then change a setting again."),
                   Remedy::None, Severity::Warning);
}

Problem explainMarkLeft()
{
    return problem(kMarkLeftKey, Problems::tr("The bot's name still carries the recording mark."),
                   Problems::tr("Nothing is being recorded under it."),
                   Problems::tr("Lavalier goes on trying to put the name back. If it stays, "
                                "change the bot's nickname in Discord."),
                   Remedy::None, Severity::Warning);
}

Problem explainNoticeRemoved()
{
    return problem(kNoticeRemovedKey,
                   Problems::tr("Somebody took the recording mark off the bot's name."),
                   Problems::tr("The recording goes on."),
                   Problems::tr("Tell the people in the call yourself that you record them."),
                   Remedy::None, Severity::Warning);
}

} // namespace lavalier::app
