#include "app/export_run.h"

#include "app/explain.h"
#include "app/export_findings.h"
#include "app/places.h"
#include "app/terminal.h"

#include <QCoreApplication>
#include <QDir>

namespace lavalier::app {

void printTracks(const exporter::ExportReport& report)
{
    std::int64_t packets = 0;
    for (const auto& track : soundOf(report)) {
        packets += track.losses ? track.losses->undecodable : 0;
        if (!track.failure)
            printNote(trackLine(track));
    }
    if (report.datagramsDropped > 0)
        printNote(QCoreApplication::translate("ExportRun",
                                              "While recording, this computer was too busy and "
                                              "dropped %1 of the datagrams that reached it.")
                      .arg(report.datagramsDropped));
    if (packets > 0)
        printNote(QCoreApplication::translate(
                      "ExportRun",
                      "Warning: %1 packets could not be decoded and are missing in the tracks; "
                      "the recording still holds them.")
                      .arg(packets));
}

ExitCode reportFailures(const exporter::ExportReport& report)
{
    bool told = false;
    if (report.partsMissing > 0)
        printNote(QCoreApplication::translate("ExportRun",
                                              "%1 files of this recording are not here or cannot "
                                              "be read; what they hold is missing in the tracks.")
                      .arg(report.partsMissing));
    if (report.logDamaged)
        printNote(QCoreApplication::translate("ExportRun",
                                              "There is more in this recording, behind a damage of "
                                              "its log: lavalier recover FILE, then export the "
                                              "copy."));
    if (const auto damaged = findingsOf(report).damaged; damaged.count() > 0)
        printNote(QCoreApplication::translate("ExportRun",
                                              "The recording's file is damaged: %1 s of it cannot "
                                              "be read and are missing in the tracks. lavalier "
                                              "recover FILE copies what is readable and lists "
                                              "the rest.")
                      .arg(QString::number(static_cast<double>(damaged.count()) / 1000, 'f', 3)));
    for (const auto& track : report.tracks) {
        if (track.failure) {
            printNote(asText(explain(*track.failure, track.name)));
            told = true;
        }
    }
    if (report.cancelled) {
        printNote(QCoreApplication::translate(
            "ExportRun",
            "The export was cancelled. The recording is safe; export it with: "
            "lavalier export FILE --output DIR"));
        return ExitCode::Export;
    }
    if (!report.failure)
        return ExitCode::Ok;
    if (!told)
        printNote(asText(explain(*report.failure, report.title)));
    return report.failure->error == exporter::ExportError::NoSpeakers         ? ExitCode::Ok
        : report.failure->error == exporter::ExportError::RecordingUnreadable ? ExitCode::Recording
                                                                              : ExitCode::Export;
}

ExportRun::ExportRun(ExportCommand command, QObject* parent)
    : QObject(parent)
    , m_command(std::move(command))
{
}

void ExportRun::start()
{
    exporter::ExportRequest request = m_command.output;
    request.workerProgram = workerProgram();
    m_job = std::make_unique<exporter::ExportJob>(request);
    connect(m_job.get(), &exporter::ExportJob::finished, this, &ExportRun::report,
            Qt::QueuedConnection);
    m_job->start();
}

void ExportRun::cancel()
{
    if (m_job)
        m_job->cancel();
}

void ExportRun::report()
{
    const exporter::ExportReport& report = m_job->report();
    if (m_command.json) {
        printResult(report.toJson());
    } else {
        for (const QString& file : report.files())
            printResult(QDir::toNativeSeparators(file));
        printTracks(report);
    }
    emit finished(reportFailures(report));
}

} // namespace lavalier::app
