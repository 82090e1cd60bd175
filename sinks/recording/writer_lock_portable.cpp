// Where no lock is known that another descriptor of the same file leaves alone.
#include "sinks/recording/writer_lock.h"

#include <utility>

namespace lavalier::recording {

Result<WriterLock, RecordingError> WriterLock::take(const QString&)
{
    return WriterLock();
}

WriterLock::Held WriterLock::look(const QString&)
{
    return Held::Unknown;
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

WriterLock::~WriterLock() = default;

} // namespace lavalier::recording
