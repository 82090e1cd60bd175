#pragma once

#include "app/call_sink.h"
#include "processing/pool/decode_pool.h"
#include "sinks/live/reordering_sink.h"
#include "sinks/recording/recording_writer.h"
#include "voice/receive/media_pipeline.h"

#include <memory>

namespace lavalier::bench {

enum class Decoding { No, Live };

/// Everything behind a call's receiver, put together as app/call_recorder does it.
class CaptureChain {
public:
    /// `clock` is the recording's; the pool always follows the machine's own.
    CaptureChain(const QString& folder, const Clock& clock, Decoding decoding);
    ~CaptureChain();

    bool isReady() const { return m_writer != nullptr; }
    app::CallSink& sink() { return *m_sink; }
    recording::RecordingWriter& writer() { return *m_writer; }
    const recording::RecordingWriter& writer() const { return *m_writer; }
    /// Null without live decoding.
    pool::DecodePool* pool() { return m_pool.get(); }
    std::vector<std::int64_t> workers() const;

    /// Frames that are in memory still, on either way.
    std::uint64_t uncommitted() const { return m_writer->status().held; }
    std::uint64_t undecoded() const;

    /// True once this many frames are committed, and decoded where that is done; false when a
    /// frame was lost or the patience (30 s) is over.
    bool waitFor(std::uint64_t frames) const;

private:
    std::unique_ptr<pool::DecodePool> m_pool;
    std::unique_ptr<live::ReorderingSink> m_live;
    std::unique_ptr<app::CallSink> m_sink;
    std::unique_ptr<recording::RecordingWriter> m_writer;
};

/// A pipeline with the bench's key and speakers mapped, listening.
std::unique_ptr<receive::MediaPipeline> makePipeline(int speakers, SteadyTime now);

} // namespace lavalier::bench
