#include "app/recover_run.h"

#include "app/explain.h"
#include "app/terminal.h"
#include "sinks/recording/recording_recovery.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

namespace lavalier::app {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("RecoverRun", text);
}

void printForPeople(const recording::RecoveryReport& report)
{
    for (const recording::SkippedRows& skipped : report.skipped)
        printNote(tr("%1: rows %2 to %3 of table %4 cannot be read.")
                      .arg(skipped.file)
                      .arg(skipped.from)
                      .arg(skipped.to)
                      .arg(skipped.table));
    printNote(report.copied ? tr("Copied all that can be read; the original is as it was.")
                            : tr("The recording is whole."));
    printResult(QDir::toNativeSeparators(report.recording));
}

void printForScripts(const recording::RecoveryReport& report)
{
    QJsonArray skipped;
    for (const recording::SkippedRows& rows : report.skipped)
        skipped.append(QJsonObject {{QStringLiteral("file"), rows.file},
                                    {QStringLiteral("table"), rows.table},
                                    {QStringLiteral("from"), static_cast<qint64>(rows.from)},
                                    {QStringLiteral("to"), static_cast<qint64>(rows.to)}});
    printResult(QJsonObject {
        {QStringLiteral("recording"), report.recording},
        {QStringLiteral("copied"), report.copied},
        {QStringLiteral("packets"), static_cast<qint64>(report.packets)},
        {QStringLiteral("seconds"), static_cast<double>(report.length.count()) / 1000},
        {QStringLiteral("skipped"), skipped},
    });
}

} // namespace

ExitCode recover(const RecoverCommand& command)
{
    using recording::RecoverInto;
    const auto report
        = recording::recover(command.file, command.copy ? RecoverInto::Copy : RecoverInto::Same);
    if (!report) {
        printNote(asText(explain(report.error(), command.file, During::Read)));
        return ExitCode::Recording;
    }
    if (command.json)
        printForScripts(*report);
    else
        printForPeople(*report);
    return ExitCode::Ok;
}

} // namespace lavalier::app
