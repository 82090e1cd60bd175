#include "app/notice_keeper.h"

#include "voice/base/log.h"
#include "voice/base/overloaded.h"

#include <QPointer>

#include <algorithm>

namespace lavalier::app {
namespace {

/// People read it in the call's chat, whatever their language; remote text, so not translated.
constexpr const char* kMessage = "🔴 This call is being recorded.";

} // namespace

NoticeKeeper::NoticeKeeper(gateway::GatewayClient& gateway, const Endpoints& endpoints,
                           QString folder, GuildId only, QObject* parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_loopback(endpoints.isLoopback())
    , m_only(only)
    , m_marks(std::move(folder))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { carryOut(m_core.gaveUp()); });
    m_again.setSingleShot(true);
    m_again.setInterval(kAgain);
    connect(&m_again, &QTimer::timeout, this, &NoticeKeeper::lookAtNickname);
    connect(&m_gateway, &gateway::GatewayClient::directoryChanged, this,
            &NoticeKeeper::lookAtNickname);
    if (m_only.isValid())
        lookAtNickname(); // the directory may be quiet for long
}

QString NoticeKeeper::ownNickname(GuildId guild) const
{
    const auto* member = m_gateway.directory().member(guild, m_gateway.self());
    return member != nullptr ? member->nick : QString();
}

void NoticeKeeper::begin(GuildId guild, ChannelId channel, const NoticeWish& wish)
{
    m_guild = guild;
    m_wish = wish;
    m_toldOfMark = false;
    m_patience.start();
    QString nickname = ownNickname(guild);
    QString name = m_gateway.directory().displayName(guild, m_gateway.self());
    // What an earlier run left is not what to go back to.
    const auto left = std::ranges::find(m_left, guild, &NoticeMark::guild);
    if (left != m_left.end()) {
        if (nickname == left->marked)
            nickname = left->before;
        m_left.erase(left);
    }
    carryOut(m_core.begin({guild, channel, m_gateway.self(), nickname, name}, wish));
}

void NoticeKeeper::moveTo(ChannelId channel)
{
    carryOut(m_core.moved(channel));
}

void NoticeKeeper::end()
{
    if (isIdle())
        return;
    m_patience.start();
    carryOut(m_core.end());
}

void NoticeKeeper::lookAtNickname()
{
    const UserId self = m_gateway.self();
    if (std::exchange(m_lookedFor, self) != self) {
        m_left = m_marks.leftBehind(self);
        std::erase_if(m_left, [this](const NoticeMark& mark) {
            return m_only.isValid() && mark.guild != m_only;
        });
    }
    if (!m_core.isIdle()) {
        if (m_gateway.directory().member(m_guild, self) == nullptr)
            return;
        const NoticeStand before = m_core.nickname();
        carryOut(m_core.nicknameSeen(ownNickname(m_guild)));
        if (before != NoticeStand::Removed && m_core.nickname() == NoticeStand::Removed)
            emit removed();
        return;
    }
    const auto here = std::ranges::find_if(m_left, [&](const NoticeMark& mark) {
        return mark.bot == self && m_gateway.directory().member(mark.guild, self) != nullptr;
    });
    if (here == m_left.end())
        return;
    const NoticeMark mark = *here;
    m_left.erase(here);
    qCInfo(logApp, "an earlier run left a nickname to put back");
    m_patience.start();
    carryOut(m_core.undo(mark, ownNickname(mark.guild)));
}

void NoticeKeeper::carryOut(const ConsentNotice::Effects& effects)
{
    for (const ConsentNotice::Effect& effect : effects) {
        std::visit(
            Overloaded {
                [this](const ConsentNotice::Remember& it) { m_marks.remember(it.mark); },
                [this](const ConsentNotice::Forget& it) { m_marks.forget(it.mark); },
                [this](const ConsentNotice::ChangeNickname& it) {
                    const auto answered = [alive = QPointer(this)](int status) {
                        if (alive)
                            alive->nicknameAnswered(status);
                    };
                    if (it.bot == m_gateway.self())
                        m_gateway.changeNickname(it.guild, it.nickname, answered);
                    else // another bot's token cannot change it; a later start can
                        QMetaObject::invokeMethod(
                            this, [answered] { answered(0); }, Qt::QueuedConnection);
                },
                [this](const ConsentNotice::PostMessage& it) {
                    m_gateway.postMessage(it.channel, QString::fromUtf8(kMessage),
                                          [alive = QPointer(this)](int status) {
                                              if (alive)
                                                  alive->messageAnswered(status);
                                          });
                },
                [this](const ConsentNotice::Settled&) {
                    m_patience.stop();
                    QMetaObject::invokeMethod(this, &NoticeKeeper::settled, Qt::QueuedConnection);
                },
                [this](const ConsentNotice::Ended&) {
                    m_patience.stop();
                    keepForLater();
                    QMetaObject::invokeMethod(this, &NoticeKeeper::ended, Qt::QueuedConnection);
                },
            },
            effect);
    }
}

void NoticeKeeper::nicknameAnswered(int status)
{
    constexpr int kForbidden = 403;
    const bool restoring = m_core.isRestoring();
    carryOut(m_core.nicknameAnswered(status));
    if (restoring && m_core.isIdle() && status == kForbidden)
        tellOfMark();
}

void NoticeKeeper::tellOfMark()
{
    if (!std::exchange(m_toldOfMark, true))
        QMetaObject::invokeMethod(this, &NoticeKeeper::notPutBack, Qt::QueuedConnection);
}

void NoticeKeeper::messageAnswered(int status)
{
    const bool moved = m_core.isStanding();
    carryOut(m_core.messageAnswered(status));
    if (moved && !isShown())
        emit untold();
}

void NoticeKeeper::keepForLater()
{
    if (!m_core.mark())
        return;
    const NoticeMark mark = *m_core.mark();
    if (std::ranges::find(m_left, mark) == m_left.end())
        m_left.push_back(mark);
    if (mark.bot != m_gateway.self())
        return;
    m_again.start();
    tellOfMark();
}

bool NoticeKeeper::needsAcknowledgement() const
{
    if (isShown())
        return false;
    const auto isNoFault = [](NoticeStand stand) {
        return stand == NoticeStand::Unsupported || stand == NoticeStand::Failed;
    };
    const bool standInCannot
        = m_loopback && !m_wish.isEmpty() && (isNoFault(nickname()) || isNoFault(message()));
    return !standInCannot;
}

QStringList NoticeKeeper::notes() const
{
    QStringList notes;
    if (m_wish.nickname)
        notes += QStringLiteral("consent: nickname mark ") + nameOf(nickname());
    if (m_wish.message)
        notes += QStringLiteral("consent: chat message ") + nameOf(message());
    if (!isShown())
        notes += needsAcknowledgement()
            ? QStringLiteral("consent: no notice; who recorded says that everybody knows")
            : QStringLiteral("consent: no notice; this stand-in for Discord takes none");
    return notes;
}

} // namespace lavalier::app
