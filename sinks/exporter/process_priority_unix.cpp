#include "sinks/exporter/render_pipe.h"

#include <sys/resource.h>

namespace lavalier::exporter {

void lowerPriority(QProcess& process)
{
    constexpr int kNice = 10; // an export stands back behind recording
    process.setChildProcessModifier([] { ::setpriority(PRIO_PROCESS, 0, kNice); });
}

} // namespace lavalier::exporter
