#pragma once

#include "app/consent_notice.h"
#include "app/notice_marks.h"
#include "voice/base/endpoints.h"
#include "voice/gateway/gateway_client.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

namespace lavalier::app {

/// The shell of ConsentNotice: asks Discord, waits, remembers, and puts back what an earlier run
/// left behind as soon as that server is there.
///
/// Thread:  GUI (or the only one).
class NoticeKeeper : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kPatience {5};
    /// Between tries to put a nickname back.
    static constexpr std::chrono::seconds kAgain {30};

    /// `folder` is where marks are remembered; empty: nowhere. Where several keepers share it, each
    /// looks after what was left in one server, `only`.
    NoticeKeeper(gateway::GatewayClient& gateway, const Endpoints& endpoints, QString folder,
                 GuildId only = {}, QObject* parent = nullptr);

    /// settled() follows.
    void begin(GuildId guild, ChannelId channel, const NoticeWish& wish);
    /// The call goes on in this channel of the same server.
    void moveTo(ChannelId channel);
    /// ended() follows unless nothing stood.
    void end();
    bool isIdle() const { return m_core.isIdle(); }
    /// A nickname of ours stands, or could not be put back.
    bool hasMark() const { return m_core.mark().has_value(); }

    NoticeStand nickname() const { return m_core.nickname(); }
    NoticeStand message() const { return m_core.message(); }
    bool isShown() const { return m_core.isShown(); }
    /// Nobody was told, and it is not because a stand-in on this machine cannot tell anybody:
    /// recording then takes somebody who says that the people know.
    bool needsAcknowledgement() const;
    /// What the recording file is told about it.
    QStringList notes() const;

signals:
    void settled();
    void ended();
    /// Somebody gave the bot another name while it records.
    void removed();
    /// Nobody in the channel that the call went on in could be told.
    void untold();
    /// The nickname still carries the mark; unless Discord forbids it, another try follows.
    void notPutBack();

private:
    void carryOut(const ConsentNotice::Effects& effects);
    void nicknameAnswered(int status);
    void messageAnswered(int status);
    void keepForLater();
    void tellOfMark();
    void lookAtNickname();
    QString ownNickname(GuildId guild) const;

    gateway::GatewayClient& m_gateway;
    const bool m_loopback;
    const GuildId m_only; ///< invalid: every server
    ConsentNotice m_core;
    NoticeMarks m_marks;
    std::vector<NoticeMark> m_left; ///< by an earlier run, not yet put back
    UserId m_lookedFor; ///< whose marks m_left are
    GuildId m_guild;
    NoticeWish m_wish;
    bool m_toldOfMark = false; ///< since the last begin()
    QTimer m_patience;
    QTimer m_again;
};

} // namespace lavalier::app
