// Memory: what ten streams cost a worker, and what an hour costs us.
#include "capture_chain.h"
#include "processes.h"
#include "processing/wire/codec.h"
#include "sections.h"
#include "sinks/recording/recording_file.h"
#include "speech.h"
#include "tests/support/fake_clock.h"
#include "virtual_call.h"
#include "voice/base/bytes.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>

namespace lavalier::bench {
namespace {

using namespace std::chrono_literals;

constexpr int kSpeakers = 10;
constexpr double kMiB = 1024.0 * 1024;

/// A live worker spoken to over its wire, request by request.
class BareWorker {
public:
    BareWorker()
    {
        m_process.start(QCoreApplication::applicationDirPath() + "/lavalier-decode", {"--live"});
        request(wire::ownHello());
    }
    ~BareWorker()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

    void request(const wire::Request& request)
    {
        wire::Buffer bytes;
        wire::append(bytes, request);
        m_process.write(reinterpret_cast<const char*>(bytes.data()),
                        static_cast<qint64>(bytes.size()));
    }
    /// False when no answer came within 5 s.
    bool awaitAnswer()
    {
        for (;;) {
            const auto frame = m_answers.take();
            if (!frame)
                return false;
            if (*frame)
                return true;
            if (m_process.bytesAvailable() == 0 && !m_process.waitForReadyRead(5000))
                return false;
            const QByteArray bytes = m_process.readAllStandardOutput();
            m_answers.feed(viewOf(bytes));
        }
    }
    double residentMiB() const
    {
        return static_cast<double>(residentBytes(static_cast<pid_t>(m_process.processId()))) / kMiB;
    }

private:
    QProcess m_process;
    wire::FrameAssembler m_answers;
};

void measureWorker(Report& report)
{
    const char* const name = "worker with 10 streams above an empty one";
    const auto speech = encodeSpeech(kSpeakers, 10);
    BareWorker worker;
    if (speech.empty() || !worker.awaitAnswer())
        return report.unmeasured(name, QStringLiteral("the worker says nothing"));
    const double empty = worker.residentMiB();
    for (int speaker = 0; speaker < kSpeakers; ++speaker)
        worker.request(wire::OpenDecoder {StreamId(static_cast<std::uint64_t>(speaker + 1))});
    for (std::size_t i = 0; i < speech.front().size(); ++i) {
        wire::DecodeBatch batch {wire::RequestId(i + 1), wire::Want::Levels, {}};
        for (std::size_t speaker = 0; speaker < kSpeakers; ++speaker)
            batch.packets.push_back({StreamId(speaker + 1), viewOf(speech[speaker][i])});
        worker.request(batch);
        if (!worker.awaitAnswer())
            return report.unmeasured(name, QStringLiteral("the worker stopped answering"));
    }
    const double busy = worker.residentMiB();
    if (empty <= 0 || busy <= 0)
        return report.unmeasured(name, QStringLiteral("no /proc/PID/smaps_rollup"));
    report.figure(name, busy - empty, " MiB", atMost(10));
    report.note(QStringLiteral("empty %1 MiB, with streams %2 MiB")
                    .arg(empty, 0, 'f', 1)
                    .arg(busy, 0, 'f', 1));
}

void measureTalk(Report& report, const Options& options)
{
    const char* const name = "growth per recorded hour, 10 speakers";
    VirtualCall call(options.folder, kSpeakers);
    const int minutes = options.quick ? 20 : 120;
    if (!call.isReady() || !call.talkFor(10min)) // buffers and caches reach their size
        return report.unmeasured(name, QStringLiteral("frames were lost on the way"));
    const double before = ownMiB();
    if (!call.talkFor(std::chrono::minutes(minutes)))
        return report.unmeasured(name, QStringLiteral("frames were lost on the way"));
    const double after = ownMiB();
    report.figure(name, (after - before) * 60 / minutes, " MiB", atMost(1));
    report.note(QStringLiteral("%1 MiB after 10 minutes, %2 MiB after %3 more")
                    .arg(before, 0, 'f', 2)
                    .arg(after, 0, 'f', 2)
                    .arg(minutes));
}

/// An hour of nothing but heartbeats. The writer's thread would sleep through them in real time,
/// so its file is driven by hand.
void measureSilence(Report& report, const Options& options)
{
    const char* const name = "growth in an hour of silence";
    test::FakeClock clock;
    auto file = recording::RecordingFile::create(options.folder, QStringLiteral("silence"), {},
                                                 clock.now(), clock.wallNow());
    if (!file)
        return report.unmeasured(name, QStringLiteral("no file"));
    const auto pipeline = makePipeline(kSpeakers, clock.now());
    const auto pass = [&](int seconds) {
        for (int second = 0; second < seconds; ++second) {
            clock.advance(std::chrono::seconds(1));
            pipeline->timePassed(clock.now());
            (*file)->accept({});
            if (!(*file)->commit(clock.now()))
                return false;
        }
        return true;
    };
    // Until every path has run once, the checkpoint's too, and every cache is full.
    const bool warm = pass(3600);
    const double before = ownMiB();
    const bool done = warm && pass(3600);
    const double after = ownMiB();
    const QString path = (*file)->path();
    file->reset();
    for (const char* suffix : {"", "-wal", "-shm"})
        QFile::remove(path + QLatin1String(suffix));
    if (!done)
        return report.unmeasured(name, QStringLiteral("a commit failed"));
    report.figure(name, after - before, " MiB", atMost(0.05));
}

} // namespace

void measureMemory(Report& report, const Options& options)
{
    report.begin("memory", "of a worker: resident; growth: of what was ever written to");
    QCoreApplication qt(options.argc, options.argv);
    measureSilence(report, options); // first: what others leave to the allocator would hide growth
    measureTalk(report, options);
    measureWorker(report);
}

} // namespace lavalier::bench
