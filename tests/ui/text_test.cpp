#include "ui/text/durations.h"
#include "ui/text/loss_text.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"
#include "ui/theme.h"

#include <QLocale>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;
using namespace std::chrono_literals;

class TextTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void writesClocks_data()
    {
        QTest::addColumn<qlonglong>("milliseconds");
        QTest::addColumn<QString>("clock");
        QTest::addColumn<QString>("length");
        QTest::newRow("nothing") << 0LL << "0:00:00"
                                 << "0 s";
        QTest::newRow("not rounded up") << 59'999LL << "0:00:59"
                                        << "1 min 0 s";
        QTest::newRow("an evening") << 4'378'400LL << "1:12:58"
                                    << "1 h 12 min";
        QTest::newRow("over a day") << 93'784'000LL << "26:03:04"
                                    << "26 h 3 min";
        QTest::newRow("negative") << -5LL << "0:00:00"
                                  << "0 s";
    }
    void writesClocks()
    {
        QFETCH(qlonglong, milliseconds);
        QFETCH(QString, clock);
        QFETCH(QString, length);
        QCOMPARE(clockText(std::chrono::milliseconds(milliseconds)), clock);
        QCOMPARE(lengthText(std::chrono::milliseconds(milliseconds)), length);
    }

    void writesRoomLeft()
    {
        QCOMPARE(roomText(61h), QStringLiteral("room for 61 h"));
        QCOMPARE(roomText(90min), QStringLiteral("room for 90 min"));
    }

    void writesSharesAndLevels()
    {
        QCOMPARE(percentText(0), QStringLiteral("0.0 %"));
        QCOMPARE(percentText(0.004), QStringLiteral("< 0.1 %"));
        QCOMPARE(percentText(12.4), QStringLiteral("12 %"));
        QCOMPARE(decibelText(-18.44), QString::fromUtf8("−18.4 dB"));
        QCOMPARE(decibelText(-0.01), QStringLiteral("0.0 dB"));
        QCOMPARE(decibelText(-60), QStringLiteral("silent"));
    }

    void cleansWhatStrangersWrote_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("shown");
        QTest::newRow("plain") << "Ana"
                               << "Ana";
        QTest::newRow("line breaks") << "Ana\n\tBanana\r"
                                     << "Ana Banana";
        QTest::newRow("override") << QString(QChar(0x202E)) + "evil" + QChar(0x202C) << "evil";
        QTest::newRow("unclosed isolate") << QString(QChar(0x2067)) + "x"
                                          << "x";
        QTest::newRow("paragraph separator") << QString("a") + QChar(0x2029) + "b"
                                             << "a b";
        QTest::newRow("markup stays text") << "<b>x</b>"
                                           << "<b>x</b>";
    }
    void cleansWhatStrangersWrote()
    {
        QFETCH(QString, written);
        QFETCH(QString, shown);
        QCOMPARE(cleanRemote(written), shown);
        QCOMPARE(isolated(written), QChar(0x2068) + shown + QChar(0x2069));
    }

    void toolTipsShowMarkupAsText()
    {
        QVERIFY(plainToolTip(QStringLiteral("<img src=x>")).contains(QStringLiteral("&lt;img")));
        QVERIFY(plainToolTip({}).isEmpty());
    }

    void makesInitials_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("letters");
        QTest::newRow("one word") << "ana"
                                  << "An";
        QTest::newRow("two words") << "Tuesday Dungeon"
                                   << "TD";
        QTest::newRow("three words") << "the old table"
                                     << "TT";
        QTest::newRow("accent") << QString::fromUtf8("étienne") << QString::fromUtf8("Ét");
        QTest::newRow("combining accent is one letter")
            << QString::fromUtf8("e\u0301tienne") << QString::fromUtf8("E\u0301t");
        QTest::newRow("bracketed") << "(bot) music"
                                   << "BM";
        QTest::newRow("nothing to show") << "!!!"
                                         << "?";
        QTest::newRow("empty") << ""
                               << "?";
    }
    void makesInitials()
    {
        QFETCH(QString, name);
        QFETCH(QString, letters);
        QCOMPARE(initials(name), letters);
    }

    void everyJoinBlockHasASentenceWithANextStep()
    {
        for (const auto block :
             {JoinBlock::NotVisible, JoinBlock::NoConnectPermission, JoinBlock::Full,
              JoinBlock::TimedOut, JoinBlock::ServerUnavailable}) {
            QVERIFY(joinBlockSentence(block).count(u'.') >= 2);
            QVERIFY(!joinBlockShort(block).isEmpty());
        }
        QVERIFY(joinBlockSentence(JoinBlock::None).isEmpty());
    }

    void reportsAProblemWhole()
    {
        const Problem problem {
            QStringLiteral("k"),  Problem::Severity::Error, QStringLiteral("A."), {},
            QStringLiteral("C."), QStringLiteral("E7"),     Problem::Remedy::None};
        QCOMPARE(problemReport(problem), QStringLiteral("A.\nC.\nE7"));
    }

    void knowsTheShapeOfAToken_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("token");
        // Made of nothing: the shape only.
        QTest::newRow("shape") << QString(24, u'A') + ".Bbbbbb." + QString(38, u'c') << true;
        QTest::newRow("spaces around") << "  " + QString(24, u'A') + ".Bbbbbb." + QString(38, u'c')
                + "\n" << true;
        QTest::newRow("client secret") << QString(32, u'a') << false;
        QTest::newRow("public key") << QString(64, u'0') << false;
        QTest::newRow("with the word Bot")
            << "Bot " + QString(24, u'A') + ".Bbbbbb." + QString(38, u'c') << false;
    }
    void knowsTheShapeOfAToken()
    {
        QFETCH(QString, text);
        QFETCH(bool, token);
        QCOMPARE(looksLikeToken(text), token);
    }

    void previewsFileNames()
    {
        QCOMPARE(fileNamePreview(QStringLiteral("{number} {speaker} {nonsense}")),
                 QStringLiteral("01 Ana {nonsense}.wav"));
    }

    void wordsCanBeReadOnEverySurface_data()
    {
        QTest::addColumn<ColourScheme>("scheme");
        QTest::newRow("dark") << ColourScheme::Dark;
        QTest::newRow("light") << ColourScheme::Light;
    }
    void wordsCanBeReadOnEverySurface()
    {
        QFETCH(ColourScheme, scheme);
        const ThemeTokens& t = themeTokens(scheme);
        for (const QColor& surface : {t.background, t.side, t.surface}) {
            for (const QColor& words :
                 {t.text, t.secondary, t.flowingText, t.attentionText, t.recordText, t.accent})
                QVERIFY2(contrast(words, surface) >= 4.5,
                         qPrintable(words.name() + QStringLiteral(" on ") + surface.name()
                                    + QStringLiteral(": ")
                                    + QString::number(contrast(words, surface))));
        }
        QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
        QVERIFY(contrast(t.onRecord, t.recordFill) >= 4.5);
        QVERIFY(contrast(t.text, t.selection) >= 4.5);
        for (const QColor& part : {t.meterLow, t.meterMid, t.meterHigh, t.record})
            QVERIFY2(contrast(part, t.surface) >= 3, qPrintable(part.name()));
        for (int mark = 0; mark < kLossMarks; ++mark) {
            const QColor part = lossColour(static_cast<LossMark>(mark), t);
            QVERIFY2(contrast(part, t.surface) >= 3, qPrintable(part.name()));
        }
    }

    void lossesAreNamedWithTheirLength()
    {
        using namespace std::chrono_literals;
        const LossSpan hole {751s, 60ms, LossMark::Concealed, 3};
        QVERIFY(lossSpanText(hole).startsWith(
            QStringLiteral("0:12:31 · lost, concealed · 60 ms · 3 packet")));
        QCOMPARE(lossSpanText({1s, 0ms, LossMark::Paused, 0}),
                 QStringLiteral("0:00:01 · recording paused"));
        const std::vector<LossSpan> spans {
            hole, {760s, 65s, LossMark::Undecryptable, 3250}, {900s, 40ms, LossMark::Concealed, 2}};
        QCOMPARE(lossLaneText(spans),
                 QStringLiteral("not decrypted: 1 min 5 s; lost, concealed: 100 ms"));
        QCOMPARE(lossLaneText({}), QStringLiteral("nothing is missing"));
    }

    void everyIdentityColourCarriesWhiteInitials()
    {
        for (std::uint64_t id = 1; id < 400; ++id) {
            QVERIFY(contrast(identityColour(id * 7919), Qt::white) >= 4.5);
            for (const auto scheme : {ColourScheme::Dark, ColourScheme::Light})
                QVERIFY(contrast(traceColour(id * 7919, themeTokens(scheme)),
                                 themeTokens(scheme).surface)
                        >= 3);
        }
        QCOMPARE(identityColour(42), identityColour(42));
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
