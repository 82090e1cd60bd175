#include "processing/confinement/file_rules.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

namespace lavalier::confinement {
namespace {

// Written out, as the headers of the distribution are older than the kernels this runs on.
constexpr long kCreateRuleset = 444;
constexpr long kAddRule = 445;
constexpr long kRestrictSelf = 446;
constexpr unsigned kAskVersion = 1U << 0;
constexpr int kRulePathBeneath = 1;

constexpr std::uint64_t kExecute = 1U << 0;
constexpr std::uint64_t kWriteFile = 1U << 1;
constexpr std::uint64_t kReadFile = 1U << 2;
constexpr std::uint64_t kReadFolder = 1U << 3;
constexpr std::uint64_t kRemoveFile = 1U << 5;
constexpr std::uint64_t kMakeFile = 1U << 8;
constexpr std::uint64_t kTruncate = 1U << 14;
constexpr std::uint64_t kFileRights = kExecute | kWriteFile | kReadFile | kTruncate;

constexpr std::uint64_t kConnectAndBindTcp = 0b11;
constexpr std::uint64_t kAbstractSocketsAndSignals = 0b11;

struct Ruleset {
    std::uint64_t files;
    std::uint64_t network;
    std::uint64_t scoped;
};

struct [[gnu::packed]] PathBeneath {
    std::uint64_t allowed;
    std::int32_t parent;
};

std::uint64_t knownRights(int version)
{
    constexpr int kFirst = 13; // execute to make a symbolic link
    const int count = kFirst + (version >= 2) + (version >= 3) + (version >= 5);
    return (std::uint64_t {1} << count) - 1;
}

/// A kernel refuses fields it does not know unless they are left out or zero.
std::size_t sizeFor(int version)
{
    if (version >= 6)
        return sizeof(Ruleset);
    return version >= 4 ? 2 * sizeof(std::uint64_t) : sizeof(std::uint64_t);
}

std::uint64_t rightsOf(FileRules::Access access)
{
    switch (access) {
    case FileRules::Access::Read:
        return kReadFile | kReadFolder;
    case FileRules::Access::ReadAndRun:
        return kReadFile | kReadFolder | kExecute;
    case FileRules::Access::Write:
        break;
    }
    return kReadFile | kReadFolder | kWriteFile | kMakeFile | kRemoveFile | kTruncate;
}

} // namespace

int landlockVersion()
{
    const long version = syscall(kCreateRuleset, nullptr, 0, kAskVersion);
    return version < 0 ? 0 : static_cast<int>(version);
}

std::optional<FileRules> FileRules::create()
{
    const int version = landlockVersion();
    if (version == 0)
        return std::nullopt;
    const Ruleset everything {knownRights(version), kConnectAndBindTcp, kAbstractSocketsAndSignals};
    const long descriptor = syscall(kCreateRuleset, &everything, sizeFor(version), 0);
    if (descriptor < 0)
        return std::nullopt;
    return FileRules(static_cast<int>(descriptor), version); // close-on-exec by itself
}

FileRules::FileRules(FileRules&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_version(other.m_version)
{
}

FileRules::~FileRules()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

bool FileRules::allow(const std::string& path, Access access)
{
    const int descriptor = open(path.c_str(), O_PATH | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    struct stat about { };
    std::uint64_t rights = rightsOf(access) & knownRights(m_version);
    if (fstat(descriptor, &about) != 0 || !S_ISDIR(about.st_mode))
        rights &= kFileRights;
    const PathBeneath rule {rights, descriptor};
    const bool done = syscall(kAddRule, m_descriptor, kRulePathBeneath, &rule, 0) == 0;
    close(descriptor);
    return done;
}

bool FileRules::enforce() const noexcept
{
    return syscall(kRestrictSelf, m_descriptor, 0) == 0;
}

} // namespace lavalier::confinement
