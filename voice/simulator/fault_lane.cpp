#include "voice/simulator/fault_lane.h"

namespace lavalier::simulator {

namespace {

using std::chrono::microseconds;

// Enough to let one to three successors of a 20 ms stream overtake.
constexpr microseconds kReorderLeast {25'000};
constexpr std::uint64_t kReorderSpread = 35'000;
constexpr std::uint64_t kDuplicateSpread = 30'000;

/// splitmix64's finaliser: every input bit reaches every output bit.
std::uint64_t mixed(std::uint64_t value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

} // namespace

Fate fateOf(const WireFaults& faults, std::uint64_t seed, Ssrc ssrc, std::uint16_t sequence)
{
    std::uint64_t state = mixed(seed ^ mixed((std::uint64_t {ssrc.value()} << 16) | sequence));
    const auto draw = [&state] { return state = mixed(state); };
    const auto happens
        = [&draw](double share) { return static_cast<double>(draw() >> 11) * 0x1p-53 < share; };
    Fate fate;
    fate.lost = happens(faults.loss);
    fate.overtaken = happens(faults.reorder);
    const bool doubled = happens(faults.duplicate);
    const auto jitter = static_cast<std::uint64_t>(microseconds(faults.jitter).count());
    if (jitter > 0)
        fate.delay += microseconds(draw() % jitter);
    if (fate.overtaken)
        fate.delay += kReorderLeast + microseconds(draw() % kReorderSpread);
    if (doubled)
        fate.secondCopy = fate.delay + microseconds(draw() % kDuplicateSpread);
    return fate;
}

} // namespace lavalier::simulator
