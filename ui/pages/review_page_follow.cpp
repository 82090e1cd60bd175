// The half of ReviewPage that follows its port, the timeline and the keyboard.
#include "ui/pages/review_page.h"

#include "ui/command_keys.h"
#include "ui/text/durations.h"
#include "ui/text/remote_text.h"
#include "ui/theme.h"
#include "ui/widgets/clip_handle.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/review_ruler.h"
#include "ui/widgets/track_row.h"
#include "ui/widgets/wave_view.h"

#include <QAction>
#include <QApplication>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace lavalier::ui {

namespace {

using std::chrono::milliseconds;

constexpr int kScrollSteps = 100'000; ///< of the scroll bar
constexpr double kNear = 0.05; ///< seconds; a marker so close to the cursor is meant

QString undoText(EditName name)
{
    switch (name) {
    case EditName::Title:
        return ReviewPage::tr("title");
    case EditName::Notes:
        return ReviewPage::tr("notes");
    case EditName::Name:
        return ReviewPage::tr("speaker's name");
    case EditName::Gain:
        return ReviewPage::tr("gain");
    case EditName::Exclude:
        return ReviewPage::tr("leaving out");
    case EditName::Trim:
        return ReviewPage::tr("trim");
    case EditName::Marker:
        return ReviewPage::tr("marker");
    case EditName::Other:
        break;
    }
    return ReviewPage::tr("change");
}

} // namespace

/// The answer counts for the recording that it was asked about.
void ReviewPage::ask(const QString& title, const QString& label, const QString& text,
                     std::function<void(const QString&)> take)
{
    delete m_question;
    m_question = askForLine(this, title, label, text);
    connect(m_question, &QInputDialog::textValueSelected, this, std::move(take));
}

void ReviewPage::follow()
{
    const ReviewView& view = m_review.review();
    if (view.path != m_shownPath) {
        delete m_question;
        m_shownPath = view.path;
        m_timeline.setPlayhead(std::nullopt);
        m_timeline.setLength(0);
        m_timeline.setCursor(0);
        m_timeline.fit();
        m_notesAction->setChecked(false);
        m_notes->clear();
        m_area->verticalScrollBar()->setValue(0);
    }
    m_title->setFullText(cleanRemote(view.title));
    QStringList facts;
    if (view.state == ReviewState::Ready)
        facts << cleanRemote(view.place)
              << QLocale().toString(view.started.toLocalTime(), QLocale::ShortFormat)
              << lengthText(view.length);
    if (view.state == ReviewState::Ready && !view.editable)
        facts << tr("cannot be changed now");
    if (view.trim)
        facts << tr("trimmed to %1").arg(lengthText(view.trim->second - view.trim->first));
    m_facts->setFullText(facts.join(QStringLiteral(" · ")));
    switch (view.state) {
    case ReviewState::Closed:
    case ReviewState::Loading:
        m_state->setWords(tr("Opening the recording …"), {});
        break;
    case ReviewState::Failed:
        if (view.problem)
            m_state->setWords(view.problem->whatHappened,
                              QStringList {view.problem->whatIsSafe, view.problem->whatToDo}
                                  .join(u' ')
                                  .trimmed());
        break;
    case ReviewState::Ready:
        if (view.tracks.empty())
            m_state->setWords(tr("Nobody was heard"), tr("This recording holds no voice."));
        break;
    }
    const bool ready = view.state == ReviewState::Ready && !view.tracks.empty();
    m_stack->setCurrentIndex(ready ? 0 : 1);
    if (m_foot)
        m_foot->setVisible(ready); // nothing to play, nothing to look closer at
    m_timeline.setLength(TimeScale::secondsOf(view.length));
    showRows(view);
    m_ruler->setMarkers(view.markers, view.editable);
    m_ruler->setTrim(view.trim);
    if (!m_notes->hasFocus() && m_notes->toPlainText() != view.notes)
        m_notes->setPlainText(view.notes);
    m_notes->setReadOnly(!view.editable);
    if (!view.notes.isEmpty() && !m_notes->isVisibleTo(this) && view.state == ReviewState::Ready
        && m_notesAction->property("shownFor").toString() != view.path) {
        m_notesAction->setProperty("shownFor", view.path); // shown once; hiding it lasts
        const QSignalBlocker quiet(m_notesAction);
        m_notesAction->setChecked(true);
        m_notes->show();
    }
    refreshActions();
    followPlayback();
}

