#include "app/problem_report.h"

#include "app/log_file.h"

#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;

namespace {

const auto kToken
    = QStringLiteral("MTEwMjAwMDAwMDAwMDAwMDAwMQ.GkTuvw.4lkq3kXzWnQ8QeQ9vU0Jb6yqSdbm1jYc0pZr2A");
const auto kId = QStringLiteral("155101607195836416");

} // namespace

class ProblemReportTest : public QObject {
    Q_OBJECT
private slots:
    void keepsWhatHelps();
    void takesOutWhatIsNobodysBusiness_data();
    void takesOutWhatIsNobodysBusiness();
    void whatTheSystemSaysKeepsItsVersions_data();
    void whatTheSystemSaysKeepsItsVersions();
    void aMarkIsTheSameWithinAReportAndNotBeyondIt();
    void readsTheEndOfTheLogAlone();
    void nothingOfALogThatIsNotOurs();
};

void ProblemReportTest::keepsWhatHelps()
{
    const ReportCleaner cleaner("salt", {"Ana", "Voice"});
    for (const char* line : {"gateway state 4", "voice connection 2 open with",
                             "login ended, error 3 code 4014", "bad packet: 12.5 % late",
                             "encrypted group in epoch 7 with 3 members", "12 lines left out"})
        QCOMPARE(cleaner.clean(QString::fromLatin1(line)).remove(u'…').simplified(),
                 QString::fromLatin1(line).remove(u'%').simplified());
    ReportFacts facts;
    facts.confinement = "Confinement: none.";
    facts.problems = {"disk.full", "undecryptable." + kId, "recording.low@" + kId};
    facts.counters = {{"datagrams", 1234}, {"endToEnd/" + kId + "/noKey", 5}};
    facts.log = "2026-11-25T10:11:12.123Z warning lavalier.gateway login ended, error 3 code 4004";
    const QString text = reportText(facts);
    for (const char* part :
         {"Lavalier ", "Qt ", "Confinement: none.", "disk full", "recording low #",
          "datagrams: 1234", "noKey: 5",
          "2026-11-25T10:11:12.123Z warning lavalier.gateway login ended, error 3 code 4004"})
        QVERIFY2(text.contains(QLatin1String(part)), part);
    QVERIFY2(!text.contains(kId), qPrintable(text));
}

void ProblemReportTest::takesOutWhatIsNobodysBusiness_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("secret");
    const auto row = [](const char* name, const QString& said, const QString& secret) {
        QTest::newRow(name) << said << secret;
    };
    row("a token", "refused " + kToken, kToken.left(26));
    row("a token in words", "token=" + kToken + ";", kToken.mid(27, 6));
    row("the token's last part", kToken.section('.', 2), kToken.section('.', 2));
    row("the token's first part", kToken.section('.', 0, 0), kToken.section('.', 0, 0));
    row("an id", "user " + kId, kId);
    row("an id in brackets", "(" + kId + "),", kId);
    row("an id in a path", "/channels/" + kId, kId);
    row("a name in quotes", "renamed \"Bartholomew Quux\"", "Quux");
    row("a name whose quotes are not closed", "renamed \"Bartholomew Quux", "Quux");
    row("a quote within quotes", "renamed \"Bart \\\" Quux\"", "Quux");
    row("a name in other letters", QString::fromUtf8("renamed Étienne"),
        QString::fromUtf8("tienne"));
    row("a known name", "nobody hears Ana now", "Ana");
    row("a known name in capitals", "ANA spoke", "ANA");
    row("a known name of several words", "Dungeon is full", "Dungeon");
    row("one half of a known name", "dark_lord left", "lord");
    row("a first name of two", "nobody hears Ana-Lena", "Lena");
    row("a known name with more to it", "that was Ana's", "Ana");
    row("a machine called after its owner", "on jane-laptop now", "laptop");
    row("a known name between signs", "-- jane --", "jane");
    row("an id with a letter before it", "u" + kId + " left", kId);
    row("an id joined to a word", "user_" + kId, kId);
    row("an id between two words", "of-" + kId + "-x", kId);
    row("a path", "cannot write /home/ana/Music/call.lavalier", "Music");
    row("a relative path", "cannot write ../secret/x", "secret");
    row("a path of Windows", "cannot write C:\\Users\\Quux\\x", "Quux");
    row("a file", "opened quuxfile.lavalier", "quuxfile");
    row("an address", "peer 192.168.17.4:50001", "192.168");
    row("an address of the newer kind", "peer fe80::1ff:fe23:4567:890a", "fe80");
    row("a host", "connecting to gateway-us-east1-b.discord.gg", "discord.gg");
    row("a mail address", "from ana@quux.example", "quux");
    // A line is cut after 400 characters, and no half of a secret may be left.
    const QString full(395, 'x');
    row("an id that is cut", QString(full).replace(380, 15, ' ' + kId), kId.left(8));
    row("a token that is cut", QString(full).replace(380, 15, ' ' + kToken), kToken.left(8));
    row("a name that is cut", QString(full).replace(393, 2, " Tuesday"), "tues");
    row("a quote that is cut", QString(full).replace(380, 15, " 'Quuxington and more'"),
        "Quuxington");
    row("a name that is a number", "1234567%", "1234567");
    row("the token's first part for an older id", "MTk4NjIyNDgzNDcxOTI1MjQ4", "MTk4NjIyNDgz");
    row("a long word", "hash 0123456789abcdef0123456789abcdef", "0123456789abcdef");
}

