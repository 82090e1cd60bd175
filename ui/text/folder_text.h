#pragma once

#include "ui/ports/settings_port.h"

#include <QString>

#include <optional>

namespace lavalier::ui {

/// A folder as somebody typed it, as a whole path: `~` is home. Empty stays empty. Nullopt for a
/// path that does not begin at the root: it would be another folder with every start.
std::optional<QString> wholeFolder(const QString& typed);

/// What is wrong with a folder for recordings, and what to do; empty where nothing is.
QString folderSentence(FolderFinding finding);
QString notWholeSentence();

} // namespace lavalier::ui
