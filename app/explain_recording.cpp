#include "app/explain.h"

#include "app/explain_words.h"
#include "ui/ports/library_port.h"

#include <QDir>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace lavalier::app {

using ui::Problem;
using words::nothingRecorded;
using words::problem;
using words::recordingGoesOn;
using Remedy = Problem::Remedy;

namespace {

const char* keyOf(During during)
{
    switch (during) {
    case During::Start:
        return "recording.start";
    case During::Recording:
    case During::Saving:
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
        return Problems::tr(
            "What is written stays. New audio is held in memory for up to a minute and "
            "written as soon as it can be.");
    case During::Saving:
        return Problems::tr("The recording is stopped, but not yet whole: what was said last is "
                            "held in memory and tried again until it is written.");
    case During::Stop:
        return Problems::tr("What was written before can be played and exported.");
    case During::Read:
        break;
    case During::Change:
        return Problems::tr("The recording is as it was.");
    }
    return Problems::tr("The file was not touched.");
}

int minutesOf(const DiskOutlook& outlook)
{
    return static_cast<int>(std::min<std::int64_t>(outlook.left.count() / 60, 100'000));
}

bool isOpen(During during)
{
    return during == During::Recording || during == During::Saving;
}

/// `live` while recording goes on by itself; else what to do about it and try again.
Problem diskProblem(During during, const QString& happened, const QString& live,
                    const QString& again)
{
    QString todo = live;
    if (during == During::Saving)
        todo = Problems::tr("%1 Or choose another folder.").arg(again);
    else if (during == During::Stop)
        todo = Problems::tr("%1 Then record again.").arg(again);
    else if (during != During::Recording)
        todo = Problems::tr("%1 Then try again.").arg(again);
    const Remedy remedy = isOpen(during) ? Remedy::RecordElsewhere
        : during == During::Start        ? Remedy::ChooseFolder
                                         : Remedy::ShowFolder;
    return problem(keyOf(during), happened, safeOnDisk(during), todo, remedy);
}

} // namespace

Problem explain(recording::RecordingError error, const QString& path, During during)
{
    using recording::RecordingError;
    const QString file = QDir::toNativeSeparators(path);
    const char* const key = keyOf(during);
    const bool starting = during == During::Start;
    const QString safe = isOpen(during) ? recordingGoesOn() : safeOnDisk(during);
    switch (error) {
    case RecordingError::None:
        break;
    case RecordingError::FolderNotWritable:
        return problem(key,
                       Problems::tr("The recordings folder %1 cannot be written to.").arg(file),
                       nothingRecorded(), Problems::tr("Choose another folder in Settings."),
                       Remedy::ChooseFolder);
    case RecordingError::NotFound:
        if (starting)
            return problem(key,
                           Problems::tr("The recording file cannot be opened in %1.").arg(file),
                           nothingRecorded(), Problems::tr("Choose another folder in Settings."),
                           Remedy::ChooseFolder);
        return problem(key, Problems::tr("There is no file %1.").arg(file), {},
                       Problems::tr("Check the path."));
    case RecordingError::NotARecording:
        return problem(key, Problems::tr("%1 is not a recording of Lavalier.").arg(file),
                       Problems::tr("The file was not touched."),
                       Problems::tr("Choose a recording; their names end in .lavalier."));
    case RecordingError::NewerSchema:
        return problem(
            key, Problems::tr("%1 was made by a newer version of Lavalier.").arg(file),
            Problems::tr("The file was not touched."),
            Problems::tr("It can be read and exported, but not changed. Install a newer version."));
    case RecordingError::Damaged:
        return problem(key, Problems::tr("%1 is damaged.").arg(file),
                       Problems::tr("The file was not touched."),
                       Problems::tr("Keep a copy; what is readable can still be exported."));
    case RecordingError::DiskFull:
        return diskProblem(during, Problems::tr("The disk is full."),
                           Problems::tr("Free some space now: recording goes on by itself."),
                           Problems::tr("Free some space."));
    case RecordingError::ReadOnly:
        return diskProblem(during,
                           during == During::Recording
                               ? Problems::tr("The recordings folder has become read-only.")
                               : Problems::tr("%1 is read-only.").arg(file),
                           Problems::tr("Make it writable again: recording goes on by itself."),
                           Problems::tr("Make it writable."));
    case RecordingError::InputOutput:
        return diskProblem(
            during, Problems::tr("The disk reports errors."),
            Problems::tr("Check the drive and its cable; recording goes on by itself."),
            Problems::tr("Check the drive and its cable."));
    case RecordingError::SyncFailed:
        // The system says once that a write failed, then forgets which: only what came since the
        // last good sync is in doubt, and what this commit held is written again.
        return diskProblem(
            during, Problems::tr("The disk did not confirm the last second."),
            Problems::tr("Check the drive. Recording goes on; the second before this may be "
                         "missing after a crash of the system or a power cut."),
            Problems::tr("Check the drive."));
    case RecordingError::FileRemoved:
        return problem(
            key, Problems::tr("The recording file %1 was removed while it was written.").arg(file),
            isOpen(during) ? Problems::tr("All of it can still be saved while the program runs.")
                           : Problems::tr("Nothing can be put back into a file that is gone."),
            isOpen(during) ? Problems::tr("Choose another folder: what was recorded so far is "
                                          "copied there, and recording goes on there.")
                           : Problems::tr("Start the next recording in another folder."),
            isOpen(during) ? Remedy::RecordElsewhere : Remedy::ChooseFolder);
    case RecordingError::Busy:
        return problem(
            key,
            Problems::tr("%1 is in use.").arg(file.isEmpty() ? Problems::tr("The recorder") : file),
            safe, Problems::tr("Wait a moment and try again."), Remedy::TryAgain);
    case RecordingError::BeingRecorded:
        return problem(key, Problems::tr("%1 is being recorded.").arg(file), recordingGoesOn(),
                       Problems::tr("Stop the recording first."));
    case RecordingError::Finished:
        return problem(key, Problems::tr("%1 ended as it should: it is whole.").arg(file),
                       Problems::tr("The file was not touched."),
                       Problems::tr("Export its tracks, or begin a new recording."));
    case RecordingError::OutOfMemory:
        return problem(key, Problems::tr("This computer has run out of memory."), safe,
                       Problems::tr("Close other programs."));
    case RecordingError::Internal:
        return problem(key, Problems::tr("The recording file could not be handled."), safe,
                       Problems::tr("Please report this."));
    }
    return {};
}

QString recordingKey(During during)
{
    return QLatin1String(keyOf(during));
}

Problem explainLowDisk(const DiskOutlook& outlook)
{
    const bool urgent = outlook.room == DiskRoom::Urgent;
    return problem(kLowDiskKey,
                   Problems::tr("The disk has room for about %n more minute(s): %1 are free.",
                                nullptr, minutesOf(outlook))
                       .arg(QLocale().formattedDataSize(static_cast<qint64>(outlook.bytesFree))),
                   recordingGoesOn(), Problems::tr("Free some space, or go on in another folder."),
                   Remedy::RecordElsewhere,
                   urgent ? Problem::Severity::Error : Problem::Severity::Warning);
}

Problem explainNoRoomToBegin(const DiskOutlook& outlook, const QString& folder)
{
    Problem result = problem(
        keyOf(During::Start),
        Problems::tr("%1 has room for about %n minute(s) only: %2 are free.", nullptr,
                     minutesOf(outlook))
            .arg(QDir::toNativeSeparators(folder),
                 QLocale().formattedDataSize(static_cast<qint64>(outlook.bytesFree))),
        nothingRecorded(),
        Problems::tr("Free some space, choose another folder in Settings, or record all the same."),
        Remedy::RecordAnyway, Problem::Severity::Warning);
    result.otherRemedy = Remedy::ChooseFolder;
    return result;
}

Problem explainLeftBehind()
{
    return problem(kLeftBehindKey,
                   Problems::tr("Something that was recorded earlier was interrupted."),
                   Problems::tr("All that was written can be played and exported as it is."),
                   Problems::tr("Open “Recordings” to recover it."), Remedy::OpenRecordings,
                   Problem::Severity::Notice);
}

Problem explainCanGoOn(const QString& title)
{
    return problem(kGoOnKey,
                   Problems::tr("The recording of this channel was interrupted: %1.").arg(title),
                   Problems::tr("All that was written can be played and exported as it is."),
                   Problems::tr("You can go on in it: what was missed in between is a gap. Record "
                                "begins a new one."),
                   Remedy::GoOn, Problem::Severity::Notice);
}

Problem explainNotRecovered(recording::RecordingError error, const QString& path)
{
    using recording::RecordingError;
    Problem result = explain(error, path, During::Change);
    result.key = ui::recoveryKey(path);
    switch (error) {
    case RecordingError::NotFound:
    case RecordingError::NotARecording:
    case RecordingError::NewerSchema:
    case RecordingError::Damaged:
    case RecordingError::FileRemoved:
    case RecordingError::Finished:
        return result; // the same would come of it
    default:
        break;
    }
    if (result.remedy != Remedy::TryAgain)
        result.otherRemedy = std::exchange(result.remedy, Remedy::TryAgain);
    return result;
}

Problem explain(FolderTrouble trouble, const QString& folder)
{
    const QString place = QDir::toNativeSeparators(folder);
    if (trouble == FolderTrouble::Missing)
        return problem(keyOf(During::Read),
                       Problems::tr("The recordings folder %1 is not there.").arg(place),
                       Problems::tr("Lavalier did not remove anything."),
                       Problems::tr("Connect the disk it is on, or choose another folder."),
                       Remedy::ChooseFolder);
    return problem(
        keyOf(During::Read), Problems::tr("The recordings folder %1 cannot be read.").arg(place),
        Problems::tr("Lavalier did not remove anything."),
        Problems::tr("Check its permissions, or choose another folder."), Remedy::ChooseFolder);
}

Problem explainEndUncertain()
{
    return problem(kEndUncertainKey, Problems::tr("The recording's last words may be missing."),
                   Problems::tr("Everything before them is in the file."),
                   Problems::tr("This computer was too busy to hand over the end. Close other "
                                "programs before you record again."),
                   Remedy::None, Severity::Warning);
}

Problem explainNextPart(const QString& path)
{
    return problem(
        kNextPartKey, Problems::tr("The disk did not confirm the last second."),
        Problems::tr("Recording goes on in a further file, %1. Both together are the recording.")
            .arg(QDir::toNativeSeparators(path)),
        Problems::tr("Check the drive. Keep both files in one folder."), Remedy::None,
        Problem::Severity::Warning);
}

Problem explainNotContinued(recording::RecordingError error, const QString& folder)
{
    Problem result = explain(error, folder, During::Start);
    result.key = QLatin1String(kNextPartKey);
    result.whatIsSafe
        = Problems::tr("What is written stays. New audio is held in memory for up to a "
                       "minute and written as soon as it can be.");
    result.whatToDo = Problems::tr("Choose another folder.");
    result.remedy = Remedy::RecordElsewhere;
    return result;
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
        QStringLiteral("finished"),
        QStringLiteral("outOfMemory"),
        QStringLiteral("internal"),
    };
    return kNames.value(static_cast<int>(error), kNames.back());
}

} // namespace lavalier::app
