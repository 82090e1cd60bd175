#include "sinks/exporter/render_pipe.h"

#include <windows.h>

namespace lavalier::exporter {

void lowerPriority(QProcess& process)
{
    process.setCreateProcessArgumentsModifier([](QProcess::CreateProcessArguments* arguments) {
        arguments->flags |= BELOW_NORMAL_PRIORITY_CLASS;
    });
}

} // namespace lavalier::exporter
