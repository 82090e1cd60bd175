#include "sinks/recording/file_stamp.h"

#include <QDateTime>
#include <QFileInfo>

namespace lavalier::recording {

std::optional<FileStamp> settledStampOf(const QString& path)
{
    const QFileInfo file(path);
    if (!file.isFile() || file.isSymLink() || QFileInfo::exists(path + QStringLiteral("-wal"))
        || QFileInfo::exists(path + QStringLiteral("-journal")))
        return std::nullopt;
    const auto nanoseconds
        = [](const QDateTime& time) { return time.toMSecsSinceEpoch() * 1'000'000; };
    return FileStamp {0, 0, static_cast<std::uint64_t>(file.size()),
                      nanoseconds(file.lastModified()), nanoseconds(file.metadataChangeTime())};
}

} // namespace lavalier::recording
