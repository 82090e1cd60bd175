#include "processing/worker/worker_confinement.h"

namespace lavalier::worker {

Confinement confineWorker()
{
    return Confinement::None;
}

} // namespace lavalier::worker
