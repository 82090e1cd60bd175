#pragma once

#include "app/call_sink.h"
#include "app/call_watch.h"
#include "app/disk_watch.h"
#include "app/loss_watch.h"
#include "app/speaker_watch.h"
#include "app/stranger_watch.h"
#include "processing/pool/decode_pool.h"
#include "sinks/recording/recording_writer.h"
#include "voice/gateway/gateway_client.h"
#include "voice/receive/voice_call.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

namespace lavalier::app {

/// One call in one server and its recording: what the window and the command line both drive.
///
/// Joining is a talk with two parties: op 4 goes out through the gateway, its two answers (own
/// voice state, voice server) come back in either order, and the voice call connects with both.
///
/// Errors:  joinRefused() before anything was sent; moveUnanswered() when Discord ignored a move;
///          callEnded() once the call is over for good. A running recording is finished first, in
///          every case.
/// Shape:   the call is in call_recorder.cpp, what the file is told in call_recording.cpp, its
///          end-to-end encryption in call_encryption.cpp, who is told of trouble in
///          call_alarms.cpp.
/// Thread:  GUI (or the only one, in the command line).
class CallRecorder : public QObject {
    Q_OBJECT
public:
    enum class Decoding { No, Live };
    enum class Phase { Idle, Joining, InCall, Reconnecting };

