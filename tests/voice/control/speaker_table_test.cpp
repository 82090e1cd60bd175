#include "voice/control/speaker_table.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::control;

namespace {

/// "5 8=100" is op 5 with user 8 and SSRC 100, "13 8" is op 13; answers what was news.
QStringList follow(SpeakerTable& table, const QString& said)
{
    QStringList news;
    for (const QString& line : said.split(QStringLiteral(", "), Qt::SkipEmptyParts)) {
        const QStringList words = line.split(u' ');
        const QStringList pair = words[1].split(u'=');
        const UserId user(pair[0].toULongLong());
        if (words[0] == QLatin1String("13")) {
            table.drop(user);
            continue;
        }
        const auto source = words[0] == QLatin1String("5") ? SpeakerTable::Source::Speaking
                                                           : SpeakerTable::Source::Video;
        if (table.name(user, Ssrc(pair[1].toUInt()), source) == SpeakerTable::Verdict::News)
            news.append(words[1]);
    }
    return news;
}

QString contentOf(const SpeakerTable& table)
{
    QStringList pairs;
    for (const SpeakerTable::Speaker& speaker : table.speakers())
        pairs.append(QStringLiteral("%1=%2").arg(speaker.user.value()).arg(speaker.ssrc.value()));
    return pairs.join(QStringLiteral(", "));
}

} // namespace

class SpeakerTableTest : public QObject {
    Q_OBJECT
private slots:
    void holdsWhatWasSaidLast_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("news");
        QTest::addColumn<QString>("table");
        const auto row
            = [](const char* name, const char* said, const char* news, const char* table) {
                  QTest::newRow(name) << QString::fromLatin1(said) << QString::fromLatin1(news)
                                      << QString::fromLatin1(table);
              };
        row("said again", "5 8=100, 5 8=100", "8=100", "8=100");
        row("another SSRC", "5 8=100, 5 8=101", "8=100, 8=101", "8=101");
        row("back to the earlier SSRC", "5 8=100, 5 8=101, 5 8=100", "8=100, 8=101, 8=100",
            "8=100");
        row("an SSRC given to somebody else", "5 8=100, 5 9=100", "8=100, 9=100", "9=100");
        row("and taken back", "5 8=100, 5 9=100, 5 8=100", "8=100, 9=100, 8=100", "8=100");
        row("two who swap", "5 8=100, 5 9=101, 5 8=101, 5 9=100", "8=100, 9=101, 8=101, 9=100",
            "8=101, 9=100");
        row("named last is last", "5 8=100, 5 9=101, 5 7=99, 5 8=102", "8=100, 9=101, 7=99, 8=102",
            "9=101, 7=99, 8=102");
        row("video names a stranger", "12 8=100", "8=100", "8=100");
        row("video after speech", "5 8=100, 12 8=101", "8=100", "8=100");
        row("video takes nobody's SSRC", "5 8=100, 12 9=100", "8=100", "8=100");
        row("speech after video", "12 8=100, 5 8=101", "8=100, 8=101", "8=101");
        row("video after video", "12 8=100, 12 8=101", "8=100, 8=101", "8=101");
        row("speech confirms video", "12 8=100, 5 8=100, 12 8=101", "8=100", "8=100");
        row("gone and back", "5 8=100, 13 8, 5 8=100", "8=100, 8=100", "8=100");
        row("gone, then video", "5 8=100, 13 8, 12 8=101", "8=100, 8=101", "8=101");
    }

    void holdsWhatWasSaidLast()
    {
        QFETCH(QString, said);
        QFETCH(QString, news);
        QFETCH(QString, table);
        SpeakerTable speakers;
        QCOMPARE(follow(speakers, said).join(QStringLiteral(", ")), news);
        QCOMPARE(contentOf(speakers), table);
    }

    void isBounded()
    {
        SpeakerTable table;
        using Verdict = SpeakerTable::Verdict;
        constexpr auto kSpeaking = SpeakerTable::Source::Speaking;
        for (std::uint32_t i = 1; i <= SpeakerTable::kMaxSpeakers; ++i)
            QCOMPARE(table.name(UserId(i), Ssrc(i), kSpeaking), Verdict::News);
        QCOMPARE(table.name(UserId(99'999), Ssrc(99'999), kSpeaking), Verdict::Full);
        QCOMPARE(table.name(UserId(5), Ssrc(99'999), kSpeaking), Verdict::News);
        QCOMPARE(table.speakers().size(), SpeakerTable::kMaxSpeakers);
    }
};

QTEST_APPLESS_MAIN(SpeakerTableTest)
#include "speaker_table_test.moc"
