#pragma once

#include "ui/ports/export_port.h"
#include "ui/ports/library_port.h"
#include "ui/ports/recorder_port.h"
#include "ui/ports/rehearsal_port.h"
#include "ui/ports/review_port.h"
#include "ui/ports/settings_port.h"

#include <QStringList>

/// Ports that remember what the window asked for and show what a test put in.
namespace lavalier::ui::fake {

class Recorder final : public RecorderPort {
    Q_OBJECT
public:
    AccountView accountValue {AccountState::Online, QStringLiteral("Lavalier Bot"), UserId(900),
                              false, std::chrono::milliseconds(42)};
    std::vector<GuildView> guildsValue;
    LiveSnapshot live;
    std::vector<Problem> problemsValue;
    QStringList asked;
    int snapshots = 0;

    AccountView account() const override { return accountValue; }
    const std::vector<GuildView>& guilds() const override { return guildsValue; }
    LiveSnapshot snapshot() override
    {
        ++snapshots;
        return live;
    }
    std::vector<Problem> problems() const override { return problemsValue; }
    std::vector<CallView> callsValue; ///< empty: the one in `live`
    std::vector<CallView> calls() const override { return callsValue; }
    bool showCall(GuildId guild) override
    {
        for (const CallView& call : callsValue) {
            if (call.guild != guild)
                continue;
            asked << QStringLiteral("show %1").arg(guild.value());
            live.guild = call.guild;
            live.channel = call.channel;
            live.guildName = call.guildName;
            live.channelName = call.channelName;
            live.recorded = call.recorded;
            become(call.call, call.record);
            return true;
        }
        return callsValue.empty() && guild == live.guild;
    }

    void logInAgain() override { asked << QStringLiteral("log in"); }
    void joinChannel(GuildId guild, ChannelId channel) override
    {
        asked << QStringLiteral("join %1/%2").arg(guild.value()).arg(channel.value());
    }
    void leaveChannel() override { asked << QStringLiteral("leave"); }
    void startRecording() override { asked << QStringLiteral("record"); }
    void recordWithoutNotice() override { asked << QStringLiteral("record without notice"); }
    void startRecordingAnyway() override { asked << QStringLiteral("record anyway"); }
    void goOnRecording() override { asked << QStringLiteral("go on"); }
    void pauseRecording() override { asked << QStringLiteral("pause"); }
    void resumeRecording() override { asked << QStringLiteral("resume"); }
    void stopRecording() override { asked << QStringLiteral("stop"); }
    void stopAllRecordings() override { asked << QStringLiteral("stop all"); }
    void continueRecordingIn(const QString& folder) override
    {
        asked << QStringLiteral("continue in %1").arg(folder);
    }
    void giveUpSaving() override { asked << QStringLiteral("give up"); }
    void addMarker(const QString& text) override
    {
        asked << QStringLiteral("marker %1").arg(text).trimmed();
    }
    void setExcluded(UserId speaker, bool excluded) override
    {
        asked << QStringLiteral("%1 %2")
                     .arg(excluded ? QStringLiteral("exclude") : QStringLiteral("include"))
                     .arg(speaker.value());
    }
    void setListening(bool on) override
    {
        asked << (on ? QStringLiteral("listen") : QStringLiteral("listen no more"));
        live.listening = on ? Listening::On : Listening::Off;
        emit activityResumed();
    }
    void setListeningVolume(double volume) override { live.listeningVolume = volume; }
    void listenTo(UserId speaker, const ListeningChoice& choice) override
    {
        asked << QStringLiteral("listen to %1:%2%3 %4 dB")
                     .arg(speaker.value())
                     .arg(choice.solo ? QStringLiteral(" solo") : QString(),
                          choice.muted ? QStringLiteral(" mute") : QString())
                     .arg(choice.gainDb);
        for (SpeakerView& view : live.speakers)
            if (view.id == speaker)
                view.listening = choice;
        emit activityResumed();
    }
    void dismissProblem(const QString& key) override
    {
        asked << QStringLiteral("dismiss %1").arg(key);
    }
    void requestVerificationCode(UserId speaker) override
    {
        asked << QStringLiteral("verify %1").arg(speaker.value());
    }

