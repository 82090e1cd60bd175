#include "app/consent_notice.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using Notice = ConsentNotice;

namespace {

const Notice::Place kPlace {GuildId(5), ChannelId(6), UserId(7), "Lav", "Lav"};

/// What the effects do, one word each, in order.
QStringList told(const Notice::Effects& effects)
{
    static const char* const kWords[] {"remember", "forget",  "nickname",
                                       "message",  "settled", "ended"};
    QStringList words;
    for (const auto& effect : effects) {
        QString word = kWords[effect.index()];
        if (const auto* change = std::get_if<Notice::ChangeNickname>(&effect))
            word += '=' + change->nickname;
        words.append(word);
    }
    return words;
}

} // namespace

class ConsentNoticeTest : public QObject {
    Q_OBJECT
private slots:
    void marksAndPutsBack();
    void marksWithinDiscordsLimit_data();
    void marksWithinDiscordsLimit();
    void tellsWhatCame_data();
    void tellsWhatCame();
    void givesUpWithoutAnAnswer();
    void undoesASuccessThatComesTooLate();
    void keepsTheNoteOfWhatItCouldNotPutBack();
    void leavesAloneWhatSomebodyElseChose();
    void undoesWhatACrashLeft();
    void endsWhileStillAsking();
};

void ConsentNoticeTest::marksAndPutsBack()
{
    Notice notice;
    QCOMPARE(told(notice.begin(kPlace, {true, true})),
             (QStringList {"remember", "nickname=🔴 REC Lav", "message"}));
    QCOMPARE(told(notice.messageAnswered(200)), QStringList());
    QCOMPARE(told(notice.nicknameAnswered(200)), QStringList {"settled"});
    QVERIFY(notice.isShown());
    QCOMPARE(told(notice.nicknameSeen("Lav")), QStringList()); // our change is still on its way
    QCOMPARE(told(notice.nicknameSeen("🔴 REC Lav")), QStringList());
    QCOMPARE(told(notice.end()), QStringList {"nickname=Lav"});
    QCOMPARE(told(notice.end()), QStringList());
    QCOMPARE(told(notice.nicknameAnswered(200)), (QStringList {"forget", "ended"}));
    QVERIFY(notice.isIdle());
}

void ConsentNoticeTest::marksWithinDiscordsLimit_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("marked");
    QTest::newRow("short") << "Lav"
                           << "🔴 REC Lav";
    QTest::newRow("no name") << ""
                             << "🔴 REC";
    QTest::newRow("marked already") << "🔴 REC Lav"
                                    << "🔴 REC Lav";
    QTest::newRow("32 letters") << QString(32, 'x') << "🔴 REC " + QString(26, 'x');
    QTest::newRow("letters beyond 16 bits")
        << QString("𝕏").repeated(32) << "🔴 REC " + QString("𝕏").repeated(26);
}

void ConsentNoticeTest::marksWithinDiscordsLimit()
{
    QFETCH(QString, name);
    QTEST(markedNickname(name), "marked");
    QVERIFY(markedNickname(name).toUcs4().size() <= 32);
    QVERIFY(isMarkedNickname(markedNickname(name)));
}

void ConsentNoticeTest::tellsWhatCame_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<NoticeStand>("stand");
    QTest::addColumn<bool>("remembered");
    QTest::newRow("done") << 200 << NoticeStand::Shown << true;
    QTest::newRow("no content") << 204 << NoticeStand::Shown << true;
    QTest::newRow("no permission") << 403 << NoticeStand::Forbidden << false;
    QTest::newRow("no such route") << 404 << NoticeStand::Unsupported << false;
    QTest::newRow("no such method") << 501 << NoticeStand::Unsupported << false;
    QTest::newRow("server error") << 500 << NoticeStand::Failed << false;
    QTest::newRow("no answer: it may have come through") << 0 << NoticeStand::Failed << true;
}

void ConsentNoticeTest::tellsWhatCame()
{
    QFETCH(int, status);
    QFETCH(NoticeStand, stand);
    QFETCH(bool, remembered);
    Notice notice;
    (void)notice.begin(kPlace, {true, false});
    const QStringList effects = told(notice.nicknameAnswered(status));
    QCOMPARE(effects.contains("settled"), true);
    QCOMPARE(effects.contains("forget"), !remembered);
    QCOMPARE(notice.nickname(), stand);
    QCOMPARE(notice.isShown(), stand == NoticeStand::Shown);
    QCOMPARE(told(notice.end()).value(0), remembered ? QString("nickname=Lav") : QString("ended"));
}

void ConsentNoticeTest::givesUpWithoutAnAnswer()
{
    Notice notice;
    (void)notice.begin(kPlace, {true, true});
    (void)notice.messageAnswered(200);
    QCOMPARE(told(notice.gaveUp()), QStringList {"settled"});
    QCOMPARE(notice.nickname(), NoticeStand::Failed);
    QVERIFY(notice.isShown()); // the chat has it
}

void ConsentNoticeTest::undoesASuccessThatComesTooLate()
{
    Notice notice;
    (void)notice.begin(kPlace, {true, false});
    (void)notice.gaveUp();
    QCOMPARE(told(notice.end()), QStringList {"nickname=Lav"});
    QCOMPARE(told(notice.nicknameAnswered(200)), QStringList()); // of the mark
    QCOMPARE(told(notice.nicknameAnswered(200)), (QStringList {"forget", "ended"}));
}

void ConsentNoticeTest::keepsTheNoteOfWhatItCouldNotPutBack()
{
    for (const int status : {0, 500}) {
        Notice notice;
        (void)notice.begin(kPlace, {true, false});
        (void)notice.nicknameAnswered(200);
        (void)notice.end();
        QCOMPARE(told(notice.nicknameAnswered(status)), QStringList {"ended"});
    }
}

void ConsentNoticeTest::leavesAloneWhatSomebodyElseChose()
{
    Notice notice;
    (void)notice.begin(kPlace, {true, false});
    (void)notice.nicknameAnswered(200);
    (void)notice.nicknameSeen("🔴 REC Lav");
    QCOMPARE(told(notice.nicknameSeen("Boss")), QStringList {"forget"});
    QCOMPARE(notice.nickname(), NoticeStand::Removed);
    QVERIFY(!notice.isShown());
    QCOMPARE(told(notice.end()), QStringList {"ended"});
}

void ConsentNoticeTest::undoesWhatACrashLeft()
{
    const NoticeMark left {GuildId(5), UserId(7), "Lav", "🔴 REC Lav"};
    Notice notice;
    QCOMPARE(told(notice.undo(left, "Other")), QStringList {"forget"});
    QCOMPARE(told(notice.undo(left, "🔴 REC Lav")), QStringList {"nickname=Lav"});
    QCOMPARE(told(notice.nicknameAnswered(200)), (QStringList {"forget", "ended"}));
}

void ConsentNoticeTest::endsWhileStillAsking()
{
    Notice notice;
    (void)notice.begin(kPlace, {true, false});
    QCOMPARE(told(notice.end()), QStringList {"nickname=Lav"});
    QCOMPARE(told(notice.nicknameAnswered(200)), QStringList());
    QVERIFY(!notice.isIdle());
    QCOMPARE(told(notice.nicknameAnswered(200)), (QStringList {"forget", "ended"}));
}

QTEST_GUILESS_MAIN(ConsentNoticeTest)
#include "consent_notice_test.moc"
