#pragma once

#include "ui/ports/problem.h"
#include "voice/base/secret_bytes.h"
#include "voice/base/strong_id.h"

#include <QImage>
#include <QObject>
#include <QString>
#include <QStringList>

#include <array>
#include <chrono>
#include <optional>
#include <vector>

namespace lavalier::ui {

enum class AccountState { NoToken, Connecting, Online, Reconnecting, Failed };
enum class CallState { None, Joining, InCall, Reconnecting };
enum class RecordState { Idle, Recording, Paused, Finishing };
enum class ChannelKind { Voice, Stage };
/// Why a channel cannot be joined; the window has the sentence.
enum class JoinBlock { None, NotVisible, NoConnectPermission, Full, TimedOut, ServerUnavailable };

/// The bot account this window speaks for.
struct AccountView {
    AccountState state = AccountState::NoToken;
    QString name;
    UserId id {}; ///< also the application's, for the invite link
    bool demo = false;
    std::optional<std::chrono::milliseconds> gatewayRoundTrip;
    QImage picture {}; ///< null: none, or not yet

    bool operator==(const AccountView&) const = default;
};

struct MemberView {
    UserId id;
    QString name;
    bool muted = false;
    bool deafened = false;
    bool bot = false;

    bool operator==(const MemberView&) const = default;
};

struct ChannelView {
    ChannelId id;
    QString name;
    QString category; ///< empty for channels above every category
    ChannelKind kind = ChannelKind::Voice;
    int userLimit = 0; ///< 0 is none
    JoinBlock block = JoinBlock::None;
    std::vector<MemberView> members;

    bool operator==(const ChannelView&) const = default;
};

/// A server with its voice and stage channels in Discord's order.
struct GuildView {
    GuildId id;
    QString name;
    bool available = true;
    std::vector<ChannelView> channels;

    bool operator==(const GuildView&) const = default;
};

/// How far a speaker's audio gets: heard → decrypted → decoded → on disk.
enum class Lamp { Idle, Flowing, Attention, Starved };

/// Whether only the people in the call can hear it (end-to-end), and how far we are with that.
enum class Encryption { Unknown, Off, Joining, On, Recovering };

/// The end-to-end encryption of the call.
struct EncryptionView {
    Encryption state = Encryption::Unknown;
    int version = 0; ///< of the protocol; 0 without end-to-end encryption
    std::uint64_t epoch = 0; ///< grows whenever somebody joins or leaves
    QString privacyCode; ///< six groups of five digits; the same for all in the call, or empty

    bool operator==(const EncryptionView&) const = default;
};

/// Listening along on this computer; never changes what is recorded.
enum class Listening { Off, On, NoDevice, Failed };

/// Whether anything keeps the computer from falling asleep while it records.
enum class KeepAwake { NotNeeded, Held, Unavailable };

/// How one speaker is listened to.
struct ListeningChoice {
    bool solo = false; ///< while anybody is soloed only they are heard
    bool muted = false; ///< outranks solo
    double gainDb = 0; ///< up to +12

    bool operator==(const ListeningChoice&) const = default;
};

/// One lane of the live page. Levels in dBFS, kSilenceDb and below is silence.
struct SpeakerView {
    static constexpr float kSilenceDb = -100.0F;

    UserId id;
    QString name;
    bool present = true; ///< still in the channel
    bool talking = false;
    bool muted = false;
    bool waitingForKeys = false; ///< heard, but not decrypted just now
    bool excluded = false; ///< not recorded, not decoded: the user said so
    bool verifiable = false; ///< in the encrypted group, so there is a code to compare
    float peakDb = kSilenceDb; ///< highest sample peak since the last snapshot
    float averageDb = kSilenceDb; ///< RMS of the last 300 ms; a full-scale sine reads 0 (AES17)
    bool clipped = false;
    std::array<Lamp, 4> lamps {Lamp::Idle, Lamp::Idle, Lamp::Idle, Lamp::Idle};
    ListeningChoice listening;
    std::uint64_t framesRecorded = 0;
    std::uint64_t framesLost = 0;
    std::uint64_t framesNotWritten = 0; ///< heard, but neither disk nor memory took them
    std::uint64_t framesUndecryptable = 0; ///< heard, but never decrypted

