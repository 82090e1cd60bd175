#include "app/sleep_inhibitor.h"

#include <windows.h>

namespace lavalier::app {

class SleepInhibitor::Private { };

SleepInhibitor::SleepInhibitor(QObject* parent)
    : QObject(parent)
{
}

SleepInhibitor::~SleepInhibitor()
{
    release();
}

void SleepInhibitor::hold(const QString&)
{
    if (m_state != State::Released)
        return;
    const bool held = SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED) != 0;
    adopt(held ? State::Held : State::Unavailable);
}

void SleepInhibitor::release()
{
    if (m_state == State::Held)
        SetThreadExecutionState(ES_CONTINUOUS);
    adopt(State::Released);
}

void SleepInhibitor::adopt(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit changed();
}

} // namespace lavalier::app
