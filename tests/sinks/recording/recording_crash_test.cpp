#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/recording_writer.h"
#include "tests/patience.h"

#include "recording_support.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <random>
#include <string>
#include <thread>
#include <unistd.h>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

namespace {

constexpr int kSpeakers = 10;

/// With frames of this size the log reaches its limit, and moves, about once a second.
constexpr qsizetype kHeavy = 8192;

void log(const char* what, SteadyTime at)
{
    char line[64];
    const int size = std::snprintf(line, sizeof line, "%s %lld\n", what,
                                   static_cast<long long>(at.time_since_epoch().count()));
    if (::write(STDOUT_FILENO, line, static_cast<std::size_t>(size)) != size)
        std::_Exit(1);
}

/// The victim: records ten speakers in 5 ms ticks and logs each tick before handing it over.
int recordUntilKilled(const QString& folder, bool isHeavy)
{
    const SystemClock clock;
    auto writer = RecordingWriter::create(folder, QStringLiteral("call"), someCall(), clock);
    if (!writer)
        return 1;
    // How late the machine is with whoever sleeps as the writer does.
    std::thread([&clock] {
        for (;;) {
            log("awake", clock.now());
            std::this_thread::sleep_for(RecordingFile::kCommitInterval);
        }
    }).detach();
    for (std::int64_t tick = 0;; ++tick) {
        std::vector<OpusFrame> frames;
        for (std::uint32_t i = 1; i <= kSpeakers; ++i)
            frames.push_back(frameOf(streamOf(1, i), UserId(i), tick, clock.now()));
        for (OpusFrame& frame : frames)
            frame.payload.resize(isHeavy ? kHeavy : frame.payload.size(), '\0');
        (*writer)->append(frames);
        log(std::to_string(tick).c_str(), clock.now());
        std::this_thread::sleep_for(5ms);
    }
}

} // namespace

/// kill -9 at any moment: what was handed over 100 ms before is in the file. What a thread of the
/// victim's that only sleeps is late by just then, the machine may be late with the writer too.
///
/// Trials run several at a time. LAVALIER_CRASH_TRIALS changes their number, LAVALIER_TEST_SEED
/// repeats a run.
class RecordingCrashTest : public QObject {
    Q_OBJECT

    static constexpr std::size_t kAtOnce = 6;
    static constexpr std::size_t kHeavyAtOnce = 2;

    struct Victim {
        QTemporaryDir folder;
        QProcess process;
        QElapsedTimer age;
        int killAfterMs = 0;
    };
    std::chrono::microseconds m_longest {0};
    std::chrono::microseconds m_latest {0};
    std::chrono::microseconds m_most {0};
    int m_moved = 0; ///< trials in which the database itself had taken audio

private slots:
    void losesAtMostATenthOfASecondToAKill() { kill(60, false); }

    // Sixteen megabytes a second, sixty times the largest call: a disk may stall on that, but
    // nothing is torn, and nothing is in the wrong place.
    void staysWholeWhenKilledWhileTheLogMoves()
    {
        kill(12, true);
        QVERIFY(m_moved > 0);
    }

private:
    void kill(int usual, bool isHeavy)
    {
        m_most = isHeavy ? 1s : 100ms;
        m_longest = {};
        m_latest = {};
        const bool isSeeded = qEnvironmentVariableIsSet("LAVALIER_TEST_SEED");
        const unsigned seed = isSeeded ? qEnvironmentVariable("LAVALIER_TEST_SEED").toUInt()
                                       : std::random_device()();
        const int asked = qEnvironmentVariableIntValue("LAVALIER_CRASH_TRIALS");
        const int trials = asked > 0 ? asked : usual;
        qInfo("seed %u, %d trials", seed, trials);
        std::mt19937 random(seed);
        std::list<std::unique_ptr<Victim>> alive;
        for (int started = 0, done = 0; done < trials;) {
            while (started < trials && alive.size() < (isHeavy ? kHeavyAtOnce : kAtOnce)) {
                auto victim = std::make_unique<Victim>();
                victim->killAfterMs = int(50 + random() % (isHeavy ? 3000 : 1500));
                victim->process.start(QCoreApplication::applicationFilePath(),
                                      {isHeavy ? QStringLiteral("--record-heavily-until-killed")
                                               : QStringLiteral("--record-until-killed"),
                                       victim->folder.path()});
                QVERIFY(victim->process.waitForStarted(test::kPatience));
                alive.push_back(std::move(victim));
                ++started;
            }
            QTest::qWait(5);
            for (auto it = alive.begin(); it != alive.end();) {
                Victim& victim = **it;
                if (!victim.age.isValid() && victim.process.bytesAvailable() > 0)
                    victim.age.start(); // it is recording
                if (!victim.age.isValid() || victim.age.elapsed() < victim.killAfterMs) {
                    QVERIFY2(victim.process.state() == QProcess::Running, "it ended by itself");
                    ++it;
                    continue;
                }
                ::kill(static_cast<pid_t>(victim.process.processId()), SIGKILL);
                QVERIFY(victim.process.waitForFinished(test::kPatience));
                judge(victim, ++done);
                if (QTest::currentTestFailed())
                    return;
                it = alive.erase(it);
            }
        }
        qInfo("at most %lld us lost, the machine %lld us late; the log had moved in %d trials",
              static_cast<long long>(m_longest.count()), static_cast<long long>(m_latest.count()),
              m_moved);
    }

