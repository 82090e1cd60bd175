// Without a mouse: what Tab reaches, in which order, and whether one sees where it is.
#include "fake_ports.h"

#include "tests/patience.h"
#include "ui/main_window.h"
#include "ui/pages/export_dialog.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/review_page.h"
#include "ui/pages/setup_assistant.h"
#include "ui/text/problem_text.h"
#include "ui/widgets/call_chips.h"
#include "ui/widgets/exports_strip.h"
#include "ui/widgets/problem_banner.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTest>

#include <functional>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

struct Ports {
    fake::Recorder recorder;
    fake::Library library;
    fake::Exporter exporter;
    fake::SettingsStore settings;
    fake::Rehearsal rehearsal;
};

Problem problem(const char* key, Problem::Severity severity)
{
    return {QString::fromLatin1(key),           severity,
            QStringLiteral("Something broke."), QStringLiteral("The rest is safe."),
            QStringLiteral("Mend it."),         QStringLiteral("code 7"),
            Problem::Remedy::OpenSettings,      Problem::Remedy::TryAgain};
}

void fillCall(Ports& ports)
{
    LiveSnapshot& live = ports.recorder.live;
    live.call = CallState::InCall;
    live.record = RecordState::Recording;
    live.guild = GuildId(10);
    live.channel = ChannelId(11);
    live.channelName = QStringLiteral("The Table");
    for (unsigned i = 0; i < 3; ++i)
        live.speakers.push_back(
            fake::speaker(101 + i, QStringLiteral("Person %1").arg(i), SpeakerView::kSilenceDb));
}

void fillExports(Ports& ports)
{
    ExportView running;
    running.id = 2;
    running.recordingTitle = QStringLiteral("The Table");
    running.state = ExportState::Running;
    ExportView done = running;
    done.id = 1;
    done.state = ExportState::Done;
    done.files = {QStringLiteral("/x/1.ogg")};
    ports.exporter.list = {running, done};
}

struct Place {
    const char* name;
    std::function<void(Ports&)> facts;
    std::function<QWidget*(MainWindow&, Ports&)> open; ///< which window is walked through
};

QWidget* page(MainWindow& window, MainWindow::Page which)
{
    window.showPage(which);
    return &window;
}

const std::vector<Place>& places()
{
    static const std::vector<Place> all {
        {"before a token",
         [](Ports& ports) {
             ports.recorder.accountValue = {};
             ports.recorder.guildsValue.clear();
         },
         [](MainWindow& window, Ports&) { return page(window, MainWindow::Page::Live); }},
        {"a recording with problems and exports",
         [](Ports& ports) {
             fillCall(ports);
             fillExports(ports);
         },
         [](MainWindow& window, Ports& ports) {
             // They come while the window is open, and in the order of their gravity.
             emit ports.recorder.problemRaised(problem("a", Problem::Severity::Notice));
             emit ports.recorder.problemRaised(problem("b", Problem::Severity::Error));
             return page(window, MainWindow::Page::Live);
         }},
        {"one of three calls",
         [](Ports& ports) {
             fillCall(ports);
             for (unsigned i = 0; i < 3; ++i) {
                 CallView call;
                 call.guild = GuildId(10 * (i + 1));
                 call.channel = ChannelId(11);
                 call.guildName = QStringLiteral("Server %1").arg(i);
                 call.channelName = QStringLiteral("The Table");
                 call.call = CallState::InCall;
                 call.record = i == 1 ? RecordState::Idle : RecordState::Recording;
                 ports.recorder.callsValue.push_back(call);
             }
         },
         [](MainWindow& window, Ports&) { return page(window, MainWindow::Page::Live); }},
        {"the recordings", fillExports,
         [](MainWindow& window, Ports&) { return page(window, MainWindow::Page::Recordings); }},
        {"an opened recording",
         [](Ports& ports) {
             ports.library.opened.view = fake::exampleReview(3);
             ports.library.opened.view.notes = QStringLiteral("Notes.");
         },
         [](MainWindow& window, Ports& ports) {
             window.showPage(MainWindow::Page::Recordings);
             window.findChild<RecordingsPage*>()->openSelected();
             emit ports.library.opened.reviewChanged();
             return static_cast<QWidget*>(&window);
         }},
        {"the settings", [](Ports&) {},
         [](MainWindow& window, Ports&) { return page(window, MainWindow::Page::Settings); }},
        {"the export dialog", [](Ports&) {},
         [](MainWindow& window, Ports&) {
             window.showPage(MainWindow::Page::Recordings);
             window.showExportDialog();
             return static_cast<QWidget*>(window.findChild<ExportDialog*>());
         }},
        {"the assistant", [](Ports&) {},
         [](MainWindow& window, Ports& ports) {
             window.setRehearsal(ports.rehearsal);
             window.showSetup();
             auto* setup = window.findChild<SetupAssistant*>();
             for (int i = 0; i < 3; ++i) // the step with most to press
                 setup->findChild<QPushButton*>(QStringLiteral("SetupNext"))->click();
             return static_cast<QWidget*>(setup);
         }},
    };
    return all;
}

