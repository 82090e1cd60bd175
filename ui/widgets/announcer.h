#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

namespace lavalier::ui {

/// Has a screen reader say a sentence although the keyboard is elsewhere.
///
/// An accessible notification whose name is the sentence, one point large and painting nothing.
/// Qt 6.4 does not pass its Alert event on to AT-SPI, but it does tell when a notification is
/// shown, and that is what screen readers there wait for. Sentences that come at once are said in
/// turn: the name is fetched some time after the event. Thread:  GUI.
class Announcer : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t kMostWaiting = 8; ///< older ones are dropped

    explicit Announcer(QWidget* window);
    void say(const QString& sentence);

private:
    void sayNext();

    QStringList m_waiting;
    QTimer m_pause;
};

/// By the announcer of that widget's window, which gets one at first use.
void announce(QWidget* within, const QString& sentence);

} // namespace lavalier::ui
