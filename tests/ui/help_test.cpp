#include "fake_ports.h"

#include "tests/patience.h"
#include "ui/main_window.h"
#include "ui/pages/report_dialog.h"
#include "ui/widgets/bot_card.h"
#include "ui/widgets/problem_banner.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

class FakeReporter final : public ReportPort {
public:
    QString report() const override { return QStringLiteral("Lavalier 1\nproblems: none"); }
    bool saveReport(const QString& path, const QString& text) override
    {
        saved = path + u'\n' + text;
        return works;
    }

    QString saved;
    bool works = true;
};

struct Stage {
    fake::Recorder recorder;
    fake::Library library;
    fake::Exporter exporter;
    fake::SettingsStore settings;
    FakeReporter reporter;
    std::unique_ptr<MainWindow> window;

    MainWindow& open()
    {
        settings.value.language = QStringLiteral("en");
        recorder.guildsValue = fake::exampleGuilds();
        window = std::make_unique<MainWindow>(recorder, library, exporter, settings);
        window->setReporter(reporter);
        window->resize(1280, 800);
        window->show();
        return *window;
    }
    QAction* action(const char* name)
    {
        for (QAction* action : window->actions())
            if (action->objectName() == QLatin1String(name))
                return action;
        qFatal("no such action");
    }
};

} // namespace

/// What somebody finds who is lost: a report, the way out of the demo, a plain start.
class HelpTest : public QObject {
    Q_OBJECT
private slots:
    void aReportIsReadCopiedAndSaved()
    {
        Stage stage;
        MainWindow& window = stage.open();
        stage.action("actionReport")->trigger();
        auto* dialog = window.findChild<ReportDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        auto* text = dialog->findChild<QPlainTextEdit*>(QStringLiteral("ReportText"));
        QCOMPARE(text->toPlainText(), stage.reporter.report());
        QVERIFY(text->isReadOnly() && !text->accessibleName().isEmpty());
        QGuiApplication::clipboard()->clear();
        dialog->findChild<QPushButton*>(QStringLiteral("ReportCopy"))->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), stage.reporter.report());
        dialog->findChild<QPushButton*>(QStringLiteral("ReportSave"))->click();
        auto* file = dialog->findChild<QFileDialog*>(QStringLiteral("ReportFile"));
        QVERIFY(file);
        emit file->fileSelected(QStringLiteral("/tmp/report.txt"));
        QCOMPARE(stage.reporter.saved,
                 QStringLiteral("/tmp/report.txt\n") + stage.reporter.report());
    }

    void theDemoHasAWayOutAndSaysThatItIsOne()
    {
        Stage stage;
        stage.recorder.accountValue.demo = true;
        MainWindow& window = stage.open();
        QSignalSpy left(&window, &MainWindow::demoLeft);
        QSignalSpy wanted(&window, &MainWindow::demoRequested);
        auto* button = window.findChild<QPushButton*>(QStringLiteral("LeaveDemo"));
        QVERIFY(button && button->isVisible());
        QVERIFY(!button->toolTip().isEmpty());
        button->click();
        QCOMPARE(left.size(), 1);
        stage.action("actionDemo")->trigger();
        QCOMPARE(left.size(), 2);
        QCOMPARE(wanted.size(), 0);
    }

    void outsideTheDemoThereIsAWayIn()
    {
        Stage stage;
        MainWindow& window = stage.open();
        QSignalSpy left(&window, &MainWindow::demoLeft);
        QSignalSpy wanted(&window, &MainWindow::demoRequested);
        QVERIFY(!window.findChild<QPushButton*>(QStringLiteral("LeaveDemo"))->isVisible());
        stage.action("actionDemo")->trigger();
        QCOMPARE(left.size(), 0);
        QCOMPARE(wanted.size(), 1);
    }

    void afterAnUncleanEndAPlainStartIsOffered()
    {
        Stage stage;
        Problem problem {QStringLiteral("run.unclean"), Problem::Severity::Notice,
                         QStringLiteral("It was cut off.")};
        problem.remedy = Problem::Remedy::StartPlainly;
        problem.otherRemedy = Problem::Remedy::Report;
        stage.recorder.problemsValue = {problem};
        MainWindow& window = stage.open();
        QSignalSpy plain(&window, &MainWindow::plainStartRequested);
        const auto buttons = window.findChild<ProblemBanner*>()->findChildren<QPushButton*>();
        for (QPushButton* button : buttons)
            if (button->accessibleName() == QStringLiteral("Start plainly"))
                button->click();
        QCOMPARE(plain.size(), 1);
        for (QPushButton* button : buttons)
            if (button->accessibleName() == QStringLiteral("Report …"))
                button->click();
        QVERIFY(window.findChild<ReportDialog*>());
    }

    void theBotIsShownWithItsOwnPicture()
    {
        BotCard card;
        card.resize(320, 60);
        AccountView account {AccountState::Connecting, QStringLiteral("Lavalier"), UserId(900)};
        card.setAccount(account);
        const QPoint face(4 + 24, 30);
        const QImage without = card.grab().toImage();
        for (const QSize size : {QSize(128, 128), QSize(1, 1), QSize(512, 16)}) {
            account.picture = QImage(size, QImage::Format_ARGB32_Premultiplied);
            account.picture.fill(QColor(10, 200, 30));
            card.setAccount(account);
            const QImage with = card.grab().toImage();
            const QColor seen = with.pixelColor(face * with.devicePixelRatio());
            QVERIFY2(std::abs(seen.green() - 200) < 4, qPrintable(seen.name()));
            QCOMPARE(with.pixelColor(with.width() - 2, 2), without.pixelColor(with.width() - 2, 2));
        }
    }
};

QTEST_MAIN(HelpTest)
#include "help_test.moc"
