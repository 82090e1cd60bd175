#pragma once

#include "processing/timeline/clock_drift.h"

#include <cstddef>
#include <vector>

namespace lavalier::timeline {

/// The lower envelope of one clock: what arrival minus RTP is when the network adds nothing.
///
/// Packets are gathered in bins of five seconds; the envelope at a bin is the lowest offset of
/// the bins around it, drift taken out: half a minute each way, further where packets are few.
/// Thread:  any, one at a time.
class Envelope {
public:
    /// Times are counted from `origin`; `jitter` is the usual delay above the envelope.
    Envelope(ClockDrift drift, Samples origin, Samples jitter);

    /// In order of sending. Returns the bin the packet went to, for between().
    std::size_t add(const LinePacket& packet);
    /// The envelope for a run that spans these bins, at its middle, so that what drift adds
    /// within the run is shared by its two ends.
    Samples between(std::size_t firstBin, std::size_t lastBin, Samples middle);
    /// As between() for the last bin alone, at a time.
    Samples at(std::size_t bin, Samples time) { return between(bin, bin, time); }

private:
    struct Bin {
        std::int64_t number = 0;
        std::int64_t packets = 0;
        Samples lowest = 0; ///< drift taken out
        Samples envelope = kUnknown;
    };
    static constexpr Samples kUnknown = INT64_MIN;

    Samples envelopeOf(std::size_t bin);

    ClockDrift m_drift;
    Samples m_origin;
    Samples m_jitter;
    std::vector<Bin> m_bins;
};

} // namespace lavalier::timeline
