#include "app/core_dumps.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace lavalier::app {

void keepMemoryOutOfCoreFiles(Traceable traceable)
{
    const rlimit none {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
    // The limit does not hold for core files that go to a program: those get no page of ours.
    const int filter = open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);
    if (filter >= 0) {
        [[maybe_unused]] const ssize_t written = ::write(filter, "0", 1); // best effort
        close(filter);
    }
    if (traceable == Traceable::ByNobody)
        prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#else
    static_cast<void>(traceable);
#endif
}

} // namespace lavalier::app
