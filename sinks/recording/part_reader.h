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
#include <unordered_map>

namespace lavalier::recording {

class Database;
class Statement;

/// Whether a writer, of this or another process, has the file now. Where the file system has no
/// locks it is believed of a file for up to 5 s after a crash.
bool isBeingWritten(const QString& path);

/// Which recording a file belongs to, and what it knows of the other files.
struct PartHead {
    QString uuid;
    int number = 1;
    QStringList others; ///< paths as they were then
};

/// Reads one file of a recording; RecordingReader joins them.
///
/// Never writes to it. Reads in pages, so that a running writer can merge its log.
/// Errors:  a row that cannot be right (wrong type, absurd value, too large) is skipped and
/// counted. Thread:  one at a time.
class PartReader {
public:
    /// A newer schema opens too; isNewer() says so.
    static Result<std::unique_ptr<PartReader>, RecordingError> open(const QString& path);
    ~PartReader();

    QString path() const { return m_path; }
    bool isNewer() const { return m_newer; }
    void abandonWhen(const std::atomic<bool>* flag);
    std::uint64_t skippedRows() const { return m_skipped; }

    Result<PartHead, RecordingError> head();
    /// Of a part that is not the last, the speakers' numbers are those of its tallies.
    Result<RecordingSummary, RecordingError> summary(bool last);
    Result<std::vector<RecordedEvent>, RecordingError> events();
    /// What was changed afterwards; only the first part has any.
    Result<std::vector<EditRow>, RecordingError> edits();
    /// Packets of the user that were heard but are not in the file. Empty in a file made before
    /// there was such a table.
    Result<std::vector<timeline::MissedPackets>, RecordingError> missed(UserId user);
    /// Empty in a file made before there were any.
    std::map<QString, std::uint64_t> transport();
    Result<std::chrono::microseconds, RecordingError> length();
    Result<std::vector<UserId>, RecordingError> heardSpeakers();
    Result<bool, RecordingError> isStereo(UserId user);
    /// In the order of `users`; one look at each packet, however many they are.
    Result<std::vector<render::SpeakerMarks>, render::SourceError>
    marksOf(std::span<const UserId> users);
    /// One user's marks through the index by stream, in order of arrival; nothing where there is no
    /// such index. It costs as much as the user has packets, but believes the index.
    Result<std::optional<render::SpeakerMarks>, render::SourceError> indexedMarks(UserId user);
    Result<std::vector<QByteArray>, render::SourceError>
    payloads(std::span<const std::int64_t> rows);

private:
    PartReader(QString path, std::unique_ptr<Database> database, bool newer);
    void allowSteps();
    FileState state(const QString& written) const;
    Result<RecordingSummary, RecordingError> readSummary(bool last);
    Result<std::vector<QByteArray>, render::SourceError>
    readPayloads(std::span<const std::int64_t> rows);
    Result<std::vector<SpeakerTally>, RecordingError> speakers(bool finished, bool last);
    using Untallied = Result<std::unordered_map<std::int64_t, std::uint64_t>, RecordingError>;
    Untallied untallied();
    /// A stream, and whose in a list of users it is.
    using StreamPlace = std::pair<std::int64_t, std::size_t>;
    Result<std::vector<StreamPlace>, RecordingError> streamsOf(std::span<const UserId> users);
    void addMark(const Statement& row, render::SpeakerMarks& speaker);
    /// How far a look at all packets has come.
    struct Place {
        std::int64_t after = 0; ///< the last row
        std::chrono::microseconds arrival {0}; ///< the latest so far
        /// When what cannot be read began, until there is a row behind it.
        std::optional<std::chrono::microseconds> jumped;
    };
    void addDamage(std::vector<render::SpeakerMarks>& found, std::chrono::microseconds from,
                   std::chrono::microseconds to);
    Result<bool, RecordingError> readPage(Place& place, const std::vector<StreamPlace>& streams,
                                          std::vector<render::SpeakerMarks>& found);

    const QString m_path;
    std::unique_ptr<Database> m_database;
    const bool m_newer;
    std::uint64_t m_skipped = 0;
    const std::atomic<bool>* m_abandoned = nullptr;
    std::unordered_map<UserId, bool> m_stereo; // known once the marks were read
};

} // namespace lavalier::recording