void ReviewPage::showRows(const ReviewView& view)
{
    while (m_rows.size() > view.tracks.size()) {
        delete m_rows.back();
        m_rows.pop_back();
    }
    const bool more = m_rows.size() < view.tracks.size();
    while (m_rows.size() < view.tracks.size()) {
        auto* row = new TrackRow(m_timeline, m_area->widget());
        m_rowsLayout->insertWidget(int(m_rows.size()), row);
        connect(row, &TrackRow::muteChosen, &m_review, &ReviewPort::setMuted);
        connect(row, &TrackRow::soloChosen, &m_review, &ReviewPort::setSolo);
        connect(row, &TrackRow::gainChosen, &m_review, &ReviewPort::setGain);
        connect(row, &TrackRow::excludeChosen, &m_review, &ReviewPort::setExcluded);
        connect(row, &TrackRow::renameRequested, this, &ReviewPage::renameSpeaker);
        connect(row->wave(), &WaveView::sought, this, &ReviewPage::seek);
        row->wave()->installEventFilter(this);
        m_rows.push_back(row);
    }
    if (more) {
        QList<QWidget*> controls;
        for (const TrackRow* row : m_rows)
            controls.append(row->controls());
        keepInTabOrder(m_area->widget(), controls);
    }
    const bool anySolo = std::ranges::any_of(view.tracks, &ReviewTrack::solo);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i]->setTrack(view.tracks[i], view.editable, anySolo);
        m_rows[i]->wave()->setMarkers(view.markers);
        m_rows[i]->wave()->setTrim(view.trim);
    }
    placeRuler();
}

/// The ruler stands exactly over the waves, whatever scroll bar or direction.
void ReviewPage::placeRuler()
{
    if (m_rows.empty())
        return;
    m_rowsLayout->activate();
    const WaveView* wave = m_rows.front()->wave();
    const int left = wave->mapTo(m_area->parentWidget(), QPoint()).x();
    m_ruler->setGeometry(left, m_ruler->y(), wave->width(), m_ruler->height());
    m_scroll->setGeometry(left, m_scroll->y(), wave->width(), m_scroll->height());
    m_timeline.setWidth(wave->width());
    followTimeline();
}

void ReviewPage::followTimeline()
{
    const QSignalBlocker quiet(m_scroll);
    const double length = std::max(m_timeline.length(), 1e-3);
    const int page = int(std::clamp(m_timeline.shown() / length, 0.0, 1.0) * kScrollSteps);
    m_scroll->setRange(0, kScrollSteps - page);
    m_scroll->setPageStep(std::max(page, 1));
    m_scroll->setSingleStep(std::max(page / 10, 1));
    m_scroll->setValue(int(m_timeline.start() / length * kScrollSteps));
    m_scroll->setEnabled(page < kScrollSteps);
    m_zoomOut->setEnabled(!m_timeline.isFitted());
    m_fit->setEnabled(!m_timeline.isFitted());
    if (m_review.review().state == ReviewState::Ready)
        m_review.lookAt({TimeScale::timeOf(m_timeline.start()),
                         TimeScale::timeOf(m_timeline.start() + m_timeline.shown())},
                        m_timeline.perPixel() / devicePixelRatioF());
}

void ReviewPage::refreshActions()
{
    const ReviewView& view = m_review.review();
    const bool ready = view.state == ReviewState::Ready && !view.tracks.empty();
    const bool editable = ready && view.editable;
    const bool marker = markerAtCursor() != nullptr;
    for (QAction* action : {m_playAction, m_selectAll, m_zoomIn})
        action->setEnabled(ready);
    for (QAction* action : {m_markerNext, m_markerBefore})
        action->setEnabled(ready && !view.markers.empty());
    for (QAction* action : {m_markerAdd, m_renameTitle, m_renameSpeaker, m_exclude, m_notesAction})
        action->setEnabled(editable);
    m_undo->setEnabled(editable && view.undo.has_value());
    m_redo->setEnabled(editable && view.redo.has_value());
    m_undo->setText(view.undo ? tr("&Undo: %1").arg(undoText(*view.undo)) : tr("&Undo"));
    m_redo->setText(view.redo ? tr("&Redo: %1").arg(undoText(*view.redo)) : tr("&Redo"));
    m_markerEdit->setEnabled(editable && marker);
    m_markerDelete->setEnabled(editable && marker);
    m_trim->setEnabled(editable && m_timeline.selection().has_value());
    m_trimAll->setEnabled(editable && view.trim.has_value());
    const auto order = ready && m_clipHandle->canMake() ? clip() : std::nullopt;
    m_clip->setEnabled(order.has_value());
    m_clipHandle->follow(order);
    m_play->setEnabled(ready);
    m_export->setEnabled(ready);
    if (const TrackRow* row = focusedRow()) {
        const auto track = std::ranges::find(view.tracks, row->speaker(), &ReviewTrack::id);
        m_exclude->setChecked(track != view.tracks.end() && track->excluded);
    }
}

