#include "sinks/exporter/durable_file.h"

#include <QFile>

#include <unistd.h>

namespace lavalier::exporter {

bool makeDurable(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && ::fsync(file.handle()) == 0;
}

} // namespace lavalier::exporter