    /// Of the second before the end, all that was slept too long; the last sleep may go on still.
    static std::chrono::microseconds lateBefore(std::int64_t end, std::vector<std::int64_t> awake)
    {
        using std::chrono::microseconds;
        constexpr microseconds kUsual = RecordingFile::kCommitInterval + 5ms;
        awake.push_back(end);
        std::ranges::sort(awake);
        microseconds late {0};
        for (std::size_t i = 1; i < awake.size(); ++i)
            if (awake[i] > end - microseconds(1s).count())
                late += std::max(microseconds(awake[i] - awake[i - 1]) - kUsual, microseconds(0));
        return late;
    }

    void judge(Victim& victim, int trial)
    {
        // The sender's log: what it handed over, and when.
        std::vector<std::int64_t> times;
        std::vector<std::int64_t> awake;
        for (const QByteArray& line : victim.process.readAllStandardOutput().split('\n')) {
            const auto parts = line.split(' ');
            if (parts.size() == 2 && parts[0] == "awake")
                awake.push_back(parts[1].toLongLong());
            else if (parts.size() == 2 && parts[0].toLongLong() == std::ssize(times))
                times.push_back(parts[1].toLongLong());
        }
        QVERIFY(!times.empty());

        const QString path = victim.folder.filePath(QStringLiteral("call.lavalier"));
        m_moved += QFileInfo(path).size() > kHeavy * kSpeakers ? 1 : 0;
        const auto reader = RecordingReader::open(path);
        QVERIFY(reader);
        QCOMPARE((*reader)->summary()->state, FileState::Interrupted);
        std::int64_t stored = -1;
        for (std::uint32_t i = 1; i <= kSpeakers; ++i) {
            const auto marks = (*reader)->marks(UserId(i));
            QVERIFY(marks);
            const auto count = std::ssize(*marks);
            QVERIFY2(i == 1 || count == stored, "a commit was torn apart");
            stored = count;
            for (std::int64_t tick = 0; tick < count; ++tick)
                QCOMPARE((*marks)[static_cast<std::size_t>(tick)].sequence,
                         SequenceNumber(65'536 + tick));
        }
        const auto lost = stored < std::ssize(times)
            ? std::chrono::microseconds(times.back() - times[static_cast<std::size_t>(stored)])
            : 0us;
        m_longest = std::max(m_longest, lost);
        const auto late = lateBefore(times.back(), std::move(awake));
        m_latest = std::max(m_latest, late);
        QVERIFY2(lost <= m_most + late,
                 qPrintable(QStringLiteral("trial %1, killed after %2 ms: %3 of %4 ticks stored, "
                                           "%5 us lost, the machine %6 us late")
                                .arg(trial)
                                .arg(victim.killAfterMs)
                                .arg(stored)
                                .arg(times.size())
                                .arg(lost.count())
                                .arg(late.count())));
        QCOMPARE(askOne(path, QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("--record-until-killed"))
        return recordUntilKilled(arguments.value(2), false);
    if (arguments.value(1) == QLatin1String("--record-heavily-until-killed"))
        return recordUntilKilled(arguments.value(2), true);
    RecordingCrashTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "recording_crash_test.moc"
