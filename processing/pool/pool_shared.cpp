#include "processing/pool/pool_shared.h"

namespace lavalier::pool {

bool PoolShared::submit(std::span<const OpusFrame> frames)
{
    if (frames.empty())
        return false;
    const std::lock_guard lock(m_mutex);
    m_submitted += frames.size();
    m_inbox.frames.insert(m_inbox.frames.end(), frames.begin(), frames.end());
    while (m_inbox.frames.size() > kMaxInbox) {
        m_inbox.frames.pop_front();
        ++m_droppedHere;
    }
    return !std::exchange(m_awake, true);
}

bool PoolShared::forget(StreamId stream)
{
    const std::lock_guard lock(m_mutex);
    m_inbox.forgotten.push_back(stream);
    return !std::exchange(m_awake, true);
}

PoolShared::Inbox PoolShared::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_inbox, {});
}

bool PoolShared::fallAsleep()
{
    const std::lock_guard lock(m_mutex);
    if (!m_inbox.frames.empty() || !m_inbox.forgotten.empty())
        return false;
    m_awake = false;
    return true;
}

void PoolShared::answered(const std::vector<FrameAnswer>& answers, SteadyTime now)
{
    std::unique_lock lock(m_mutex);
    for (const FrameAnswer& answer : answers)
        m_board.answered(answer, now);
    lock.unlock();
    const std::lock_guard taking(m_takerMutex);
    if (!m_taker)
        return;
    for (const FrameAnswer& answer : answers)
        if (!answer.pcm.empty())
            m_taker(answer.user, answer.pcm);
}

void PoolShared::setPcmTaker(PcmTaker taker)
{
    const std::lock_guard lock(m_takerMutex);
    m_taker = std::move(taker);
}

bool PoolShared::wantsPcm() const
{
    const std::lock_guard lock(m_takerMutex);
    return m_taker != nullptr;
}

void PoolShared::publish(const PoolStatus& status)
{
    const std::lock_guard lock(m_mutex);
    m_status = status;
}

PoolStatus PoolShared::status() const
{
    const std::lock_guard lock(m_mutex);
    PoolStatus status = m_status;
    status.submitted = m_submitted;
    status.dropped += m_droppedHere;
    status.waiting += m_inbox.frames.size();
    return status;
}

std::map<UserId, AnswerCounts> PoolShared::answers() const
{
    const std::lock_guard lock(m_mutex);
    return m_board.answers();
}

std::vector<SpeakerLevel> PoolShared::takeLevels(SteadyTime now)
{
    const std::lock_guard lock(m_mutex);
    return m_board.take(now);
}

} // namespace lavalier::pool
