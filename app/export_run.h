#pragma once

#include "app/command_line.h"
#include "app/exit_code.h"
#include "sinks/exporter/export_job.h"

#include <QObject>

#include <memory>

namespace lavalier::app {

/// `lavalier export`: the tracks of one recording file.
///
/// Thread:  the main one. finished() comes once.
class ExportRun : public QObject {
    Q_OBJECT
public:
    explicit ExportRun(ExportCommand command, QObject* parent = nullptr);

    void start();
    void cancel();

signals:
    void finished(lavalier::app::ExitCode code);

private:
    void report();

    const ExportCommand m_command;
    std::unique_ptr<exporter::ExportJob> m_job;
};

/// One line for each track on how it lies and what it lacks, and a last one where packets could not
/// be decoded. To stderr: stdout names the files.
void printTracks(const exporter::ExportReport& report);

/// What a failed or finished export means for the exit code; problems go to stderr.
ExitCode reportFailures(const exporter::ExportReport& report);

} // namespace lavalier::app
