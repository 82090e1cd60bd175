#pragma once

#include "processing/render/track_source.h"
#include "processing/timeline/loss_map.h"
#include "sinks/recording/recording_edits.h"
#include "sinks/recording/recording_types.h"
#include "voice/base/result.h"

#include <atomic>
#include <map>
#include <memory>
#include <optional>

namespace lavalier::recording {

class PartReader;

/// Reads a recording, finished, left behind by a crash, or still being written.
///
/// One that goes on in several files is joined: any part stands for the whole. Those beside it are
/// found by name, others where the file at hand says they were; all by their uuid.
/// Never writes.
/// Errors:  a row that cannot be right is skipped and counted; a part that cannot be read is left
///          out and counted as missing, unless no other one can.
/// Thread:  one at a time; each thread that reads opens its own.
/// `folders`: where else its parts may be, beside the places that openParts() trusts.
class RecordingReader final : public render::TrackSource {
public:
    /// A newer schema opens too; isNewer() says so.
    static Result<std::unique_ptr<RecordingReader>, RecordingError>
    open(const QString& path, const QStringList& folders = {});
    ~RecordingReader() override;

    QString path() const { return m_path; }
    /// In order; most recordings have one.
    QStringList parts() const;
    bool isNewer() const;
    /// From now on every call fails soon after `flag` was set; null: never. It must outlive them.
    void abandonWhen(const std::atomic<bool>* flag);
    /// Rows set aside so far by this reader.
    std::uint64_t skippedRows() const;

    Result<RecordingSummary, RecordingError> summary();
    /// What was changed afterwards; summary() has the names and the title of it already.
    Result<Edits, RecordingError> edits();
    /// Everything but heartbeats, in order of time.
    Result<std::vector<RecordedEvent>, RecordingError> events();
    Result<std::vector<timeline::PauseSpan>, RecordingError> pauses();
    /// Why some of a user's audio is missing, for timeline::mapLosses().
    Result<timeline::LossEvidence, RecordingError> lossEvidence(UserId user);
    /// What the media path counted while recording, by name; empty when the file does not say.
    std::map<QString, std::uint64_t> transport();
    /// Up to the last packet, heartbeat or event; where every track ends.
    Result<std::chrono::microseconds, RecordingError> length();
    /// Who has packets that are more than the silence sent on joining.
    Result<std::vector<UserId>, RecordingError> heardSpeakers();
    /// What marks() and isStereo() say, for many speakers at the price of one: each looks at every
    /// packet of the recording. In the order of `users`.
    Result<std::vector<render::SpeakerMarks>, render::SourceError>
    marksOf(std::span<const UserId> users);
    /// One speaker's, for whoever only looks or listens: through the index that a finished file
    /// has, at the price of that speaker's packets alone. Nothing where a part has no index. What a
    /// damaged index leaves out is not noticed.
    Result<std::optional<render::SpeakerMarks>, render::SourceError> indexedMarks(UserId user);
    /// Whether any packet of the speaker was coded in stereo.
    Result<bool, RecordingError> isStereo(UserId user);

    // render::TrackSource; a row's number holds its part.
    Result<std::vector<timeline::PacketMark>, render::SourceError> marks(UserId user) override;
    Result<QByteArray, render::SourceError> payload(std::int64_t row) override;
    Result<std::vector<QByteArray>, render::SourceError>
    payloads(std::span<const std::int64_t> rows) override;

private:
    using Span = std::pair<std::chrono::microseconds, std::chrono::microseconds>;

    RecordingReader(QString path, std::vector<std::unique_ptr<PartReader>> parts, int missing);
    void join(render::SpeakerMarks& all, const PartReader& part,
              const render::SpeakerMarks& more) const;
    std::optional<Span> onTracks(const std::optional<Span>& span);

    const QString m_path;
    const std::vector<std::unique_ptr<PartReader>> m_parts; // never empty
    const int m_missing;
    const std::atomic<bool>* m_abandoned = nullptr;
};

} // namespace lavalier::recording
