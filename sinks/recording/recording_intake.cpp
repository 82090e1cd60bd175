// The half of RecordingFile that takes frames and facts and turns them into pending rows.
#include "sinks/recording/recording_file.h"
#include "sinks/recording/schema.h"
#include "voice/base/overloaded.h"

#include <algorithm>

namespace lavalier::recording {
namespace {

constexpr qsizetype kMaxName = 300; // of a speaker, or a server

} // namespace

void RecordingFile::accept(HandOver handOver)
{
    // Facts first: a mapping or an exclusion concerns the frames handed over with it.
    for (const RecordingFact& fact : handOver.facts)
        apply(fact);
    for (OpusFrame& frame : handOver.frames)
        acceptFrame(std::move(frame));
    for (const PacketsMissed& missed : handOver.missed)
        acceptMissed(missed);
    reportRefused(handOver);
}

void RecordingFile::apply(const RecordingFact& fact)
{
    std::visit(Overloaded {
                   [this](ConnectionOpened opened) {
                       opened.endpoint.truncate(kMaxName);
                       opened.mode.truncate(kMaxName);
                       const auto id = m_connectionsBefore
                           + static_cast<std::int64_t>(m_connections.size()) + 1;
                       const auto [known, isNew] = m_connections.try_emplace(
                           opened.connection, ConnectionRow {id, m_runs.back().id, opened});
                       // The first frames may be faster than the news of their connection.
                       const bool isNamed = m_nameless.erase(opened.connection) > 0;
                       if (isNamed) {
                           const SteadyTime heard = known->second.opened.at;
                           known->second.opened = opened;
                           known->second.opened.at = heard;
                       }
                       if (isNew || isNamed)
                           m_pending.add(known->second);
                   },
                   [this](SpeakerSeen seen) {
                       seen.name.truncate(kMaxName);
                       const std::size_t index = speakerIndex(seen.user);
                       SpeakerTally& speaker = m_status.speakers[index];
                       if (speaker.name == seen.name)
                           return;
                       speaker.name = seen.name;
                       m_pending.add(SpeakerRow {static_cast<std::int64_t>(index) + 1, seen.user,
                                                 seen.name, speaker.excluded});
                       m_pending.add(EventRow {microsSinceZero(seen.at),
                                               {EventType::Rename, seen.user, seen.name}});
                   },
                   [this](const SpeakerExcluded& change) {
                       const std::size_t index = speakerIndex(change.user);
                       SpeakerTally& speaker = m_status.speakers[index];
                       speaker.excluded = change.excluded;
                       if (change.excluded)
                           m_excluded.insert(change.user);
                       else
                           m_excluded.erase(change.user);
                       m_pending.add(SpeakerRow {static_cast<std::int64_t>(index) + 1, change.user,
                                                 speaker.name, change.excluded});
                   },
                   [this](const EventNoted& noted) {
                       if (noted.event.type == EventType::Pause) {
                           if (m_pausedAt)
                               return;
                           m_pausedAt = noted.at;
                       } else if (noted.event.type == EventType::Resume) {
                           if (!m_pausedAt)
                               return;
                           m_pausedTotal += noted.at - *m_pausedAt;
                           m_pausedAt.reset();
                       }
                       m_pending.add(EventRow {microsSinceZero(noted.at), noted.event});
                   },
                   [this](const CountersNoted& noted) { note(noted.counters); },
               },
               fact);
}

void RecordingFile::acceptFrame(OpusFrame&& frame)
{
    if ((!m_excluded.empty() && m_excluded.contains(frame.user))
        || frame.payload.size() > kMaxRowBytes)
        return;
    // Held for a mapping while Record was pressed: what was said before is not part of it.
    if (frame.arrival < m_begun) {
        ++m_status.early;
        return;
    }
    StreamState& stream
        = streamState({frame.stream, frame.user, frame.ssrc, frame.sequence, frame.arrival});
    count(stream, frame);
    m_pending.add(PendingFrame {std::move(frame), stream.row});
}

void RecordingFile::acceptMissed(const PacketsMissed& missed)
{
    if (m_excluded.contains(missed.first.user) || missed.first.arrival < m_begun)
        return;
    StreamState& stream = streamState(missed.first);
    const MissedRow row {stream.row,
                         missed.first.sequence.value(),
                         missed.last.value(),
                         microsSinceZero(missed.first.arrival),
                         microsSinceZero(missed.until),
                         missed.cause};
    // With no room for more notes the last one grows over what the network lost in between.
    const bool isNext = stream.missed && stream.missed->cause == row.cause
        && (stream.missed->last + 1 == row.first
            || (stream.missed->last < row.first && !m_pending.hasRoomForMissed()));
    if (isNext) {
        stream.missed->last = row.last;
        stream.missed->lastUs = row.lastUs;
        return;
    }
    closeMissed(stream);
    stream.missed = row;
}

void RecordingFile::closeMissed(StreamState& stream)
{
    if (const auto row = std::exchange(stream.missed, std::nullopt))
        m_pending.add(*row);
}

std::size_t RecordingFile::speakerIndex(UserId user)
{
    const auto [found, isNew] = m_speakers.try_emplace(user, m_status.speakers.size());
    if (isNew) {
        SpeakerTally speaker;
        speaker.user = user;
        m_status.speakers.push_back(speaker);
        m_pending.add(SpeakerRow {static_cast<std::int64_t>(found->second) + 1, user, {}, false});
    }
    return found->second;
}

StreamState& RecordingFile::streamState(const SealedPacket& packet)
{
    if (m_lastStream.second != nullptr && m_lastStream.first == packet.stream)
        return *m_lastStream.second;
    const auto [found, isNew] = m_streams.try_emplace(packet.stream);
    StreamState& stream = found->second;
    if (isNew) {
        // The connection is the id's high half (strong_id.h); one nobody announced gets a row too.
        const ConnectionId number(static_cast<std::uint32_t>(packet.stream.value() >> 32));
        if (!m_connections.contains(number)) {
            apply(ConnectionOpened {packet.arrival, number, m_head.description.channel, {}, {}, 0});
            m_nameless.insert(number);
        }
        stream.row = m_streamsBefore + static_cast<std::int64_t>(m_streams.size());
        stream.connection = m_connections.at(number).id;
        stream.speaker = speakerIndex(packet.user);
        stream.ssrc = packet.ssrc;
        stream.lowest = packet.sequence.value();
        stream.highest = packet.sequence.value() - 1;
        stream.second = microsSinceZero(packet.arrival) / 1'000'000;
        stream.openedUs = microsSinceZero(packet.arrival);
        m_pending.add(stream.asRow());
    }
    m_lastStream = {packet.stream, &stream};
    return stream;
}

void RecordingFile::count(StreamState& stream, const OpusFrame& frame)
{
    const std::int64_t second = microsSinceZero(frame.arrival) / 1'000'000;
    if (second != stream.second) {
        closeSecond(stream);
        stream.second = second;
    }
    const std::int64_t sequence = frame.sequence.value();
    ++stream.frames;
    ++stream.onDisk;
    if (sequence > stream.highest) {
        stream.lost += sequence - stream.highest - 1;
        stream.highest = sequence;
    } else {
        ++stream.late;
        stream.lowest = std::min(stream.lowest, sequence);
    }
    const auto span = static_cast<std::uint64_t>(stream.highest - stream.lowest + 1);
    stream.missing = span > stream.frames ? span - stream.frames : 0;
}

void RecordingFile::closeSecond(StreamState& stream)
{
    const bool anything = stream.onDisk != 0 || stream.lost != 0 || stream.late != 0
        || stream.heard != 0 || stream.decrypted != 0 || stream.undecryptable != 0;
    if (anything) {
        m_pending.add(TallyRow {stream.row, stream.second, stream.heard, stream.decrypted,
                                stream.onDisk, stream.lost, stream.late, stream.undecryptable});
    }
    stream.onDisk = stream.lost = stream.late = 0;
    stream.heard = stream.decrypted = stream.undecryptable = 0;
}

void RecordingFile::addUp(const MediaCounters& counters)
{
    for (const auto& [name, count] : transportTotals(counters)) {
        const auto [found, isFirst] = m_transport.try_emplace(name);
        Total& total = found->second;
        if (isFirst) {
            const auto before = m_transportBefore.find(QString::fromLatin1(name));
            total.count = before == m_transportBefore.end() ? 0 : before->second;
        }
        // The first look is the origin; a call that begins anew counts from zero.
        const std::uint64_t before = total.seen.value_or(m_transportSeen ? 0 : count);
        const std::uint64_t grown = count >= before ? count - before : count;
        total.isNew = total.isNew || grown > 0 || !total.seen;
        total.count += grown;
        total.seen = count;
    }
    m_transportSeen = true;
}

void RecordingFile::note(const MediaCounters& counters)
{
    addUp(counters);
    for (const StreamCounters& now : counters.streams) {
        StreamState* newest = nullptr;
        for (auto& [id, stream] : m_streams) {
            const bool same
                = stream.ssrc == now.ssrc && m_status.speakers[stream.speaker].user == now.user;
            if (same && (newest == nullptr || stream.row > newest->row))
                newest = &stream;
        }
        if (newest == nullptr)
            continue;
        const auto grown = [](std::uint64_t after, std::uint64_t before) {
            return after > before ? static_cast<std::int64_t>(after - before) : 0;
        };
        // The first look is the origin: what was counted before the recording began is not its.
        if (newest->seen.ssrc == now.ssrc) {
            newest->heard += grown(now.heard, newest->seen.heard);
            newest->decrypted += grown(now.decrypted, newest->seen.decrypted);
            newest->undecryptable += grown(now.undecryptable, newest->seen.undecryptable);
        }
        newest->seen = now;
    }
}

void RecordingFile::reportRefused(const HandOver& handOver)
{
    for (const auto& [user, frames] : handOver.refused) {
        SpeakerTally& speaker = m_status.speakers[speakerIndex(user)];
        speaker.refused += frames;
        m_status.refused += frames;
        m_pending.addRefused(user, frames,
                             m_pending.frames().empty()
                                 ? microsSinceZero(m_lastHeartbeat)
                                 : microsSinceZero(m_pending.frames().back().frame.arrival));
    }
    m_pending.addUnkept(handOver.unkept);
}

} // namespace lavalier::recording
