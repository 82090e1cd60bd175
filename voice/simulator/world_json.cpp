#include "voice/simulator/world_json.h"

#include "voice/base/snowflake.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <algorithm>

namespace lavalier::simulator {

namespace {

constexpr auto kJoinedAt = "2024-01-02T18:00:00.000000+00:00";

QString bits(std::uint64_t set)
{
    return QString::number(set);
}

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonObject roleJson(const ScriptRole& role)
{
    return {{QStringLiteral("id"), toString(role.id)},
            {QStringLiteral("name"), role.name},
            {QStringLiteral("color"), 0},
            {QStringLiteral("hoist"), false},
            {QStringLiteral("position"), role.position},
            {QStringLiteral("permissions"), bits(role.permissions)},
            {QStringLiteral("managed"), false},
            {QStringLiteral("mentionable"), false},
            {QStringLiteral("flags"), 0}};
}

QJsonObject overwriteJson(const ScriptOverwrite& overwrite)
{
    return {{QStringLiteral("id"), bits(overwrite.id)},
            {QStringLiteral("type"), overwrite.isMember ? 1 : 0},
            {QStringLiteral("allow"), bits(overwrite.allow)},
            {QStringLiteral("deny"), bits(overwrite.deny)}};
}

} // namespace

QString pictureHash(const ScriptUser& user)
{
    return user.picture.isEmpty()
        ? QString()
        : QString::fromLatin1(
            QCryptographicHash::hash(user.picture, QCryptographicHash::Md5).toHex());
}

QJsonObject userJson(const ScriptUser& user)
{
    QJsonObject json {
        {QStringLiteral("id"), toString(user.id)},
        {QStringLiteral("username"), user.username},
        {QStringLiteral("global_name"), textOrNull(user.globalName)},
        {QStringLiteral("discriminator"), user.bot ? QStringLiteral("0420") : QStringLiteral("0")},
        {QStringLiteral("avatar"), textOrNull(pictureHash(user))},
        {QStringLiteral("public_flags"), 0}};
    if (user.bot)
        json.insert(QStringLiteral("bot"), true);
    return json;
}

QJsonObject memberJson(const World& world, GuildId guild, UserId userId)
{
    const ScriptMember* const member = world.member(guild, userId);
    const ScriptUser* const user = world.user(userId);
    if (!member || !user)
        return {};
    QJsonArray roles;
    for (const RoleId role : member->roles)
        roles.append(toString(role));
    const Presence* const presence = world.presence(guild, userId);
    return {{QStringLiteral("user"), userJson(*user)},
            {QStringLiteral("nick"), textOrNull(member->nick)},
            {QStringLiteral("avatar"), QJsonValue::Null},
            {QStringLiteral("roles"), roles},
            {QStringLiteral("joined_at"), QLatin1String(kJoinedAt)},
            {QStringLiteral("premium_since"), QJsonValue::Null},
            {QStringLiteral("deaf"), presence && presence->serverDeaf},
            {QStringLiteral("mute"), presence && presence->serverMute},
            {QStringLiteral("flags"), 0},
            {QStringLiteral("pending"), false},
            {QStringLiteral("communication_disabled_until"), QJsonValue::Null}};
}

QJsonObject channelJson(GuildId guild, const ScriptChannel& channel)
{
    QJsonArray overwrites;
    for (const ScriptOverwrite& overwrite : channel.overwrites)
        overwrites.append(overwriteJson(overwrite));
    QJsonObject json {{QStringLiteral("id"), toString(channel.id)},
                      {QStringLiteral("guild_id"), toString(guild)},
                      {QStringLiteral("type"), static_cast<int>(channel.kind)},
                      {QStringLiteral("name"), channel.name},
                      {QStringLiteral("position"), channel.position},
                      {QStringLiteral("parent_id"),
                       channel.category.isValid() ? QJsonValue(toString(channel.category))
                                                  : QJsonValue(QJsonValue::Null)},
                      {QStringLiteral("permission_overwrites"), overwrites},
                      {QStringLiteral("flags"), 0}};
    if (channel.kind == ChannelKind::Voice || channel.kind == ChannelKind::Stage) {
        json.insert(QStringLiteral("bitrate"), 64000);
        json.insert(QStringLiteral("user_limit"), channel.userLimit);
        json.insert(QStringLiteral("rtc_region"), QJsonValue::Null);
        json.insert(QStringLiteral("nsfw"), false);
        json.insert(QStringLiteral("rate_limit_per_user"), 0);
        json.insert(QStringLiteral("last_message_id"), QJsonValue::Null);
    }
    return json;
}

QJsonObject voiceStateJson(const World& world, const Presence& presence, bool left)
{
    return {{QStringLiteral("guild_id"), toString(presence.guild)},
            {QStringLiteral("channel_id"),
             left ? QJsonValue(QJsonValue::Null) : QJsonValue(toString(presence.channel))},
            {QStringLiteral("user_id"), toString(presence.user)},
            {QStringLiteral("member"), memberJson(world, presence.guild, presence.user)},
            {QStringLiteral("session_id"), presence.sessionId},
            {QStringLiteral("deaf"), presence.serverDeaf},
            {QStringLiteral("mute"), presence.serverMute},
            {QStringLiteral("self_deaf"), presence.selfDeaf},
            {QStringLiteral("self_mute"), presence.selfMute},
            {QStringLiteral("self_video"), false},
            {QStringLiteral("suppress"), presence.suppressed},
            {QStringLiteral("request_to_speak_timestamp"), QJsonValue::Null}};
}

QJsonObject guildCreateJson(const World& world, const ScriptGuild& guild, UserId self)
{
    QJsonArray roles;
    for (const ScriptRole& role : guild.roles)
        roles.append(roleJson(role));
    QJsonArray channels;
    for (const ScriptChannel& channel : guild.channels) {
        // Discord leaves guild_id out in here.
        QJsonObject json = channelJson(guild.id, channel);
        json.remove(QStringLiteral("guild_id"));
        channels.append(json);
    }
    QJsonArray states;
    QJsonArray members {memberJson(world, guild.id, self)};
    for (const Presence* presence : world.presences(guild.id)) {
        QJsonObject state = voiceStateJson(world, *presence);
        state.remove(QStringLiteral("guild_id"));
        state.remove(QStringLiteral("member"));
        states.append(state);
        if (presence->user != self)
            members.append(memberJson(world, guild.id, presence->user));
    }
    return {{QStringLiteral("id"), toString(guild.id)},
            {QStringLiteral("name"), guild.name},
            {QStringLiteral("icon"), QJsonValue::Null},
            {QStringLiteral("splash"), QJsonValue::Null},
            {QStringLiteral("banner"), QJsonValue::Null},
            {QStringLiteral("description"), QJsonValue::Null},
            {QStringLiteral("owner_id"), toString(guild.owner)},
            {QStringLiteral("preferred_locale"), QStringLiteral("en-US")},
            {QStringLiteral("afk_channel_id"), QJsonValue::Null},
            {QStringLiteral("afk_timeout"), 300},
            {QStringLiteral("system_channel_id"), QJsonValue::Null},
            {QStringLiteral("system_channel_flags"), 0},
            {QStringLiteral("verification_level"), 1},
            {QStringLiteral("explicit_content_filter"), 0},
            {QStringLiteral("default_message_notifications"), 1},
            {QStringLiteral("mfa_level"), 0},
            {QStringLiteral("nsfw_level"), 0},
            {QStringLiteral("premium_tier"), 0},
            {QStringLiteral("features"), QJsonArray {}},
            {QStringLiteral("emojis"), QJsonArray {}},
            {QStringLiteral("stickers"), QJsonArray {}},
            {QStringLiteral("roles"), roles},
            {QStringLiteral("joined_at"), QLatin1String(kJoinedAt)},
            {QStringLiteral("large"), false},
            {QStringLiteral("unavailable"), false},
            {QStringLiteral("member_count"), static_cast<int>(guild.members.size())},
            {QStringLiteral("channels"), channels},
            {QStringLiteral("threads"), QJsonArray {}},
            {QStringLiteral("members"), members},
            {QStringLiteral("voice_states"), states},
            {QStringLiteral("presences"), QJsonArray {}},
            {QStringLiteral("stage_instances"), QJsonArray {}},
            {QStringLiteral("guild_scheduled_events"), QJsonArray {}},
            {QStringLiteral("soundboard_sounds"), QJsonArray {}}};
}

QJsonObject partialGuildJson(const World& world, const ScriptGuild& guild, UserId self)
{
    return {{QStringLiteral("id"), toString(guild.id)},
            {QStringLiteral("name"), guild.name},
            {QStringLiteral("icon"), QJsonValue::Null},
            {QStringLiteral("banner"), QJsonValue::Null},
            {QStringLiteral("owner"), guild.owner == self},
            {QStringLiteral("permissions"), bits(world.basePermissions(guild.id, self))},
            {QStringLiteral("features"), QJsonArray {}}};
}

} // namespace lavalier::simulator
