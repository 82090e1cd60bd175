#pragma once

#include <optional>
#include <string>

namespace lavalier::confinement {

/// A Landlock rule set: nothing of the file system but what was allowed, no TCP, no signals to
/// processes outside.
///
/// Shape:   made and filled here; enforced here or in a child between fork and exec.
/// Errors:  where the kernel has no Landlock there is none to be had. Older kernels confine less:
///          truncation from version 3, TCP from 4, signals from 6.
/// Source:  Linux, Documentation/userspace-api/landlock.rst.
class FileRules {
public:
    enum class Access { Read, ReadAndRun, Write };

    static std::optional<FileRules> create();
    ~FileRules();
    FileRules(FileRules&& other) noexcept;
    FileRules& operator=(FileRules&&) = delete;

    /// A file, or a folder with all that is in it. False when it is not there.
    bool allow(const std::string& path, Access access);
    /// For good, for the calling thread and what it starts; needs no_new_privs. Calls only the
    /// kernel. Descriptors that are open stay usable.
    bool enforce() const noexcept;

private:
    explicit FileRules(int descriptor, int version)
        : m_descriptor(descriptor)
        , m_version(version)
    {
    }

    int m_descriptor;
    int m_version;
};

/// The kernel's version; 0 without Landlock.
int landlockVersion();

} // namespace lavalier::confinement
