#include "app/machine_watch.h"

namespace lavalier::app {
namespace {

bool diskBelow(const MachineFacts& facts, std::chrono::seconds time, std::uint64_t bytes, bool held)
{
    if (held) {
        time += time / 10;
        bytes += bytes / 10;
    }
    return (facts.diskTimeLeft && *facts.diskTimeLeft < time)
        || (facts.diskFree > 0 && facts.diskFree < bytes);
}

} // namespace

std::vector<MachineWarning> MachineWatch::update(const MachineFacts& facts)
{
    std::vector<MachineWarning> warnings;
    m_urgent = facts.recording && diskBelow(facts, kUrgent, kUrgentBytes, m_urgent);
    m_low = facts.recording && diskBelow(facts, kLow, kLowBytes, m_low);
    if (m_urgent)
        warnings.push_back(MachineWarning::DiskUrgent);
    else if (m_low)
        warnings.push_back(MachineWarning::DiskLow);
    if (facts.recording && !facts.keptAwake)
        warnings.push_back(MachineWarning::MaySleep);
    return warnings;
}

} // namespace lavalier::app
