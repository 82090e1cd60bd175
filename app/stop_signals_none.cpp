#include "app/stop_signals.h"

namespace lavalier::app {

class StopSignals::Private { };

StopSignals::StopSignals(QObject* parent)
    : QObject(parent)
{
}
StopSignals::~StopSignals() = default;

} // namespace lavalier::app
