#pragma once

#include <QByteArray>

namespace lavalier::gateway {

/// The form Discord demands: DiscordBot (URL, VERSION). Another form is blocked before it is read.
/// The address is where this bot's owner administers it: Lavalier has no page of its own.
inline QByteArray userAgent()
{
    return QByteArrayLiteral(
        "DiscordBot (https://discord.com/developers/applications, " LAVALIER_VERSION ") Lavalier");
}

} // namespace lavalier::gateway
