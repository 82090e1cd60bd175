#include "window_stage.h"

#include "ui/pages/live_page.h"
#include "ui/text/encryption_text.h"
#include "ui/widgets/code_popover.h"
#include "ui/widgets/lanes_view.h"
#include "ui/widgets/lock_button.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

const QString kCode = QStringLiteral("48213 90774 11806 22817 10293 77120");
const QString kAnas = QStringLiteral("30217 55482 90713 04466 71829 66150 23904 88371 10592");

EncryptionView encrypted(std::uint64_t epoch = 4, const QString& code = kCode)
{
    return {Encryption::On, 1, epoch, code};
}

struct Stage : fake::WindowStage {
    explicit Stage(const EncryptionView& encryption, QSize size = {1280, 800},
                   const QString& language = QStringLiteral("en"))
    {
        settings.value.language = language;
        enterTheTable(2);
        recorder.live.speakers[0].verifiable = true;
        recorder.live.speakers[1].name = QStringLiteral("Bram & Co");
        recorder.live.encryption = encryption;
        open(size);
    }
    void become(const EncryptionView& encryption)
    {
        recorder.live.encryption = encryption;
        emit recorder.activityResumed();
    }
    LockButton* lock() const { return window->findChild<LockButton*>(); }
    CodePopover* popover() const
    {
        for (auto* one : window->findChildren<CodePopover*>())
            if (one->isVisible())
                return one;
        return nullptr;
    }
    QString shownCode() const
    {
        return popover()->findChild<QLabel*>(QStringLiteral("Code"))->text();
    }
    void trigger(const char* name) const { action(name)->trigger(); }
};

} // namespace

class EncryptionTest : public QObject {
    Q_OBJECT
private slots:
    void init() { QApplication::clipboard()->clear(); }

