// Open file description locks: they belong to the descriptor, not to the process, so that another
// one in this process sees them too, and closing it drops nothing.
#include "sinks/recording/writer_lock.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace lavalier::recording {
namespace {

int openLog(const QString& path, int flags)
{
    const QByteArray log = QFile::encodeName(path + QStringLiteral("-wal"));
    return ::open(log.constData(), flags | O_CLOEXEC | O_NOFOLLOW);
}

struct flock wholeFile()
{
    struct flock lock { };
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock; // of any length
}

} // namespace

Result<WriterLock, RecordingError> WriterLock::take(const QString& path)
{
    WriterLock taken(openLog(path, O_RDWR));
    struct flock lock = wholeFile();
    if (taken.m_descriptor >= 0 && ::fcntl(taken.m_descriptor, F_OFD_SETLK, &lock) != 0
        && (errno == EAGAIN || errno == EACCES))
        return Failure {RecordingError::Busy};
    return taken;
}

WriterLock::Held WriterLock::look(const QString& path)
{
    const WriterLock looking(openLog(path, O_RDONLY));
    if (looking.m_descriptor < 0)
        return errno == ENOENT ? Held::No : Held::Unknown;
    struct flock lock = wholeFile();
    if (::fcntl(looking.m_descriptor, F_OFD_GETLK, &lock) != 0)
        return Held::Unknown;
    return lock.l_type == F_UNLCK ? Held::No : Held::Yes;
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

WriterLock::~WriterLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace lavalier::recording