void ReviewPage::followPlayback()
{
    const PlaybackView playback = m_review.playback();
    const bool playing = playback.state != PlayState::Stopped;
    m_play->setIconName(playing ? QStringLiteral("pause") : QStringLiteral("play"));
    m_play->setWords(playing ? tr("Stop") : tr("Play"));
    const QString keys = keysInForce(*m_playAction).toString(QKeySequence::NativeText);
    m_play->setToolTip((playing ? tr("Stop playing") : tr("Play from the cursor, or the selection"))
                       + (keys.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(keys)));
    if (playing && !m_playing.isActive())
        m_playing.start();
    tick();
}

void ReviewPage::tick()
{
    const PlaybackView playback = m_review.playback();
    const bool playing = playback.state != PlayState::Stopped;
    if (!playing && m_playing.isActive()) {
        m_playing.stop();
        if (m_timeline.playhead())
            m_timeline.setPlayhead(std::nullopt);
        followPlayback();
        return;
    }
    if (playing) {
        const double at = TimeScale::secondsOf(playback.position);
        m_timeline.setPlayhead(at);
        if (!QApplication::mouseButtons())
            m_timeline.reveal(at, true);
    } else if (m_timeline.playhead()) {
        m_timeline.setPlayhead(std::nullopt);
    }
    const milliseconds shown = playing ? playback.position : TimeScale::timeOf(m_timeline.cursor());
    m_clock->setTime(clockText(shown));
    QString status = tr("of %1").arg(clockText(TimeScale::timeOf(m_timeline.length())));
    const auto span = selection();
    if (playback.noDevice)
        status = tr("No audio output was found; plug one in to listen.");
    else if (playback.silentTracks > 0)
        status
            = tr("%n track(s) cannot be decoded and stay silent.", nullptr, playback.silentTracks);
    else if (playback.state == PlayState::Preparing)
        status = tr("Preparing …");
    else if (m_clipHandle->state() == ClipHandle::State::Preparing)
        status = tr("Preparing the selection …");
    else if (m_clipHandle->state() == ClipHandle::State::Ready)
        status = tr("Copied. Paste it, or drag it from here.");
    else if (span)
        status = tr("%1 selected").arg(positionText(span->second - span->first));
    m_status->setFullText(status);
}

void ReviewPage::togglePlaying()
{
    if (m_review.playback().state != PlayState::Stopped) {
        const auto at = m_review.playback().position;
        m_review.stop();
        if (!m_timeline.selection())
            m_timeline.setCursor(TimeScale::secondsOf(at)); // playing goes on from here
        return;
    }
    const milliseconds end = m_review.review().length;
    milliseconds from = TimeScale::timeOf(m_timeline.cursor());
    if (from + milliseconds(50) >= end)
        from = milliseconds(0); // at the end there is nothing left to hear
    m_review.play(selection().value_or(TimeSpan(from, end)));
}

void ReviewPage::seek()
{
    if (m_review.playback().state != PlayState::Stopped)
        m_review.play(selection().value_or(
            TimeSpan(TimeScale::timeOf(m_timeline.cursor()), m_review.review().length)));
}

void ReviewPage::keyPressEvent(QKeyEvent* event)
{
    if (isPressed(*m_playAction, *event) && m_playAction->isEnabled()) {
        if (!event->isAutoRepeat())
            togglePlaying();
        return;
    }
    if (event->key() == Qt::Key_Escape) {
        emit backRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

void ReviewPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int letters = width() / std::max(1, fontMetrics().averageCharWidth());
    m_addMarker->setNarrow(letters < 110);
    m_clipHandle->fit(letters < 130);
    m_export->setNarrow(letters < 75);
    m_leave->setNarrow(letters < 75);
    m_play->setNarrow(letters < 100);
    QMetaObject::invokeMethod(this, &ReviewPage::placeRuler, Qt::QueuedConnection);
}

bool ReviewPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_notes && event->type() == QEvent::FocusOut)
        saveNotes();
    if (event->type() == QEvent::Resize
        && (watched == m_area->viewport()
            || (!m_rows.empty() && watched == m_rows.front()->wave())))
        QMetaObject::invokeMethod(this, &ReviewPage::placeRuler, Qt::QueuedConnection);
    if (event->type() == QEvent::FocusIn && watched != m_notes) {
        if (const auto* wave = qobject_cast<WaveView*>(watched)) {
            m_area->ensureWidgetVisible(wave->parentWidget(), 0, 8);
            refreshActions();
        }
    }
    return QWidget::eventFilter(watched, event);
}

