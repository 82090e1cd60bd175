#pragma once

#include "ui/models/transport_state.h"

#include <QWidget>

class QLabel;
class QMenu;

namespace lavalier::ui {

class Chip;
class ClockLabel;
class IconButton;

/// The one row of commands below, with the clock that the recording file drives.
///
/// The main action is the one filled button. Where room is short words go first, then what is not
/// needed at once goes into a menu at the end of the row; the clock stays.
class TransportBar : public QWidget {
    Q_OBJECT
public:
    explicit TransportBar(QWidget* parent = nullptr);

    void setCommands(const TransportState& state);
    void setLive(const LiveSnapshot& snapshot);
    QSize minimumSizeHint() const override;

signals:
    void joinClicked();
    void leaveClicked();
    void recordClicked();
    void pauseClicked();
    void stopClicked();
    void markerClicked();
    void exportClicked();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showFacts(const LiveSnapshot& snapshot);
    void showNotice(const LiveSnapshot& snapshot);
    int fitFacts(int room, int words, int least);
    void putAway(const QList<IconButton*>& buttons);
    void fit();
    void fitOnce();

    IconButton* m_join;
    IconButton* m_leave;
    IconButton* m_record;
    IconButton* m_pause;
    IconButton* m_stop;
    IconButton* m_marker;
    IconButton* m_export;
    IconButton* m_more; ///< its menu holds what has no room
    QMenu* m_away;
    QList<IconButton*> m_offered; ///< what the state offers, with or without room, in order
    Chip* m_state;
    ClockLabel* m_clock;
    bool m_factsMatter = false; ///< something is wrong: other words go first
    bool m_untold = false; ///< recorded without a notice: it goes last of the words below
    bool m_fitting = false;
    bool m_fitAgain = false;
    QStringList m_wordsAbove; ///< as m_noticeWords
    QLabel* m_factsAbove;
    QLabel* m_factsBelow;
    QLabel* m_noticeDot; ///< between what stands below and the notice
    QLabel* m_notice;
    QStringList m_noticeWords; ///< the longer ones first; empty: nothing to say
    QWidget* m_facts;
};

} // namespace lavalier::ui
