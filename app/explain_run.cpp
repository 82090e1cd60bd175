// How the program itself was started, and how it ended before.
#include "app/explain.h"

#include "app/explain_words.h"

namespace lavalier::app {

using ui::Problem;
using words::problem;
using Remedy = Problem::Remedy;
using Severity = Problem::Severity;

Problem explainPlainStart()
{
    return problem(
        kPlainStartKey,
        Problems::tr("This is a plain start: listening, exports and whatever begins by itself are "
                     "off."),
        Problems::tr("Joining and recording work as always."),
        Problems::tr("Close Lavalier and start it the usual way to have the rest back."),
        Remedy::Report, Severity::Notice);
}

Problem explainUncleanEnd()
{
    Problem result = problem(
        kUncleanEndKey, Problems::tr("Lavalier did not end as it should the last time."),
        Problems::tr(
            "What was recorded until then is safe; Recordings lists what was interrupted."),
        Problems::tr("If it happens again, start plainly: without listening, exports and what "
                     "begins by itself."),
        Remedy::StartPlainly, Severity::Notice);
    result.otherRemedy = Remedy::Report;
    return result;
}

} // namespace lavalier::app
