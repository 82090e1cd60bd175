#include "app/places.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace lavalier::app {

QString defaultRecordingsFolder()
{
    QString music = QStandardPaths::writableLocation(QStandardPaths::MusicLocation);
    if (music.isEmpty())
        music = QDir::homePath();
    return music + QStringLiteral("/Lavalier");
}

QString waveformCacheFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation)
        + QStringLiteral("/waveforms");
}

QString listCacheFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation)
        + QStringLiteral("/recordings.list");
}

QString clipCacheFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation)
        + QStringLiteral("/clips");
}

QString stateFolder()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    // Qt knows this place from 6.7 on.
    const QString home = qEnvironmentVariable("XDG_STATE_HOME");
    const QString base
        = QDir::isAbsolutePath(home) ? home : QDir::homePath() + QStringLiteral("/.local/state");
    return base + QStringLiteral("/lavalier");
#else
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)
        + QStringLiteral("/state");
#endif
}

bool makePrivateFolder(const QString& path)
{
    if (QFileInfo(path).isDir())
        return true;
    const QFileInfo folder(path);
    return QDir().mkpath(folder.absolutePath())
        && QDir().mkdir(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

QString configFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
}

QString workerProgram()
{
#ifdef Q_OS_WIN
    const QString name = QStringLiteral("lavalier-decode.exe");
#else
    const QString name = QStringLiteral("lavalier-decode");
#endif
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString& folder : {QStringLiteral("."), QStringLiteral("../libexec/lavalier")}) {
        const QFileInfo candidate(here.filePath(folder + u'/' + name));
        if (candidate.isExecutable())
            return candidate.canonicalFilePath();
    }
    return here.filePath(name); // whoever starts it reports that it is missing
}

} // namespace lavalier::app
