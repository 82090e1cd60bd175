#include "app/explain.h"

#include "app/explain_words.h"

namespace lavalier::app {

using ui::Problem;
using words::codeNote;
using words::nothingRecorded;
using words::problem;
using words::recordingGoesOn;
using Remedy = Problem::Remedy;
using Severity = Problem::Severity;

namespace {

/// What was lost and comes back by itself.
QString lostSession(int code)
{
    switch (code) {
    case 4007:
        return Problems::tr("Discord and Lavalier lost count of each other; logging in anew.");
    case 4009:
        return Problems::tr("The bot's session with Discord timed out; logging in anew.");
    default:
        // With a code somebody is there.
        return code >= 4000
            ? Problems::tr("Discord closed the bot's connection; Lavalier is reconnecting.")
            : Problems::tr("Discord cannot be reached.");
    }
}

} // namespace

Problem explain(gateway::GatewayError error, int code)
{
    using gateway::GatewayError;
    Problem result;
    switch (error) {
    case GatewayError::BadToken:
        result = problem(
            "gateway.token", Problems::tr("Discord does not accept the bot token."),
            recordingGoesOn(),
            Problems::tr("Copy the token again from the Discord developer portal (Bot, Reset "
                         "Token) and enter it in Settings or LAVALIER_TOKEN."),
            Remedy::EnterToken);
        break;
    case GatewayError::DisallowedIntents:
        result = problem(
            "gateway.intents",
            Problems::tr("Discord refused an intent that is switched off for this bot."),
            recordingGoesOn(),
            Problems::tr("Lavalier needs no privileged intents. Check in the developer portal that "
                         "the application is a bot and not disabled."));
        break;
    case GatewayError::InvalidIntents:
        result = problem(
            "gateway.intents", Problems::tr("Discord refused what this bot asked to be told."),
            recordingGoesOn(),
            Problems::tr("Lavalier needs no privileged intents. Check in the developer portal that "
                         "the application is a bot and not disabled."));
        break;
    case GatewayError::InvalidShard:
        result = problem(
            "gateway.sharding", Problems::tr("Discord did not accept the bot's shard number."),
            recordingGoesOn(),
            Problems::tr("Install a newer version of Lavalier, or use a bot of its own."));
        break;
    case GatewayError::ShardingRequired:
        result = problem(
            "gateway.sharding", Problems::tr("This bot is in too many servers for one connection."),
            recordingGoesOn(),
            Problems::tr("Use a bot of its own for recording, invited only where you record."));
        break;
    case GatewayError::InvalidVersion:
        result = problem("gateway.version",
                         Problems::tr("Discord no longer speaks this version's language."),
                         recordingGoesOn(), Problems::tr("Install a newer version of Lavalier."));
        break;
    case GatewayError::HostNotAllowed:
        result = problem("gateway.host", Problems::tr("Discord named an address outside Discord."),
                         Problems::tr("Nothing was sent there, the token least of all."),
                         Problems::tr("Check --api-base, proxies and DNS, then try again."));
        break;
    case GatewayError::TlsFailed:
        result = problem(
            "gateway.tls", Problems::tr("The connection to Discord could not be proven secure."),
            Problems::tr("The token was not sent."),
            Problems::tr("Check this computer's date and time, and proxies or filters that open "
                         "encrypted connections."),
            Remedy::TryAgain);
        break;
    case GatewayError::Refused:
        result = problem(
            "gateway.refused", Problems::tr("Discord refused the login."), recordingGoesOn(),
            Problems::tr("Wait a few minutes and try again. If it stays, reset the token."),
            Remedy::TryAgain);
        break;
    case GatewayError::MalformedAnswer:
        result = problem(
            "gateway.retrying", Problems::tr("Something that is not Discord answered."),
            recordingGoesOn(),
            Problems::tr("A login page of the network or a proxy may stand in between. Lavalier "
                         "keeps trying."),
            Remedy::None, Severity::Warning);
        break;
    case GatewayError::TooManyLogins:
        result = problem("gateway.retrying", Problems::tr("This bot has logged in too often."),
                         recordingGoesOn(),
                         Problems::tr("Lavalier waits until Discord allows the next login."),
                         Remedy::None, Severity::Warning);
        break;
    case GatewayError::RateLimited:
        result = problem("gateway.retrying", Problems::tr("Discord asked to slow down."),
                         recordingGoesOn(), Problems::tr("Lavalier waits as long as Discord asks."),
                         Remedy::None, Severity::Warning);
        break;
    case GatewayError::Unreachable:
        result = problem(
            "gateway.retrying", lostSession(code),
            Problems::tr(
                "A running call and its recording go on as long as the voice server answers."),
            Problems::tr("Check the network. Lavalier keeps trying."), Remedy::None,
            Severity::Warning);
        break;
    }
    result.technical = codeNote("gateway code", code);
    return result;
}

Problem explainNotReached()
{
    return problem("gateway", Problems::tr("Discord cannot be reached."), nothingRecorded(),
                   Problems::tr("Check the network, then run the command again."));
}

Problem explain(gateway::JoinVerdict verdict, const QString& channel)
{
    using gateway::JoinVerdict;
    switch (verdict) {
    case JoinVerdict::Allowed:
        break;
    case JoinVerdict::UnknownGuild:
        return problem(
            "join", Problems::tr("The bot is not in that server."), nothingRecorded(),
            Problems::tr("Invite it with the link from the README, or check the server id."));
    case JoinVerdict::ServerUnavailable:
        return problem(
            "join", Problems::tr("That server is not available at the moment."), nothingRecorded(),
            Problems::tr("Discord reports an outage. Try again in a while."), Remedy::TryAgain);
    case JoinVerdict::UnknownChannel:
        return problem("join",
                       Problems::tr("There is no channel %1 that the bot knows.").arg(channel),
                       nothingRecorded(),
                       Problems::tr("Check the channel id, and that the bot may see the channel "
                                    "(lavalier channels lists them)."));
    case JoinVerdict::NotAVoiceChannel:
        return problem("join", Problems::tr("%1 is not a voice channel.").arg(channel),
                       nothingRecorded(), Problems::tr("Choose a voice or stage channel."));
    case JoinVerdict::TimedOut:
        return problem("join", Problems::tr("The bot is timed out in this server."),
                       nothingRecorded(), Problems::tr("A moderator can end the time-out."));
    case JoinVerdict::NotVisible:
        return problem(
            "join", Problems::tr("The bot may not see %1.").arg(channel), nothingRecorded(),
            Problems::tr("Give the bot's role View Channel and Connect in that channel."));
    case JoinVerdict::NoConnectPermission:
        return problem("join", Problems::tr("The bot may not connect to %1.").arg(channel),
                       nothingRecorded(),
                       Problems::tr("Give the bot's role Connect in that channel."));
    case JoinVerdict::Full:
        return problem(
            "join", Problems::tr("%1 is full.").arg(channel), nothingRecorded(),
            Problems::tr("Wait for a free place, raise the channel's user limit, or give the bot "
                         "Move Members."),
            Remedy::TryAgain);
    }
    return {};
}

} // namespace lavalier::app
