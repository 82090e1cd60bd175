#pragma once

#include <chrono>
#include <cstdint>

namespace lavalier::control {

/// Every wait of a voice connection, in one place, so that a test may shorten them.
struct ControlTiming {
    using ms = std::chrono::milliseconds;

    ms open {10'000}; ///< TCP, TLS and web socket upgrade
    ms openAgain {4'000}; ///< the same once a call worked: the network may be back any moment
    ms ready {10'000}; ///< open to op 2
    ms discovery {5'500}; ///< the receiver asks once a second
    ms discoveryAgain {30'000}; ///< the same once a call worked
    ms description {10'000}; ///< op 1 to op 4
    ms resume {10'000}; ///< open to op 9
    ms server {15'000}; ///< op 4 on the main gateway to a voice server
    ms news {10'000}; ///< 4014 or 4022 to word from the main gateway
    ms settled {5'000}; ///< a connection this old is forgiven its earlier failures
    ms firstPatience {60'000}; ///< how long failures may go on before a call ever worked
    ms patience {30 * 60'000}; ///< and after it did
    ms blame {10 * 60'000}; ///< a second fault of ours within this stops the call
    ms longestBeat {5'000}; ///< we beat at least this often, whatever hello allows
    ms shortestBeat {100}; ///< and never faster than this
    ms silence {60'000}; ///< no frame for so long: the peer is gone
    // Full jitter between the shortest delay and 2, 4, 8 … times as much, up to the longest.
    ms shortestDelay {1'000};
    ms longestDelay {60'000};
    // A try that reaches nobody burdens nobody, and a resume hardly anybody: while the network may
    // be back any moment we ask often enough to be back within three seconds.
    ms unansweredDelay {1'500};
    ms hopeful {120'000}; ///< for so long
    ms underWay {
        1'000}; ///< a try this young is not begun anew when the network shows signs of life
    // Whether it is the voice server that is away or the network, the main gateway's heartbeat
    // shows: whoever is asked at the beginning of trouble has answered by then, or is gone too.
    ms othersKnown {8'000};
    std::uint64_t seed = 0; ///< of the jitter
};

} // namespace lavalier::control
