#include "sinks/recording/disk_reserve.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace lavalier::recording {

DiskReserve::DiskReserve(const QString& folder)
    : m_descriptor(
        ::open(QFile::encodeName(folder).constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600))
{
    // Not posix_fallocate(): where the file system cannot reserve, writing 16 MiB is no service.
    if (m_descriptor >= 0 && ::fallocate(m_descriptor, 0, 0, kBytes) != 0)
        release();
}

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
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

} // namespace lavalier::recording
