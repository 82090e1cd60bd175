#include "processing/worker/worker_confinement.h"

#include "processing/confinement/file_rules.h"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>

#include <csignal>
#include <memory>

namespace lavalier::worker {
namespace {

#ifndef LAVALIER_SANITIZED

constexpr rlim_t kMemory = rlim_t {256} * 1024 * 1024; // product-expectations X5
constexpr rlim_t kDescriptors = 3; // the pipes it was started with; poll() counts them

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
    allowIf(SCMP_SYS(setitimer), SCMP_A0(SCMP_CMP_EQ, ITIMER_PROF)); // renewCpuBudget()
    return ok && seccomp_load(filter.get()) == 0;
}

#endif

} // namespace

Confinement confineWorker()
{
    Confinement inForce;
#ifndef LAVALIER_SANITIZED
    // The sanitizers' own system calls would be refused, and their shadow memory is terabytes.
    const bool privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    // What passes through here is people's speech: no core file keeps it, not even one that goes to
    // a program (which a limit of 0 does not stop).
    inForce.limits = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0)
        && limit(RLIMIT_AS, kMemory) && limit(RLIMIT_NPROC, 0)
        && limit(RLIMIT_NOFILE, kDescriptors);
    std::signal(SIGPROF, SIG_DFL); // the budget's end, even if whoever started us ignores it
    {
        const auto rules = confinement::FileRules::create(); // nothing allowed
        inForce.files = privileges && rules && rules->enforce();
    }
    inForce.systemCalls = privileges && filterSystemCalls();
#endif
    return inForce;
}

void renewCpuBudget()
{
    itimerval budget {};
    budget.it_value.tv_sec = kCpuBudget.count();
    setitimer(ITIMER_PROF, &budget, nullptr);
}

} // namespace lavalier::worker
