#include "fake_ports.h"

#include "tests/patience.h"
#include "ui/main_window.h"
#include "ui/pages/channel_sidebar.h"
#include "ui/pages/export_dialog.h"
#include "ui/pages/live_page.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/setup_assistant.h"
#include "ui/pages/token_form.h"
#include "ui/text/problem_text.h"
#include "ui/tray.h"
#include "ui/widgets/exports_strip.h"
#include "ui/widgets/lane.h"
#include "ui/widgets/lanes_view.h"
#include "ui/widgets/level_bar.h"
#include "ui/widgets/problem_banner.h"
#include "ui/widgets/shortcut_help.h"
#include "ui/widgets/transport_bar.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QCloseEvent>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScopeGuard>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QTimer>
#include <QTreeView>
#include <QUrl>

#include <algorithm>
#include <functional>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

struct Stage {
    fake::Recorder recorder;
    fake::Library library;
    fake::Exporter exporter;
    fake::SettingsStore settings;
    std::unique_ptr<MainWindow> window;

    explicit Stage(const QString& language = QStringLiteral("en"))
    {
        settings.value.language = language;
        settings.value.theme = Theme::Dark;
        recorder.guildsValue = fake::exampleGuilds();
        library.list = fake::exampleRecordings();
    }
    enum class Choice { TheTable, None };
    MainWindow& open(Choice choice = Choice::TheTable)
    {
        window = std::make_unique<MainWindow>(recorder, library, exporter, settings);
        window->show();
        if (!QTest::qWaitForWindowActive(window.get(), test::kPatience))
            qFatal("the window never became active");
        if (choice == Choice::TheTable)
            window->findChild<ChannelSidebar*>()->select({GuildId(10), ChannelId(11)});
        return *window;
    }
    void talk(int people, float db = -20)
    {
        recorder.live.guild = GuildId(10);
        recorder.live.channel = ChannelId(11);
        recorder.live.channelName = QStringLiteral("The Table");
        recorder.live.speakers.clear();
        for (int i = 0; i < people; ++i)
            recorder.live.speakers.push_back(fake::speaker(
                101 + unsigned(i),
                i == 0 ? QStringLiteral("Ana") : QStringLiteral("Person %1").arg(i), db));
    }
    QPushButton* button(const char* name)
    {
        return window->findChild<QPushButton*>(QLatin1String(name));
    }
};

/// The window's one timer of its own.
QTimer* pollTimer(MainWindow& window)
{
    const auto timers = window.findChildren<QTimer*>(QStringLiteral("poll"));
    return timers.size() == 1 ? timers.first() : nullptr;
}

Problem problem(const char* key, Problem::Remedy remedy)
{
    return {QString::fromLatin1(key),
            Problem::Severity::Error,
            QStringLiteral("It broke."),
            {},
            {},
            {},
            remedy};
}

/// Clicks the button of the one problem shown.
void clickRemedy(MainWindow& window, Problem::Remedy remedy)
{
    const auto banners = window.findChildren<ProblemBanner*>();
    for (auto* banner : banners) {
        if (!banner->isVisible())
            continue;
        for (auto* button : banner->findChildren<QPushButton*>()) {
            if (button->accessibleName() == remedyLabel(remedy)) {
                button->click();
                return;
            }
        }
    }
    QFAIL("no such button");
}

void acceptQuit(MainWindow& window)
{
    auto* question = window.findChild<QMessageBox*>(QStringLiteral("QuitQuestion"));
    QVERIFY(question);
    for (auto* button : question->buttons()) {
        if (question->buttonRole(button) == QMessageBox::AcceptRole)
            button->click();
    }
}

QString wordsIn(const QWidget* widget)
{
    QStringList words;
    for (const QLabel* label : widget->findChildren<QLabel*>()) {
        if (label->isVisible() && !label->text().isEmpty())
            words << label->text();
    }
    return words.join(u'|');
}

