#pragma once

#include <mutex>
#include <utility>

namespace lavalier {

/// The latest value of something: one thread publishes, any thread reads a copy.
template <typename T> class Snapshot {
public:
    void publish(T value)
    {
        const std::lock_guard lock(m_mutex);
        std::swap(m_value, value); // the old one is freed outside the lock
    }

    T read() const
    {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }

private:
    mutable std::mutex m_mutex;
    T m_value {};
};

} // namespace lavalier
