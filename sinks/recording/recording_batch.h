#pragma once

#include "sinks/recording/recording_exchange.h"

#include <map>
#include <variant>
#include <vector>

namespace lavalier::recording {

// What a part is told to write, but packets.
struct RunRow { // one per start of the program, and per waking of the computer
    std::int64_t id = 1;
    QString bootId;
    std::int64_t steadyUs = 0;
    std::int64_t wallUs = 0;
    std::int64_t offsetUs = 0;
};
struct ConnectionRow {
    std::int64_t id, run;
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
struct MissedRow {
    std::int64_t stream, first, last, firstUs, lastUs;
    timeline::LossCause cause;
};
struct TransportRow {
    QByteArray name;
    std::uint64_t count;
};
using RecordingRow = std::variant<RunRow, ConnectionRow, SpeakerRow, StreamRow, EventRow, TallyRow,
                                  MissedRow, TransportRow>;

struct PendingFrame {
    OpusFrame frame;
    std::int64_t stream;
};

/// What is to be written, and is not surely on a disk yet.
///
/// Bounded, however long a disk refuses: frames by who hands them over (RecordingExchange), rows
/// here. What comes on top is counted; who speaks and by which streams is never lost, since it can
/// be said anew (mustRestate()).
/// Shape:   a few bytes each: 12 MiB at most, texts included, and what the frames take.
class RecordingBatch {
public:
    static constexpr std::size_t kMaxHeads = 2'000; ///< runs, connections, speakers, streams
    static constexpr std::size_t kMaxEvents = 10'000;
    /// Of those so many are kept for what a person did, and for what cuts the tracks.
    static constexpr std::size_t kKeptEvents = 2'000;
    static constexpr std::size_t kMaxTallies = 30'000; ///< 60 s of 500 streams
    static constexpr std::size_t kMaxMissed = 10'000;
    static constexpr int kMaxText = 4'000;
    static constexpr std::size_t kMaxTexts = 4U << 20; ///< bytes, of all events
    static constexpr std::size_t kKeptTexts = 1U << 20; ///< of those for the kept events

    void add(RecordingRow row);
    void add(PendingFrame frame);
    void addUnkept(const Unkept& more);
    /// One event for all that memory refused of a user.
    void addRefused(UserId user, std::uint64_t frames, std::int64_t atUs);
    /// All of `later` comes after what is here.
    void append(RecordingBatch later);
    /// Once it is committed: what is left would not count twice when it is written again.
    void keepWhatMayBeWrittenTwice();
    /// Of a copy, when nobody knows what becomes of the other: counts are added up by who reads.
    void dropTallies() { m_tallies = {}; }

    bool isEmpty() const;
    std::size_t size() const;
    /// What it takes of memory, about; never nothing.
    std::size_t bytes() const;
    bool hasRoomForMissed() const { return m_missed.size() < kMaxMissed; }
    /// Runs, connections, speakers and streams are not all here: all there are must be said first.
    bool mustRestate() const { return m_restate; }
    void restate();

    const std::vector<RecordingRow>& heads() const { return m_heads; }
    const std::vector<EventRow>& events() const { return m_events; }
    const std::vector<TallyRow>& tallies() const { return m_tallies; }
    const std::vector<MissedRow>& missed() const { return m_missed; }
    const std::vector<PendingFrame>& frames() const { return m_frames; }
    /// The refused frames and what was not kept, in words; `atUs` is now.
    std::vector<EventRow> losses(std::int64_t atUs) const;

private:
    struct Refused {
        std::int64_t atUs;
        std::uint64_t frames;
    };

    std::vector<RecordingRow> m_heads;
    std::vector<EventRow> m_events;
    std::vector<TallyRow> m_tallies;
    std::vector<MissedRow> m_missed;
    std::vector<PendingFrame> m_frames;
    std::map<UserId, Refused> m_refused;
    std::size_t m_payloads = 0; ///< bytes of the frames
    std::size_t m_texts = 0; ///< bytes of the events
    Unkept m_unkept;
    bool m_restate = false;
};

} // namespace lavalier::recording
