#pragma once

#include "voice/rtp/keepalive.h"

#include <chrono>

namespace lavalier::receive {

/// The patience of a media connection; tests have less of it.
struct MediaTiming {
    std::chrono::milliseconds discoveryPatience {1000}; ///< for each of five requests
    std::chrono::milliseconds keepaliveInterval = rtp::Keepalive::kInterval;
    std::chrono::milliseconds quietAfter {200}; ///< then the receiver sleeps until readable
};

} // namespace lavalier::receive
