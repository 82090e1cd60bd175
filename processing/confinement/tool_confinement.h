#pragma once

#include <memory>
#include <string>
#include <vector>

namespace lavalier::confinement {

/// What a foreign program needs besides its pipes and the system's libraries.
struct ToolAccess {
    std::string program; ///< runs it and reads the folder it is in
    std::vector<std::string> reads;
    std::vector<std::string> writes; ///< folders

    bool operator==(const ToolAccess&) const = default;
};

/// Puts a program such as ffmpeg where it can do its work and little else: no network, no tracing
/// of other processes, no new privileges, no core file, 4 GiB; files as ToolAccess says.
///
/// Errors:  what the system does not have is not enforced, see abilities().
/// Thread:  made anywhere; enter() in the child between fork and exec, where it calls only the
///          kernel and allocates nothing.
class ToolConfinement {
public:
    explicit ToolConfinement(const ToolAccess& access);
    ~ToolConfinement();

    void enter() const noexcept;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lavalier::confinement