QAccessibleInterface* accessible(QObject* object)
{
    return QAccessible::queryAccessibleInterface(object);
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT
private slots:
    void buttonsBecomeCommands()
    {
        Stage s;
        s.open();
        QTest::mouseClick(s.button("Join"), Qt::LeftButton);
        QCOMPARE(s.recorder.asked.takeFirst(), QStringLiteral("join 10/11"));
        s.talk(2);
        s.recorder.become(CallState::InCall, RecordState::Idle);
        QTest::mouseClick(s.button("Record"), Qt::LeftButton);
        QCOMPARE(s.recorder.asked.takeFirst(), QStringLiteral("record"));
        s.recorder.become(CallState::InCall, RecordState::Recording);
        QVERIFY(!s.button("Record")->isVisible());
        QTest::mouseClick(s.button("Marker"), Qt::LeftButton);
        QCOMPARE(s.recorder.asked.takeFirst(), QStringLiteral("marker"));
        QTest::mouseClick(s.button("Pause"), Qt::LeftButton);
        QCOMPARE(s.recorder.asked.takeFirst(), QStringLiteral("pause"));
        s.recorder.become(CallState::InCall, RecordState::Paused);
        QTest::mouseClick(s.button("Pause"), Qt::LeftButton);
        QCOMPARE(s.recorder.asked.takeFirst(), QStringLiteral("resume"));
        QTest::mouseClick(s.button("Stop"), Qt::LeftButton);
        QCOMPARE(s.recorder.asked.takeFirst(), QStringLiteral("stop"));
        QTest::mouseClick(s.button("Leave"), Qt::LeftButton);
        QCOMPARE(s.recorder.asked.takeFirst(), QStringLiteral("leave"));
    }

    void keysBecomeCommands()
    {
        Stage s;
        MainWindow& window = s.open();
        QTest::keyClick(&window, Qt::Key_J, Qt::ControlModifier);
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Idle);
        QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier); // nothing to pause yet
        QTest::keyClick(&window, Qt::Key_R, Qt::ControlModifier);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier);
        QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier);
        s.recorder.become(CallState::InCall, RecordState::Paused);
        QTest::keyClick(&window, Qt::Key_P, Qt::ControlModifier);
        QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(s.recorder.asked,
                 (QStringList {QStringLiteral("join 10/11"), QStringLiteral("record"),
                               QStringLiteral("marker"), QStringLiteral("pause"),
                               QStringLiteral("resume"), QStringLiteral("leave")}));
        QTest::keyClick(&window, Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("search"));
        QTest::keyClick(&window, Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(window.page(), MainWindow::Page::Settings);
    }

    void buttonsCarryTheirPlainNames()
    {
        Stage s;
        s.open();
        for (const char* name :
             {"Join", "Leave", "Record", "Pause", "Stop", "Export", "Settings"}) {
            QPushButton* button = s.button(name);
            QVERIFY2(button, name);
            QCOMPARE(accessible(button)->role(), QAccessible::Button);
            QCOMPARE(accessible(button)->text(QAccessible::Name), QLatin1String(name));
        }
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Paused);
        QCOMPARE(accessible(s.button("Pause"))->text(QAccessible::Name), QStringLiteral("Resume"));
        s.recorder.become(CallState::InCall, RecordState::Recording);
        QCOMPARE(accessible(s.button("Pause"))->text(QAccessible::Name), QStringLiteral("Pause"));
    }

    void namesStayWhereWordsHaveNoRoom()
    {
        Stage s;
        MainWindow& window = s.open();
        window.resize(window.minimumSize());
        s.talk(5);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        QTRY_COMPARE(window.size(), window.minimumSize());
        for (const char* name : {"Leave", "Pause", "Stop", "Export"})
            QCOMPARE(accessible(s.button(name))->text(QAccessible::Name), QLatin1String(name));
    }

    void everyButtonAndFieldHasAName()
    {
        Stage s;
        s.talk(2);
        s.recorder.live.call = CallState::InCall;
        s.recorder.problemsValue = {{QStringLiteral("k"),
                                     Problem::Severity::Error,
                                     QStringLiteral("It broke."),
                                     {},
                                     {},
                                     QStringLiteral("x"),
                                     Problem::Remedy::OpenSettings}};
        MainWindow& window = s.open();
        for (QWidget* widget : window.findChildren<QWidget*>()) {
            const bool interactive = qobject_cast<QAbstractButton*>(widget)
                || (qobject_cast<QLineEdit*>(widget)
                    && !qobject_cast<QAbstractItemView*>(widget->parentWidget()));
            if (!interactive || widget->objectName().startsWith(QLatin1String("qt_"))
                || qobject_cast<QLineEdit*>(widget->parentWidget()))
                continue;
            QVERIFY2(!accessible(widget)->text(QAccessible::Name).isEmpty(),
                     widget->metaObject()->className());
        }
    }

    void everySpeakerHasAMeterWithAValue()
    {
        Stage s;
        MainWindow& window = s.open();
        s.talk(3, -20);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        const auto meters = window.findChildren<LevelBar*>();
        QCOMPARE(meters.size(), 3);
        auto* access = accessible(meters[0]);
        QCOMPARE(access->text(QAccessible::Name), QStringLiteral("Ana level"));
        QCOMPARE(access->valueInterface()->currentValue().toDouble(), -20.0);
    }

    void lanesComeGoAndGrowCompact()
    {
        Stage s;
        MainWindow& window = s.open();
        window.resize(1280, 800);
        for (const int people : {1, 5, 25, 99, 2}) {
            s.talk(people);
            s.recorder.become(CallState::InCall, RecordState::Recording);
            const auto& lanes = window.findChild<LanesView*>()->lanes();
            QCOMPARE(int(lanes.size()), people);
            for (std::size_t i = 1; i < lanes.size(); ++i)
                QVERIFY(!lanes[i]->geometry().intersects(lanes[i - 1]->geometry()));
            QVERIFY(people >= 25 ? lanes[0]->height() < 50 : lanes[0]->height() > 60);
        }
    }

    void asksForLevelsOnlyWhileSomethingMoves()
    {
        Stage s;
        MainWindow& window = s.open();
        s.talk(2, -20);
        s.recorder.become(CallState::InCall, RecordState::Idle);
        QCOMPARE(window.pace(), Pace::Fast);
        const int before = s.recorder.snapshots;
        QElapsedTimer watch;
        watch.start();
        QTRY_VERIFY(s.recorder.snapshots >= before + 3); // however long a busy machine takes
        const auto most = watch.elapsed() / kFastPoll.count() + 2;
        const int polled = s.recorder.snapshots - before;
        QVERIFY2(polled <= most, qPrintable(QString::number(polled)));
        window.hide();
        QCOMPARE(window.pace(), Pace::Asleep);
        const int hidden = s.recorder.snapshots;
        emit s.recorder.activityResumed();
        QVERIFY(!pollTimer(window)->isActive()); // nothing is left that could ask
        QCOMPARE(s.recorder.snapshots, hidden);
    }

    void sleepsWhileNothingHappens()
    {
        Stage s;
        MainWindow& window = s.open();
        QTRY_COMPARE(window.pace(), Pace::Asleep);
        QVERIFY(!pollTimer(window)->isActive());
        s.talk(1, -12);
        s.recorder.live.call = CallState::InCall;
        emit s.recorder.activityResumed();
        QCOMPARE(window.pace(), Pace::Fast);
    }

    void searchKeepsWhatWasCollapsed()
    {
        Stage s;
        MainWindow& window = s.open();
        auto* tree = window.findChild<QTreeView*>(QStringLiteral("channels"));
        auto* search = window.findChild<QLineEdit*>(QStringLiteral("search"));
        QTRY_VERIFY(tree->isExpanded(tree->model()->index(1, 0)));
        tree->collapse(tree->model()->index(1, 0));
        search->setText(QStringLiteral("studio"));
        QCOMPARE(tree->model()->rowCount(), 1);
        QVERIFY(tree->isExpanded(tree->model()->index(0, 0)));
        search->clear();
        QCOMPARE(tree->model()->rowCount(), 2);
        QVERIFY(tree->isExpanded(tree->model()->index(0, 0)));
        QVERIFY(!tree->isExpanded(tree->model()->index(1, 0)));
    }

    void aBlockedChannelSaysWhyAndCannotBeJoined()
    {
        Stage s;
        MainWindow& window = s.open();
        window.findChild<ChannelSidebar*>()->select({GuildId(10), ChannelId(13)});
        QVERIFY(!s.button("Join")->isEnabled());
        bool told = false;
        for (const QLabel* label :
             window.findChild<LivePage*>()->currentWidget()->findChildren<QLabel*>())
            told = told || label->text().contains(QStringLiteral("“Connect”"));
        QVERIFY(told);
    }

    void showsThreeProblemsTheGravestFirst()
    {
        Stage s;
        MainWindow& window = s.open();
        for (int i = 0; i < 5; ++i)
            emit s.recorder.problemRaised(
                {QString::number(i), i == 4 ? Problem::Severity::Error : Problem::Severity::Warning,
                 QStringLiteral("Problem %1.").arg(i), QStringLiteral("Safe."),
                 QStringLiteral("Do."), QStringLiteral("tech"), Problem::Remedy::None});
        auto* stack = window.findChild<ProblemStack*>();
        const auto shown = [&] {
            QList<ProblemBanner*> visible;
            for (auto* banner : stack->findChildren<ProblemBanner*>())
                if (banner->isVisible())
                    visible << banner;
            std::ranges::sort(visible, {}, [](const QWidget* banner) { return banner->y(); });
            return visible;
        };
        QTRY_COMPARE(shown().size(), 3);
        QCOMPARE(shown().first()->problem().key, QStringLiteral("4"));
        auto* more = window.findChild<QPushButton*>(QStringLiteral("MoreProblems"));
        QCOMPARE(more->text(), QStringLiteral("and 2 more"));
        more->click();
        QTRY_COMPARE(shown().size(), 5);
        QVERIFY(stack->height() < window.height() * 3 / 4); // the rest of the window stays usable
        more->click();
        QTRY_COMPARE(shown().size(), 3);
        for (auto* button : shown().first()->findChildren<QPushButton*>()) {
            if (button->accessibleName() == QLatin1String("Dismiss"))
                button->click();
        }
        QCOMPARE(s.recorder.asked, QStringList {QStringLiteral("dismiss 4")});
        emit s.recorder.problemResolved(QStringLiteral("0"));
        QCOMPARE(stack->problems().size(), std::size_t(3));
    }

    void everyProblemCanBeCopied_data()
    {
        QTest::addColumn<QString>("technical");
        QTest::newRow("with details") << "code 4014";
        QTest::newRow("without") << QString();
    }
    void everyProblemCanBeCopied()
    {
        QFETCH(QString, technical);
        const Problem problem {QStringLiteral("disk"),
                               Problem::Severity::Error,
                               QStringLiteral("The disk is full."),
                               QStringLiteral("All is safe."),
                               QStringLiteral("Make room."),
                               technical};
        ProblemBanner banner(problem);
        banner.resize(900, 100);
        banner.show();
        QPushButton* copy = nullptr;
        for (auto* button : banner.findChildren<QPushButton*>())
            if (button->accessibleName() == QLatin1String("Copy problem"))
                copy = button;
        QVERIFY(copy && copy->isVisible());
        QGuiApplication::clipboard()->clear();
        copy->click();
        const QString text = QGuiApplication::clipboard()->text();
        for (const QString& part :
             {problem.whatHappened, problem.whatIsSafe, problem.whatToDo, technical})
            QVERIFY2(text.contains(part), qPrintable(text));
    }

    void exportsWhatWasJustSaved()
    {
        Stage s;
        MainWindow& window = s.open();
        emit s.recorder.recordingFinished(s.library.list[2].path);
        QVERIFY(window.findChild<ExportsStrip*>()->isVisible());
        QTest::mouseClick(s.button("Export"), Qt::LeftButton);
        auto* dialog = window.findChild<ExportDialog*>();
        QVERIFY(dialog);
        QVERIFY(!dialog->isModal());
        QCOMPARE(dialog->recordingPath(), s.library.list[2].path);
        dialog->findChild<QListWidget*>(QStringLiteral("tracks"))
            ->item(0)
            ->setCheckState(Qt::Unchecked);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("StartExport")),
                          Qt::LeftButton);
        QCOMPARE(s.exporter.orders.size(), std::size_t(1));
        QCOMPARE(s.exporter.orders[0].speakers.size(), s.library.list[2].speakers.size() - 1);
        QCOMPARE(s.exporter.orders[0].format, ExportFormat::OggOpus);

        ExportView view {1, QStringLiteral("Studio"), ExportState::Running, 0.5, {}, {}, {}, 0, {}};
        emit s.exporter.exportChanged(view);
        for (auto* button : window.findChild<ExportsStrip*>()->findChildren<QPushButton*>()) {
            if (button->accessibleName() == QLatin1String("Cancel export"))
                button->click();
        }
        QCOMPARE(s.exporter.asked, QStringList {QStringLiteral("cancel 1")});
    }

    void whatWasInterruptedIsOfferedOnce()
    {
        Stage s;
        MainWindow& window = s.open();
        window.showPage(MainWindow::Page::Recordings);
        auto* banner = window.findChild<QWidget*>(QStringLiteral("Interrupted"));
        QVERIFY(banner && banner->isVisible());
        window.findChild<QPushButton*>(QStringLiteral("Recover"))->click();
        QCOMPARE(s.library.asked, QStringList {"recover " + s.library.list[1].path});
        QVERIFY(!banner->isVisible());
        emit s.library.recordingsChanged(); // still listed as interrupted: not asked again
        QVERIFY(!banner->isVisible());
    }

    void whatWasPutOffCanStillBeRecovered()
    {
        Stage s;
        s.library.list[0].state = RecordingState::Interrupted;
        s.library.list[0].title = QStringLiteral("Round the fire");
        MainWindow& window = s.open();
        window.showPage(MainWindow::Page::Recordings);
        auto* banner = window.findChild<QWidget*>(QStringLiteral("Interrupted"));
        QVERIFY(wordsIn(banner).contains(QStringLiteral("Round the fire"))); // both by name
        QVERIFY(wordsIn(banner).contains(s.library.list[1].title));
        for (auto* button : banner->findChildren<QPushButton*>())
            if (button->accessibleName() == QLatin1String("Recover later"))
                button->click();
        QVERIFY(!banner->isVisible());
        QCOMPARE(s.library.asked, QStringList());

        auto* page = window.findChild<RecordingsPage*>();
        const auto recover = [&]() -> QAction* {
            for (QAction* action : page->menuActions())
                if (action->objectName() == QLatin1String("recordingRecover"))
                    return action;
            return nullptr;
        }();
        QVERIFY(recover && !recover->shortcut().isEmpty());
        page->select(s.library.list[2].path);
        QVERIFY(!recover->isEnabled());
        page->select(s.library.list[1].path);
        QVERIFY(recover->isEnabled());
        recover->trigger();
        QCOMPARE(s.library.asked, QStringList {"recover " + s.library.list[1].path});
    }

    void aFailedRecoveryIsTriedAgain()
    {
        Stage s;
        MainWindow& window = s.open();
        Problem failed = problem("", Problem::Remedy::TryAgain);
        failed.key = recoveryKey(s.library.list[1].path);
        emit s.recorder.problemRaised(failed);
        clickRemedy(window, Problem::Remedy::TryAgain);
        QCOMPARE(s.library.asked, QStringList {"recover " + s.library.list[1].path});
        QVERIFY(window.findChild<ProblemStack*>()->problems().empty());
    }

    void theNoteOfWhatWasInterruptedLeadsToIt()
    {
        Stage s;
        MainWindow& window = s.open();
        emit s.recorder.problemRaised(problem("recovery.waiting", Problem::Remedy::OpenRecordings));
        clickRemedy(window, Problem::Remedy::OpenRecordings);
        QCOMPARE(window.page(), MainWindow::Page::Recordings);
        QCOMPARE(s.recorder.asked, QStringList {QStringLiteral("dismiss recovery.waiting")});
    }

    void aFolderThatIsNotThereIsNoEmptyLibrary()
    {
        Stage s;
        s.library.list.clear();
        MainWindow& window = s.open();
        window.showPage(MainWindow::Page::Recordings);
        auto* page = window.findChild<RecordingsPage*>();
        auto* choose = s.button("ChooseRecordingsFolder");
        QVERIFY(wordsIn(page).contains(QStringLiteral("No recordings yet")));
        QVERIFY(!choose->isVisible());
        s.library.problemValue = Problem {QStringLiteral("recording.read"),
                                          Problem::Severity::Error,
                                          QStringLiteral("The folder is not there."),
                                          QStringLiteral("Nothing was removed."),
                                          QStringLiteral("Connect the disk."),
                                          {},
                                          Problem::Remedy::ChooseFolder};
        emit s.library.recordingsChanged();
        QVERIFY(!wordsIn(page).contains(QStringLiteral("No recordings yet")));
        QVERIFY(wordsIn(page).contains(QStringLiteral("The folder is not there.")));
        QVERIFY(wordsIn(page).contains(QStringLiteral("Nothing was removed. Connect the disk.")));
        const int before = s.library.refreshed;
        for (auto* button : page->findChildren<QPushButton*>())
            if (button->accessibleName() == QLatin1String("Look for the recordings folder again"))
                button->click();
        QCOMPARE(s.library.refreshed, before + 1);
        QVERIFY(choose->isVisible());
        choose->click();
        QCOMPARE(window.page(), MainWindow::Page::Settings);
        auto* dialog = window.findChild<QFileDialog*>();
        QVERIFY(dialog);
        dialog->close();
    }

    void aFileThatCannotBeReadSaysWhyWhenItIsOpened()
    {
        Stage s;
        s.library.list[5].problem
            = problem("recording.read", Problem::Remedy::None); // it is Unreadable
        MainWindow& window = s.open();
        window.showPage(MainWindow::Page::Recordings);
        auto* page = window.findChild<RecordingsPage*>();
        page->select(s.library.list[5].path);
        auto* list = page->findChild<QListView*>();
        QTest::keyClick(list, Qt::Key_Return);
        const auto& problems = window.findChild<ProblemStack*>()->problems();
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems[0].whatHappened, QStringLiteral("It broke."));
        QVERIFY(!page->isReviewing());
    }

    void aFailedExportCanBeTriedAgainAndADoneOneTaken()
    {
        Stage s;
        MainWindow& window = s.open();
        ExportView view {1,  QStringLiteral("Studio"), ExportState::Running, 0.5, {}, {}, {},
                         12, std::chrono::seconds(65)};
        emit s.exporter.exportChanged(view);
        auto* strip = window.findChild<ExportsStrip*>();
        QVERIFY(wordsIn(strip).contains(QStringLiteral("12 times real time · 1 min 5 s left")));
        const auto shown = [strip](const char* name) -> QPushButton* {
            for (auto* button : strip->findChildren<QPushButton*>())
                if (button->accessibleName() == QLatin1String(name) && button->isVisible())
                    return button;
            return nullptr;
        };
        QVERIFY(!shown("Export again") && !shown("Drag or copy files"));
        view.state = ExportState::Cancelled;
        emit s.exporter.exportChanged(view);
        QVERIFY(shown("Export again"));
        shown("Export again")->click();
        QCOMPARE(s.exporter.asked, QStringList {QStringLiteral("retry 1")});
        view.state = ExportState::Done;
        view.files
            = QStringList {QStringLiteral("/x/1 Ana.opus"), QStringLiteral("/x/2 Bram.opus")};
        emit s.exporter.exportChanged(view);
        QVERIFY(shown("Drag or copy files"));
        shown("Drag or copy files")->click();
        const QMimeData* copied = QApplication::clipboard()->mimeData();
        QVERIFY(copied && copied->urls().size() == 2);
        QCOMPARE(copied->urls().at(1).toLocalFile(), view.files[1]);
    }

    void whatRunsStandsFirstHoweverManyExportsThereAre_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("later"); // once 2 failed and 3 runs
        QTest::newRow("three in a high window") << QSize(1280, 800) << "2 3 4"
                                                << "3 2 4";
        QTest::newRow("one in a low window") << QSize(1280, 500) << "2"
                                             << "3";
    }
    void whatRunsStandsFirstHoweverManyExportsThereAre()
    {
        QFETCH(QSize, size);
        QFETCH(QString, shown);
        QFETCH(QString, later);
        Stage s;
        const auto job = [](int id, ExportState state) {
            ExportView view;
            view.id = id;
            view.recordingTitle = QStringLiteral("no %1").arg(id);
            view.state = state;
            view.files = {QStringLiteral("/x/%1.opus").arg(id)};
            return view;
        };
        for (const int id : {5, 4, 3, 2, 1}) // newest first
            s.exporter.list.push_back(job(id,
                                          id > 2       ? ExportState::Waiting
                                              : id > 1 ? ExportState::Running
                                                       : ExportState::Done));
        MainWindow& window = s.open();
        window.resize(size);
        auto* strip = window.findChild<ExportsStrip*>();
        const auto rows = [&] { // from top to bottom
            QList<QLabel*> labels;
            for (auto* label : strip->findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QLatin1String("no ")))
                    labels.append(label);
            std::ranges::sort(labels, {}, [strip](const QLabel* label) {
                return label->mapTo(strip, QPoint()).y();
            });
            QStringList ids;
            for (const QLabel* label : labels)
                ids << label->text().section(QLatin1String("no "), 1).left(1);
            return ids.join(u' ');
        };
        QTRY_COMPARE(rows(), shown);
        auto* more = strip->findChild<QPushButton*>(QStringLiteral("MoreExports"));
        const auto hidden = 4 - shown.count(u' ');
        QVERIFY(more && more->isVisible());
        QCOMPARE(more->text().trimmed(), QStringLiteral("%1 more").arg(hidden));
        QTest::mouseClick(more, Qt::LeftButton);
        QTRY_COMPARE(rows(), QStringLiteral("2 3 4 5 1"));
        QTRY_VERIFY(strip->height() < window.height() / 3);
        QTRY_VERIFY(more->y()
                    >= more->parentWidget()->findChild<QScrollArea*>()->geometry().bottom());
        QTest::mouseClick(more, Qt::LeftButton);
        emit s.exporter.exportChanged(job(2, ExportState::Failed));
        emit s.exporter.exportChanged(job(3, ExportState::Running));
        QTRY_COMPARE(rows(), later);
        for (const int id : {2, 3, 4, 5})
            emit s.exporter.exportChanged(job(id, ExportState::Done));
        QTRY_COMPARE(rows(), QStringLiteral("5 4 3").left(shown.size()));
    }

    void whatAnExportOffersIsInTheMenuToo_data()
    {
        QTest::addColumn<ExportState>("state");
        QTest::addColumn<QStringList>("offered");
        QTest::addColumn<QStringList>("asked"); // when each is chosen
        QTest::newRow("waiting") << ExportState::Waiting << QStringList {"Cancel"}
                                 << QStringList {"cancel 7"};
        QTest::newRow("running") << ExportState::Running << QStringList {"Cancel"}
                                 << QStringList {"cancel 7"};
        QTest::newRow("failed") << ExportState::Failed << QStringList {"Try again", "Copy files"}
                                << QStringList {"retry 7"};
        QTest::newRow("done") << ExportState::Done
                              << QStringList {"Show folder", "Copy files", "Save report"}
                              << QStringList {"show 7", "report 7"};
    }
    void whatAnExportOffersIsInTheMenuToo()
    {
        QFETCH(ExportState, state);
        QFETCH(QStringList, offered);
        QFETCH(QStringList, asked);
        Stage s;
        MainWindow& window = s.open();
        QMenu* menu = nullptr;
        for (const QAction* action : window.menuBar()->actions().at(1)->menu()->actions())
            if (action->menu())
                menu = action->menu();
        QVERIFY(menu);
        emit menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 1);
        QVERIFY(!menu->actions().front()->isEnabled()); // there are none

        ExportView view;
        view.id = 7;
        view.recordingTitle = QStringLiteral("Salt & pepper");
        view.state = state;
        view.files = {QStringLiteral("/x/1 Ana.opus")};
        view.canSaveReport = state == ExportState::Done;
        s.exporter.list = {view};
        emit menu->aboutToShow();
        emit menu->aboutToShow(); // what was there goes
        QCOMPARE(menu->actions().size(), 1);
        QVERIFY(menu->actions().front()->text().contains(QStringLiteral("Salt && pepper")));
        QStringList texts;
        QApplication::clipboard()->setText(QStringLiteral("of before"));
        for (QAction* action : menu->actions().front()->menu()->actions()) {
            texts << action->text().remove(u'&');
            action->trigger();
        }
        QCOMPARE(texts, offered);
        QCOMPARE(s.exporter.asked, asked);
        QCOMPARE(QApplication::clipboard()->mimeData()->urls().size(),
                 offered.contains("Copy files") ? 1 : 0);
    }

    void aDoneExportSaysHowWholeItIs()
    {
        Stage s;
        MainWindow& window = s.open();
        ExportView view;
        view.id = 1;
        view.state = ExportState::Done;
        view.findings.apart = std::chrono::milliseconds(12);
        view.canSaveReport = true;
        emit s.exporter.exportChanged(view);
        auto* strip = window.findChild<ExportsStrip*>();
        auto* words = strip->findChild<QLabel*>(QStringLiteral("exportFindings"));
        QVERIFY(words && words->isVisible());
        QCOMPARE(words->text(), QStringLiteral("All tracks in step within 12 ms."));
        QCOMPARE(words->property("tone").toString(), QStringLiteral("secondary"));
        view.findings.undecodable = 3;
        emit s.exporter.exportChanged(view);
        QVERIFY(words->text().startsWith(QStringLiteral("3 packet")));
        QCOMPARE(words->property("tone").toString(), QStringLiteral("attention"));
        QPushButton* save = nullptr;
        for (auto* button : strip->findChildren<QPushButton*>())
            if (button->accessibleName() == QLatin1String("Save report of the export"))
                save = button;
        QVERIFY(save && save->isVisible());
        save->click();
        QCOMPARE(s.exporter.asked, QStringList {QStringLiteral("report 1")});
        view.canSaveReport = false;
        emit s.exporter.exportChanged(view);
        QVERIFY(!save->isVisible());
    }

    void allTracksChosenMeansAll()
    {
        Stage s;
        ExportDialog dialog(s.exporter, s.library.list[0]);
        QVERIFY(dialog.order().speakers.empty());
    }

    void withoutFfmpegMp3IsOffAndSaysWhy()
    {
        Stage s;
        s.exporter.mp3 = false;
        ExportDialog dialog(s.exporter, s.library.list[0]);
        bool told = false;
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            told = told || (!label->isHidden() && label->text().contains(QStringLiteral("ffmpeg")));
        QVERIFY(told);
    }

    void theTokenLeavesTheFieldWhenItIsHandedOver()
    {
        Stage s;
        s.recorder.accountValue = {};
        MainWindow& window = s.open();
        auto* form = window.findChild<LivePage*>()->tokenForm();
        auto* field = form->findChild<QLineEdit*>(QStringLiteral("token"));
        QVERIFY(field->isVisible());
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        field->setText(QStringLiteral(" not-a-real-token "));
        form->findChild<QCheckBox*>()->setChecked(false);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(s.settings.lastToken, QByteArray("not-a-real-token"));
        QVERIFY(!s.settings.lastKeep);
        QVERIFY(field->text().isEmpty());
    }

    void aNewLanguageIsInForceAtOnce()
    {
        Stage s;
        MainWindow& window = s.open();
        s.talk(2);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        Settings next = s.settings.value;
        next.language = QStringLiteral("de");
        s.settings.setSettings(next);
        QTRY_COMPARE(s.button("Stop")->accessibleName(), QStringLiteral("Stopp"));
        QCOMPARE(window.findChildren<LevelBar*>().size(), 2);
        next.language = QStringLiteral("en");
        s.settings.setSettings(next);
        QTRY_COMPARE(s.button("Stop")->accessibleName(), QStringLiteral("Stop"));
        QTest::mouseClick(s.button("Stop"), Qt::LeftButton); // once, not once per rebuild
        QCOMPARE(s.recorder.asked, QStringList {QStringLiteral("stop")});
    }

    void aNewThemeIsInForceAtOnce()
    {
        Stage s;
        s.settings.value.theme = Theme::System;
        MainWindow& window = s.open();
        window.setSystemColourScheme(ColourScheme::Light);
        QCOMPARE(currentTokens().scheme, ColourScheme::Light);
        window.setSystemColourScheme(ColourScheme::Dark);
        QCOMPARE(currentTokens().scheme, ColourScheme::Dark);
        Settings next = s.settings.value;
        next.theme = Theme::Light;
        s.settings.setSettings(next);
        QCOMPARE(currentTokens().scheme, ColourScheme::Light);
    }

    void theNextStartBeginsAsThisOneEnded_data()
    {
        QTest::addColumn<bool>("closed");
        QTest::newRow("closed") << true;
        QTest::newRow("ended from outside") << false;
    }
    void theNextStartBeginsAsThisOneEnded()
    {
        QFETCH(bool, closed);
        Stage s;
        s.talk(2);
        s.recorder.become(CallState::InCall, RecordState::Idle);
        s.open();
        const auto action = [&s](const char* name) {
            QAction* found = nullptr;
            for (QAction* one : s.window->actions())
                if (one->objectName() == QLatin1String(name))
                    found = one;
            return found;
        };
        const auto laneHeight = [&s] {
            const auto& lanes = s.window->findChild<LanesView*>()->lanes();
            return lanes.empty() ? 0 : lanes.front()->height();
        };
        QTRY_VERIFY(laneHeight() > 0);
        const int comfortable = laneHeight();
        s.window->resize(1200, 700);
        auto* splitter = s.window->findChild<QSplitter*>();
        QTRY_COMPARE(splitter->width(), 1200);
        const int before = splitter->sizes().value(0);
        splitter->setSizes({before + 60, splitter->width() - before - 61});
        emit splitter->splitterMoved(before + 60, 1); // as by hand
        action("actionCompact")->trigger();
        QVERIFY(s.settings.value.compactLanes);
        s.recorder.setListeningVolume(0.4);
        const int wide = splitter->sizes().value(0);
        QCOMPARE(wide, before + 60);
        if (closed)
            s.window->close();
        s.window.reset();
        QCOMPARE(s.settings.value.listeningVolume, 0.4);

        MainWindow& window = s.open();
        QCOMPARE(window.size(), QSize(1200, 700));
        QTRY_COMPARE(window.findChild<QSplitter*>()->sizes().value(0), wide);
        QVERIFY(action("actionCompact")->isChecked());
        QTRY_VERIFY(laneHeight() > 0 && laneHeight() < comfortable);
        Settings next = s.settings.value;
        next.language = QStringLiteral("de");
        s.settings.setSettings(next);
        QTRY_COMPARE(s.button("Stop")->accessibleName(), QStringLiteral("Stopp"));
        QVERIFY(action("actionCompact")->isChecked());
        QTRY_VERIFY(laneHeight() > 0 && laneHeight() < comfortable);
        QTRY_COMPARE(window.findChild<QSplitter*>()->sizes().value(0), wide);
    }

    /// Without a word from the portal, or with "no preference".
    void withoutAPreferenceTheSystemsPaletteDecides_data()
    {
        QTest::addColumn<QColor>("window");
        QTest::addColumn<ColourScheme>("scheme");
        QTest::newRow("a light desktop") << QColor(0xf6, 0xf5, 0xf4) << ColourScheme::Light;
        QTest::newRow("a dark desktop") << QColor(0x24, 0x24, 0x24) << ColourScheme::Dark;
    }
    void withoutAPreferenceTheSystemsPaletteDecides()
    {
        QFETCH(QColor, window);
        QFETCH(ColourScheme, scheme);
        // As Qt starts: its palette is the system's, and nothing of ours is in force.
        const auto forget = [] {
            for (const QByteArray& name : qApp->dynamicPropertyNames())
                qApp->setProperty(name, QVariant());
            qApp->setStyleSheet({});
        };
        forget();
        const auto tidy = qScopeGuard(forget);
        QPalette palette = QApplication::palette();
        palette.setColor(QPalette::Window, window);
        QApplication::setPalette(palette);

        Stage s;
        s.settings.value.theme = Theme::System;
        MainWindow& shown = s.open();
        QCOMPARE(currentTokens().scheme, scheme);
        shown.setSystemColourScheme(scheme == ColourScheme::Light ? ColourScheme::Dark
                                                                  : ColourScheme::Light);
        QVERIFY(currentTokens().scheme != scheme);
        shown.setSystemColourScheme(std::nullopt);
        QCOMPARE(currentTokens().scheme, scheme);
    }

    void quittingWhileRecordingAsks()
    {
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        window.close();
        QVERIFY(window.isVisible());
        auto* question = window.findChild<QMessageBox*>(QStringLiteral("QuitQuestion"));
        QVERIFY(question);
        for (auto* button : question->buttons()) {
            if (question->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        }
        QCOMPARE(s.recorder.asked, QStringList {QStringLiteral("stop all")});
        s.recorder.become(CallState::InCall, RecordState::Finishing);
        emit s.recorder.recordingFinished(QStringLiteral("/x.lavalier"));
        QVERIFY(!window.isVisible());
    }

    void closingLeadsIntoTheTrayWhereThatIsWished_data()
    {
        QTest::addColumn<bool>("wished");
        QTest::addColumn<bool>("tray");
        QTest::addColumn<bool>("recording");
        QTest::addColumn<QString>("then");
        QTest::newRow("idle") << true << true << false << "hidden";
        QTest::newRow("recording") << true << true << true << "hidden";
        QTest::newRow("idle, not wished") << false << true << false << "closed";
        QTest::newRow("recording, not wished") << false << true << true << "asked";
        QTest::newRow("idle, no tray") << true << false << false << "closed";
        QTest::newRow("recording, no tray") << true << false << true << "asked";
    }
    void closingLeadsIntoTheTrayWhereThatIsWished()
    {
        QFETCH(bool, wished);
        QFETCH(bool, tray);
        QFETCH(bool, recording);
        QFETCH(QString, then);
        Tray::assumeThere(tray);
        const auto restore = qScopeGuard([] {
            Tray::assumeThere(false);
            QApplication::setQuitOnLastWindowClosed(true);
        });
        Stage s;
        s.settings.value.closeToTray = wished;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(CallState::InCall,
                          recording ? RecordState::Recording : RecordState::Idle);
        QSignalSpy notes(&window, &MainWindow::notificationWanted);
        QCloseEvent close; // as the window's own button sends it
        QSpontaneKeyEvent::setSpontaneous(&close);
        qApp->notify(&window, &close);
        const bool asked = window.findChild<QMessageBox*>(QStringLiteral("QuitQuestion"));
        const QString was = asked ? QStringLiteral("asked")
            : close.isAccepted()  ? QStringLiteral("closed")
            : window.isVisible()  ? QStringLiteral("nothing")
                                  : QStringLiteral("hidden");
        QCOMPARE(was, then);
        QCOMPARE(notes.size(), then == QLatin1String("hidden") ? 1 : 0);
        if (then != QLatin1String("hidden"))
            return;
        QVERIFY(!QApplication::quitOnLastWindowClosed());
        // Quit is no closing: it ends, or asks.
        for (QAction* action : window.actions())
            if (action->objectName() == QLatin1String("actionQuit"))
                action->trigger();
        QCOMPARE(window.findChild<QMessageBox*>(QStringLiteral("QuitQuestion")) != nullptr,
                 recording);
        QCOMPARE(window.isVisible(), recording);
    }

    void asksBeforeItLosesWhatAFullDiskDoesNotTake_data()
    {
        QTest::addColumn<bool>("closing"); // else Stop again
        QTest::addColumn<bool>("lose");
        QTest::newRow("close, and lose it") << true << true;
        QTest::newRow("close, but keep trying") << true << false;
        QTest::newRow("stop, and lose it") << false << true;
        QTest::newRow("stop, but keep trying") << false << false;
    }
    void asksBeforeItLosesWhatAFullDiskDoesNotTake()
    {
        QFETCH(bool, closing);
        QFETCH(bool, lose);
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        s.button("Stop")->click();
        s.recorder.live.diskTrouble = true;
        s.recorder.live.framesHeld = 1234;
        s.recorder.become(CallState::InCall, RecordState::Finishing);
        s.recorder.asked.clear();
        if (closing)
            window.close();
        else
            s.button("Stop")->click();
        QVERIFY(window.isVisible());
        auto* question = window.findChild<QMessageBox*>(QStringLiteral("GiveUpQuestion"));
        QVERIFY(question);
        QVERIFY2(question->text().contains(QStringLiteral("1234")), qPrintable(question->text()));
        for (auto* button : question->buttons()) {
            const bool loses = question->buttonRole(button) == QMessageBox::DestructiveRole;
            if (loses == lose) {
                button->click();
                break;
            }
        }
        QCOMPARE(s.recorder.asked, lose ? QStringList {QStringLiteral("give up")} : QStringList());
        const auto restore = qScopeGuard([] { Tray::assumeThere(false); });
        if (closing && lose) { // whoever then clicks once more does not get a program that stays
            Tray::assumeThere(true);
            s.settings.value.closeToTray = true;
            QCloseEvent again;
            QSpontaneKeyEvent::setSpontaneous(&again);
            qApp->notify(&window, &again);
            QVERIFY(window.isVisible());
        }
        emit s.recorder.problemRaised(problem("recording.stop", Problem::Remedy::None));
        s.recorder.live.record = RecordState::Idle;
        emit s.recorder.recordingFinished(QStringLiteral("/x.lavalier"));
        QCOMPARE(window.isVisible(), !(closing && lose));
    }

    void theTextOfAMarkerStandsInNobodysWay_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QStringList>("asked");
        QTest::newRow("answered") << "dragon"
                                  << "Return" << QStringList {"marker dragon"};
        QTest::newRow("left empty") << ""
                                    << "Return" << QStringList {"marker"};
        QTest::newRow("dropped") << "dragon"
                                 << "Escape" << QStringList {};
        QTest::newRow("stopped meanwhile")
            << "dragon"
            << "Ctrl+Shift+R" << QStringList {"marker dragon", "stop"};
        QTest::newRow("stopped before a word") << ""
                                               << "Ctrl+Shift+R" << QStringList {"stop"};
        QTest::newRow("paused meanwhile") << "dra"
                                          << "Ctrl+P" << QStringList {"pause"};
        QTest::newRow("left meanwhile") << "dragon"
                                        << "Ctrl+L" << QStringList {"marker dragon", "leave"};
    }
    void theTextOfAMarkerStandsInNobodysWay()
    {
        QFETCH(QString, typed);
        QFETCH(QString, key);
        QFETCH(QStringList, asked);
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        QTest::keyClick(&window, Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
        auto* question = window.findChild<QInputDialog*>();
        QVERIFY(question && question->isVisible() && !question->isModal());
        QVERIFY(!QApplication::activeModalWidget()); // the buttons can be reached
        QVERIFY(QTest::qWaitForWindowActive(question, test::kPatience));
        auto* field = question->findChild<QLineEdit*>();
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, typed);
        const QKeyCombination keys = QKeySequence(key)[0];
        QTest::keyClick(field, keys.key(), keys.keyboardModifiers());
        QCOMPARE(s.recorder.asked, asked);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(window.findChild<QInputDialog*>() != nullptr, key == QLatin1String("Ctrl+P"));
        s.recorder.become(CallState::InCall, RecordState::Idle); // by itself
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!window.findChild<QInputDialog*>());
    }

    void nothingButAQuestionBlocksTheWindow_data()
    {
        QTest::addColumn<std::function<void(MainWindow&, Stage&)>>("open");
        const auto row = [](const char* name, std::function<void(MainWindow&, Stage&)> open) {
            QTest::newRow(name) << std::move(open);
        };
        row("help", [](MainWindow& window, Stage&) {
            window.showShortcuts();
            window.showShortcuts();
            QCOMPARE(window.findChildren<ShortcutHelp*>().size(), 1);
        });
        row("about", [](MainWindow& window, Stage&) { window.showAbout(); });
        row("another folder for the recording", [](MainWindow& window, Stage& s) {
            emit s.recorder.problemRaised(problem("recording", Problem::Remedy::RecordElsewhere));
            clickRemedy(window, Problem::Remedy::RecordElsewhere);
        });
        row("the recordings' folder", [](MainWindow& window, Stage&) {
            window.showPage(MainWindow::Page::Settings);
            for (int i = 0; i < 2; ++i)
                window.findChild<SettingsPage*>()->chooseRecordingsFolder();
            QCOMPARE(window.findChildren<QFileDialog*>().size(), 1);
        });
        row("the recordings' folder, in the assistant", [](MainWindow& window, Stage&) {
            window.showSetup();
            window.findChild<QPushButton*>(QStringLiteral("SetupChooseFolder"))->click();
            QVERIFY(window.findChild<QFileDialog*>());
        });
        row("the export's folder", [](MainWindow& window, Stage&) {
            window.showExportDialog();
            window.findChild<ExportDialog*>()->chooseFolder();
        });
        row("a preset's name", [](MainWindow& window, Stage&) {
            window.showExportDialog();
            for (auto* button : window.findChild<ExportDialog*>()->findChildren<QPushButton*>())
                if (button->accessibleName() == QLatin1String("Save as preset"))
                    button->click();
        });
    }
    void nothingButAQuestionBlocksTheWindow()
    {
        using Open = std::function<void(MainWindow&, Stage&)>;
        QFETCH(Open, open);
        Stage s;
        MainWindow& window = s.open();
        window.showPage(MainWindow::Page::Recordings);
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        const auto shown = [] {
            return std::ranges::count_if(QApplication::topLevelWidgets(),
                                         [](const QWidget* top) { return top->isVisible(); });
        };
        const auto before = shown();
        open(window, s);
        QTRY_VERIFY(shown() > before);
        QVERIFY(!QApplication::activeModalWidget());
    }

    void goesOnRecordingElsewhere()
    {
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        emit s.recorder.problemRaised(problem("recording", Problem::Remedy::RecordElsewhere));
        for (auto* button : window.findChildren<QPushButton*>()) {
            if (button->isVisible()
                && button->accessibleName() == QStringLiteral("Choose another folder …"))
                button->click();
        }
        auto* dialog = window.findChild<QFileDialog*>(QStringLiteral("RecordElsewhere"));
        QVERIFY(dialog);
        emit dialog->fileSelected(QStringLiteral("/other"));
        QCOMPARE(s.recorder.asked, QStringList {QStringLiteral("continue in /other")});
        dialog->close();
    }

    void tryingAgainDoesWhatFailed_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<CallState>("call");
        QTest::addColumn<QStringList>("asked");
        const QStringList join {QStringLiteral("join 10/11")};
        const QStringList logIn {QStringLiteral("log in")};
        const QStringList record {QStringLiteral("record")};
        QTest::newRow("login, in a call")
            << QByteArray("gateway.tls") << CallState::InCall << logIn;
        QTest::newRow("login, alone") << QByteArray("gateway.refused") << CallState::None << logIn;
        QTest::newRow("join") << QByteArray("join") << CallState::None << join;
        QTest::newRow("call") << QByteArray("call") << CallState::None << join;
        QTest::newRow("call, joined since")
            << QByteArray("call") << CallState::InCall << QStringList();
        QTest::newRow("start") << QByteArray("recording.start") << CallState::InCall << record;
        QTest::newRow("start, call gone")
            << QByteArray("recording.start") << CallState::None << QStringList();
        QTest::newRow("rename") << QByteArray("recording.change") << CallState::InCall
                                << QStringList();
        QTest::newRow("export, alone")
            << QByteArray("export.1") << CallState::None << QStringList();
        QTest::newRow("export, in a call")
            << QByteArray("export.1") << CallState::InCall << QStringList();
    }

    void tryingAgainDoesWhatFailed()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const CallState, call);
        QFETCH(const QStringList, asked);
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(call, RecordState::Idle);
        emit s.recorder.problemRaised(problem(key.constData(), Problem::Remedy::TryAgain));
        clickRemedy(window, Problem::Remedy::TryAgain);
        QCOMPARE(s.recorder.asked, asked);
    }

    void aJoinTriedAgainGoesWhereItFailed()
    {
        Stage s;
        MainWindow& window = s.open();
        auto* sidebar = window.findChild<ChannelSidebar*>();
        sidebar->select({GuildId(10), ChannelId(12)});
        QTest::mouseClick(s.button("Join"), Qt::LeftButton);
        sidebar->select({GuildId(20), ChannelId(21)});
        emit s.recorder.problemRaised(problem("join", Problem::Remedy::TryAgain));
        clickRemedy(window, Problem::Remedy::TryAgain);
        QCOMPARE(s.recorder.asked,
                 (QStringList {QStringLiteral("join 10/12"), QStringLiteral("join 10/12")}));
    }

    void offersToGoOnInWhatACrashLeftBehind()
    {
        Stage s;
        MainWindow& window = s.open();
        emit s.recorder.problemRaised(problem("recovery.continue", Problem::Remedy::GoOn));
        QCoreApplication::processEvents(); // beside the first, which is shown already
        clickRemedy(window, Problem::Remedy::GoOn);
        emit s.recorder.problemRaised(problem("recording.start", Problem::Remedy::RecordAnyway));
        QCoreApplication::processEvents();
        clickRemedy(window, Problem::Remedy::RecordAnyway);
        QCOMPARE(s.recorder.asked,
                 (QStringList {QStringLiteral("go on"), QStringLiteral("record anyway")}));
    }

    void aFailedExportOpensWithItsOrder_data()
    {
        QTest::addColumn<Problem::Remedy>("remedy");
        QTest::newRow("try again") << Problem::Remedy::TryAgain;
        QTest::newRow("choose folder") << Problem::Remedy::ChooseFolder;
    }

    void aFailedExportOpensWithItsOrder()
    {
        QFETCH(const Problem::Remedy, remedy);
        Stage s;
        MainWindow& window = s.open();
        const RecordingView& recording = s.library.list[3];
        ExportOrder order;
        order.recordingPath = recording.path;
        order.format = ExportFormat::Mp3;
        order.quality = Mp3Quality::Best;
        order.speakers = {recording.speakers[1].id};
        order.folder = QStringLiteral("/full");
        order.keepPauses = true;
        s.exporter.orders = {order};
        ExportView failed {1,
                           recording.title,
                           ExportState::Failed,
                           0.5,
                           order.folder,
                           {},
                           problem("export.1", remedy),
                           0,
                           {}};
        s.exporter.list = {failed};
        emit s.exporter.exportChanged(failed);
        clickRemedy(window, remedy);
        QCOMPARE(window.page(), MainWindow::Page::Live); // the recordings folder is not the matter
        auto* dialog = window.findChild<ExportDialog*>();
        QVERIFY(dialog);
        QCOMPARE(dialog->order(), order);
        auto* folders = dialog->findChild<QWidget*>(QStringLiteral("ExportFolder"));
        QCOMPARE(folders != nullptr, remedy == Problem::Remedy::ChooseFolder);
        delete folders;
        dialog->findChild<QPushButton*>(QStringLiteral("StartExport"))->click();
        QCOMPARE(s.exporter.orders.size(), std::size_t(2));
        QCOMPARE(s.exporter.orders[1], order);
        QVERIFY(window.findChild<ProblemStack*>()->problems().empty());
    }

    void audioThatCannotBeWrittenIsCalledHeld()
    {
        Stage s;
        MainWindow& window = s.open();
        window.resize(1280, 800);
        s.talk(2);
        s.recorder.live.framesHeld = 40; // between two commits, as always
        s.recorder.become(CallState::InCall, RecordState::Recording);
        auto* transport = window.findChild<TransportBar*>();
        QVERIFY(wordsIn(transport).contains(QStringLiteral("Recording")));
        QVERIFY(!wordsIn(transport).contains(QStringLiteral("memory")));
        s.recorder.live.diskTrouble = true;
        s.recorder.live.framesHeld = 600;
        emit s.recorder.activityResumed();
        QVERIFY(!wordsIn(transport).contains(QStringLiteral("Recording")));
        QVERIFY(wordsIn(transport).contains(QStringLiteral("Holding")));
        QVERIFY(wordsIn(transport).contains(QStringLiteral("12 s held in memory")));
        QVERIFY(window.windowTitle().startsWith(QStringLiteral("Holding")));
        s.recorder.live.framesNotWritten = 3;
        s.recorder.live.speakers[1].framesNotWritten = 3;
        emit s.recorder.activityResumed();
        QVERIFY(wordsIn(transport).contains(QStringLiteral("3 frames not written")));
        QVERIFY(window.findChild<LanesView*>()->lanes()[1]->accessibleDescription().contains(
            QStringLiteral("3 not written")));
        window.resize(window.minimumSize());
        QVERIFY(wordsIn(transport).contains(QStringLiteral("3 frames not written")));
        s.recorder.live.diskTrouble = false;
        emit s.recorder.activityResumed();
        QVERIFY(window.windowTitle().startsWith(QStringLiteral("Recording")));
        QVERIFY(
            wordsIn(transport).contains(QStringLiteral("3 frames not written"))); // they stay gone
    }

    void quittingEndsAtOnceWhenTheRecordingEndedMeanwhile()
    {
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        window.close();
        s.recorder.live.record = RecordState::Idle; // and nobody told yet
        acceptQuit(window);
        QVERIFY(!window.isVisible());
        QVERIFY(s.recorder.asked.isEmpty());
    }

    void quittingStaysWhenTheRecordingEndsBadly()
    {
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        QSignalSpy dropped(&window, &MainWindow::quitDropped);
        window.close();
        acceptQuit(window);
        s.recorder.become(CallState::InCall, RecordState::Finishing);
        QCOMPARE(dropped.size(), 0);
        emit s.recorder.problemRaised(problem("recording.stop", Problem::Remedy::None));
        s.recorder.live.record = RecordState::Idle;
        emit s.recorder.recordingFinished(QStringLiteral("/x.lavalier"));
        QVERIFY(window.isVisible());
        QCOMPARE(dropped.size(), 1);

        // The next recording is not stopped by a wish of long ago.
        s.recorder.become(CallState::InCall, RecordState::Recording);
        s.recorder.live.record = RecordState::Idle;
        emit s.recorder.recordingFinished(QStringLiteral("/y.lavalier"));
        QVERIFY(window.isVisible());
    }

    void whoeverWaitsForTheEndHearsThatItIsOff_data()
    {
        QTest::addColumn<int>("answer"); // a role; -1 closes the question
        QTest::addColumn<int>("dropped");
        QTest::newRow("stop and quit") << int(QMessageBox::AcceptRole) << 0;
        QTest::newRow("keep recording") << int(QMessageBox::RejectRole) << 1;
        QTest::newRow("no answer") << -1 << 1;
    }
    void whoeverWaitsForTheEndHearsThatItIsOff()
    {
        QFETCH(int, answer);
        QFETCH(int, dropped);
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        QSignalSpy off(&window, &MainWindow::quitDropped);
        QVERIFY(!window.close());
        QCOMPARE(off.size(), 0);
        auto* question = window.findChild<QMessageBox*>(QStringLiteral("QuitQuestion"));
        QVERIFY(question);
        if (answer < 0)
            question->close();
        for (auto* button : question->buttons())
            if (question->buttonRole(button) == answer)
                button->click();
        if (dropped == 0) {
            s.recorder.become(CallState::InCall, RecordState::Finishing);
            s.recorder.become(CallState::InCall, RecordState::Idle);
            emit s.recorder.recordingFinished(QStringLiteral("/x.lavalier"));
        }
        QCOMPARE(window.isVisible(), dropped == 1);
        QCOMPARE(off.size(), dropped);
    }

    void aNewRecordingForgetsTheWishToQuit()
    {
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        QSignalSpy dropped(&window, &MainWindow::quitDropped);
        window.close();
        acceptQuit(window);
        s.recorder.become(CallState::InCall, RecordState::Idle);
        s.recorder.become(CallState::InCall, RecordState::Recording);
        QCOMPARE(dropped.size(), 1);
        emit s.recorder.recordingFinished(QStringLiteral("/x.lavalier"));
        QVERIFY(window.isVisible());
    }

    void exportPointsAtWhatIsThere()
    {
        Stage s;
        MainWindow& window = s.open();
        const auto target = [&] {
            QTest::mouseClick(s.button("Export"), Qt::LeftButton);
            auto* dialog = window.findChild<ExportDialog*>();
            const QString path = dialog ? dialog->recordingPath() : QString();
            delete dialog;
            return path;
        };
        QCOMPARE(target(), s.library.list[0].path);
        s.library.loading = true; // the folder is being read
        emit s.recorder.recordingFinished(QStringLiteral("/new.lavalier"));
        QCOMPARE(target(), QStringLiteral("/new.lavalier"));
        RecordingView fresh = s.library.list[2];
        fresh.path = QStringLiteral("/new.lavalier");
        s.library.list.insert(s.library.list.begin(), fresh);
        s.library.loading = false;
        emit s.library.recordingsChanged();
        QCOMPARE(target(), fresh.path);
        s.library.list.erase(s.library.list.begin()); // to the trash
        s.library.loading = true;
        emit s.library.recordingsChanged();
        QCOMPARE(target(), s.library.list[0].path);
        s.library.loading = false;
        emit s.library.recordingsChanged();
        QCOMPARE(target(), s.library.list[0].path);
        QVERIFY(!window.findChild<ExportsStrip*>()->isVisible());
        s.library.list.clear();
        emit s.library.recordingsChanged();
        QVERIFY(!s.button("Export")->isEnabled());
    }

    void theCallIsSelectedUnlessSomethingElseWasChosen()
    {
        Stage s;
        s.talk(1);
        s.recorder.live.call = CallState::InCall;
        MainWindow& window = s.open(Stage::Choice::None);
        const auto selected = window.findChild<ChannelSidebar*>()->selected();
        QVERIFY(selected);
        QCOMPARE(selected->channel, ChannelId(11));
    }

    void remoteNamesStayPlainText()
    {
        Stage s;
        MainWindow& window = s.open();
        s.talk(1);
        s.recorder.live.channelName = QStringLiteral("<img src='http://example.invalid/x'>\n");
        s.recorder.become(CallState::InCall, RecordState::Recording);
        for (const QLabel* label : window.findChildren<QLabel*>()) {
            if (!label->text().isEmpty())
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }

    void everyCommandIsInAMenu()
    {
        Stage s;
        s.talk(2);
        s.recorder.become(CallState::InCall, RecordState::Idle);
        MainWindow& window = s.open();
        QTRY_COMPARE(window.findChildren<Lane*>().size(), 2);
        QSet<QAction*> inMenus;
        QMultiMap<QString, QAction*> byWords;
        const std::function<void(const QMenu*)> collect = [&](const QMenu* menu) {
            emit const_cast<QMenu*>(menu)->aboutToShow(); // some are filled then
            for (QAction* action : menu->actions()) {
                inMenus.insert(action);
                byWords.insert(action->text(), action);
                if (action->menu())
                    collect(action->menu());
            }
        };
        for (const QAction* top : window.menuBar()->actions())
            collect(top->menu());
        QVERIFY(window.actions().size() >= 15);
        for (QAction* action : window.actions())
            QVERIFY2(inMenus.contains(action), qPrintable(action->objectName()));
        // What a lane offers is no one's secret either.
        for (Lane* lane : window.findChildren<Lane*>()) {
            QContextMenuEvent asked(QContextMenuEvent::Keyboard, lane->rect().center());
            QCoreApplication::sendEvent(lane, &asked);
            auto* menu = lane->findChild<QMenu*>();
            QVERIFY(menu);
            const std::function<void(const QMenu*)> compare = [&](const QMenu* one) {
                for (const QAction* action : one->actions()) {
                    if (action->menu())
                        compare(action->menu());
                    QVERIFY2(byWords.contains(action->text()), qPrintable(action->text()));
                }
            };
            compare(menu);
            QVERIFY(menu->actions().size() >= 6);
            menu->close();
        }
        s.recorder.asked.clear();
        QAction* never = byWords.value(QStringLiteral("Never record Ana"));
        QVERIFY(never);
        never->trigger();
        QCOMPARE(s.recorder.asked.takeLast(), QStringLiteral("exclude 101"));
        auto* speakers = window.findChild<QMenu*>(QStringLiteral("SpeakerMenu"));
        QCOMPARE(speakers->actions().size(), 2);
        auto* ana = speakers->actions().front()->menu();
        QCOMPARE(ana->title(), QStringLiteral("Ana"));
        for (QAction* action : ana->actions())
            if (action->text() == QLatin1String("&Mute for me"))
                action->trigger();
        QCOMPARE(s.recorder.asked.takeLast(), QStringLiteral("listen to 101: mute 0 dB"));
    }

    void aRecordingIsRenamedAndThrownAwayByKey()
    {
        Stage s;
        MainWindow& window = s.open();
        window.showPage(MainWindow::Page::Recordings);
        auto* list = window.findChild<QListView*>(QStringLiteral("recordingsList"));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_F2);
        QTRY_VERIFY(list->viewport()->findChild<QLineEdit*>());
        auto* field = list->viewport()->findChild<QLineEdit*>();
        field->setText(QStringLiteral("Dragons"));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(s.library.asked.contains(
            QStringLiteral("rename /home/ana/Music/Lavalier/0.lavalier Dragons")));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Delete);
        auto* question = window.findChild<QMessageBox*>();
        QVERIFY(question);
        for (auto* button : question->buttons())
            if (question->buttonRole(button) == QMessageBox::AcceptRole)
                button->click();
        QVERIFY(
            s.library.asked.contains(QStringLiteral("trash /home/ana/Music/Lavalier/0.lavalier")));
    }

    void tabReachesEveryControlAndComesRound()
    {
        Stage s;
        s.talk(2);
        s.recorder.live.call = CallState::InCall;
        s.recorder.live.record = RecordState::Recording;
        MainWindow& window = s.open();
        window.findChild<QLineEdit*>(QStringLiteral("search"))->setFocus();
        QStringList visited;
        for (int i = 0; i < 40; ++i) {
            visited << QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            if (QApplication::focusWidget()->objectName() == QLatin1String("search"))
                break;
        }
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("search"));
        for (const char* name :
             {"channels", "Settings", "LiveTab", "Leave", "Pause", "Stop", "Marker", "Export"})
            QVERIFY2(visited.contains(QLatin1String(name)), name);
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
