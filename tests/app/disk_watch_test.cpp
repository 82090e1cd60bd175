#include "app/disk_watch.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lavalier::app;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kMiB = 1 << 20;

} // namespace

class DiskWatchTest : public QObject {
    Q_OBJECT

private slots:
    void knowsWhenRoomIsShort_data()
    {
        QTest::addColumn<quint64>("free");
        QTest::addColumn<double>("pace"); // bytes a second
        QTest::addColumn<int>("room");
        const auto row = [](const char* name, std::uint64_t free, double pace, DiskRoom room) {
            QTest::newRow(name) << quint64(free) << pace << int(room);
        };
        row("days", 1'000'000 * kMiB, 1e5, DiskRoom::Plenty);
        row("exactly an hour", 3600 * kMiB, double(kMiB), DiskRoom::Plenty);
        row("just below an hour", 3600 * kMiB - 2 * kMiB, double(kMiB), DiskRoom::Low);
        row("days, but below 1 GiB", 1024 * kMiB - 1, 100, DiskRoom::Low);
        row("exactly 1 GiB", 1024 * kMiB, 100, DiskRoom::Plenty);
        row("exactly ten minutes", 600 * kMiB, double(kMiB), DiskRoom::Low);
        row("just below ten minutes", 598 * kMiB, double(kMiB), DiskRoom::Urgent);
        row("days, but below 256 MiB", 256 * kMiB - 1, 1, DiskRoom::Urgent);
        row("nothing", 0, 1e5, DiskRoom::Urgent);
        row("nobody speaks", 5000 * kMiB, 0, DiskRoom::Plenty);
    }
    void knowsWhenRoomIsShort()
    {
        QFETCH(quint64, free);
        QFETCH(double, pace);
        QFETCH(int, room);
        QCOMPARE(int(outlookOf(free, pace).room), room);
    }

    void warnsOnceHoweverItWavers()
    {
        DiskWatch watch;
        const auto told = [&watch](std::uint64_t mebibytes) {
            const auto word = watch.look(outlookOf(mebibytes * kMiB, 100));
            return word ? int(word->room) : -1;
        };
        QCOMPARE(told(2000), -1);
        QCOMPARE(told(1000), int(DiskRoom::Low));
        QCOMPARE(told(1100), -1); // no longer low, but near
        QCOMPARE(told(1000), -1);
        QCOMPARE(told(200), int(DiskRoom::Urgent));
        QCOMPARE(told(300), -1);
        QCOMPARE(told(600), int(DiskRoom::Low)); // somebody made some room
        QCOMPARE(told(5000), int(DiskRoom::Plenty));
        QCOMPARE(told(100), int(DiskRoom::Urgent)); // at once
    }

    void believesNoPaceOfTheFirstSeconds()
    {
        QCOMPARE(paceOf(1'000'000'000, 5s, 2), 2 * 40e6 / 3600);
        QCOMPARE(paceOf(60'000'000, 60s, 2), 1e6);
        QVERIFY(paceOf(0, 0s, 0) > 0);
    }

    void asksTheDiskOfAFolderThatIsNotThereYet()
    {
        const QTemporaryDir folder;
        const auto here = bytesFreeIn(folder.path());
        QVERIFY(here && *here > 0);
        QVERIFY(bytesFreeIn(folder.filePath(QStringLiteral("a/b/c"))));
        QVERIFY(bytesFreeIn(QStringLiteral("relative")));
    }
};

QTEST_GUILESS_MAIN(DiskWatchTest)
#include "disk_watch_test.moc"