/// Which part of the window something is in, from top to bottom; 0 for a dialog.
int partOf(const QWidget* widget)
{
    for (const QWidget* at = widget; at != nullptr; at = at->parentWidget()) {
        if (at->objectName() == QLatin1String("sidebar"))
            return 0;
        if (at->objectName() == QLatin1String("pageHeader"))
            return 1;
        if (qobject_cast<const ProblemStack*>(at) || qobject_cast<const CallChips*>(at))
            return 2;
        if (qobject_cast<const ExportsStrip*>(at))
            return 4;
        if (at->objectName() == QLatin1String("transport"))
            return 5;
    }
    return 3;
}

QString nameOf(const QWidget* widget)
{
    return QStringLiteral("%1 “%2” %3")
        .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
             widget->accessibleName());
}

bool canBeReached(const QWidget* widget)
{
    const QWidget* proxy = widget->focusProxy();
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus)
        && !proxy && !qobject_cast<const QMenuBar*>(widget);
}

QImage pictureAround(const QWidget& widget)
{
    QWidget* window = widget.window();
    const QRect at(widget.mapTo(window, QPoint()), widget.size());
    return window->grab(at.adjusted(-3, -3, 3, 3)).toImage();
}

} // namespace

class KeyboardTest : public QObject {
    Q_OBJECT
private:
    static void everyPlace()
    {
        QTest::addColumn<int>("place");
        for (std::size_t i = 0; i < places().size(); ++i)
            QTest::newRow(places()[i].name) << int(i);
    }

    struct Open {
        Ports ports;
        std::unique_ptr<MainWindow> window;
        QWidget* walked = nullptr;

        explicit Open(const Place& place)
        {
            ports.settings.value.language = QStringLiteral("en");
            ports.settings.value.theme = Theme::Dark;
            ports.recorder.guildsValue = fake::exampleGuilds();
            ports.library.list = fake::exampleRecordings();
            place.facts(ports);
            window = std::make_unique<MainWindow>(ports.recorder, ports.library, ports.exporter,
                                                  ports.settings);
            window->show();
            walked = place.open(*window, ports);
            walked->activateWindow();
            if (!QTest::qWaitForWindowActive(walked, test::kPatience))
                qFatal("the window never became active");
            QCoreApplication::processEvents();
        }
    };

    /// What has the keyboard at first need not be a stop: one step, and it is.
    static void begin(const Open& open)
    {
        QWidget* at = open.walked->focusWidget();
        QTest::keyClick(at ? at : open.walked, Qt::Key_Tab);
    }

    /// Every stop of one round with Tab, the first one twice: at the start and at the end.
    static QList<QWidget*> round(QWidget* window, Qt::Key key)
    {
        QList<QWidget*> stops {QApplication::focusWidget()};
        for (int i = 0; i < 300; ++i) {
            QTest::keyClick(QApplication::focusWidget(), key);
            stops.append(QApplication::focusWidget());
            if (!stops.last() || stops.last()->window() != window || stops.last() == stops.first())
                break;
        }
        return stops;
    }

private slots:
    void tabReachesEverythingAndComesRound_data() { everyPlace(); }
    void tabReachesEverythingAndComesRound()
    {
        QFETCH(int, place);
        const Open open(places()[std::size_t(place)]);
        begin(open);
        QVERIFY(QApplication::focusWidget());
        const QList<QWidget*> stops = round(open.walked, Qt::Key_Tab);
        QVERIFY2(stops.size() > 2 && stops.last() == stops.first(),
                 qPrintable(QStringLiteral("caught at ")
                            + (stops.last() ? nameOf(stops.last()) : QString())));
        for (const QWidget* widget : open.walked->findChildren<QWidget*>())
            if (widget->window() == open.walked && canBeReached(widget))
                QVERIFY2(stops.contains(widget), qPrintable(nameOf(widget)));
        // Backwards is the same way.
        const QList<QWidget*> back = round(open.walked, Qt::Key_Backtab);
        QCOMPARE(back.size(), stops.size());
        for (int i = 0; i < stops.size(); ++i)
            QCOMPARE(back[i], stops[stops.size() - 1 - i]);
    }

