#include "app/recording_library.h"

#include "app/explain.h"
#include "app/places.h"
#include "sinks/recording/forget_person.h"
#include "sinks/recording/recording_recovery.h"
#include "sinks/recording/recording_store.h"
#include "sinks/review/track_overview.h"

#include <QDesktopServices>
#include <QDir>
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
    view.logDamaged = summary.logDamaged;
    view.channel = summary.channel;
    view.state = stateOf(summary.state);
    if (view.state == ui::RecordingState::Unreadable)
        view.problem = explain(summary.error, summary.path, During::Read);
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

RecordingLibrary::RecordingLibrary(QString folder, QString usualFolder, QString cacheFile,
                                   Review::Places places,
                                   std::shared_ptr<monitor::OutputDevices> outputs, QObject* parent)
    : ui::LibraryPort(parent)
    , m_folder(std::move(folder))
    , m_usualFolder(std::move(usualFolder))
    , m_cacheFile(std::move(cacheFile))
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
    m_reader.start([this, folder = m_folder, usual = m_usualFolder, cache = m_cacheFile] {
        // The destructor waits for this thread, so `this` is there when the call is queued.
        QMetaObject::invokeMethod(
            this,
            [this, folder, listing = listed(folder, usual, cache)] { adopt(folder, listing); },
            Qt::QueuedConnection);
    });
}

RecordingLibrary::Listing RecordingLibrary::listed(const QString& folder,
                                                   const QString& usualFolder, const QString& cache)
{
    Listing listing;
    for (const auto& summary : recording::RecordingStore(folder, cache).list())
        listing.recordings.push_back(viewOf(summary));
    if (!listing.recordings.empty())
        return listing;
    // An empty list of a disk that is not plugged in looks like the loss of everything.
    const QFileInfo there(folder);
    if (there.exists() && !(there.isDir() && there.isReadable() && there.isExecutable()))
        listing.problem = explain(FolderTrouble::Unreadable, folder);
    else if (!there.exists() && QDir::cleanPath(folder) != QDir::cleanPath(usualFolder))
        listing.problem = explain(FolderTrouble::Missing, folder);
    return listing;
}

void RecordingLibrary::adopt(const QString& folder, const Listing& listing)
{
    m_loading = false;
    const bool stale = folder != m_folder || std::exchange(m_again, false);
    m_recordings = listing.recordings;
    m_problem = listing.problem;
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
    emit problemResolved(ui::recoveryKey(path)); // it is being tried again
    change(
        [path]() -> Result<void, recording::RecordingError> {
            const auto done = recording::recover(path);
            if (!done)
                return Failure {done.error()};
            return {};
        },
        [path](recording::RecordingError error) { return explainNotRecovered(error, path); });
}

void RecordingLibrary::moveToTrash(const QString& path)
{
    change(path, [path] { return recording::RecordingStore::moveToTrash(path); });
}

void RecordingLibrary::change(const QString& path, Work work)
{
    change(std::move(work), [path](recording::RecordingError error) {
        return explain(error, path, During::Change);
    });
}

/// A file that is busy is waited for, and a trash on another disk means a copy.
void RecordingLibrary::change(Work work, Explain explainFailure)
{
    ++m_changes;
    m_reader.start([this, work = std::move(work), explainFailure = std::move(explainFailure)] {
        const auto done = work();
        const auto error = done ? recording::RecordingError::None : done.error();
        QMetaObject::invokeMethod(
            this,
            [this, explainFailure, error] {
                --m_changes;
                if (error != recording::RecordingError::None)
                    emit problemRaised(explainFailure(error));
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
