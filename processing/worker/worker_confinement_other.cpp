#include "processing/worker/worker_confinement.h"

namespace lavalier::worker {

Confinement confineWorker()
{
    return {};
}

void renewCpuBudget() { }

} // namespace lavalier::worker
