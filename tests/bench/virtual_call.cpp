#include "virtual_call.h"

#include "processes.h"
#include "voice/base/bytes.h"

#include <unistd.h>

namespace lavalier::bench {

VirtualCall::VirtualCall(const QString& folder, int speakers)
    : m_speakers(speakers)
    , m_speech(encodeSpeech(speakers, 10))
    , m_chain(folder, m_clock, Decoding::No)
    , m_pipeline(makePipeline(speakers, m_clock.now()))
{
}

bool VirtualCall::talkFor(std::chrono::seconds time)
{
    for (std::int64_t tick = 0; tick < time.count() * kPacketsPerSecond; ++tick, ++m_number) {
        m_clock.advance(std::chrono::milliseconds(20));
        for (int speaker = 0; speaker < m_speakers; ++speaker) {
            const auto& packets = m_speech[static_cast<std::size_t>(speaker)];
            const QByteArray datagram
                = m_maker.make(speaker, m_number, packets[m_number % packets.size()]);
            m_pipeline->datagram(viewOf(datagram), m_clock.now());
        }
        m_pipeline->timePassed(m_clock.now());
        m_chain.sink().onAudio(m_pipeline->frames());
        m_pipeline->clearFrames();
        if (tick % kPacketsPerSecond == 0) {
            m_chain.writer().noteCounters(m_pipeline->counters());
            while (m_chain.uncommitted() > 5'000)
                sleepFor(0.005);
        }
    }
    return m_chain.waitFor(std::uint64_t {m_number} * static_cast<std::uint64_t>(m_speakers));
}

std::uint64_t VirtualCall::lost() const
{
    return std::uint64_t {m_number} * static_cast<std::uint64_t>(m_speakers)
        - m_chain.writer().status().frames;
}

double ownMiB()
{
    return static_cast<double>(writtenBytes(getpid())) / (1024.0 * 1024);
}

} // namespace lavalier::bench
