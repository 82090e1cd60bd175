#pragma once

#include "sinks/monitor/pcm_source.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace lavalier::monitor {

/// Something this computer can play through.
struct OutputDevice {
    QByteArray id; ///< the system's own, the same when it is plugged in again
    QString name;
    bool isDefault = false;

    bool operator==(const OutputDevice&) const = default;
};

/// A device that plays; destroying it gives the device back.
class Playback {
public:
    virtual ~Playback() = default;
    virtual bool isRunning() const = 0; ///< false once the device has broken off
};

/// The outputs of this computer, and which of them is wanted: one choice for all that plays.
///
/// The chosen device is used while it is there, the system's default while it is not.
/// Errors:  none; a device that cannot be opened is a null Playback.
/// Thread:  of whoever made it, which needs an event loop; play() from any.
class OutputDevices : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Asks the system the first time, and follows it from then on.
    virtual std::vector<OutputDevice> outputs() = 0;
    /// 48 kHz stereo from `source`; null when the device refuses. It stays on the calling thread.
    virtual std::unique_ptr<Playback> play(const QByteArray& device,
                                           std::shared_ptr<PcmSource> source) const = 0;

    /// Empty follows the system's default.
    void choose(const QByteArray& device);
    const QByteArray& chosen() const { return m_chosen; }
    /// The one to play through now; none when the computer has no output. Whoever is about to
    /// play asks here, and with that missed() comes once for each time the chosen one is away,
    /// and again after a rest.
    std::optional<OutputDevice> take();
    /// From begin() to end() somebody plays, or would.
    void begin() { ++m_players; }
    void end();

signals:
    void changed(); ///< the list, the default or the choice
    void missed(); ///< something plays on the default because the chosen device is not there
    void found(); ///< no longer
    void rested(); ///< nobody plays any more, through whatever

protected:
    /// For whoever knows the system: something came, went or became the default.
    void listChanged();

private:
    bool isThere();

    QByteArray m_chosen;
    bool m_missed = false;
    int m_players = 0;
};

/// What Qt knows of this computer.
std::unique_ptr<OutputDevices> systemOutputDevices();

} // namespace lavalier::monitor
