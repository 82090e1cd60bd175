#include "sinks/exporter/file_names.h"

#include <QDir>
#include <QSet>
#include <QTest>

#include <random>

using namespace lavalier::exporter;

class FileNamesTest : public QObject {
    Q_OBJECT

    /// Everything H5 of the product expectations asks of one name.
    static QString complaint(const QString& name)
    {
        static const QString kReserved = QStringLiteral("<>:\"/\\|?*");
        if (name.isEmpty())
            return QStringLiteral("empty");
        if (name.toUcs4().size() > kMaxNameCharacters || name.toUtf8().size() > kMaxNameBytes)
            return QStringLiteral("too long");
        if (name != name.normalized(QString::NormalizationForm_C))
            return QStringLiteral("not NFC");
        if (QString::fromUtf8(name.toUtf8()) != name)
            return QStringLiteral("not UTF-8");
        for (const char32_t c : name.toUcs4()) {
            const auto category = QChar::category(c);
            if (category == QChar::Other_Control || category == QChar::Other_Format
                || category == QChar::Other_Surrogate)
                return QStringLiteral("control");
            if (c < 128 && kReserved.contains(QChar(static_cast<char16_t>(c))))
                return QStringLiteral("reserved");
        }
        for (const QChar end : {name.front(), name.back()}) {
            if (end == QLatin1Char('.') || end == QLatin1Char(' '))
                return QStringLiteral("dot or space at an end");
        }
        const QDir folder(QStringLiteral("/recordings/today"));
        const QString path = QDir::cleanPath(folder.filePath(name));
        if (QFileInfo(path).path() != folder.path())
            return QStringLiteral("outside the folder");
        return {};
    }

private slots:
    void makesNamesSafe_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* what, const QString& text, const QString& name) {
            QTest::newRow(what) << text << name;
        };
        row("plain", QStringLiteral("Anna-Lena Müller"), QStringLiteral("Anna-Lena Müller"));
        row("other scripts", QStringLiteral("さくら 🎧"), QStringLiteral("さくら 🎧"));
        row("decomposed", QStringLiteral("Mu\u0308ller"), QStringLiteral("Müller"));
        row("parent", QStringLiteral("../../etc/passwd"), QStringLiteral("-..-etc-passwd"));
        row("dots", QStringLiteral(".."), QStringLiteral("untitled"));
        row("hidden", QStringLiteral(".bashrc"), QStringLiteral("bashrc"));
        row("drive", QStringLiteral("C:\\x"), QStringLiteral("C--x"));
        row("stream", QStringLiteral("a:b"), QStringLiteral("a-b"));
        row("every reserved one", QStringLiteral("<>:\"/\\|?*"), QStringLiteral("---------"));
        row("bidi override", QStringLiteral("a\u202Egpj.exe"), QStringLiteral("agpj.exe"));
        row("bidi isolates", QStringLiteral("\u2066a\u2069b\u200F"), QStringLiteral("ab"));
        row("zero width", QStringLiteral("a\u200B\u200D\uFEFFb"), QStringLiteral("ab"));
        row("null and bell", QStringLiteral("a") + QChar(0) + QChar(7) + QStringLiteral("b"),
            QStringLiteral("ab"));
        row("new line", QStringLiteral("a\r\n\tb"), QStringLiteral("a b"));
        row("trailing dots and spaces", QStringLiteral(" a . . "), QStringLiteral("a"));
        row("device", QStringLiteral("con"), QStringLiteral("_con"));
        row("device with suffix", QStringLiteral("NUL.tar.gz"), QStringLiteral("_NUL.tar.gz"));
        row("device with space", QStringLiteral("aux .txt"), QStringLiteral("_aux .txt"));
        row("port", QStringLiteral("Com1"), QStringLiteral("_Com1"));
        row("superscript port", QStringLiteral("LPT\u00B2"), QStringLiteral("_LPT\u00B2"));
        row("no device", QStringLiteral("console"), QStringLiteral("console"));
        row("lone surrogate", QString(QChar(0xD83D)) + QStringLiteral("x"), QStringLiteral("x"));
        row("nothing left", QStringLiteral("\u202E\u200B"), QStringLiteral("untitled"));
        row("empty", QString(), QStringLiteral("untitled"));
        row("64 characters", QString(80, QLatin1Char('a')), QString(64, QLatin1Char('a')));
        row("120 bytes", QString(80, QChar(0x3042)), QString(40, QChar(0x3042)));
        row("cut at a space", QString(63, QLatin1Char('a')) + QStringLiteral(" b"),
            QString(63, QLatin1Char('a')));
        row("megabytes", QString(2'000'000, QLatin1Char('/')), QString(64, QLatin1Char('-')));
    }

    void makesNamesSafe()
    {
        QFETCH(QString, text);
        QFETCH(QString, name);
        QCOMPARE(safeFileName(text), name);
        QCOMPARE(complaint(safeFileName(text)), QString());
        QCOMPARE(safeFileName(safeFileName(text)), safeFileName(text));
    }

    void neverLeavesTheFolder()
    {
        const unsigned seed = qEnvironmentVariableIsSet("LAVALIER_TEST_SEED")
            ? qEnvironmentVariable("LAVALIER_TEST_SEED").toUInt()
            : std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        const QString likely
            = QStringLiteral("../\\:. \u202E\u0308conNUL19<>|?*{}numberspeaker\u0130");
        // Five names each: a million, or under a sanitizer a tenth of that.
#ifdef LAVALIER_SANITIZED
        constexpr int kTexts = 20'000;
#else
        constexpr int kTexts = 200'000;
#endif
        for (int i = 0; i < kTexts; ++i) {
            QString text;
            for (auto length = random() % 40; length > 0; --length) {
                text += random() % 3 == 0
                    ? QChar(static_cast<char16_t>(random()))
                    : likely[static_cast<qsizetype>(random() % size_t(likely.size()))];
            }
            NameFacts facts;
            facts.number = int(random() % 200);
            facts.speaker = text;
            facts.server = text;
            const QString names[] = {safeFileName(text), trackFileName({}, facts),
                                     trackFileName(text, facts), recordingFileName(text, facts),
                                     numberedName(safeFileName(text), int(random() % 3000))};
            for (const QString& name : names) {
                const QString problem = complaint(name);
                QVERIFY2(problem.isEmpty(), qPrintable(problem + QStringLiteral(": ") + name));
            }
        }
    }

    void fillsTemplates_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("name");
        QTest::newRow("default") << QString() << QStringLiteral("03 Ada {time}");
        QTest::newRow("all") << QStringLiteral(
            "{date}_{time} {server}, {channel}; {number} {speaker}")
                             << QStringLiteral("2026-11-22_18-05-09 Kaffee, Küche; 03 Ada {time}");
        QTest::newRow("number is added")
            << QStringLiteral("{speaker}") << QStringLiteral("03 Ada {time}");
        QTest::newRow("unknown stays")
            << QStringLiteral("{number} {mood} {") << QStringLiteral("03 {mood} {");
        QTest::newRow("folders are none")
            << QStringLiteral("{number}/{speaker}") << QStringLiteral("03-Ada {time}");
    }

    void fillsTemplates()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, name);
        const NameFacts facts {3,
                               5,
                               QStringLiteral("Ada {time}"),
                               QStringLiteral("Kaffee"),
                               QStringLiteral("Küche"),
                               QDateTime({2026, 11, 22}, {18, 5, 9})};
        QCOMPARE(trackFileName(pattern, facts), name);
    }

    void widensTheNumberWithTheCount()
    {
        NameFacts facts {7, 240, QStringLiteral("Ada"), {}, {}, {}};
        QCOMPARE(trackFileName({}, facts), QStringLiteral("007 Ada"));
        facts.count = 2;
        QCOMPARE(trackFileName({}, facts), QStringLiteral("07 Ada"));
    }

    void keepsNamesApartWhereCaseIsIgnored()
    {
        const QStringList names
            = uniqueNames({QStringLiteral("Ada"), QStringLiteral("ADA"), QStringLiteral("ada (2)"),
                           QStringLiteral("straße"), QStringLiteral("STRASSE"),
                           QString(64, QLatin1Char('x')), QString(64, QLatin1Char('X'))});
        QCOMPARE(names,
                 (QStringList {QStringLiteral("Ada"), QStringLiteral("ADA (2)"),
                               QStringLiteral("ada (2) (2)"), QStringLiteral("straße"),
                               QStringLiteral("STRASSE (2)"), QString(64, QLatin1Char('x')),
                               QString(60, QLatin1Char('X')) + QStringLiteral(" (2)")}));
        QSet<QString> folded;
        for (const QString& name : names) {
            QCOMPARE(complaint(name), QString());
            folded.insert(name.toCaseFolded());
        }
        QCOMPARE(folded.size(), names.size());
    }
};

QTEST_GUILESS_MAIN(FileNamesTest)
#include "file_names_test.moc"
