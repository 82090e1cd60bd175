#include "app/explain.h"

#include "app/explain_words.h"

#include <QDir>

namespace lavalier::app {

using ui::Problem;
using words::problem;
using Remedy = Problem::Remedy;
using Severity = Problem::Severity;

Problem explain(TokenError error)
{
    const QString safe = Problems::tr("Nothing was sent to Discord.");
    const QString todo
        = Problems::tr("Copy the token from the Discord developer portal: your application, "
                       "Bot, Reset Token.");
    switch (error) {
    case TokenError::Empty:
        return problem("token", Problems::tr("The token is empty."), safe, todo,
                       Remedy::EnterToken);
    case TokenError::WrongShape:
        return problem("token", Problems::tr("That does not look like a bot token."), safe, todo,
                       Remedy::EnterToken);
    case TokenError::TooLong:
        return problem("token", Problems::tr("That is too long for a bot token."), safe, todo,
                       Remedy::EnterToken);
    case TokenError::FileUnreadable:
        return problem("token", Problems::tr("The token file cannot be read."), safe,
                       Problems::tr("Check the path after --token-file and its permissions."));
    }
    return {};
}

Problem tokenMissing()
{
    return problem(
        "token", Problems::tr("There is no bot token."),
        Problems::tr("Nothing was sent to Discord."),
        Problems::tr("Set LAVALIER_TOKEN, use --token-file, or enter the token in the window's "
                     "Settings. To try Lavalier without one, use --demo."),
        Remedy::EnterToken);
}

Problem tokenFileReadable(const QString& path)
{
    return problem("token.file",
                   Problems::tr("Other users of this computer can read %1.")
                       .arg(QDir::toNativeSeparators(path)),
                   Problems::tr("Lavalier uses the token in it all the same."),
                   Problems::tr("Make it private: chmod 600."), Remedy::None, Severity::Warning);
}

Problem keychainSilent()
{
    return problem("token.keychain", Problems::tr("The keychain did not answer."),
                   Problems::tr("The token is no longer in use."),
                   Problems::tr("Remove Lavalier's entry in your keychain by hand."), Remedy::None,
                   Severity::Warning);
}

} // namespace lavalier::app
