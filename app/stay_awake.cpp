#include "app/stay_awake.h"

namespace lavalier::app {

StayAwake::StayAwake(QObject* parent)
    : QObject(parent)
{
    connect(&m_inhibitor, &SleepInhibitor::changed, this, [this] {
        if (m_inhibitor.state() == SleepInhibitor::State::Unavailable)
            emit unavailable();
    });
}

StayAwake::Grip StayAwake::hold()
{
    if (auto grip = m_grip.lock())
        return grip;
    const Grip grip(&m_inhibitor, [this](const void*) { m_inhibitor.release(); });
    m_grip = grip;
    m_inhibitor.hold(tr("A call is being recorded"));
    return grip;
}

} // namespace lavalier::app
