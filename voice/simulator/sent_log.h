#pragma once

#include "voice/base/clock.h"
#include "voice/base/strong_id.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace lavalier::simulator {

enum class PacketFate { Sent, Lost, SentAgain };

/// One packet on its way to one listener.
struct SentPacket {
    UserId speaker {};
    UserId listener {};
    Ssrc ssrc {};
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    PacketFate fate = PacketFate::Sent;
    bool silence = false; ///< F8 FF FE
    bool encrypted = false; ///< end to end
    /// The listener had the key (or needed none) before this went out. Of a live speaker's frame
    /// only true when the listener's last transition is over.
    bool readable = true;
    std::uint16_t opusBytes = 0;
    SteadyTime due {}; ///< when the speaker emitted it
    SteadyTime sent {}; ///< when it went to the socket; equal to due when lost
};

/// What bots told people by REST, in order.
struct RestLog {
    struct Nickname {
        GuildId guild {};
        UserId user {};
        QString nick {}; ///< empty: taken away
    };
    struct Message {
        ChannelId channel {};
        UserId author {};
        QString content {};
    };
    std::vector<Nickname> nicknames {};
    std::vector<Message> messages {};
};

/// What the simulator put on the wire, for tests to judge a recording against.
struct SentLog {
    std::vector<SentPacket> packets {}; ///< in the order of their fate being known
    std::uint64_t notLogged = 0; ///< past SimulatorScript::maxLogEntries
    std::uint64_t refusedFromClients
        = 0; ///< live datagrams that broke a rule (cipher, SSRC, not speaking)
    std::uint64_t discoveries = 0;
    std::uint64_t pings = 0;
};

} // namespace lavalier::simulator
