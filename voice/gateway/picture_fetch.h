#pragma once

#include "voice/base/endpoints.h"
#include "voice/base/strong_id.h"

#include <QObject>

#include <optional>

class QNetworkAccessManager;
class QNetworkReply;

namespace lavalier::gateway {

/// Where a user's picture lies: Discord's picture server, or the stand-in. Nothing when `hash` is
/// none; it names the picture in the user's own data, and nothing else gets into the address.
std::optional<QUrl> pictureUrl(const Endpoints& endpoints, UserId user, const QString& hash);

/// Fetches one picture, as bytes that somebody else decodes. No token goes there.
///
/// Errors:  a picture that cannot be had, or is too large, never comes: there is no signal then.
/// Thread:  its own; fetched() comes from its event loop.
class PictureFetch : public QObject {
    Q_OBJECT
public:
    static constexpr qsizetype kMaxBytes = 512 * 1024;
    static constexpr std::chrono::milliseconds kTimeout {15'000};

    explicit PictureFetch(Endpoints endpoints, QObject* parent = nullptr);
    ~PictureFetch() override;

    /// An earlier one that is under way ends.
    void fetch(UserId user, const QString& hash);
    void cancel();

signals:
    void fetched(const QByteArray& png);

private:
    void finish(QNetworkReply* reply);

    const Endpoints m_endpoints;
    QNetworkAccessManager* m_network; ///< a child of this object
    QNetworkReply* m_running = nullptr; ///< a child of m_network
};

} // namespace lavalier::gateway
