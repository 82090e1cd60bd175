// Nothing is cut: words and buttons in small windows, longer languages and larger fonts.
#include "fake_ports.h"

#include "tests/patience.h"
#include "ui/main_window.h"
#include "ui/pages/recordings_page.h"
#include "ui/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/popover.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

const Problem kLong {
    QStringLiteral("notice"),
    Problem::Severity::Error,
    QStringLiteral("Nobody in the call would be told that it is being recorded by you."),
    QStringLiteral("Nothing is being recorded, and what was recorded earlier is on the disk."),
    QStringLiteral("Switch a notice on in Settings, or tell them yourself and record without."),
    QStringLiteral("403 Missing Permissions (50013)"),
    Problem::Remedy::RecordWithoutNotice,
    Problem::Remedy::OpenSettings};

} // namespace

class LayoutTest : public QObject {
    Q_OBJECT
    QFont m_font;

    static void looks()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<double>("larger");
        for (const char* language : {"en", "de", "fr", "ja"}) {
            QTest::newRow(language) << QString::fromLatin1(language) << 1.0;
            QTest::newRow(qPrintable(QLatin1String(language) + QStringLiteral(", larger font")))
                << QString::fromLatin1(language) << 1.5;
        }
    }

    struct Stage {
        fake::Recorder recorder;
        fake::Library library;
        fake::Exporter exporter;
        fake::SettingsStore settings;
        std::unique_ptr<MainWindow> window;

        void open(const QString& language)
        {
            settings.value.language = language;
            recorder.guildsValue = fake::exampleGuilds();
            library.list = fake::exampleRecordings();
            window = std::make_unique<MainWindow>(recorder, library, exporter, settings);
            window->resize(window->minimumSize());
            window->show();
            if (!QTest::qWaitForWindowExposed(window.get(), test::kPatience))
                qFatal("the window never appeared");
            QTest::qWait(1);
        }
    };

    static void expectWhole(const Banner& banner)
    {
        for (const QLabel* label : banner.findChildren<QLabel*>()) {
            if (!label->isVisible() || label->text().isEmpty())
                continue;
            QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                     qPrintable(label->text()));
            QVERIFY2(banner.rect().contains(label->geometry()), qPrintable(label->text()));
        }
        for (const QPushButton* button : banner.findChildren<QPushButton*>()) {
            if (!button->isVisible())
                continue;
            QVERIFY2(button->width() >= button->sizeHint().width()
                         && button->height() >= button->sizeHint().height(),
                     qPrintable(button->text()));
            QVERIFY2(banner.rect().contains(button->geometry()), qPrintable(button->text()));
        }
    }

private slots:
    void initTestCase() { m_font = QApplication::font(); }
    void cleanup() { QApplication::setFont(m_font); }

    void aProblemIsWholeInTheSmallestWindow_data() { looks(); }
    void aProblemIsWholeInTheSmallestWindow()
    {
        QFETCH(QString, language);
        QFETCH(double, larger);
        QApplication::setFont(scaledFont(m_font, larger));
        Stage stage;
        stage.recorder.problemsValue = {kLong, kLong, kLong, kLong};
        for (std::size_t i = 0; i < 4; ++i)
            stage.recorder.problemsValue[i].key += QString::number(i);
        stage.open(language);
        int shown = 0;
        for (const Banner* banner : stage.window->findChildren<Banner*>()) {
            if (!banner->isVisible())
                continue;
            ++shown;
            expectWhole(*banner);
        }
        QVERIFY(shown >= 1 && shown <= 3);
    }

    void whatWasInterruptedIsWholeToo_data() { looks(); }
    void whatWasInterruptedIsWholeToo()
    {
        QFETCH(QString, language);
        QFETCH(double, larger);
        QApplication::setFont(scaledFont(m_font, larger));
        Stage stage;
        stage.open(language);
        stage.window->showPage(MainWindow::Page::Recordings);
        QTest::qWait(1);
        const auto* banner = stage.window->findChild<Banner*>(QStringLiteral("Interrupted"));
        QVERIFY(banner && banner->isVisible());
        expectWhole(*banner);
    }

    void everyRowOfACodeIsThere_data() { looks(); }
    void everyRowOfACodeIsThere()
    {
        QFETCH(QString, language);
        QFETCH(double, larger);
        QApplication::setFont(scaledFont(m_font, larger));
        Stage stage;
        LiveSnapshot& live = stage.recorder.live;
        live.call = CallState::InCall;
        live.guild = GuildId(10);
        live.channel = ChannelId(11);
        live.encryption
            = {Encryption::On, 1, 4, QStringLiteral("48213 90774 11806 22817 10293 77120")};
        stage.open(language);
        for (QAction* action : stage.window->actions())
            if (action->objectName() == QLatin1String("actionEncryption"))
                action->trigger();
        QTest::qWait(1);
        const auto* code = stage.window->findChild<CodeView*>();
        QVERIFY(code && code->isVisible());
        QVERIFY(code->height() >= code->sizeHint().height());
        QVERIFY(code->width() >= code->sizeHint().width());
        for (const QLabel* label : stage.window->findChild<Popover*>()->findChildren<QLabel*>())
            if (label->isVisible() && label->wordWrap())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                         qPrintable(label->text()));
    }
};

QTEST_MAIN(LayoutTest)
#include "layout_test.moc"
