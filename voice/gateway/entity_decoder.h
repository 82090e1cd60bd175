#pragma once

#include "voice/gateway/guild.h"

#include <QJsonArray>
#include <QJsonObject>

namespace lavalier::gateway {

/// The resources inside dispatches and REST answers. Nullopt without a readable id; any other bad
/// field takes its default and adds one to `malformed`.

struct UserFields {
    UserId id;
    QString username;
    QString globalName;
    QString avatarHash;
    bool bot = false;
};

std::optional<UserFields> decodeUser(const QJsonObject& object, std::uint64_t& malformed);
std::optional<Role> decodeRole(const QJsonObject& object, std::uint64_t& malformed);
std::optional<Channel> decodeChannel(const QJsonObject& object, std::uint64_t& malformed);
std::optional<Member> decodeMember(const QJsonObject& object, std::uint64_t& malformed);
/// `channel` stays zero when the user is in none.
std::optional<VoiceState> decodeVoiceState(const QJsonObject& object, std::uint64_t& malformed);

/// Decodes a list and leaves out what cannot be read.
template <typename T>
std::vector<T> decodeEach(const QJsonArray& array,
                          std::optional<T> (*decode)(const QJsonObject&, std::uint64_t&),
                          std::uint64_t& malformed)
{
    std::vector<T> values;
    values.reserve(static_cast<std::size_t>(array.size()));
    for (const QJsonValue& item : array) {
        if (auto value = decode(item.toObject(), malformed))
            values.push_back(std::move(*value));
        else
            ++malformed;
    }
    return values;
}

} // namespace lavalier::gateway
