#pragma once

#include "app/sleep_inhibitor.h"

namespace lavalier::app {

/// One hold on the computer for several who record; it may sleep again when the last lets go.
///
/// Thread:  the main one. Outlives its grips.
class StayAwake : public QObject {
    Q_OBJECT
public:
    using Grip = std::shared_ptr<const void>; ///< shared by those who record

    explicit StayAwake(QObject* parent = nullptr);

    Grip hold();

signals:
    /// Nothing keeps this computer awake; once for each time that somebody begins.
    void unavailable();

private:
    SleepInhibitor m_inhibitor;
    std::weak_ptr<const void> m_grip;
};

} // namespace lavalier::app