    bool operator==(const SpeakerView&) const = default;
};

/// Whether people in the call are told that they are recorded.
enum class Notice { None, Asking, Shown, Missing };

/// Everything the live page draws, taken at the display's pace.
struct LiveSnapshot {
    CallState call = CallState::None;
    RecordState record = RecordState::Idle;
    GuildId guild;
    ChannelId channel;
    QString guildName;
    QString channelName;
    std::chrono::milliseconds recorded {0}; ///< acknowledged by the file, pauses not counted
    std::uint64_t bytesOnDisk = 0;
    std::optional<std::chrono::seconds> diskTimeLeft;
    bool diskTrouble = false; ///< the file takes nothing just now; audio waits in memory
    std::uint64_t framesHeld = 0; ///< in memory, not yet in the file; some are at any time
    std::uint64_t framesNotWritten = 0; ///< gone: memory was full too
    std::optional<std::chrono::milliseconds> voiceRoundTrip;
    double lossPercent = 0;
    ChannelKind channelKind = ChannelKind::Voice;
    EncryptionView encryption;
    KeepAwake keepAwake = KeepAwake::NotNeeded;
    Listening listening = Listening::Off;
    double listeningVolume = 1; ///< linear, 0 to 1
    Notice notice = Notice::None;
    std::vector<SpeakerView> speakers; ///< in order of first appearance, stable
    /// Names of those who are heard while nothing of them gets into the recording: what title and
    /// tray should say.
    QStringList unrecorded;

    bool operator==(const LiveSnapshot&) const = default;
};

/// One of the calls that run at once, each in a server of its own.
struct CallView {
    GuildId guild;
    ChannelId channel;
    QString guildName;
    QString channelName;
    CallState call = CallState::None;
    RecordState record = RecordState::Idle;
    std::chrono::milliseconds recorded {0}; ///< acknowledged by the file
    int heard = 0; ///< people, since the call began
    bool diskTrouble = false; ///< its file takes nothing just now
    QStringList unrecorded; ///< as in LiveSnapshot
    QString file; ///< that it records into or saves; empty while there is none

    bool operator==(const CallView&) const = default;
};

/// What the window needs of the recorder: commands in, facts out.
///
/// There may be several calls; one of them is shown. snapshot(), the commands and the signals that
/// name no call are about that one.
/// Thread:  GUI. Commands return at once; what came of them arrives as a signal.
class RecorderPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual AccountView account() const = 0;
    virtual const std::vector<GuildView>& guilds() const = 0;
    /// Cheap; meant to be polled at up to 30 Hz. Takes the levels gathered since the last call.
    virtual LiveSnapshot snapshot() = 0;
    virtual std::vector<Problem> problems() const = 0;
    /// In the order they were joined, also while their end is being saved. Empty: the shown one is
    /// all there is.
    virtual std::vector<CallView> calls() const { return {}; }
    /// False when there is no call in that server (any more).
    virtual bool showCall(lavalier::GuildId guild) { return guild == snapshot().guild; }

public slots:
    virtual void logInAgain() = 0; ///< with the token at hand; nothing while there is none
    /// Within the server of a call this is a move; in another one a further call. It is shown then.
    virtual void joinChannel(lavalier::GuildId guild, lavalier::ChannelId channel) = 0;
    virtual void leaveChannel() = 0; ///< also finishes a running recording
    virtual void startRecording() = 0;
    /// The answer to the problem "notice": the people in the call know already.
    virtual void recordWithoutNotice() = 0;
    /// Although the disk is nearly full; startRecording() only asks then.
    virtual void startRecordingAnyway() { startRecording(); }
    /// In the recording of this channel that a crash left behind, as offered by a problem.
    virtual void goOnRecording() { }
    virtual void pauseRecording() = 0;
    virtual void resumeRecording() = 0;
    virtual void stopRecording() = 0;
    /// In every call.
    virtual void stopAllRecordings() { stopRecording(); }
    /// The running recording, also one being saved, goes on in a further file there.
    virtual void continueRecordingIn(const QString& folder) = 0;
    /// Ends a saving that the disk does not let end; what is held in memory is lost.
    virtual void giveUpSaving() = 0;
    virtual void addMarker(const QString& text) = 0;
    /// Never record that person, or do so again; kept in the settings.
    virtual void setExcluded(lavalier::UserId speaker, bool excluded) = 0;
    virtual void setListening(bool on) = 0; ///< lasts from call to call
    virtual void setListeningVolume(double volume) = 0;
    virtual void listenTo(lavalier::UserId speaker, const lavalier::ui::ListeningChoice& choice)
        = 0;
    virtual void dismissProblem(const QString& key) = 0;
    /// verificationCodeReady() follows; at once when it is known already.
    virtual void requestVerificationCode(lavalier::UserId speaker) = 0;

signals:
    void accountChanged();
    void guildsChanged();
    void callStateChanged(lavalier::ui::CallState state);
    void recordStateChanged(lavalier::ui::RecordState state);
    /// Levels or counters moved after a stretch of quiet: poll snapshot() again.
    void activityResumed();
    /// In calls(): one came, went, or began or ended to record.
    void callsChanged();
    void problemRaised(const lavalier::ui::Problem& problem);
    void problemResolved(const QString& key);
    void recordingFinished(const QString& path); ///< of any call
    /// Nine groups of five digits to compare with that person; empty when there are none.
    void verificationCodeReady(lavalier::UserId speaker, const QString& code);
};

} // namespace lavalier::ui
