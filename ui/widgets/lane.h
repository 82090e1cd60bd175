#pragma once

#include "ui/models/speakers_model.h"

#include <QWidget>

namespace lavalier::ui {

class LevelBar;
class ListenButtons;
class LiveWaveform;

/// One speaker: avatar ringed while talking, name, lamps, meter, waveform with loss lane, solo and
/// mute for whoever listens along.
///
/// Compact shows avatar, name, meter and lamps on one line.
class Lane : public QWidget {
    Q_OBJECT
public:
    enum class Density { Comfortable, Compact };

    explicit Lane(QWidget* parent = nullptr);

    void setDensity(Density density);
    /// Words, lamps and ring; call when they changed.
    void setFacts(const SpeakersModel::Lane& lane, std::shared_ptr<const WaveTimes> times);
    /// Meter and waveform; cheap, at every snapshot.
    void showLevels(const SpeakersModel::Lane& lane, SteadyTime now);
    void advanceWave();

    UserId speaker() const { return m_facts.id; }
    LevelBar* meter() const { return m_meter; }
    /// Where the waveform stands, for the ruler above.
    static QRect waveRect(QSize lane, const QFontMetrics& metrics, bool mirrored);

signals:
    void clipResetRequested(lavalier::UserId speaker);
    void verifyRequested(lavalier::UserId speaker);
    void excludeRequested(lavalier::UserId speaker, bool exclude);
    void listeningChosen(lavalier::UserId speaker, const lavalier::ui::ListeningChoice& choice);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void arrange();
    QRect mirrored(const QRect& rect) const;
    bool alarmed() const;

    Density m_density = Density::Comfortable;
    SpeakerView m_facts;
    QRect m_avatar, m_words, m_lamps;
    LevelBar* m_meter;
    LiveWaveform* m_wave;
    ListenButtons* m_listen;
};

} // namespace lavalier::ui