    struct Settings {
        QString workerProgram;
        int workerCount = 0;
        Decoding decoding = Decoding::Live;
        /// How long a move may stay unanswered; Discord says nothing to one it refuses.
        std::chrono::milliseconds movePatience {15'000};
        /// Stop waits no longer for the receiver, which answers within a few milliseconds where it
        /// gets its turns.
        std::chrono::milliseconds flushPatience {1'000};
    };

    CallRecorder(gateway::GatewayClient& gateway, Endpoints endpoints, const Clock& clock,
                 Settings settings, QObject* parent = nullptr);
    ~CallRecorder() override;

    /// Within the server of a running call this is a move: the same call and recording go on.
    void join(GuildId guild, ChannelId channel);
    /// Finishes a running recording, then leaves.
    void leave();
    /// The program is about to end: Stop waits for the disk rather than for the receiver.
    void hurry();
    /// The system says so: a call that waits to reach Discord again tries at once.
    void networkIsBack();

    Phase phase() const { return m_phase; }
    GuildId guild() const { return m_guild; }
    ChannelId channel() const { return m_channel; }
    std::optional<std::chrono::milliseconds> roundTrip() const { return m_roundTrip; }
    /// Of the running call; after it, of the last one.
    MediaCounters counters() const;
    /// The server sends us no audio at the moment.
    bool isDeafened() const { return m_deafened; }
    /// Everybody whose SSRC was ever mapped in this call, in order of first appearance.
    const std::vector<UserId>& speakers() const { return m_speakers; }

    /// Of the running call.
    const DaveFacts& dave() const { return m_dave; }
    /// Heard, but not decrypted just now.
    bool isUndecryptable(UserId user) const { return m_undecryptable.contains(user); }
    bool anyUndecryptable() const { return !m_undecryptable.empty(); }

    /// How far a speaker's audio gets; renewed four times a second.
    SpeakerWatch::Lamps lamps(UserId user) const { return m_watch.lamps(user); }
    /// Heard, and nothing of it is getting into the running recording.
    bool isUnrecorded(UserId user) const;

    /// Null without live decoding or without a call.
    pool::DecodePool* pool() const { return m_call ? m_call->pool.get() : nullptr; }
    /// Gives up gaps in the live order that nobody will close.
    void flushLive();

    Result<void, recording::RecordingError> startRecording(const QString& folder,
                                                           const QString& baseName);
    /// Goes on in a recording of this channel that a crash left behind.
    Result<void, recording::RecordingError> goOnRecording(const QString& path);
    void pauseRecording();
    void resumeRecording();
    /// What was sent until now still gets into the file; recordingFinished() follows.
    void stopRecording();
    void addMarker(const QString& text);
    /// What people in the call were told, or could not be.
    void noteNotice(const QString& text);
    /// Also while the last frames are being saved; recordingContinued() or ...NotContinued()
    /// follows.
    void continueRecordingIn(const QString& folder);
    /// Loses what a stop cannot write; nothing while recording.
    void giveUpSaving();
    /// Who is never recorded: the whole list, in force at once, also before their first word.
    void setExcluded(std::unordered_set<UserId> users);
    bool isExcluded(UserId user) const { return m_excluded.contains(user); }
    /// Bytes a second that other recordings put into a folder.
    using PaceBeside = std::function<double(const QString& folder)>;
    /// Asked once a second while there is a recording, so that what is left of the disk is told for
    /// all of them.
    void shareDisk(PaceBeside others) { m_paceBeside = std::move(others); }
    double paceBeside(const QString& folder) const
    {
        return m_paceBeside ? m_paceBeside(folder) : 0;
    }
    /// As it was told last for the running recording's folder.
    double othersPace() const { return m_othersPace; }
    /// Bytes a second of the running recording; 0 without one. A young one is judged by how many
    /// speak in it, `speakers` at least.
    double pace(std::size_t speakers = 0) const;
    /// Whether that grows in `folder`.
    bool fills(const QString& folder) const;
    bool isRecording() const { return m_writer != nullptr && !m_stopping; }
    bool isPaused() const { return m_paused; }
    /// Null while nothing is recorded.
    recording::RecordingWriter* writer() const { return m_writer.get(); }

signals:
    void phaseChanged();
    void joinRefused(lavalier::gateway::JoinVerdict verdict);
    /// We are still where we were.
    void moveUnanswered(lavalier::ChannelId wanted);
    void deafenedChanged(bool deafened);
    /// By somebody else; the call and the recording go on there.
    void moved(lavalier::ChannelId to);
    /// Within 2 s: these are heard, and at this stage nothing of them arrives. All there are now;
    /// empty when it is over.
    void stalled(lavalier::app::Stalled where, const QList<lavalier::UserId>& users);
    /// Within 2 s: somebody is heard, and Discord does not say who. Again when others may be meant.
    /// `maybe`: who is here, not muted, and has no audio of their own.
    void strangerChanged(bool heard, const QList<lavalier::UserId>& maybe);
    void warningChanged(lavalier::app::CallWarning warning, bool holds);
    /// Packets are not reaching the recording; `total` since the trouble began. Repeated every few
    /// seconds while it goes on, then lossEnded().
    void lossNoticed(lavalier::app::LossKind kind, quint64 total);
    void lossEnded(lavalier::app::LossKind kind);
    void daveChanged(const lavalier::DaveFacts& facts);
    /// Within 2 s of the first frame that does not decrypt; until decryptableAgain().
    void undecryptable(lavalier::UserId user);
    /// The receiver had no turn at Stop: what it still held is not in the file, if it held
    /// anything.
    void endUncertain();
    void decryptableAgain(lavalier::UserId user);
    void callEnded(lavalier::control::StopReason reason, int closeCode);
    void speakerAppeared(lavalier::UserId user);
    void activityResumed();
    void decoderUnavailable(lavalier::pool::PoolError error);
    void recordingStarted(const QString& path);
    /// Room for the running recording became short, shorter, or is there again.
    void diskRoomChanged(const lavalier::app::DiskOutlook& outlook);
    void recordingPaused();
    void recordingResumed();
    void recordingTroubled(lavalier::recording::RecordingError error);
    void recordingRecovered();
    /// In a further file; why, when nobody asked for it.
    void recordingContinued(const QString& path, lavalier::recording::RecordingError why);
    void recordingNotContinued(const QString& folder, lavalier::recording::RecordingError error);
    void recordingFinished(const QString& path, lavalier::recording::RecordingError error);

private:
    // call_recorder.cpp
    void adopt(Phase phase);
    void openCall();
    void requestJoin();
    void giveUpMove();
    void followVoiceState(const gateway::VoiceStateChange& change);
    void followVoiceServer(GuildId guild, const QString& endpoint, const SecretBytes& token);
    void followOwnState(const gateway::VoiceStateChange& change);
    void connectWhenAnswered();
    void followCallState(receive::VoiceState state);
    void meetSpeaker(UserId user, Ssrc ssrc);
    void leaveNow();
    void endCall(control::StopReason reason, int closeCode);
    void dropCall(control::StopReason reason, int closeCode);

    // call_recording.cpp
    void followOthersState(const gateway::VoiceStateChange& change);
    void noteOccupants();
    void noteExcluded(UserId user);
    void noteMove(ChannelId from);
    void rememberConnection(ConnectionId connection, const QString& endpoint, const QString& mode,
                            int daveVersion);
    void refreshNames();
    void note(recording::EventType type, const QString& text, UserId user = {});
    void noteMuted(UserId user, bool muted);
    void noteDeafened(bool deafened);
    void beginOutage(receive::VoiceState state);
    void endOutage();
    void noteDropped(const receive::DropStretch& stretch);
    bool takesLosses() const;
    void noteCounters();
    void noteLosses(const std::vector<LossReport>& losses);
    void closeFile();
    using MadeWriter
        = Result<std::unique_ptr<recording::RecordingWriter>, recording::RecordingError>;
    Result<void, recording::RecordingError> adoptWriter(MadeWriter made);
    void watchDisk();
    void lookAtOthers();

    // call_alarms.cpp
    void watch();
    void tellStalls();
    void lookForStrangers(const MediaCounters& counters);
    void tellStranger(const std::optional<StrangerWatch::Told>& told);
    void followPath(bool silent, std::optional<SteadyTime> heard);
    void notePath(bool silent);
    void tellWarnings();
    enum class RecordingStep { Begun, Paused, Resumed, Ended };
    void watchRecording(RecordingStep step);

    // call_encryption.cpp
    void followDave(const DaveFacts& facts);
    void noteEncryption();
    void noteEpoch();
    void noteKeys();
    void beginUndecryptable(UserId user);
    void endUndecryptable(UserId user);
    void forgetEncryption();

    void finishRecording(recording::RecordingError error);

    struct Connection {
        ConnectionId id;
        QString endpoint;
        QString mode;
        int daveVersion = 0;
    };

    gateway::GatewayClient& m_gateway;
    const Endpoints m_endpoints;
    const Clock& m_clock;
    const Settings m_settings;

    Phase m_phase = Phase::Idle;
    GuildId m_guild;
    ChannelId m_channel; ///< where we are, or asked to be first
    ChannelId m_wantedChannel; ///< differs while a move is not answered yet
    QString m_sessionId; ///< of our own voice state, told in this gateway session; or empty
    std::optional<control::VoiceServer> m_server; ///< named, but not yet connected to
    std::optional<std::chrono::milliseconds> m_roundTrip;
    std::vector<UserId> m_speakers;
    std::unordered_map<UserId, QString> m_names;
    std::optional<Connection> m_connection;

    /// Frames flow call → sink → live → pool: whoever is fed outlives whoever feeds.
    struct Call {
        std::unique_ptr<pool::DecodePool> pool;
        std::unique_ptr<live::ReorderingSink> live;
        std::unique_ptr<CallSink> sink;
        std::unique_ptr<receive::VoiceCall> voice;
    };
    std::unique_ptr<recording::RecordingWriter> m_writer;
    std::unique_ptr<Call> m_call;

    QTimer m_movePatience;
    QTimer m_flushPatience;
    QTimer m_counterTimer;
    QTimer m_watchTimer;
    SpeakerWatch m_watch;
    StrangerWatch m_strangers;
    CallWatch m_warnings;
    LossWatch m_losses;
    DiskWatch m_disk;
    PaceBeside m_paceBeside;
    double m_othersPace = 0;
    std::unordered_set<UserId> m_muted; ///< as the recording knows it
    std::unordered_set<UserId> m_excluded;
    std::unordered_set<UserId> m_excludedInFile; ///< as the recording knows it
    DaveFacts m_dave;
    bool m_wasOpen = false; ///< this call, with version 0
    std::unordered_map<UserId, QByteArray> m_keys; ///< as the recording knows them
    std::unordered_set<UserId> m_undecryptable;
    std::optional<SteadyTime> m_outageSince;
    std::optional<SteadyTime> m_pathHeard; ///< last, or first again, as the path's state changed
    MediaCounters m_lastCounters; ///< of the call before
    bool m_strangerHeard = false;
    bool m_deafened = false;
    bool m_paused = false;
    bool m_stopping = false;
    bool m_flushing = false; ///< stopping, but the last frames may still come
    int m_flushes = 0; ///< asked of this call and not answered
    using Ending = std::pair<control::StopReason, int>;
    std::optional<Ending> m_ending; ///< of the call, once the file has its last frames
    std::optional<Ending> m_leaving; ///< to tell once the file is done
};

} // namespace lavalier::app