    /// Part by part of the window and, within what stands in one row, in reading order.
    void theOrderIsThatOfReading_data() { everyPlace(); }
    void theOrderIsThatOfReading()
    {
        QFETCH(int, place);
        const Open open(places()[std::size_t(place)]);
        begin(open);
        QList<QWidget*> stops = round(open.walked, Qt::Key_Tab);
        stops.removeLast();
        int jumpsBack = 0;
        for (int i = 0; i < stops.size(); ++i) {
            const QWidget* next = stops[(i + 1) % stops.size()];
            if (partOf(next) < partOf(stops[i]))
                ++jumpsBack;
            // Neighbours of one row: the right one does not come first.
            if (stops[i]->parentWidget() == next->parentWidget() && i + 1 < stops.size()
                && stops[i]->y() == next->y())
                QVERIFY2(stops[i]->x() < next->x(),
                         qPrintable(nameOf(stops[i]) + QStringLiteral(" before ") + nameOf(next)));
        }
        const bool dialog = open.walked != open.window.get();
        QVERIFY2(jumpsBack <= (dialog ? 0 : 1), qPrintable(QString::number(jumpsBack)));
    }

    void oneSeesWhereTheKeyboardIs_data() { everyPlace(); }
    void oneSeesWhereTheKeyboardIs()
    {
        QFETCH(int, place);
        const Open open(places()[std::size_t(place)]);
        begin(open);
        QWidget* first = QApplication::focusWidget();
        QTest::keyClick(first, Qt::Key_Tab);
        for (int i = 0; i < 300 && QApplication::focusWidget() != first; ++i) {
            QWidget* here = QApplication::focusWidget();
            QTest::qWait(1);
            const QImage with = pictureAround(*here);
            QTest::keyClick(here, Qt::Key_Tab);
            QTest::qWait(1);
            if (!here->isVisible())
                continue;
            QVERIFY2(with != pictureAround(*here), qPrintable(nameOf(here)));
        }
    }

    void everyKeyIsInAMenu()
    {
        Open open(places()[4]); // with the menu of an opened recording
        QSet<QAction*> inMenus;
        const std::function<void(const QList<QAction*>&)> collect
            = [&](const QList<QAction*>& entries) {
                  for (QAction* entry : entries) {
                      inMenus.insert(entry);
                      if (entry->menu())
                          collect(entry->menu()->actions());
                  }
              };
        collect(open.window->menuBar()->actions());
        int keys = 0;
        for (const QWidget* widget : open.window->findChildren<QWidget*>())
            for (QAction* action : widget->actions())
                if (!action->shortcut().isEmpty()) {
                    ++keys;
                    QVERIFY2(inMenus.contains(action), qPrintable(action->text()));
                }
        QVERIFY(keys > 15);
    }

    void anotherProblemLeavesTheKeyboardWhereItIs()
    {
        Open open(places()[1]);
        const auto banners = open.window->findChildren<ProblemBanner*>();
        QPushButton* button = nullptr;
        for (auto* one : banners.first()->findChildren<QPushButton*>())
            if (one->accessibleName() == remedyLabel(Problem::Remedy::TryAgain))
                button = one;
        QVERIFY(button);
        button->setFocus();
        emit open.ports.recorder.problemRaised(problem("c", Problem::Severity::Error));
        QCoreApplication::processEvents();
        QCOMPARE(QApplication::focusWidget(), button);
    }
};

QTEST_MAIN(KeyboardTest)
#include "keyboard_test.moc"
