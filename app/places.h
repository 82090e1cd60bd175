#pragma once

#include <QString>

namespace lavalier::app {

/// Music/Lavalier of this user.
QString defaultRecordingsFolder();
/// What recordings look like, kept to open them fast; may be deleted at any time.
QString waveformCacheFolder();
/// What the recordings say of themselves, kept to list them fast; may be deleted at any time.
QString listCacheFile();
/// Selections that are dragged into other programs, while the program runs (clip_folder.h).
QString clipCacheFolder();
/// For what outlives a run and is no setting: logs, nicknames to put back.
QString stateFolder();
/// With its parents when missing, and then for this user alone; true when it is there.
bool makePrivateFolder(const QString& path);
/// Where this user's settings are.
QString configFolder();
/// lavalier-decode: beside this program, or where an installed tree keeps helpers.
QString workerProgram();
/// Of the menu entry, the icon and the name on the desktop's bus (packaging/).
inline constexpr auto kDesktopId = "org.lavalier.Lavalier";
/// Bytes an hour of one speaker takes at most, for "time left" before anything was measured.
inline constexpr double kBytesPerSpeakerHour = 40e6;

} // namespace lavalier::app
