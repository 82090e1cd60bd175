#pragma once

#include <QByteArray>

namespace lavalier::gateway {

/// The form Discord demands: DiscordBot (URL, VERSION). Another form is blocked before it is read.
inline QByteArray userAgent()
{
    return QByteArrayLiteral("DiscordBot (https://lavalier.example, " LAVALIER_VERSION ")");
}

} // namespace lavalier::gateway
