#pragma once

#include "app/call_watch.h"
#include "app/consent_notice.h"
#include "app/disk_watch.h"
#include "app/exit_code.h"
#include "app/loss_watch.h"
#include "app/machine_watch.h"
#include "app/speaker_watch.h"
#include "app/token_store.h"
#include "processing/pool/decode_pool.h"
#include "sinks/exporter/export_job.h"
#include "sinks/recording/recording_types.h"
#include "ui/ports/problem.h"
#include "ui/ports/recorder_port.h"
#include "voice/control/call_state.h"
#include "voice/gateway/gateway_error.h"
#include "voice/gateway/guild_directory.h"

namespace lavalier::app {

// What the modules' enums mean to a person: what happened, what is safe, what to do. The only
// place where an error becomes a sentence; the command line and the window both read it here.

/// `code` is the close code or HTTP status, 0 when there is none.
ui::Problem explain(gateway::GatewayError error, int code);
/// A command gives up before there is a call.
ui::Problem explainNotReached();
/// `channel` is the channel's name, or its id when it has none that we know.
ui::Problem explain(gateway::JoinVerdict verdict, const QString& channel);
/// `recorded` is the path of the recording that the call's end finished; empty without one.
ui::Problem explain(control::StopReason reason, int closeCode, const QString& recorded);
/// The same, where the server's directory knows more: `now` is what a new join would be told.
ui::Problem explain(control::StopReason reason, int closeCode, const QString& recorded,
                    gateway::JoinVerdict now, const QString& channel);
/// What a recording file was wanted for when it failed. Each has a key of its own ("recording"
/// while recording and while the end is being saved, else "recording.start" and so on): a failed
/// rename must not hide or end the banner of a full disk.
enum class During { Start, Recording, Saving, Stop, Read, Change };
QString recordingKey(During during);
/// Room for a running recording is short; for the command line, the window watches the machine.
ui::Problem explainLowDisk(const DiskOutlook& outlook);
inline constexpr const char* kLowDiskKey = "recording.low";
/// There is too little room to begin; `folder` is the recordings folder.
ui::Problem explainNoRoomToBegin(const DiskOutlook& outlook, const QString& folder);
/// A recording that a crash left behind is of the channel that is joined just now.
ui::Problem explainCanGoOn(const QString& title);
inline constexpr const char* kLeftBehindKey = "recovery.waiting";
/// At a start: some recording was not finished by an earlier run.
ui::Problem explainLeftBehind();
inline constexpr const char* kGoOnKey = "recovery.continue";
/// `path` is the file's; at the start, the folder's.
ui::Problem explain(recording::RecordingError error, const QString& path,
                    During during = During::Recording);
/// Under recoveryKey(path); what may pass can be tried again.
ui::Problem explainNotRecovered(recording::RecordingError error, const QString& path);
/// The recordings folder cannot be listed: it is not there, or it is and cannot be read.
enum class FolderTrouble { Missing, Unreadable };
ui::Problem explain(FolderTrouble trouble, const QString& folder);
/// The recording goes on in a further file, at `path`, after a failed sync.
ui::Problem explainNextPart(const QString& path);
/// The folder that was chosen for a further file does not take one.
ui::Problem explainNotContinued(recording::RecordingError error, const QString& folder);
inline constexpr const char* kNextPartKey = "recording.part";
/// For scripts: diskFull, fileRemoved, ...; empty for None.
QString nameOf(recording::RecordingError error);
ui::Problem explain(const exporter::ExportFailure& failure, const QString& speaker);
ui::Problem explain(pool::PoolError error);
ui::Problem explain(TokenError error);
/// Packets that did not reach the recording, since the trouble began.
ui::Problem explain(LossKind kind, std::uint64_t packets);
/// At Stop this computer was too busy to hand over what it had received.
ui::Problem explainEndUncertain();
inline constexpr const char* kEndUncertainKey = "recording.end";
/// Nobody in the call could be told; asks for leave to record all the same.
ui::Problem explainNoNotice(NoticeStand nickname, NoticeStand message);
/// Somebody took the mark off the bot's name while it records.
ui::Problem explainNoticeRemoved();
/// Nobody in the channel that the call was moved to could be told.
ui::Problem explainUntold();
/// The nickname could not be put back.
ui::Problem explainMarkLeft();
inline constexpr const char* kNoNoticeKey = "notice";
inline constexpr const char* kNoticeRemovedKey = "notice.removed";
/// The settings, and with them whom never to record, could not be read; or not be kept.
ui::Problem explainSettingsDamaged();
ui::Problem explainSettingsUnsaved();
inline constexpr const char* kSettingsUnsavedKey = "settings.unsaved";
inline constexpr const char* kMarkLeftKey = "notice.left";
/// A moderator, or another program of the bot's, switched its hearing off.
ui::Problem explainDeafened();
ui::Problem explainReconnecting();
/// These speakers are heard, and at this stage nothing of them arrives.
ui::Problem explain(Stalled where, const QStringList& names);
QString stalledKey(Stalled where);
/// Somebody is heard, and Discord does not say who; it may be one of these.
ui::Problem explainStranger(const QStringList& maybe);
inline constexpr const char* kStrangerKey = "call.stranger";
ui::Problem explain(CallWarning warning);
QString warningKey(CallWarning warning);
/// A moderator moved the bot.
ui::Problem explainMoved(const QString& channel);
/// Somebody is heard, but the audio does not decrypt.
ui::Problem explainUndecryptable(UserId user, const QString& name);
QString undecryptableKey(UserId user);
/// A move within the server that Discord did not answer.
ui::Problem explainMoveUnanswered(const QString& channel);
/// Listening without an output; nullopt while all is well.
std::optional<ui::Problem> explain(ui::Listening listening);
ui::Problem explain(MachineWarning warning);
QString warningKey(MachineWarning warning);
/// The keys under which explain(LossKind) and the two above are resolved.
QString lossKey(LossKind kind);
inline constexpr const char* kDeafenedKey = "call.deafened";
inline constexpr const char* kListeningKey = "listening";
/// `name` of the output that was chosen and is not there.
ui::Problem explainOutputMissing(const QString& name);
inline constexpr const char* kOutputMissingKey = "listening.output";
inline constexpr const char* kMovedKey = "call.moved";
inline constexpr const char* kReconnectingKey = "call.reconnecting";
/// Started without listening, joining or exporting.
ui::Problem explainPlainStart();
/// The program itself ended before it was done, last time.
ui::Problem explainUncleanEnd();
inline constexpr const char* kPlainStartKey = "run.plain";
inline constexpr const char* kUncleanEndKey = "run.unclean";
/// No token was given, found or kept anywhere.
ui::Problem tokenMissing();
ui::Problem tokenFileReadable(const QString& path);
/// The token could not be taken out of the keychain.
ui::Problem keychainSilent();

ExitCode exitCodeOf(gateway::GatewayError error);
ExitCode exitCodeOf(gateway::JoinVerdict verdict);
ExitCode exitCodeOf(control::StopReason reason);

/// The same as lines for a terminal.
QString asText(const ui::Problem& problem);

} // namespace lavalier::app
