#pragma once

#include "voice/rtp/keepalive.h"

#include <chrono>

namespace lavalier::receive {

/// The patience of a media connection; tests have less of it.
struct MediaTiming {
    std::chrono::milliseconds discoveryPatience {1000}; ///< between two requests
    int discoveryTries = 60; ///< behind whoever waits for the address
    std::chrono::milliseconds keepaliveInterval = rtp::Keepalive::kInterval;
    std::chrono::milliseconds checkInterval {1000}; ///< between pings that must be answered soon
    int lostPings = 3; ///< in a row, nothing heard meanwhile: the way is closed
    std::chrono::milliseconds silence {2000}; ///< what is heard after it is news
    std::chrono::milliseconds quietAfter {200}; ///< then the receiver sleeps until readable
};

} // namespace lavalier::receive
