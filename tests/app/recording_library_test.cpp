#include "app/recording_library.h"

#include "tests/patience.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("no file to test with");
}

} // namespace

/// What the window is told of a folder and its files, read on the library's own thread.
class RecordingLibraryTest : public QObject {
    Q_OBJECT
private slots:
    void anEmptyListSaysWhetherTheFolderCouldBeRead_data();
    void anEmptyListSaysWhetherTheFolderCouldBeRead();
    void aFileThatCannotBeReadSaysWhy();
    void aRecoveryThatFailsIsToldUnderItsOwnKey();

private:
    static void read(RecordingLibrary& library)
    {
        library.refresh();
        QTRY_VERIFY(!library.isLoading());
    }
    QTemporaryDir m_home;
};

void RecordingLibraryTest::anEmptyListSaysWhetherTheFolderCouldBeRead_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("usual");
    QTest::addColumn<QString>("said"); // empty: there are none yet
    QTest::newRow("empty") << "empty"
                           << "Music"
                           << "";
    QTest::newRow("usual, not made yet") << "Music"
                                         << "Music"
                                         << "";
    QTest::newRow("usual, spelt otherwise") << "./Music/"
                                            << "Music"
                                            << "";
    QTest::newRow("on a disk that is not plugged in") << "disk/calls"
                                                      << "Music"
                                                      << "is not there";
    QTest::newRow("a file in its place") << "file"
                                         << "Music"
                                         << "cannot be read";
    QTest::newRow("a file in the usual one's place") << "file"
                                                     << "file"
                                                     << "cannot be read";
}

void RecordingLibraryTest::anEmptyListSaysWhetherTheFolderCouldBeRead()
{
    QFETCH(QString, folder);
    QFETCH(QString, usual);
    QFETCH(QString, said);
    QDir(m_home.path()).mkpath(QStringLiteral("empty"));
    write(m_home.filePath("file"), "x");
    RecordingLibrary library(m_home.filePath(folder), m_home.filePath(usual), {}, {}, {});
    read(library);
    QVERIFY(library.recordings().empty());
    QCOMPARE(library.problem().has_value(), !said.isEmpty());
    if (said.isEmpty())
        return;
    QVERIFY2(library.problem()->whatHappened.contains(said),
             qPrintable(library.problem()->whatHappened));
    QCOMPARE(library.problem()->remedy, ui::Problem::Remedy::ChooseFolder);

    library.setFolder(m_home.filePath("empty")); // and all is well again
    QTRY_VERIFY(!library.isLoading() && !library.problem());
}

void RecordingLibraryTest::aFileThatCannotBeReadSaysWhy()
{
    QDir(m_home.path()).mkpath(QStringLiteral("calls"));
    write(m_home.filePath("calls/letter.lavalier"), "Dear Ana, this is no recording at all.");
    RecordingLibrary library(m_home.filePath("calls"), m_home.filePath("Music"), {}, {}, {});
    read(library);
    QCOMPARE(library.recordings().size(), std::size_t(1));
    const ui::RecordingView& view = library.recordings().front();
    QCOMPARE(view.state, ui::RecordingState::Unreadable);
    QVERIFY(view.problem && view.problem->whatHappened.contains("letter.lavalier"));
    QVERIFY(!view.problem->whatToDo.isEmpty());
    QVERIFY(!library.problem());
}

void RecordingLibraryTest::aRecoveryThatFailsIsToldUnderItsOwnKey()
{
    RecordingLibrary library(m_home.path(), m_home.path(), {}, {}, {});
    QSignalSpy raised(&library, &RecordingLibrary::problemRaised);
    QSignalSpy resolved(&library, &RecordingLibrary::problemResolved);
    const QString path = m_home.filePath("gone.lavalier");
    library.recover(path);
    QVERIFY(raised.wait(test::kPatience));
    QCOMPARE(raised[0][0].value<ui::Problem>().key, ui::recoveryKey(path));
    QCOMPARE(resolved.size(), 1); // what was said of an earlier try is over
    QCOMPARE(resolved[0][0].toString(), ui::recoveryKey(path));
    QTRY_VERIFY(!library.isLoading());
}

QTEST_GUILESS_MAIN(RecordingLibraryTest)
#include "recording_library_test.moc"
