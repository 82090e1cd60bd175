#include "ui/models/recordings_model.h"

#include "ui/text/durations.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"

#include <QLocale>

#include <algorithm>

namespace lavalier::ui {
namespace {

/// All that is searched, once for each recording and not once for each key.
QString haystackOf(const RecordingView& view)
{
    QString text = view.title + u'\n' + view.guildName + u'\n' + view.channelName;
    for (const RecordedSpeaker& speaker : view.speakers)
        text += u'\n' + speaker.name;
    text += u'\n' + view.notes;
    return text.toCaseFolded();
}

/// Who spoke, by name: the row has faces only, and in a narrow window not even these.
QString namesIn(const RecordingView& view)
{
    constexpr std::size_t kMostNames = 12;
    QStringList names;
    for (const RecordedSpeaker& speaker : view.speakers) {
        if (names.size() == kMostNames)
            break;
        names << isolated(speaker.name);
    }
    if (view.speakers.size() > kMostNames)
        names << RecordingsModel::tr("%n more", nullptr,
                                     static_cast<int>(view.speakers.size() - kMostNames));
    return names.join(QStringLiteral(", "));
}

/// As much of the notes as says what they are about.
QString notesOf(const RecordingView& view)
{
    constexpr int kMostLetters = 200;
    const QString notes = cleanRemote(view.notes.left(4 * kMostLetters)).simplified();
    return notes.size() > kMostLetters ? notes.left(kMostLetters) + QStringLiteral(" …") : notes;
}

/// What happened to a file that cannot be read, and what to do.
QString troubleOf(const RecordingView& view)
{
    if (!view.problem)
        return {};
    return QStringList {view.problem->whatHappened, view.problem->whatIsSafe,
                        view.problem->whatToDo}
        .join(u' ')
        .simplified();
}

QStringList withoutBlanks(QStringList lines)
{
    lines.removeAll(QString());
    return lines;
}

std::vector<std::size_t> rowsWith(const QStringList& words, const std::vector<QString>& haystacks)
{
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < haystacks.size(); ++i) {
        if (std::ranges::all_of(words,
                                [&](const QString& word) { return haystacks[i].contains(word); }))
            rows.push_back(i);
    }
    return rows;
}

} // namespace

RecordingsModel::RecordingsModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void RecordingsModel::setRecordings(const std::vector<RecordingView>& recordings)
{
    if (recordings == m_all)
        return;
    // While a recording runs, only its length and size change: the rows stay.
    const bool sameFiles
        = std::equal(recordings.begin(), recordings.end(), m_all.begin(), m_all.end(),
                     [](const RecordingView& a, const RecordingView& b) {
                         return a.path == b.path && a.title == b.title;
                     });
    std::vector<QString> haystacks;
    haystacks.reserve(recordings.size());
    for (const RecordingView& view : recordings)
        haystacks.push_back(haystackOf(view));
    std::vector<std::size_t> rows = rowsWith(m_words, haystacks);
    if (sameFiles && rows == m_rows) {
        m_all = recordings;
        m_haystacks = std::move(haystacks);
        if (!m_rows.empty())
            emit dataChanged(index(0), index(static_cast<int>(m_rows.size()) - 1));
        return;
    }
    beginResetModel();
    m_all = recordings;
    m_haystacks = std::move(haystacks);
    m_rows = std::move(rows);
    endResetModel();
}

void RecordingsModel::setFilter(const QString& text)
{
    const QStringList words = text.toCaseFolded().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    beginResetModel();
    m_words = words;
    m_rows = rowsWith(m_words, m_haystacks);
    endResetModel();
}

const RecordingView* RecordingsModel::at(const QModelIndex& index) const
{
    if (!index.isValid() || index.row() >= static_cast<int>(m_rows.size()))
        return nullptr;
    return &m_all[m_rows[static_cast<std::size_t>(index.row())]];
}

QModelIndex RecordingsModel::indexOf(const QString& path) const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_all[m_rows[row]].path == path)
            return index(static_cast<int>(row));
    }
    return {};
}

int RecordingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RecordingsModel::data(const QModelIndex& index, int role) const
{
    const RecordingView* view = at(index);
    if (!view)
        return {};
    const QString middle = QStringLiteral(" · ");
    const auto facts = [&] {
        QStringList words {lengthText(view->length), sizeText(view->bytes)};
        if (view->logDamaged)
            words << tr("more can be recovered");
        if (view->partsMissing > 0)
            words << tr("%n file(s) missing", nullptr, view->partsMissing);
        if (view->framesLost > 0)
            words << tr("%1 lost").arg(QLocale().toString(qulonglong(view->framesLost)));
        return words.join(middle);
    };
    const QString where = isolated(view->channelName) + middle + isolated(view->guildName);
    const QString when = QLocale().toString(view->started.toLocalTime(), QLocale::ShortFormat);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return cleanRemote(view->title);
    case Qt::ToolTipRole:
        return plainToolTip(withoutBlanks({cleanRemote(view->title), where, namesIn(*view),
                                           notesOf(*view), troubleOf(*view)})
                                .join(u'\n'));
    case Qt::AccessibleTextRole:
        return withoutBlanks({cleanRemote(view->title), cleanRemote(view->channelName),
                              cleanRemote(view->guildName), when, facts(),
                              recordingStateWord(view->state), namesIn(*view), notesOf(*view),
                              troubleOf(*view)})
            .join(QStringLiteral(", "));
    case PathRole:
        return view->path;
    case WhereRole:
        return where;
    case WhenRole:
        return when;
    case FactsRole:
        return facts();
    case StateRole:
        return recordingStateWord(view->state);
    default:
        return {};
    }
}

bool RecordingsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    const RecordingView* view = at(index);
    const QString title = cleanRemote(value.toString());
    if (role != Qt::EditRole || !view || title.isEmpty() || title == view->title)
        return false;
    emit renameRequested(view->path, title); // the row changes when the library says so
    return true;
}

Qt::ItemFlags RecordingsModel::flags(const QModelIndex& index) const
{
    const RecordingView* view = at(index);
    Qt::ItemFlags flags = QAbstractListModel::flags(index);
    if (view
        && (view->state == RecordingState::Finished || view->state == RecordingState::Interrupted))
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace lavalier::ui
