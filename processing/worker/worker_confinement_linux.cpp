#include "processing/worker/worker_confinement.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <memory>

namespace lavalier::worker {
namespace {

#ifndef LAVALIER_SANITIZED

constexpr rlim_t kMemory = rlim_t {256} * 1024 * 1024; // product-expectations X5

struct ReleaseFilter {
    void operator()(void* filter) const { seccomp_release(filter); }
};

bool limit(__rlimit_resource resource, rlim_t value)
{
    const rlimit both {value, value};
    return setrlimit(resource, &both) == 0;
}

bool filterSystemCalls()
{
    const std::unique_ptr<void, ReleaseFilter> filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
    if (!filter)
        return false;
    bool ok = true;
    const auto allow = [&](int call) {
        ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) == 0;
    };
    const auto allowIf = [&](int call, scmp_arg_cmp condition) {
        ok = ok && seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 1, condition) == 0;
    };
    allowIf(SCMP_SYS(read), SCMP_A0(SCMP_CMP_EQ, 0));
    allowIf(SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, 1));
    allowIf(SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, 2));
    allow(SCMP_SYS(poll));
    allow(SCMP_SYS(ppoll));
    allow(SCMP_SYS(restart_syscall));
    allow(SCMP_SYS(rt_sigreturn));
    allow(SCMP_SYS(exit));
    allow(SCMP_SYS(exit_group));
    // malloc; memory that can be executed is not to be had.
    allow(SCMP_SYS(brk));
    allowIf(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    allowIf(SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    allow(SCMP_SYS(mremap));
    allow(SCMP_SYS(munmap));
    allow(SCMP_SYS(madvise));
    allow(SCMP_SYS(futex));
    allow(SCMP_SYS(getrandom)); // glibc salts its allocator
    allow(SCMP_SYS(clock_gettime)); // where there is no vDSO
    return ok && seccomp_load(filter.get()) == 0;
}

#endif

} // namespace

Confinement confineWorker()
{
#ifdef LAVALIER_SANITIZED
    // The sanitizers' own system calls would be refused, and their shadow memory is terabytes.
    return Confinement::None;
#else
    const bool privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    // What passes through here is people's speech: no core file keeps it.
    const bool limits
        = limit(RLIMIT_CORE, 0) && limit(RLIMIT_AS, kMemory) && limit(RLIMIT_NPROC, 0);
    if (!privileges || !filterSystemCalls())
        return limits ? Confinement::LimitsOnly : Confinement::None;
    return Confinement::SystemCalls;
#endif
}

} // namespace lavalier::worker
