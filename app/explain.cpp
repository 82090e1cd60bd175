#include "app/explain.h"

#include "voice/base/snowflake.h"

#include <QCoreApplication>
#include <QDir>

namespace lavalier::app {
namespace {

using ui::Problem;
using Remedy = Problem::Remedy;
using Severity = Problem::Severity;

QString tr(const char* text)
{
    return QCoreApplication::translate("Problems", text);
}

QString nothingRecorded()
{
    return tr("Nothing was being recorded, so nothing is lost.");
}

QString recordingGoesOn()
{
    return tr("What is already on disk stays there.");
}

QString codeNote(const char* what, int code)
{
    return code == 0 ? QString() : QStringLiteral("%1 %2").arg(QLatin1String(what)).arg(code);
}

Problem problem(const char* key, const QString& happened, const QString& safe, const QString& todo,
                Remedy remedy = Remedy::None, Severity severity = Severity::Error)
{
    return {QLatin1String(key), severity, happened, safe, todo, {}, remedy};
}

} // namespace

Problem explain(gateway::GatewayError error, int code)
{
    using gateway::GatewayError;
    Problem result;
    switch (error) {
    case GatewayError::BadToken:
        result = problem("gateway.token", tr("Discord does not accept the bot token."),
                         recordingGoesOn(),
                         tr("Copy the token again from the Discord developer portal (Bot, Reset "
                            "Token) and enter it in Settings or LAVALIER_TOKEN."),
                         Remedy::EnterToken);
        break;
    case GatewayError::DisallowedIntents:
    case GatewayError::InvalidIntents:
        result
            = problem("gateway.intents", tr("Discord refused what this bot asked to be told."),
                      recordingGoesOn(),
                      tr("Lavalier needs no privileged intents. Check in the developer portal that "
                         "the application is a bot and not disabled."));
        break;
    case GatewayError::ShardingRequired:
    case GatewayError::InvalidShard:
        result
            = problem("gateway.sharding", tr("This bot is in too many servers for one connection."),
                      recordingGoesOn(),
                      tr("Use a bot of its own for recording, invited only where you record."));
        break;
    case GatewayError::InvalidVersion:
        result = problem("gateway.version", tr("Discord no longer speaks this version's language."),
                         recordingGoesOn(), tr("Install a newer version of Lavalier."));
        break;
    case GatewayError::HostNotAllowed:
        result = problem("gateway.host", tr("Discord named an address outside Discord."),
                         tr("Nothing was sent there, the token least of all."),
                         tr("Check --api-base, proxies and DNS, then try again."));
        break;
    case GatewayError::TlsFailed:
        result = problem("gateway.tls", tr("The connection to Discord could not be proven secure."),
                         tr("The token was not sent."),
                         tr("Check this computer's date and time, and proxies or filters that open "
                            "encrypted connections."),
                         Remedy::TryAgain);
        break;
    case GatewayError::Refused:
        result = problem("gateway.refused", tr("Discord refused the login."), recordingGoesOn(),
                         tr("Wait a few minutes and try again. If it stays, reset the token."),
                         Remedy::TryAgain);
        break;
    case GatewayError::MalformedAnswer:
        result = problem("gateway.retrying", tr("Something that is not Discord answered."),
                         recordingGoesOn(),
                         tr("A login page of the network or a proxy may stand in between. Lavalier "
                            "keeps trying."),
                         Remedy::None, Severity::Warning);
        break;
    case GatewayError::TooManyLogins:
        result
            = problem("gateway.retrying", tr("This bot has logged in too often."),
                      recordingGoesOn(), tr("Lavalier waits until Discord allows the next login."),
                      Remedy::None, Severity::Warning);
        break;
    case GatewayError::RateLimited:
        result = problem("gateway.retrying", tr("Discord asked to slow down."), recordingGoesOn(),
                         tr("Lavalier waits as long as Discord asks."), Remedy::None,
                         Severity::Warning);
        break;
    case GatewayError::Unreachable:
        result = problem(
            "gateway.retrying", tr("Discord cannot be reached."),
            tr("A running call and its recording go on as long as the voice server answers."),
            tr("Check the network. Lavalier keeps trying."), Remedy::None, Severity::Warning);
        break;
    }
    result.technical = codeNote("gateway code", code);
    return result;
}

Problem explain(gateway::JoinVerdict verdict, const QString& channel)
{
    using gateway::JoinVerdict;
    switch (verdict) {
    case JoinVerdict::Allowed:
        break;
    case JoinVerdict::UnknownGuild:
        return problem("join", tr("The bot is not in that server."), nothingRecorded(),
                       tr("Invite it with the link from the README, or check the server id."));
    case JoinVerdict::ServerUnavailable:
        return problem("join", tr("That server is not available at the moment."), nothingRecorded(),
                       tr("Discord reports an outage. Try again in a while."), Remedy::TryAgain);
    case JoinVerdict::UnknownChannel:
        return problem("join", tr("There is no channel %1 that the bot knows.").arg(channel),
                       nothingRecorded(),
                       tr("Check the channel id, and that the bot may see the channel "
                          "(lavalier channels lists them)."));
    case JoinVerdict::NotAVoiceChannel:
        return problem("join", tr("%1 is not a voice channel.").arg(channel), nothingRecorded(),
                       tr("Choose a voice or stage channel."));
    case JoinVerdict::TimedOut:
        return problem("join", tr("The bot is timed out in this server."), nothingRecorded(),
                       tr("A moderator can end the time-out."));
    case JoinVerdict::NotVisible:
        return problem("join", tr("The bot may not see %1.").arg(channel), nothingRecorded(),
                       tr("Give the bot's role View Channel and Connect in that channel."));
    case JoinVerdict::NoConnectPermission:
        return problem("join", tr("The bot may not connect to %1.").arg(channel), nothingRecorded(),
                       tr("Give the bot's role Connect in that channel."));
    case JoinVerdict::Full:
        return problem("join", tr("%1 is full.").arg(channel), nothingRecorded(),
                       tr("Wait for a free place, raise the channel's user limit, or give the bot "
                          "Move Members."),
                       Remedy::TryAgain);
    }
    return {};
}

Problem explain(control::StopReason reason, int closeCode, const QString& recorded)
{
    using control::StopReason;
    const QString safe = recorded.isEmpty()
        ? nothingRecorded()
        : tr("Everything heard until then is saved in %1.").arg(QDir::toNativeSeparators(recorded));
    Problem result;
    switch (reason) {
    case StopReason::Left:
        result = problem("call", tr("Lavalier left the call."), safe, {}, Remedy::None,
                         Severity::Notice);
        break;
    case StopReason::Kicked:
        result = problem("call", tr("The bot was disconnected from the channel."), safe,
                         tr("A moderator can let it in again; then join once more."));
        break;
    case StopReason::CallEnded:
        result = problem("call", tr("The call ended, or the channel was deleted."), safe,
                         tr("Choose a channel and join again."));
        break;
    case StopReason::DaveRequired:
        result
            = problem("call",
                      tr("This channel requires end-to-end encryption, which this version "
                         "cannot do yet."),
                      safe,
                      tr("Stage channels are not end-to-end encrypted and can be recorded. A later "
                         "version will record this channel."));
        break;
    case StopReason::RateLimited:
        result
            = problem("call", tr("Discord asked the bot to stop connecting to voice for a while."),
                      safe, tr("Wait a few minutes, then join again."));
        break;
    case StopReason::AuthenticationFailed:
        result = problem("call", tr("The voice server refused the bot's session again and again."),
                         safe, tr("Leave, wait a minute and join again."), Remedy::TryAgain);
        break;
    case StopReason::ProtocolError:
        result = problem("call", tr("Lavalier and the voice server did not understand each other."),
                         safe, tr("Join again. If it happens again, please report it."),
                         Remedy::TryAgain);
        break;
    case StopReason::ServerUnreachable:
        result = problem("call", tr("The voice server cannot be reached."), safe,
                         tr("Check the network, then join again."), Remedy::TryAgain);
        break;
    case StopReason::MediaUnreachable:
        result = problem(
            "call", tr("No audio can come through: UDP to the voice server is blocked."), safe,
            tr("Check the firewall and VPN; voice needs outgoing UDP."), Remedy::TryAgain);
        break;
    case StopReason::UnsupportedMode:
        result = problem("call", tr("The voice server offers no encryption that Lavalier knows."),
                         safe, tr("Install a newer version of Lavalier."));
        break;
    case StopReason::NoAnswer:
        result = problem("call", tr("Discord did not answer the request to join."), safe,
                         tr("The channel may be full or closed to the bot. Check View Channel and "
                            "Connect, then try again."),
                         Remedy::TryAgain);
        break;
    case StopReason::ForbiddenHost:
        result = problem("call", tr("Discord named a voice server outside Discord."), safe,
                         tr("Nothing was sent there. Check proxies and DNS, then join again."));
        break;
    }
    result.technical = codeNote("voice close code", closeCode);
    return result;
}

namespace {

const char* keyOf(During during)
{
    switch (during) {
    case During::Start:
        return "recording.start";
    case During::Recording:
        break;
    case During::Stop:
        return "recording.stop";
    case During::Read:
        return "recording.read";
    case During::Change:
        return "recording.change";
    }
    return "recording";
}

/// What the file still has after a failure of the disk.
QString safeOnDisk(During during)
{
    switch (during) {
    case During::Start:
        return nothingRecorded();
    case During::Recording:
        return tr("What is written stays. New audio is held in memory for up to a minute and "
                  "written as soon as it can be.");
    case During::Stop:
        return tr("What was written before can be played and exported.");
    case During::Read:
        break;
    case During::Change:
        return tr("The recording is as it was.");
    }
    return tr("The file was not touched.");
}

/// `live` while recording goes on by itself; else what to do about it and try again.
Problem diskProblem(During during, const QString& happened, const QString& live,
                    const QString& again)
{
    return problem(keyOf(during), happened, safeOnDisk(during),
                   during == During::Recording  ? live
                       : during == During::Stop ? tr("%1 Then record again.").arg(again)
                                                : tr("%1 Then try again.").arg(again),
                   during == During::Start ? Remedy::ChooseFolder : Remedy::ShowFolder);
}

} // namespace

Problem explain(recording::RecordingError error, const QString& path, During during)
{
    using recording::RecordingError;
    const QString file = QDir::toNativeSeparators(path);
    const char* const key = keyOf(during);
    const bool starting = during == During::Start;
    const QString safe = during == During::Recording ? recordingGoesOn() : safeOnDisk(during);
    switch (error) {
    case RecordingError::None:
        break;
    case RecordingError::FolderNotWritable:
        return problem(key, tr("The recordings folder %1 cannot be written to.").arg(file),
                       nothingRecorded(), tr("Choose another folder in Settings."),
                       Remedy::ChooseFolder);
    case RecordingError::NotFound:
        if (starting)
            return problem(key, tr("The recording file cannot be opened in %1.").arg(file),
                           nothingRecorded(), tr("Choose another folder in Settings."),
                           Remedy::ChooseFolder);
        return problem(key, tr("There is no file %1.").arg(file), {}, tr("Check the path."));
    case RecordingError::NotARecording:
        return problem(key, tr("%1 is not a recording of Lavalier.").arg(file),
                       tr("The file was not touched."),
                       tr("Choose a file that ends in .lavalier."));
    case RecordingError::NewerSchema:
        return problem(
            key, tr("%1 was made by a newer version of Lavalier.").arg(file),
            tr("The file was not touched."),
            tr("It can be read and exported, but not changed. Install a newer version."));
    case RecordingError::Damaged:
        return problem(key, tr("%1 is damaged.").arg(file), tr("The file was not touched."),
                       tr("Keep a copy; what is readable can still be exported."));
    case RecordingError::DiskFull:
        return diskProblem(during, tr("The disk is full."),
                           tr("Free some space now: recording goes on by itself."),
                           tr("Free some space."));
    case RecordingError::ReadOnly:
        return diskProblem(
            during,
            during == During::Recording ? tr("The recordings folder has become read-only.")
                                        : tr("%1 is read-only.").arg(file),
            tr("Make it writable again: recording goes on by itself."), tr("Make it writable."));
    case RecordingError::InputOutput:
        return diskProblem(during, tr("The disk reports errors."),
                           tr("Check the drive and its cable; recording goes on by itself."),
                           tr("Check the drive and its cable."));
    case RecordingError::SyncFailed:
        // The system says once that a write failed, then forgets which: only what came since the
        // last good sync is in doubt, and what this commit held is written again.
        return diskProblem(during, tr("The disk did not confirm the last second."),
                           tr("Check the drive. Recording goes on; the second before this may be "
                              "missing after a crash of the system or a power cut."),
                           tr("Check the drive."));
    case RecordingError::FileRemoved:
        return problem(key, tr("The recording file %1 was removed while it was written.").arg(file),
                       tr("Nothing can be put back into a file that is gone."),
                       during == During::Stop ? tr("Start the next recording in another folder.")
                                              : tr("Stop and start again in another folder."),
                       Remedy::ChooseFolder);
    case RecordingError::Busy:
        return problem(key, tr("%1 is in use.").arg(file.isEmpty() ? tr("The recorder") : file),
                       safe, tr("Wait a moment and try again."), Remedy::TryAgain);
    case RecordingError::BeingRecorded:
        return problem(key, tr("%1 is being recorded.").arg(file), recordingGoesOn(),
                       tr("Stop the recording first."));
    case RecordingError::OutOfMemory:
        return problem(key, tr("This computer has run out of memory."), safe,
                       tr("Close other programs."));
    case RecordingError::Internal:
        return problem(key, tr("The recording file could not be handled."), safe,
                       tr("Please report this."));
    }
    return {};
}

QString nameOf(recording::RecordingError error)
{
    static const QStringList kNames {
        QString(),
        QStringLiteral("folderNotWritable"),
        QStringLiteral("notFound"),
        QStringLiteral("notARecording"),
        QStringLiteral("newerSchema"),
        QStringLiteral("damaged"),
        QStringLiteral("diskFull"),
        QStringLiteral("readOnly"),
        QStringLiteral("inputOutput"),
        QStringLiteral("syncFailed"),
        QStringLiteral("fileRemoved"),
        QStringLiteral("busy"),
        QStringLiteral("beingRecorded"),
        QStringLiteral("outOfMemory"),
        QStringLiteral("internal"),
    };
    return kNames.value(static_cast<int>(error), kNames.back());
}

namespace {

/// Why there is nothing to export from.
Problem explainUnreadable(recording::RecordingError why)
{
    using recording::RecordingError;
    const QString safe = tr("The file was not touched.");
    switch (why) {
    case RecordingError::NotFound:
        return problem("export", tr("There is no such recording."), {}, tr("Check the path."));
    case RecordingError::NotARecording:
        return problem("export", tr("This file is not a recording of Lavalier."), safe,
                       tr("Choose a file that ends in .lavalier."));
    case RecordingError::Busy:
        return problem("export", tr("The recording is in use."), safe,
                       tr("Wait a moment and try again."), Remedy::TryAgain);
    default:
        return problem("export", tr("The recording cannot be read."), safe,
                       tr("Run: lavalier inspect FILE"));
    }
}

} // namespace

Problem explain(const exporter::ExportFailure& failure, const QString& speaker)
{
    using exporter::ExportError;
    const QString safe = tr("The recording itself is untouched; finished tracks were kept.");
    Problem result;
    switch (failure.error) {
    case ExportError::RecordingUnreadable:
        result = explainUnreadable(failure.recording);
        break;
    case ExportError::NoSpeakers:
        result
            = problem("export", tr("Nobody spoke in this recording, so there is no track to save."),
                      safe, tr("Nothing needs to be done."), Remedy::None, Severity::Notice);
        break;
    case ExportError::SpeakerUnknown:
        result = problem(
            "export",
            tr("Nobody with the id %1 is in this recording.").arg(toString(failure.speaker)), safe,
            tr("Run: lavalier inspect FILE, which lists all speakers."));
        break;
    case ExportError::FolderNotWritable:
        result = problem("export", tr("The tracks cannot be written to that folder."), safe,
                         tr("Choose another folder."), Remedy::ChooseFolder);
        break;
    case ExportError::DiskFull:
        result = problem("export", tr("The disk is full."), safe,
                         tr("Free some space, or choose another folder or MP3."),
                         Remedy::ChooseFolder);
        break;
    case ExportError::FfmpegMissing:
        result = problem("export", tr("ffmpeg is not installed; MP3 needs it."), safe,
                         tr("Install ffmpeg, or export WAV, which works without it."));
        break;
    case ExportError::FfmpegFailed:
        result = problem("export", tr("ffmpeg could not make the track of %1.").arg(speaker), safe,
                         tr("Try again or export WAV; ffmpeg's own words are in the details."),
                         Remedy::TryAgain);
        break;
    case ExportError::FfmpegStalled:
        result = problem("export", tr("ffmpeg stopped taking audio for 15 seconds."), safe,
                         tr("It was ended. Try again, or export WAV."), Remedy::TryAgain);
        break;
    case ExportError::WorkerMissing:
        result = problem("export", tr("lavalier-decode is missing beside lavalier."), safe,
                         tr("Install Lavalier again."));
        break;
    case ExportError::WorkerFailed:
        result = problem("export", tr("The decoder failed on the track of %1.").arg(speaker), safe,
                         tr("Try again. If it happens again, please report it."), Remedy::TryAgain);
        break;
    case ExportError::OutputInvalid:
        result = problem("export",
                         tr("The finished track of %1 did not hold what it should.").arg(speaker),
                         safe, tr("It was not kept. Try again, or export WAV."), Remedy::TryAgain);
        break;
    case ExportError::TooLong:
        result = problem("export", tr("The track is too long for this format."), safe,
                         tr("Choose MP3."));
        break;
    }
    result.technical = failure.toolOutput;
    return result;
}

Problem explain(pool::PoolError error)
{
    const QString safe = tr("Recording is not affected; only the meters stand still.");
    switch (error) {
    case pool::PoolError::ProgramMissing:
        return problem("decoder", tr("lavalier-decode is missing beside lavalier."), safe,
                       tr("Install Lavalier again to get meters and exports."));
    case pool::PoolError::BuildMismatch:
        return problem("decoder", tr("lavalier-decode belongs to another version."), safe,
                       tr("Install Lavalier again so that both are of one version."));
    case pool::PoolError::KeepsCrashing:
        return problem("decoder", tr("The decoder keeps crashing."), safe,
                       tr("Lavalier keeps restarting it. Please report this."), Remedy::None,
                       Severity::Warning);
    }
    return {};
}

Problem explain(TokenError error)
{
    const QString safe = tr("Nothing was sent to Discord.");
    const QString todo = tr("Copy the token from the Discord developer portal: your application, "
                            "Bot, Reset Token.");
    switch (error) {
    case TokenError::Empty:
        return problem("token", tr("The token is empty."), safe, todo, Remedy::EnterToken);
    case TokenError::WrongShape:
        return problem("token", tr("That does not look like a bot token."), safe, todo,
                       Remedy::EnterToken);
    case TokenError::TooLong:
        return problem("token", tr("That is too long for a bot token."), safe, todo,
                       Remedy::EnterToken);
    case TokenError::FileUnreadable:
        return problem("token", tr("The token file cannot be read."), safe,
                       tr("Check the path after --token-file and its permissions."));
    }
    return {};
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
    const QString safe = tr("Everything else is being recorded.");
    const QString count = QString::number(packets);
    Problem result;
    result.key = lossKey(kind);
    result.severity = Severity::Warning;
    result.whatIsSafe = safe;
    switch (kind) {
    case LossKind::UnknownSpeaker:
        result.whatHappened
            = tr("Audio of an unknown speaker cannot be assigned: %1 packets.").arg(count);
        result.whatToDo = tr("Discord did not say whose audio it is. If somebody's lane stays "
                             "empty, let that person leave the channel and come back.");
        break;
    case LossKind::Undecryptable:
        result.whatHappened = tr("%1 packets of audio could not be decrypted.").arg(count);
        result.whatToDo = tr("If it goes on, leave the channel and join again.");
        break;
    case LossKind::ThisComputer:
        result.whatHappened = tr("This computer dropped %1 packets of audio.").arg(count);
        result.whatToDo = tr("It is too busy to keep up. Close other programs.");
        break;
    case LossKind::Misplaced:
        result.whatHappened = tr("%1 packets of audio fit into no speaker's stream.").arg(count);
        result.whatToDo = tr("A few are harmless. If it goes on, leave the channel and join "
                             "again.");
        result.severity = Severity::Notice;
        break;
    }
    return result;
}

Problem explainDeafened()
{
    return problem(
        kDeafenedKey, tr("The bot is deafened in this server, so Discord sends it no audio."),
        tr("What was heard until now is safe. The recording goes on, in silence."),
        tr("A moderator can end it: right-click the bot in the channel, Server Deafen."));
}

Problem explainReconnecting()
{
    return problem(kReconnectingKey,
                   tr("The connection to the voice server was lost; Lavalier is reconnecting."),
                   tr("What was heard until now is safe. A recording goes on; the gap is noted in "
                      "it."),
                   tr("Check the network if it takes more than a few seconds."), Remedy::None,
                   Severity::Warning);
}

Problem explainMoveUnanswered(const QString& channel)
{
    return problem("join", tr("Discord did not let the bot move to %1.").arg(channel),
                   tr("The bot is still where it was; a recording goes on."),
                   tr("The channel may be full or closed to the bot. Check View Channel and "
                      "Connect, then try again."),
                   Remedy::None, Severity::Warning);
}

Problem tokenMissing()
{
    return problem("token", tr("There is no bot token."), tr("Nothing was sent to Discord."),
                   tr("Set LAVALIER_TOKEN, use --token-file, or enter the token in the window's "
                      "Settings. To try Lavalier without one, use --demo."),
                   Remedy::EnterToken);
}

Problem tokenFileReadable(const QString& path)
{
    return problem(
        "token.file",
        tr("Other users of this computer can read %1.").arg(QDir::toNativeSeparators(path)),
        tr("Lavalier uses the token in it all the same."), tr("Make it private: chmod 600."),
        Remedy::None, Severity::Warning);
}

Problem keychainSilent()
{
    return problem(
        "token.keychain", tr("The keychain did not answer."), tr("The token is no longer in use."),
        tr("Remove Lavalier's entry in your keychain by hand."), Remedy::None, Severity::Warning);
}

ExitCode exitCodeOf(gateway::GatewayError error)
{
    return error == gateway::GatewayError::BadToken ? ExitCode::Token : ExitCode::Network;
}

ExitCode exitCodeOf(gateway::JoinVerdict verdict)
{
    return verdict == gateway::JoinVerdict::Allowed ? ExitCode::Ok : ExitCode::Channel;
}

ExitCode exitCodeOf(control::StopReason reason)
{
    switch (reason) {
    case control::StopReason::Left:
        return ExitCode::Ok;
    case control::StopReason::NoAnswer:
        return ExitCode::Channel;
    default:
        return ExitCode::Network;
    }
}

QString asText(const Problem& problem)
{
    QStringList lines {problem.whatHappened};
    for (const QString& line : {problem.whatIsSafe, problem.whatToDo, problem.technical})
        if (!line.isEmpty())
            lines.append(QStringLiteral("  ")
                         + line.trimmed().replace(u'\n', QStringLiteral("\n  ")));
    return lines.join(u'\n');
}

} // namespace lavalier::app
