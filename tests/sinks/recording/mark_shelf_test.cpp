#include "sinks/recording/mark_shelf.h"

#include "tests/sinks/exporter/tone_recording.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;
using lavalier::exporter::testing::ToneRecording;

/// How often a recording is read is what makes an export of many tracks fast or slow.
class MarkShelfTest : public QObject {
    Q_OBJECT

    const std::atomic<bool> m_goOn = false;
    QTemporaryDir m_folder;
    QString m_recording;

    static constexpr std::uint64_t kMost = MarkShelf::kMostAtOnce;

private slots:
    void initTestCase()
    {
        ToneRecording tones(m_folder.path(), QStringLiteral("three"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 1);
        tones.talk(UserId(8), QStringLiteral("Bo"), 440, 1, 3, ToneRecording::Coded::BothSides);
        tones.talk(UserId(9), QStringLiteral("Cy"), 440, 3, 6);
        m_recording = tones.finish(7);
    }

    void readsTheRecordingAsRarelyAsMemoryAllows_data()
    {
        QTest::addColumn<QList<quint64>>("frames");
        QTest::addColumn<int>("looks");
        QTest::newRow("all at once") << QList<quint64> {50, 100, 150} << 1;
        QTest::newRow("two, then one") << QList<quint64> {kMost / 2, kMost / 2, 1} << 2;
        QTest::newRow("each alone") << QList<quint64> {kMost, kMost, kMost} << 3;
        QTest::newRow("more than is ever read ahead") << QList<quint64> {2 * kMost, 1, 1} << 2;
        QTest::newRow("a count past all bounds")
            << QList<quint64> {~quint64(0) - 1, ~quint64(0) - 1, ~quint64(0) - 1} << 3;
    }
    void readsTheRecordingAsRarelyAsMemoryAllows()
    {
        QFETCH(QList<quint64>, frames);
        QFETCH(int, looks);
        MarkShelf shelf(m_recording,
                        {{UserId(7), frames[0]}, {UserId(8), frames[1]}, {UserId(9), frames[2]}},
                        m_goOn);
        for (const auto& [user, count] : {std::pair {7U, 50U}, {8U, 100U}, {9U, 150U}}) {
            const auto packets = shelf.take(UserId(user));
            QVERIFY(packets);
            QCOMPARE(packets->marks.size(), count);
            QCOMPARE(packets->stereo, user == 8U);
        }
        QCOMPARE(shelf.looks(), looks);
    }

    void readsAgainWhatItGaveAway()
    {
        MarkShelf shelf(m_recording, {{UserId(7), 50}, {UserId(8), 100}}, m_goOn);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(shelf.take(UserId(8)).value().marks.size(), 100U);
        QCOMPARE(shelf.take(UserId(12)).value().marks.size(), 0U);
        QCOMPARE(shelf.looks(), 3);
    }

    void saysWhyThereIsNothing()
    {
        MarkShelf shelf(m_folder.filePath(QStringLiteral("none.lavalier")), {}, m_goOn);
        QCOMPARE(shelf.take(UserId(7)).error(), RecordingError::NotFound);
    }
};

QTEST_GUILESS_MAIN(MarkShelfTest)
#include "mark_shelf_test.moc"
