#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace lavalier::app {

/// What this computer may do to a recording soon.
enum class MachineWarning {
    DiskLow, ///< less than an hour or 1 GiB
    DiskUrgent, ///< less than ten minutes or 256 MiB; then not DiskLow too
    MaySleep, ///< nothing keeps the computer awake
};

struct MachineFacts {
    bool recording = false;
    std::optional<std::chrono::seconds> diskTimeLeft;
    std::uint64_t diskFree = 0; ///< bytes; 0 is not known
    bool keptAwake = true;
};

/// Decides which warnings hold. What is near a limit does not come and go: a warning ends when its
/// value is a tenth better than the limit.
///
/// Thread:  any, one at a time. Fed about once a second.
class MachineWatch {
public:
    static constexpr std::chrono::minutes kLow {60};
    static constexpr std::chrono::minutes kUrgent {10};
    static constexpr std::uint64_t kLowBytes = 1ULL << 30U;
    static constexpr std::uint64_t kUrgentBytes = 256ULL << 20U;

    /// Those that hold now, in the order of the enum.
    std::vector<MachineWarning> update(const MachineFacts& facts);

private:
    bool m_low = false;
    bool m_urgent = false;
};

} // namespace lavalier::app
