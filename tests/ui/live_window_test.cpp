#include "window_stage.h"

#include "ui/command_keys.h"
#include "ui/pages/live_page.h"
#include "ui/pages/setup_assistant.h"
#include "ui/text/invite_link.h"
#include "ui/theme.h"
#include "ui/widgets/lanes_view.h"
#include "ui/widgets/listen_buttons.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QHelpEvent>
#include <QImage>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QTextDocumentFragment>
#include <QToolTip>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

/// The window in a call with some people, one of them Ana (101).
struct Stage : fake::WindowStage {
    explicit Stage(int people, RecordState record = RecordState::Recording)
    {
        enterTheTable(people, record);
        open();
    }
    /// By what a screen reader would call it.
    QPushButton* named(const QString& name)
    {
        for (auto* button : window->findChildren<QPushButton*>())
            if (button->accessibleName() == name)
                return button;
        return nullptr;
    }
};

} // namespace

class LiveWindowTest : public QObject {
    Q_OBJECT
private slots:
    void listeningIsOneButtonAwayAndShowsItsVolume()
    {
        Stage stage(3);
        auto* volume = stage.find<QSlider>("ListeningVolume");
        QVERIFY(!volume->isVisible());
        stage.find("Listen")->click();
        QCOMPARE(stage.recorder.asked.takeLast(), QStringLiteral("listen"));
        QTRY_VERIFY(volume->isVisible());
        QVERIFY(stage.action("actionListen")->isChecked());
        volume->setValue(40);
        QCOMPARE(stage.recorder.live.listeningVolume, 0.4);
        stage.action("actionLouder")->trigger();
        QTRY_COMPARE(volume->value(), 50);
        stage.find("Listen")->click();
        QCOMPARE(stage.recorder.asked.takeLast(), QStringLiteral("listen no more"));
        QTRY_VERIFY(!volume->isVisible());
    }

    void aLaneCanBeSoloedMutedAndBroughtBack_data()
    {
        QTest::addColumn<int>("people");
        QTest::newRow("comfortable lanes") << 3;
        QTest::newRow("compact lanes") << 40;
    }
    void aLaneCanBeSoloedMutedAndBroughtBack()
    {
        QFETCH(int, people);
        Stage stage(people);
        QTRY_VERIFY(stage.named(QStringLiteral("Solo Ana")));
        stage.named(QStringLiteral("Solo Ana"))->click();
        QCOMPARE(
            stage.recorder.asked,
            (QStringList {QStringLiteral("listen"), QStringLiteral("listen to 101: solo 0 dB")}));
        QTRY_VERIFY(stage.named(QStringLiteral("Solo Ana"))->isChecked());
        stage.named(QStringLiteral("Mute Ana"))->click();
        QCOMPARE(stage.recorder.asked.takeLast(), QStringLiteral("listen to 101: solo mute 0 dB"));
        QTRY_VERIFY(stage.named(QStringLiteral("Mute Ana"))->isChecked());
        stage.named(QStringLiteral("Solo Ana"))->click();
        QCOMPARE(stage.recorder.asked.takeLast(), QStringLiteral("listen to 101: mute 0 dB"));
    }

    void mutingSomebodyDoesNotStartListening()
    {
        Stage stage(3);
        QTRY_VERIFY(stage.named(QStringLiteral("Mute Ana")));
        stage.named(QStringLiteral("Mute Ana"))->click();
        QCOMPARE(stage.recorder.asked, QStringList {QStringLiteral("listen to 101: mute 0 dB")});
    }

    void aScreenReaderCanToggleWhatAMouseCanClick()
    {
        Stage stage(3);
        QTRY_VERIFY(stage.named(QStringLiteral("Mute Ana")));
        const auto toggle = [](QPushButton* button) {
            auto* actions = QAccessible::queryAccessibleInterface(button)->actionInterface();
            const QStringList names = actions->actionNames();
            actions->doAction(names.first());
        };
        toggle(stage.find("Listen"));
        QCOMPARE(stage.recorder.asked.takeLast(), QStringLiteral("listen"));
        toggle(stage.named(QStringLiteral("Mute Ana")));
        QCOMPARE(stage.recorder.asked.takeLast(), QStringLiteral("listen to 101: mute 0 dB"));
        toggle(stage.find("RecordingsTab"));
        QCOMPARE(stage.window->page(), MainWindow::Page::Recordings);
        toggle(stage.find("LiveTab"));
        QCOMPARE(stage.window->page(), MainWindow::Page::Live);
    }

