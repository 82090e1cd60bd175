#include "event_loop.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace lavalier::bench {
namespace {

double threadCpu()
{
    timespec now {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

} // namespace

bool MeasuredApplication::notify(QObject* receiver, QEvent* event)
{
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    ++m_depth;
    const double before = threadCpu();
    const bool handled = QApplication::notify(receiver, event);
    cpuOfEvents.push_back(1000 * (threadCpu() - before));
    --m_depth;
    return handled;
}

Waits::Waits()
    : m_caller([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            const auto called = std::chrono::steady_clock::now();
            QMetaObject::invokeMethod(
                &m_here,
                [this, called] {
                    const std::chrono::duration<double, std::milli> waited
                        = std::chrono::steady_clock::now() - called;
                    values.push_back(waited.count());
                },
                Qt::QueuedConnection);
        }
    })
{
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return -1;
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

} // namespace lavalier::bench
