#include "app/machine_watch.h"
#include "app/recording_rules.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;
using Action = RecordingRules::Action;

namespace {

const SteadyTime kStart {std::chrono::hours(5)};

MachineFacts recordingFacts()
{
    MachineFacts facts;
    facts.recording = true;
    return facts;
}

bool has(const std::vector<MachineWarning>& warnings, MachineWarning warning)
{
    return std::ranges::find(warnings, warning) != warnings.end();
}

} // namespace

class MachineWatchTest : public QObject {
    Q_OBJECT
private slots:
    void theDisk_data()
    {
        constexpr std::uint64_t kMiB = 1ULL << 20U;
        QTest::addColumn<int>("minutes"); // −1: not known
        QTest::addColumn<std::uint64_t>("free");
        QTest::addColumn<int>("warning"); // −1: none
        const auto low = int(MachineWarning::DiskLow);
        const auto urgent = int(MachineWarning::DiskUrgent);
        QTest::newRow("plenty") << 600 << 50'000 * kMiB << -1;
        QTest::newRow("an hour") << 60 << 50'000 * kMiB << -1;
        QTest::newRow("less than an hour") << 59 << 50'000 * kMiB << low;
        QTest::newRow("less than a gigabyte") << 600 << 1023 * kMiB << low;
        QTest::newRow("less than ten minutes") << 9 << 50'000 * kMiB << urgent;
        QTest::newRow("less than 256 MiB") << 600 << 255 * kMiB << urgent;
        QTest::newRow("nothing known") << -1 << std::uint64_t {0} << -1;
    }
    void theDisk()
    {
        QFETCH(int, minutes);
        QFETCH(std::uint64_t, free);
        QFETCH(int, warning);
        MachineWatch watch;
        MachineFacts facts = recordingFacts();
        if (minutes >= 0)
            facts.diskTimeLeft = std::chrono::minutes(minutes);
        facts.diskFree = free;
        const auto warnings = watch.update(facts);
        QCOMPARE(warnings.size(), std::size_t(warning < 0 ? 0 : 1));
        if (warning >= 0)
            QCOMPARE(warnings.front(), MachineWarning(warning));
        facts.recording = false;
        QVERIFY(watch.update(facts).empty());
    }

    void aDiskNearTheLimitDoesNotFlicker()
    {
        MachineWatch watch;
        MachineFacts facts = recordingFacts();
        facts.diskTimeLeft = 59min;
        QVERIFY(has(watch.update(facts), MachineWarning::DiskLow));
        facts.diskTimeLeft = 61min;
        QVERIFY(has(watch.update(facts), MachineWarning::DiskLow));
        facts.diskTimeLeft = 67min;
        QVERIFY(watch.update(facts).empty());
    }

    void sleepIsAWorryOnlyWhileRecording()
    {
        MachineWatch watch;
        MachineFacts facts = recordingFacts();
        facts.keptAwake = false;
        QVERIFY(has(watch.update(facts), MachineWarning::MaySleep));
        facts.recording = false;
        QVERIFY(watch.update(facts).empty());
    }

    void recordsByItselfOnceTheChannelFills()
    {
        RecordingRules rules;
        const RecordingRules::Wishes three {3, false};
        QCOMPARE(rules.update({false, false, 9}, three, kStart), Action::None);
        QCOMPARE(rules.update({true, false, 2}, three, kStart), Action::None);
        QCOMPARE(rules.update({true, false, 3}, three, kStart), Action::Start);
        QCOMPARE(rules.update({true, true, 3}, three, kStart + 1s), Action::None);
        // Stopped by hand: it stays stopped until the channel has emptied.
        QCOMPARE(rules.update({true, false, 4}, three, kStart + 2s), Action::None);
        QCOMPARE(rules.update({true, false, 2}, three, kStart + 3s), Action::None);
        QCOMPARE(rules.update({true, false, 3}, three, kStart + 4s), Action::Start);
    }

    void isNotOverruledByTheNetwork()
    {
        RecordingRules rules;
        const RecordingRules::Wishes three {3, false};
        const ChannelId here(1);
        QCOMPARE(rules.update({true, false, 3, false, here}, three, kStart), Action::Start);
        QCOMPARE(rules.update({true, true, 3, false, here}, three, kStart + 1s), Action::None);
        // Stopped by hand, then cut off for a moment.
        QCOMPARE(rules.update({true, false, 3, false, here}, three, kStart + 2s), Action::None);
        QCOMPARE(rules.update({false, false, 3, true, here}, three, kStart + 3s), Action::None);
        QCOMPARE(rules.update({true, false, 3, false, here}, three, kStart + 4s), Action::None);
        // Another channel is another call.
        QCOMPARE(rules.update({true, false, 3, false, ChannelId(2)}, three, kStart + 5s),
                 Action::Start);
    }

    void doesNothingUnlessAsked()
    {
        RecordingRules rules;
        QCOMPARE(rules.update({true, false, 99}, {}, kStart), Action::None);
        QCOMPARE(rules.update({true, true, 0}, {}, kStart), Action::None);
        QCOMPARE(rules.update({true, true, 0}, {}, kStart + 1h), Action::None);
    }

    void stopsAMinuteAfterTheLastPersonLeft()
    {
        RecordingRules rules;
        const RecordingRules::Wishes wish {0, true};
        QCOMPARE(rules.update({true, true, 1}, wish, kStart), Action::None);
        QCOMPARE(rules.update({true, true, 0}, wish, kStart + 1s), Action::None);
        QCOMPARE(rules.update({true, true, 1}, wish, kStart + 50s), Action::None); // came back
        QCOMPARE(rules.update({true, true, 0}, wish, kStart + 51s), Action::None);
        QCOMPARE(rules.update({true, true, 0}, wish, kStart + 110s), Action::None);
        QCOMPARE(rules.update({true, true, 0}, wish, kStart + 111s), Action::Stop);
        QCOMPARE(rules.update({true, false, 0}, wish, kStart + 112s), Action::None);
    }
};

QTEST_APPLESS_MAIN(MachineWatchTest)
#include "machine_watch_test.moc"
