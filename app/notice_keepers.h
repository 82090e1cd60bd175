#pragma once

#include "app/notice_keeper.h"

#include <map>
#include <memory>

namespace lavalier::app {

/// The notice of each server that we record in or that an earlier run left a nickname in: a keeper
/// each, made when it is first needed and kept, because putting a name back may take many tries.
///
/// Thread:  GUI.
class NoticeKeepers : public QObject {
    Q_OBJECT
public:
    /// `folder` as for NoticeKeeper.
    NoticeKeepers(gateway::GatewayClient& gateway, const Endpoints& endpoints, QString folder,
                  QObject* parent = nullptr);

    NoticeKeeper& of(GuildId guild);
    bool isIdle() const;
    /// All of them; ended() follows for each that had something to take back.
    void end();

signals:
    void ended();
    /// The nickname there could not be put back; or it is no more.
    void markLeft(lavalier::GuildId guild);
    void markGone(lavalier::GuildId guild);

private:
    void lookForMarks();

    gateway::GatewayClient& m_gateway;
    const Endpoints m_endpoints;
    const QString m_folder;
    UserId m_lookedFor; ///< whose marks have a keeper
    std::map<GuildId, std::unique_ptr<NoticeKeeper>> m_keepers;
};

} // namespace lavalier::app
