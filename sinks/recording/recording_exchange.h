#pragma once

#include "processing/timeline/loss_map.h"
#include "sinks/recording/pause_gate.h"
#include "sinks/recording/recording_types.h"
#include "voice/base/clock.h"
#include "voice/base/media_counters.h"
#include "voice/base/opus_frame.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <variant>
#include <vector>

namespace lavalier::recording {

/// Everything but frames that a recording is told, each with its moment.
struct ConnectionOpened {
    SteadyTime at;
    ConnectionId connection;
    ChannelId channel;
    QString endpoint;
    QString mode;
    int daveVersion = 0;
};
struct SpeakerSeen {
    SteadyTime at;
    UserId user;
    QString name;
};
struct SpeakerExcluded {
    UserId user;
    bool excluded = true;
};
struct EventNoted {
    SteadyTime at;
    RecordingEvent event;
};
struct CountersNoted {
    MediaCounters counters;
};
using RecordingFact
    = std::variant<ConnectionOpened, SpeakerSeen, SpeakerExcluded, EventNoted, CountersNoted>;

/// Packets of one stream that are not in the file although they were heard, next to each other.
struct PacketsMissed {
    SealedPacket first;
    SequenceNumber last;
    SteadyTime until; ///< arrival of the last
    timeline::LossCause cause = timeline::LossCause::Undecryptable;
};

/// What memory had no room for, of what is no audio.
struct Unkept {
    std::uint64_t events = 0;
    std::uint64_t tallies = 0; ///< counts of one second of one stream
    std::uint64_t missed = 0; ///< notes of packets that are not there

    bool isNothing() const { return events == 0 && tallies == 0 && missed == 0; }
};

/// What the writer thread takes over at once.
struct HandOver {
    std::vector<OpusFrame> frames;
    std::vector<RecordingFact> facts;
    std::unordered_map<UserId, std::uint64_t> refused; ///< since the last take, by lack of memory
    std::vector<PacketsMissed> missed {}; ///< in order; neighbours of a stream are joined
    Unkept unkept {};
};

/// The one place where the handle's callers and the writer thread meet.
///
/// Bounded: frames handed over but not yet settled (committed) take at most kMaxBytes and span at
/// most kMaxSpan; what comes on top is refused and counted.
/// Thread:  any, except where a method says otherwise.
class RecordingExchange {
public:
    static constexpr std::size_t kMaxBytes = 64U << 20;
    static constexpr std::chrono::seconds kMaxSpan {60};
    static constexpr std::size_t kMaxFacts = 10'000;
    static constexpr std::size_t kMaxFactBytes = 8U << 20;
    static constexpr std::size_t kMaxMissed = 10'000;
    static constexpr std::chrono::milliseconds kShortPatience {1500};

    /// Of packets that are missing, those count that came since `begun`, the recording's beginning.
    explicit RecordingExchange(SteadyTime begun = SteadyTime::min())
        : m_begun(begun)
    {
    }

    /// What a pause keeps out takes no room and counts nowhere.
    void push(std::span<const OpusFrame> frames);
    void push(std::span<const SealedPacket> packets);
    void push(RecordingFact fact);
    void requestStop();
    /// Only ever less: who is in a hurry stays so.
    void setPatience(Patience patience);
    Patience patience() const;
    bool stopRequested() const;
    /// Asks the writer to go on in a next part there.
    void requestFolder(const QString& folder);

    RecordingStatus status() const;
    bool waitUntilStopped(std::chrono::milliseconds atMost) const;

    // Writer thread:
    /// Returns at once when something is queued or a stop was asked for.
    void waitForWork(std::chrono::microseconds atMost);
    /// After a failed try to finish: waits a little. False when there shall be no further one.
    bool waitToRetry();
    /// Cut short by a stop or by another folder.
    void waitForStop(std::chrono::microseconds atMost);
    std::optional<QString> takeFolder();
    HandOver take();
    /// All that was taken so far is committed.
    void settle();
    /// Of `held` it is told what memory alone has although it was settled.
    void publish(const RecordingStatus& status);

private:
    static std::size_t costOf(const OpusFrame& frame);
    static std::size_t costOf(const RecordingFact& fact);
    bool miss(const SealedPacket& packet, timeline::LossCause cause);

    const SteadyTime m_begun;
    mutable std::mutex m_mutex;
    /// Frames or facts came. Apart from m_changed: a writer that sleeps between commits must not be
    /// woken by each tick's frames.
    std::condition_variable m_work;
    mutable std::condition_variable m_changed; ///< a stop or a folder was asked for, or it is done
    HandOver m_queued;
    PauseGate m_pause;
    std::size_t m_bytes = 0; // queued and taken, until settled
    std::size_t m_takenBytes = 0;
    std::size_t m_factBytes = 0; ///< queued
    std::optional<SteadyTime> m_oldest; // arrival of the oldest unsettled frame
    std::uint64_t m_unsettled = 0;
    std::uint64_t m_takenFrames = 0;
    RecordingStatus m_status;
    Patience m_patience = Patience::UntilWritten;
    std::chrono::steady_clock::time_point m_hurriedSince; ///< when it became Short
    std::optional<QString> m_folder; ///< asked for, not yet taken
    bool m_stop = false;
};

} // namespace lavalier::recording
