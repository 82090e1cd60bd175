#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace lavalier::app {

/// One option as the help tells of it. The parsers are held against this table by a test, in both
/// directions: names, and what may follow where that is a short list.
struct OptionHelp {
    const char* heading; ///< of the help's section
    const char* commands; ///< that take it, with blanks between; "window" is none
    const char* name;
    const char* value; ///< "FILE", "16|24", "labels,reaper"; empty for a flag
    const char* words; ///< of one line or more
};
const std::vector<OptionHelp>& optionHelp();

/// Of all commands.
const QStringList& commandNames();

QString helpText();

} // namespace lavalier::app
