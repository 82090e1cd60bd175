#include "sinks/recording/recording_exchange.h"

#include "voice/base/overloaded.h"

#include <algorithm>
#include <utility>

namespace lavalier::recording {

std::size_t RecordingExchange::costOf(const OpusFrame& frame)
{
    constexpr std::size_t kAllocatorShare = 32;
    return sizeof(OpusFrame) + kAllocatorShare + static_cast<std::size_t>(frame.payload.size());
}

std::size_t RecordingExchange::costOf(const RecordingFact& fact)
{
    const auto text = [](const QString& words) {
        return sizeof(QChar) * static_cast<std::size_t>(words.size());
    };
    return sizeof(RecordingFact)
        + std::visit(Overloaded {
                         [&](const ConnectionOpened& it) { return text(it.endpoint + it.mode); },
                         [&](const SpeakerSeen& it) { return text(it.name); },
                         [&](const SpeakerExcluded&) { return std::size_t {0}; },
                         [&](const EventNoted& it) { return text(it.event.text); },
                         [&](const CountersNoted& it) {
                             return it.counters.streams.size() * sizeof(StreamCounters)
                                 + it.counters.endToEnd.size() * sizeof(EndToEndCounters);
                         },
                     },
                     fact);
}

void RecordingExchange::push(std::span<const OpusFrame> frames)
{
    if (frames.empty())
        return;
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        const bool wasEmpty = m_queued.frames.empty();
        for (const OpusFrame& frame : frames) {
            if (m_pause.keepsOut(frame.arrival))
                continue;
            const std::size_t cost = costOf(frame);
            const bool tooOld = m_oldest && frame.arrival - *m_oldest > kMaxSpan;
            if (m_stop || tooOld || m_bytes + cost > kMaxBytes) {
                ++m_queued.refused[frame.user];
                miss({frame.stream, frame.user, frame.ssrc, frame.sequence, frame.arrival},
                     timeline::LossCause::NotWritten);
                continue;
            }
            if (!m_oldest)
                m_oldest = frame.arrival;
            m_bytes += cost;
            ++m_unsettled;
            m_queued.frames.push_back(frame);
        }
        wake = wasEmpty && !m_queued.frames.empty();
    }
    if (wake) // otherwise the writer knows already that there is work
        m_work.notify_one();
}

void RecordingExchange::push(std::span<const SealedPacket> packets)
{
    bool wake = false;
    {
        const std::lock_guard lock(m_mutex);
        for (const SealedPacket& packet : packets) {
            if (!m_pause.keepsOut(packet.arrival))
                wake = miss(packet, timeline::LossCause::Undecryptable) || wake;
        }
    }
    if (wake)
        m_work.notify_one();
}

/// Whether there was none before: the writer may be asleep.
bool RecordingExchange::miss(const SealedPacket& packet, timeline::LossCause cause)
{
    // Each for itself: what is joined is told as one, and may reach into the recording.
    if (packet.arrival < m_begun)
        return false;
    std::vector<PacketsMissed>& missed = m_queued.missed;
    // Speakers alternate, but there are few at a time.
    constexpr std::size_t kLookedAt = 32;
    for (std::size_t back = 1; back <= std::min(kLookedAt, missed.size()); ++back) {
        PacketsMissed& before = missed[missed.size() - back];
        if (before.first.stream != packet.stream || before.cause != cause)
            continue;
        if (before.last + SequenceNumber(1) != packet.sequence)
            break;
        before.last = packet.sequence;
        before.until = packet.arrival;
        return false;
    }
    if (missed.size() < kMaxMissed)
        missed.push_back({packet, packet.sequence, packet.arrival, cause});
    else
        ++m_queued.unkept.missed;
    return missed.size() == 1;
}

void RecordingExchange::push(RecordingFact fact)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stop)
            return;
        const std::size_t cost = costOf(fact);
        if (m_queued.facts.size() >= kMaxFacts || m_factBytes + cost > kMaxFactBytes) {
            ++m_queued.unkept.events;
            return;
        }
        if (const auto* noted = std::get_if<EventNoted>(&fact)) {
            if (noted->event.type == EventType::Pause)
                m_pause.pause(noted->at);
            else if (noted->event.type == EventType::Resume)
                m_pause.resume(noted->at);
        }
        m_factBytes += cost;
        m_queued.facts.push_back(std::move(fact));
    }
    m_work.notify_one();
}

void RecordingExchange::requestStop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_work.notify_one();
    m_changed.notify_all();
}

void RecordingExchange::requestFolder(const QString& folder)
{
    {
        const std::lock_guard lock(m_mutex);
        m_folder = folder;
    }
    m_work.notify_one();
    m_changed.notify_all();
}

std::optional<QString> RecordingExchange::takeFolder()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_folder, std::nullopt);
}

void RecordingExchange::setPatience(Patience patience)
{
    {
        const std::lock_guard lock(m_mutex);
        if (patience <= m_patience)
            return;
        m_patience = patience;
        m_hurriedSince = std::chrono::steady_clock::now();
    }
    m_changed.notify_all();
}

Patience RecordingExchange::patience() const
{
    const std::lock_guard lock(m_mutex);
    return m_patience;
}

bool RecordingExchange::waitToRetry()
{
    using namespace std::chrono_literals;
    std::unique_lock lock(m_mutex);
    const Patience before = m_patience;
    if (before != Patience::None)
        m_changed.wait_for(lock, before == Patience::Short ? 100ms : 500ms,
                           [&] { return m_patience != before || m_folder; });
    return m_patience == Patience::UntilWritten
        || (m_patience == Patience::Short
            && std::chrono::steady_clock::now() < m_hurriedSince + kShortPatience);
}

bool RecordingExchange::stopRequested() const
{
    const std::lock_guard lock(m_mutex);
    return m_stop;
}

RecordingStatus RecordingExchange::status() const
{
    const std::lock_guard lock(m_mutex);
    RecordingStatus status = m_status;
    status.held = std::max(status.held, m_unsettled);
    return status;
}

bool RecordingExchange::waitUntilStopped(std::chrono::milliseconds atMost) const
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, atMost,
                              [this] { return m_status.state == WriterState::Stopped; });
}

void RecordingExchange::waitForWork(std::chrono::microseconds atMost)
{
    std::unique_lock lock(m_mutex);
    m_work.wait_for(lock, atMost, [this] {
        return m_stop || m_folder || !m_queued.frames.empty() || !m_queued.facts.empty()
            || !m_queued.missed.empty();
    });
}

void RecordingExchange::waitForStop(std::chrono::microseconds atMost)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, atMost, [this] { return m_stop || m_folder; });
}

HandOver RecordingExchange::take()
{
    const std::lock_guard lock(m_mutex);
    m_takenBytes = m_bytes;
    m_takenFrames = m_unsettled;
    m_factBytes = 0;
    return std::exchange(m_queued, {});
}

void RecordingExchange::settle()
{
    const std::lock_guard lock(m_mutex);
    m_bytes -= std::exchange(m_takenBytes, 0);
    m_unsettled -= std::exchange(m_takenFrames, 0);
    m_oldest.reset();
    if (!m_queued.frames.empty())
        m_oldest = m_queued.frames.front().arrival;
}

void RecordingExchange::publish(const RecordingStatus& status)
{
    {
        const std::lock_guard lock(m_mutex);
        m_status = status;
    }
    if (status.state == WriterState::Stopped)
        m_changed.notify_all();
}

} // namespace lavalier::recording
