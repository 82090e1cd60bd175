#include "ui/text/folder_text.h"

#include <QCoreApplication>
#include <QDir>

#include <utility>

namespace lavalier::ui {

namespace {

struct FolderText {
    Q_DECLARE_TR_FUNCTIONS(FolderText)
};

} // namespace

std::optional<QString> wholeFolder(const QString& typed)
{
    QString path = QDir::fromNativeSeparators(typed.trimmed());
    if (path.isEmpty())
        return path;
    if (path.startsWith(u':')) // which Qt takes for something of its own
        return std::nullopt;
    if (path == u'~' || path.startsWith(QLatin1String("~/")))
        path.replace(0, 1, QDir::homePath());
    if (!QDir::isAbsolutePath(path))
        return std::nullopt;
    // Until there is nothing left to take away, so that what was kept reads back the same.
    for (QString before; before != path;)
        before = std::exchange(path, QDir::cleanPath(path).trimmed());
    return path;
}

QString folderSentence(FolderFinding finding)
{
    switch (finding) {
    case FolderFinding::NotWritable:
        return FolderText::tr("Nothing can be written there: choose another folder, or make room "
                              "and allow writing in this one.");
    case FolderFinding::NotAFolder:
        return FolderText::tr("There is a file of this name: choose another folder.");
    case FolderFinding::Silent:
        return FolderText::tr("Its disk does not answer: choose a folder on another disk, or see "
                              "whether this one is connected.");
    case FolderFinding::Writable:
        break;
    }
    return {};
}

QString notWholeSentence()
{
    return FolderText::tr("Not used: give the whole path, beginning with %1.")
        .arg(QDir::toNativeSeparators(QDir::rootPath()));
}

} // namespace lavalier::ui
