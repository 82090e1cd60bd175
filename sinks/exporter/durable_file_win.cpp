#include "sinks/exporter/durable_file.h"

#include <QFile>

#include <io.h>

namespace lavalier::exporter {

bool makeDurable(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && ::_commit(file.handle()) == 0;
}

int holdFile(const QString&)
{
    return -1;
}

void releaseFile(int) { }

void removeAbandoned(const QString&) { }

} // namespace lavalier::exporter
