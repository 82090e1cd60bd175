#include "sinks/exporter/durable_file.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace lavalier::exporter {

bool makeDurable(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && ::fsync(file.handle()) == 0;
}

int holdFile(const QString& path)
{
    const int handle
        = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (handle >= 0 && ::flock(handle, LOCK_EX | LOCK_NB) != 0) {
        ::close(handle);
        return -1;
    }
    return handle;
}

void releaseFile(int handle)
{
    if (handle >= 0)
        ::close(handle);
}

void removeAbandoned(const QString& path)
{
    const int handle = holdFile(path);
    if (handle >= 0)
        QFile::remove(path);
    releaseFile(handle);
}

} // namespace lavalier::exporter
