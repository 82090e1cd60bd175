#include "processing/confinement/tool_confinement.h"

#include "processing/confinement/file_rules.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <initializer_list>

namespace lavalier::confinement {
namespace {

constexpr rlim_t kMemory = rlim_t {4} * 1024 * 1024 * 1024;

struct ReleaseFilter {
    void operator()(void* filter) const { seccomp_release(filter); }
};

/// The filter as the kernel takes it: the child may not allocate, so it is compiled here.
std::vector<sock_filter> compiled(void* filter)
{
    const int file = memfd_create("filter", MFD_CLOEXEC);
    if (file < 0)
        return {};
    std::vector<sock_filter> program;
    if (seccomp_export_bpf(filter, file) == 0) {
        const off_t size = lseek(file, 0, SEEK_END);
        program.resize(static_cast<std::size_t>(size) / sizeof(sock_filter));
        if (pread(file, program.data(), static_cast<std::size_t>(size), 0) != size)
            program.clear();
    }
    close(file);
    return program;
}

/// Refuses what reaches out of the process; everything else is what programs are made of.
std::vector<sock_filter> refuseReachingOut()
{
    const std::unique_ptr<void, ReleaseFilter> filter(seccomp_init(SCMP_ACT_ALLOW));
    if (!filter)
        return {};
    for (const int call :
         {SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(io_uring_setup), SCMP_SYS(ptrace),
          SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd),
          SCMP_SYS(open_by_handle_at), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root),
          SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(bpf), SCMP_SYS(perf_event_open),
          SCMP_SYS(userfaultfd), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key)}) {
        if (seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0) != 0)
            return {};
    }
    return compiled(filter.get());
}

/// Where programs and their libraries are, and the devices every one of them expects.
std::optional<FileRules> rulesFor(const ToolAccess& access)
{
    using enum FileRules::Access;
    auto rules = FileRules::create();
    if (!rules)
        return rules;
    for (const char* folder : {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/opt",
                               "/gnu/store", "/nix/store", "/app"})
        rules->allow(folder, ReadAndRun);
    for (const char* path : {"/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/alternatives",
                             "/etc/localtime", "/dev/urandom", "/dev/zero", "/sys/devices/system"})
        rules->allow(path, Read);
    rules->allow("/dev/null", Write);
    std::error_code none;
    const auto program = std::filesystem::canonical(access.program, none);
    if (!none)
        rules->allow(program.parent_path().string(), ReadAndRun);
    for (const std::string& path : access.reads)
        rules->allow(path, Read);
    for (const std::string& folder : access.writes)
        rules->allow(folder, Write);
    return rules;
}

} // namespace

class ToolConfinement::Private {
public:
    explicit Private(const ToolAccess& access)
        : rules(rulesFor(access))
        , filter(refuseReachingOut())
    {
    }

    const std::optional<FileRules> rules;
    std::vector<sock_filter> filter;
};

ToolConfinement::ToolConfinement(const ToolAccess& access)
    : d(std::make_unique<Private>(access))
{
}

ToolConfinement::~ToolConfinement() = default;

void ToolConfinement::enter() const noexcept
{
    const rlimit noCore {0, 0};
    const rlimit memory {kMemory, kMemory};
    setrlimit(RLIMIT_CORE, &noCore);
    setrlimit(RLIMIT_AS, &memory);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
    if (d->rules)
        d->rules->enforce();
    if (d->filter.empty())
        return;
    const sock_fprog program {static_cast<unsigned short>(d->filter.size()), d->filter.data()};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

} // namespace lavalier::confinement
