#include "sinks/exporter/export_job.h"

#include "sinks/exporter/export_run.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace lavalier::exporter {

ExportJob::ExportJob(ExportRequest request, QObject* parent)
    : QObject(parent)
    , m_request(std::move(request))
{
    // Reports come from the run's threads and are carried to ours; the run ends before this does.
    ExportRun::Reports reports;
    reports.progressed = [this] {
        if (!m_progressPosted.exchange(true)) {
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_progressPosted = false;
                    emit progressed(fraction());
                },
                Qt::QueuedConnection);
        }
    };
    reports.trackFinished = [this](const QString& file) {
        QMetaObject::invokeMethod(
            this, [this, file] { emit trackFinished(file); }, Qt::QueuedConnection);
    };
    reports.finished = [this](const ExportReport& report) {
        QMetaObject::invokeMethod(
            this,
            [this, report] {
                m_report = report;
                m_running = false;
                emit finished();
            },
            Qt::QueuedConnection);
    };
    m_run = std::make_unique<ExportRun>(m_request, std::move(reports));
}

ExportJob::~ExportJob() = default;

const ExportRequest& ExportJob::request() const
{
    return m_request;
}

double ExportJob::fraction() const
{
    return m_run->fraction();
}

SampleCount ExportJob::length() const
{
    return m_run->length();
}

bool ExportJob::isRunning() const
{
    return m_running;
}

const ExportReport& ExportJob::report() const
{
    return m_report;
}

void ExportJob::start()
{
    Q_ASSERT(!m_running);
    m_running = true;
    m_run->start();
}

void ExportJob::cancel()
{
    m_run->cancel();
}

bool isProgramAvailable(const QString& program)
{
    if (program.isEmpty())
        return false;
    const QFileInfo info(program);
    if (info.isAbsolute())
        return info.isFile() && info.isExecutable();
    return !QStandardPaths::findExecutable(program).isEmpty();
}

} // namespace lavalier::exporter
