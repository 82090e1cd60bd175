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
