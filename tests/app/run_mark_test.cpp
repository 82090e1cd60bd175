#include "app/run_mark.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier::app;

class RunMarkTest : public QObject {
    Q_OBJECT

    /// The one file that is there while it runs.
    QString markOf(const QString& folder)
    {
        const RunMark run(folder, "work");
        const auto files = QDir(folder).entryInfoList(QDir::Files);
        return files.size() == 1 ? files.front().filePath() : QString();
    }

private slots:
    void anEndInOrderIsNoNews()
    {
        QTemporaryDir folder;
        const QString place = folder.filePath("state");
        QVERIFY(!RunMark(place, "work").wasLeft());
        QVERIFY(!RunMark(place, "work").wasLeft());
        QVERIFY(QDir(place).isEmpty());
    }

    void aRunThatWasCutOffIsNoticedOnce()
    {
        QTemporaryDir folder;
        QFile mark(markOf(folder.path()));
        QVERIFY(mark.open(QIODevice::WriteOnly)); // as kill -9 leaves it
        mark.close();
        QVERIFY(!RunMark(folder.path(), "play").wasLeft()); // another instance's
        {
            const RunMark next(folder.path(), "work");
            QVERIFY(next.wasLeft());
        }
        QVERIFY(!RunMark(folder.path(), "work").wasLeft());
    }

    void whoIsOnTheWayOutMayBeCutOff()
    {
        QTemporaryDir folder;
        RunMark session(folder.path(), "work");
        session.settle();
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void namesNothingOutsideItsFolder()
    {
        QTemporaryDir folder;
        const QString place = folder.filePath("state");
        const RunMark mark(place, "../../etc/x");
        const auto files = QDir(place).entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QCOMPARE(files.front().size(), 0);
        const auto others = QFile::ReadGroup | QFile::ReadOther;
        QCOMPARE(files.front().permissions() & others, QFile::Permissions());
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList("state"));
    }

    void withoutAPlaceNothingHappens() { QVERIFY(!RunMark("/proc/none", "work").wasLeft()); }
};

QTEST_GUILESS_MAIN(RunMarkTest)
#include "run_mark_test.moc"
