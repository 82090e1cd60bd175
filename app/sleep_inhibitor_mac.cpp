#include "app/sleep_inhibitor.h"

#include <IOKit/pwr_mgt/IOPMLib.h>

namespace lavalier::app {

class SleepInhibitor::Private {
public:
    IOPMAssertionID assertion = kIOPMNullAssertionID;
};

SleepInhibitor::SleepInhibitor(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
}

SleepInhibitor::~SleepInhibitor()
{
    release();
}

void SleepInhibitor::hold(const QString& why)
{
    if (m_state != State::Released)
        return;
    CFStringRef reason = why.toCFString();
    const IOReturn result = IOPMAssertionCreateWithName(
        kIOPMAssertionTypePreventUserIdleSystemSleep, kIOPMAssertionLevelOn, reason, &d->assertion);
    CFRelease(reason);
    adopt(result == kIOReturnSuccess ? State::Held : State::Unavailable);
}

void SleepInhibitor::release()
{
    if (m_state == State::Held)
        IOPMAssertionRelease(d->assertion);
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
