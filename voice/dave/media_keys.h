#pragma once

#include "voice/base/clock.h"
#include "voice/base/secret_bytes.h"
#include "voice/base/strong_id.h"

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace lavalier::dave {

/// What the session thread tells the receiver thread about keys: values, applied in order.

/// Numbers the epochs of one session from 1, across groups: MLS epochs begin anew with each.
using KeySet = std::uint32_t;

struct SenderKey {
    UserId user;
    SecretBytes base; ///< 16 bytes, the sender's first ratchet secret
};

/// From now on these senders may use these keys; theirs from before stay until retired, at most
/// 30 s. Senders that are not among them are gone and keep theirs for 10 s.
struct AddEpochKeys {
    KeySet set = 0;
    std::uint64_t epoch = 0;
    std::vector<SenderKey> senders;
    /// We came by a Welcome: frames of the epochs before may still arrive and nothing opens them.
    bool joined = false;
};
/// Everybody switched to `set`: what is older dies in 10 s.
struct RetireOlderKeys {
    KeySet set = 0;
};
/// A handshake is under way: a frame that no key opens may be one of the epoch to come.
struct ExpectKeys {
    bool expected = false;
};
/// Frames without encryption are genuine; without a time until further notice.
struct AllowPassthrough {
    std::optional<SteadyTime> until;
};
struct EndPassthrough { };
/// The user left: their keys die in 10 s.
struct ForgetSender {
    UserId user;
};
/// Nothing of this session is worth keeping.
struct ResetKeys { };

using MediaKeyCommand = std::variant<AddEpochKeys, RetireOlderKeys, ExpectKeys, AllowPassthrough,
                                     EndPassthrough, ForgetSender, ResetKeys>;

/// How long a retired key still opens what is under way.
inline constexpr std::chrono::seconds kKeyRetention {10};
/// The longest an older key lives beside a newer one, whatever becomes of the transition.
inline constexpr std::chrono::seconds kKeyHardCap {30};

} // namespace lavalier::dave
