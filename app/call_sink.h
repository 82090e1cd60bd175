#pragma once

#include "sinks/live/reordering_sink.h"
#include "sinks/recording/recording_writer.h"
#include "voice/base/audio_sink.h"

#include <mutex>
#include <optional>
#include <unordered_set>
#include <vector>

namespace lavalier::app {

/// The fork behind a call: every frame to the recording file first, then to the live meters.
///
/// What a pause keeps out of the file is the writer's to decide. Who is not to be recorded gets no
/// further than here: into no queue, no decoder, no file.
/// Thread:  onAudio on the receiver thread, the rest on the GUI's; a lock orders them, and what
///          happens under it is a hand-over.
class CallSink final : public AudioSink {
public:
    /// `live` may be null: then nothing is decoded while the call runs.
    explicit CallSink(live::ReorderingSink* live)
        : m_live(live)
    {
    }

    void onAudio(std::span<const OpusFrame> frames) override;
    void onSealed(std::span<const SealedPacket> packets) override;
    void onRtcp(const RtcpPacket& packet) override;
    void cleanup() override;

    /// A file is being made, which a slow disk takes its time for: what comes meanwhile is kept for
    /// the writer that setWriter() brings.
    void expectWriter();
    /// Null ends the writing; once this returns the writer is not used any more.
    void setWriter(recording::RecordingWriter* writer);
    /// From the next batch on.
    void setExcluded(std::unordered_set<UserId> users);

private:
    /// More than a hundred speakers in the time that making a file is waited for.
    static constexpr std::size_t kMaxKept = 50'000;

    struct Kept {
        std::vector<OpusFrame> frames;
        std::vector<SealedPacket> sealed;
    };

    template <typename T>
    std::span<const T> withoutExcluded(std::span<const T> all, std::vector<T>& room) const;
    template <typename T> static void keep(std::vector<T>& kept, std::span<const T> more);

    live::ReorderingSink* const m_live;
    std::mutex m_mutex;
    recording::RecordingWriter* m_writer = nullptr;
    std::optional<Kept> m_kept; ///< while a writer is expected
    std::unordered_set<UserId> m_excluded;
    std::vector<OpusFrame> m_passed; ///< of the receiver thread alone
    std::vector<SealedPacket> m_passedSealed; ///< likewise
};

} // namespace lavalier::app