    void settingsAreFoundByAWord()
    {
        Stage stage(0, RecordState::Idle);
        stage.window->showPage(MainWindow::Page::Settings);
        auto* search = stage.find<QLineEdit>("SettingsSearch");
        const auto shown = [&](const QString& words) {
            for (auto* box : stage.window->findChildren<QCheckBox*>())
                if (box->text().contains(words))
                    return box->isVisible();
            return false;
        };
        QVERIFY(shown(QStringLiteral("tray")));
        QVERIFY(shown(QStringLiteral("export")));
        search->setText(QStringLiteral("TRAY"));
        QVERIFY(shown(QStringLiteral("tray")));
        QVERIFY(!shown(QStringLiteral("export")));
        // One line of a card, and not its neighbours.
        search->setText(QStringLiteral("never recorded"));
        QVERIFY(!shown(QStringLiteral("before the bot's name")));
        QVERIFY(!shown(QStringLiteral("in the channel's chat")));
        search->setText(QStringLiteral("chat"));
        QVERIFY(shown(QStringLiteral("in the channel's chat")));
        QVERIFY(!shown(QStringLiteral("before the bot's name")));
        search->setText(QStringLiteral("no such thing"));
        QVERIFY(!shown(QStringLiteral("tray")));
        search->clear();
        QVERIFY(shown(QStringLiteral("export")));
    }

