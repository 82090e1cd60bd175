#include "sinks/recording/recording_reader.h"
#include "sinks/recording/recording_writer.h"

#include "recording_support.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <random>
#include <thread>
#include <unistd.h>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

namespace {

constexpr int kSpeakers = 10;

/// The victim: records ten speakers in 5 ms ticks and logs each tick before handing it over.
int recordUntilKilled(const QString& folder)
{
    const SystemClock clock;
    auto writer = RecordingWriter::create(folder, QStringLiteral("call"), someCall(), clock);
    if (!writer)
        return 1;
    for (std::int64_t tick = 0;; ++tick) {
        std::vector<OpusFrame> frames;
        for (std::uint32_t i = 1; i <= kSpeakers; ++i)
            frames.push_back(frameOf(streamOf(1, i), UserId(i), tick, clock.now()));
        (*writer)->append(frames);
        char line[64];
        const int size
            = std::snprintf(line, sizeof line, "%lld %lld\n", static_cast<long long>(tick),
                            static_cast<long long>(clock.now().time_since_epoch().count()));
        if (::write(STDOUT_FILENO, line, static_cast<std::size_t>(size)) != size)
            return 1;
        std::this_thread::sleep_for(5ms);
    }
}

} // namespace

/// kill -9 at any moment: what was handed over 100 ms before is in the file.
class RecordingCrashTest : public QObject {
    Q_OBJECT

private slots:
    void losesAtMostATenthOfASecondToAKill_data()
    {
        QTest::addColumn<int>("afterMs");
        const unsigned seed = qEnvironmentVariableIsSet("LAVALIER_TEST_SEED")
            ? qEnvironmentVariable("LAVALIER_TEST_SEED").toUInt()
            : std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int trial = 1; trial <= 12; ++trial)
            QTest::addRow("trial %d", trial) << int(50 + random() % 1500);
    }

    void losesAtMostATenthOfASecondToAKill()
    {
        QFETCH(int, afterMs);
        const QTemporaryDir folder;
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("--record-until-killed"), folder.path()});
        QVERIFY(victim.waitForReadyRead(10'000));
        std::this_thread::sleep_for(std::chrono::milliseconds(afterMs));
        ::kill(static_cast<pid_t>(victim.processId()), SIGKILL);
        QVERIFY(victim.waitForFinished(10'000));

        const auto lines = victim.readAllStandardOutput().split('\n');
        std::int64_t lastTick = -1;
        std::int64_t lastTime = 0;
        std::vector<std::pair<std::int64_t, std::int64_t>> log;
        for (const QByteArray& line : lines) {
            const auto parts = line.split(' ');
            if (parts.size() != 2)
                continue;
            lastTick = parts[0].toLongLong();
            lastTime = parts[1].toLongLong();
            log.emplace_back(lastTick, lastTime);
        }
        QVERIFY(lastTick >= 0);

        const QString path = folder.filePath(QStringLiteral("call.lavalier"));
        const auto reader = RecordingReader::open(path);
        QVERIFY(reader);
        std::int64_t stored = -1;
        for (std::uint32_t i = 1; i <= kSpeakers; ++i) {
            const auto marks = (*reader)->marks(UserId(i));
            QVERIFY(marks);
            const auto count = static_cast<std::int64_t>(marks->size());
            QVERIFY2(i == 1 || count == stored, "a commit was torn apart");
            stored = count;
            for (std::int64_t tick = 0; tick < count; ++tick)
                QCOMPARE((*marks)[static_cast<std::size_t>(tick)].sequence,
                         SequenceNumber(65'536 + tick));
        }
        std::int64_t lostUs = 0;
        for (const auto& [tick, time] : log) {
            if (tick >= stored) {
                lostUs = lastTime - time;
                break;
            }
        }
        qInfo("%lld ticks handed over, %lld stored, %lld us lost",
              static_cast<long long>(lastTick + 1), static_cast<long long>(stored),
              static_cast<long long>(lostUs));
        QVERIFY(lostUs <= 100'000);
        QCOMPARE(askOne(path, QStringLiteral("PRAGMA integrity_check")), QStringLiteral("ok"));
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("--record-until-killed"))
        return recordUntilKilled(arguments.value(2));
    RecordingCrashTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "recording_crash_test.moc"
