#include "sinks/recording/recording_batch.h"

#include "voice/base/overloaded.h"

#include <iterator>
#include <utility>

namespace lavalier::recording {
namespace {

/// Tracks are cut by it, or a person did it and would look for it.
bool isPrecious(EventType type)
{
    switch (type) {
    case EventType::Pause:
    case EventType::Resume:
    case EventType::Marker:
    case EventType::Notice:
    case EventType::Exclude:
        return true;
    default:
        return false;
    }
}

} // namespace

void RecordingBatch::add(RecordingRow row)
{
    std::visit(Overloaded {
                   [this](EventRow& event) {
                       const bool precious = isPrecious(event.event.type);
                       const std::size_t most = kMaxEvents - (precious ? 0 : kKeptEvents);
                       const std::size_t words = kMaxTexts - (precious ? 0 : kKeptTexts);
                       event.event.text.truncate(kMaxText);
                       const auto text
                           = sizeof(QChar) * static_cast<std::size_t>(event.event.text.size());
                       if (m_events.size() >= most || m_texts + text > words) {
                           ++m_unkept.events;
                           return;
                       }
                       m_texts += text;
                       m_events.push_back(std::move(event));
                   },
                   [this](TallyRow& tally) {
                       if (m_tallies.size() < kMaxTallies)
                           m_tallies.push_back(tally);
                       else
                           ++m_unkept.tallies;
                   },
                   [this](MissedRow& missed) {
                       if (hasRoomForMissed())
                           m_missed.push_back(missed);
                       else
                           ++m_unkept.missed;
                   },
                   [this](auto& head) {
                       if (m_heads.size() >= kMaxHeads)
                           m_restate = true;
                       if (m_restate)
                           m_heads = {};
                       else
                           m_heads.emplace_back(std::move(head));
                   },
               },
               row);
}

void RecordingBatch::restate()
{
    m_restate = true;
    m_heads = {};
}

void RecordingBatch::add(PendingFrame frame)
{
    m_payloads += static_cast<std::size_t>(frame.frame.payload.size());
    m_frames.push_back(std::move(frame));
}

void RecordingBatch::addUnkept(const Unkept& more)
{
    m_unkept.events += more.events;
    m_unkept.tallies += more.tallies;
    m_unkept.missed += more.missed;
}

void RecordingBatch::addRefused(UserId user, std::uint64_t frames, std::int64_t atUs)
{
    m_refused.try_emplace(user, Refused {atUs, 0}).first->second.frames += frames;
}

void RecordingBatch::append(RecordingBatch later)
{
    m_restate = m_restate || later.m_restate;
    if (m_restate)
        m_heads = {};
    for (RecordingRow& row : later.m_heads)
        add(std::move(row));
    for (EventRow& row : later.m_events)
        add(std::move(row));
    for (const TallyRow& row : later.m_tallies)
        add(row);
    for (const MissedRow& row : later.m_missed)
        add(row);
    m_payloads += later.m_payloads;
    if (m_frames.empty())
        m_frames = std::move(later.m_frames);
    else
        std::ranges::move(later.m_frames, std::back_inserter(m_frames));
    for (const auto& [user, refused] : later.m_refused)
        addRefused(user, refused.frames, refused.atUs);
    addUnkept(later.m_unkept);
}

void RecordingBatch::keepWhatMayBeWrittenTwice()
{
    m_tallies = {};
    m_refused.clear();
    m_unkept = {};
}

bool RecordingBatch::isEmpty() const
{
    return size() == 0 && m_refused.empty() && m_unkept.isNothing() && !m_restate;
}

std::size_t RecordingBatch::size() const
{
    return m_heads.size() + m_events.size() + m_tallies.size() + m_missed.size() + m_frames.size();
}

std::size_t RecordingBatch::bytes() const
{
    constexpr std::size_t kAllocatorShare = 32;
    constexpr std::size_t kHead = sizeof(RecordingRow) + 256; // names and places included
    return sizeof(RecordingBatch) + m_heads.size() * kHead + m_events.size() * sizeof(EventRow)
        + m_texts + m_tallies.size() * sizeof(TallyRow) + m_missed.size() * sizeof(MissedRow)
        + m_frames.size() * (sizeof(PendingFrame) + kAllocatorShare) + m_payloads;
}

std::vector<EventRow> RecordingBatch::losses(std::int64_t atUs) const
{
    std::vector<EventRow> rows;
    for (const auto& [user, refused] : m_refused) {
        rows.push_back({refused.atUs,
                        {EventType::Gap, user,
                         QStringLiteral("disk: %1 frames not written").arg(refused.frames)}});
    }
    if (!m_unkept.isNothing()) {
        rows.push_back(
            {atUs,
             {EventType::Gap,
              {},
              QStringLiteral("disk: %1 events, %2 counts of a second and %3 notes of missing "
                             "packets not written")
                  .arg(m_unkept.events)
                  .arg(m_unkept.tallies)
                  .arg(m_unkept.missed)}});
    }
    return rows;
}

} // namespace lavalier::recording
