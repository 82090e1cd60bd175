// A list cache of any bytes, as it is and with the checksum it should have. Whatever it held, what
// is kept after it is read back the same.
#include "sinks/recording/summary_cache.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>

#include <cstdlib>

using namespace lavalier::recording;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    check(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("recordings.list"));
    QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const FileStamp stamp {1, 2, 3, 4, 5};
    for (const bool isSigned : {false, true}) {
        if (isSigned)
            bytes += QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
        write(path, bytes);
        SummaryCache cache(path);
        const auto found = cache.find(QStringLiteral("/r/a.lavalier"), stamp);
        // What is not in the file is known of all it tells.
        check(!found
              || (found->path == QLatin1String("/r/a.lavalier")
                  && found->state == FileState::Finished && found->partsMissing == 0
                  && found->parts == QStringList {found->path}
                  && found->speakers.size() * 38 <= size));
    }
    return 0;
}
