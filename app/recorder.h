#pragma once

#include "app/call_desk.h"
#include "app/guild_views.h"
#include "app/listening.h"
#include "app/login.h"
#include "app/machine_watch.h"
#include "app/notice_keepers.h"
#include "app/sleep_inhibitor.h"
#include "app/verification_codes.h"
#include "ui/ports/library_port.h"
#include "ui/ports/recorder_port.h"
#include "ui/ports/settings_port.h"

#include <map>
#include <set>

namespace lavalier::app {

/// The window's recorder: one login, a call in each server that was joined, and what belongs to no
/// call alone: account, servers, problems, listening, keeping the computer awake.
///
/// Thread:  GUI.
class Recorder final : public ui::RecorderPort {
    Q_OBJECT
public:
    /// `settings` is asked when a recording starts; `outputs` when somebody listens, null: this
    /// computer's.
    Recorder(Login& login, const Clock& clock, ui::SettingsPort& settings,
             std::shared_ptr<monitor::OutputDevices> outputs = nullptr, QObject* parent = nullptr);
    ~Recorder() override;

    /// Logs in with this token; an earlier login ends first.
    void logIn(const SecretBytes& token);
    void logOut();
    /// Finishes all running recordings; true when there was none.
    bool finishForQuit();
    /// For the end of the program: waits a moment for the bot's old names.
    void putNoticeBack();
    /// Of all files that are written just now.
    QStringList recordingPaths() const;
    /// For a plain start: no listening, and nothing begins by itself. Before anything else.
    void startPlainly();
    /// Of all running calls; a call that is over takes its own along.
    MediaCounters mediaCounters() const;

    ui::AccountView account() const override;
    const std::vector<ui::GuildView>& guilds() const override { return m_guilds.all(); }
    ui::LiveSnapshot snapshot() override;
    std::vector<ui::Problem> problems() const override;
    std::vector<ui::CallView> calls() const override;
    bool showCall(lavalier::GuildId guild) override;

    void logInAgain() override;
    void joinChannel(lavalier::GuildId guild, lavalier::ChannelId channel) override;
    void leaveChannel() override;
    void startRecording() override;
    void recordWithoutNotice() override;
    void startRecordingAnyway() override;
    void goOnRecording() override;
    void pauseRecording() override;
    void resumeRecording() override;
    void stopRecording() override;
    void stopAllRecordings() override;
    void continueRecordingIn(const QString& folder) override;
    void giveUpSaving() override;
    void addMarker(const QString& text) override;
    void setExcluded(lavalier::UserId speaker, bool excluded) override;
    void setListening(bool on) override;
    void setListeningVolume(double volume) override;
    void listenTo(lavalier::UserId speaker, const lavalier::ui::ListeningChoice& choice) override;
    void dismissProblem(const QString& key) override;
    void requestVerificationCode(lavalier::UserId speaker) override;

    /// Of the folder's recordings, those that a crash left behind, newest first.
    void noteLeftBehind(std::vector<ui::RecordingView> recordings);
    /// What is no call's.
    void raise(const ui::Problem& problem);
    void resolve(const QString& key);

private:
    void rebuildGuilds();
    void changeLogin();
    void followGateway(gateway::GatewayState state);
    void followListening();
    void followNotices();
    void keepAwake();
    void tellOfSleep();

    // recorder_calls.cpp
    CallDesk* deskOf(GuildId guild) const;
    CallDesk& makeDesk(GuildId guild);
    void show(CallDesk* desk);
    void followPool();
    double paceBeside(GuildId guild, const QString& folder) const;
    void resolvePast();
    void followCallState(CallDesk& desk);
    void followRecordState(CallDesk& desk);
    void clearDesks();
    void raiseFor(GuildId guild, ui::Problem problem);
    void resolveFor(GuildId guild, const QString& key);

    Login& m_login;
    const Clock& m_clock;
    ui::SettingsPort& m_settings;
    NoticeKeepers m_notices; // outlive the desks
    std::vector<std::unique_ptr<CallDesk>> m_desks; ///< in the order they were joined
    CallDesk* m_shown = nullptr; ///< one of them
    bool m_loginChanges = false; ///< to m_token, or to none, once the notices were taken back
    VerificationCodes m_codes;
    Listening m_listening;
    ui::Listening m_toldListening = ui::Listening::Off; ///< of which the user was told last
    SleepInhibitor m_awake;
    bool m_maySleep = false; ///< although something records; told already
    GuildViews m_guilds;
    std::map<QString, ui::Problem> m_problems;
    std::map<QString, std::set<GuildId>> m_sharedBy; ///< a problem of several recordings at once
    std::optional<ui::Problem> m_gatewayTrouble; ///< as told last, since it was last online
    std::optional<std::chrono::milliseconds> m_gatewayRoundTrip;
    QImage m_picture; ///< of the bot; null: none
    std::vector<ui::RecordingView> m_leftBehind;
    bool m_toldOfLeftBehind = false; ///< in this run
    SecretBytes m_token; ///< to log in again
    bool m_hasToken = false;
    bool m_plain = false;
};

} // namespace lavalier::app
