#pragma once

#include "ui/ports/recorder_port.h"

#include <QString>

#include <vector>

namespace lavalier::ui {

/// The call that a snapshot shows, where it is the only one.
CallView viewOf(const LiveSnapshot& live);
/// Something of it is not getting into its file, or may soon not.
bool isTroubled(const CallView& call);
bool isRecorded(const CallView& call); ///< or paused, or being saved

/// "Tuesday Dungeon › The Table"
QString callPlace(const CallView& call);
/// The gravest there is to say of it, in a few words: "Not recorded: Ana", "Recording".
QString callWords(const CallView& call);

/// For title bar and tray: how many recordings run, the gravest trouble of any of them by word, and
/// the channel that is shown.
QString titleOf(const std::vector<CallView>& calls, GuildId shown);

} // namespace lavalier::ui
