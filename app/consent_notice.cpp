#include "app/consent_notice.h"

#include <QList>

#include <algorithm>

namespace lavalier::app {
namespace {

constexpr qsizetype kMaxCharacters = 32; // of a nickname, as Discord counts them

QString mark()
{
    return QStringLiteral("🔴 REC ");
}

bool isDone(int status)
{
    return status >= 200 && status < 300;
}

NoticeStand standOf(int status)
{
    if (isDone(status))
        return NoticeStand::Shown;
    switch (status) {
    case 403:
        return NoticeStand::Forbidden;
    case 404:
    case 405:
    case 501:
        return NoticeStand::Unsupported;
    default:
        return NoticeStand::Failed;
    }
}

} // namespace

QString markedNickname(const QString& name)
{
    if (isMarkedNickname(name))
        return name;
    const QString whole = mark() + name;
    const auto characters = whole.toUcs4();
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(characters.constData()),
                             std::min(characters.size(), kMaxCharacters))
        .trimmed();
}

bool isMarkedNickname(const QString& nickname)
{
    return nickname.startsWith(mark().trimmed());
}

ConsentNotice::Effects ConsentNotice::begin(const Place& place, const NoticeWish& wish)
{
    Effects effects;
    m_nickname = wish.nickname ? NoticeStand::Asked : NoticeStand::NotWanted;
    m_message = wish.message ? NoticeStand::Asked : NoticeStand::NotWanted;
    m_state = Asking {};
    m_seenMarked = false;
    if (wish.nickname) {
        // A mark that a crash left is not what to go back to.
        const QString before = isMarkedNickname(place.nickname)
            ? (m_mark ? m_mark->before : QString())
            : place.nickname;
        const QString name
            = isMarkedNickname(place.name) && !before.isEmpty() ? before : place.name;
        m_mark = NoticeMark {place.guild, place.bot, before, markedNickname(name)};
        effects.emplace_back(Remember {*m_mark});
        effects.push_back(change(m_mark->marked));
    }
    if (wish.message)
        effects.emplace_back(PostMessage {place.channel});
    std::ranges::move(settleWhenAnswered(), std::back_inserter(effects));
    return effects;
}

ConsentNotice::Effects ConsentNotice::settleWhenAnswered()
{
    if (!std::holds_alternative<Asking>(m_state) || m_nickname == NoticeStand::Asked
        || m_message == NoticeStand::Asked)
        return {};
    m_state = Standing {};
    return {Settled {}};
}

ConsentNotice::Effects ConsentNotice::nicknameAnswered(int status)
{
    m_unanswered = std::max(0, m_unanswered - 1);
    if (m_unanswered > 0)
        return {}; // a later change counts
    if (std::holds_alternative<Restoring>(m_state)) {
        m_state = Idle {};
        Effects effects;
        // Refused for good: somebody else's business now. Else a later start tries again.
        if (m_mark && (isDone(status) || status == 403 || status == 404))
            effects.emplace_back(Forget {*std::exchange(m_mark, std::nullopt)});
        effects.emplace_back(Ended {});
        return effects;
    }
    if (m_nickname != NoticeStand::Asked) // given up before
        return isDone(status) && isIdle() && m_mark ? putBack() : Effects();
    m_nickname = standOf(status);
    Effects effects;
    if (status != 0 && !isDone(status) && m_mark) // nothing was changed
        effects.emplace_back(Forget {*std::exchange(m_mark, std::nullopt)});
    std::ranges::move(settleWhenAnswered(), std::back_inserter(effects));
    return effects;
}

ConsentNotice::Effects ConsentNotice::messageAnswered(int status)
{
    if (m_message == NoticeStand::Asked)
        m_message = standOf(status);
    return settleWhenAnswered();
}

ConsentNotice::Effects ConsentNotice::gaveUp()
{
    for (NoticeStand* stand : {&m_nickname, &m_message}) {
        if (*stand == NoticeStand::Asked)
            *stand = NoticeStand::Failed;
    }
    if (std::holds_alternative<Restoring>(m_state)) {
        m_state = Idle {}; // the mark stays remembered
        return {Ended {}};
    }
    return settleWhenAnswered();
}

ConsentNotice::Effects ConsentNotice::nicknameSeen(const QString& nickname)
{
    if (!m_mark || !std::holds_alternative<Standing>(m_state))
        return {};
    if (nickname == m_mark->marked) {
        m_seenMarked = true;
        return {};
    }
    // Before our own change was told, this is still the old name.
    if (!m_seenMarked || m_nickname != NoticeStand::Shown)
        return {};
    m_nickname = NoticeStand::Removed; // and what stands there now is not ours to change
    return {Forget {*std::exchange(m_mark, std::nullopt)}};
}

ConsentNotice::Effects ConsentNotice::moved(ChannelId channel)
{
    if (!isStanding() || m_message != NoticeStand::Shown)
        return {};
    m_message = NoticeStand::Asked;
    return {PostMessage {channel}};
}

ConsentNotice::Effects ConsentNotice::end()
{
    if (isIdle() || std::holds_alternative<Restoring>(m_state))
        return {};
    if (!m_mark) {
        m_state = Idle {};
        return {Ended {}};
    }
    return putBack();
}

ConsentNotice::Effect ConsentNotice::change(const QString& nickname)
{
    ++m_unanswered;
    return ChangeNickname {m_mark->guild, nickname, m_mark->bot};
}

ConsentNotice::Effects ConsentNotice::putBack()
{
    m_state = Restoring {};
    return {change(m_mark->before)};
}

ConsentNotice::Effects ConsentNotice::undo(const NoticeMark& left, const QString& nickname)
{
    if (!isIdle())
        return {};
    if (nickname != left.marked)
        return {Forget {left}};
    m_mark = left;
    return putBack();
}

QString nameOf(NoticeStand stand)
{
    switch (stand) {
    case NoticeStand::NotWanted:
        return QStringLiteral("not wanted");
    case NoticeStand::Asked:
        return QStringLiteral("asked");
    case NoticeStand::Shown:
        return QStringLiteral("shown");
    case NoticeStand::Forbidden:
        return QStringLiteral("forbidden");
    case NoticeStand::Unsupported:
        return QStringLiteral("unsupported");
    case NoticeStand::Failed:
        return QStringLiteral("failed");
    case NoticeStand::Removed:
        return QStringLiteral("removed");
    }
    return {};
}

} // namespace lavalier::app
