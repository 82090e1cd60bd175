#include "sinks/recording/recording_parts.h"

#include "sinks/recording/whereabouts.h"

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
    constexpr int kMaxFiles = 100;
    const QString base = number == 1 ? stem : stem + QStringLiteral(".part%1").arg(number);
    QStringList found;
    for (int i = 1; i <= kMaxFiles; ++i) {
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

/// How many parts there are as far as this one knows: it names all the others.
int partsKnownTo(const PartHead& head)
{
    return std::max(head.number, static_cast<int>(head.others.size()) + 1);
}

} // namespace

Result<RecordingParts, RecordingError> openParts(const QString& path, const QStringList& folders)
{
    auto first = PartReader::open(path);
    if (!first)
        return Failure {first.error()};
    RecordingParts parts;
    const auto head = (*first)->head();
    if (lacksMemory(head))
        return Failure {head.error()};
    if (!head || head->uuid.isEmpty()) { // whoever asks on will hear of it
        parts.readers.push_back(*std::move(first));
        return parts;
    }

    const QDir folder = QFileInfo(path).absoluteDir();
    const QString stem = stemOf(path, head->number);
    const QString asked = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    QStringList seen {asked};
    QStringList joined {asked};
    QStringList named = head->others;
    QStringList ours = whereaboutsOf(head->uuid);
    if (!ours.contains(asked)) // a stranger's, or one that was moved since
        ours.clear();
    int highest = std::max(partsKnownTo(*head), static_cast<int>(ours.size()));
    std::map<int, std::unique_ptr<PartReader>> known;
    known.emplace(head->number, *std::move(first));
    bool isOutOfMemory = false; // which says nothing of a part
    enum class Place { Beside, Elsewhere };
    const auto isConfirmed = [&](const QString& next, const PartHead& other) {
        const QString there = QFileInfo(next).absolutePath();
        const auto isThere = [&](const QString& its) { return QDir(its).absolutePath() == there; };
        return ours.contains(next) || std::ranges::any_of(folders, isThere)
            || std::ranges::any_of(other.others, [&](const QString& its) {
                   return joined.contains(QDir::cleanPath(its));
               });
    };
    const auto join = [&](const QString& asNamed, Place place) {
        const QString next = QDir::cleanPath(asNamed);
        if (!mayFollow(next) || seen.contains(next) || QFileInfo(next).isSymLink())
            return;
        seen.append(next);
        auto reader = PartReader::open(next);
        const auto other = reader ? (*reader)->head() : Failure {reader.error()};
        isOutOfMemory = isOutOfMemory || lacksMemory(other);
        if (!other || other->uuid != head->uuid
            || (place == Place::Elsewhere && !isConfirmed(next, *other)))
            return;
        joined.append(next);
        highest = std::max(highest, partsKnownTo(*other));
        known.emplace(other->number, *std::move(reader)); // of two copies the first
        named += other->others;
    };
    named = ours + named;
    // Beside it first: the names in a copy still lead to what it is a copy of.
    for (int looked = 0; looked <= highest || !named.isEmpty();) {
        if (looked > highest) {
            join(named.takeFirst(), Place::Elsewhere);
            continue;
        }
        for (const QString& beside : besides(folder, stem, ++looked))
            join(beside, Place::Beside);
        for (const QString& other : folders) {
            for (const QString& there : besides(QDir(other), stem, looked))
                join(there, Place::Elsewhere);
        }
    }
    if (isOutOfMemory)
        return Failure {RecordingError::OutOfMemory};
    for (auto& [number, reader] : known)
        parts.readers.push_back(std::move(reader));
    parts.missing = highest - static_cast<int>(known.size());
    return parts;
}

} // namespace lavalier::recording
