#include "sinks/exporter/confined_tool.h"
#include "sinks/exporter/render_pipe.h"

#include <memory>

namespace lavalier::exporter {

void confineTool(QProcess& tool, const QString& program, const QStringList& arguments)
{
    lowerPriority(tool);
    tool.setProcessEnvironment(cleanEnvironment());
    // Held by the process, as it may be started more than once.
    const auto cell = std::make_shared<confinement::ToolConfinement>(accessOf(program, arguments));
    tool.setChildProcessModifier([lower = tool.childProcessModifier(), cell] {
        lower();
        cell->enter();
    });
}

} // namespace lavalier::exporter
