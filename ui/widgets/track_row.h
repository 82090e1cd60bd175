#pragma once

#include "ui/ports/review_port.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QSlider;

namespace lavalier::ui {

class ElidedLabel;
class Timeline;
class WaveView;

/// One speaker of an opened recording: who, how loud, and the wave.
class TrackRow : public QWidget {
    Q_OBJECT
public:
    explicit TrackRow(Timeline& timeline, QWidget* parent = nullptr);

    void setTrack(const ReviewTrack& track, bool editable, bool anySolo);
    UserId speaker() const { return m_track.id; }
    /// What takes the keyboard, in reading order.
    QList<QWidget*> controls() const;
    WaveView* wave() const { return m_wave; }

    static int headWidth(const QFontMetrics& metrics);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

signals:
    void muteChosen(lavalier::UserId speaker, bool muted);
    void soloChosen(lavalier::UserId speaker, bool solo);
    void gainChosen(lavalier::UserId speaker, double decibel);
    void excludeChosen(lavalier::UserId speaker, bool excluded);
    void renameRequested(lavalier::UserId speaker);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void arrange();
    void showGain();

    ReviewTrack m_track;
    bool m_isSet = false;
    bool m_editable = false;
    bool m_anySolo = false;
    WaveView* m_wave;
    ElidedLabel* m_name;
    QPushButton* m_mute;
    QPushButton* m_solo;
    QSlider* m_gain;
    QLabel* m_gainText;
    QTimer m_gainSettled; ///< one edit for one movement of the slider
    QRect m_avatar;
    QRect m_note;
};

} // namespace lavalier::ui
