#pragma once

#include "ui/models/timeline.h"
#include "ui/ports/review_port.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QInputDialog;
class QLabel;
class QPlainTextEdit;
class QScrollArea;
class QScrollBar;
class QStackedWidget;
class QVBoxLayout;

namespace lavalier::ui {

class ClipHandle;
class ClockLabel;
class ElidedLabel;
class EmptyState;
class ExportPort;
struct ExportOrder;
class IconButton;
class ReviewRuler;
class TrackRow;

/// One recording opened: tracks under a ruler, playing, markers, what an export keeps.
///
/// Space plays from the cursor, or the selection; every command is in menuActions().
/// Thread:  GUI.
class ReviewPage : public QWidget {
    Q_OBJECT
public:
    explicit ReviewPage(ReviewPort& review, QWidget* parent = nullptr);

    /// What makes a selection into files to drag; must outlive the page.
    void setExporter(ExportPort& exporter);
    void open(const QString& path);
    void close();
    QString path() const;
    /// For the window's menu; a null action stands for a separator.
    const QList<QAction*>& menuActions() const { return m_menu; }
    Timeline& timeline() { return m_timeline; }
    const std::vector<TrackRow*>& rows() const { return m_rows; }
    std::optional<TimeSpan> selection() const;

public slots:
    void togglePlaying();

signals:
    void backRequested();
    void exportRequested();
    void problemRaised(const lavalier::ui::Problem& problem);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeTracks();
    QWidget* makeFoot();
    void makeActions();
    void follow();
    void followPlayback();
    void followTimeline();
    void refreshActions();
    void showRows(const ReviewView& view);
    void placeRuler();
    void seek();
    void tick();
    void ask(const QString& title, const QString& label, const QString& text,
             std::function<void(const QString&)> take);
    void addMarker();
    void editMarker(const QString& key);
    void showMarkerMenu(const QString& key, const QPoint& place);
    void goToMarker(int step);
    void renameTitle();
    void renameSpeaker(UserId speaker);
    void saveNotes();
    std::optional<ExportOrder> clip() const; ///< of what is selected and heard
    void followClip();
    const ReviewMarker* markerAtCursor() const;
    TrackRow* focusedRow() const;

    ReviewPort& m_review;
    Timeline m_timeline;
    QTimer m_playing;
    QString m_shownPath;
    bool m_closing = false;
    QPointer<QInputDialog> m_question;

    QStackedWidget* m_stack = nullptr;
    EmptyState* m_state = nullptr;
    ElidedLabel* m_title = nullptr;
    ElidedLabel* m_facts = nullptr;
    ReviewRuler* m_ruler = nullptr;
    QScrollArea* m_area = nullptr;
    QWidget* m_foot = nullptr;
    QVBoxLayout* m_rowsLayout = nullptr;
    std::vector<TrackRow*> m_rows;
    QScrollBar* m_scroll = nullptr;
    QPlainTextEdit* m_notes = nullptr;
    IconButton* m_play = nullptr;
    ClockLabel* m_clock = nullptr;
    ElidedLabel* m_status = nullptr;
    IconButton* m_export = nullptr;
    IconButton* m_leave = nullptr; ///< back to the list
    IconButton* m_addMarker = nullptr;
    IconButton* m_makeClip = nullptr;
    ClipHandle* m_clipHandle = nullptr; ///< in its place once the selection is ready

    QList<QAction*> m_menu;
    QAction *m_playAction, *m_undo, *m_redo, *m_zoomIn, *m_zoomOut, *m_fit, *m_selectAll, *m_clip,
        *m_markerAdd, *m_markerEdit, *m_markerDelete, *m_markerNext, *m_markerBefore, *m_trim,
        *m_trimAll, *m_renameTitle, *m_renameSpeaker, *m_exclude, *m_notesAction, *m_back;
};

} // namespace lavalier::ui
