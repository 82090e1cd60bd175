#include "sinks/recording/recording_parts.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace lavalier::recording {
namespace {

/// NAME of the first part, NAME.lavalier, and of NAME.part2.lavalier and NAME.part2 (2).lavalier.
QString stemOf(const QString& path, int number)
{
    static const QRegularExpression kPart(QStringLiteral("\\.part\\d+( \\(\\d+\\))?$"));
    const QString name = QFileInfo(path).completeBaseName();
    return number == 1 ? name : QString(name).remove(kPart);
}

/// The files beside one that are named like its part of this number. Asked one by one: a folder may
/// hold thousands of recordings.
QStringList besides(const QDir& folder, const QString& stem, int number)
{
    constexpr int kMaxNames = 100;
    const QString base = number == 1 ? stem : stem + QStringLiteral(".part%1").arg(number);
    QStringList found;
    for (int i = 1; i <= kMaxNames; ++i) {
        const QString suffix = i == 1 ? QString() : QStringLiteral(" (%1)").arg(i);
        const QString path = folder.absoluteFilePath(base + suffix + QStringLiteral(".lavalier"));
        if (QFileInfo::exists(path))
            found.append(path);
        else if (!QFileInfo::exists(path + QStringLiteral("-wal"))) // then the name was passed over
            break;
    }
    return found;
}

/// A file may name only what is on this computer: no other machine's folder, no device.
bool mayFollow(const QString& path)
{
    return QDir::isAbsolutePath(path) && !path.startsWith(QLatin1String("//"))
        && !path.startsWith(QLatin1String("\\\\")) && path.endsWith(QLatin1String(".lavalier"));
}

} // namespace

Result<RecordingParts, RecordingError> openParts(const QString& path)
{
    auto first = PartReader::open(path);
    if (!first)
        return Failure {first.error()};
    RecordingParts parts;
    const auto head = (*first)->head();
    if (!head || head->uuid.isEmpty()) { // whoever asks on will hear of it
        parts.readers.push_back(*std::move(first));
        return parts;
    }

    const QDir folder = QFileInfo(path).absoluteDir();
    const QString stem = stemOf(path, head->number);
    QStringList seen {QFileInfo(path).absoluteFilePath()};
    QStringList wanted = head->others;
    int highest = std::max(head->number, static_cast<int>(head->others.size()));
    std::map<int, std::unique_ptr<PartReader>> known;
    known.emplace(head->number, *std::move(first));
    for (int looked = 0; looked <= highest || !wanted.isEmpty();) {
        if (wanted.isEmpty()) {
            wanted = besides(folder, stem, ++looked);
            continue;
        }
        const QString next = wanted.takeFirst();
        if (!mayFollow(next) || seen.contains(next))
            continue;
        seen.append(next);
        auto reader = PartReader::open(next);
        if (!reader)
            continue;
        const auto other = (*reader)->head();
        if (!other || other->uuid != head->uuid)
            continue;
        highest = std::max(highest, other->number);
        known.emplace(other->number, *std::move(reader)); // of two copies the first
        wanted += other->others;
    }
    for (auto& [number, reader] : known)
        parts.readers.push_back(std::move(reader));
    parts.missing = highest - static_cast<int>(known.size());
    return parts;
}

} // namespace lavalier::recording