    void become(CallState call, RecordState record)
    {
        live.call = call;
        live.record = record;
        emit callStateChanged(call);
        emit recordStateChanged(record);
    }
};

/// An opened recording that is whatever a test put in.
class Review final : public ReviewPort {
    Q_OBJECT
public:
    ReviewView view;
    PlaybackView playing;
    QStringList asked;

    const ReviewView& review() const override { return view; }
    PlaybackView playback() const override { return playing; }
    void open(const QString& path) override { asked << QStringLiteral("open %1").arg(path); }
    void close() override
    {
        asked << QStringLiteral("close");
        view = {};
    }
    void lookAt(TimeSpan shown, double) override { looked = shown; }
    void play(TimeSpan stretch) override { note("play", stretch); }
    void stop() override { asked << QStringLiteral("stop"); }
    void setMuted(UserId speaker, bool muted) override { note("mute", speaker, muted); }
    void setSolo(UserId speaker, bool solo) override { note("solo", speaker, solo); }
    void setTitle(const QString& title) override { asked << QStringLiteral("title %1").arg(title); }
    void setNotes(const QString& notes) override { asked << QStringLiteral("notes %1").arg(notes); }
    void renameSpeaker(UserId speaker, const QString& name) override
    {
        asked << QStringLiteral("rename %1 %2").arg(speaker.value()).arg(name);
    }
    void setGain(UserId speaker, double decibel) override
    {
        asked << QStringLiteral("gain %1 %2").arg(speaker.value()).arg(decibel);
    }
    void setExcluded(UserId speaker, bool excluded) override { note("exclude", speaker, excluded); }
    void setTrim(const std::optional<TimeSpan>& keep) override
    {
        if (keep)
            note("trim", *keep);
        else
            asked << QStringLiteral("trim nothing");
    }
    void addMarker(std::chrono::milliseconds at, const QString& text) override
    {
        asked << QStringLiteral("marker %1 %2").arg(at.count()).arg(text);
    }
    void moveMarker(const QString& key, std::chrono::milliseconds to) override
    {
        asked << QStringLiteral("move %1 %2").arg(key).arg(to.count());
    }
    void setMarkerText(const QString& key, const QString& text) override
    {
        asked << QStringLiteral("text %1 %2").arg(key, text);
    }
    void deleteMarker(const QString& key) override
    {
        asked << QStringLiteral("delete %1").arg(key);
    }
    void undo() override { asked << QStringLiteral("undo"); }
    void redo() override { asked << QStringLiteral("redo"); }

    TimeSpan looked;

private:
    void note(const char* what, TimeSpan span)
    {
        asked << QStringLiteral("%1 %2 %3")
                     .arg(QLatin1String(what))
                     .arg(span.first.count())
                     .arg(span.second.count());
    }
    void note(const char* what, UserId speaker, bool on)
    {
        asked << QStringLiteral("%1 %2 %3")
                     .arg(QLatin1String(what))
                     .arg(speaker.value())
                     .arg(int(on));
    }
};

class Library final : public LibraryPort {
    Q_OBJECT
public:
    std::vector<RecordingView> list;
    QStringList asked;
    bool loading = false;
    std::optional<Problem> problemValue;
    Review opened;
    bool opens = true;

    ReviewPort* review() override { return opens ? &opened : nullptr; }
    const std::vector<RecordingView>& recordings() const override { return list; }
    bool isLoading() const override { return loading; }
    std::optional<Problem> problem() const override { return problemValue; }
    void refresh() override { ++refreshed; }
    int refreshed = 0;
    void rename(const QString& path, const QString& title) override
    {
        asked << QStringLiteral("rename %1 %2").arg(path, title);
    }
    void recover(const QString& path) override { asked << QStringLiteral("recover %1").arg(path); }
    void moveToTrash(const QString& path) override
    {
        asked << QStringLiteral("trash %1").arg(path);
    }
    void forgetPerson(const QString& path, UserId user) override
    {
        asked << QStringLiteral("forget %1 %2").arg(path).arg(user.value());
    }
    void showInFolder(const QString& path) override
    {
        asked << QStringLiteral("show %1").arg(path);
    }
};

class Exporter final : public ExportPort {
    Q_OBJECT
public:
    std::vector<ExportView> list;
    std::vector<ExportOrder> orders;
    QStringList asked;
    bool mp3 = true;

