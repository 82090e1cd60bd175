#include "voice/control/client_messages.h"
#include "voice/control/control_messages.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::control;

class ControlMessagesTest : public QObject {
    Q_OBJECT
private slots:
    void readsTheServersWords();
    void refusesTextThatIsNoMessage_data();
    void refusesTextThatIsNoMessage();
    void refusesBinaryThatIsNotDave_data();
    void refusesBinaryThatIsNotDave();
    void capsListsOfUsers();
    void saysWhatTheServerExpects();
};

namespace {

template <typename Message> Message read(const char* json)
{
    const auto parsed = parseText(QString::fromUtf8(json));
    return parsed && std::holds_alternative<Message>(parsed->message)
        ? std::get<Message>(parsed->message)
        : Message {};
}

} // namespace

void ControlMessagesTest::readsTheServersWords()
{
    QCOMPARE(read<Hello>("{\"op\":8,\"d\":{\"v\":8,\"heartbeat_interval\":13750.4}}")
                 .heartbeatInterval.count(),
             13750);
    const auto ready
        = read<Ready>("{\"op\":2,\"d\":{\"ssrc\":4294967295,\"ip\":\"127.0.0.1\","
                      "\"port\":65535,\"modes\":[\"a\",\"b\"],\"heartbeat_interval\":1}}");
    QCOMPARE(ready.ssrc, Ssrc(4294967295U));
    QCOMPARE(ready.port, std::uint16_t(65535));
    QCOMPARE(ready.modes.size(), 2);
    QCOMPARE(read<HeartbeatAck>("{\"op\":6,\"d\":{\"t\":1501184119561}}").nonce, 1501184119561);
    QCOMPARE(read<HeartbeatAck>("{\"op\":6,\"d\":12}").nonce, 12);
    QVERIFY(!read<HeartbeatAck>("{\"op\":6,\"d\":null}").nonce);
    QCOMPARE(read<Speaking>("{\"op\":5,\"d\":{\"user_id\":\"18446744073709551615\",\"ssrc\":1,"
                            "\"speaking\":4}}")
                 .user,
             UserId(18446744073709551615U));
    const auto dave = std::get<DavePrepareTransition>(
        read<DaveMessage>("{\"op\":21,\"d\":{\"protocol_version\":1,\"transition_id\":9}}"));
    QCOMPARE(dave.transitionId, 9);
    const auto bytes = QByteArray::fromHex("00041b0102");
    const auto binary = parseBinary(viewOf(bytes));
    QVERIFY(binary.has_value());
    QCOMPARE(binary->sequence, SequenceMark(4));
    QCOMPARE(std::get<DaveBinary>(std::get<DaveMessage>(binary->message)).payload,
             QByteArray::fromHex("0102"));
}

void ControlMessagesTest::refusesTextThatIsNoMessage_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<MessageError>("error");
    QTest::newRow("empty") << QString() << MessageError::NotJson;
    QTest::newRow("cut short") << QStringLiteral("{\"op\":8,\"d\":{") << MessageError::NotJson;
    QTest::newRow("nested too deep")
        << QString(u"{\"op\":8,\"d\":" + QString(2000, u'[') + QString(2000, u']') + u'}')
        << MessageError::NotJson;
    QTest::newRow("one past the limit")
        << QString(kMaxTextBytes + 1, u' ') << MessageError::TooLarge;
    QTest::newRow("one past the limit in UTF-8")
        << QString(kMaxTextBytes / 2 + 1, QChar(0xe9)) << MessageError::TooLarge;
    QTest::newRow("no opcode") << QStringLiteral("{}") << MessageError::NoOpcode;
    QTest::newRow("opcode negative") << QStringLiteral("{\"op\":-8}") << MessageError::NoOpcode;
    QTest::newRow("opcode a fraction") << QStringLiteral("{\"op\":8.5}") << MessageError::NoOpcode;
    QTest::newRow("no data") << QStringLiteral("{\"op\":8}") << MessageError::WrongType;
    QTest::newRow("port zero") << QStringLiteral("{\"op\":2,\"d\":{\"ssrc\":1,\"ip\":\"1.1.1.1\","
                                                 "\"port\":0,\"modes\":[]}}")
                               << MessageError::WrongType;
    QTest::newRow("key of large numbers") << QString(u"{\"op\":4,\"d\":{\"secret_key\":[256"
                                                     + QStringLiteral(",1").repeated(31) + u"]}}")
                                          << MessageError::WrongType;
    QTest::newRow("key of texts") << QString(u"{\"op\":4,\"d\":{\"secret_key\":[\"1\""
                                             + QStringLiteral(",1").repeated(31) + u"]}}")
                                  << MessageError::WrongType;
    QTest::newRow("key one byte long") << QString(u"{\"op\":4,\"d\":{\"secret_key\":[1"
                                                  + QStringLiteral(",1").repeated(32) + u"]}}")
                                       << MessageError::WrongType;
}

void ControlMessagesTest::refusesTextThatIsNoMessage()
{
    QFETCH(QString, text);
    QFETCH(MessageError, error);
    const auto parsed = parseText(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().error, error);
}

void ControlMessagesTest::refusesBinaryThatIsNotDave_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<MessageError>("error");
    QTest::newRow("empty") << QByteArray() << MessageError::Truncated;
    QTest::newRow("no opcode") << QByteArray::fromHex("0001") << MessageError::Truncated;
    QTest::newRow("opcode 24") << QByteArray::fromHex("000118") << MessageError::NotDave;
    QTest::newRow("opcode 31") << QByteArray::fromHex("00011f") << MessageError::NotDave;
    QTest::newRow("one past the limit")
        << QByteArray(kMaxBinaryBytes + 1, '\x19') << MessageError::TooLarge;
}

void ControlMessagesTest::refusesBinaryThatIsNotDave()
{
    QFETCH(QByteArray, bytes);
    QFETCH(MessageError, error);
    const auto parsed = parseBinary(viewOf(bytes));
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().error, error);
}

void ControlMessagesTest::capsListsOfUsers()
{
    QString ids = QStringLiteral("\"1\"");
    for (qsizetype i = 0; i < kMaxUserIds; ++i)
        ids += QStringLiteral(",\"%1\"").arg(i + 2);
    const auto parsed = parseText(u"{\"op\":11,\"d\":{\"user_ids\":[" + ids + u"]}}");
    QVERIFY(parsed.has_value());
    const auto& clients = std::get<ClientsConnect>(parsed->message);
    QCOMPARE(clients.users.size(), kMaxUserIds);
    QCOMPARE(clients.refused, 1U);
}

void ControlMessagesTest::saysWhatTheServerExpects()
{
    QCOMPARE(heartbeatText(1501184119561, 10),
             QByteArray("{\"d\":{\"seq_ack\":10,\"t\":1501184119561},\"op\":3}"));
    QCOMPARE(heartbeatText(1, 9007199254740993),
             QByteArray("{\"d\":{\"seq_ack\":9007199254740993,\"t\":1},\"op\":3}"));
    QCOMPARE(heartbeatText(1, {}), QByteArray("{\"d\":{\"seq_ack\":-1,\"t\":1},\"op\":3}"));
    QCOMPARE(notSpeakingText(Ssrc(4294967295U)),
             QByteArray("{\"d\":{\"delay\":0,\"speaking\":0,\"ssrc\":4294967295},\"op\":5}"));
}

QTEST_APPLESS_MAIN(ControlMessagesTest)
#include "control_messages_test.moc"
