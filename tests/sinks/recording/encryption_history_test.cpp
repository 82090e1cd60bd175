#include "sinks/recording/encryption_history.h"
#include "sinks/recording/schema.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::recording;

namespace {

constexpr UserId kBot {1};
constexpr UserId kAna {2};
const QString kCode = QStringLiteral("48213 90774 11806 22817 10293 77120");

RecordedEvent at(int seconds, const RecordingEvent& event)
{
    return {std::chrono::seconds(seconds), event};
}

QByteArray key(char fill)
{
    return QByteArray(1, '\4') + QByteArray(64, fill);
}

} // namespace

class EncryptionHistoryTest : public QObject {
    Q_OBJECT
private slots:
    void saysNothingOfAPlainRecording()
    {
        const RecordedEvent events[] = {at(1, {EventType::Join, kAna, {}})};
        const EncryptionHistory history = encryptionOf(events);
        QCOMPARE(history.version, 0);
        QVERIFY(history.privacyCode.isEmpty());
        QVERIFY(history.changes.empty());
        QVERIFY(!history.own);
    }

    void tellsTheLastEpochAndEveryChange()
    {
        const RecordedEvent events[] = {
            at(0, epochEvent(1, 3, QStringLiteral("00000 11111 22222 33333 44444 55555"))),
            at(0, keyEvent(kBot, key('b'), KeyOf::Ourselves)),
            at(0, keyEvent(kAna, key('a'), KeyOf::Somebody)),
            at(4, {EventType::Marker, {}, {}}),
            at(5, {EventType::Recovery, {}, QStringLiteral("begun")}),
            at(6, {EventType::Undecryptable, kAna, QStringLiteral("begun")}),
            at(7, epochEvent(1, 4, kCode)),
            at(8, keyEvent(kAna, key('c'), KeyOf::Somebody)),
        };
        const EncryptionHistory history = encryptionOf(events);
        QCOMPARE(history.version, 1);
        QCOMPARE(history.epoch, std::uint64_t(4));
        QCOMPARE(history.privacyCode, kCode);
        QCOMPARE(history.changes.size(), std::size_t(4)); // neither keys nor markers
        QVERIFY(history.own);
        QCOMPARE(history.own->publicKey, key('b'));
        QVERIFY(history.keyOf(kAna));
        QCOMPARE(history.keyOf(kAna)->publicKey, key('c')); // came back with another one
        QVERIFY(!history.keyOf(kBot));
    }

    void aDowngradeTakesTheCodeAway()
    {
        const RecordedEvent events[]
            = {at(0, epochEvent(1, 3, kCode)),
               at(5, {EventType::Downgrade, {}, QStringLiteral("version 0")})};
        const EncryptionHistory history = encryptionOf(events);
        QCOMPARE(history.version, 0);
        QVERIFY(history.privacyCode.isEmpty());
        QCOMPARE(history.changes.size(), std::size_t(2));
    }

    void believesNoKeyOfAnotherLength_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("own, empty") << QStringLiteral("own ");
        QTest::newRow("one byte short") << QString::fromLatin1(key('a').toHex().chopped(2));
        QTest::newRow("one byte more") << QString::fromLatin1(key('a').toHex() + "00");
        QTest::newRow("no digits") << QString(130, u'x');
    }
    void believesNoKeyOfAnotherLength()
    {
        QFETCH(QString, text);
        const RecordedEvent events[] = {at(0, {EventType::Key, kAna, text})};
        const EncryptionHistory history = encryptionOf(events);
        QVERIFY(!history.own);
        QVERIFY(history.others.empty());
    }

    void believesNoCodeOfAnotherShape_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << QStringLiteral("version 1, epoch 2, code call me");
        QTest::newRow("five groups")
            << QStringLiteral("version 1, epoch 2, code 11111 22222 33333 44444 55555");
        QTest::newRow("an epoch of twenty digits")
            << QStringLiteral("version 1, epoch 99999999999999999999, code ") + kCode;
        QTest::newRow("nothing") << QString();
    }
    void believesNoCodeOfAnotherShape()
    {
        QFETCH(QString, text);
        const EpochNote note = readEpoch(text);
        QCOMPARE(note.epoch, std::uint64_t(0));
        QVERIFY(note.privacyCode.isEmpty());
    }

    void everyTypeHasANameOfItsOwn()
    {
        for (int i = 1; i <= static_cast<int>(EventType::Key); ++i) {
            const auto type = static_cast<EventType>(i);
            QVERIFY2(nameOf(type) != QStringLiteral("unknown"), qPrintable(QString::number(i)));
            QCOMPARE(eventTypeOf(nameOf(type)), type);
        }
    }
};

QTEST_GUILESS_MAIN(EncryptionHistoryTest)
#include "encryption_history_test.moc"
