#pragma once

#include "app/call_recorder.h"
#include "app/machine_watch.h"
#include "app/notice_keeper.h"
#include "app/recording_rules.h"
#include "ui/ports/library_port.h"
#include "ui/ports/recorder_port.h"
#include "ui/ports/settings_port.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <unordered_set>
#include <vector>

namespace lavalier::app {

/// The call in one server as the window drives it: joining and leaving, recording once the people
/// in it were told, and what is wrong with it, in sentences.
///
/// Problems are told under keys that say nothing of the server: who holds several desks tells them
/// apart. A desk is over when its call has ended and its file is closed; the next call takes a new
/// one.
/// Shape:   commands in call_desk.cpp, what its parts tell it in call_desk_follow.cpp, what is
/// drawn
///          of it in call_desk_view.cpp.
/// Thread:  GUI.
class CallDesk : public QObject {
    Q_OBJECT
public:
    /// What all calls share, and this server's notice. All of it outlives the desk.
    struct Surroundings {
        gateway::GatewayClient& gateway;
        const Endpoints& endpoints;
        const Clock& clock;
        ui::SettingsPort& settings;
        NoticeKeeper& notice;
        /// Bytes a second of all other recordings in a folder.
        CallRecorder::PaceBeside paceBeside;
    };

    /// `workers` as in PoolSettings: the most that decode this call.
    CallDesk(GuildId guild, const Surroundings& around, int workers, QObject* parent = nullptr);

    /// Within a running call this is a move.
    void join(ChannelId channel);
    /// From now on nothing begins or ends by itself.
    void startPlainly() { m_plain = true; }
    void leave(); ///< also finishes a running recording
    void hurry() { m_call.hurry(); }
    void startRecording();
    void startRecordingAnyway();
    void goOnRecording();
    void recordWithoutNotice();
    void stopRecording();
    /// Of the folder's recordings, those that a crash left behind, newest first.
    void noteLeftBehind(std::vector<ui::RecordingView> recordings);

    /// For what needs no word of ours: pause, marker, another folder.
    CallRecorder& call() { return m_call; }
    const CallRecorder& call() const { return m_call; }
    GuildId guild() const { return m_guild; }
    /// Everybody who was in this call.
    std::size_t lanes() const { return m_order.size(); }
    const QString& guildName() const { return m_guildName; } ///< when it was joined last
    bool isOver() const;
    ui::CallState callState() const;
    ui::RecordState recordState() const;
    QString recordingPath() const; ///< empty while there is none
    ui::CallView view() const;
    /// All but what belongs to the whole program. Takes the levels gathered since the last call.
    ui::LiveSnapshot snapshot();
    /// What was loud while nobody looked is no news; who clipped meanwhile stays to be told.
    void dropLevels();

signals:
    void problemRaised(const lavalier::ui::Problem& problem);
    void problemResolved(const QString& key);
    void callStateChanged();
    void recordStateChanged();
    void activityResumed();
    void recordingFinished(const QString& path);

private:
    using Place = std::pair<GuildId, ChannelId>;
    Place place() const { return {m_guild, m_call.channel()}; }

    // call_desk.cpp
    void askForNotice();
    void cancelNotice();
    void beginRecording(const QStringList& notes);
    void beginSaving();
    void showDiskTrouble();
    void offerGoingOn();
    const ui::RecordingView* leftBehindHere() const;
    QString recordingsFolder() const;
    void raise(const ui::Problem& problem) { emit problemRaised(problem); }
    void resolve(const QString& key) { emit problemResolved(key); }

    // call_desk_follow.cpp
    void followCall();
    void followRecording();
    void followAlarms();
    void followNotice();
    void followPhase();
    void noticeSettled();
    void readSettings();
    void watch(); ///< once a second while there is a call
    void watchMachine();

    // call_desk_view.cpp
    QString nameOf(UserId user) const;
    QString channelName(ChannelId channel, const QString& otherwise) const;
    ui::EncryptionView encryption() const;
    void describeRecording(ui::LiveSnapshot& snapshot) const;
    void describeSpeakers(ui::LiveSnapshot& snapshot);

    const GuildId m_guild;
    QString m_guildName;
    gateway::GatewayClient& m_gateway;
    const Clock& m_clock;
    ui::SettingsPort& m_settings;
    NoticeKeeper& m_notice;
    CallRecorder m_call;
    std::optional<Place> m_noticeAsked; ///< recording begins here once people were told
    std::optional<Place> m_noNoticeIn; ///< people here could not be told
    QTimer m_watchTimer;
    MachineWatch m_machine;
    std::vector<MachineWarning> m_warnings; ///< that hold now
    RecordingRules m_rules;
    std::unordered_set<UserId> m_clipped; ///< while the call was not shown
    std::vector<UserId> m_order; ///< of lanes: first appearance in this call
    bool m_plain = false;
    QString m_lastPath;
    std::vector<ui::RecordingView> m_leftBehind;
    QString m_goOnIn; ///< what the recording that is about to begin goes on in; or empty
    /// Of the running recording's file, now.
    recording::RecordingError m_diskTrouble = recording::RecordingError::None;
};

} // namespace lavalier::app
