#pragma once

#include "processing/render/peaks.h"
#include "processing/timeline/loss_map.h"
#include "sinks/recording/recording_reader.h"

#include <QString>

#include <atomic>
#include <functional>
#include <optional>

namespace lavalier::review {

/// What a track looks like: its waveform, and where it is not what the speaker sent.
struct TrackOverview {
    render::Peaks peaks;
    std::vector<timeline::LossSpan> losses; ///< in order of start, with their causes

    bool operator==(const TrackOverview&) const = default;
};

/// Which track, and how much of it was there: a recording that has grown makes another.
struct OverviewKey {
    QString recording; ///< its uuid
    UserId user;
    std::uint64_t packets = 0;
};

/// Decodes the whole track; `plan` is the user's, with pauses cut, and `damage` that of the
/// recording (plan_shelf.h).
///
/// Nothing when cancelled, or when the recording or a worker gave out; then too what was read
/// before stays as good as it was.
/// Thread:  blocks; any, with a reader of its own.
std::optional<TrackOverview>
makeOverview(recording::RecordingReader& reader, UserId user, const timeline::TrackPlan& plan,
             std::span<const timeline::CausedSpan> damage, const QString& workerProgram,
             const std::atomic<bool>& cancelled, const std::function<void(double)>& progress);

/// Overviews in the cache folder, one small file each; never beside a recording.
///
/// A file that is damaged, cut short or of another version is as if it were not there.
/// Thread:  any; each call stands alone.
class OverviewCache {
public:
    explicit OverviewCache(QString folder);

    std::optional<TrackOverview> load(const OverviewKey& key) const;
    /// Replaces what was kept of the same track. False when it could not be kept: no harm.
    bool store(const OverviewKey& key, const TrackOverview& overview) const;
    /// Whatever was kept of that speaker in that recording.
    void forget(const QString& recording, UserId user) const;
    void forget(const QString& recording) const;

private:
    QString fileOf(const OverviewKey& key) const;

    const QString m_folder;
};

} // namespace lavalier::review
