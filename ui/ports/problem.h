#pragma once

#include "voice/base/strong_id.h"

#include <QMetaType>
#include <QString>

namespace lavalier::ui {

/// A failure as a person reads it, already translated: what happened, what is safe, what to do.
///
/// Two problems with the same `key` are the same problem: the later replaces the earlier, and
/// `resolved(key)` takes it away.
struct Problem {
    enum class Severity { Notice, Warning, Error };
    /// What the banner's button does, when there is something the program can do.
    enum class Remedy {
        None,
        OpenSettings,
        EnterToken,
        ChooseFolder, ///< in Settings, or for the export
        RecordWithoutNotice, ///< somebody says that the people in the call know
        RecordElsewhere, ///< the running recording goes on in another folder
        ShowFolder,
        TryAgain,
        RecordAnyway, ///< although the disk is nearly full
        GoOn, ///< in a recording of this channel that a crash left behind
        StartPlainly, ///< end, and start again without listening, joining or exporting
        Report, ///< show a report to give to somebody who helps
        OpenRecordings,
    };

    QString key; ///< e.g. "disk.low"; never shown
    Severity severity = Severity::Error;
    QString whatHappened;
    QString whatIsSafe;
    QString whatToDo;
    QString technical; ///< ids and codes for a report; holds no secret
    Remedy remedy = Remedy::None;
    Remedy otherRemedy = Remedy::None; ///< a second button, when there is a choice
    GuildId guild {}; ///< whose call it is about; invalid when it is about none
    QString guildName {};

    bool operator==(const Problem&) const = default;
};

} // namespace lavalier::ui

Q_DECLARE_METATYPE(lavalier::ui::Problem)
