#include "app/run_mark.h"

#include "app/places.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

namespace lavalier::app {
namespace {

QString fileOf(const QString& folder, const QString& name)
{
    const QByteArray hash
        = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex().left(8);
    return folder + QStringLiteral("/running-") + QString::fromLatin1(hash);
}

} // namespace

RunMark::RunMark(const QString& folder, const QString& name)
    : m_file(fileOf(folder, name))
    , m_wasLeft(QFileInfo::exists(m_file))
{
    QFile file(m_file);
    if (makePrivateFolder(folder) && !QFileInfo(m_file).isSymLink())
        file.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner);
}

RunMark::~RunMark()
{
    settle();
}

void RunMark::settle()
{
    QFile::remove(m_file);
}

} // namespace lavalier::app
