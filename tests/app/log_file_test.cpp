#include "app/log_file.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace lavalier;
using namespace lavalier::app;

class LogFileTest : public QObject {
    Q_OBJECT
private slots:
    void keepsAFewFilesForItsUserAlone();
    void leavesOutAFlood();
    void followsNoLink();
    void takesAnyNameForAFile();
    void aFileThatWasThereIsItsUsersAlone();
    void leavesAlone_data();
    void leavesAlone();
};

void LogFileTest::keepsAFewFilesForItsUserAlone()
{
    QTemporaryDir folder;
    const QString place = folder.filePath("state/deep");
    LogFile log(usualLogFile(place), {1000, 3, 1'000'000});
    for (int i = 0; i < 200; ++i)
        log.write(QtWarningMsg, "lavalier.app", QStringLiteral("line\n%1").arg(i));
    const QDir dir(place);
    QCOMPARE(dir.entryList(QDir::Files, QDir::Name),
             (QStringList {"lavalier.1.log", "lavalier.2.log", "lavalier.log"}));
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther
        | QFile::ExeGroup | QFile::ExeOther;
    for (const QFileInfo& file : dir.entryInfoList(QDir::Files)) {
        QVERIFY(file.size() < 1200);
        QCOMPARE(file.permissions() & others, QFile::Permissions());
    }
    QCOMPARE(QFileInfo(place).permissions() & others, QFile::Permissions());
    QFile newest(dir.filePath("lavalier.1.log"));
    QVERIFY(newest.open(QIODevice::ReadOnly));
    const QByteArray line = newest.readLine();
    QVERIFY2(line.contains("Z warning lavalier.app line 1"), line.constData()); // one line
}

void LogFileTest::leavesOutAFlood()
{
    QTemporaryDir folder;
    LogFile log(folder.filePath("log/lavalier.log"), {1'000'000, 2, 10});
    for (int i = 0; i < 500; ++i)
        log.write(QtInfoMsg, "lavalier.media", "bad packet");
    QTest::qWait(1100);
    log.write(QtInfoMsg, "lavalier.media", "quiet");
    QFile file(folder.filePath("log/lavalier.log"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.count('\n') < 50);
    QVERIFY2(text.contains("lines left out"), text.constData());
    QVERIFY(text.contains("quiet"));
}

void LogFileTest::followsNoLink()
{
    QTemporaryDir folder;
    QFile victim(folder.filePath("victim"));
    QVERIFY(victim.open(QIODevice::WriteOnly));
    victim.close();
    QVERIFY(QDir(folder.path()).mkdir("log"));
    QVERIFY(QFile::link(victim.fileName(), folder.filePath("log/lavalier.log")));
    LogFile log(folder.filePath("log/lavalier.log"), {});
    log.write(QtInfoMsg, "lavalier.app", "hello");
    QCOMPARE(QFileInfo(victim.fileName()).size(), 0);
}

void LogFileTest::takesAnyNameForAFile()
{
    QTemporaryDir folder;
    for (const char* name : {"mine.txt", "a.b.log", "plain"}) {
        LogFile log(folder.filePath(name), {100, 2, 1000});
        for (int i = 0; i < 5; ++i)
            log.write(QtInfoMsg, "lavalier.app", "hello, this is a line");
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files, QDir::Name),
             (QStringList {"a.b.1.log", "a.b.log", "mine.1.txt", "mine.txt", "plain", "plain.1"}));
}

void LogFileTest::aFileThatWasThereIsItsUsersAlone()
{
    QTemporaryDir folder;
    QFile before(folder.filePath("mine.log"));
    QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before\n") == 7);
    before.close();
    QVERIFY(before.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup
                                  | QFile::WriteGroup | QFile::ReadOther));
    LogFile log(before.fileName(), {});
    QVERIFY(log.isOpen());
    log.write(QtInfoMsg, "lavalier.app", "hello");
    QCOMPARE(before.permissions()
                 & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    QVERIFY(before.open(QIODevice::ReadOnly));
    const QByteArray text = before.readAll();
    QVERIFY2(text.startsWith("before\n") && text.endsWith("hello\n"), text.constData());
}

void LogFileTest::leavesAlone_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("a link that leads nowhere yet") << "dangling";
#ifdef Q_OS_UNIX
    QTest::newRow("a pipe") << "pipe";
    if (geteuid() == 0)
        QTest::newRow("another user's file") << "foreign";
#endif
}

void LogFileTest::leavesAlone()
{
    QFETCH(QString, what);
    QTemporaryDir folder;
    const QString path = folder.filePath("mine.log");
    const QString elsewhere = folder.filePath("elsewhere");
    if (what == QLatin1String("dangling"))
        QVERIFY(QFile::link(elsewhere, path));
#ifdef Q_OS_UNIX
    if (what == QLatin1String("pipe"))
        QCOMPARE(mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    if (what == QLatin1String("foreign")) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QCOMPARE(chown(QFile::encodeName(path).constData(), 12345, 12345), 0);
    }
#endif
    LogFile log(path, {});
    QVERIFY(!log.isOpen());
    log.write(QtInfoMsg, "lavalier.app", "hello");
    QVERIFY(!QFileInfo::exists(elsewhere));
    QCOMPARE(QFileInfo(path).size(), 0);
}

QTEST_GUILESS_MAIN(LogFileTest)
#include "log_file_test.moc"
