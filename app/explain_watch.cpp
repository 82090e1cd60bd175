// What the call's watch and its helpers have to say while everything recorded is safe.
#include "app/explain.h"
#include "app/explain_words.h"

namespace lavalier::app {

using ui::Problem;
using Remedy = Problem::Remedy;
using Severity = Problem::Severity;
using words::problem;

std::optional<Problem> explain(ui::Listening listening)
{
    const QString safe = Problems::tr("What is recorded does not change.");
    switch (listening) {
    case ui::Listening::NoDevice:
        return problem(kListeningKey, Problems::tr("There is no audio output to listen with."),
                       safe,
                       Problems::tr("Connect headphones or speakers; Lavalier plays as soon as "
                                    "there is one."),
                       Remedy::None, Severity::Notice);
    case ui::Listening::Failed:
        return problem(kListeningKey, Problems::tr("The audio output cannot be used."), safe,
                       Problems::tr("Close a program that holds it alone, or choose another "
                                    "output in the system's settings."),
                       Remedy::None, Severity::Notice);
    case ui::Listening::Off:
    case ui::Listening::On:
        break;
    }
    return std::nullopt;
}

Problem explainOutputMissing(const QString& name)
{
    return problem(kOutputMissingKey,
                   Problems::tr("The audio output “%1” is not connected.").arg(name),
                   Problems::tr("What is recorded does not change."),
                   Problems::tr("You hear the system's default output instead, until the chosen "
                                "one is back."),
                   Remedy::OpenSettings, Severity::Notice);
}

QString warningKey(MachineWarning warning)
{
    switch (warning) {
    case MachineWarning::DiskLow:
    case MachineWarning::DiskUrgent:
        return QStringLiteral("watch.disk"); // one banner that grows graver
    case MachineWarning::MaySleep:
        break;
    }
    return QStringLiteral("watch.sleep");
}

Problem explain(MachineWarning warning)
{
    const QString safe = Problems::tr("The recording goes on.");
    Problem result;
    switch (warning) {
    case MachineWarning::DiskLow:
        result = problem("", Problems::tr("The disk is filling up."), safe,
                         Problems::tr("There is room for less than an hour or one gigabyte. Free "
                                      "some space, or go on in another folder."),
                         Remedy::RecordElsewhere, Severity::Warning);
        break;
    case MachineWarning::DiskUrgent:
        result = problem("", Problems::tr("The disk is almost full."), safe,
                         Problems::tr("There is room for a few minutes. Free some space now, or "
                                      "go on in another folder."),
                         Remedy::RecordElsewhere, Severity::Error);
        break;
    case MachineWarning::MaySleep:
        result = problem("", Problems::tr("Nothing keeps this computer from falling asleep."), safe,
                         Problems::tr("Switch automatic sleep off in the system's settings while "
                                      "you record."),
                         Remedy::None, Severity::Notice);
        break;
    }
    result.key = warningKey(warning);
    return result;
}

} // namespace lavalier::app
