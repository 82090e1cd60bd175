#include "sinks/exporter/confined_tool.h"
#include "sinks/exporter/render_pipe.h"

namespace lavalier::exporter {

void confineTool(QProcess& tool, const QString&, const QStringList&)
{
    lowerPriority(tool);
    tool.setProcessEnvironment(cleanEnvironment());
}

} // namespace lavalier::exporter
