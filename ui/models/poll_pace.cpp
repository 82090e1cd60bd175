#include "ui/models/poll_pace.h"

namespace lavalier::ui {

Pace paceAfter(const LiveSnapshot& before, const LiveSnapshot& now, const Motion& motion)
{
    if (motion.lanesShown && !motion.metersAtRest)
        return Pace::Fast;
    // The clock follows the file, which acknowledges at least once a second also in silence.
    const bool fileGrows = now.record == RecordState::Recording
        || now.record == RecordState::Finishing || motion.otherFilesGrow;
    if (fileGrows || now != before || !motion.metersAtRest)
        return Pace::Slow;
    if (motion.lanesShown && !motion.stripsFlat)
        return Pace::Slow;
    return Pace::Asleep;
}

} // namespace lavalier::ui
