#include "voice/gateway/entity_decoder.h"

#include "voice/gateway/json_reader.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace lavalier::gateway {

namespace {

constexpr int kMaxInt = std::numeric_limits<int>::max();
/// Discord allows 100 overwrites and 250 roles; anything longer is not a list to walk at each
/// question.
constexpr qsizetype kMaxOverwrites = 1'000;
constexpr qsizetype kMaxMemberRoles = 1'000;

ChannelType channelType(int wire)
{
    switch (wire) {
    case 0:
        return ChannelType::Text;
    case 2:
        return ChannelType::Voice;
    case 4:
        return ChannelType::Category;
    case 5:
        return ChannelType::Announcement;
    case 13:
        return ChannelType::Stage;
    case 15:
        return ChannelType::Forum;
    case 16:
        return ChannelType::Media;
    default:
        return ChannelType::Other;
    }
}

std::optional<Overwrite> decodeOverwrite(const QJsonObject& object, std::uint64_t& malformed)
{
    const FieldReader fields(object, malformed);
    const auto id = fields.id<UserId>(QLatin1String("id"));
    // Older stand-ins write the type as a word.
    const QJsonValue type = object.value(QLatin1String("type"));
    const bool role = type.isString() ? type == QLatin1String("role") || type == QLatin1String("0")
                                      : type.toInt(-1) == 0;
    const bool member = type.isString()
        ? type == QLatin1String("member") || type == QLatin1String("1")
        : type.toInt(-1) == 1;
    if (!id || role == member)
        return std::nullopt;
    return Overwrite {role ? Overwrite::Target::Role : Overwrite::Target::Member, id->value(),
                      Permissions(fields.bits(QLatin1String("allow")).value_or(0)),
                      Permissions(fields.bits(QLatin1String("deny")).value_or(0))};
}

std::optional<WallTime> decodeTime(const QString& text, std::uint64_t& malformed)
{
    if (text.isEmpty())
        return std::nullopt;
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    // A year far outside would overflow microseconds; it says "not now" just as well as none.
    if (!time.isValid() || time.date().year() < 1970 || time.date().year() > 9999) {
        ++malformed;
        return std::nullopt;
    }
    return WallTime(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

QJsonArray capped(QJsonArray array, qsizetype limit, std::uint64_t& malformed)
{
    if (array.size() <= limit)
        return array;
    ++malformed;
    QJsonArray head;
    std::copy_n(array.constBegin(), limit, std::back_inserter(head));
    return head;
}

} // namespace

std::optional<UserFields> decodeUser(const QJsonObject& object, std::uint64_t& malformed)
{
    const FieldReader fields(object, malformed);
    const auto id = fields.id<UserId>(QLatin1String("id"));
    if (!id)
        return std::nullopt;
    return UserFields {*id, fields.text(QLatin1String("username")),
                       fields.text(QLatin1String("global_name")),
                       fields.text(QLatin1String("avatar")), fields.flag(QLatin1String("bot"))};
}

std::optional<Role> decodeRole(const QJsonObject& object, std::uint64_t& malformed)
{
    const FieldReader fields(object, malformed);
    const auto id = fields.id<RoleId>(QLatin1String("id"));
    if (!id)
        return std::nullopt;
    const auto permissions = fields.bits(QLatin1String("permissions"));
    return Role {*id, fields.text(QLatin1String("name")),
                 fields.number(QLatin1String("position"), -kMaxInt, kMaxInt),
                 Permissions(permissions.value_or(0)), permissions.has_value()};
}

std::optional<Channel> decodeChannel(const QJsonObject& object, std::uint64_t& malformed)
{
    const FieldReader fields(object, malformed);
    const auto id = fields.id<ChannelId>(QLatin1String("id"));
    if (!id)
        return std::nullopt;
    Channel channel;
    channel.id = *id;
    if (fields.has(QLatin1String("type")))
        channel.type = channelType(object.value(QLatin1String("type")).toInt(-1));
    channel.name = fields.text(QLatin1String("name"));
    channel.position = fields.number(QLatin1String("position"), -kMaxInt, kMaxInt);
    channel.parent = fields.id<ChannelId>(QLatin1String("parent_id")).value_or(ChannelId());
    channel.overwrites = decodeEach<Overwrite>(
        capped(fields.array(QLatin1String("permission_overwrites")), kMaxOverwrites, malformed),
        decodeOverwrite, malformed);
    channel.userLimit = fields.number(QLatin1String("user_limit"), 0, 100'000);
    channel.bitrate = fields.number(QLatin1String("bitrate"), 0, 10'000'000);
    return channel;
}

std::optional<Member> decodeMember(const QJsonObject& object, std::uint64_t& malformed)
{
    const FieldReader fields(object, malformed);
    const auto user = decodeUser(fields.object(QLatin1String("user")), malformed);
    if (!user)
        return std::nullopt;
    Member member;
    member.id = user->id;
    member.username = user->username;
    member.globalName = user->globalName;
    member.bot = user->bot;
    member.nick = fields.text(QLatin1String("nick"));
    const QString own = fields.text(QLatin1String("avatar"));
    member.avatarHash = own.isEmpty() ? user->avatarHash : own;
    for (const QJsonValue& role :
         capped(fields.array(QLatin1String("roles")), kMaxMemberRoles, malformed)) {
        if (const auto id = parseId<RoleId>(role.toString()))
            member.roles.push_back(*id);
        else
            ++malformed;
    }
    member.timedOutUntil
        = decodeTime(fields.text(QLatin1String("communication_disabled_until")), malformed);
    return member;
}

std::optional<VoiceState> decodeVoiceState(const QJsonObject& object, std::uint64_t& malformed)
{
    const FieldReader fields(object, malformed);
    const auto user = fields.id<UserId>(QLatin1String("user_id"));
    if (!user)
        return std::nullopt;
    const auto channel = fields.id<ChannelId>(QLatin1String("channel_id"));
    // An id that cannot be read must not look like "left".
    if (!channel && fields.has(QLatin1String("channel_id")))
        return std::nullopt;
    return VoiceState {*user,
                       channel.value_or(ChannelId()),
                       fields.text(QLatin1String("session_id")),
                       fields.flag(QLatin1String("mute")),
                       fields.flag(QLatin1String("deaf")),
                       fields.flag(QLatin1String("self_mute")),
                       fields.flag(QLatin1String("self_deaf")),
                       fields.flag(QLatin1String("suppress"))};
}

} // namespace lavalier::gateway
