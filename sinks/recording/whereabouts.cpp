#include "sinks/recording/whereabouts.h"

#include "voice/base/log.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <mutex>

namespace lavalier::recording {
namespace {

constexpr qint64 kMaxBytes = 4 << 20;
constexpr qsizetype kMaxLines = 200;
constexpr qsizetype kMaxPaths = 1000; // as many as there may be parts

struct Ledger {
    std::mutex mutex;
    QString file;
};

Ledger& ledger()
{
    static Ledger one;
    return one;
}

/// Of each line that is one.
QList<QJsonArray> linesOf(const QString& file)
{
    QList<QJsonArray> lines;
    QFile in(file);
    if (file.isEmpty() || !in.open(QIODevice::ReadOnly))
        return lines;
    for (const QByteArray& line : in.read(kMaxBytes).split('\n')) {
        const QJsonArray entry = QJsonDocument::fromJson(line).array();
        if (entry.size() > 1 && entry.size() <= kMaxPaths + 1)
            lines.append(entry);
    }
    return lines;
}

} // namespace

void keepWhereaboutsIn(const QString& file)
{
    const std::lock_guard lock(ledger().mutex);
    ledger().file = file;
}

void noteWhereabouts(const QString& uuid, const QStringList& paths)
{
    const std::lock_guard lock(ledger().mutex);
    if (ledger().file.isEmpty())
        return;
    QList<QJsonArray> lines = linesOf(ledger().file);
    lines.removeIf([&](const QJsonArray& line) { return line[0].toString() == uuid; });
    QJsonArray entry {uuid};
    for (const QString& path : paths)
        entry.append(path);
    lines.append(entry);
    if (lines.size() > kMaxLines)
        lines.remove(0, lines.size() - kMaxLines);
    QSaveFile out(ledger().file);
    if (out.open(QIODevice::WriteOnly)) {
        out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        for (const QJsonArray& line : lines)
            out.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    }
    if (!out.commit())
        qCInfo(logRecording) << "not noted where the recording goes on";
}

QStringList whereaboutsOf(const QString& uuid)
{
    const std::lock_guard lock(ledger().mutex);
    QStringList paths;
    for (const QJsonArray& line : linesOf(ledger().file)) {
        if (line[0].toString() != uuid)
            continue;
        paths.clear();
        for (qsizetype i = 1; i < line.size(); ++i)
            paths.append(line[i].toString());
    }
    return paths;
}

} // namespace lavalier::recording
