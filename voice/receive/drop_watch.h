#pragma once

#include "voice/base/clock.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace lavalier::receive {

/// Datagrams that reached this computer and were dropped by it, between two that were read.
struct DropStretch {
    SteadyTime after; ///< arrival of the last one read before
    SteadyTime before; ///< and of the first one read again
    std::uint64_t datagrams = 0;

    bool operator==(const DropStretch&) const = default;
};

/// Joins losses of a socket's buffer that come close together, so that a computer which cannot keep
/// up is not kept busy by telling of it.
///
/// Thread:  any, one at a time. Reads no clock.
class DropWatch {
public:
    static constexpr std::chrono::milliseconds kApart {500}; ///< then another stretch begins
    static constexpr std::chrono::seconds kLongest {5}; ///< is told, and goes on as another

    void dropped(const DropStretch& stretch);
    /// A stretch that is over, or long enough.
    [[nodiscard]] std::optional<DropStretch> take(SteadyTime now);
    /// Nothing more comes.
    [[nodiscard]] std::optional<DropStretch> finish() { return std::exchange(m_open, {}); }
    /// Wants to be asked again, although nothing may come any more.
    bool isWatching() const { return m_open.has_value(); }

private:
    std::optional<DropStretch> m_open;
};

} // namespace lavalier::receive
