#pragma once

#include "voice/base/strong_id.h"

#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace lavalier::app {

/// By which means people in the call are told that they are recorded.
struct NoticeWish {
    bool nickname = true; ///< "🔴 REC " before the bot's name
    bool message = false; ///< a line in the voice channel's chat

    bool isEmpty() const { return !nickname && !message; }
    bool operator==(const NoticeWish&) const = default;
};

/// What one means has come to.
enum class NoticeStand {
    NotWanted,
    Asked,
    Shown,
    Forbidden, ///< no permission to
    Unsupported, ///< Discord's stand-in has no such route
    Failed, ///< no answer, or an error of the server's
    Removed, ///< it stood, and somebody took it away
};

/// A nickname of ours that was changed and has to be put back, now or at a later start.
struct NoticeMark {
    GuildId guild;
    UserId bot;
    QString before; ///< empty: there was no nickname
    QString marked;

    bool operator==(const NoticeMark&) const = default;
};

/// The name with the mark in front, within Discord's 32 characters; one that has it stays.
QString markedNickname(const QString& name);
bool isMarkedNickname(const QString& nickname);

/// Tells people that they are recorded and takes it back afterwards.
///
///     Idle ──begin──► Asking ──answers, or gaveUp──► Standing ──end──► Restoring ──► Idle
///
/// Decides only; effects are carried out in their order. A mark is remembered before Discord is
/// asked for it and forgotten once it is gone: a crash at any point leaves a note of what to undo.
/// A success that comes after all hope was given up is undone.
class ConsentNotice {
public:
    struct Place {
        GuildId guild;
        ChannelId channel;
        UserId bot;
        QString nickname; ///< ours there; empty: none
        QString name; ///< what people see now
    };
    struct Remember {
        NoticeMark mark;
    };
    struct Forget {
        NoticeMark mark;
    };
    struct ChangeNickname {
        GuildId guild;
        QString nickname;
        UserId bot; ///< whose nickname
    };
    struct PostMessage {
        ChannelId channel;
    };
    struct Settled { }; ///< of begin(): ask isShown()
    struct Ended { }; ///< of end() or undo(); what could not be put back stays remembered
    using Effect = std::variant<Remember, Forget, ChangeNickname, PostMessage, Settled, Ended>;
    using Effects = std::vector<Effect>;

    [[nodiscard]] Effects begin(const Place& place, const NoticeWish& wish);
    /// What Discord answered: an HTTP status, 0 for none.
    [[nodiscard]] Effects nicknameAnswered(int status);
    [[nodiscard]] Effects messageAnswered(int status);
    /// Whatever is still asked for counts as failed.
    [[nodiscard]] Effects gaveUp();
    /// Our nickname as Discord tells it now.
    [[nodiscard]] Effects nicknameSeen(const QString& nickname);
    /// The call goes on in this channel: what was written in another one is not read here.
    [[nodiscard]] Effects moved(ChannelId channel);
    [[nodiscard]] Effects end();
    /// At a start: what an earlier run left, and our nickname now. Only while idle.
    [[nodiscard]] Effects undo(const NoticeMark& left, const QString& nickname);

    NoticeStand nickname() const { return m_nickname; }
    NoticeStand message() const { return m_message; }
    bool isShown() const
    {
        return m_nickname == NoticeStand::Shown || m_message == NoticeStand::Shown;
    }
    bool isIdle() const { return std::holds_alternative<Idle>(m_state); }
    bool isStanding() const { return std::holds_alternative<Standing>(m_state); }
    bool isRestoring() const { return std::holds_alternative<Restoring>(m_state); }
    /// Not yet forgotten; while idle: it could not be put back.
    const std::optional<NoticeMark>& mark() const { return m_mark; }

private:
    struct Idle { };
    struct Asking { };
    struct Standing { };
    struct Restoring { };

    Effects settleWhenAnswered();
    Effect change(const QString& nickname);
    Effects putBack();

    std::variant<Idle, Asking, Standing, Restoring> m_state;
    NoticeStand m_nickname = NoticeStand::NotWanted;
    NoticeStand m_message = NoticeStand::NotWanted;
    std::optional<NoticeMark> m_mark; ///< remembered and not yet forgotten
    bool m_seenMarked = false; ///< Discord has told us our new name
    int m_unanswered = 0; ///< changes of the nickname
};

/// For the file and for scripts: shown, forbidden, …
QString nameOf(NoticeStand stand);

} // namespace lavalier::app
