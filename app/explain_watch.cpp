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

} // namespace lavalier::app
