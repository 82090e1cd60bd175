#include "sinks/recording/summary_cache.h"

#include "recording_support.h"
#include "sinks/recording/recording_edits.h"
#include "sinks/recording/recording_store.h"
#include "voice/base/bytes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using namespace lavalier::recording::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kLater = 3'000'000'000;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray signedAs(const QByteArray& bytes)
{
    return bytes + QCryptographicHash::hash(bytes, QCryptographicHash::Sha1);
}

} // namespace

/// What the cache says is told from what the file says by its title: the tests put another in.
class SummaryCacheTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;

    QString cacheFile() const
    {
        return m_folder->filePath(QStringLiteral("cache/recordings.list"));
    }
    RecordingStore store() const { return RecordingStore(m_folder->path(), cacheFile()); }
    QString make(const QString& name)
    {
        RecordingDescription description = someCall();
        description.title = name;
        auto made = RecordingFile::create(m_folder->path(), name, description, m_clock.now(),
                                          m_clock.wallNow());
        if (!made)
            return {};
        (*made)->accept({{frameOf(streamOf(1, 1), UserId(7), 1, m_clock.now() + 1s)},
                         {SpeakerSeen {m_clock.now(), UserId(7), QStringLiteral("Ana")}},
                         {}});
        if (!(*made)->finish(m_clock.now() + 2s))
            return {};
        (*made)->buildIndex(false);
        return (*made)->mergeLog() ? (*made)->path() : QString();
    }
    /// As list() does a while after the file was changed last.
    bool keep(const QString& path, const QString& title, std::int64_t later = kLater)
    {
        auto summaries = RecordingStore(m_folder->path()).list();
        const auto found = std::ranges::find(summaries, path, &RecordingSummary::path);
        const auto stamp = settledStampOf(path);
        if (found == summaries.end() || !stamp)
            return false;
        found->title = title;
        SummaryCache cache(cacheFile());
        cache.keep(*found, *stamp, stamp->changed + later);
        return cache.store();
    }
    QString listedTitle(const QString& path) const
    {
        const auto list = store().list();
        const auto found = std::ranges::find(list, path, &RecordingSummary::path);
        return found == list.end() ? QStringLiteral("not listed") : found->title;
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void opensNoFileThatIsStillTheSame()
    {
        const QString path = make(QStringLiteral("one"));
        QVERIFY(keep(path, QStringLiteral("from the cache")));
        QCOMPARE(listedTitle(path), QStringLiteral("from the cache"));
        const auto marked = QStringLiteral("\uFEFFbegins with a byte order mark");
        QVERIFY(keep(path, marked));
        QCOMPARE(listedTitle(path), marked);
        const auto others
            = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
        QCOMPARE(QFileInfo(cacheFile()).permissions() & others, QFile::Permissions());
    }

    void saysAllThatTheFileSaid()
    {
        const QString path = make(QStringLiteral("one"));
        QVERIFY(EditLog::append(path, notesEdit(QStringLiteral("Größe ☕"))));
        QVERIFY(EditLog::append(path, gainEdit(UserId(7), -3.5)));
        QVERIFY(EditLog::append(path, excludeEdit(UserId(7), true)));
        QVERIFY(EditLog::append(path, trimEdit(TrimSpan {100ms, 900ms})));
        const auto asRead = RecordingStore(m_folder->path()).list();
        QCOMPARE(asRead.size(), 1U);
        QVERIFY(asRead[0].trimOnTracks);
        QVERIFY(keep(path, asRead[0].title));
        const auto stamp = settledStampOf(path);
        QVERIFY(stamp);
        const auto kept = SummaryCache(cacheFile()).find(path, *stamp);
        QVERIFY(kept);
        QVERIFY(*kept == asRead[0]);
    }

    void readsAnewWhatMayHaveChanged_data()
    {
        QTest::addColumn<QString>("change");
        for (const char* change : {"edited", "replaced", "log beside it", "journal beside it",
                                   "touched", "changed a moment ago"})
            QTest::newRow(change) << QString::fromLatin1(change);
    }
    void readsAnewWhatMayHaveChanged()
    {
        QFETCH(QString, change);
        const QString path = make(QStringLiteral("one"));
        if (change == QLatin1String("changed a moment ago")) {
            QVERIFY(keep(path, QStringLiteral("stale"), 1'000'000'000));
        } else {
            QVERIFY(keep(path, QStringLiteral("stale")));
        }
        QString expected = QStringLiteral("one");
        if (change == QLatin1String("edited")) {
            expected = QStringLiteral("renamed");
            QVERIFY(RecordingStore::rename(path, expected));
        } else if (change == QLatin1String("replaced")) {
            expected = QStringLiteral("two");
            const QString other = make(expected);
            QVERIFY(QFile::remove(path));
            QVERIFY(QFile::rename(other, path));
        } else if (change.endsWith(QLatin1String("beside it"))) {
            const bool log = change.startsWith(QLatin1String("log"));
            QVERIFY(write(path + (log ? QStringLiteral("-wal") : QStringLiteral("-journal")), {}));
        } else if (change == QLatin1String("touched")) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000),
                                     QFileDevice::FileModificationTime));
        }
        QCOMPARE(listedTitle(path), expected);
    }

    void keepsNoneThatIsNotOneFinishedFile()
    {
        const QString path = make(QStringLiteral("one"));
        const auto stamp = settledStampOf(path);
        QVERIFY(stamp);
        const RecordingSummary whole = RecordingStore(m_folder->path()).list().at(0);
        for (int kind = 0; kind < 5; ++kind) {
            RecordingSummary other = whole;
            if (kind == 1)
                other.state = FileState::Interrupted;
            if (kind == 2)
                other.state = FileState::Unreadable;
            if (kind == 3)
                other.partsMissing = 1;
            if (kind == 4)
                other.parts += path + QStringLiteral("2");
            SummaryCache cache(cacheFile());
            cache.keep(other, *stamp, stamp->changed + kLater);
            QCOMPARE(cache.find(path, *stamp).has_value(), kind == 0);
        }
    }

    void forgetsWhatIsGone()
    {
        const QString path = make(QStringLiteral("gone"));
        make(QStringLiteral("stays"));
        QVERIFY(keep(path, QStringLiteral("Geheimnis")));
        QVERIFY(contentOf(cacheFile()).contains("Geheimnis"));
        QVERIFY(QFile::remove(path));
        QCOMPARE(store().list().size(), 1U);
        QVERIFY(!contentOf(cacheFile()).contains("Geheimnis"));
    }

    void aDamagedCacheIsNone()
    {
        const QString path = make(QStringLiteral("one"));
        QVERIFY(keep(path, QStringLiteral("from the cache")));
        const QByteArray good = contentOf(cacheFile());
        const QByteArray body = good.chopped(20);
        const auto stamp = settledStampOf(path);
        const auto isKnown = [&](const QByteArray& bytes) {
            return write(cacheFile(), bytes)
                && SummaryCache(cacheFile()).find(path, *stamp).has_value();
        };
        QVERIFY(isKnown(good));
        for (qsizetype size = 0; size < good.size(); ++size) {
            QVERIFY2(!isKnown(good.first(size)), "cut short");
            if (size < body.size()) // as somebody may who knows how it is signed
                QVERIFY2(!isKnown(signedAs(body.first(size))), "cut short and signed");
            QByteArray flipped = good;
            flipped[size] = static_cast<char>(flipped[size] ^ 0x40);
            QVERIFY2(!isKnown(flipped), "a bit");
        }
        QVERIFY2(!isKnown(signedAs(body + '\0')), "more than it says");
        for (qsizetype at = 0; at + 4 <= body.size(); ++at) { // lengths and counts among them
            QByteArray huge = body;
            huge.replace(at, 4, "\xff\xff\xff\x7f", 4);
            (void)isKnown(signedAs(huge)); // whatever it is, nothing is read or taken beyond it
        }
        QVERIFY(write(cacheFile(), "x"));
        QCOMPARE(listedTitle(path), QStringLiteral("one"));
    }

    void withoutAPlaceToKeepItTheListIsTheSame()
    {
        const QString path = make(QStringLiteral("one"));
        QVERIFY(write(m_folder->filePath(QStringLiteral("cache")), {})); // a file, not a folder
        QCOMPARE(listedTitle(path), QStringLiteral("one"));
    }
};

QTEST_GUILESS_MAIN(SummaryCacheTest)
#include "summary_cache_test.moc"
