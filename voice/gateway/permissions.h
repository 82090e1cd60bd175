#pragma once

#include "voice/base/clock.h"

#include <cstdint>

namespace lavalier::gateway {

struct Channel;
struct Guild;
struct Member;

/// Discord's permission bits. Travels as a decimal string, more than 53 bits are in use.
/// Source:  Discord API reference, "Permissions".
class Permissions {
public:
    constexpr Permissions() = default;
    constexpr explicit Permissions(std::uint64_t bits)
        : m_bits(bits)
    {
    }
    static constexpr Permissions all() { return Permissions(~std::uint64_t {0}); }

    constexpr std::uint64_t bits() const { return m_bits; }
    constexpr bool has(Permissions wanted) const
    {
        return (m_bits & wanted.m_bits) == wanted.m_bits;
    }
    constexpr bool operator==(const Permissions&) const = default;
    friend constexpr Permissions operator|(Permissions a, Permissions b)
    {
        return Permissions(a.m_bits | b.m_bits);
    }
    friend constexpr Permissions operator&(Permissions a, Permissions b)
    {
        return Permissions(a.m_bits & b.m_bits);
    }
    constexpr Permissions without(Permissions denied) const
    {
        return Permissions(m_bits & ~denied.m_bits);
    }

private:
    std::uint64_t m_bits = 0;
};

inline constexpr Permissions kAdministrator {1ULL << 3};
inline constexpr Permissions kManageChannels {1ULL << 4};
inline constexpr Permissions kViewChannel {1ULL << 10};
inline constexpr Permissions kSendMessages {1ULL << 11};
inline constexpr Permissions kReadMessageHistory {1ULL << 16};
inline constexpr Permissions kConnect {1ULL << 20};
inline constexpr Permissions kSpeak {1ULL << 21};
inline constexpr Permissions kMuteMembers {1ULL << 22};
inline constexpr Permissions kDeafenMembers {1ULL << 23};
inline constexpr Permissions kMoveMembers {1ULL << 24};
inline constexpr Permissions kChangeNickname {1ULL << 26};
inline constexpr Permissions kManageNicknames {1ULL << 27};
inline constexpr Permissions kSetVoiceChannelStatus {1ULL << 48};

/// What `member` may do in `channel`, all six steps of Discord's rule, implicit denials included.
///
/// A role the guild does not list contributes nothing.
/// Source:  Discord API reference, "Permissions", "Permission overwrites", "Implicit permissions".
Permissions effectivePermissions(const Guild& guild, const Channel& channel, const Member& member,
                                 WallTime now);

} // namespace lavalier::gateway
