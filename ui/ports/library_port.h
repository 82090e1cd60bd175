#pragma once

#include "ui/ports/problem.h"
#include "ui/ports/time_span.h"
#include "voice/base/strong_id.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QString>

#include <chrono>
#include <optional>
#include <vector>

namespace lavalier::ui {

class ReviewPort;

enum class RecordingState { Recording, Finished, Interrupted, Unreadable };

struct RecordedSpeaker {
    UserId id;
    QString name;
    double gain = 0; ///< dB, as edited
    bool excluded = false; ///< from exports, as edited

    bool operator==(const RecordedSpeaker&) const = default;
};

/// One recording file in the recordings folder.
struct RecordingView {
    QString path;
    QString title;
    QString guildName;
    QString channelName;
    QDateTime started;
    std::chrono::milliseconds length {0};
    std::uint64_t bytes = 0;
    std::uint64_t framesLost = 0;
    int partsMissing = 0; ///< files of it that are not here
    bool logDamaged = false; ///< it holds more, which recovering brings back
    ChannelId channel;
    RecordingState state = RecordingState::Finished;
    std::vector<RecordedSpeaker> speakers; ///< also whom recording was stopped of in between
    std::optional<TimeSpan> trim {}; ///< what an export keeps, as edited
    QString notes {};
    std::vector<RecordedSpeaker> unheard {}; ///< named in the file, with nothing to listen to
    std::optional<Problem> problem {}; ///< when Unreadable

    bool operator==(const RecordingView&) const = default;
};

/// The key of the problem that recovering this recording failed: to try it again.
inline QString recoveryKey(const QString& path)
{
    return QStringLiteral("recovery.failed.%1").arg(qHash(path));
}

/// The list of past recordings.
///
/// Thread:  GUI; the folder is read off the GUI thread and the list replaced when done.
class LibraryPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual const std::vector<RecordingView>& recordings() const = 0; ///< newest first
    virtual bool isLoading() const = 0;
    /// Why the folder could not be read; without one, no recordings means that there are none.
    virtual std::optional<Problem> problem() const { return std::nullopt; }
    /// What opens one of them; null where they can only be listed.
    virtual ReviewPort* review() { return nullptr; }

public slots:
    virtual void refresh() = 0;
    virtual void rename(const QString& path, const QString& title) = 0;
    /// Makes an interrupted one a finished one; what is damaged is copied, not changed.
    virtual void recover(const QString& path) = 0;
    virtual void moveToTrash(const QString& path) = 0;
    /// Everything of that person goes out of the recording, for good.
    virtual void forgetPerson(const QString& path, lavalier::UserId user) = 0;
    virtual void showInFolder(const QString& path) = 0;

signals:
    void recordingsChanged();
};

} // namespace lavalier::ui
