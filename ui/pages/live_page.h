#pragma once

#include "ui/models/poll_pace.h"
#include "ui/models/speakers_model.h"

#include <QStackedWidget>

namespace lavalier::ui {

class EmptyState;
class IconButton;
class LanesView;
class TokenForm;

/// The call: lanes while there is one, else what is missing to have one.
class LivePage : public QStackedWidget {
    Q_OBJECT
public:
    explicit LivePage(QWidget* parent = nullptr);

    /// What is selected on the left, for the page before a call.
    struct Selection {
        bool known = false;
        QString channel;
        int members = 0;
        JoinBlock block = JoinBlock::None;
        bool anyServer = true; ///< that the bot is in
    };

    void setAccount(const AccountView& account);
    void setSelection(const Selection& selection);
    void showSnapshot(const LiveSnapshot& snapshot, SteadyTime now);
    /// A marker was set, just now.
    void mark(const QString& text);
    void setAlwaysCompact(bool compact);
    void resetClips();
    void resetClip(UserId speaker) { m_model.resetClip(speaker); }

    bool metersAtRest() const { return m_model.metersAtRest(); }
    bool stripsFlat() const { return m_model.stripsFlat(); }
    LanesView* lanes() const { return m_lanes; }
    TokenForm* tokenForm() const { return m_tokenForm; }

signals:
    void verifyRequested(lavalier::UserId speaker);
    void setupRequested();
    void demoRequested();
    void excludeRequested(lavalier::UserId speaker, bool exclude);
    void listeningChosen(lavalier::UserId speaker, const lavalier::ui::ListeningChoice& choice);

private:
    void choose();

    SpeakersModel m_model;
    AccountView m_account;
    Selection m_selection;
    CallState m_call = CallState::None;
    GuildId m_guild; ///< of the call shown last
    bool m_anyone = false;
    SteadyTime m_lastTime {};
    EmptyState* m_noToken;
    TokenForm* m_tokenForm;
    EmptyState* m_waiting;
    IconButton* m_invite; ///< while the bot is in no server
    LanesView* m_lanes;
};

} // namespace lavalier::ui