void ProblemReportTest::takesOutWhatIsNobodysBusiness()
{
    QFETCH(QString, said);
    QFETCH(QString, secret);
    ReportFacts facts;
    facts.names = {"Ana", "Tuesday Dungeon", "1234567", "the dark Lord", "jane-laptop"};
    facts.problems = {said};
    facts.counters = {{said, 1}};
    // As the log has it, as somebody else's line, and where a line was cut.
    facts.log = ("2026-11-25T10:11:12.123Z info lavalier.app " + said + "\n" + said + "\nx " + said)
                    .toUtf8();
    const QString text = reportText(facts);
    QVERIFY2(!text.contains(secret, Qt::CaseInsensitive), qPrintable(text));
}

void ProblemReportTest::whatTheSystemSaysKeepsItsVersions_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("kept");
    const auto row = [](const char* said, const QString& kept) {
        QTest::newRow(said) << QString::fromUtf8(said) << kept;
    };
    row("6.1.0-13-amd64", "6.1.0-13-amd64");
    row("Debian 12 (bookworm)", "Debian 12 (bookworm)");
    row("Debian GNU/Linux 12", "Debian GNU Linux 12");
    row("/home/jane/6.1", QString::fromUtf8("home … 6.1"));
    row("6.8.1-Jane+laptop.2", QString::fromUtf8("6.8.1-…+….2"));
    row("wayland_jane", QString::fromUtf8("wayland_…"));
    row("6.1-u155101607195836416", QString::fromUtf8("6.1-…"));
    row("Étienne's 12", QString::fromUtf8("…s 12"));
    const QString full = QString("a ").repeated(39); // cut after 80 characters
    row(qPrintable(full + "jane-laptop"), full.trimmed());
}

void ProblemReportTest::whatTheSystemSaysKeepsItsVersions()
{
    QFETCH(QString, said);
    QFETCH(QString, kept);
    QCOMPARE(ReportCleaner("salt", {"jane-laptop"}).cleanVersion(said), kept);
}

void ProblemReportTest::aMarkIsTheSameWithinAReportAndNotBeyondIt()
{
    ReportFacts facts;
    facts.log = ("user " + kId + "\nuser " + kId + "\nuser 155101607195836417").toUtf8();
    const auto marksOf = [&facts] {
        QStringList marks;
        for (const QString& line : reportText(facts).split('\n'))
            if (line.startsWith(QLatin1String("  user #")))
                marks << line;
        return marks;
    };
    const QStringList once = marksOf();
    QCOMPARE(once.size(), 3);
    QCOMPARE(once[0], once[1]);
    QVERIFY(once[0] != once[2]);
    QVERIFY(once[0] != marksOf()[0]);
}

void ProblemReportTest::readsTheEndOfTheLogAlone()
{
    QTemporaryDir folder;
    LogFile log(usualLogFile(folder.path()), {10'000'000, 2, 1'000'000});
    for (int i = 0; i < 10'000; ++i)
        log.write(QtInfoMsg, "lavalier.app", QStringLiteral("line %1").arg(i));
    const QList<QByteArray> tail = logTail(usualLogFile(folder.path()), 50).split('\n');
    QCOMPARE(tail.size(), 50);
    QVERIFY(tail.first().endsWith("line 9950"));
    QVERIFY(tail.last().endsWith("line 9999"));
    for (const QByteArray& line : logTail(usualLogFile(folder.path()), 1'000'000).split('\n'))
        QVERIFY2(line.startsWith("20") && line.contains("lavalier.app line "), line.constData());
}

void ProblemReportTest::nothingOfALogThatIsNotOurs()
{
    QTemporaryDir folder;
    QCOMPARE(logTail(usualLogFile(folder.path()), 10), QByteArray());
    QFile other(folder.filePath("other"));
    QVERIFY(other.open(QIODevice::WriteOnly) && other.write("secret") == 6);
    other.close();
    QVERIFY(QFile::link(other.fileName(), folder.filePath("lavalier.log")));
    QCOMPARE(logTail(usualLogFile(folder.path()), 10), QByteArray());
}

QTEST_GUILESS_MAIN(ProblemReportTest)
#include "problem_report_test.moc"
