#include "app/recording_library.h"

#include "app/places.h"
#include "sinks/recording/forget_person.h"
#include "sinks/recording/recording_recovery.h"
#include "sinks/recording/recording_store.h"
#include "sinks/review/track_overview.h"

#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

namespace lavalier::app {
namespace {

ui::RecordingState stateOf(recording::FileState state)
{
    switch (state) {
    case recording::FileState::Recording:
        return ui::RecordingState::Recording;
    case recording::FileState::Finished:
        return ui::RecordingState::Finished;
    case recording::FileState::Interrupted:
        return ui::RecordingState::Interrupted;
    case recording::FileState::Unreadable:
        break;
    }
    return ui::RecordingState::Unreadable;
}

ui::RecordingView viewOf(const recording::RecordingSummary& summary)
{
    ui::RecordingView view;
    view.path = summary.path;
    view.title
        = summary.title.isEmpty() ? QFileInfo(summary.path).completeBaseName() : summary.title;
    view.guildName = summary.guildName;
    view.channelName = summary.channelName;
    view.started = summary.started;
    view.length = summary.length;
    view.bytes = summary.bytes;
    view.partsMissing = summary.partsMissing;
    view.channel = summary.channel;
    view.state = stateOf(summary.state);
    for (const recording::SpeakerTally& speaker : summary.speakers) {
        if (speaker.frames == 0) {
            view.unheard.push_back({speaker.user, speaker.name});
            continue;
        }
        view.framesLost += speaker.missing;
        view.speakers.push_back({speaker.user, speaker.name, speaker.gain, speaker.leftOut});
    }
    view.notes = summary.notes;
    if (summary.trimOnTracks) {
        using std::chrono::milliseconds;
        view.trim = {std::chrono::floor<milliseconds>(summary.trimOnTracks->first),
                     std::chrono::floor<milliseconds>(summary.trimOnTracks->second)};
    }
    return view;
}

} // namespace

RecordingLibrary::RecordingLibrary(QString folder, QString cacheFile, Failed failed,
                                   Review::Places places,
                                   std::shared_ptr<monitor::OutputDevices> outputs, QObject* parent)
    : ui::LibraryPort(parent)
    , m_folder(std::move(folder))
    , m_cacheFile(std::move(cacheFile))
    , m_failed(std::move(failed))
    , m_review(std::move(places), std::move(outputs))
{
    m_reader.setMaxThreadCount(1);
    connect(&m_review, &Review::edited, this, &RecordingLibrary::refresh);
}

RecordingLibrary::~RecordingLibrary()
{
    m_reader.waitForDone();
}

void RecordingLibrary::setFolder(const QString& folder)
{
    if (m_folder == folder)
        return;
    m_folder = folder;
    refresh();
}

void RecordingLibrary::refresh()
{
    if (m_loading) {
        m_again = true;
        return;
    }
    m_loading = true;
    emit recordingsChanged();
    m_reader.start([this, folder = m_folder, cache = m_cacheFile] {
        std::vector<ui::RecordingView> recordings;
        for (const auto& summary : recording::RecordingStore(folder, cache).list())
            recordings.push_back(viewOf(summary));
        // The destructor waits for this thread, so `this` is there when the call is queued.
        QMetaObject::invokeMethod(
            this, [this, folder, recordings = std::move(recordings)] { adopt(folder, recordings); },
            Qt::QueuedConnection);
    });
}

void RecordingLibrary::adopt(const QString& folder, std::vector<ui::RecordingView> recordings)
{
    m_loading = false;
    const bool stale = folder != m_folder || std::exchange(m_again, false);
    m_recordings = std::move(recordings);
    emit recordingsChanged();
    if (stale)
        refresh();
}

void RecordingLibrary::rename(const QString& path, const QString& title)
{
    change(path, [path, title] { return recording::RecordingStore::rename(path, title); });
}

void RecordingLibrary::forgetPerson(const QString& path, UserId user)
{
    change(path, [path, user, cache = m_cacheFile]() -> Result<void, recording::RecordingError> {
        QFile::remove(cache); // it holds names
        const auto done = recording::forgetPerson(path, user);
        if (!done)
            return Failure {done.error()};
        review::OverviewCache(waveformCacheFolder()).forget(done->recording, user);
        if (done->idsLeft > 0)
            return Failure {recording::RecordingError::Internal};
        return {};
    });
}

void RecordingLibrary::recover(const QString& path)
{
    change(path, [path]() -> Result<void, recording::RecordingError> {
        const auto done = recording::recover(path);
        if (!done)
            return Failure {done.error()};
        return {};
    });
}

void RecordingLibrary::moveToTrash(const QString& path)
{
    change(path, [path] { return recording::RecordingStore::moveToTrash(path); });
}

/// A file that is busy is waited for, and a trash on another disk means a copy.
void RecordingLibrary::change(const QString& path,
                              std::function<Result<void, recording::RecordingError>()> work)
{
    ++m_changes;
    m_reader.start([this, path, work = std::move(work)] {
        const auto done = work();
        const auto error = done ? recording::RecordingError::None : done.error();
        QMetaObject::invokeMethod(
            this,
            [this, path, error] {
                --m_changes;
                if (error != recording::RecordingError::None)
                    m_failed(error, path);
                refresh();
            },
            Qt::QueuedConnection);
    });
}

void RecordingLibrary::showInFolder(const QString& path)
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
}

} // namespace lavalier::app
