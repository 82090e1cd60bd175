#pragma once

#include "voice/base/strong_id.h"

#include <QString>

namespace lavalier::ui {

/// What the bot may do beside seeing and joining voice channels.
struct InviteWishes {
    bool speak = false;
    bool changeNickname = true; ///< marks its name while it records
    bool sendMessages = false;

    bool operator==(const InviteWishes&) const = default;
};

/// View Channel and Connect, and what was wished for.
std::uint64_t invitePermissions(const InviteWishes& wishes);
/// The page on which a server's owner lets the bot in.
QString inviteLink(UserId bot, const InviteWishes& wishes);

} // namespace lavalier::ui
