#pragma once

#include "ui/ports/export_port.h"
#include "ui/ports/library_port.h"
#include "ui/ports/problem.h"
#include "ui/ports/recorder_port.h"
#include "ui/ports/settings_port.h"

#include <QString>

namespace lavalier::ui {

/// Why a channel cannot be joined, as a sentence with a next step; empty for None.
QString joinBlockSentence(JoinBlock block);
/// The same in two words, for the channel list.
QString joinBlockShort(JoinBlock block);

/// The text that "Copy" puts on the clipboard.
QString problemReport(const Problem& problem);
/// The label of the banner's button; empty when there is nothing the program can do.
QString remedyLabel(Problem::Remedy remedy);

/// "Connected · 42 ms" under the bot's name.
QString accountSentence(const AccountView& account);
QString tokenPlaceSentence(TokenPlace place);
/// The shape of a bot token: three dotted runs of base64url. Says nothing about its validity.
bool looksLikeToken(QStringView text);

/// `holding`: the file takes nothing just now and audio waits in memory.
QString recordStateWord(RecordState state, CallState call, bool holding = false);
QString recordingStateWord(RecordingState state);
/// "heard, decrypted, decoded, on disk" with what is wrong; for tooltips and screen readers.
QString lampSentence(const SpeakerView& speaker);
/// The server, and whether the people in the call know that they are recorded.
QString placeBelow(const LiveSnapshot& live);
/// What stands beside a speaker's name: "muted", "waiting for keys", "left" or nothing.
QString speakerNote(const SpeakerView& speaker);
/// "+3 dB" for the ear, "as it is" for none.
QString gainText(double gainDb);
/// "12 not written" or "12 lost" for the lane, the graver first; empty while nothing is.
QString lossNote(const SpeakerView& speaker);

/// A file name template with its placeholders filled by an example.
QString fileNamePreview(const QString& pattern);

} // namespace lavalier::ui
