#pragma once

#include "processing/worker/live_decoder.h"
#include "processing/worker/outbox.h"
#include "processing/worker/track_decoder.h"

namespace lavalier::worker {

enum class Mode { Live, Render };

/// How lavalier-decode ends.
enum class ExitCode : int {
    Done = 0, ///< live: input closed; render: finished
    Unfinished = 1, ///< render: input closed before Finish, or no decoder
    Usage = 2,
    HelloMismatch = 3,
    BadStream = 4,
    BrokenPipe = 5, ///< nobody reads what we write
    SideHeard = 6, ///< render: folded while alike, and it is not
};

/// The decode worker without its pipes: bytes in, bytes out.
///
///     feed / inputEnded ─► work ─► answers, pcm ─► written
///     AwaitingHello ──equal hello──► Running ──input ended, Finish──► Over
///           └───────other hello, broken stream─────────────────────────┘
///
/// Bounded: work() stops while an outbox holds kHighWater; wantsInput() says when to read on.
/// Errors:  a request that fails is answered; only hello and framing errors end the run.
/// Thread:  any, one at a time. Reads no clock and opens nothing.
class WorkerLoop {
public:
    static constexpr std::size_t kHighWater = std::size_t {128} * 1024;

    /// Its own hello is the first answer.
    WorkerLoop(Mode mode, wire::Hello own);

    bool wantsInput() const;
    void feed(ByteView bytes);
    void inputEnded();
    void work();

    Outbox& answers() { return m_answers; }
    Outbox& pcm() { return m_pcm; } ///< render only
    /// Set when the run is over; what the outboxes hold should still be written.
    std::optional<ExitCode> over() const { return m_over; }

private:
    bool hasRoom() const;
    bool workOnce();
    void received(const wire::Request& request);
    void receivedHello(const wire::Hello& hello);
    void receivedLive(const wire::Request& request);
    void receivedRender(const wire::Request& request);
    bool endsAtSide();
    void answerError(wire::RequestId id, wire::ErrorCode code);

    const Mode m_mode;
    const wire::Hello m_own;
    wire::FrameAssembler m_input;
    Outbox m_answers;
    Outbox m_pcm;
    LiveDecoder m_live;
    TrackDecoder m_track;
    bool m_greeted = false;
    bool m_inputEnded = false;
    std::optional<ExitCode> m_over;
};

} // namespace lavalier::worker
