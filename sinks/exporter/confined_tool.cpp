#include "sinks/exporter/confined_tool.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace lavalier::exporter {
namespace {

std::string native(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

} // namespace

confinement::ToolAccess accessOf(const QString& program, const QStringList& arguments)
{
    const QString scheme = QStringLiteral("file:");
    const QString found = QStandardPaths::findExecutable(program);
    confinement::ToolAccess access;
    access.program = native(found.isEmpty() ? program : found);
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        if (!arguments[i].startsWith(scheme))
            continue;
        const QFileInfo file(arguments[i].mid(scheme.size()));
        if (i > 0 && arguments[i - 1] == QLatin1String("-i"))
            access.reads.push_back(native(file.absoluteFilePath()));
        else
            access.writes.push_back(native(file.absolutePath()));
    }
    return access;
}

} // namespace lavalier::exporter
