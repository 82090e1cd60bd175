#pragma once

#include "sinks/recording/recording_types.h"
#include "voice/base/clock.h"
#include "voice/base/media_counters.h"
#include "voice/base/opus_frame.h"
#include "voice/base/result.h"

#include <QObject>

#include <memory>
#include <span>

namespace lavalier::recording {

class RecordingExchange;
class RecordingFile;
class RecordingThread;

/// Writes one recording file, on a thread of its own, and says what is in it.
///
/// Frames wait in memory for at most 50 ms; what the disk refuses is held (60 s or 64 MiB) and
/// tried again each second. Only beyond that are frames lost, and then counted per speaker.
/// Thread:  lives on the thread that made it, which gets the signals; append() and status() may be
///          called from any thread. The destructor stops as stop() with Patience::Short does, gives
///          up the background work and waits for the writer thread; see retire().
class RecordingWriter : public QObject {
    Q_OBJECT
public:
    static constexpr const char* kSuffix = ".lavalier";

    /// Makes `folder` (0700) when missing and a new file in it (0600): baseName.lavalier, or
    /// "baseName (2).lavalier" and so on; nothing is ever overwritten. The recording's zero is now.
    /// `baseName` must be sanitised already (exporter/file_names.h); `clock` outlives the writer.
    static Result<std::unique_ptr<RecordingWriter>, RecordingError>
    create(const QString& folder, const QString& baseName, const RecordingDescription&,
           const Clock& clock);
    /// Goes on in the recording at `path`, which a crash left behind: same file, same zero, same
    /// speakers; what was missed in between is a gap.
    /// Errors:  see readLeftBehind() in left_behind.h; the file is untouched then.
    static Result<std::unique_ptr<RecordingWriter>, RecordingError> goOn(const QString& path,
                                                                         const Clock& clock);
    ~RecordingWriter() override;

    /// Of the part being written; whoever reads may take any part for the whole.
    QString path() const;
    RecordingStatus status() const;

    /// Hands over and returns within microseconds.
    void append(std::span<const OpusFrame> frames);
    /// What was heard but not decrypted: the file keeps which packets, not what is in them.
    void noteSealed(std::span<const SealedPacket> packets);
    /// The media path's counters, about once a second: they become the file's tallies.
    void noteCounters(const MediaCounters& counters);

    void connectionOpened(ConnectionId, ChannelId, const QString& endpoint, const QString& mode,
                          int daveVersion);
    /// Also when the name changed.
    void speakerSeen(UserId, const QString& name);
    /// Packets of an excluded speaker are never written from now on.
    void setExcluded(UserId, bool excluded);
    void note(const RecordingEvent& event);
    void pause();
    void resume();
    void marker(const QString& text);

    /// Goes on in a next part in that folder, with everything held in memory; also while stopping.
    /// continued() or notContinued() follows.
    void continueIn(const QString& folder);

    /// Writes out what is queued and finishes the file: stopped() follows, on a disk that takes it
    /// within 2 s. One that does not is tried again for as long as the patience lasts. The index
    /// and the merge of the log go on in the background, until closed().
    void stop();
    /// For this or a later stop(); only ever less.
    void setPatience(Patience patience);
    /// Ends the tries of a stop(): what is held is lost, and stopped() says how much.
    void giveUp() { setPatience(Patience::None); }
    /// For a program that must end now: Patience::Short. False when time ran out.
    bool waitUntilStopped(std::chrono::milliseconds atMost);

    /// Keeps a stopped writer until it is closed() or the program ends. Not from another thread
    /// than the application's. Harmless inside one of the writer's signals.
    static void retire(std::unique_ptr<RecordingWriter> writer);
    bool isClosed() const { return m_closed; }

signals:
    /// Frames are not reaching the disk; they are held and tried again.
    void problemRaised(lavalier::recording::RecordingError error);
    void recovered();
    /// The recording goes on in another file; why, when nobody asked for it (SyncFailed).
    void continued(const QString& path, lavalier::recording::RecordingError why);
    void notContinued(const QString& folder, lavalier::recording::RecordingError error);
    /// The last synced commit is done (None) or was given up. The frames are those of the whole
    /// recording that are not in the file: refused before, or held until now.
    void stopped(lavalier::recording::RecordingError error, quint64 framesNotWritten);
    /// The background work is done, the file is one file unless its disk or a reader prevents it.
    void closed();

private:
    RecordingWriter(const Clock& clock, SteadyTime begun);
    static std::unique_ptr<RecordingWriter> start(std::unique_ptr<RecordingFile> file,
                                                  const Clock& clock);

    const Clock& m_clock;
    std::unique_ptr<RecordingExchange> m_exchange;
    std::unique_ptr<RecordingThread> m_thread;
    bool m_closed = false;
};

} // namespace lavalier::recording
