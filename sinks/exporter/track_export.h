#pragma once

#include "sinks/exporter/export_job.h"
#include "sinks/exporter/ffmpeg_command.h"
#include "sinks/exporter/fresh_file.h"
#include "sinks/exporter/mix_sum.h"
#include "sinks/exporter/render_pipe.h"
#include "sinks/exporter/wav_header.h"
#include "sinks/recording/mark_shelf.h"
#include "sinks/recording/recording_reader.h"

#include <atomic>
#include <functional>

namespace lavalier::exporter {

/// One speaker's part of an export.
struct TrackOrder {
    UserId speaker;
    QString speakerName;
    QString baseName; ///< safe and unique among the export's tracks, without suffix
    TrackTags tags;
    std::uint64_t frames = 0; ///< that the recording counts
    SampleCount from; ///< of the whole track
    SampleCount to;
    QString chapters; ///< a file for ffmpeg; empty: none
};

/// Makes one track: plan, render, check, rename.
///
/// Thread:  run() blocks its caller; every call opens its own connection to the recording.
class TrackExport {
public:
    TrackExport(const ExportRequest& request, TrackOrder order, recording::MarkShelf& shelf,
                const std::atomic<bool>& cancelled, std::function<void(double)> progress);

    /// A cancelled track has neither file nor failure.
    TrackReport run();
    /// Makes no file, but adds the track to the mix.
    void addTo(MixSum& sum) { m_sum = &sum; }
    /// The checked file of an export into one, still under its temporary name.
    FreshFile takeFile() { return std::move(m_file); }

private:
    std::optional<ExportFailure> plan();
    std::optional<ExportFailure> make();
    std::optional<ExportFailure> copy();
    struct Target {
        wire::SampleFormat samples = wire::SampleFormat::S16;
        std::function<bool(PipeOrder&)> begin; ///< as often as the track is begun
    };
    std::optional<ExportFailure> render(const Target& target);
    std::optional<ExportFailure> renderOnce();
    std::optional<ExportFailure> renderSpool(FreshFile& spool);
    std::optional<ExportFailure> renderAndChange();
    std::optional<double> headerGain(std::optional<ExportFailure>& failed);
    bool isChanged() const;
    double gain() const;
    WavShape wavShape() const;
    std::optional<ExportFailure> check() const;
    std::optional<ExportFailure> keep();
    ExportFailure failure(ExportError error, const QString& toolOutput = {}) const;
    ExportFailure unreadable(recording::RecordingError why) const;
    bool beginFile();
    void progressed(double fraction);
    void mapLosses();

    const ExportRequest& m_request;
    const TrackOrder m_order;
    recording::MarkShelf& m_shelf;
    const std::atomic<bool>& m_cancelled;
    const std::function<void(double)> m_progress;

    std::unique_ptr<recording::RecordingReader> m_reader;
    timeline::TrackPlan m_whole;
    timeline::TrackPlan m_plan; ///< what is exported of it
    struct Axis {
        std::vector<timeline::PauseSpan> pauses;
        std::chrono::microseconds length {0};
        timeline::TimelineOptions options;
    };
    std::vector<std::int64_t> m_refusedRows; ///< by the decoder, in the whole plan
    Axis m_axis; ///< m_whole was planned on it
    std::optional<timeline::LossEvidence> m_evidence; ///< of the whole recording
    bool m_mayBeStereo = false; ///< it is coded so, and nobody chose
    FreshFile m_file;
    MixSum* m_sum = nullptr;
    double m_renderShare = 1; ///< of the whole progress
    double m_furthest = 0;
    TrackReport m_report;
};

} // namespace lavalier::exporter
