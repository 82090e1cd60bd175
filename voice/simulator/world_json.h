#pragma once

#include "voice/simulator/world.h"

#include <QJsonObject>

namespace lavalier::simulator {

/// The world as Discord's JSON spells it: ids and permission sets are strings.
///
/// Source:  Discord API reference, objects "User", "Guild", "Channel", "Guild Member", "Voice
/// State".
/// By which the user's data names the picture; empty without one.
QString pictureHash(const ScriptUser& user);
QJsonObject userJson(const ScriptUser& user);
QJsonObject memberJson(const World& world, GuildId guild, UserId user);
QJsonObject channelJson(GuildId guild, const ScriptChannel& channel);
/// `left` tells a state whose channel is null.
QJsonObject voiceStateJson(const World& world, const Presence& presence, bool left = false);
/// GUILD_CREATE as a bot without privileged intents gets it: members are itself and who sits in
/// voice.
QJsonObject guildCreateJson(const World& world, const ScriptGuild& guild, UserId self);
/// One row of GET /users/@me/guilds.
QJsonObject partialGuildJson(const World& world, const ScriptGuild& guild, UserId self);

} // namespace lavalier::simulator
