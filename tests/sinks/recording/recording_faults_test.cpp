#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_reader.h"

#include "failing_calls.h"
#include "recording_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

/// Every call to the disk, and every allocation of SQLite's, fails once, one after the other, and
/// from then on for good: what can be read afterwards is a beginning of what was handed over, and
/// holds all that was acknowledged.
class RecordingFaultsTest : public QObject {
    Q_OBJECT

    struct Outcome {
        bool begun = false;
        int acknowledged = 0; ///< frames
        int handedOver = 0;
    };

    /// A recording of a second, as the writer's thread would drive it.
    static Outcome record(const QString& folder)
    {
        FakeClock clock;
        Outcome outcome;
        auto made = RecordingFile::create(folder, QStringLiteral("call"), someCall(), clock.now(),
                                          clock.wallNow(), {Pace::Syncs::Within, 8});
        if (!made)
            return outcome;
        outcome.begun = true;
        RecordingFile& file = **made;
        const auto orElsewhere = [&](auto commit) {
            auto done = commit();
            if (!done && done.error() == RecordingError::SyncFailed
                && file.continueIn(folder, clock.now()))
                done = commit();
            return bool(done);
        };
        for (int i = 0; i < 20; ++i) {
            HandOver handOver;
            for (int j = 0; j < 4; ++j)
                handOver.frames.push_back(
                    frameOf(streamOf(1, 1), UserId(7), outcome.handedOver++, clock.now(), 400));
            clock.advance(50ms);
            file.accept(std::move(handOver));
            if (orElsewhere([&] { return file.commit(clock.now()); }))
                outcome.acknowledged = outcome.handedOver;
        }
        if (orElsewhere([&] { return file.finish(clock.now()); })) {
            outcome.acknowledged = outcome.handedOver;
            const std::atomic<bool> never = false;
            file.buildIndex(never);
            (void)file.mergeLog();
        }
        return outcome;
    }

    /// What is wrong with what `outcome` left, or nothing.
    static QString judge(const QString& folder, const Outcome& outcome)
    {
        const QString path = folder + QStringLiteral("/call.lavalier");
        if (!outcome.begun)
            return QFile::exists(path) ? QStringLiteral("left something behind") : QString();
        const auto reader = RecordingReader::open(path);
        if (!reader)
            return QStringLiteral("cannot be opened: %1").arg(int(reader.error()));
        auto marks = (*reader)->marks(UserId(7));
        if (!marks)
            return QStringLiteral("cannot be read");
        std::vector<std::int64_t> numbers;
        for (const auto& mark : *marks)
            numbers.push_back(mark.sequence.value() - 65'536);
        std::ranges::sort(numbers); // twins are where a sync failed
        const auto twins = std::ranges::unique(numbers);
        numbers.erase(twins.begin(), twins.end());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            if (numbers[i] != static_cast<std::int64_t>(i))
                return QStringLiteral("a hole at %1").arg(i);
        }
        if (std::ssize(numbers) < outcome.acknowledged)
            return QStringLiteral("%1 of %2 acknowledged frames")
                .arg(numbers.size())
                .arg(outcome.acknowledged);
        return {};
    }

private slots:
    void everyCallMayFail_data()
    {
        QTest::addColumn<bool>("memory");
        QTest::addColumn<bool>("forGood");
        QTest::newRow("a call to the disk, once") << false << false;
        QTest::newRow("a call to the disk, and all after it") << false << true;
        QTest::newRow("an allocation, once") << true << false;
        QTest::newRow("an allocation, and all after it") << true << true;
    }
    void everyCallMayFail()
    {
        QFETCH(bool, memory);
        QFETCH(bool, forGood);
        // How many there are when none fails.
        FailingCalls& calls = FailingCalls::instance();
        calls.count(memory);
        {
            const QTemporaryDir folder;
            const Outcome whole = record(folder.path());
            calls.stop();
            QCOMPARE(whole.acknowledged, whole.handedOver);
            QCOMPARE(judge(folder.path(), whole), QString());
        }
        const int all = calls.counted();
        // Of the disk's each; of allocations so many that it takes seconds, spread evenly.
        const int step = memory ? std::max(1, all / 100) : 1;
        qInfo("%d calls, each %d.", all, step);
        int struck = 0;
        for (int n = 1; n <= all; n += step) {
            const QTemporaryDir folder;
            calls.fail(memory, n, forGood);
            const Outcome outcome = record(folder.path());
            struck += calls.stop();
            const QString wrong = judge(folder.path(), outcome);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
        }
        QVERIFY(struck >= all / step * 9 / 10);
    }
};

int main(int argc, char** argv)
{
    FailingCalls::instance(); // before SQLite is used
    QCoreApplication application(argc, argv);
    RecordingFaultsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "recording_faults_test.moc"