    void theLockSaysInWordsWhatItIs_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("icon");
        QTest::addColumn<QString>("tone");
        const auto row = [](const char* name, Encryption state, ChannelKind kind, const char* title,
                            const char* icon, const char* tone) {
            QTest::newRow(name) << int(state) << int(kind) << QString::fromUtf8(title)
                                << QString::fromLatin1(icon) << QString::fromLatin1(tone);
        };
        using E = Encryption;
        using K = ChannelKind;
        row("encrypted", E::On, K::Voice, "End-to-end encrypted", "lock", "flowing");
        row("version 0", E::Off, K::Voice, "Not end-to-end encrypted", "lock-open", "attention");
        row("stage", E::Off, K::Stage, "Stage: not end-to-end encrypted", "lock-open", "");
        row("joining", E::Joining, K::Voice, "Joining the encrypted call …", "lock", "");
        row("recovering", E::Recovering, K::Voice, "Recovering the encryption …", "lock",
            "attention");
        row("not told yet", E::Unknown, K::Voice, "Connecting …", "lock", "");
    }
    void theLockSaysInWordsWhatItIs()
    {
        QFETCH(int, state);
        QFETCH(int, kind);
        QFETCH(QString, title);
        QFETCH(QString, icon);
        QFETCH(QString, tone);
        EncryptionView view;
        view.state = static_cast<Encryption>(state);
        const auto channel = static_cast<ChannelKind>(kind);
        QCOMPARE(encryptionTitle(view, channel), title);
        QCOMPARE(encryptionIcon(view), icon);
        QCOMPARE(encryptionTone(view, channel), tone);
        QVERIFY(!encryptionSentence(view, channel).isEmpty());
        QVERIFY(epochNote(view).isEmpty()); // no code, no epoch
    }

    void theLockSaysEverythingToAScreenReaderAtAnyWidth_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("wide") << QSize(1280, 800);
        QTest::newRow("narrow") << QSize(760, 500);
    }
    void theLockSaysEverythingToAScreenReaderAtAnyWidth()
    {
        QFETCH(QSize, size);
        Stage s(encrypted(), size);
        QVERIFY(s.lock()->isVisible());
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(s.lock());
        QVERIFY(spoken);
        QCOMPARE(spoken->role(), QAccessible::Button);
        QCOMPARE(spoken->text(QAccessible::Name), QStringLiteral("End-to-end encrypted"));
        const QString more = spoken->text(QAccessible::Description);
        QVERIFY2(more.contains(kCode) && more.contains(QStringLiteral("epoch 4")),
                 qPrintable(more));
        QVERIFY(s.lock()->geometry().right() <= s.lock()->parentWidget()->width());
    }

    void thereIsNoLockWithoutACall()
    {
        Stage s(encrypted());
        s.recorder.become(CallState::None, RecordState::Idle);
        QTRY_VERIFY(!s.lock()->isVisible());
        QVERIFY(!s.action("actionEncryption")->isEnabled());
    }

    void pressedItShowsTheCodeAndCopiesIt()
    {
        Stage s(encrypted());
        QTest::mouseClick(s.lock(), Qt::LeftButton);
        QVERIFY(s.popover());
        QCOMPARE(s.shownCode(), kCode);
        auto* copy = s.popover()->findChild<QPushButton*>(QStringLiteral("CopyCode"));
        QVERIFY(copy->hasFocus());
        QCOMPARE(copy->accessibleName(), QStringLiteral("Copy code"));
        QTest::keyClick(copy, Qt::Key_Space);
        QCOMPARE(QApplication::clipboard()->text(), kCode);
        // It is part of the window, inside it, and Esc takes it away.
        QVERIFY(s.window->rect().contains(s.popover()->geometry()));
        QTest::keyClick(copy, Qt::Key_Escape);
        QTRY_VERIFY(!s.popover());
    }

    void anOpenPopoverFollowsTheEpoch()
    {
        Stage s(encrypted());
        s.trigger("actionEncryption");
        s.popover()->findChild<QPushButton*>(QStringLiteral("CopyCode"))->click();
        const QString next = QStringLiteral("11111 22222 33333 44444 55555 66666");
        s.become(encrypted(5, next));
        QTRY_COMPARE(s.shownCode(), next);
        const auto* copy = s.popover()->findChild<QPushButton*>(QStringLiteral("CopyCode"));
        QVERIFY(copy->text().contains(QStringLiteral("Copy code"))); // that one was not copied
        s.become({Encryption::Off, 0, 0, {}});
        QTRY_VERIFY(!s.popover()->findChild<QLabel*>(QStringLiteral("Code"))->isVisible());
    }

    void theEndOfTheCallClosesIt()
    {
        Stage s(encrypted());
        s.trigger("actionEncryption");
        QVERIFY(s.popover());
        s.recorder.live.encryption = {};
        s.recorder.become(CallState::None, RecordState::Idle);
        emit s.recorder.activityResumed();
        QTRY_VERIFY(!s.popover());
    }

    void aNewEpochAsksForTheSpeakersCodeAgain()
    {
        Stage s(encrypted());
        Lane* lane = s.window->findChild<LivePage*>()->lanes()->lanes().front();
        emit lane->verifyRequested(UserId(101));
        s.recorder.asked.clear();
        s.become(encrypted(5));
        QTRY_VERIFY(s.recorder.asked.contains(QStringLiteral("verify 101")));
    }

    void aClickElsewhereClosesIt()
    {
        Stage s(encrypted());
        s.trigger("actionEncryption");
        QVERIFY(s.popover());
        QTest::mouseClick(s.window->centralWidget(), Qt::LeftButton, {}, QPoint(400, 700));
        QTRY_VERIFY(!s.popover());
        QTest::mouseClick(s.lock(), Qt::LeftButton);
        QVERIFY(s.popover());
        QTest::mouseClick(s.lock(), Qt::LeftButton); // a second press
        QTRY_VERIFY(!s.popover());
    }

    void theShortcutCopiesTheCode()
    {
        Stage s(encrypted());
        QTest::keyClick(s.window.get(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), kCode);
        s.become({Encryption::Off, 0, 0, {}});
        QTRY_VERIFY(!s.action("actionCopyCode")->isEnabled());
    }

    void aSpeakerIsVerifiedFromTheLaneAndFromTheMenu_data()
    {
        QTest::addColumn<bool>("fromLane");
        QTest::newRow("lane") << true;
        QTest::newRow("menu") << false;
    }
    void aSpeakerIsVerifiedFromTheLaneAndFromTheMenu()
    {
        QFETCH(bool, fromLane);
        Stage s(encrypted());
        QMenu* menu = nullptr;
        if (fromLane) {
            Lane* lane = s.window->findChild<LivePage*>()->lanes()->lanes().front();
            QContextMenuEvent event(QContextMenuEvent::Keyboard, lane->rect().center(),
                                    lane->mapToGlobal(lane->rect().center()));
            QApplication::sendEvent(lane, &event);
            menu = lane->findChild<QMenu*>();
            QVERIFY(menu);
            QCOMPARE(menu->actions().front()->text(), QStringLiteral("Verify Ana …"));
        } else {
            for (auto* one : s.window->findChildren<QMenu*>())
                if (one->title() == QStringLiteral("&Verify a speaker"))
                    menu = one;
            QVERIFY(menu);
            emit menu->aboutToShow();
            QCOMPARE(menu->actions().size(), qsizetype(1)); // Bram is not in the group
            QCOMPARE(menu->actions().front()->text(), QStringLiteral("Ana"));
        }
        menu->actions().front()->trigger();
        menu->close();
        QVERIFY(s.recorder.asked.contains(QStringLiteral("verify 101")));
        QVERIFY(s.popover());
        QVERIFY(s.shownCode().isEmpty()); // being worked out
        emit s.recorder.verificationCodeReady(UserId(102), kCode); // not asked for
        QVERIFY(s.shownCode().isEmpty());
        emit s.recorder.verificationCodeReady(UserId(101), kAnas);
        QCOMPARE(s.shownCode(), kAnas);
        s.popover()->findChild<QPushButton*>(QStringLiteral("CopyCode"))->click();
        QCOMPARE(QApplication::clipboard()->text(), kAnas);
    }

    void whoIsNotInTheGroupHasNoCode()
    {
        Stage s(encrypted());
        Lane* lane = s.window->findChild<LivePage*>()->lanes()->lanes().front();
        emit lane->verifyRequested(UserId(101));
        emit s.recorder.verificationCodeReady(UserId(101), {});
        QVERIFY(!s.popover()->findChild<QLabel*>(QStringLiteral("Code"))->isVisible());
        QVERIFY(!s.popover()->findChild<QPushButton*>(QStringLiteral("CopyCode"))->isVisible());
    }

    void itSpeaksGerman()
    {
        Stage s(encrypted(), {1280, 800}, QStringLiteral("de"));
        QTRY_COMPARE(s.lock()->accessibleName(), QStringLiteral("Ende-zu-Ende-verschlüsselt"));
        s.trigger("actionEncryption");
        for (const auto* label : s.popover()->findChildren<QLabel*>())
            QVERIFY2(!label->text().contains(QStringLiteral("the")), qPrintable(label->text()));
    }
};

QTEST_MAIN(EncryptionTest)
#include "encryption_test.moc"
