#include "app/rehearsal.h"

#include "app/exit_code.h"
#include "tests/patience.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>

using namespace lavalier;
using namespace lavalier::app;
using ui::RehearsalFailure;
using ui::RehearsalState;

namespace {

constexpr auto kIntoItsFolder = "#!/bin/sh\n"
                                // --recordings is the last but one, --json the last
                                "for it; do folder=$last; last=$it; done\n"
                                "mkdir -p \"$folder/tracks\" && touch \"$folder/tracks/1.ogg\"\n"
                                "echo \"$folder\" > \"$folder/../seen\"\n";

/// Stands in for this program: does what a shell script says, and ends with its code.
QString program(const QTemporaryDir& place, const QByteArray& then)
{
    QFile file(place.filePath(QStringLiteral("program")));
    if (!file.open(QIODevice::WriteOnly) || file.write(kIntoItsFolder + then) < 0)
        qFatal("no program");
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

} // namespace

class RehearsalTest : public QObject {
    Q_OBJECT
private slots:
    void takesPlaceWhereRecordingsGoAndLeavesNothing_data()
    {
        QTest::addColumn<QByteArray>("then");
        QTest::addColumn<RehearsalState>("state");
        QTest::newRow("it works") << QByteArray(
            "echo '{\"tracks\": [{\"samples\": 480000}, {\"samples\": 480000}]}'\n")
                                  << RehearsalState::Done;
        QTest::newRow("it fails") << QByteArray("exit 7\n") << RehearsalState::Failed;
    }
    void takesPlaceWhereRecordingsGoAndLeavesNothing()
    {
        QFETCH(QByteArray, then);
        QFETCH(RehearsalState, state);
        QTemporaryDir place;
        const QString chosen = place.filePath(QStringLiteral("recordings"));
        Rehearsal rehearsal(program(place, then), [&chosen] { return chosen; });
        rehearsal.startRehearsal();
        QCOMPARE(rehearsal.rehearsal().state, RehearsalState::Running);
        QTRY_COMPARE_WITH_TIMEOUT(rehearsal.rehearsal().state, state, test::kPatience);
        QFile seen(chosen + QStringLiteral("/seen"));
        QVERIFY(seen.open(QIODevice::ReadOnly)); // it was in there
        QVERIFY(seen.readAll().startsWith(QByteArray(chosen.toUtf8() + '/')));
        // The clearing up is waited for a second at most, and goes on.
        QTRY_COMPARE(QDir(chosen).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                     QStringList {"seen"});
    }

    void aFolderThatTakesNothingIsToldWithoutStarting()
    {
        QTemporaryDir place;
        Rehearsal rehearsal(program(place, {}), [] { return QStringLiteral("/proc/no/such"); });
        rehearsal.startRehearsal();
        QTRY_COMPARE_WITH_TIMEOUT(rehearsal.rehearsal().state, RehearsalState::Failed,
                                  test::kPatience);
        QCOMPARE(rehearsal.rehearsal().failure, RehearsalFailure::Recording);
    }

    void whatIsMissingCannotBeStarted()
    {
        QTemporaryDir place;
        Rehearsal rehearsal(place.filePath(QStringLiteral("nothing")),
                            [&place] { return place.path(); });
        rehearsal.startRehearsal();
        QTRY_COMPARE_WITH_TIMEOUT(rehearsal.rehearsal().state, RehearsalState::Failed,
                                  test::kPatience);
        QCOMPARE(rehearsal.rehearsal().failure, RehearsalFailure::NotStarted);
    }

    void aCancelledOneIsOverAtOnce()
    {
        QTemporaryDir place;
        Rehearsal rehearsal(program(place, "sleep 60\n"), [&place] { return place.path(); });
        rehearsal.startRehearsal();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(place.filePath(QStringLiteral("seen"))),
                                 test::kPatience);
        rehearsal.cancelRehearsal();
        QCOMPARE(rehearsal.rehearsal().state, RehearsalState::Idle);
        QTRY_COMPARE(
            QDir(place.path())
                .entryList({QStringLiteral(".lavalier*")}, QDir::AllEntries | QDir::Hidden),
            QStringList());
        rehearsal.startRehearsal();
        rehearsal.cancelRehearsal(); // before the folder is known to be good
        QTest::qWait(100);
        QCOMPARE(rehearsal.rehearsal().state, RehearsalState::Idle);
    }

    void whatACrashLeftBehindGoes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("old");
        QTest::addColumn<bool>("link");
        QTest::addColumn<bool>("stays");
        const QString ours = ".lavalier-rehearsal-01234567-89ab-4cde-8f01-23456789abcd";
        QTest::newRow("left behind") << ours << true << false << false;
        QTest::newRow("of another that is at it") << ours << false << false << true;
        QTest::newRow("a link") << ours << true << true << true;
        QTest::newRow("another name") << ".lavalier-rehearsal-mine" << true << false << true;
        QTest::newRow("a longer name") << ours + "-2" << true << false << true;
    }
    void whatACrashLeftBehindGoes()
    {
        QFETCH(QString, name);
        QFETCH(bool, old);
        QFETCH(bool, link);
        QFETCH(bool, stays);
        QTemporaryDir place;
        const QString found = place.filePath(name);
        const QString folder = link ? place.filePath("elsewhere") : found;
        QVERIFY(QDir().mkpath(folder + "/tracks"));
        if (link)
            QVERIFY(QFile::link(folder, found));
        if (old)
            std::filesystem::last_write_time(folder.toStdString(),
                                             std::filesystem::file_time_type::clock::now()
                                                 - std::chrono::hours(1));
        Rehearsal rehearsal(program(place, "exit 7\n"), [&place] { return place.path(); });
        rehearsal.startRehearsal();
        QTRY_COMPARE_WITH_TIMEOUT(rehearsal.rehearsal().state, RehearsalState::Failed,
                                  test::kPatience);
        if (!stays)
            QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(folder), test::kPatience);
        QTest::qWait(50);
        QCOMPARE(QFileInfo::exists(folder + "/tracks"), stays);
    }

    void saysWhatTheExitCodeMeans_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("notes");
        QTest::addColumn<RehearsalFailure>("failure");
        QTest::addColumn<QString>("technical");
        QTest::newRow("not written")
            << int(ExitCode::Recording) << QByteArray("Recording.\nThe disk is full.\n")
            << RehearsalFailure::Recording << "exit code 6: The disk is full.";
        QTest::newRow("no tracks")
            << int(ExitCode::Export) << QByteArray() << RehearsalFailure::Export << "exit code 7";
        QTest::newRow("an event comes last")
            << int(ExitCode::Network) << QByteArray("The call ended.\n{\"event\": \"alarm\"}\n")
            << RehearsalFailure::Other << "exit code 5: The call ended.";
        QTest::newRow("crashed") << -2 << QByteArray() << RehearsalFailure::Other << "crashed";
    }
    void saysWhatTheExitCodeMeans()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, notes);
        const ui::RehearsalView view = Rehearsal::explain(code, notes);
        QCOMPARE(view.state, RehearsalState::Failed);
        QTEST(view.failure, "failure");
        QTEST(view.technical, "technical");
    }
};

QTEST_GUILESS_MAIN(RehearsalTest)
#include "rehearsal_test.moc"
