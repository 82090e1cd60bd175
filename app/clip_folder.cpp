#include "app/clip_folder.h"

#include "app/places.h"

#include <QDir>
#include <QUuid>

namespace lavalier::app {
namespace {

std::unique_ptr<QLockFile> lockOf(const QString& folder)
{
    auto lock = std::make_unique<QLockFile>(folder + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // by its process, not by its age
    return lock;
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
    const QDir place(m_place);
    for (const QString& name : place.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
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
        = m_place + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces).left(8);
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
