#include "app/explain.h"

#include "app/explain_words.h"
#include "voice/base/snowflake.h"

namespace lavalier::app {

using ui::Problem;
using words::problem;
using Remedy = Problem::Remedy;
using Severity = Problem::Severity;

namespace {

/// Why there is nothing to export from.
Problem explainUnreadable(recording::RecordingError why)
{
    using recording::RecordingError;
    const QString safe = Problems::tr("The file was not touched.");
    switch (why) {
    case RecordingError::NotFound:
        return problem("export", Problems::tr("There is no such recording."), {},
                       Problems::tr("Check the path."));
    case RecordingError::NotARecording:
        return problem("export", Problems::tr("This file is not a recording of Lavalier."), safe,
                       Problems::tr("Choose a recording; their names end in .lavalier."));
    case RecordingError::Busy:
        return problem("export", Problems::tr("The recording is in use."), safe,
                       Problems::tr("Wait a moment and try again."), Remedy::TryAgain);
    default:
        return problem("export", Problems::tr("The recording cannot be read."), safe,
                       Problems::tr("Run: lavalier recover FILE"));
    }
}

} // namespace

Problem explain(const exporter::ExportFailure& failure, const QString& speaker)
{
    using exporter::ExportError;
    const QString safe
        = Problems::tr("The recording itself is untouched; finished tracks were kept.");
    Problem result;
    switch (failure.error) {
    case ExportError::RecordingUnreadable:
        result = explainUnreadable(failure.recording);
        break;
    case ExportError::NoSpeakers:
        result = problem(
            "export", Problems::tr("Nobody spoke in this recording, so there is no track to save."),
            safe, Problems::tr("Nothing needs to be done."), Remedy::None, Severity::Notice);
        break;
    case ExportError::RangeEmpty:
        result
            = problem("export", Problems::tr("The recording has nothing between these two places."),
                      safe, Problems::tr("Choose a part that lies within its length."));
        break;
    case ExportError::SpeakerUnknown:
        result
            = problem("export",
                      Problems::tr("Nobody with the id %1 is in this recording.")
                          .arg(toString(failure.speaker)),
                      safe, Problems::tr("Run: lavalier inspect FILE, which lists all speakers."));
        break;
    case ExportError::FolderNotWritable:
        result = problem("export", Problems::tr("The tracks cannot be written to that folder."),
                         safe, Problems::tr("Choose another folder."), Remedy::ChooseFolder);
        break;
    case ExportError::DiskFull:
        result = problem("export", Problems::tr("The disk is full."), safe,
                         Problems::tr("Free some space, or choose another folder or MP3."),
                         Remedy::ChooseFolder);
        break;
    case ExportError::FfmpegMissing:
        result = problem(
            "export", Problems::tr("ffmpeg is not installed; this kind of export needs it."), safe,
            Problems::tr(
                "Install ffmpeg, or export Ogg Opus or WAV tracks, which work without it."));
        break;
    case ExportError::FfmpegFailed:
        result = problem(
            "export", Problems::tr("ffmpeg could not make the track of %1.").arg(speaker), safe,
            Problems::tr("Try again or export WAV; ffmpeg's own words are in the details."),
            Remedy::TryAgain);
        break;
    case ExportError::FfmpegStalled:
        result
            = problem("export", Problems::tr("ffmpeg stopped taking audio for 15 seconds."), safe,
                      Problems::tr("It was ended. Try again, or export WAV."), Remedy::TryAgain);
        break;
    case ExportError::WorkerMissing:
        result = problem("export", Problems::tr("lavalier-decode is missing beside lavalier."),
                         safe, Problems::tr("Install Lavalier again."));
        break;
    case ExportError::WorkerFailed:
        result = problem(
            "export", Problems::tr("The decoder failed on the track of %1.").arg(speaker), safe,
            Problems::tr("Try again. If it happens again, please report it."), Remedy::TryAgain);
        break;
    case ExportError::OutputInvalid:
        result = problem(
            "export",
            Problems::tr("The finished track of %1 did not hold what it should.").arg(speaker),
            safe, Problems::tr("It was not kept. Try again, or export WAV."), Remedy::TryAgain);
        break;
    }
    result.technical = failure.toolOutput;
    return result;
}

Problem explain(pool::PoolError error)
{
    const QString safe = Problems::tr("Recording is not affected; only the meters stand still.");
    switch (error) {
    case pool::PoolError::ProgramMissing:
        return problem("decoder", Problems::tr("lavalier-decode is missing beside lavalier."), safe,
                       Problems::tr("Install Lavalier again to get meters and exports."));
    case pool::PoolError::BuildMismatch:
        return problem("decoder", Problems::tr("lavalier-decode belongs to another version."), safe,
                       Problems::tr("Install Lavalier again so that both are of one version."));
    case pool::PoolError::KeepsCrashing:
        return problem("decoder", Problems::tr("The decoder keeps crashing."), safe,
                       Problems::tr("Lavalier keeps restarting it. Please report this."),
                       Remedy::None, Severity::Warning);
    }
    return {};
}

} // namespace lavalier::app
