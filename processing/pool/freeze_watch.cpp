#include "processing/pool/freeze_watch.h"

#include <algorithm>

namespace lavalier::pool {
namespace {

using std::chrono::milliseconds;

struct Charge {
    milliseconds time {0};
    bool isHeld = false;
};

Charge charge(milliseconds turn, const std::optional<ProcessGlimpse>& before,
              const std::optional<ProcessGlimpse>& seen)
{
    if (!seen)
        return {turn / FreezeWatch::kDoubtfulPart};
    // A look is no longer than the turn: what it used while we were held up is not counted.
    if (before && seen->cpu > before->cpu)
        return {std::min(turn, seen->cpu - before->cpu)};
    switch (seen->state) {
    case 'R':
        return {};
    case 'D':
        return {turn / FreezeWatch::kDoubtfulPart, true};
    case 'T':
    case 't':
        return {turn, true};
    default:
        return {turn};
    }
}

} // namespace

void FreezeWatch::answered()
{
    m_charged = m_held = {};
    m_before.reset();
}

void FreezeWatch::silent(milliseconds turn, const std::optional<ProcessGlimpse>& seen)
{
    const Charge charged = charge(turn, m_before, seen);
    m_charged += charged.time;
    if (charged.isHeld)
        m_held += charged.time;
    m_before = seen;
}

} // namespace lavalier::pool
