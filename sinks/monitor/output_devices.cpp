#include "sinks/monitor/output_devices.h"

#include <algorithm>
#include <utility>

namespace lavalier::monitor {

bool OutputDevices::isThere()
{
    return m_chosen.isEmpty() || std::ranges::count(outputs(), m_chosen, &OutputDevice::id) > 0;
}

void OutputDevices::choose(const QByteArray& device)
{
    if (m_chosen == device)
        return;
    m_chosen = device;
    if (std::exchange(m_missed, false))
        emit found(); // the one that was missed is not wanted any more
    emit changed();
}

void OutputDevices::listChanged()
{
    if (m_missed && isThere()) {
        m_missed = false;
        emit found();
    }
    emit changed();
}

void OutputDevices::end()
{
    if (--m_players > 0)
        return;
    m_missed = false; // whoever begins again is told again
    emit rested();
}

std::optional<OutputDevice> OutputDevices::take()
{
    const auto all = outputs();
    const auto chosen = std::ranges::find(all, m_chosen, &OutputDevice::id);
    if (!m_chosen.isEmpty() && chosen != all.end())
        return *chosen;
    const auto standard = std::ranges::find(all, true, &OutputDevice::isDefault);
    if (standard == all.end())
        return std::nullopt; // said by whoever wanted to play
    if (!m_chosen.isEmpty() && !std::exchange(m_missed, true))
        emit missed();
    return *standard;
}

} // namespace lavalier::monitor