    std::vector<ExportView> exports() const override { return list; }
    std::optional<ExportOrder> orderOf(int id) const override
    {
        const auto at = static_cast<std::size_t>(id - 1);
        return at < orders.size() ? std::optional(orders[at]) : std::nullopt;
    }
    bool mp3Available() const override { return mp3; }
    ExportChoices presetChoices(ExportPreset preset) const override
    {
        ExportChoices choices;
        choices.jsonReport = true; // so that none is what a dialog begins with
        choices.format = static_cast<ExportFormat>(static_cast<int>(preset) + 2);
        return choices;
    }
    QStringList fileNames(const ExportOrder& order, const RecordingView& recording) const override
    {
        QStringList names;
        for (const RecordedSpeaker& speaker : recording.speakers)
            names << QStringLiteral("%1 %2 %3.ogg")
                         .arg(names.size() + 1)
                         .arg(speaker.name, order.nameTemplate)
                         .simplified();
        return names;
    }
    std::vector<NamedChoices> presets;
    std::vector<NamedChoices> savedPresets() const override { return presets; }
    void savePreset(const NamedChoices& preset) override { presets.push_back(preset); }
    void deletePreset(const QString& name) override
    {
        std::erase_if(presets, [&name](const NamedChoices& one) { return one.name == name; });
    }
    QString suggestedFolder(const QString&) const override
    {
        return QStringLiteral("/home/ana/Music/Lavalier/The Table 2026-11-24");
    }
    int startExport(const ExportOrder& order) override
    {
        orders.push_back(order);
        return static_cast<int>(orders.size());
    }
    int startClip(const ExportOrder& order) override
    {
        clips.push_back(order);
        return 1000 + static_cast<int>(clips.size());
    }
    std::vector<ExportOrder> clips;
    void cancelExport(int id) override { asked << QStringLiteral("cancel %1").arg(id); }
    int retryExport(int id) override
    {
        asked << QStringLiteral("retry %1").arg(id);
        return id + 1;
    }
    void showExported(int id) override { asked << QStringLiteral("show %1").arg(id); }
    void saveReport(int id) override { asked << QStringLiteral("report %1").arg(id); }
};

class SettingsStore final : public SettingsPort {
    Q_OBJECT
public:
    Settings value;
    TokenPlace place = TokenPlace::Keychain;
    QByteArray lastToken;
    bool lastKeep = false;
    int forgotten = 0;

    Settings settings() const override { return value; }
    QString defaultRecordingsFolder() const override
    {
        return QStringLiteral("/home/ana/Music/Lavalier");
    }
    QString defaultFileNameTemplate() const override
    {
        return QStringLiteral("{number} {speaker}");
    }
    TokenPlace tokenPlace() const override { return place; }
    std::vector<AudioOutputView> outputs;
    mutable int askedForOutputs = 0;
    std::vector<AudioOutputView> audioOutputs() const override
    {
        ++askedForOutputs;
        return outputs;
    }
    void setSettings(const Settings& settings) override
    {
        value = settings;
        emit settingsChanged();
    }
    void setToken(const SecretBytes& token, bool keep) override
    {
        const auto bytes = token.reveal();
        lastToken
            = QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
        lastKeep = keep;
    }
    void forgetToken() override { ++forgotten; }
    QStringList checkedFolders;
    void checkFolder(const QString& folder) override { checkedFolders << folder; }
};

class Rehearsal final : public RehearsalPort {
    Q_OBJECT
public:
    RehearsalView value;

    RehearsalView rehearsal() const override { return value; }
    void startRehearsal() override { become({RehearsalState::Running, 0.3, 0, {}, {}, {}}); }
    void cancelRehearsal() override { become({}); }
    void become(const RehearsalView& view)
    {
        value = view;
        emit rehearsalChanged();
    }
};

/// Two servers with five people at The Table, as in the design study.
std::vector<GuildView> exampleGuilds();
/// A speaker whose level is `db`; −100 is silence.
SpeakerView speaker(std::uint64_t id, const QString& name, float db);
std::vector<RecordingView> exampleRecordings();
/// An hour and some of a lively evening, with markers and a few losses.
ReviewView exampleReview(int tracks);

} // namespace lavalier::ui::fake
