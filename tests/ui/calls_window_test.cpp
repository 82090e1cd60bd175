#include "window_stage.h"

#include "ui/pages/channel_sidebar.h"
#include "ui/pages/live_page.h"
#include "ui/text/problem_text.h"
#include "ui/widgets/call_chips.h"
#include "ui/widgets/problem_banner.h"

#include <QAction>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace lavalier;
using namespace lavalier::ui;

Q_DECLARE_METATYPE(std::vector<lavalier::ui::CallView>)

namespace {

constexpr GuildId kDungeon {10};
constexpr GuildId kCrew {20};
constexpr GuildId kChoir {30};

CallView callIn(GuildId guild, const char* server, std::uint64_t channel, const char* name,
                RecordState record)
{
    CallView call;
    call.guild = guild;
    call.guildName = QString::fromUtf8(server);
    call.channel = ChannelId(channel);
    call.channelName = QString::fromUtf8(name);
    call.call = CallState::InCall;
    call.record = record;
    return call;
}

CallView dungeon(RecordState record = RecordState::Recording)
{
    return callIn(kDungeon, "Tuesday Dungeon", 11, "The Table", record);
}
CallView crew(RecordState record = RecordState::Recording)
{
    return callIn(kCrew, "Podcast Crew", 21, "Studio A", record);
}
CallView choir(RecordState record = RecordState::Idle)
{
    return callIn(kChoir, "Choir", 31, "Rehearsal & tea", record);
}

CallView inFile(CallView call, const char* file)
{
    call.file = QString::fromUtf8(file);
    return call;
}

QString plain(QString text)
{
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

/// A window before the calls of `calls`, the first of them shown.
struct Stage : fake::WindowStage {
    explicit Stage(const std::vector<CallView>& calls)
    {
        recorder.callsValue = calls;
        recorder.showCall(calls.front().guild);
        recorder.asked.clear();
        open();
    }
    std::vector<CallChip*> chips() { return window->findChild<CallChips*>()->chips(); }
    void change(std::vector<CallView> calls)
    {
        recorder.callsValue = std::move(calls);
        emit recorder.callsChanged();
    }
    QString title() { return plain(window->windowTitle()); }
    QStringList problems()
    {
        QStringList words;
        for (auto* banner : window->findChildren<ProblemBanner*>())
            if (banner->isVisible())
                words += plain(banner->problem().whatHappened);
        return words;
    }
};

Problem troubleIn(GuildId guild, const char* server, Problem::Remedy remedy = {})
{
    Problem problem;
    problem.key = QStringLiteral("disk@%1").arg(guild.value());
    problem.whatHappened = QStringLiteral("The disk is full.");
    problem.remedy = remedy;
    problem.guild = guild;
    problem.guildName = QString::fromUtf8(server);
    return problem;
}

} // namespace

/// Several calls at once, as somebody in front of the window, or beside it, notices them.
class CallsWindowTest : public QObject {
    Q_OBJECT
private slots:
    void oneCallHasNoRow()
    {
        Stage stage({dungeon()});
        QVERIFY(!stage.window->findChild<CallChips*>()->isVisible());
        QVERIFY(!stage.action("actionNextCall")->isEnabled());
        QVERIFY(!stage.action("actionCall1")->isVisible());
        QCOMPARE(stage.title(), QStringLiteral("Recording — The Table — Lavalier"));
    }

    void eachCallHasAChipThatShowsIt()
    {
        Stage stage({dungeon(), crew(RecordState::Paused), choir()});
        const auto chips = stage.chips();
        QCOMPARE(chips.size(), 3U);
        QCOMPARE(plain(chips[0]->accessibleName()),
                 QStringLiteral("Tuesday Dungeon › The Table, Recording"));
        QCOMPARE(plain(chips[1]->accessibleName()),
                 QStringLiteral("Podcast Crew › Studio A, Paused"));
        QCOMPARE(plain(chips[2]->accessibleName()),
                 QStringLiteral("Choir › Rehearsal & tea, Not recording"));
        QVERIFY(chips[0]->isVisible() && chips[0]->isChecked());
        chips[1]->click();
        QCOMPARE(stage.recorder.asked, QStringList {QStringLiteral("show 20")});
        QTRY_VERIFY(chips[1]->isChecked());
        QVERIFY(!chips[0]->isChecked());
        const auto selected = stage.window->findChild<ChannelSidebar*>()->selected();
        QVERIFY(selected && selected->guild == kCrew); // the list on the left goes with it
        chips[1]->click(); // nothing to change
        QCOMPARE(stage.recorder.asked.size(), 1);
        QVERIFY(chips[1]->isChecked());
    }

