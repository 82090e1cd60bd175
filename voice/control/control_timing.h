#pragma once

#include <chrono>
#include <vector>

namespace lavalier::control {

/// Every wait of a voice connection, in one place, so that a test may shorten them.
struct ControlTiming {
    using ms = std::chrono::milliseconds;

    ms open {10'000}; ///< TCP, TLS and web socket upgrade
    ms ready {10'000}; ///< open to op 2
    ms discovery {8'000}; ///< the receiver gives up after 5 tries of a second; this is behind it
    ms description {10'000}; ///< op 1 to op 4
    ms resume {10'000}; ///< open to op 9
    ms server {15'000}; ///< op 4 on the main gateway to a voice server
    ms news {10'000}; ///< 4014 or 4022 to word from the main gateway
    ms settled {30'000}; ///< a connection this old is forgiven its earlier failures
    ms firstPatience {60'000}; ///< how long failures may go on before a call ever worked
    ms patience {30 * 60'000}; ///< and after it did
    ms blame {10 * 60'000}; ///< a second fault of ours within this stops the call
    ms longestBeat {5'000}; ///< we beat at least this often, whatever hello allows
    ms shortestBeat {100}; ///< and never faster than this
    ms silence {60'000}; ///< no frame for so long: the peer is gone
    std::vector<ms> delays {ms(1'000), ms(3'000), ms(5'000), ms(7'000), ms(9'000)};
};

} // namespace lavalier::control
