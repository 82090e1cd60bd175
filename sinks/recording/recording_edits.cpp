#include "sinks/recording/recording_edits.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lavalier::recording {
namespace {

using std::chrono::microseconds;

constexpr std::int64_t kMaxTime = std::int64_t {30} * 24 * 3600 * 1'000'000;
constexpr int kMaxText = 1000;
constexpr int kMaxNotes = 20'000;

QString textOf(microseconds at)
{
    return QString::number(at.count());
}

std::optional<microseconds> timeOf(QStringView text)
{
    bool ok = false;
    const qlonglong us = text.toLongLong(&ok);
    return ok && us >= 0 && us <= kMaxTime ? std::optional(microseconds(us)) : std::nullopt;
}

QString targetOf(UserId user)
{
    return QString::number(user.value());
}

std::optional<UserId> userOf(const QString& target)
{
    bool ok = false;
    const UserId user(target.toULongLong(&ok));
    return ok && user.isValid() ? std::optional(user) : std::nullopt;
}

/// "12500000 first words": where, then what.
std::optional<std::pair<microseconds, QString>> placedText(const QString& value)
{
    const qsizetype gap = value.indexOf(u' ');
    const auto at = timeOf(QStringView(value).left(gap < 0 ? value.size() : gap));
    if (!at)
        return std::nullopt;
    return std::pair(*at, gap < 0 ? QString() : value.mid(gap + 1));
}

Marker* markerOf(Edits& edits, const QString& key)
{
    const auto found = std::ranges::find(edits.markers, key, &Marker::key);
    return found == edits.markers.end() ? nullptr : &*found;
}

void applyToSpeaker(Edits& edits, const Edit& edit)
{
    const auto user = userOf(edit.target);
    if (!user)
        return;
    if (edit.kind == EditKind::Name) {
        if (edit.value.isEmpty())
            edits.names.erase(*user);
        else
            edits.names[*user] = edit.value;
    } else if (edit.kind == EditKind::Exclude) {
        edits.excluded[*user] = edit.value == QLatin1String("1");
    } else if (edit.kind == EditKind::Gain) {
        bool ok = false;
        const double decibel = edit.value.toDouble(&ok);
        if (!ok || !std::isfinite(decibel))
            return;
        if (decibel == 0)
            edits.gains.erase(*user);
        else
            edits.gains[*user] = std::clamp(decibel, -kMaxGain, kMaxGain);
    }
}

void applyToMarker(Edits& edits, const EditRow& row)
{
    const Edit& edit = row.edit;
    if (edit.kind == EditKind::MarkerAdd) {
        if (auto placed = placedText(edit.value))
            edits.markers.push_back(
                {QStringLiteral("edit %1").arg(row.id), placed->first, placed->second});
        return;
    }
    Marker* marker = markerOf(edits, edit.target);
    if (marker == nullptr)
        return;
    if (edit.kind == EditKind::MarkerText) {
        marker->text = edit.value;
    } else if (edit.kind == EditKind::MarkerMove) {
        if (const auto at = timeOf(edit.value))
            marker->at = *at;
    } else {
        edits.markers.erase(edits.markers.begin() + (marker - edits.markers.data()));
    }
}

void apply(Edits& edits, const EditRow& row)
{
    switch (row.edit.kind) {
    case EditKind::Unknown:
        break;
    case EditKind::Title:
        edits.title = row.edit.value;
        break;
    case EditKind::Notes:
        edits.notes = row.edit.value;
        break;
    case EditKind::Name:
    case EditKind::Gain:
    case EditKind::Exclude:
        applyToSpeaker(edits, row.edit);
        break;
    case EditKind::Trim: {
        if (row.edit.value.isEmpty()) {
            edits.trim.reset();
            break;
        }
        const auto ends = row.edit.value.split(u' ');
        const auto from = timeOf(ends.value(0));
        const auto to = timeOf(ends.value(1));
        if (from && to && *from < *to)
            edits.trim = TrimSpan(*from, *to);
        break;
    }
    case EditKind::MarkerAdd:
    case EditKind::MarkerMove:
    case EditKind::MarkerText:
    case EditKind::MarkerDelete:
        applyToMarker(edits, row);
        break;
    }
}

} // namespace

Edit titleEdit(const QString& title)
{
    return {EditKind::Title, {}, title.left(kMaxText)};
}
Edit notesEdit(const QString& notes)
{
    return {EditKind::Notes, {}, notes.left(kMaxNotes)};
}
Edit nameEdit(UserId speaker, const QString& name)
{
    return {EditKind::Name, targetOf(speaker), name.left(kMaxText)};
}
Edit gainEdit(UserId speaker, double decibel)
{
    return {EditKind::Gain, targetOf(speaker),
            QString::number(std::clamp(decibel, -kMaxGain, kMaxGain), 'f', 1)};
}
Edit excludeEdit(UserId speaker, bool excluded)
{
    return {EditKind::Exclude, targetOf(speaker),
            excluded ? QStringLiteral("1") : QStringLiteral("0")};
}
Edit trimEdit(const std::optional<TrimSpan>& keep)
{
    return {
        EditKind::Trim, {}, keep ? textOf(keep->first) + u' ' + textOf(keep->second) : QString()};
}
Edit markerAddEdit(microseconds at, const QString& text)
{
    return {EditKind::MarkerAdd, {}, QString(textOf(at) + u' ' + text.left(kMaxText)).trimmed()};
}
Edit markerMoveEdit(const QString& key, microseconds to)
{
    return {EditKind::MarkerMove, key, textOf(to)};
}
Edit markerTextEdit(const QString& key, const QString& text)
{
    return {EditKind::MarkerText, key, text.left(kMaxText)};
}
Edit markerDeleteEdit(const QString& key)
{
    return {EditKind::MarkerDelete, key, {}};
}

Edits foldEdits(std::span<const EditRow> rows, std::span<const RecordedEvent> events)
{
    Edits edits;
    for (const RecordedEvent& event : events) {
        if (event.event.type == EventType::Marker)
            edits.markers.push_back(
                {QStringLiteral("event %1").arg(event.at.count()), event.at, event.event.text});
    }
    for (const EditRow& row : rows) {
        if (row.standing == Standing::Stands) {
            apply(edits, row);
            edits.undo = row.edit.kind;
        } else if (row.standing == Standing::Undone && !edits.redo) {
            edits.redo = row.edit.kind;
        }
    }
    std::ranges::stable_sort(edits.markers, {}, &Marker::at);
    return edits;
}

} // namespace lavalier::recording
