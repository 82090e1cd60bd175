#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <vector>

namespace lavalier {

/// Hands values from one thread to another in batches; the only place with a mutex.
///
/// Bounded by a count: a push that does not fit is refused whole and the caller counts it.
/// Thread:  push from any thread, take from one.
template <typename T> class HandoffQueue {
public:
    explicit HandoffQueue(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    /// False when full or closed; nothing was taken then.
    template <typename Range> [[nodiscard]] bool push(Range&& values)
    {
        {
            const std::lock_guard lock(m_mutex);
            const auto count = static_cast<std::size_t>(std::size(values));
            if (m_closed || m_values.size() + count > m_capacity)
                return false;
            m_values.insert(m_values.end(), std::begin(values), std::end(values));
        }
        m_filled.notify_one();
        return true;
    }

    [[nodiscard]] bool pushOne(T value)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_closed || m_values.size() >= m_capacity)
                return false;
            m_values.push_back(std::move(value));
        }
        m_filled.notify_one();
        return true;
    }

    /// Everything queued, at once; empty when there is nothing.
    std::vector<T> takeAll()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_values, {});
    }

    /// Waits until something is queued, the queue is closed or the time is over.
    std::vector<T> waitAll(std::chrono::milliseconds atMost)
    {
        std::unique_lock lock(m_mutex);
        m_filled.wait_for(lock, atMost, [this] { return m_closed || !m_values.empty(); });
        return std::exchange(m_values, {});
    }

    /// No more pushes; what is queued can still be taken.
    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closed = true;
        }
        m_filled.notify_all();
    }

    bool isClosed() const
    {
        const std::lock_guard lock(m_mutex);
        return m_closed;
    }

    std::size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_values.size();
    }

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_filled;
    std::vector<T> m_values;
    bool m_closed = false;
};

} // namespace lavalier