const ReviewMarker* ReviewPage::markerAtCursor() const
{
    const ReviewMarker* nearest = nullptr;
    double best = std::max(kNear, m_timeline.perPixel() * 3);
    for (const ReviewMarker& marker : m_review.review().markers) {
        const double away = std::abs(TimeScale::secondsOf(marker.at) - m_timeline.cursor());
        if (away <= best) {
            best = away;
            nearest = &marker;
        }
    }
    return nearest;
}

TrackRow* ReviewPage::focusedRow() const
{
    for (TrackRow* row : m_rows)
        if (row->isAncestorOf(QApplication::focusWidget()))
            return row;
    return m_rows.empty() ? nullptr : m_rows.front();
}

void ReviewPage::addMarker()
{
    const bool playing = m_review.playback().state != PlayState::Stopped;
    const milliseconds at
        = playing ? m_review.playback().position : TimeScale::timeOf(m_timeline.cursor());
    ask(tr("Marker"), tr("What happens at %1?").arg(clockText(at)), {},
        [this, at](const QString& text) { m_review.addMarker(at, cleanRemote(text)); });
}

void ReviewPage::editMarker(const QString& key)
{
    const auto& markers = m_review.review().markers;
    const auto marker = std::ranges::find(markers, key, &ReviewMarker::key);
    if (marker == markers.end())
        return;
    ask(tr("Marker"), tr("What happens at %1?").arg(clockText(marker->at)), marker->text,
        [this, key](const QString& text) { m_review.setMarkerText(key, cleanRemote(text)); });
}

void ReviewPage::showMarkerMenu(const QString& key, const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool editable = m_review.review().editable;
    menu->addAction(tr("&Edit marker …"), this, [this, key] { editMarker(key); })
        ->setEnabled(editable);
    menu->addAction(tr("&Delete marker"), this, [this, key] { m_review.deleteMarker(key); })
        ->setEnabled(editable);
    menu->popup(place);
}

void ReviewPage::goToMarker(int step)
{
    const auto& markers = m_review.review().markers;
    const ReviewMarker* target = nullptr;
    for (const ReviewMarker& marker : markers) {
        const double at = TimeScale::secondsOf(marker.at);
        if (step > 0 && at > m_timeline.cursor() + 0.0005) {
            target = &marker;
            break;
        }
        if (step < 0 && at < m_timeline.cursor() - 0.0005)
            target = &marker;
    }
    if (target == nullptr)
        return;
    m_timeline.setCursor(TimeScale::secondsOf(target->at));
    m_timeline.reveal(m_timeline.cursor());
    seek();
}

void ReviewPage::renameTitle()
{
    ask(tr("Rename"), tr("Title of the recording"), cleanRemote(m_review.review().title),
        [this](const QString& text) {
            if (const QString title = cleanRemote(text);
                !title.isEmpty() && title != m_review.review().title)
                m_review.setTitle(title);
        });
}

void ReviewPage::renameSpeaker(UserId speaker)
{
    const auto& tracks = m_review.review().tracks;
    const auto track = std::ranges::find(tracks, speaker, &ReviewTrack::id);
    if (track == tracks.end())
        return;
    ask(tr("Rename speaker"), tr("Name in this recording and its exports"),
        cleanRemote(track->name), [this, speaker, before = track->name](const QString& text) {
            if (const QString name = cleanRemote(text); !name.isEmpty() && name != before)
                m_review.renameSpeaker(speaker, name);
        });
}

void ReviewPage::saveNotes()
{
    const ReviewView& view = m_review.review();
    if (view.state == ReviewState::Ready && view.editable && view.path == m_shownPath
        && m_notes->toPlainText() != view.notes)
        m_review.setNotes(m_notes->toPlainText());
}

} // namespace lavalier::ui
