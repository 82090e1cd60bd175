#include "fake_ports.h"

#include "tests/patience.h"
#include "ui/main_window.h"
#include "ui/pages/live_page.h"
#include "ui/widgets/lanes_view.h"
#include "ui/widgets/listen_buttons.h"

#include <QAccessible>
#include <QAction>
#include <QPushButton>
#include <QSlider>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

/// The window in a call with some people, one of them Ana (101).
struct Stage {
    fake::Recorder recorder;
    fake::Library library;
    fake::Exporter exporter;
    fake::SettingsStore settings;
    std::unique_ptr<MainWindow> window;

    explicit Stage(int people, RecordState record = RecordState::Recording)
    {
        settings.value.language = QStringLiteral("en");
        settings.value.theme = Theme::Dark;
        recorder.guildsValue = fake::exampleGuilds();
        recorder.live.call = CallState::InCall;
        recorder.live.record = record;
        recorder.live.guild = GuildId(10);
        recorder.live.channel = ChannelId(11);
        recorder.live.channelName = QStringLiteral("The Table");
        for (int i = 0; i < people; ++i)
            recorder.live.speakers.push_back(fake::speaker(
                101 + unsigned(i),
                i == 0 ? QStringLiteral("Ana") : QStringLiteral("Person %1").arg(i), -20));
        window = std::make_unique<MainWindow>(recorder, library, exporter, settings);
        window->show();
        if (!QTest::qWaitForWindowActive(window.get(), test::kPatience))
            qFatal("the window never became active");
    }
    template <typename Widget = QPushButton> Widget* find(const char* name)
    {
        return window->findChild<Widget*>(QLatin1String(name));
    }
    /// By what a screen reader would call it.
    QPushButton* named(const QString& name)
    {
        for (auto* button : window->findChildren<QPushButton*>())
            if (button->accessibleName() == name)
                return button;
        return nullptr;
    }
    QAction* action(const char* name)
    {
        for (QAction* action : window->actions())
            if (action->objectName() == QLatin1String(name))
                return action;
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
