#include "sinks/recording/recording_file.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/recording_recovery.h"

#include "failing_calls.h"
#include "recording_support.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>

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

    static constexpr int kLeft = 40; ///< frames in what was left behind

    static bool copyTo(const QString& folder, const QString& from)
    {
        return std::ranges::all_of(
            std::array {"/call.lavalier", "/call.lavalier-wal"}, [&](const char* name) {
                return QFile::copy(from + QLatin1String(name), folder + QLatin1String(name));
            });
    }
    /// What a killed writer leaves: the log, and nobody who has it.
    static bool leaveBehind(const QString& folder)
    {
        const QTemporaryDir first;
        FakeClock clock;
        auto made = RecordingFile::create(first.path(), QStringLiteral("call"), someCall(),
                                          clock.now(), clock.wallNow());
        if (!made)
            return false;
        HandOver handOver;
        for (int i = 0; i < kLeft; ++i)
            handOver.frames.push_back(frameOf(streamOf(1, 1), UserId(7), i, clock.now(), 400));
        clock.advance(1s);
        (*made)->accept(std::move(handOver));
        return bool((*made)->commit(clock.now())) && copyTo(folder, first.path());
    }
    static QString leftPath(const QString& folder)
    {
        return folder + QStringLiteral("/call.lavalier");
    }
    /// Another run of the program adds to it.
    static Outcome goOn(const QString& folder)
    {
        FakeClock clock;
        clock.advance(10s);
        Outcome outcome {true, kLeft, kLeft};
        auto made = RecordingFile::goOn(leftPath(folder), clock.now(), clock.wallNow());
        if (!made)
            return outcome;
        HandOver handOver;
        for (int i = 0; i < 20; ++i)
            handOver.frames.push_back(
                frameOf(streamOf(2, 1), UserId(7), outcome.handedOver++, clock.now(), 400));
        clock.advance(1s);
        (*made)->accept(std::move(handOver));
        if ((*made)->commit(clock.now()))
            outcome.acknowledged = outcome.handedOver;
        if ((*made)->finish(clock.now())) {
            outcome.acknowledged = outcome.handedOver;
            (*made)->buildIndex(false);
            (void)(*made)->mergeLog();
        }
        return outcome;
    }
    enum class Task { GoOn, RecoverInPlace, RecoverCopy };
    static Outcome perform(Task task, const QString& folder)
    {
        if (task == Task::GoOn)
            return goOn(folder);
        (void)recover(leftPath(folder),
                      task == Task::RecoverCopy ? RecoverInto::Copy : RecoverInto::Same);
        return {true, kLeft, kLeft};
    }

private slots:
    void goingOnAndRecoveringMayFail_data()
    {
        QTest::addColumn<int>("task");
        QTest::addColumn<bool>("forGood");
        for (const auto& [name, task] : {std::pair("going on", Task::GoOn),
                                         {"recovering in place", Task::RecoverInPlace},
                                         {"recovering into a copy", Task::RecoverCopy}}) {
            QTest::addRow("%s, a call fails once", name) << int(task) << false;
            QTest::addRow("%s, and all calls after it", name) << int(task) << true;
        }
    }
    void goingOnAndRecoveringMayFail()
    {
        QFETCH(int, task);
        QFETCH(bool, forGood);
        FailingCalls& calls = FailingCalls::instance();
        const QTemporaryDir left;
        const QTemporaryDir whole;
        QVERIFY(leaveBehind(left.path()) && copyTo(whole.path(), left.path()));
        calls.count(false);
        const Outcome expected = perform(Task(task), whole.path());
        calls.stop();
        QCOMPARE(judge(whole.path(), expected), QString());
        const int all = calls.counted();
        qInfo("%d calls", all);
        QVERIFY(all > 20);
        // Each, or so many that it takes seconds, spread evenly.
        const int step = forGood || Task(task) == Task::RecoverCopy ? 3 : 1;
        for (int n = 1; n <= all; n += step) {
            const QTemporaryDir folder;
            QVERIFY(copyTo(folder.path(), left.path()));
            calls.fail(false, n, forGood);
            const Outcome outcome = perform(Task(task), folder.path());
            calls.stop();
            QString wrong = judge(folder.path(), outcome);
            // And once the disk is well, it can be recovered as if nothing had been.
            if (wrong.isEmpty() && !recover(leftPath(folder.path()), RecoverInto::Same))
                wrong = QStringLiteral("cannot be recovered");
            if (wrong.isEmpty())
                wrong = judge(folder.path(), outcome);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("call %1: %2").arg(n).arg(wrong)));
        }
    }

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

    /// From any allocation on there is no memory, for two commits; then there is again.
    void memoryMayBeShortForAWhile()
    {
        const auto record = [](const QString& folder, int n) {
            FakeClock clock;
            FailingCalls& calls = FailingCalls::instance();
            int failed = 0;
            auto made = RecordingFile::create(folder, QStringLiteral("call"), someCall(),
                                              clock.now(), clock.wallNow());
            if (!made)
                return QStringLiteral("not made");
            calls.fail(true, n, true);
            int number = 0;
            for (int i = 0; i < 10; ++i) {
                HandOver handOver;
                for (int j = 0; j < 4; ++j)
                    handOver.frames.push_back(
                        frameOf(streamOf(1, 1), UserId(7), number++, clock.now(), 400));
                handOver.facts.emplace_back(EventNoted {
                    clock.now(), {EventType::Marker, {}, QString(500, QLatin1Char('m'))}});
                clock.advance(50ms);
                (*made)->accept(std::move(handOver));
                if ((*made)->commit(clock.now()))
                    continue;
                if (failed == 2)
                    return QStringLiteral("stays stuck: %1").arg(int((*made)->status().problem));
                if (++failed == 2)
                    calls.stop();
            }
            calls.stop();
            if (!(*made)->finish(clock.now()))
                return QStringLiteral("cannot be finished");
            made->reset();
            const QString path = folder + QStringLiteral("/call.lavalier");
            if (askOne(path, QStringLiteral("SELECT count(*) FROM packet")) != QLatin1String("40")
                || askOne(path, QStringLiteral("SELECT count(*) FROM event WHERE type = 'marker'"))
                    != QLatin1String("10"))
                return QStringLiteral("not all of it is there");
            return failed == 2 ? QString() : QStringLiteral("never short");
        };
        int struck = 0;
        for (int n = 1;; ++n) {
            const QTemporaryDir folder;
            const QString wrong = record(folder.path(), n);
            if (wrong == QLatin1String("never short"))
                break;
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("%1: %2").arg(n).arg(wrong)));
            ++struck;
        }
        QVERIFY2(struck > 20, qPrintable(QString::number(struck)));
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
