#pragma once

#include "app/exit_code.h"
#include "app/problem_report.h"
#include "ui/ports/library_port.h"
#include "ui/ports/report_port.h"

namespace lavalier::app {

class Recorder;
struct ReportCommand;

/// The window's report: what recorder and library know of this moment, cleaned.
///
/// Thread:  GUI.
class Reporter final : public ui::ReportPort {
    Q_OBJECT
public:
    Reporter(const Recorder& recorder, const ui::LibraryPort& library, QString logFile,
             QObject* parent = nullptr);

    QString report() const override;
    bool saveReport(const QString& path, const QString& text) override;

private:
    const Recorder& m_recorder;
    const ui::LibraryPort& m_library;
    const QString m_logFile;
};

/// `lavalier report`: the same without a window; the counters are those of a recording.
ExitCode report(const ReportCommand& command);

} // namespace lavalier::app
