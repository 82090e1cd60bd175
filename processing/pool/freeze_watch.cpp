#include "processing/pool/freeze_watch.h"

#include <algorithm>

namespace lavalier::pool {
namespace {

using std::chrono::milliseconds;

milliseconds charge(milliseconds turn, const std::optional<ProcessGlimpse>& before,
                    const std::optional<ProcessGlimpse>& seen)
{
    if (!seen)
        return turn / FreezeWatch::kDoubtfulPart;
    // A look is no longer than the turn: what it used while we were held up is not counted.
    if (before && seen->cpu > before->cpu)
        return std::min(turn, seen->cpu - before->cpu);
    if (seen->state == 'R')
        return milliseconds(0);
    return seen->state == 'D' ? turn / FreezeWatch::kDoubtfulPart : turn;
}

} // namespace

void FreezeWatch::answered()
{
    m_charged = {};
    m_before.reset();
    m_held = false;
}

void FreezeWatch::silent(milliseconds turn, const std::optional<ProcessGlimpse>& seen)
{
    m_charged += charge(turn, m_before, seen);
    m_before = seen;
    m_held = seen && (seen->state == 'T' || seen->state == 't' || seen->state == 'D');
}

} // namespace lavalier::pool
