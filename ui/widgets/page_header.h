#pragma once

#include "ui/ports/recorder_port.h"

#include <QWidget>

class QPushButton;
class QSlider;

namespace lavalier::ui {

class Chip;
class ElidedLabel;
class IconButton;
class LockButton;

/// Where we are: channel and server, facts about the connection, Live or Recordings.
class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(QWidget* parent = nullptr);

    void setPlace(const QString& title, const QString& below);
    void setLive(const LiveSnapshot& snapshot);
    /// Says that it is the demo, and has the way out of it.
    void setDemo(bool demo);
    void setTab(int tab); ///< 0 live, 1 recordings, −1 neither
    /// Hidden without a call.
    LockButton* lock() const { return m_lock; }

signals:
    void tabChosen(int tab);
    void demoClicked();
    void encryptionClicked();
    void listenClicked();
    void volumeChosen(double volume); ///< 0 to 1

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitChips();
    void showListening();

    ElidedLabel* m_title;
    ElidedLabel* m_below;
    IconButton* m_demo;
    LockButton* m_lock;
    Chip* m_loss;
    Chip* m_connection;
    IconButton* m_listen;
    QSlider* m_volume;
    QPushButton* m_live;
    QPushButton* m_recordings;
    QWidget* m_tabs;
    bool m_settingTab = false;
    bool m_isDemo = false;
    LiveSnapshot m_snapshot;
};

} // namespace lavalier::ui
