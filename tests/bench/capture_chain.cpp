#include "capture_chain.h"

#include "processes.h"
#include "speech.h"

#include <QFile>

namespace lavalier::bench {

CaptureChain::CaptureChain(const QString& folder, const Clock& clock, Decoding decoding)
{
    if (decoding == Decoding::Live) {
        m_pool = std::make_unique<pool::DecodePool>(pool::PoolSettings {});
        m_live = std::make_unique<live::ReorderingSink>(
            [pool = m_pool.get()](std::span<const OpusFrame> frames) { pool->submit(frames); });
    }
    m_sink = std::make_unique<app::CallSink>(m_live.get());
    recording::RecordingDescription description;
    description.title = QStringLiteral("bench");
    auto writer
        = recording::RecordingWriter::create(folder, QStringLiteral("bench"), description, clock);
    if (!writer)
        return;
    m_writer = *std::move(writer);
    m_sink->setWriter(m_writer.get());
}

CaptureChain::~CaptureChain()
{
    m_sink->setWriter(nullptr);
    if (!m_writer)
        return;
    const QString path = m_writer->path();
    m_writer.reset();
    for (const char* suffix : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(suffix));
}

std::vector<std::int64_t> CaptureChain::workers() const
{
    if (!m_pool)
        return {};
    const auto pids = m_pool->status().workerPids;
    return {pids.begin(), pids.end()};
}

std::uint64_t CaptureChain::undecoded() const
{
    if (!m_pool)
        return 0;
    const pool::PoolStatus status = m_pool->status();
    return status.submitted - status.decoded - status.refused - status.dropped;
}

bool CaptureChain::waitFor(std::uint64_t frames) const
{
    constexpr double kStep = 0.005;
    for (double waited = 0; waited < 30; waited += kStep) {
        const auto status = m_writer->status();
        if (status.refused > 0)
            return false;
        if (m_pool && m_pool->status().dropped > 0)
            return false;
        const bool decoded = !m_pool || m_pool->status().decoded >= frames;
        if (status.frames >= frames && decoded)
            return true;
        sleepFor(kStep);
    }
    return false;
}

std::unique_ptr<receive::MediaPipeline> makePipeline(int speakers, SteadyTime now)
{
    auto pipeline = std::make_unique<receive::MediaPipeline>(
        ConnectionId(1), std::make_unique<receive::PassthroughDecryptor>());
    auto cipher
        = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize, benchKey());
    if (cipher)
        pipeline->setCipher(*std::move(cipher));
    for (int speaker = 0; speaker < speakers; ++speaker)
        pipeline->mapSpeaker(ssrcOf(speaker), userOf(speaker), now);
    pipeline->setListening(receive::Listening::Recording);
    return pipeline;
}

} // namespace lavalier::bench
