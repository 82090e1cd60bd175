#include "sinks/recording/recording_writer.h"

#include "sinks/recording/recording_thread.h"

#include <QCoreApplication>

namespace lavalier::recording {
namespace {

constexpr Pace kPace {Pace::Syncs::Beside, RecordingPart::kLogPages, RecordingFile::kSyncTakes,
                      RecordingFile::kMakingTakes};

} // namespace

Result<std::unique_ptr<RecordingWriter>, RecordingError>
RecordingWriter::create(const QString& folder, const QString& baseName,
                        const RecordingDescription& description, const Clock& clock)
{
    auto file
        = RecordingFile::create(folder, baseName, description, clock.now(), clock.wallNow(), kPace);
    if (!file)
        return Failure {file.error()};
    return start(*std::move(file), clock);
}

Result<std::unique_ptr<RecordingWriter>, RecordingError> RecordingWriter::goOn(const QString& path,
                                                                               const Clock& clock)
{
    auto file = RecordingFile::goOn(path, clock.now(), clock.wallNow(), kPace);
    if (!file)
        return Failure {file.error()};
    return start(*std::move(file), clock);
}

std::unique_ptr<RecordingWriter> RecordingWriter::start(std::unique_ptr<RecordingFile> file,
                                                        const Clock& clock)
{
    std::unique_ptr<RecordingWriter> writer(new RecordingWriter(clock, file->begun()));
    // The reports run on the writer thread; the signals are sent on the handle's.
    auto* const handle = writer.get();
    const auto post
        = [handle](auto send) { QMetaObject::invokeMethod(handle, send, Qt::QueuedConnection); };
    RecordingThread::Reports reports;
    reports.problemRaised = [handle, post](RecordingError error) {
        post([handle, error] { emit handle->problemRaised(error); });
    };
    reports.recovered = [handle, post] { post([handle] { emit handle->recovered(); }); };
    reports.continued = [handle, post](const QString& path, RecordingError why) {
        post([handle, path, why] { emit handle->continued(path, why); });
    };
    reports.notContinued = [handle, post](const QString& wanted, RecordingError error) {
        post([handle, wanted, error] { emit handle->notContinued(wanted, error); });
    };
    reports.stopped = [handle, post](RecordingError error, std::uint64_t notWritten) {
        post([handle, error, notWritten] { emit handle->stopped(error, notWritten); });
    };
    reports.closed = [handle, post] {
        post([handle] {
            handle->m_closed = true;
            emit handle->closed();
        });
    };
    writer->m_thread = std::make_unique<RecordingThread>(std::move(file), *writer->m_exchange,
                                                         clock, std::move(reports));
    return writer;
}

RecordingWriter::RecordingWriter(const Clock& clock, SteadyTime begun)
    : m_clock(clock)
    , m_exchange(std::make_unique<RecordingExchange>(begun))
{
}

RecordingWriter::~RecordingWriter() = default;

QString RecordingWriter::path() const
{
    return status().path;
}

RecordingStatus RecordingWriter::status() const
{
    return m_exchange->status();
}

void RecordingWriter::append(std::span<const OpusFrame> frames)
{
    m_exchange->push(frames);
}

void RecordingWriter::noteSealed(std::span<const SealedPacket> packets)
{
    m_exchange->push(packets);
}

void RecordingWriter::noteCounters(const MediaCounters& counters)
{
    m_exchange->push(CountersNoted {counters});
}

void RecordingWriter::connectionOpened(ConnectionId connection, ChannelId channel,
                                       const QString& endpoint, const QString& mode,
                                       int daveVersion)
{
    m_exchange->push(
        ConnectionOpened {m_clock.now(), connection, channel, endpoint, mode, daveVersion});
}

void RecordingWriter::speakerSeen(UserId user, const QString& name)
{
    m_exchange->push(SpeakerSeen {m_clock.now(), user, name});
}

void RecordingWriter::setExcluded(UserId user, bool excluded)
{
    m_exchange->push(SpeakerExcluded {user, excluded});
}

void RecordingWriter::note(const RecordingEvent& event)
{
    m_exchange->push(EventNoted {m_clock.now(), event});
}

void RecordingWriter::pause()
{
    note({EventType::Pause, {}, {}});
}

void RecordingWriter::resume()
{
    note({EventType::Resume, {}, {}});
}

void RecordingWriter::marker(const QString& text)
{
    note({EventType::Marker, {}, text});
}

void RecordingWriter::continueIn(const QString& folder)
{
    m_exchange->requestFolder(folder);
}

void RecordingWriter::stop()
{
    m_exchange->requestStop();
}

void RecordingWriter::setPatience(Patience patience)
{
    m_exchange->setPatience(patience);
}

bool RecordingWriter::waitUntilStopped(std::chrono::milliseconds atMost)
{
    setPatience(Patience::Short);
    return m_exchange->waitUntilStopped(atMost);
}

void RecordingWriter::retire(std::unique_ptr<RecordingWriter> writer)
{
    if (!writer || QCoreApplication::instance() == nullptr)
        return;
    RecordingWriter* const kept = writer.release();
    kept->stop();
    if (kept->isClosed()) {
        kept->deleteLater();
        return;
    }
    connect(kept, &RecordingWriter::closed, kept, &QObject::deleteLater);
    kept->setParent(QCoreApplication::instance()); // its end is the background work's end
}

} // namespace lavalier::recording
