#pragma once

#include "capture_chain.h"
#include "speech.h"
#include "tests/support/fake_clock.h"

namespace lavalier::bench {

/// People who talk all the time, from datagram to committed row, on a clock that is advanced: an
/// hour passes in seconds.
class VirtualCall {
public:
    VirtualCall(const QString& folder, int speakers);

    bool isReady() const { return m_chain.isReady() && !m_speech.empty(); }
    /// False when a frame was refused or did not reach the file.
    bool talkFor(std::chrono::seconds time);

    /// Frames that were put in and are not in the file.
    std::uint64_t lost() const;

private:
    const int m_speakers;
    const std::vector<std::vector<QByteArray>> m_speech;
    test::FakeClock m_clock;
    CaptureChain m_chain;
    const std::unique_ptr<receive::MediaPipeline> m_pipeline;
    DatagramMaker m_maker;
    std::uint32_t m_number = 0; ///< of the next packet of each
};

/// Of this process, in MiB: what was ever written to and is held.
double ownMiB();

} // namespace lavalier::bench
