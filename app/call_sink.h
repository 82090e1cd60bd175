#pragma once

#include "sinks/live/reordering_sink.h"
#include "sinks/recording/recording_writer.h"
#include "voice/base/audio_sink.h"

#include <mutex>
#include <optional>

namespace lavalier::app {

/// The fork behind a call: every frame to the recording file first, then to the live meters.
///
/// While paused nothing is written, but frames on their way when Pause was pressed still are
/// (kLateFrames); the timeline cuts by position.
/// Thread:  onAudio on the receiver thread, the rest on the GUI's; a lock orders them, and what
///          happens under it is a hand-over.
class CallSink final : public AudioSink {
public:
    static constexpr std::chrono::milliseconds kLateFrames {250};

    /// `live` may be null: then nothing is decoded while the call runs.
    explicit CallSink(live::ReorderingSink* live)
        : m_live(live)
    {
    }

    void onAudio(std::span<const OpusFrame> frames) override;
    void onRtcp(const RtcpPacket& packet) override;
    void cleanup() override;

    /// Null ends the writing; once this returns the writer is not used any more.
    void setWriter(recording::RecordingWriter* writer);
    void pause(SteadyTime now);
    void resume();

    /// Frames that came while paused.
    std::uint64_t discarded() const;

private:
    void write(std::span<const OpusFrame> frames);

    live::ReorderingSink* const m_live;
    mutable std::mutex m_mutex;
    recording::RecordingWriter* m_writer = nullptr;
    std::optional<SteadyTime> m_pausedSince;
    std::uint64_t m_discarded = 0;
};

} // namespace lavalier::app
