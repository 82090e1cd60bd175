#include "sinks/recording/recording_thread.h"
#include "sinks/recording/whereabouts.h"
#include "tests/patience.h"

#include "faulty_disk.h"
#include "frame_numbers.h"
#include "recording_support.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

using Fault = FaultyDisk::Fault;

namespace {
std::atomic<bool> s_spaceHangs = false;

/// How often this thread gave its core away by itself: it waited for something.
long waits()
{
    rusage usage {};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
}
} // namespace

/// The question for the room that is left, which goes past SQLite.
extern "C" int statvfs(const char* path, struct statvfs* out) noexcept
{
    while (s_spaceHangs)
        std::this_thread::sleep_for(FaultyDisk::kLook);
    using Real = int (*)(const char*, struct statvfs*);
    static const Real kReal = reinterpret_cast<Real>(::dlsym(RTLD_NEXT, "statvfs"));
    return kReal(path, out);
}

/// A disk that does not answer any more: whoever records, stops or goes on elsewhere does not wait
/// for it.
class HangingDiskTest : public QObject {
    Q_OBJECT

    static constexpr int kLogPages = 64;
    /// No call of the handle may take longer: the window makes it.
    static constexpr int kAtOnce = 200; // ms
    /// So many may have met the writer while it held their lock and had no core.
    static constexpr int kUnlucky = 2;
    /// And none for so long: what hangs, hangs for longer in most rows.
    static constexpr int kNever = 2500; // ms
    /// Where nothing hangs: a busy machine may be late with any of it.
    static constexpr auto kSurely = 10s;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FaultyDisk> m_disk;
    SystemClock m_clock;

    QString at(const char* name) const { return m_folder->filePath(QLatin1String(name)); }

    /// A writer whose patience with a disk is short.
    struct Writer {
        Writer(const QString& folder, const Clock& itsClock,
               std::chrono::milliseconds makes = kSurely)
            : clock(itsClock)
        {
            auto file = RecordingFile::create(folder, QStringLiteral("call"), someCall(),
                                              clock.now(), clock.wallNow(),
                                              {Pace::Syncs::Beside, kLogPages, 200ms, makes});
            if (!file)
                qFatal("no file to begin with");
            RecordingThread::Reports reports;
            reports.problemRaised = [this](RecordingError error) { problem = error; };
            reports.recovered = [this] { recovered = true; };
            reports.continued = [this](const QString&, RecordingError) { continued = true; };
            reports.notContinued = [this](const QString&, RecordingError) { notContinued = true; };
            reports.stopped = [this](RecordingError, std::uint64_t frames) {
                notWritten = static_cast<int>(frames);
            };
            reports.closed = [this] { closed = true; };
            thread = std::make_unique<RecordingThread>(*std::move(file), exchange, clock,
                                                       std::move(reports));
        }
        /// As the media does, whatever the disk is up to.
        void speak()
        {
            const OpusFrame frame = frameOf(streamOf(1, 1), UserId(7), spoken++, clock.now(), 1200);
            const long before = waits();
            QElapsedTimer timer;
            timer.start();
            exchange.push({&frame, 1});
            // Whoever lost the core to others was not held up by the disk.
            if (timer.elapsed() >= kAtOnce && waits() > before)
                heldUp += timer.elapsed() < kNever ? 1 : kUnlucky + 1;
        }

        const Clock& clock;
        RecordingExchange exchange;
        int spoken = 0;
        int heldUp = 0; ///< calls
        std::atomic<RecordingError> problem = RecordingError::None;
        std::atomic<bool> recovered = false;
        std::atomic<bool> continued = false;
        std::atomic<bool> notContinued = false;
        std::atomic<int> notWritten = -1;
        std::atomic<bool> closed = false;
        std::unique_ptr<RecordingThread> thread;
    };

