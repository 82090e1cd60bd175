#include "app/notice_marks.h"

#include "app/places.h"
#include "voice/base/log.h"
#include "voice/base/snowflake.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace lavalier::app {
namespace {

constexpr qint64 kMaxFileBytes = 4096;

QString lockOf(const QString& path)
{
    return path + QStringLiteral(".lock");
}

std::optional<NoticeMark> read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(file.read(kMaxFileBytes)).object();
    const auto guild = parseId<GuildId>(json[QStringLiteral("guild")].toString());
    const auto bot = parseId<UserId>(json[QStringLiteral("bot")].toString());
    const QString marked = json[QStringLiteral("marked")].toString();
    if (!guild || !bot || !isMarkedNickname(marked))
        return std::nullopt;
    return NoticeMark {*guild, *bot, json[QStringLiteral("before")].toString(), marked};
}

} // namespace

NoticeMarks::NoticeMarks(QString folder)
    : m_folder(std::move(folder))
{
}

QString NoticeMarks::pathOf(const NoticeMark& mark) const
{
    return m_folder
        + QStringLiteral("/nickname-%1-%2.json").arg(toString(mark.bot), toString(mark.guild));
}

void NoticeMarks::remember(const NoticeMark& mark)
{
    if (m_folder.isEmpty())
        return;
    const QString path = pathOf(mark);
    if (!makePrivateFolder(m_folder))
        qCWarning(logApp, "no place to note that a nickname has to be put back");
    m_lock = std::make_unique<QLockFile>(lockOf(path));
    m_lock->setStaleLockTime(0); // by its process, not by its age
    m_lock->tryLock(0);
    const QJsonObject json {{QStringLiteral("guild"), toString(mark.guild)},
                            {QStringLiteral("bot"), toString(mark.bot)},
                            {QStringLiteral("before"), mark.before},
                            {QStringLiteral("marked"), mark.marked}};
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(QJsonDocument(json).toJson()) < 0 || !file.commit())
        qCWarning(logApp, "it could not be noted that a nickname has to be put back");
}

void NoticeMarks::forget(const NoticeMark& mark)
{
    if (m_folder.isEmpty())
        return;
    QFile::remove(pathOf(mark));
    m_lock.reset();
}

std::vector<NoticeMark> NoticeMarks::leftBehind(UserId bot) const
{
    std::vector<NoticeMark> left;
    if (m_folder.isEmpty())
        return left;
    const QDir folder(m_folder);
    const QString pattern = QStringLiteral("nickname-%1-*.json").arg(toString(bot));
    for (const QString& name : folder.entryList({pattern}, QDir::Files)) {
        const QString path = folder.filePath(name);
        QLockFile lock(lockOf(path));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0))
            continue; // its run goes on
        const auto mark = read(path);
        // One that lies under another's name would never be forgotten.
        if (mark && mark->bot == bot && QFileInfo(pathOf(*mark)) == QFileInfo(path))
            left.push_back(*mark);
    }
    return left;
}

} // namespace lavalier::app
