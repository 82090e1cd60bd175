#pragma once

#include "sinks/exporter/export_facts.h"

#include <QThread>

namespace lavalier::exporter {

/// The work behind an ExportJob: looks at the recording, then makes tracks on several threads.
///
/// Thread:  made, started and destroyed by the job; the reports come from other threads.
///          The destructor cancels and joins, within about a second.
class ExportRun {
public:
    struct Reports {
        std::function<void()> progressed;
        std::function<void(QString)> trackFinished;
        std::function<void(ExportReport)> finished;
    };

    ExportRun(ExportRequest request, Reports reports);
    ~ExportRun();

    void start();
    void cancel() { m_cancelled = true; }
    double fraction() const;
    SampleCount length() const { return SampleCount(m_samples); }

private:
    void run();
    std::optional<ExportFailure> prepare();
    std::optional<ExportFailure> writeChapters();
    void makeAll();
    void makeTracks();
    void makeMix(std::size_t firstPart);
    std::vector<TrackReport> runLanes(std::size_t firstPart, MixSum* sum);
    std::optional<ExportFailure> layBeside();

    ExportRequest m_request;
    const Reports m_reports;
    std::atomic<bool> m_cancelled = false;
    ExportFacts m_facts;
    std::atomic<std::int64_t> m_samples = 0;
    FreshFile m_chapters; ///< for ffmpeg; empty: none
    std::vector<FreshFile> m_parts; ///< what becomes one file
    std::unique_ptr<std::atomic<float>[]> m_fractions; // as many as m_count says
    std::atomic<std::size_t> m_count = 0;
    ExportReport m_report;
    std::unique_ptr<QThread> m_thread;
};

} // namespace lavalier::exporter
