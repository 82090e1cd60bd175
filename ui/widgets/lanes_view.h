#pragma once

#include "ui/models/speakers_model.h"
#include "ui/widgets/lane.h"

#include <QScrollArea>

#include <vector>

namespace lavalier::ui {

class TimeRuler;

/// All speakers of a call under one time ruler.
///
/// Few lanes are comfortable; when they would not fit they become one line each, in as many
/// columns as the width carries: 25 speakers fit a laptop's screen, 99 scroll.
class LanesView : public QWidget {
    Q_OBJECT
public:
    explicit LanesView(QWidget* parent = nullptr);

    void showLanes(const SpeakersModel& model, const SpeakersModel::Changes& changes,
                   SteadyTime now);
    /// A marker was set: it is seen before its column is full.
    void showMarkers(const SpeakersModel& model);
    void setAlwaysCompact(bool compact);
    const std::vector<Lane*>& lanes() const { return m_lanes; }

signals:
    void clipResetRequested(lavalier::UserId speaker);
    void verifyRequested(lavalier::UserId speaker);
    void excludeRequested(lavalier::UserId speaker, bool exclude);
    void listeningChosen(lavalier::UserId speaker, const lavalier::ui::ListeningChoice& choice);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void syncLanes(const SpeakersModel& model);
    void arrange();

    TimeRuler* m_ruler;
    QScrollArea* m_scroll;
    QWidget* m_content;
    std::vector<Lane*> m_lanes;
    bool m_alwaysCompact = false;
};

} // namespace lavalier::ui
