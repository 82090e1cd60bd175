#pragma once

#include "processing/render/track_source.h"
#include "processing/timeline/track_timeline.h"
#include "processing/wire/codec.h"

#include <optional>

namespace lavalier::render {

/// What one render run asked for and heard back.
struct RenderCounters {
    std::int64_t stepsSent = 0;
    SampleCount samplesSent; ///< asked for; the plan's length in the end
    std::int64_t unreadablePackets = 0; ///< no row, no Opus or set aside; concealed
    std::int64_t trimmedPackets = 0; ///< decoded, but cut at the end
    std::int64_t answeredErrors = 0; ///< packets the worker could not decode; concealed
    std::vector<std::int64_t> refusedRows; ///< of these and the unreadable ones, as they were found
    wire::RenderTotals totals; ///< the worker's own account, as of its last answer

    bool operator==(const RenderCounters&) const = default;
};

enum class RenderError {
    SourceUnavailable, ///< payloads cannot be read
    BadAnswer, ///< the answers are no frames of ours, or impossible
    VersionMismatch, ///< another build of the worker
    WorkerRefused, ///< the worker said that it cannot go on
    LengthMismatch, ///< the worker finished with another number of samples than planned
};

/// Turns a track's plan into requests for a render worker, a piece at a time, and reads what it
/// answers. A core: the shell owns the process and the pipes.
///
/// Use:     write nextChunk() to the worker's stdin whenever less than kMaxUnsent is waiting
///          there; feed its stderr to answered(); close stdin when finished().
/// Errors:  the first RenderError is final; nextChunk() then gives nothing more.
/// Thread:  one at a time. Plan and source must outlive it.
class RenderStream {
public:
    static constexpr qsizetype kMaxUnsent = 1 << 20;

    RenderStream(const timeline::TrackPlan& plan, TrackSource& source, wire::OpenRender format);
    /// A second run after the worker died: this row is concealed instead of decoded.
    void setAside(std::int64_t row);

    /// Whole requests, at most maxBytes (but always one request); empty once finished or failed.
    QByteArray nextChunk(qsizetype maxBytes);
    /// Everything was handed out, Finish included.
    bool finished() const { return m_finished; }

    void answered(ByteView bytes);
    /// Folded while alike, and the worker heard a side: it ends, and what it put out is of no use.
    bool sideHeard() const
    {
        return m_format.fold == wire::Fold::WhileAlike && m_counters.totals.sideHeard;
    }
    /// The worker said that all PCM is made, and the length is right.
    bool confirmed() const { return m_confirmed; }

    std::optional<RenderError> error() const { return m_error; }
    const RenderCounters& counters() const { return m_counters; }
    /// From 0 to 1, by what the worker says it has put out.
    double progress() const;

private:
    void encodeOpening(wire::Buffer& out);
    void encode(wire::Buffer& out, const timeline::PlanStep& step);
    void encodeDecode(wire::Buffer& out, const timeline::DecodeStep& step);
    void encodeRecovery(wire::Buffer& out, const timeline::FecStep& step);
    void take(const wire::Answer& answer);
    void takeError(const wire::ErrorAnswer& answer);
    void fail(RenderError error);
    /// Empty when the row cannot be read or was set aside.
    QByteArray payload(std::int64_t row);
    void fetchAhead();

    const timeline::TrackPlan& m_plan;
    TrackSource& m_source;
    wire::OpenRender m_format;
    wire::FrameAssembler m_answers;
    wire::Buffer m_held; ///< a request that did not fit the last chunk
    std::size_t m_next = 0; ///< step
    std::vector<std::int64_t> m_fetchedRows; ///< read ahead, in the plan's order
    std::vector<QByteArray> m_fetched;
    std::size_t m_fetchedAt = 0;
    std::vector<std::int64_t> m_setAside;
    bool m_opened = false;
    bool m_ended = false; ///< Finish was encoded
    bool m_finished = false;
    bool m_confirmed = false;
    std::optional<RenderError> m_error;
    RenderCounters m_counters;
};

} // namespace lavalier::render
