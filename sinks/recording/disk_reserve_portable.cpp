// Where there are no files without a name.
#include "sinks/recording/disk_reserve.h"

#include <utility>

namespace lavalier::recording {

DiskReserve::DiskReserve(const QString&) { }

DiskReserve::DiskReserve(DiskReserve&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

DiskReserve& DiskReserve::operator=(DiskReserve&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

void DiskReserve::release()
{
    m_descriptor = -1;
}

} // namespace lavalier::recording