    void whoIsThereAndWhoHasATrackAreTwoNumbers_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("facts");
        QTest::newRow("room") << 1600 << "2 speakers · 3 tracks · ";
        QTest::newRow("none") << 800 << "3 tracks · ";
    }
    void whoIsThereAndWhoHasATrackAreTwoNumbers()
    {
        QFETCH(int, width);
        QFETCH(QString, facts);
        Stage stage(3);
        stage.window->resize(width, 600);
        stage.recorder.live.speakers[1].present = false;
        emit stage.recorder.activityResumed();
        auto* above = stage.find<QLabel>("FactsAbove");
        QTRY_VERIFY2_WITH_TIMEOUT(above->text().startsWith(facts), qPrintable(above->text()),
                                  lavalier::test::kPatience);
        QTRY_COMPARE(above->toolTip().section(u'·', 0, 0), QStringLiteral("2 speakers "));
    }

    void aChangedSettingIsKeptAtOnce()
    {
        Stage stage(0, RecordState::Idle);
        stage.window->showPage(MainWindow::Page::Settings);
        for (auto* box : stage.window->findChildren<QCheckBox*>())
            if (box->text().contains(QStringLiteral("export is done")))
                box->setChecked(false);
        QVERIFY(!stage.settings.value.notifyExport);
        QVERIFY(stage.settings.value.notifyStart);
    }

    void keysCanBeChangedButNotGivenTwice()
    {
        Stage stage(3);
        auto* field = stage.find<QKeySequenceEdit>("KeysactionMarker");
        const auto press = [&](const QKeySequence& keys) {
            field->setKeySequence(keys);
            emit field->editingFinished();
        };
        press(QKeySequence(Qt::Key_F8));
        QCOMPARE(stage.action("actionMarker")->shortcut(), QKeySequence(Qt::Key_F8));
        QCOMPARE(field->keySequence(), QKeySequence(Qt::Key_F8));
        QCOMPARE(stage.settings.value.shortcuts.value(QStringLiteral("actionMarker")),
                 QStringLiteral("F8"));
        press(QKeySequence(Qt::CTRL | Qt::Key_R)); // is Record
        QCOMPARE(stage.action("actionMarker")->shortcut(), QKeySequence(Qt::Key_F8));
        QCOMPARE(field->keySequence(), QKeySequence(Qt::Key_F8));
        press(QKeySequence(Qt::CTRL | Qt::Key_M));
        QVERIFY(stage.settings.value.shortcuts.isEmpty());
    }

    void everyPagesKeysCanBeChanged_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QKeySequence>("keys");
        QTest::addColumn<bool>("taken");
        const auto ctrl = [](Qt::Key key) { return QKeySequence(Qt::CTRL | key); };
        QTest::newRow("undo") << "reviewUndo" << QKeySequence(Qt::Key_F8) << false;
        QTest::newRow("play, with plain keys") << "reviewPlay" << QKeySequence(Qt::Key_F8) << false;
        QTest::newRow("play, as a shortcut") << "reviewPlay" << ctrl(Qt::Key_Space) << false;
        QTest::newRow("rename in the list") << "recordingRename" << ctrl(Qt::Key_D) << false;
        QTest::newRow("none at all") << "recordingTrash" << QKeySequence() << false;
        QTest::newRow("of the list, which is not there then")
            << "reviewUndo" << QKeySequence(Qt::Key_F2) << true; // rename speaker has it too
        QTest::newRow("of the opened recording, which is not there then")
            << "recordingShow" << QKeySequence(Qt::Key_M) << false;
        QTest::newRow("of the window") << "recordingRename" << ctrl(Qt::Key_R) << true;
        QTest::newRow("a page's for the window") << "actionMarker" << ctrl(Qt::Key_Z) << true;
        QTest::newRow("a second one") << "actionMarker" << ctrl(Qt::Key_Equal) << true;
        QTest::newRow("Space for the window")
            << "actionMarker" << QKeySequence(Qt::Key_Space) << true;
        QTest::newRow("what would be another's beginning")
            << "actionMarker" << QKeySequence(Qt::CTRL | Qt::Key_R, Qt::CTRL | Qt::Key_B) << true;
    }
    void everyPagesKeysCanBeChanged()
    {
        QFETCH(QString, command);
        QFETCH(QKeySequence, keys);
        QFETCH(bool, taken);
        Stage stage(3);
        auto* field = stage.window->findChild<QKeySequenceEdit*>(QStringLiteral("Keys") + command);
        auto* action = stage.window->findChild<QAction*>(command);
        if (!action)
            action = stage.action(qPrintable(command));
        QVERIFY(field && action);
        const QKeySequence before = keysInForce(*action);
        QCOMPARE(field->keySequence(), before);
        field->setKeySequence(keys);
        emit field->editingFinished();
        QCOMPARE(keysInForce(*action), taken ? before : keys);
        QCOMPARE(field->keySequence(), taken ? before : keys);
        QCOMPARE(stage.settings.value.shortcuts.contains(command), !taken);
        if (taken)
            return;
        // Kept through another start, and brought back.
        stage.open();
        action = stage.window->findChild<QAction*>(command);
        QVERIFY(action);
        QCOMPARE(keysInForce(*action), keys);
        stage.settings.value.shortcuts.clear();
        emit stage.settings.settingsChanged();
        QCOMPARE(keysInForce(*action), before);
    }

    void aStandardGivesWayToWhatWasChosen_data()
    {
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("other");
        QTest::addColumn<QString>("left");
        QTest::newRow("of an opened recording") << "actionMarker"
                                                << "Ctrl+C"
                                                << "reviewClip"
                                                << "";
        QTest::newRow("of the list") << "actionListen"
                                     << "Ctrl+Shift+O"
                                     << "recordingRecover"
                                     << "";
        QTest::newRow("plain keys") << "actionMarker"
                                    << "Space"
                                    << "reviewPlay"
                                    << "";
        QTest::newRow("one of two") << "actionMarker"
                                    << "Ctrl+="
                                    << "reviewZoomIn"
                                    << "Ctrl++";
        QTest::newRow("never seen together") << "recordingRename"
                                             << "Ctrl+C"
                                             << "reviewClip"
                                             << "Ctrl+C";
    }
    void aStandardGivesWayToWhatWasChosen()
    {
        QFETCH(QString, chosen);
        QFETCH(QString, keys);
        QFETCH(QString, other);
        QFETCH(QString, left);
        Stage stage(3);
        const auto keysOf = [&stage](const QString& name) {
            auto* action = stage.window->findChild<QAction*>(name);
            if (!action)
                action = stage.action(qPrintable(name));
            QStringList all;
            for (const QKeySequence& one : action->shortcuts())
                all += one.toString(QKeySequence::PortableText);
            return all.isEmpty() ? keysInForce(*action).toString(QKeySequence::PortableText)
                                 : all.join(u' ');
        };
        const QString before = keysOf(other);
        Settings earlier = stage.settings.value;
        earlier.shortcuts.insert(chosen, keys);
        stage.settings.setSettings(earlier); // by a Lavalier that did not have the other yet
        stage.open();
        QCOMPARE(keysOf(chosen), keys);
        QCOMPARE(keysOf(other), left);
        earlier.shortcuts.clear();
        stage.settings.setSettings(earlier);
        QCOMPARE(keysOf(other), before);
    }

    void aFieldOfKeysIsEmptiedByItsButton()
    {
        Stage stage(3);
        auto* field = stage.find<QKeySequenceEdit>("KeysactionMarker");
        auto* clear = field->findChild<QAction*>(QStringLiteral("_q_qlineeditclearaction"));
        if (!clear)
            QSKIP("this Qt has no such button");
        clear->trigger();
        QVERIFY(stage.action("actionMarker")->shortcut().isEmpty());
        QCOMPARE(stage.settings.value.shortcuts.value(QStringLiteral("actionMarker"), "unchanged"),
                 QString());
    }

    void tellsWhoeverDoesNotLook()
    {
        Stage stage(3, RecordState::Idle);
        QSignalSpy told(stage.window.get(), &MainWindow::notificationWanted);
        stage.recorder.become(CallState::InCall, RecordState::Recording);
        QCOMPARE(told.size(), 0); // the window is in front
        stage.recorder.become(CallState::InCall, RecordState::Idle);
        QWidget other; // somebody's editor
        other.show();
        other.activateWindow();
        QTRY_VERIFY(!stage.window->isActiveWindow());
        stage.recorder.become(CallState::InCall, RecordState::Recording);
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.first().last().toString(), QStringLiteral("The Table"));
        QVERIFY(stage.window->windowTitle().startsWith(QStringLiteral("Recording")));
        stage.recorder.live.unrecorded = {QStringLiteral("Ana")};
        emit stage.recorder.activityResumed();
        QVERIFY(stage.window->windowTitle().startsWith(QStringLiteral("Not recorded: Ana")));
        stage.window->hide(); // into the tray
        stage.recorder.live.unrecorded.clear();
        emit stage.recorder.problemResolved(QStringLiteral("stalled"));
        QVERIFY(stage.window->windowTitle().startsWith(QStringLiteral("Recording")));
        stage.window->show();
        other.activateWindow();
        QTRY_VERIFY(!stage.window->isActiveWindow());
        emit stage.recorder.problemRaised({QStringLiteral("x"), Problem::Severity::Notice,
                                           QStringLiteral("Small talk."), QString(), QString(),
                                           QString(), Problem::Remedy::None});
        QCOMPARE(told.size(), 1);
        emit stage.recorder.problemRaised({QStringLiteral("y"), Problem::Severity::Error,
                                           QStringLiteral("The disk is full."), QString(),
                                           QString(), QString(), Problem::Remedy::None});
        QCOMPARE(told.last().last().toString(), QStringLiteral("The disk is full."));
        stage.settings.value.notifyStop = false;
        emit stage.recorder.recordingFinished(QStringLiteral("/x.lavalier"));
        QCOMPARE(told.size(), 2);
    }

    void theStatusLineSaysWhenNothingKeepsTheComputerAwake()
    {
        Stage stage(3);
        const auto said = [&] {
            for (auto* label : stage.window->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QStringLiteral("may fall asleep")))
                    return true;
            return false;
        };
        QVERIFY(!said());
        stage.recorder.live.keepAwake = KeepAwake::Unavailable;
        emit stage.recorder.activityResumed();
        QTRY_VERIFY(said());
    }

    void theTransportRowSaysWhetherTheCallIsTold_data()
    {
        QTest::addColumn<Notice>("notice");
        QTest::addColumn<RecordState>("record");
        QTest::addColumn<QString>("words");
        QTest::newRow("shown") << Notice::Shown << RecordState::Recording
                               << QStringLiteral("notice shown in the call");
        QTest::newRow("paused") << Notice::Shown << RecordState::Paused
                                << QStringLiteral("notice shown in the call");
        QTest::newRow("missing") << Notice::Missing << RecordState::Recording
                                 << QStringLiteral("no notice in the call");
        QTest::newRow("not recording") << Notice::None << RecordState::Idle << QString();
        QTest::newRow("being saved") << Notice::Missing << RecordState::Finishing << QString();
    }
    void theTransportRowSaysWhetherTheCallIsTold()
    {
        QFETCH(Notice, notice);
        QFETCH(RecordState, record);
        QFETCH(QString, words);
        Stage stage(3, record);
        stage.recorder.live.notice = notice;
        stage.recorder.live.diskTimeLeft = std::chrono::hours(61);
        emit stage.recorder.activityResumed();
        auto* said = stage.find<QLabel>("Notice");
        stage.window->resize(1600, 800);
        QTRY_COMPARE(said->accessibleName(), words);
        QTRY_COMPARE(said->isVisible(), !words.isEmpty());
        if (words.isEmpty())
            return;
        QTRY_COMPARE(said->text(), words);
        QCOMPARE(said->property("tone").toString() == QLatin1String("attention"),
                 notice == Notice::Missing);
        // Where room is short it says less, then nothing; it is never cut or painted over.
        bool shortened = false;
        for (int width = 1600; width >= 760; width -= 20) {
            stage.window->resize(width, 500);
            QTRY_COMPARE(stage.window->width(), width);
            QCoreApplication::sendPostedEvents();
            if (!said->isVisible())
                continue;
            shortened = shortened || said->text() != words;
            QVERIFY2(said->width() >= said->sizeHint().width(), qPrintable(QString::number(width)));
            const QRect place(said->mapTo(stage.window.get(), QPoint()), said->size());
            QVERIFY(stage.window->rect().contains(place));
            for (auto* button : said->parentWidget()->parentWidget()->findChildren<QPushButton*>())
                if (button->isVisible())
                    QVERIFY2(!place.intersects(
                                 {button->mapTo(stage.window.get(), QPoint()), button->size()}),
                             qPrintable(button->objectName()));
        }
        QVERIFY(shortened);
        QVERIFY(!said->isVisible());
    }

    void theAssistantLeadsToABotThatRecords()
    {
        Stage stage(0, RecordState::Idle);
        fake::Rehearsal rehearsal;
        stage.window->setRehearsal(rehearsal);
        stage.action("actionSetup")->trigger();
        auto* setup = stage.window->findChild<SetupAssistant*>();
        QVERIFY(setup && setup->isVisible());
        QCOMPARE(setup->steps(), 6);
        auto* next = setup->findChild<QPushButton*>(QStringLiteral("SetupNext"));
        next->click(); // application
        next->click(); // token
        auto* field = setup->findChild<QLineEdit*>(QStringLiteral("token"));
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        field->setText(QStringLiteral("abc.def.ghi"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(stage.settings.lastToken, QByteArray("abc.def.ghi"));
        QCOMPARE(setup->step(), 2); // Return handed the token over and nothing else
        next->click(); // invite
        auto* link = setup->findChild<QLineEdit*>(QStringLiteral("InviteLink"));
        QVERIFY(link->text().contains(QStringLiteral("client_id=900&scope=bot&permissions=")));
        auto* nickname = setup->findChild<QCheckBox*>(QStringLiteral("SetupNickname"));
        auto* messages = setup->findChild<QCheckBox*>(QStringLiteral("SetupMessages"));
        QVERIFY(nickname->isChecked() && !messages->isChecked()); // as the settings are
        nickname->click();
        messages->click();
        next->click(); // folder
        auto* folder = setup->findChild<QLineEdit*>(QStringLiteral("SetupFolder"));
        folder->setText(QStringLiteral("Podcasts"));
        next->click();
        QCOMPARE(setup->step(), 4); // beside the line that says what is wrong
        folder->setText(QStringLiteral("/data/podcasts"));
        QTest::keyClick(folder, Qt::Key_Return);
        QCOMPARE(stage.settings.value.recordingsFolder, QStringLiteral("/data/podcasts"));
        QCOMPARE(stage.settings.checkedFolders, QStringList {QStringLiteral("/data/podcasts")});
        next->click(); // rehearsal
        setup->findChild<QPushButton*>(QStringLiteral("SetupRehearse"))->click();
        QCOMPARE(rehearsal.value.state, RehearsalState::Running);
        rehearsal.become({RehearsalState::Done, 1, 5, std::chrono::milliseconds(10'020), {}, {}});
        auto* outcome = setup->findChild<QLabel*>(QStringLiteral("SetupOutcome"));
        QVERIFY2(outcome->text().contains(QStringLiteral("5 track")), qPrintable(outcome->text()));
        next->click(); // finish
        QVERIFY(!setup->isVisible());
        QVERIFY(stage.settings.value.firstRunDone);
        QVERIFY(!stage.settings.value.markNickname && stage.settings.value.postNotice);
    }

    void aFailedRehearsalSaysWhatToDo_data()
    {
        QTest::addColumn<RehearsalFailure>("failure");
        QTest::addColumn<QString>("todo");
        QTest::newRow("folder") << RehearsalFailure::Recording << "choose a folder";
        QTest::newRow("tracks") << RehearsalFailure::Export << "See that the disk has room";
        QTest::newRow("slow") << RehearsalFailure::TooSlow << "then try again";
        QTest::newRow("missing") << RehearsalFailure::NotStarted << "Install it again";
        QTest::newRow("else") << RehearsalFailure::Other << "Report a problem";
    }
    void aFailedRehearsalSaysWhatToDo()
    {
        QFETCH(RehearsalFailure, failure);
        QFETCH(QString, todo);
        Stage stage(0, RecordState::Idle);
        fake::Rehearsal rehearsal;
        stage.window->setRehearsal(rehearsal);
        stage.action("actionSetup")->trigger();
        rehearsal.become(
            {RehearsalState::Failed, 0, 0, {}, QStringLiteral("exit code 9"), failure});
        auto* outcome = stage.window->findChild<QLabel*>(QStringLiteral("SetupOutcome"));
        QVERIFY2(outcome->text().contains(todo), qPrintable(outcome->text()));
        QVERIFY(outcome->text().endsWith(QLatin1String("exit code 9")));
    }

    void theAssistantCanBeSkippedAndDoesNotComeBack()
    {
        Stage stage(0, RecordState::Idle);
        stage.window->showSetup();
        auto* setup = stage.window->findChild<SetupAssistant*>();
        QCOMPARE(setup->steps(), 5); // nothing to rehearse with
        setup->findChild<QPushButton*>(QStringLiteral("SetupSkip"))->click();
        QVERIFY(stage.settings.value.firstRunDone);
        QVERIFY(!setup->isVisible());
    }

    /// What was changed elsewhere while the assistant stood open stays as it was changed.
    void theAssistantKeepsOfTheNoticesOnlyWhatItWasAsked()
    {
        Stage stage(0, RecordState::Idle);
        stage.window->showSetup();
        auto* setup = stage.window->findChild<SetupAssistant*>();
        auto* nickname = setup->findChild<QCheckBox*>(QStringLiteral("SetupNickname"));
        auto* messages = setup->findChild<QCheckBox*>(QStringLiteral("SetupMessages"));
        QVERIFY(nickname->isChecked() && !messages->isChecked());
        Settings elsewhere = stage.settings.value;
        elsewhere.markNickname = false;
        stage.settings.setSettings(elsewhere);
        QVERIFY(!nickname->isChecked());
        messages->click();
        QVERIFY(stage.settings.value.postNotice && !stage.settings.value.markNickname);
        setup->findChild<QPushButton*>(QStringLiteral("SetupSkip"))->click();
        QVERIFY(stage.settings.value.postNotice && !stage.settings.value.markNickname);
    }

    void theInviteAsksForWhatWasWishedAndNoMore()
    {
        QCOMPARE(invitePermissions({false, false, false}), std::uint64_t {1049600});
        QCOMPARE(invitePermissions({true, false, false}), std::uint64_t {1049600 | (1 << 21)});
        QCOMPARE(invitePermissions({false, true, true}),
                 std::uint64_t {1049600 | (1 << 26) | (1 << 11)});
    }

    void withoutATokenTheDemoIsOneButtonAway()
    {
        Stage stage(0, RecordState::Idle);
        stage.recorder.live = {};
        stage.recorder.accountValue = {};
        emit stage.recorder.accountChanged();
        emit stage.recorder.activityResumed();
        QSignalSpy demo(stage.window.get(), &MainWindow::demoRequested);
        QTRY_VERIFY(stage.find("Demo")->isVisible());
        stage.find("Demo")->click();
        QCOMPARE(demo.size(), 1);
    }

    void aMarkerIsSeenTheMomentItIsSet_data()
    {
        QTest::addColumn<int>("people");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("told");
        QTest::newRow("with a key") << 3 << QString() << "0:01:05 · marker";
        QTest::newRow("with words") << 3 << "the dragon\nwakes"
                                    << "0:01:05 · the dragon wakes";
        QTest::newRow("above lanes without waveforms") << 40 << QString() << "0:01:05 · marker";
    }
    void aMarkerIsSeenTheMomentItIsSet()
    {
        QFETCH(int, people);
        QFETCH(QString, text);
        QFETCH(QString, told);
        Stage stage(people);
        stage.recorder.live.recorded = std::chrono::seconds(65);
        emit stage.recorder.activityResumed();
        auto* ruler = stage.find<QWidget>("TimeRuler");
        QTRY_VERIFY(ruler && ruler->isVisible());
        const auto flags = [ruler] { // columns of pixels with something of a flag
            const QImage image = ruler->grab().toImage();
            QList<int> columns;
            for (int x = 0; x < image.width(); ++x)
                for (int y = 0; y < image.height(); ++y)
                    if (image.pixelColor(x, y) == currentTokens().accent) {
                        columns.append(x);
                        break;
                    }
            return columns;
        };
        QVERIFY(flags().isEmpty());
        QCOMPARE(ruler->accessibleDescription(), QStringLiteral("no markers"));
        if (text.isEmpty())
            QTest::keyClick(stage.window.get(), Qt::Key_M, Qt::ControlModifier);
        else
            stage.window->findChild<LivePage*>()->mark(text);
        const auto seen = flags(); // no column of the waveform has been finished since
        QVERIFY(!seen.isEmpty());
        QCOMPARE(ruler->accessibleDescription(), QString(told).remove(QStringLiteral("· ")));
        const QPoint flag(seen.first() + 2, ruler->height() / 2);
        QHelpEvent help(QEvent::ToolTip, flag, ruler->mapToGlobal(flag));
        QApplication::sendEvent(ruler, &help);
        // Somebody's words are shown as they are, never as markup of theirs.
        QCOMPARE(QTextDocumentFragment::fromHtml(QToolTip::text()).toPlainText(), told);
        QToolTip::hideText();
        QTRY_VERIFY(!flags().isEmpty() && flags().first() < seen.first()); // and goes with time
    }

    void markersSetQuicklyAreAllThere()
    {
        Stage stage(3);
        auto* ruler = stage.find<QWidget>("TimeRuler");
        QTRY_VERIFY(ruler->isVisible());
        stage.window->findChild<LivePage*>()->mark(QStringLiteral("one"));
        stage.window->findChild<LivePage*>()->mark(QStringLiteral("two"));
        QCOMPARE(ruler->accessibleDescription(), QStringLiteral("0:00:00 one, 0:00:00 two"));
    }

    void withoutAnOutputTheButtonSaysSo()
    {
        Stage stage(3);
        stage.recorder.live.listening = Listening::NoDevice;
        emit stage.recorder.activityResumed();
        QTRY_VERIFY(stage.find("Listen")->isChecked());
        QVERIFY(stage.find("Listen")->text().contains(QStringLiteral("No output")));
        QVERIFY(!stage.find<QSlider>("ListeningVolume")->isVisible());
    }
};

QTEST_MAIN(LiveWindowTest)
#include "live_window_test.moc"
