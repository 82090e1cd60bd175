#include "ui/text/announcements.h"
#include "ui/text/durations.h"
#include "ui/text/loss_text.h"
#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"
#include "ui/text/sizes.h"

#include <QLocale>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(lavalier::ui::LiveSnapshot)

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

    void lossesAreNamedWithTheirLength()
    {
        using namespace std::chrono_literals;
        const LossSpan hole {751s, 60ms, LossMark::Concealed, 3};
        QVERIFY(lossSpanText(hole).startsWith(
            QStringLiteral("0:12:31 · lost, concealed · 60 ms · 3 packet")));
        QCOMPARE(lossSpanText({1s, 0ms, LossMark::Paused, 0}),
                 QStringLiteral("0:00:01 · recording paused"));
        // Other tracks may claim the same packets.
        const LossSpan ours {2s, 60ms, LossMark::Dropped, 3};
        QVERIFY(lossSpanText(ours).startsWith(QStringLiteral(
            "0:00:02 · this computer was too busy · at most 60 ms · at most 3 packet")));
        QCOMPARE(lossLaneText({&ours, 1}),
                 QStringLiteral("this computer was too busy: at most 60 ms"));
        const std::vector<LossSpan> spans {
            hole, {760s, 65s, LossMark::Undecryptable, 3250}, {900s, 40ms, LossMark::Concealed, 2}};
        QCOMPARE(lossLaneText(spans),
                 QStringLiteral("not decrypted: 1 min 5 s; lost, concealed: 100 ms"));
        QCOMPARE(lossLaneText({}), QStringLiteral("nothing is missing"));
    }

    void whatChangesIsSaidAloud_data()
    {
        QTest::addColumn<LiveSnapshot>("before");
        QTest::addColumn<LiveSnapshot>("now");
        QTest::addColumn<QStringList>("said");
        QTest::addColumn<bool>("wasThere");
        const auto moment = [](CallState call, RecordState record, QStringList missing = {}) {
            LiveSnapshot live;
            live.call = call;
            live.record = record;
            live.channelName = QStringLiteral("The Table");
            live.unrecorded = std::move(missing);
            return live;
        };
        using enum RecordState;
        const auto in = CallState::InCall;
        const QStringList ana {QStringLiteral("Ana")};
        LiveSnapshot louder = moment(in, Recording);
        louder.bytesOnDisk = 1000;
        QTest::newRow("nothing but numbers")
            << moment(in, Recording) << louder << QStringList() << false;
        QTest::newRow("joined") << moment(CallState::Joining, Idle) << moment(in, Idle)
                                << QStringList {QString::fromUtf8("You are in the call \u2068The "
                                                                  "Table\u2069.")}
                                << false;
        QTest::newRow("left") << moment(in, Idle) << moment(CallState::None, Idle)
                              << QStringList {QStringLiteral("You have left the call.")} << false;
        QTest::newRow("start") << moment(in, Idle) << moment(in, Recording)
                               << QStringList {QStringLiteral("Recording has started.")} << false;
        QTest::newRow("pause") << moment(in, Recording) << moment(in, Paused)
                               << QStringList {QStringLiteral("Recording is paused.")} << false;
        QTest::newRow("resume") << moment(in, Paused) << moment(in, Recording)
                                << QStringList {QStringLiteral("Recording goes on.")} << false;
        QTest::newRow("being saved")
            << moment(in, Recording) << moment(in, Finishing) << QStringList() << false;
        QTest::newRow("stop") << moment(in, Finishing) << moment(in, Idle)
                              << QStringList {QStringLiteral("Recording has ended.")} << false;
        QTest::newRow("lost line, which is a problem of its own")
            << moment(in, Recording) << moment(CallState::Reconnecting, Recording) << QStringList()
            << false;
        QTest::newRow("line is back")
            << moment(CallState::Reconnecting, Recording) << moment(in, Recording)
            << QStringList {QStringLiteral("The connection to the call is back.")} << false;
        QTest::newRow("kicked while recording")
            << moment(in, Recording) << moment(CallState::None, Idle)
            << QStringList {QStringLiteral("Recording has ended."),
                            QStringLiteral("You have left the call.")}
            << false;
        QTest::newRow("somebody is back")
            << moment(in, Recording, ana) << moment(in, Recording)
            << QStringList {QString::fromUtf8(
                   "\u2068Ana\u2069 is not missing from the recording any more.")}
            << false;
        QTest::newRow("nobody is back at the end")
            << moment(in, Recording, ana) << moment(in, Idle)
            << QStringList {QStringLiteral("Recording has ended.")} << false;
        const auto at = [](GuildId guild, LiveSnapshot live) {
            live.guild = guild;
            return live;
        };
        const GuildId here {10};
        const GuildId there {20};
        QTest::newRow("left, and no other call")
            << at(here, moment(in, Recording)) << moment(CallState::None, Idle)
            << QStringList {QStringLiteral("Recording has ended."),
                            QStringLiteral("You have left the call.")}
            << false;
        QTest::newRow("another call is shown")
            << at(here, moment(in, Idle)) << at(there, moment(in, Recording)) << QStringList()
            << true;
        QTest::newRow("after one that ended another one is shown")
            << moment(CallState::None, Idle) << at(there, moment(in, Recording)) << QStringList()
            << true;
        QTest::newRow("the first call, already joined")
            << moment(CallState::None, Idle) << at(there, moment(in, Idle))
            << QStringList {QString::fromUtf8("You are in the call \u2068The Table\u2069.")}
            << false;
    }
    void whatChangesIsSaidAloud()
    {
        QFETCH(LiveSnapshot, before);
        QFETCH(LiveSnapshot, now);
        QFETCH(QStringList, said);
        QFETCH(bool, wasThere);
        QCOMPARE(announcementsAfter(before, now, wasThere), said);
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
