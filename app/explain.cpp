#include "app/explain.h"

#include "app/explain_words.h"

namespace lavalier::app {

using ui::Problem;

ExitCode exitCodeOf(gateway::GatewayError error)
{
    return error == gateway::GatewayError::BadToken ? ExitCode::Token : ExitCode::Network;
}

ExitCode exitCodeOf(gateway::JoinVerdict verdict)
{
    return verdict == gateway::JoinVerdict::Allowed ? ExitCode::Ok : ExitCode::Channel;
}

ExitCode exitCodeOf(control::StopReason reason)
{
    switch (reason) {
    case control::StopReason::Left:
        return ExitCode::Ok;
    case control::StopReason::NoAnswer:
        return ExitCode::Channel;
    default:
        return ExitCode::Network;
    }
}

QString asText(const Problem& problem)
{
    QStringList lines {problem.whatHappened};
    for (const QString& line : {problem.whatIsSafe, problem.whatToDo, problem.technical})
        if (!line.isEmpty())
            lines.append(QStringLiteral("  ")
                         + line.trimmed().replace(u'\n', QStringLiteral("\n  ")));
    return lines.join(u'\n');
}

} // namespace lavalier::app
