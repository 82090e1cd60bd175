#pragma once

#include <QObject>
#include <QString>

#include <chrono>

namespace lavalier::ui {

enum class RehearsalState { Idle, Running, Done, Failed };

enum class RehearsalFailure {
    NotStarted,
    Recording, ///< not written
    Export, ///< recorded, and no tracks
    TooSlow,
    Other,
};

struct RehearsalView {
    RehearsalState state = RehearsalState::Idle;
    double fraction = 0; ///< 0 to 1, while Running
    int tracks = 0; ///< when Done
    std::chrono::milliseconds length {0}; ///< of each
    QString technical; ///< when Failed: what a report should say
    RehearsalFailure failure = RehearsalFailure::Other; ///< when Failed

    bool operator==(const RehearsalView&) const = default;
};

/// Ten seconds of a simulated call, recorded and exported for real: shows that this computer can.
///
/// Thread:  GUI.
class RehearsalPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual RehearsalView rehearsal() const = 0;

public slots:
    virtual void startRehearsal() = 0;
    virtual void cancelRehearsal() = 0;

signals:
    void rehearsalChanged();
};

} // namespace lavalier::ui
