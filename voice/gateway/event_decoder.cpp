#include "voice/gateway/event_decoder.h"

#include "voice/gateway/entity_decoder.h"
#include "voice/gateway/json_reader.h"

#include <QHash>

namespace lavalier::gateway {

namespace {

using Decoded = std::optional<GatewayEvent>;
using Decoder = Decoded (*)(const QJsonObject&, std::uint64_t&);

std::optional<GuildId> guildOf(const QJsonObject& data, std::uint64_t& malformed)
{
    return FieldReader(data, malformed).id<GuildId>(QLatin1String("guild_id"));
}

QString nameOf(const UserFields& user)
{
    return user.globalName.isEmpty() ? user.username : user.globalName;
}

Decoded decodeReady(const QJsonObject& data, std::uint64_t& malformed)
{
    const FieldReader fields(data, malformed);
    const auto user = decodeUser(fields.object(QLatin1String("user")), malformed);
    const QString session = fields.text(QLatin1String("session_id"));
    if (!user || session.isEmpty())
        return std::nullopt;
    ReadyEvent ready;
    ready.self = user->id;
    ready.selfName = nameOf(*user);
    ready.sessionId = session;
    ready.resumeUrl = QUrl(fields.text(QLatin1String("resume_gateway_url")), QUrl::StrictMode);
    for (const QJsonValue& guild : fields.array(QLatin1String("guilds"))) {
        const QJsonObject object = guild.toObject();
        if (const auto id = FieldReader(object, malformed).id<GuildId>(QLatin1String("id")))
            ready.guilds.push_back(*id);
        else
            ++malformed;
    }
    return ready;
}

Decoded decodeGuildCreate(const QJsonObject& data, std::uint64_t& malformed)
{
    const FieldReader fields(data, malformed);
    const auto id = fields.id<GuildId>(QLatin1String("id"));
    if (!id)
        return std::nullopt;
    if (fields.flag(QLatin1String("unavailable")))
        return GuildRemovedEvent {*id, GuildRemovedEvent::Reason::Outage};
    GuildCreatedEvent guild;
    guild.id = *id;
    guild.name = fields.text(QLatin1String("name"));
    guild.iconHash = fields.text(QLatin1String("icon"));
    guild.owner = fields.id<UserId>(QLatin1String("owner_id")).value_or(UserId());
    guild.roles = decodeEach<Role>(fields.array(QLatin1String("roles")), decodeRole, malformed);
    guild.channels
        = decodeEach<Channel>(fields.array(QLatin1String("channels")), decodeChannel, malformed);
    guild.members
        = decodeEach<Member>(fields.array(QLatin1String("members")), decodeMember, malformed);
    guild.voiceStates = decodeEach<VoiceState>(fields.array(QLatin1String("voice_states")),
                                               decodeVoiceState, malformed);
    std::erase_if(guild.voiceStates,
                  [](const VoiceState& state) { return !state.channel.isValid(); });
    return guild;
}

Decoded decodeGuildUpdate(const QJsonObject& data, std::uint64_t& malformed)
{
    const FieldReader fields(data, malformed);
    const auto id = fields.id<GuildId>(QLatin1String("id"));
    if (!id)
        return std::nullopt;
    return GuildUpdatedEvent {
        *id, fields.text(QLatin1String("name")), fields.text(QLatin1String("icon")),
        fields.id<UserId>(QLatin1String("owner_id")).value_or(UserId()),
        decodeEach<Role>(fields.array(QLatin1String("roles")), decodeRole, malformed)};
}

Decoded decodeGuildDelete(const QJsonObject& data, std::uint64_t& malformed)
{
    const FieldReader fields(data, malformed);
    const auto id = fields.id<GuildId>(QLatin1String("id"));
    if (!id)
        return std::nullopt;
    const bool outage = fields.flag(QLatin1String("unavailable"));
    return GuildRemovedEvent {
        *id, outage ? GuildRemovedEvent::Reason::Outage : GuildRemovedEvent::Reason::Removed};
}

Decoded decodeChannelChange(const QJsonObject& data, std::uint64_t& malformed)
{
    const auto guild = guildOf(data, malformed);
    auto channel = decodeChannel(data, malformed);
    if (!guild || !channel)
        return std::nullopt;
    return ChannelChangedEvent {*guild, std::move(*channel)};
}

Decoded decodeChannelDelete(const QJsonObject& data, std::uint64_t& malformed)
{
    const auto guild = guildOf(data, malformed);
    const auto id = FieldReader(data, malformed).id<ChannelId>(QLatin1String("id"));
    if (!guild || !id)
        return std::nullopt;
    return ChannelRemovedEvent {*guild, *id};
}

Decoded decodeRoleChange(const QJsonObject& data, std::uint64_t& malformed)
{
    const auto guild = guildOf(data, malformed);
    auto role = decodeRole(FieldReader(data, malformed).object(QLatin1String("role")), malformed);
    if (!guild || !role)
        return std::nullopt;
    return RoleChangedEvent {*guild, std::move(*role)};
}

Decoded decodeRoleDelete(const QJsonObject& data, std::uint64_t& malformed)
{
    const auto guild = guildOf(data, malformed);
    const auto role = FieldReader(data, malformed).id<RoleId>(QLatin1String("role_id"));
    if (!guild || !role)
        return std::nullopt;
    return RoleRemovedEvent {*guild, *role};
}

Decoded decodeMemberChange(const QJsonObject& data, std::uint64_t& malformed)
{
    const auto guild = guildOf(data, malformed);
    auto member = decodeMember(data, malformed);
    if (!guild || !member)
        return std::nullopt;
    return MembersEvent {*guild, {std::move(*member)}};
}

Decoded decodeMembersChunk(const QJsonObject& data, std::uint64_t& malformed)
{
    const auto guild = guildOf(data, malformed);
    if (!guild)
        return std::nullopt;
    const QJsonArray members = FieldReader(data, malformed).array(QLatin1String("members"));
    return MembersEvent {*guild, decodeEach<Member>(members, decodeMember, malformed)};
}

Decoded decodeMemberRemove(const QJsonObject& data, std::uint64_t& malformed)
{
    const auto guild = guildOf(data, malformed);
    const auto user
        = decodeUser(FieldReader(data, malformed).object(QLatin1String("user")), malformed);
    if (!guild || !user)
        return std::nullopt;
    return MemberRemovedEvent {{*guild, user->id}};
}

Decoded decodeVoiceStateUpdate(const QJsonObject& data, std::uint64_t& malformed)
{
    const FieldReader fields(data, malformed);
    const auto guild = guildOf(data, malformed); // absent in private calls, which bots cannot enter
    auto state = decodeVoiceState(data, malformed);
    if (!guild || !state)
        return std::nullopt;
    std::optional<Member> member;
    if (fields.has(QLatin1String("member")))
        member = decodeMember(fields.object(QLatin1String("member")), malformed);
    if (member && member->id != state->user) {
        ++malformed;
        member.reset();
    }
    return VoiceStateEvent {*guild, std::move(*state), std::move(member)};
}

Decoded decodeVoiceServerUpdate(const QJsonObject& data, std::uint64_t& malformed)
{
    const FieldReader fields(data, malformed);
    const auto guild = guildOf(data, malformed);
    const QJsonValue endpoint = data.value(QLatin1String("endpoint"));
    QByteArray token = data.value(QLatin1String("token")).toString().toUtf8();
    if (!guild || (!endpoint.isString() && !endpoint.isNull() && !endpoint.isUndefined())
        || token.size() > kMaxRemoteText)
        return std::nullopt;
    const QString host = fields.text(QLatin1String("endpoint"));
    return VoiceServerEvent {*guild, host.isEmpty() ? QString() : host,
                             SecretBytes::takeFrom(token)};
}

Decoded decodeUserUpdate(const QJsonObject& data, std::uint64_t& malformed)
{
    const auto user = decodeUser(data, malformed);
    if (!user)
        return std::nullopt;
    return SelfChangedEvent {user->id, nameOf(*user)};
}

Decoded decodeResumed(const QJsonObject&, std::uint64_t&)
{
    return ResumedEvent {};
}

const QHash<QString, Decoder>& decoders()
{
    static const QHash<QString, Decoder> kDecoders {
        {QStringLiteral("READY"), decodeReady},
        {QStringLiteral("RESUMED"), decodeResumed},
        {QStringLiteral("GUILD_CREATE"), decodeGuildCreate},
        {QStringLiteral("GUILD_UPDATE"), decodeGuildUpdate},
        {QStringLiteral("GUILD_DELETE"), decodeGuildDelete},
        {QStringLiteral("CHANNEL_CREATE"), decodeChannelChange},
        {QStringLiteral("CHANNEL_UPDATE"), decodeChannelChange},
        {QStringLiteral("CHANNEL_DELETE"), decodeChannelDelete},
        {QStringLiteral("GUILD_ROLE_CREATE"), decodeRoleChange},
        {QStringLiteral("GUILD_ROLE_UPDATE"), decodeRoleChange},
        {QStringLiteral("GUILD_ROLE_DELETE"), decodeRoleDelete},
        {QStringLiteral("GUILD_MEMBER_ADD"), decodeMemberChange},
        {QStringLiteral("GUILD_MEMBER_UPDATE"), decodeMemberChange},
        {QStringLiteral("GUILD_MEMBER_REMOVE"), decodeMemberRemove},
        {QStringLiteral("GUILD_MEMBERS_CHUNK"), decodeMembersChunk},
        {QStringLiteral("VOICE_STATE_UPDATE"), decodeVoiceStateUpdate},
        {QStringLiteral("VOICE_SERVER_UPDATE"), decodeVoiceServerUpdate},
        {QStringLiteral("USER_UPDATE"), decodeUserUpdate},
    };
    return kDecoders;
}

} // namespace

std::optional<GatewayEvent> decodeDispatch(const QString& type, const QJsonObject& data,
                                           std::uint64_t& malformed)
{
    const Decoder decode = decoders().value(type, nullptr);
    if (decode == nullptr)
        return std::nullopt;
    auto event = decode(data, malformed);
    if (!event)
        ++malformed;
    return event;
}

} // namespace lavalier::gateway
