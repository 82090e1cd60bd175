#include "ui/text/invite_link.h"

namespace lavalier::ui {
namespace {

// Discord's permission bits.
constexpr std::uint64_t kViewChannel = 1ULL << 10U;
constexpr std::uint64_t kSendMessages = 1ULL << 11U;
constexpr std::uint64_t kConnect = 1ULL << 20U;
constexpr std::uint64_t kSpeak = 1ULL << 21U;
constexpr std::uint64_t kChangeNickname = 1ULL << 26U;

} // namespace

std::uint64_t invitePermissions(const InviteWishes& wishes)
{
    return kViewChannel | kConnect | (wishes.speak ? kSpeak : 0)
        | (wishes.changeNickname ? kChangeNickname : 0) | (wishes.sendMessages ? kSendMessages : 0);
}

QString inviteLink(UserId bot, const InviteWishes& wishes)
{
    return QStringLiteral(
               "https://discord.com/oauth2/authorize?client_id=%1&scope=bot&permissions=%2")
        .arg(bot.value())
        .arg(invitePermissions(wishes));
}

} // namespace lavalier::ui
