#include "sinks/recording/file_stamp.h"

#include <QFile>

#include <sys/stat.h>

namespace lavalier::recording {
namespace {

std::int64_t nanosecondsOf(const timespec& time)
{
    return std::int64_t {time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

bool exists(const QByteArray& path)
{
    struct stat there { };
    return ::lstat(path.constData(), &there) == 0;
}

} // namespace

std::optional<FileStamp> settledStampOf(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat file { };
    if (::lstat(name.constData(), &file) != 0 || !S_ISREG(file.st_mode) || exists(name + "-wal")
        || exists(name + "-journal"))
        return std::nullopt;
    return FileStamp {file.st_dev, file.st_ino, static_cast<std::uint64_t>(file.st_size),
                      nanosecondsOf(file.st_mtim), nanosecondsOf(file.st_ctim)};
}

} // namespace lavalier::recording
