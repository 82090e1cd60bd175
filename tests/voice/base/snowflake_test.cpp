#include "voice/base/snowflake.h"

#include <QTest>

#include <limits>

using namespace lavalier;

class SnowflakeTest : public QObject {
    Q_OBJECT
private slots:
    void readsDecimalIds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<quint64>("value"); // zero: refused
        const auto row = [](const char* name, const char* text, quint64 value = 0) {
            QTest::newRow(name) << QString::fromUtf8(text) << value;
        };
        row("usual", "175928847299117063", 175928847299117063);
        row("one digit", "7", 7);
        row("leading zeros", "007", 7);
        row("the largest", "18446744073709551615", std::numeric_limits<quint64>::max());
        row("one past the largest", "18446744073709551616");
        row("twenty nines", "99999999999999999999");
        row("twenty-one digits", "000000000000000000007");
        row("zero", "0");
        row("nothing", "");
        row("sign", "+7");
        row("minus", "-7");
        row("space in front", " 7");
        row("space behind", "7 ");
        row("hexadecimal", "0x7");
        row("a fraction", "7.0");
        row("digits of another script", "٧");
    }

    void readsDecimalIds()
    {
        QFETCH(QString, text);
        QFETCH(quint64, value);
        QCOMPARE(parseSnowflake(text).value_or(0), value);
        const auto user = parseId<UserId>(text);
        QCOMPARE(user.has_value(), value != 0);
        if (user)
            QCOMPARE(toString(*user), QString::number(value));
    }

    void tellsWhenSomethingWasMade()
    {
        // The example of Discord's own documentation.
        QCOMPARE(creationTime(175928847299117063).toString(Qt::ISODateWithMs),
                 QStringLiteral("2016-04-30T11:18:25.796Z"));
    }
};

QTEST_GUILESS_MAIN(SnowflakeTest)
#include "snowflake_test.moc"
