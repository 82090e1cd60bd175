#pragma once

#include "voice/base/strong_id.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <memory>
#include <optional>

namespace lavalier::app {

/// What a second start asks of the first.
struct InstanceRequest {
    bool raise = true; ///< show the window
    bool stop = false; ///< finish a running recording
    std::optional<ChannelId> channel; ///< to join
    std::optional<GuildId> guild;

    bool operator==(const InstanceRequest&) const = default;
};

QByteArray encode(const InstanceRequest& request);
/// Nullopt for anything but what encode() makes; a request comes from any program of this user.
std::optional<InstanceRequest> decodeInstanceRequest(const QByteArray& line);

/// One window per user and profile: a second start hands its wishes to the first.
///
/// A lock file decides who is first, so two starts at once never both win; a lock that a crash
/// left behind does not count. Only programs of the same user can connect.
/// Thread:  GUI. handOver() waits up to two seconds.
class SingleInstance : public QObject {
    Q_OBJECT
public:
    /// `folder` holds the lock; made when missing. `profile` names the instance in it.
    SingleInstance(const QString& folder, const QString& profile, QObject* parent = nullptr);

    /// True also where a lock cannot be made at all: better two windows than none.
    bool becomeFirst();
    bool handOver(const InstanceRequest& request) const;
    /// The next one is first again.
    void release();

    /// Where requests go, of the first.
    QString serverName() const { return m_name; }

    static constexpr qint64 kMaxRequest = 4096;

signals:
    void requested(const lavalier::app::InstanceRequest& request);

private:
    void greet();

    const QString m_name;
    std::unique_ptr<QLockFile> m_lock;
    QLocalServer m_server;
};

} // namespace lavalier::app