    void keysStepThroughTheCalls()
    {
        Stage stage({dungeon(), crew(), choir()});
        QTest::keyClick(stage.window.get(), Qt::Key_Tab, Qt::ControlModifier);
        QTest::keyClick(stage.window.get(), Qt::Key_Tab, Qt::ControlModifier);
        QTest::keyClick(stage.window.get(), Qt::Key_Tab, Qt::ControlModifier); // comes round
        QTest::keyClick(stage.window.get(), Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClick(stage.window.get(), Qt::Key_2, Qt::AltModifier);
        QCOMPARE(stage.recorder.asked,
                 (QStringList {QStringLiteral("show 20"), QStringLiteral("show 30"),
                               QStringLiteral("show 10"), QStringLiteral("show 30"),
                               QStringLiteral("show 20")}));
        QVERIFY(stage.action("actionCall2")->isChecked());
        QCOMPARE(plain(stage.action("actionCall3")->text()),
                 QStringLiteral("Choir › Rehearsal && tea"));
        QVERIFY(!stage.action("actionCall4")->isVisible());
    }

    void theTitleSpeaksOfAllOfThem_data()
    {
        QTest::addColumn<std::vector<CallView>>("calls");
        QTest::addColumn<QString>("title");
        using Calls = std::vector<CallView>;
        CallView unheard = crew();
        unheard.unrecorded = {QStringLiteral("Farah")};
        CallView full = crew();
        full.diskTrouble = true;
        CallView cutOff = crew();
        cutOff.call = CallState::Reconnecting;
        QTest::newRow("none is recorded")
            << Calls {dungeon(RecordState::Idle), choir()} << "The Table — Lavalier";
        QTest::newRow("one of them")
            << Calls {dungeon(), choir()} << "Tuesday Dungeon: Recording — The Table — Lavalier";
        QTest::newRow("a hidden one") << Calls {dungeon(RecordState::Idle), crew()}
                                      << "Podcast Crew: Recording — The Table — Lavalier";
        QTest::newRow("two") << Calls {dungeon(), crew()} << "2 recordings — The Table — Lavalier";
        QTest::newRow("a hidden one loses somebody")
            << Calls {dungeon(), unheard}
            << "Not recorded: Farah (Podcast Crew) — 2 recordings — The Table — Lavalier";
        QTest::newRow("a hidden one has no disk")
            << Calls {dungeon(), full}
            << "Podcast Crew: Holding — 2 recordings — The Table — Lavalier";
        QTest::newRow("a hidden one is cut off")
            << Calls {dungeon(), cutOff}
            << "Podcast Crew: Reconnecting … — 2 recordings — The Table — Lavalier";
        QTest::newRow("one is paused")
            << Calls {dungeon(RecordState::Paused), crew()}
            << "Tuesday Dungeon: Paused — 2 recordings — The Table — Lavalier";
    }
    void theTitleSpeaksOfAllOfThem()
    {
        QFETCH(const std::vector<CallView>, calls);
        QFETCH(const QString, title);
        Stage stage(calls); // English plurals come with its language
        QCOMPARE(stage.title(), title);
    }

    void aHiddenAlarmIsInTheTitleAndOnTheChip()
    {
        Stage stage({dungeon(), crew()});
        for (const bool seen : {true, false}) {
            if (!seen)
                stage.window->hide(); // into the tray
            CallView unheard = crew();
            unheard.unrecorded = {QStringLiteral("Farah")};
            stage.recorder.callsValue = {dungeon(), unheard};
            emit stage.recorder.problemRaised(troubleIn(kCrew, "Podcast Crew"));
            QTRY_VERIFY(stage.title().startsWith("Not recorded: Farah (Podcast Crew)"));
            QCOMPARE(plain(stage.chips()[1]->accessibleName()),
                     QStringLiteral("Podcast Crew › Studio A, Not recorded: Farah"));
            stage.recorder.callsValue = {dungeon(), crew()};
            emit stage.recorder.problemResolved(QStringLiteral("disk@20"));
            QTRY_VERIFY(stage.title().startsWith("2 recordings"));
        }
    }

    void aProblemNamesItsServerWhereThereIsAChoice()
    {
        Stage stage({dungeon()});
        const Problem here = troubleIn(kDungeon, "Tuesday Dungeon");
        stage.recorder.problemsValue = {here};
        emit stage.recorder.problemRaised(here);
        QTRY_COMPARE(stage.problems(), QStringList {QStringLiteral("The disk is full.")});
        stage.change({dungeon(), crew()});
        QTRY_COMPARE(stage.problems(),
                     QStringList {QStringLiteral("Tuesday Dungeon: The disk is full.")});
        const Problem there = troubleIn(kCrew, "Podcast Crew");
        stage.recorder.problemsValue = {here, there};
        emit stage.recorder.problemRaised(there);
        QTRY_COMPARE(stage.problems().size(), 2);
        emit stage.recorder.problemResolved(here.key);
        QTRY_COMPARE(stage.problems(),
                     QStringList {QStringLiteral("Podcast Crew: The disk is full.")});
    }

    void aRemedyReachesTheCallThatNeedsIt()
    {
        Stage stage({dungeon(RecordState::Idle), crew(RecordState::Idle)});
        emit stage.recorder.problemRaised(
            troubleIn(kCrew, "Podcast Crew", Problem::Remedy::RecordWithoutNotice));
        const auto press = [&stage] {
            for (auto* banner : stage.window->findChildren<ProblemBanner*>())
                if (banner->isVisible())
                    emit banner->remedyChosen(banner->problem().key, banner->problem().remedy);
        };
        press();
        QCOMPARE(
            stage.recorder.asked,
            (QStringList {QStringLiteral("show 20"), QStringLiteral("record without notice")}));
        stage.recorder.asked.clear();
        stage.change({dungeon(RecordState::Idle)}); // that call is over
        QCOMPARE(stage.problems().size(), 1);
        press();
        QCOMPARE(stage.recorder.asked, QStringList());
    }

    void notesNameTheServer()
    {
        Stage stage({dungeon(RecordState::Idle), crew(RecordState::Idle)});
        QSignalSpy told(stage.window.get(), &MainWindow::notificationWanted);
        QWidget other; // somebody's editor
        other.show();
        other.activateWindow();
        QTRY_VERIFY(!stage.window->isActiveWindow());
        CallView began = crew();
        began.file = QStringLiteral("/b.lavalier");
        stage.change({dungeon(RecordState::Idle), began});
        QCOMPARE(told.size(), 1);
        QCOMPARE(plain(told.last().last().toString()), QStringLiteral("Podcast Crew › Studio A"));
        stage.recorder.showCall(kCrew); // shown, not begun again
        stage.recorder.showCall(kDungeon);
        QCOMPARE(told.size(), 1);
        stage.change({dungeon(RecordState::Idle), crew(RecordState::Idle)});
        emit stage.recorder.recordingFinished(QStringLiteral("/b.lavalier"));
        QCOMPARE(plain(told.last().last().toString()), QStringLiteral("Podcast Crew › Studio A"));
        emit stage.recorder.problemRaised(troubleIn(kCrew, "Podcast Crew"));
        QCOMPARE(plain(told.last().last().toString()),
                 QStringLiteral("Podcast Crew: The disk is full."));
    }

    void quittingWaitsForAllRecordings()
    {
        Stage stage({dungeon(), crew(), choir()});
        stage.window->close();
        QVERIFY(stage.window->isVisible());
        auto* question = stage.window->findChild<QMessageBox*>(QStringLiteral("QuitQuestion"));
        QVERIFY(question);
        QVERIFY(question->text().startsWith(QStringLiteral("2 recordings")));
        for (auto* button : question->buttons())
            if (question->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        QCOMPARE(stage.recorder.asked, QStringList {QStringLiteral("stop all")});
        stage.change({dungeon(RecordState::Finishing), crew(RecordState::Idle), choir()});
        emit stage.recorder.recordingFinished(QStringLiteral("/b.lavalier"));
        QVERIFY(stage.window->isVisible());
        stage.recorder.become(CallState::InCall, RecordState::Idle);
        stage.change({dungeon(RecordState::Idle), crew(RecordState::Idle), choir()});
        emit stage.recorder.recordingFinished(QStringLiteral("/a.lavalier"));
        QTRY_VERIFY(!stage.window->isVisible());
    }

    /// What is asked of one recording while two run: what becomes of the text of its marker.
    void theTextOfAMarkerStaysWithItsRecording_data()
    {
        using Then = std::function<void(Stage&, QInputDialog&)>;
        QTest::addColumn<Then>("then");
        QTest::addColumn<QStringList>("asked");
        const auto enter = [](QInputDialog& question) { question.accept(); };
        const auto quit = [](Stage& stage, QInputDialog&) {
            stage.window->close();
            auto* question = stage.find<QMessageBox>("QuitQuestion");
            for (auto* button : question->buttons())
                if (question->buttonRole(button) == QMessageBox::AcceptRole)
                    button->click();
        };
        QTest::newRow("answered beside another call")
            << Then([enter](Stage& stage, QInputDialog& question) {
                   stage.recorder.showCall(kCrew);
                   enter(question);
               })
            << QStringList {"show 20", "show 10", "marker dragon"};
        QTest::newRow("all are stopped") << Then(quit) << QStringList {"marker dragon", "stop all"};
        QTest::newRow("all are stopped while another call is shown")
            << Then([quit](Stage& stage, QInputDialog& question) {
                   stage.recorder.showCall(kCrew);
                   quit(stage, question);
               })
            << QStringList {"show 20", "show 10", "marker dragon", "show 20", "stop all"};
        QTest::newRow("somebody else stops all")
            << Then([](Stage& stage, QInputDialog&) { stage.window->settleMarkers(); })
            << QStringList {"marker dragon"};
        QTest::newRow("it goes on in a further file")
            << Then([enter](Stage& stage, QInputDialog& question) {
                   stage.change({inFile(dungeon(), "/a2"), inFile(crew(), "/b")});
                   enter(question);
               })
            << QStringList {"marker dragon"};
        QTest::newRow("it ended") << Then([](Stage& stage, QInputDialog&) {
            stage.change({dungeon(RecordState::Idle), inFile(crew(), "/b")});
        }) << QStringList {};
        QTest::newRow("another one began there") << Then(
            [enter](Stage& stage, QInputDialog& question) {
                stage.change({inFile(dungeon(RecordState::Finishing), "/a"), inFile(crew(), "/b")});
                stage.change({inFile(dungeon(), "/c"), inFile(crew(), "/b")});
                enter(question);
            }) << QStringList {};
    }
    void theTextOfAMarkerStaysWithItsRecording()
    {
        using Then = std::function<void(Stage&, QInputDialog&)>;
        QFETCH(const Then, then);
        QFETCH(const QStringList, asked);
        Stage stage({inFile(dungeon(), "/a"), inFile(crew(), "/b")});
        stage.action("actionMarkerText")->trigger();
        const QPointer<QInputDialog> question = stage.window->findChild<QInputDialog*>();
        QVERIFY(question);
        question->setTextValue(QStringLiteral("dragon"));
        then(stage, *question);
        QCOMPARE(stage.recorder.asked, asked);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!question);
    }

    void anotherFolderIsForTheRecordingItWasChosenFor_data()
    {
        QTest::addColumn<std::vector<CallView>>("then");
        QTest::addColumn<QString>("asked");
        QTest::newRow("it goes on")
            << std::vector {inFile(dungeon(), "/a"), inFile(crew(), "/b")} << "continue in /other";
        QTest::newRow("it is being saved")
            << std::vector {inFile(dungeon(RecordState::Finishing), "/a"), inFile(crew(), "/b")}
            << "continue in /other";
        QTest::newRow("it ended") << std::vector {dungeon(RecordState::Idle), inFile(crew(), "/b")}
                                  << "";
    }
    void anotherFolderIsForTheRecordingItWasChosenFor()
    {
        QFETCH(const std::vector<CallView>, then);
        QFETCH(const QString, asked);
        Stage stage({inFile(dungeon(), "/a"), inFile(crew(), "/b")});
        const auto open = [&stage] {
            emit stage.recorder.problemRaised(
                troubleIn(kDungeon, "Tuesday Dungeon", Problem::Remedy::RecordElsewhere));
            auto* stack = stage.window->findChild<ProblemStack*>();
            emit stack->remedyChosen(stack->problems().front().key,
                                     Problem::Remedy::RecordElsewhere);
        };
        open();
        open();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const auto dialogs = stage.window->findChildren<QFileDialog*>();
        QCOMPARE(dialogs.size(), 1);
        stage.recorder.asked.clear();
        stage.change(then);
        const bool ended = asked.isEmpty();
        QCOMPARE(dialogs[0]->isVisible(), !ended);
        if (ended) { // and the next one begins before it is gone
            stage.recorder.become(CallState::InCall, RecordState::Recording);
            stage.change({inFile(dungeon(), "/c"), inFile(crew(), "/b")});
        }
        emit dialogs[0]->fileSelected(QStringLiteral("/other"));
        QCOMPARE(stage.recorder.asked, ended ? QStringList() : QStringList {asked});
        dialogs[0]->close();
    }

    /// Hidden behind another call, and the window in the tray.
    void theEndOfAHiddenCallLeavesTheShownOneRecording()
    {
        CallView hidden = dungeon();
        hidden.file = QStringLiteral("/a.lavalier");
        CallView shown = crew();
        shown.file = QStringLiteral("/b.lavalier");
        Stage stage({shown, hidden});
        stage.recorder.live.call = CallState::InCall;
        stage.recorder.live.record = RecordState::Recording;
        emit stage.recorder.activityResumed();
        stage.window->hide();
        stage.change({shown}); // thrown out of it
        emit stage.recorder.recordingFinished(QStringLiteral("/a.lavalier"));
        emit stage.library.recordingsChanged();
        QVERIFY(stage.action("actionStop")->isEnabled());
        QVERIFY(stage.action("actionPause")->isEnabled());
        QVERIFY(!stage.action("actionRecord")->isEnabled());
    }

    void closingAnywayWaitsForTheOthers()
    {
        CallView stuck = dungeon(RecordState::Finishing);
        stuck.file = QStringLiteral("/a.lavalier");
        stuck.diskTrouble = true;
        CallView saving = crew(RecordState::Finishing);
        saving.file = QStringLiteral("/b.lavalier");
        Stage stage({stuck, saving});
        stage.recorder.live.call = CallState::InCall;
        stage.recorder.live.record = RecordState::Finishing;
        stage.recorder.live.diskTrouble = true;
        emit stage.recorder.activityResumed();
        stage.window->close();
        auto* question = stage.window->findChild<QMessageBox*>(QStringLiteral("GiveUpQuestion"));
        QVERIFY(question);
        for (auto* button : question->buttons())
            if (question->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        QCOMPARE(stage.recorder.asked.last(), QStringLiteral("give up"));
        stage.change({stuck, crew(RecordState::Idle)}); // the other one ends first
        emit stage.recorder.recordingFinished(QStringLiteral("/b.lavalier"));
        QVERIFY(stage.window->isVisible());
        stage.recorder.become(CallState::InCall, RecordState::Idle);
        stage.change({dungeon(RecordState::Idle), crew(RecordState::Idle)});
        emit stage.recorder.recordingFinished(QStringLiteral("/a.lavalier"));
        QTRY_VERIFY(!stage.window->isVisible());
    }

    void keysOfCallsAreChosenLikeAllOthers()
    {
        Stage stage({dungeon(), crew()});
        QVERIFY(stage.chips()[1]->toolTip().contains(QStringLiteral("Alt+2")));
        Settings wishes = stage.settings.settings();
        wishes.shortcuts[QStringLiteral("actionCall2")] = QStringLiteral("F8");
        stage.settings.setSettings(wishes);
        stage.change({dungeon(), crew(RecordState::Paused)});
        QVERIFY(stage.chips()[1]->toolTip().contains(QStringLiteral("F8")));
        QTest::keyClick(stage.window.get(), Qt::Key_F8);
        QCOMPARE(stage.recorder.asked, QStringList {QStringLiteral("show 20")});
    }

    void anotherServerCanBeJoinedWhileOneIsRecorded()
    {
        Stage stage({dungeon()});
        auto* sidebar = stage.window->findChild<ChannelSidebar*>();
        auto* join = stage.window->findChild<QPushButton*>(QStringLiteral("Join"));
        sidebar->select({kDungeon, ChannelId(12)});
        QVERIFY(!join->isVisible()); // that would be another recording
        sidebar->select({kCrew, ChannelId(21)});
        QVERIFY(join->isVisible() && join->isEnabled());
        join->click();
        QCOMPARE(stage.recorder.asked, QStringList {QStringLiteral("join 20/21")});
        stage.recorder.asked.clear();
        stage.change({dungeon(), crew()});
        QVERIFY(!join->isVisible()); // it is joined already
        for (const auto& [guild, channel] : {std::pair(kDungeon, 11U), std::pair(kCrew, 21U)})
            QVERIFY(sidebar->model()
                        .indexOf({guild, ChannelId(channel)})
                        .data(ChannelsModel::CurrentRole)
                        .toBool());
        emit sidebar->joinRequested(); // entered, or double-clicked
        QCOMPARE(stage.recorder.asked, QStringList {QStringLiteral("show 20")});
    }

    void anotherCallBeginsWithEmptyMeters()
    {
        Stage stage({dungeon(), crew()});
        stage.recorder.live.speakers = {fake::speaker(101, QStringLiteral("Ana"), -20)};
        emit stage.recorder.activityResumed();
        auto* live = stage.window->findChild<LivePage*>();
        QTRY_VERIFY(!live->metersAtRest());
        // She is in the other call too, and silent there.
        stage.recorder.live.speakers
            = {fake::speaker(101, QStringLiteral("Ana"), SpeakerView::kSilenceDb)};
        stage.chips()[1]->click();
        QVERIFY(live->metersAtRest());
    }
};

QTEST_MAIN(CallsWindowTest)
#include "calls_window_test.moc"
