#pragma once

#include "processing/wire/codec.h"
#include "voice/base/clock.h"
#include "voice/base/opus_frame.h"

#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace lavalier::pool {

/// What became of one frame.
struct FrameAnswer {
    UserId user;
    wire::PacketLevel level;
    bool silence = false; ///< the frame senders end a talk spurt with
    bool poisoned = false; ///< set aside: it killed two workers
    std::vector<float> pcm = {}; ///< stereo, interleaved; empty unless asked for and decoded
};

/// Why an answer cannot be believed; the worker that gave it is replaced.
enum class Distrust {
    UnknownRequest, ///< an id we do not wait for
    WrongCount, ///< rows for another number of packets
    ImpossibleLevel, ///< other length than the packet has, power above peak
    UnexpectedAnswer, ///< of a kind we did not ask for
    ImpossiblePcm, ///< for no such packet, twice, of another length, or not a number
};

/// The frames one worker owes answers for, across its deaths.
///
///     add ─► waiting ─► unanswered ─► answered
///                 ▲ ▲        │ worker died
///                 │ │    suspects, sent again one by one ─► poisoned at the second death
///                 │ └─── worker was stopped from outside: no frame is a suspect for that
///
/// Bounded: at most kMaxBatches unanswered, kMaxWaiting waiting; beyond that the oldest go.
/// Errors:  a Distrust changes nothing; the caller ends the worker and calls workerDied().
/// Thread:  any, one at a time. No process, no clock.
class FrameLedger {
public:
    static constexpr std::size_t kMaxBatches = 4;
    static constexpr std::size_t kMaxBatchPackets = 256;
    /// With PCM each packet may come back 46 KiB large.
    static constexpr std::size_t kMaxPcmBatchPackets = 64;
    static constexpr std::size_t kMaxBatchBytes = std::size_t {256} * 1024;
    static constexpr std::size_t kMaxWaiting = 32'768;
    static constexpr std::size_t kMaxStreams = 512; ///< the longest unused is closed beyond
    static constexpr int kDeadly = 2;

    /// Whether the batches sent from now on ask for samples too.
    void wantPcm(bool wanted) { m_wantsPcm = wanted; }
    /// How many of the oldest had to go.
    std::size_t add(OpusFrame frame, SteadyTime now);
    std::size_t dropOlderThan(SteadyTime time);
    /// Everything, unanswered too; only for a worker that will not come back.
    std::size_t dropAll();
    /// The stream's decoder is closed once nothing of it waits any more.
    void closeWhenDone(StreamId stream);

    /// What to send now: as much as may be unanswered.
    void writeRequests(wire::Buffer& out);
    Result<std::vector<FrameAnswer>, Distrust> received(const wire::Answer& answer);
    /// Decoders and unanswered frames are gone with the process; returns the poisoned ones.
    std::vector<FrameAnswer> workerDied();
    /// The same, but something outside made an end of the worker: no frame is to blame.
    void workerTaken();

    std::size_t waiting() const { return m_waiting.size() + m_suspects.size(); }
    std::size_t unanswered() const { return m_unansweredFrames; }
    /// Nothing to send and nothing owed; a decoder that died with its process needs no closing.
    bool isIdle() const
    {
        return waiting() == 0 && unanswered() == 0 && (m_toClose.empty() || m_open.empty());
    }

private:
    struct Entry {
        OpusFrame frame;
        SteadyTime submitted;
        int deaths = 0;
        bool wantsPcm = false; ///< as sent
        std::vector<float> pcm = {};
    };
    using Batch = std::vector<Entry>;

    Batch nextBatch();
    std::vector<FrameAnswer> takeBack(int deaths);
    void open(StreamId stream, wire::Buffer& out);
    void closeLongestUnused(wire::Buffer& out);
    void send(Batch batch, wire::Buffer& out);
    Result<void, Distrust> keepPcm(const wire::Pcm& pcm);
    static bool isPossible(const wire::PacketLevel& level, const OpusFrame& frame);

    std::deque<Entry> m_waiting;
    std::deque<Entry> m_suspects;
    std::unordered_map<wire::RequestId, Batch> m_unanswered;
    std::size_t m_unansweredFrames = 0;
    std::unordered_map<StreamId, std::uint64_t> m_open; ///< when last used, in requests
    std::unordered_set<StreamId> m_toClose;
    std::uint64_t m_lastId = 0;
    bool m_wantsPcm = false;
};

} // namespace lavalier::pool
