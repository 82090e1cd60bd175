#include "processing/pool/process_glimpse.h"

namespace lavalier::pool {

std::optional<ProcessGlimpse> lookAtProcess(qint64)
{
    return std::nullopt;
}

} // namespace lavalier::pool
