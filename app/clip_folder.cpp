#include "app/clip_folder.h"

#include "app/places.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace lavalier::app {
namespace {

constexpr qsizetype kNameLength = 8;

std::unique_ptr<QLockFile> lockOf(const QString& folder)
{
    auto lock = std::make_unique<QLockFile>(folder + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // by its process, not by its age
    return lock;
}

/// As begin() names them.
bool isOurName(const QString& name)
{
    return name.size() == kNameLength && std::ranges::all_of(name, [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

/// Whoever else may put something there, or lead it elsewhere, must not choose what is removed.
bool mayBeSwept(const QString& place)
{
    const QFileInfo folder(place);
#ifdef Q_OS_UNIX
    if (folder.ownerId() != geteuid())
        return false;
#endif
    return folder.isDir() && !folder.isSymLink();
}

} // namespace

ClipFolder::ClipFolder(QString place)
    : m_place(std::move(place))
{
    sweep();
}

ClipFolder::~ClipFolder()
{
    if (!m_ours.isEmpty())
        QDir(m_ours).removeRecursively();
}

void ClipFolder::sweep() const
{
    if (!mayBeSwept(m_place))
        return;
    const QDir place(m_place);
    for (const QString& name :
         place.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        if (!isOurName(name))
            continue;
        const auto lock = lockOf(place.filePath(name));
        if (lock->tryLock())
            QDir(place.filePath(name)).removeRecursively();
    }
}

bool ClipFolder::begin()
{
    if (!m_ours.isEmpty())
        return true;
    const QString folder
        = m_place + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces).left(kNameLength);
    if (!makePrivateFolder(m_place))
        return false;
    auto lock = lockOf(folder);
    if (!lock->tryLock() || !makePrivateFolder(folder)) // locked before it can be seen
        return false;
    m_lock = std::move(lock);
    m_ours = folder;
    return true;
}

QString ClipFolder::next()
{
    if (!begin())
        return {};
    const QString folder = m_ours + u'/' + QString::number(++m_last);
    return makePrivateFolder(folder) ? folder : QString();
}

} // namespace lavalier::app
