#pragma once

#include <QObject>

namespace lavalier::app {

/// SIGINT and SIGTERM as Qt signals on the thread that made this object; one at a time exists.
///
/// The third SIGINT ends the program at once, for people who mean it. SIGHUP counts as SIGTERM,
/// unless the program was started with it ignored (nohup). Where the platform has no such signals
/// nothing is ever emitted.
class StopSignals : public QObject {
    Q_OBJECT
public:
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;

signals:
    void interrupted(); ///< SIGINT: stop and export; the second: give up
    void terminated(); ///< SIGTERM: finish the file and end

private:
    class Private;
    Private* d = nullptr;
};

} // namespace lavalier::app