    std::unique_ptr<RecordingFile> someFile(std::chrono::milliseconds answers,
                                            std::chrono::milliseconds makes = kSurely)
    {
        auto made = RecordingFile::create(at("hangs"), QStringLiteral("call"), someCall(),
                                          m_clock.now(), m_clock.wallNow(),
                                          {Pace::Syncs::Beside, kLogPages, answers, makes});
        return made ? *std::move(made) : nullptr;
    }
    void speak(RecordingFile& file, int first, int count)
    {
        HandOver handOver;
        for (int i = first; i < first + count; ++i)
            handOver.frames.push_back(frameOf(streamOf(1, 1), UserId(7), i, m_clock.now()));
        file.accept(std::move(handOver));
    }
    static void end(std::unique_ptr<RecordingFile> file)
    {
        file->buildIndex(false);
        QVERIFY(file->mergeLog());
    }

    enum class Then { ComesBack, OtherFolder, Stop, GiveUp, Quit };

private slots:
    void init()
    {
        m_disk = std::make_unique<FaultyDisk>();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("hangs")));
    }
    void cleanup()
    {
        s_spaceHangs = false;
        m_disk->repair();
        QTRY_COMPARE(FaultyDisk::openFiles(), 0);
        m_folder.reset();
        m_disk.reset();
    }

    void isNotWaitedFor_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("then");
        const auto row = [](const char* name, Fault fault, Then then) {
            QTest::newRow(name) << int(fault) << int(then);
        };
        row("a write, comes back", Fault::HangingWrites, Then::ComesBack);
        row("a write, another folder", Fault::HangingWrites, Then::OtherFolder);
        row("a write, a stop, comes back", Fault::HangingWrites, Then::Stop);
        row("a write, a stop is given up", Fault::HangingWrites, Then::GiveUp);
        row("a write, the program ends", Fault::HangingWrites, Then::Quit);
        row("a sync, another folder", Fault::HangingSyncs, Then::OtherFolder);
        row("a sync, the program ends", Fault::HangingSyncs, Then::Quit);
        row("moving the log, another folder", Fault::HangingDatabase, Then::OtherFolder);
        row("any call, comes back", Fault::Hanging, Then::ComesBack);
        row("any call, another folder", Fault::Hanging, Then::OtherFolder);
        row("any call, a stop is given up", Fault::Hanging, Then::GiveUp);
    }
    void isNotWaitedFor()
    {
        QFETCH(int, fault);
        QFETCH(int, then);
        Writer writer(at("hangs"), m_clock);
        QTRY_VERIFY((writer.speak(), writer.exchange.status().frames >= 20));
        m_disk->fail(at("hangs"), Fault(fault));
        QTRY_VERIFY((writer.speak(), writer.problem != RecordingError::None));
        QCOMPARE(writer.problem.load(), RecordingError::InputOutput);
        switch (Then(then)) {
        case Then::ComesBack:
            m_disk->repair();
            QTRY_VERIFY((writer.speak(), writer.recovered.load()));
            break;
        case Then::OtherFolder:
            writer.exchange.requestFolder(at("other"));
            QTRY_VERIFY((writer.speak(), writer.continued.load()));
            QTRY_VERIFY((writer.speak(), writer.recovered.load()));
            break;
        case Then::Stop:
            writer.exchange.requestStop();
            QTest::qWait(300);
            QCOMPARE(writer.notWritten.load(), -1);
            m_disk->repair();
            break;
        case Then::GiveUp:
            writer.exchange.requestStop();
            writer.exchange.setPatience(Patience::None);
            QTRY_VERIFY_WITH_TIMEOUT(writer.notWritten >= 0, 6000);
            QTRY_VERIFY_WITH_TIMEOUT(writer.closed, 6000);
            break;
        case Then::Quit:
            break;
        }
        if (Then(then) != Then::Quit) {
            writer.exchange.requestStop();
            QTRY_VERIFY(writer.closed);
        }
        QVERIFY2(writer.heldUp <= kUnlucky, qPrintable(QString::number(writer.heldUp)));
        QElapsedTimer ending;
        ending.start();
        writer.thread.reset(); // while it hangs still, but for those where it came back
        QVERIFY2(ending.elapsed() < 6000, qPrintable(QString::number(ending.elapsed())));
        m_disk->repair();
        QTRY_COMPARE(FaultyDisk::openFiles(), 0);

        const bool elsewhere = Then(then) == Then::OtherFolder;
        const QList<int> numbers = distinctNumbersOf(
            elsewhere ? at("other/call.part2.lavalier") : at("hangs/call.lavalier"), {at("hangs")});
        const bool mayLose = Then(then) == Then::GiveUp || Then(then) == Then::Quit;
        if (mayLose) // what was in memory alone, and that is said
            QVERIFY(numbers.size() >= writer.spoken - writer.notWritten);
        else
            QCOMPARE(writer.notWritten.load(), 0);
        QCOMPARE(numbers, upTo(mayLose ? static_cast<int>(numbers.size()) : writer.spoken));
        QVERIFY(numbers.size() >= 20);
        QVERIFY(isInOrder(at("hangs/call.lavalier")));
        if (!elsewhere)
            return;
        QVERIFY(isInOrder(at("other/call.part2.lavalier")));
        const auto counted = [](const QString& file) {
            return askOne(file, QStringLiteral("SELECT coalesce(sum(on_disk), 0) FROM tally"));
        };
        QVERIFY(counted(at("hangs/call.lavalier")).toInt()
                    + counted(at("other/call.part2.lavalier")).toInt()
                <= writer.spoken);
    }

    void theNextPartIsMadeBeside_data()
    {
        QTest::addColumn<int>("then");
        QTest::newRow("comes back") << int(Then::ComesBack);
        QTest::newRow("another folder") << int(Then::OtherFolder);
        QTest::newRow("a stop") << int(Then::Stop);
        QTest::newRow("the program ends") << int(Then::Quit);
    }
    /// After a failed sync: the file in doubt takes what comes while there is no other.
    void theNextPartIsMadeBeside()
    {
        QFETCH(int, then);
        const auto makes = Then(then) == Then::Stop ? 5s : 60s;
        Writer writer(at("hangs"), m_clock, makes);
        QTRY_VERIFY((writer.speak(), writer.exchange.status().frames >= 20));
        m_disk->fail(at("hangs"), Fault::NoNextFile);
        QTRY_VERIFY((writer.speak(), writer.problem == RecordingError::SyncFailed));
        std::uint64_t late = 0; // frames that wait for the disk, at most
        const int before = writer.spoken;
        QTRY_VERIFY((writer.speak(), QTest::qWait(10),
                     late = std::max(late, writer.spoken - writer.exchange.status().frames),
                     writer.spoken >= before + 40));
        QVERIFY(!writer.continued);
        QVERIFY2(late <= 30, qPrintable(QString::number(late)));
        switch (Then(then)) {
        case Then::ComesBack:
            m_disk->repair();
            QTRY_VERIFY((writer.speak(), writer.continued.load()));
            QTRY_VERIFY((writer.speak(), writer.recovered.load()));
            break;
        case Then::OtherFolder:
            writer.exchange.requestFolder(at("other"));
            QTRY_VERIFY((writer.speak(), writer.continued.load()));
            QTRY_VERIFY((writer.speak(), writer.recovered.load()));
            break;
        default:
            break;
        }
        QElapsedTimer ending;
        ending.start();
        if (Then(then) != Then::Quit) {
            writer.exchange.requestStop();
            writer.exchange.setPatience(Patience::None);
            QTRY_VERIFY(writer.notWritten >= 0);
        }
        writer.thread.reset();
        QVERIFY2(ending.elapsed() < 9000, qPrintable(QString::number(ending.elapsed())));
        m_disk->repair();
        QTRY_COMPARE(FaultyDisk::openFiles(), 0);
        QVERIFY2(writer.heldUp <= kUnlucky, qPrintable(QString::number(writer.heldUp)));

        const bool elsewhere = Then(then) == Then::OtherFolder;
        const QString last
            = elsewhere ? at("other/call.part2.lavalier") : at("hangs/call.lavalier");
        QCOMPARE(distinctNumbersOf(last, {at("hangs")}), upTo(writer.spoken));
        QVERIFY(isInOrder(at("hangs/call.lavalier")));
        // A file that came too late is nobody's.
        QTRY_COMPARE(QFileInfo::exists(at("hangs/call.part2.lavalier")),
                     Then(then) == Then::ComesBack);
    }

    /// Nobody's window stands still for a folder that does not answer.
    void doesNotHoldUpTheBeginning()
    {
        m_disk->fail(at("hangs"), Fault::Hanging);
        QElapsedTimer timer;
        timer.start();
        const auto made = RecordingFile::create(at("hangs"), QStringLiteral("call"), someCall(),
                                                m_clock.now(), m_clock.wallNow(),
                                                {Pace::Syncs::Beside, kLogPages, 200ms, 500ms});
        QVERIFY(!made);
        QCOMPARE(made.error(), RecordingError::InputOutput);
        QVERIFY(timer.elapsed() < 3000);
        m_disk->repair();
        // What it makes in the end is nobody's, and does not stay.
        QTRY_VERIFY(QDir(at("hangs")).isEmpty());
    }

    void aFolderThatHangsIsRefused()
    {
        keepWhereaboutsIn(at("list"));
        Writer writer(m_folder->path(), m_clock, 3s); // the time it is refused after
        QTRY_VERIFY((writer.speak(), writer.exchange.status().frames >= 20));
        m_disk->fail(at("hangs"), Fault::Hanging);
        writer.exchange.requestFolder(at("hangs"));
        QTRY_VERIFY((writer.speak(), writer.notContinued.load()));
        const std::uint64_t before = writer.exchange.status().frames;
        QTRY_VERIFY((writer.speak(), writer.exchange.status().frames > before)); // as ever
        writer.exchange.requestStop();
        QTRY_VERIFY(writer.closed);
        QCOMPARE(writer.notWritten.load(), 0);
        m_disk->repair();
        QTRY_VERIFY(QDir(at("hangs")).isEmpty());
        QCOMPARE(distinctNumbersOf(at("call.lavalier")), upTo(writer.spoken));
        QVERIFY2(writer.heldUp <= kUnlucky, qPrintable(QString::number(writer.heldUp)));
        // The file that came too late was never a part of it, and is not missed.
        const auto reader = RecordingReader::open(at("call.lavalier"));
        QVERIFY(reader);
        QVERIFY(settleWhereabouts(std::chrono::milliseconds(test::kPatience)));
        QCOMPARE(whereaboutsOf((*reader)->summary()->uuid), QStringList());
        QCOMPARE((*reader)->summary()->partsMissing, 0);
        keepWhereaboutsIn({});
    }

    /// The program's own list is on another disk than the recording.
    void aListThatHangsHoldsUpNothing()
    {
        const QByteArray list = QFile::encodeName(at("list"));
        QCOMPARE(::mkfifo(list.constData(), 0600), 0); // opening it waits for somebody who writes
        keepWhereaboutsIn(at("list"));
        Writer writer(m_folder->path(), m_clock);
        QTRY_VERIFY((writer.speak(), writer.exchange.status().frames >= 20));
        writer.exchange.requestFolder(at("other"));
        QTRY_VERIFY((writer.speak(), writer.continued || writer.notContinued));
        QVERIFY(writer.continued);
        writer.exchange.requestStop();
        QTRY_VERIFY(writer.closed);
        QCOMPARE(writer.notWritten.load(), 0);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 50; ++i)
            QVERIFY(RecordingReader::open(at("call.lavalier")));
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!settleWhereabouts(0ms));
        const QStringList parts {at("call.lavalier"), at("other/call.part2.lavalier")};
        QCOMPARE(whereaboutsOf((*RecordingReader::open(parts[0]))->summary()->uuid), parts);

        const auto answer = [&] { // each time it is opened
            const int other = ::open(list.constData(), O_WRONLY | O_NONBLOCK);
            if (other >= 0)
                ::close(other);
            return settleWhereabouts(10ms);
        };
        QTRY_VERIFY(answer());
        QFile written(at("list"));
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(written.readAll().contains(QFile::encodeName(parts[1])));
        keepWhereaboutsIn({});
    }

    /// Its answer is nobody else's.
    void aReserveThatHangsIsNoEnd()
    {
        if (!DiskReserve(at("hangs")).isHeld())
            QSKIP("this file system keeps no room");
        auto made = someFile(5s); // what hangs is told by the calls that ask for less
        QVERIFY(made);
        RecordingFile& file = *made;
        speak(file, 0, 50);
        QVERIFY(file.commit(m_clock.now()));
        m_disk->fail(at("hangs"), Fault::Writes);
        speak(file, 50, 50);
        const SteadyTime last = m_clock.now();
        QVERIFY(!file.finish(last));
        QCOMPARE(file.status().problem, RecordingError::DiskFull);
        s_spaceHangs = true;
        QVERIFY(!file.useReserve());
        m_disk->repair();
        const auto done = file.finish(last, 100ms);
        s_spaceHangs = false;
        QVERIFY(!done);
        QCOMPARE(done.error(), RecordingError::InputOutput);
        QTRY_VERIFY(file.finish(last));
        end(std::move(made));
        QCOMPARE(numbersOf(at("hangs/call.lavalier")), upTo(100));
    }

    void aFolderIsTriedAgainOnceItLetsGo()
    {
        auto made = someFile(200ms, 3s); // the time each making is waited for
        QVERIFY(made);
        RecordingFile& file = *made;
        m_disk->fail(at("hangs"), Fault::Hanging);
        SteadyTime now = m_clock.now();
        for (std::size_t i = 0; i < RecordingFile::kMaxHungMakings; ++i) {
            now += RecordingFile::kPartEvery;
            QVERIFY(file.mayContinue(now));
            QVERIFY(!file.continueIn(at("hangs"), now));
            QVERIFY(!file.mayContinue(now)); // each costs the time to wait for it
        }
        now += RecordingFile::kPartEvery;
        QVERIFY(!file.mayContinue(now));
        m_disk->repair();
        QTRY_VERIFY(file.mayContinue(now));
        QVERIFY(file.continueIn(at("hangs"), now));
    }

    /// A slow earlier part, that never answers within the time for it.
    void anEarlierPartHoldsUpNothing()
    {
        auto made = someFile(30s);
        QVERIFY(made);
        RecordingFile& file = *made;
        SteadyTime now = m_clock.now();
        m_disk->fail(at("hangs"), Fault::HangingWrites);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(file.continueIn(at("other"), now));
        for (int i = 0; i < 3; ++i) {
            now += 1s;
            QVERIFY(file.commit(now));
        }
        QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
        m_disk->repair();
        const auto named = [&] {
            now += 1s;
            return file.commit(now)
                ? askOne(at("hangs/call.lavalier"), QStringLiteral("SELECT count(*) FROM part"))
                : QString();
        };
        QTRY_COMPARE(named(), QStringLiteral("1"));
    }

    void aListKeepsTheNewest()
    {
        keepWhereaboutsIn(at("list"));
        const auto settle
            = [] { return settleWhereabouts(std::chrono::milliseconds(test::kPatience)); };
        const auto name = [](int i) { return QStringLiteral("/part%1.lavalier").arg(i); };
        QStringList many; // more than are noted, of which the last leads on
        for (int i = 0; i < 1200; ++i)
            many.append(name(i));
        noteWhereabouts(QStringLiteral("many"), many);
        QVERIFY(settle());
        const QStringList kept = whereaboutsOf(QStringLiteral("many"));
        QCOMPARE(kept.size(), 1000);
        QCOMPARE(kept.front(), many.front());
        QCOMPARE(kept.back(), many.back());
        // Longer than is read at once, as another version may have left it.
        QFile list(at("list"));
        QVERIFY(list.open(QIODevice::Append));
        const QByteArray filler = "[\"x\",\"" + QByteArray(5000, 'x') + "\"]\n";
        for (int i = 0; i < 1000; ++i)
            QVERIFY(list.write(filler) > 0);
        QVERIFY(list.write("[\"late\",\"/late.lavalier\"]\n") > 0);
        list.close();
        (void)whereaboutsOf(QStringLiteral("late")); // looks; whoever asks waits for a little only
        QVERIFY(settle());
        QCOMPARE(whereaboutsOf(QStringLiteral("late")).size(), 1);
        noteWhereabouts(QStringLiteral("new"), {name(1), name(2)});
        QVERIFY(settle());
        QVERIFY(QFileInfo(at("list")).size() < (4 << 20));
        keepWhereaboutsIn(at("list")); // as the next start of the program reads it
        QVERIFY(settle());
        QCOMPARE(whereaboutsOf(QStringLiteral("late")).size(), 1);
        QCOMPARE(whereaboutsOf(QStringLiteral("new")).size(), 2);
        keepWhereaboutsIn({});
    }
};

QTEST_GUILESS_MAIN(HangingDiskTest)
#include "hanging_disk_test.moc"
