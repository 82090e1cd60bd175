#pragma once

#include "sinks/live/reorder_buffer.h"
#include "voice/base/audio_sink.h"

#include <functional>
#include <mutex>
#include <unordered_map>

namespace lavalier::live {

/// Hands a call's frames on in order, stream by stream, for whoever decodes them live.
///
/// The recording never passes through here: it takes frames as they come (write first, interpret
/// later). What is late here is a meter that blinks, not a word that is lost.
/// Thread:  onAudio on the receiver thread, flushDue from any; a lock orders them.
class ReorderingSink final : public AudioSink {
public:
    using Forward = std::function<void(std::span<const OpusFrame>)>;
    using Ended = std::function<void(StreamId)>;
    /// Both are called under the lock and must only hand over. `ended` tells of each stream that no
    /// frame can follow any more.
    explicit ReorderingSink(Forward forward, Ended ended = {});

    void onAudio(std::span<const OpusFrame> frames) override;
    void onRtcp(const RtcpPacket& packet) override;
    /// Passes on what is still held and forgets every stream.
    void cleanup() override;

    /// The streams of earlier connections are over; passes on what they still hold.
    void connectionOpened(ConnectionId connection);

    /// Gives up gaps that were waited for long enough; for when no frame comes to say so.
    void flushDue(SteadyTime now);
    ReorderCounters counters() const;

private:
    /// Streams are few (one per SSRC and rejoin); beyond this the idle ones are forgotten.
    static constexpr std::size_t kMaxStreams = 2048;

    void forgetIdleStreams();

    const Forward m_forward;
    const Ended m_ended;
    mutable std::mutex m_mutex;
    std::unordered_map<StreamId, ReorderBuffer> m_streams;
    std::vector<OpusFrame> m_ready;
    ReorderCounters m_gone; ///< of streams already forgotten
};

} // namespace lavalier::live
