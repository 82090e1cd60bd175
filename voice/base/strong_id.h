#pragma once

#include <QHashFunctions>

#include <compare>
#include <cstdint>
#include <functional>

namespace lavalier {

/// An identity that refuses to be mixed with another kind of identity.
///
/// Compares and hashes; has no arithmetic. `.value()` belongs in codecs and nowhere else.
template <typename Tag, typename Rep> class StrongId {
public:
    constexpr StrongId() = default;
    constexpr explicit StrongId(Rep value)
        : m_value(value)
    {
    }

    constexpr Rep value() const { return m_value; }
    /// False for the zero id, which no Discord object has.
    constexpr bool isValid() const { return m_value != Rep {}; }
    constexpr auto operator<=>(const StrongId&) const = default;

    friend size_t qHash(StrongId id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    Rep m_value {};
};

/// A Discord user (or bot).
using UserId = StrongId<struct UserIdTag, std::uint64_t>;
/// A Discord server.
using GuildId = StrongId<struct GuildIdTag, std::uint64_t>;
using ChannelId = StrongId<struct ChannelIdTag, std::uint64_t>;
using RoleId = StrongId<struct RoleIdTag, std::uint64_t>;
/// RTP synchronisation source (RFC 3550 section 3). A rejoin brings a new one.
using Ssrc = StrongId<struct SsrcTag, std::uint32_t>;
/// One (re)connection to a voice server within one call, counted from 1.
using ConnectionId = StrongId<struct ConnectionIdTag, std::uint32_t>;
/// One SSRC of one speaker in one connection: a run of packets with one sequence and one clock.
/// Unique within one call: connection in the high half, a counter from 1 in the low half.
using StreamId = StrongId<struct StreamIdTag, std::uint64_t>;

} // namespace lavalier

template <typename Tag, typename Rep> struct std::hash<lavalier::StrongId<Tag, Rep>> {
    std::size_t operator()(lavalier::StrongId<Tag, Rep> id) const noexcept
    {
        return std::hash<Rep> {}(id.value());
    }
};
