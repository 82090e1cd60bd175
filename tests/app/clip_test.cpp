#include "app/clip_folder.h"
#include "app/export_queue.h"
#include "app/settings_store.h"
#include "tests/patience.h"
#include "tests/sinks/exporter/listening.h"
#include "tests/sinks/exporter/tone_recording.h"
#include "ui/widgets/clip_handle.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace lavalier;
using namespace lavalier::app;
using namespace std::chrono_literals;

/// Selections on their way into other programs, from the handle to files that play.
class ClipTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void whatIsCopiedAreFilesOfThatSpanThatPlay();
    void aFurtherClipEndsTheOneBefore();
    void whatCannotBeMadeSaysWhy_data();
    void whatCannotBeMadeSaysWhy();
    void theFolderGoesWithTheRunAndAfterACrash();
    void whatIsNotOursIsNotSwept_data();
    void whatIsNotOursIsNotSwept();

private:
    ui::ReviewView opened() const
    {
        ui::ReviewView view;
        view.path = m_file;
        for (const std::uint64_t id : {7U, 8U, 9U})
            view.tracks.emplace_back().id = UserId(id);
        view.tracks[2].muted = true;
        return view;
    }
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_file;
};

void ClipTest::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    exporter::testing::ToneRecording tones(m_home->path(), "call");
    tones.talk(UserId(7), "Ana", 440, 0, 6);
    tones.talk(UserId(8), "Ben", 300, 1, 6);
    tones.talk(UserId(9), "Cem", 900, 1, 6);
    m_file = tones.finish(8);
}

void ClipTest::whatIsCopiedAreFilesOfThatSpanThatPlay()
{
    SettingsStore settings(m_home->filePath("settings.json"));
    auto queue = std::make_unique<ExportQueue>(settings);
    queue->keepClipsIn(m_home->filePath("clips"));
    ui::ClipHandle handle;
    handle.setExporter(*queue);
    const auto order = ui::clipOrder(opened(), {1'500ms, 4'000ms});
    QVERIFY(order);
    handle.make(*order);
    QTRY_COMPARE(handle.state(), ui::ClipHandle::State::Ready);
    QVERIFY(queue->exports().empty()); // it is none of these
    const auto urls = QGuiApplication::clipboard()->mimeData()->urls();
    QCOMPARE(urls.size(), 2); // who is muted stays
    for (const QUrl& url : urls) {
        const QFileInfo file(url.toLocalFile());
        QVERIFY2(file.isFile(), qPrintable(url.toString()));
        QVERIFY(file.absoluteFilePath().startsWith(m_home->filePath("clips") + u'/'));
        const auto heard = exporter::testing::listenTo(file.absoluteFilePath());
        const double seconds = double(heard.size()) / 48'000;
        QVERIFY2(std::abs(seconds - 2.5) < 0.025, qPrintable(QString::number(seconds)));
        const bool ana = file.fileName().contains("Ana");
        QVERIFY(exporter::testing::toneIn(heard, ana ? 440 : 300, 0.5, 2) > 0.1);
    }
    queue.reset();
    QVERIFY(!QFileInfo::exists(urls[0].toLocalFile()));
}

void ClipTest::aFurtherClipEndsTheOneBefore()
{
    SettingsStore settings(m_home->filePath("settings.json"));
    ExportQueue queue(settings);
    queue.keepClipsIn(m_home->filePath("clips"));
    QSignalSpy changed(&queue, &ui::ExportPort::exportChanged);
    queue.startClip(*ui::clipOrder(opened(), {0s, 6s}));
    const int last = queue.startClip(*ui::clipOrder(opened(), {1s, 2s}));
    QTRY_COMPARE(changed.size(), 1);
    const auto view = changed[0][0].value<ui::ExportView>();
    QCOMPARE(view.id, last);
    QVERIFY(view.isClip);
    QCOMPARE(view.state, ui::ExportState::Done);
    QTest::qWait(100);
    QCOMPARE(changed.size(), 1);
}

void ClipTest::whatCannotBeMadeSaysWhy_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<bool>("plain");
    QTest::newRow("no place for it") << "" << false;
    QTest::newRow("a file in its place") << "call.lavalier" << false;
    QTest::newRow("a plain start") << "clips" << true;
}

void ClipTest::whatCannotBeMadeSaysWhy()
{
    QFETCH(QString, place);
    QFETCH(bool, plain);
    SettingsStore settings(m_home->filePath("settings.json"));
    ExportQueue queue(settings);
    if (!place.isEmpty())
        queue.keepClipsIn(m_home->filePath(place));
    if (plain)
        queue.startPlainly();
    ui::ClipHandle handle;
    handle.setExporter(queue);
    QSignalSpy raised(&handle, &ui::ClipHandle::problemRaised);
    handle.make(*ui::clipOrder(opened(), {1s, 2s}));
    QTRY_COMPARE(raised.size(), 1);
    const auto problem = raised[0][0].value<ui::Problem>();
    QVERIFY(!problem.whatHappened.isEmpty());
    QCOMPARE(problem.remedy, ui::Problem::Remedy::None); // no button would do anything
    QCOMPARE(problem.otherRemedy, ui::Problem::Remedy::None);
    QCOMPARE(handle.state(), ui::ClipHandle::State::None);
}

void ClipTest::theFolderGoesWithTheRunAndAfterACrash()
{
    const QString place = m_home->filePath("clips");
    QVERIFY(QDir().mkpath(place + "/0123abcd/1")); // nobody holds its lock
    const auto folders
        = [&place] { return QDir(place).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(); };
    {
        ClipFolder first(place);
        QCOMPARE(folders(), 0);
        const QString clip = first.next();
        QVERIFY(QFileInfo(clip).isDir());
        QCOMPARE(QFileInfo(clip).permissions() & QFile::Permission(0x0077), QFile::Permissions());
        QVERIFY(first.next() != clip);
        {
            ClipFolder second(place); // of another window
            QVERIFY(QFileInfo(clip).isDir());
            QVERIFY(!second.next().isEmpty());
            QCOMPARE(folders(), 2);
        }
        QCOMPARE(folders(), 1);
    }
    QCOMPARE(folders(), 0);
    QCOMPARE(QDir(place).entryList(QDir::Files).size(), 0); // nor locks
}

void ClipTest::whatIsNotOursIsNotSwept_data()
{
    QTest::addColumn<QString>("name"); // in the place; what lies there is precious
    QTest::addColumn<QString>("link"); // from here to there, below home
    QTest::newRow("another name") << "clips/holidays"
                                  << "";
    QTest::newRow("a longer name") << "clips/0123abcde"
                                   << "";
    QTest::newRow("a link within") << "elsewhere"
                                   << "clips/0123abcd";
    QTest::newRow("the place is a link") << "elsewhere/0123abcd"
                                         << "clips";
}

void ClipTest::whatIsNotOursIsNotSwept()
{
    QFETCH(QString, name);
    QFETCH(QString, link);
    const QString precious = m_home->filePath(name);
    QVERIFY(QDir().mkpath(precious + "/1"));
    if (!link.isEmpty()) {
        const QString from = m_home->filePath(link);
        QVERIFY(QDir().mkpath(QFileInfo(from).path()));
        const QString to = link == "clips" ? QFileInfo(precious).path() : precious;
        QVERIFY(QFile::link(to, from));
    }
    const ClipFolder folder(m_home->filePath("clips"));
    QVERIFY(QFileInfo(precious + "/1").isDir());
}

QTEST_MAIN(ClipTest)
#include "clip_test.moc"
