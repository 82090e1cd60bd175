#include "sinks/recording/recording_store.h"

#include "recording_support.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

class RecordingStoreTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;

    std::unique_ptr<RecordingFile> begin(const QString& title)
    {
        RecordingDescription description = someCall();
        description.title = title;
        m_clock.advance(10s);
        auto made = RecordingFile::create(m_folder->path(), QStringLiteral("call"), description,
                                          m_clock.now(), m_clock.wallNow());
        if (!made)
            return nullptr;
        (*made)->accept({{frameOf(streamOf(1, 1), UserId(7), 1, m_clock.now() + 1s)}, {}, {}});
        return (*made)->commit(m_clock.now() + 1s) ? *std::move(made) : nullptr;
    }
    QString finished(const QString& title)
    {
        auto file = begin(title);
        if (!file || !file->finish(m_clock.now() + 2s))
            return {};
        file->buildIndex(false);
        (void)file->mergeLog();
        return file->path();
    }
    /// What a crash leaves: file and logs without a writer, some time ago.
    QString interrupted(const QString& title)
    {
        const auto file = begin(title);
        const QString copy = m_folder->filePath(QStringLiteral("crashed.lavalier"));
        for (const char* suffix : {"", "-wal"}) {
            QProcess copier; // not QFile: it would drop the writer's locks
            copier.start(QStringLiteral("cp"),
                         {file->path() + QLatin1String(suffix), copy + QLatin1String(suffix)});
            copier.waitForFinished();
        }
        QProcess::execute(
            QStringLiteral("touch"),
            {QStringLiteral("-d"), QStringLiteral("1 hour ago"), copy + QStringLiteral("-wal")});
        return copy;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void listsTheNewestFirstWithTheirStates()
    {
        finished(QStringLiteral("one"));
        finished(QStringLiteral("two"));
        const auto running = begin(QStringLiteral("three"));
        QFile odd(m_folder->filePath(QStringLiteral("odd.lavalier")));
        QVERIFY(odd.open(QIODevice::WriteOnly));
        odd.write("not a recording at all");
        odd.flush();
        QVERIFY(odd.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000),
                                QFileDevice::FileModificationTime));
        odd.close();

        const auto list = RecordingStore(m_folder->path()).list();
        QCOMPARE(list.size(), 4U);
        QCOMPARE(list[0].title, QStringLiteral("three"));
        QCOMPARE(list[0].state, FileState::Recording);
        QCOMPARE(list[1].title, QStringLiteral("two"));
        QCOMPARE(list[1].state, FileState::Finished);
        QCOMPARE(list[1].length, 2000ms);
        QCOMPARE(list[3].title, QStringLiteral("odd"));
        QCOMPARE(list[3].state, FileState::Unreadable);
        QCOMPARE(list[3].error, RecordingError::NotARecording);
        QVERIFY(RecordingStore(m_folder->filePath(QStringLiteral("none"))).list().empty());
    }

    void listsAnInterruptedRecording()
    {
        interrupted(QStringLiteral("four"));
        const auto list = RecordingStore(m_folder->path()).list();
        QCOMPARE(list.size(), 2U);
        const auto& crashed = list[0].path.contains(QStringLiteral("crashed")) ? list[0] : list[1];
        QCOMPARE(crashed.state, FileState::Interrupted);
        QCOMPARE(crashed.title, QStringLiteral("four"));
        QCOMPARE(crashed.length, 1000ms);
    }

    void countsWhoSpokeInTheSecondOfTheCrash()
    {
        const auto file = begin(QStringLiteral("five"));
        const SteadyTime zero = m_clock.now();
        const auto say = [&](std::uint64_t user, int number, std::chrono::milliseconds at) {
            file->accept({{frameOf(streamOf(1, static_cast<std::uint32_t>(user)), UserId(user),
                                   number, zero + at)},
                          {},
                          {}});
            QVERIFY(file->commit(zero + at));
        };
        for (int i = 0; i < 100; ++i) // 1 s to 3 s
            say(7, i + 2, 1000ms + i * 20ms);
        for (int i = 0; i < 5; ++i)
            say(8, i, 3100ms + i * 20ms); // in the file, in no tally
        const auto list = RecordingStore(m_folder->path()).list();
        QCOMPARE(list.size(), 1U);
        QCOMPARE(list[0].speakers.size(), 2U);
        QCOMPARE(list[0].speakers[0].frames, 101U);
        QCOMPARE(list[0].speakers[1].user, UserId(8));
        QCOMPARE(list[0].speakers[1].frames, 5U);
    }

    void doesNotTrashWhatSomebodyStillReads()
    {
        const QString path = interrupted(QStringLiteral("busy"));
        QProcess reader; // in the middle of a query
        reader.start(QStringLiteral("sqlite3"), {QStringLiteral("-readonly"), path});
        reader.write("BEGIN; SELECT count(*) FROM packet;\n");
        QVERIFY(reader.waitForReadyRead(5000));
        QProcess::execute(
            QStringLiteral("touch"),
            {QStringLiteral("-d"), QStringLiteral("1 hour ago"), path + QStringLiteral("-wal")});
        QCOMPARE(RecordingStore::moveToTrash(path).error(), RecordingError::Busy);
        QVERIFY(QFile::exists(path) && QFile::exists(path + QStringLiteral("-wal")));
        reader.closeWriteChannel();
        QVERIFY(reader.waitForFinished(5000));
    }

    void renamesTheTitleAndNothingElse()
    {
        const QString path = finished(QStringLiteral("before"));
        QVERIFY(RecordingStore::rename(path, QStringLiteral("after")));
        QVERIFY(RecordingStore::rename(path, QStringLiteral("at last")));
        const auto list = RecordingStore(m_folder->path()).list();
        QCOMPARE(list.size(), 1U);
        QCOMPARE(list[0].path, path);
        QCOMPARE(list[0].title, QStringLiteral("at last"));
        QCOMPARE(askOne(path, QStringLiteral("SELECT title FROM recording")),
                 QStringLiteral("before"));
        QCOMPARE(askOne(path, QStringLiteral("SELECT group_concat(value) FROM edit")),
                 QStringLiteral("after,at last"));
    }

    void leavesARunningRecordingAlone()
    {
        const auto running = begin(QStringLiteral("running"));
        QCOMPARE(RecordingStore::rename(running->path(), QStringLiteral("x")).error(),
                 RecordingError::BeingRecorded);
        QCOMPARE(RecordingStore::moveToTrash(running->path()).error(),
                 RecordingError::BeingRecorded);
        QVERIFY(QFile::exists(running->path()));
    }

    void refusesToChangeWhatALaterVersionMade()
    {
        const QString path = finished(QStringLiteral("new"));
        QProcess sqlite;
        sqlite.start(QStringLiteral("sqlite3"),
                     {QStringLiteral("-cmd"), QStringLiteral(".timeout 5000"), path,
                      QStringLiteral("PRAGMA user_version = 2")});
        QVERIFY(sqlite.waitForFinished());
        QCOMPARE(RecordingStore::rename(path, QStringLiteral("x")).error(),
                 RecordingError::NewerSchema);
    }

    void trashesAWholeRecording_data()
    {
        QTest::addColumn<bool>("crashed");
        QTest::newRow("finished") << false;
        QTest::newRow("interrupted") << true;
    }

    void trashesAWholeRecording()
    {
        QFETCH(bool, crashed);
        const QString data = m_folder->filePath(QStringLiteral("data"));
        QVERIFY(QDir().mkpath(data));
        qputenv("XDG_DATA_HOME", QFile::encodeName(data));
        const QString path
            = crashed ? interrupted(QStringLiteral("x")) : finished(QStringLiteral("x"));
        QVERIFY(RecordingStore::moveToTrash(path));
        const QDir trash(data + QStringLiteral("/Trash/files"));
        QCOMPARE(trash.entryList(QDir::Files), QStringList(QFileInfo(path).fileName()));
        QCOMPARE(askOne(trash.absoluteFilePath(QFileInfo(path).fileName()),
                        QStringLiteral("SELECT count(*) FROM packet")),
                 QStringLiteral("1"));
        QVERIFY(!QFile::exists(path));
        QVERIFY(!QFile::exists(path + QStringLiteral("-wal")));
        QCOMPARE(RecordingStore::moveToTrash(path).error(), RecordingError::NotFound);
    }

    void listsAThousandQuickly()
    {
        const QString one = finished(QStringLiteral("many"));
        for (int i = 0; i < 999; ++i)
            QVERIFY(QFile::copy(one, m_folder->filePath(QStringLiteral("r%1.lavalier").arg(i))));
        const RecordingStore store(m_folder->path());
        (void)store.list();
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(store.list().size(), 1000U);
        qInfo("1,000 recordings in %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 10'000); // the goal is 300 on a quiet machine
    }
};

QTEST_GUILESS_MAIN(RecordingStoreTest)
#include "recording_store_test.moc"
