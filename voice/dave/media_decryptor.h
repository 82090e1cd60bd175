#pragma once

#include "voice/dave/media_keys.h"
#include "voice/dave/sender_keys.h"

#include <deque>
#include <map>
#include <unordered_map>

namespace lavalier::dave {

/// What became of one user's frames.
struct DecryptCounters {
    std::uint64_t decrypted = 0;
    std::uint64_t passthrough = 0; ///< plain, while that was allowed
    std::uint64_t silence = 0; ///< F8 FF FE, never encrypted
    std::uint64_t noKey = 0; ///< answered WaitForKey, each time it was tried
    std::uint64_t refusedTag = 0; ///< no key opened it and none may come
    std::uint64_t replayed = 0;
    std::uint64_t notAFrame = 0; ///< neither encrypted nor allowed to be plain
    std::uint64_t badGeneration = 0;

    bool operator==(const DecryptCounters&) const = default;
};

/// End-to-end decryption of the call's frames, as the session's commands say.
///
/// Whatever is neither authenticated nor allowed to be plain is kept from Opus. A frame is worth
/// waiting for (WaitForKey) when its sender has no key yet, when a handshake is under way, or when
/// its counter began anew, as it does in an epoch whose key is still on its way to us.
/// Thread:  receiver thread; one at a time. Reads no clock.
/// Errors:  counters only.
/// Source:  DAVE protocol, "media frame decryption", "passthrough".
class MediaDecryptor {
public:
    enum class Verdict { Clear, WaitForKey, Refused };
    static constexpr std::size_t kMaxUsers = 2048;
    static constexpr std::size_t kMaxKeysPerUser = 64;
    static constexpr std::size_t kMaxKeys = 8192;
    /// A sender's frames that fail in a row, for longer than that, are a broken group.
    static constexpr std::uint32_t kFailuresToReport = 36;
    static constexpr std::chrono::seconds kFailuresLast {2};

    /// Frames that waited deserve another try afterwards, whatever the command.
    void apply(const MediaKeyCommand& command, SteadyTime now);
    /// `out` is only looked at after Clear. `frame` is without RTP padding.
    Verdict decrypt(UserId user, ByteView frame, QByteArray& out, SteadyTime now);
    /// Wipes keys whose time is over, also when nobody speaks.
    void timePassed(SteadyTime now);

    /// Users whose frames keep failing, each once until as many failed again.
    std::vector<UserId> takeFailing();
    /// User zero gathers those beyond kMaxUsers.
    const std::map<UserId, DecryptCounters>& counters() const { return m_counters; }

private:
    struct Keys {
        KeySet set = 0;
        bool joined = false;
        SteadyTime since;
        std::optional<SteadyTime> until;
        SenderKeys keys;
    };
    struct Streak {
        std::uint32_t failures = 0;
        SteadyTime first;
        SteadyTime last;
    };
    struct Sender {
        std::vector<Keys> keys; // newest first
        std::uint32_t coming = 0; // highest counter taken for one of an epoch to come
        Streak streak;
    };
    enum class Passthrough { Undecided, Off, On };

    void add(const AddEpochKeys& command, SteadyTime now);
    DecryptCounters& countersOf(UserId user);
    bool passes(SteadyTime now) const;
    bool mayStillCome(Sender* sender, const ProtocolFrame& frame, SteadyTime now) const;
    static void limit(Keys& keys, SteadyTime until);

    std::unordered_map<UserId, Sender> m_senders;
    std::map<UserId, DecryptCounters> m_counters;
    Passthrough m_passthrough = Passthrough::Undecided;
    std::optional<SteadyTime> m_passthroughUntil;
    bool m_expected = false;
};

} // namespace lavalier::dave
