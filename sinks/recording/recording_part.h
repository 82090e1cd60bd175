#pragma once

#include "sinks/recording/database.h"
#include "sinks/recording/recording_exchange.h"

#include <QStringList>

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <variant>

namespace lavalier::recording {

/// What every part of a recording says about it.
struct RecordingHead {
    RecordingDescription description;
    QString uuid;
    SteadyTime zero;
    WallTime wall; ///< at zero
};

// What a part is told to write, but packets.
struct ConnectionRow {
    std::int64_t id;
    ConnectionOpened opened;
};
struct SpeakerRow {
    std::int64_t id;
    UserId user;
    QString name;
    bool excluded;
};
struct StreamRow {
    std::int64_t id, connection, speaker;
    Ssrc ssrc;
    std::int64_t openedUs;
};
struct EventRow {
    std::int64_t atUs;
    RecordingEvent event;
};
struct TallyRow {
    std::int64_t stream, second, heard, decrypted, onDisk, lost, late, undecryptable;
};
struct TransportRow {
    const char* name;
    std::uint64_t count;
};
using RecordingRow
    = std::variant<ConnectionRow, SpeakerRow, StreamRow, EventRow, TallyRow, TransportRow>;

struct PendingFrame {
    OpusFrame frame;
    std::int64_t stream;
};

/// One file of a recording, by its statements; most recordings have one.
///
/// NAME.lavalier is the first part, NAME.part2.lavalier the second. A stream, a speaker and a
/// connection have the same ids in every part that knows them.
/// Errors:  of the disk; the object stays usable.
/// Thread:  the writer thread.
class RecordingPart {
public:
    /// Makes a new file, private and never an existing one, in `folder`, itself made when missing.
    /// `known` is what earlier parts have said already; `earlier` are their paths.
    static Result<std::unique_ptr<RecordingPart>, RecordingError>
    create(const QString& folder, const QString& baseName, const RecordingHead& head,
           std::span<const RecordingRow> known = {}, const QStringList& earlier = {});

    QString path() const { return m_path; }
    std::uint64_t bytes() const;
    std::optional<std::uint64_t> diskFree() const;

    /// One transaction around `inside`, on the disk for sure once it returns when `sync`.
    Result<void, RecordingError>
    transact(bool sync, const std::function<Result<void, RecordingError>()>& inside);
    // Inside one:
    Result<void, RecordingError> write(const RecordingRow& row);
    Result<void, RecordingError> write(const PendingFrame& pending);
    Result<void, RecordingError> writeTotals(std::span<const SpeakerTally> speakers);

    /// Names the parts that came after this one and were therefore unknown to it.
    void writeLater(int number, const QStringList& paths);
    void buildIndex(const std::atomic<bool>& abandon);
    /// Makes it one single file. Busy while others read it.
    Result<void, RecordingError> mergeLog();

private:
    struct Statements {
        Statement begin, commit, packet, event, tally, connection, speaker, stream, state, total,
            part, transport;
    };

    RecordingPart(QString path, Database database, SteadyTime zero);
    Result<void, RecordingError> prepareAll();
    Result<void, RecordingError> writeHead(const RecordingHead& head, int number);
    Result<void, RecordingError> writeParts(int first, const QStringList& paths);
    std::int64_t microsSinceZero(SteadyTime time) const { return (time - m_zero).count(); }

    const QString m_path;
    const SteadyTime m_zero;
    Database m_database;
    Statements m_statements; // dies before the database
};

} // namespace lavalier::recording
