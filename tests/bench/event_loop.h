#pragma once

#include <QApplication>

#include <thread>
#include <vector>

namespace lavalier::bench {

/// Notes how much CPU each event takes, with all it sets off.
class MeasuredApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

    std::vector<double> cpuOfEvents; ///< milliseconds

private:
    int m_depth = 0;
};

/// Another thread calls every 5 ms; this one notes how long the call waited, in milliseconds.
class Waits {
public:
    Waits();

    std::vector<double> values;

private:
    QObject m_here;
    std::jthread m_caller; // last: it uses what is above
};

/// -1 of nothing.
double percentile(std::vector<double> values, double share);

} // namespace lavalier::bench
