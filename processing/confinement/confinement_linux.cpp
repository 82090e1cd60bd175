#include "processing/confinement/confinement.h"

#include "processing/confinement/file_rules.h"

#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace lavalier::confinement {

Abilities abilities()
{
#ifdef LAVALIER_SANITIZED
    return {}; // the decode worker would die of a filter
#else
    const std::uint32_t action = SECCOMP_RET_KILL_PROCESS;
    const bool filters = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
    return {true, filters, landlockVersion()};
#endif
}

} // namespace lavalier::confinement
