#pragma once

#include "app/call_recorder.h"
#include "app/guild_views.h"
#include "app/listening.h"
#include "app/login.h"
#include "app/machine_watch.h"
#include "app/notice_keeper.h"
#include "app/recording_rules.h"
#include "app/sleep_inhibitor.h"
#include "app/verification_codes.h"
#include "ui/ports/library_port.h"
#include "ui/ports/recorder_port.h"
#include "ui/ports/settings_port.h"

#include <functional>
#include <map>
#include <unordered_map>

namespace lavalier::app {

/// The window's recorder: one login, one call, one recording, as values to draw and facts to show.
///
/// Thread:  GUI.
class Recorder final : public ui::RecorderPort {
    Q_OBJECT
public:
    /// `settings` is asked when a recording starts.
    Recorder(Login& login, const Clock& clock, ui::SettingsPort& settings,
             QObject* parent = nullptr);

    /// Logs in with this token; an earlier login ends first.
    void logIn(const SecretBytes& token);
    void logOut();
    /// Finishes a running recording; true when there was none.
    bool finishForQuit();
    /// For the end of the program: waits a moment for the bot's old name.
    void putNoticeBack();
    bool isRecording() const { return m_call.isRecording(); }
    QString recordingPath() const;

    ui::AccountView account() const override;
    const std::vector<ui::GuildView>& guilds() const override { return m_guilds.all(); }
    ui::LiveSnapshot snapshot() override;
    std::vector<ui::Problem> problems() const override;

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
    void raise(const ui::Problem& problem);
    void resolve(const QString& key);

private:
    void rebuildGuilds();
    void readSettings();
    void followNotice();
    void cancelNotice();
    void changeLogin();
    void beginRecording(const QStringList& notes);
    void followPhase();
    void followGateway(gateway::GatewayState state);
    void describeRecording(ui::LiveSnapshot& snapshot) const;
    void describeSpeakers(ui::LiveSnapshot& snapshot);
    void followEncryption();
    void followListening();
    void followAlarms();
    QString nameOf(UserId user) const;
    void followWatch();
    void watchCall(); ///< once a second while there is a call
    void keepAwake();
    ui::EncryptionView encryption() const;
    void followRecording();
    void beginSaving();
    void showDiskTrouble();
    void askForNotice();
    void offerGoingOn();
    const ui::RecordingView* leftBehindHere() const;
    QString recordingsFolder() const;
    ui::RecordState recordState() const;

    Login& m_login;
    const Clock& m_clock;
    ui::SettingsPort& m_settings;
    CallRecorder m_call;
    NoticeKeeper m_notice;
    using Place = std::pair<GuildId, ChannelId>;
    Place place() const { return {m_call.guild(), m_call.channel()}; }
    std::optional<Place> m_noticeAsked; ///< recording begins here once people were told
    std::optional<Place> m_noNoticeIn; ///< people here could not be told
    bool m_loginChanges = false; ///< to m_token, or to none, once the notice was taken back
    VerificationCodes m_codes;
    Listening m_listening;
    QTimer m_watchTimer;
    MachineWatch m_watch;
    std::vector<MachineWarning> m_warnings; ///< that hold now
    RecordingRules m_rules;
    SleepInhibitor m_awake;
    GuildViews m_guilds;
    std::vector<UserId> m_order; ///< of lanes: first appearance in this call
    std::map<QString, ui::Problem> m_problems;
    std::optional<ui::Problem> m_gatewayTrouble; ///< as told last, since it was last online
    std::optional<std::chrono::milliseconds> m_gatewayRoundTrip;
    QString m_lastPath;
    std::vector<ui::RecordingView> m_leftBehind;
    bool m_toldOfLeftBehind = false; ///< in this run
    QString m_goOnIn; ///< what the recording that is about to begin goes on in; or empty
    /// Of the running recording's file, now.
    recording::RecordingError m_diskTrouble = recording::RecordingError::None;
    SecretBytes m_token; ///< to log in again
    bool m_hasToken = false;
};

} // namespace lavalier::app
