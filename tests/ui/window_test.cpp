#include "fake_ports.h"

#include "ui/main_window.h"
#include "ui/pages/channel_sidebar.h"
#include "ui/pages/export_dialog.h"
#include "ui/pages/live_page.h"
#include "ui/pages/token_form.h"
#include "ui/widgets/exports_strip.h"
#include "ui/widgets/lanes_view.h"
#include "ui/widgets/level_bar.h"
#include "ui/widgets/problem_banner.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

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
    MainWindow& open()
    {
        window = std::make_unique<MainWindow>(recorder, library, exporter, settings);
        window->show();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window never became active");
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
        QTest::qWait(20);
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
        QTest::qWait(500);
        const int polled = s.recorder.snapshots - before;
        QVERIFY2(polled >= 3 && polled <= 15, qPrintable(QString::number(polled)));
        window.hide();
        QCOMPARE(window.pace(), Pace::Asleep);
        const int hidden = s.recorder.snapshots;
        emit s.recorder.activityResumed();
        QTest::qWait(100);
        QCOMPARE(s.recorder.snapshots, hidden);
    }

    void sleepsWhileNothingHappens()
    {
        Stage s;
        MainWindow& window = s.open();
        QTRY_COMPARE(window.pace(), Pace::Asleep);
        const int before = s.recorder.snapshots;
        QTest::qWait(300);
        QCOMPARE(s.recorder.snapshots, before);
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
        QTest::qWait(10);
        QVERIFY(tree->isExpanded(tree->model()->index(1, 0)));
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
            return visible;
        };
        QTRY_COMPARE(shown().size(), 3);
        QCOMPARE(shown().first()->problem().key, QStringLiteral("4"));
        for (auto* button : shown().first()->findChildren<QPushButton*>()) {
            if (button->accessibleName() == QLatin1String("Dismiss"))
                button->click();
        }
        QCOMPARE(s.recorder.asked, QStringList {QStringLiteral("dismiss 4")});
        emit s.recorder.problemResolved(QStringLiteral("0"));
        QCOMPARE(stack->problems().size(), std::size_t(3));
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
        QCOMPARE(s.exporter.orders[0].format, ExportFormat::Wav16);

        ExportView view {1, QStringLiteral("Studio"), ExportState::Running, 0.5, {}, {}, {}};
        emit s.exporter.exportChanged(view);
        for (auto* button : window.findChild<ExportsStrip*>()->findChildren<QPushButton*>()) {
            if (button->accessibleName() == QLatin1String("Cancel export"))
                button->click();
        }
        QCOMPARE(s.exporter.asked, QStringList {QStringLiteral("cancel 1")});
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
        QCOMPARE(s.recorder.asked, QStringList {QStringLiteral("stop")});
        s.recorder.become(CallState::InCall, RecordState::Finishing);
        emit s.recorder.recordingFinished(QStringLiteral("/x.lavalier"));
        QVERIFY(!window.isVisible());
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
        MainWindow& window = s.open();
        QSet<QAction*> inMenus;
        for (const QAction* top : window.menuBar()->actions()) {
            const auto entries = top->menu()->actions();
            inMenus += QSet<QAction*>(entries.begin(), entries.end());
        }
        QVERIFY(window.actions().size() >= 15);
        for (QAction* action : window.actions())
            QVERIFY2(inMenus.contains(action), qPrintable(action->objectName()));
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
