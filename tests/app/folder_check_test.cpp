#include "app/folder_check.h"

#include "tests/patience.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <memory>
#include <mutex>

using namespace lavalier;
using namespace lavalier::app;
using ui::FolderFinding;

class FolderCheckTest : public QObject {
    Q_OBJECT
private slots:
    void knowsWhereARecordingCouldBeMade_data()
    {
        QTest::addColumn<QString>("below");
        QTest::addColumn<FolderFinding>("finding");
        QTest::newRow("a folder") << "there" << FolderFinding::Writable;
        QTest::newRow("one to be made") << "there/not/yet" << FolderFinding::Writable;
        QTest::newRow("a file") << "file" << FolderFinding::NotAFolder;
        QTest::newRow("below a file") << "file/folder" << FolderFinding::NotAFolder;
        QTest::newRow("where nothing can be made") << "/proc" << FolderFinding::NotWritable;
        QTest::newRow("below that") << "/proc/no/such" << FolderFinding::NotWritable;
    }
    void knowsWhereARecordingCouldBeMade()
    {
        QFETCH(QString, below);
        QTemporaryDir place;
        QVERIFY(QDir(place.path()).mkdir(QStringLiteral("there")));
        QFile file(place.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QTEST(tryFolder(QDir(place.path()).absoluteFilePath(below)), "finding");
        // Neither the try nor a folder that somebody has not decided on is left.
        QCOMPARE(
            QDir(place.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            (QStringList {"file", "there"}));
        QVERIFY(QDir(place.filePath(QStringLiteral("there"))).isEmpty());
    }

    void aDiskThatDoesNotAnswerHoldsUpNobody()
    {
        struct Disk {
            std::mutex mutex;
            std::condition_variable goes;
            bool hangs = true;
        };
        const auto disk = std::make_shared<Disk>();
        FolderCheck check(
            nullptr,
            [disk](const QString& folder) {
                std::unique_lock lock(disk->mutex);
                disk->goes.wait(lock,
                                [&] { return folder != QLatin1String("/hung") || !disk->hangs; });
                return FolderFinding::Writable;
            },
            std::chrono::milliseconds(100));
        QSignalSpy checked(&check, &FolderCheck::checked);
        check.check(QStringLiteral("/hung"));
        check.check(QStringLiteral("/hung")); // one thread is enough to be left behind
        check.check(QStringLiteral("/other"));
        QTRY_COMPARE_WITH_TIMEOUT(checked.size(), 2, test::kPatience);
        QCOMPARE(checked[0][0].toString(), QStringLiteral("/other"));
        QCOMPARE(checked[0][1].value<FolderFinding>(), FolderFinding::Writable);
        QCOMPARE(checked[1][1].value<FolderFinding>(), FolderFinding::Silent);
        const std::lock_guard lock(disk->mutex);
        disk->hangs = false;
        disk->goes.notify_all();
    }
};

QTEST_GUILESS_MAIN(FolderCheckTest)
#include "folder_check_test.moc"
