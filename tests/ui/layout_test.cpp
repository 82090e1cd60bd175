// Nothing is cut: words and buttons in small windows, longer languages and larger fonts.
#include "window_stage.h"

#include "ui/pages/recordings_page.h"
#include "ui/pages/settings_page.h"
#include "ui/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/popover.h"
#include "ui/widgets/transport_bar.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;

Q_DECLARE_METATYPE(lavalier::ui::RecordState)

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

    struct Stage : fake::WindowStage {
        /// As small as it gets.
        void open(const QString& language)
        {
            settings.value.language = language;
            library.list = fake::exampleRecordings();
            WindowStage::open({760, 500});
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
    void cleanup()
    {
        QApplication::setFont(m_font);
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void theSettingsNeedNoScrollingSideways_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<double>("larger");
        QTest::addColumn<bool>("mirrored");
        for (const char* language : {"en", "de", "fr", "ja"})
            for (const double larger : {1.0, 1.5})
                for (const bool mirrored : {false, true})
                    QTest::addRow("%s, font %.1f%s", language, larger,
                                  mirrored ? ", right to left" : "")
                        << QString::fromLatin1(language) << larger << mirrored;
    }
    void theSettingsNeedNoScrollingSideways()
    {
        QFETCH(QString, language);
        QFETCH(double, larger);
        QFETCH(bool, mirrored);
        QApplication::setFont(scaledFont(m_font, larger));
        QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
        Stage stage;
        stage.open(language);
        stage.window->showPage(MainWindow::Page::Settings);
        QTest::qWait(1);
        auto* page = stage.window->findChild<SettingsPage*>();
        const int room = page->viewport()->width();
        QString widest;
        for (const QWidget* part : page->widget()->findChildren<QWidget*>()) {
            const int left = part->mapTo(page->widget(), QPoint()).x();
            if (part->isVisible() && (left < 0 || left + part->width() > room))
                widest += QStringLiteral("%1 %2%3 needs %4; ")
                              .arg(QLatin1String(part->metaObject()->className()),
                                   part->accessibleName(), part->property("text").toString())
                              .arg(part->minimumSizeHint().width());
        }
        QVERIFY2(page->horizontalScrollBar()->maximum() == 0, qPrintable(widest));
        for (const QCheckBox* box : page->widget()->findChildren<QCheckBox*>())
            QVERIFY2(box->height() >= box->heightForWidth(box->width()), qPrintable(box->text()));
    }

    void theTransportRowHasRoomForAll_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<double>("larger");
        QTest::addColumn<RecordState>("record");
        QTest::addColumn<bool>("mirrored");
        const QList<QPair<const char*, RecordState>> states {
            {"before recording", RecordState::Idle},
            {"recording", RecordState::Recording},
            {"paused", RecordState::Paused},
            {"saving", RecordState::Finishing},
        };
        for (const char* language : {"en", "de", "fr", "ja"})
            for (const double larger : {1.0, 1.5})
                for (const auto& [name, record] : states)
                    for (const bool mirrored : {false, true})
                        QTest::addRow("%s, %s, font %.1f%s", name, language, larger,
                                      mirrored ? ", right to left" : "")
                            << QString::fromLatin1(language) << larger << record << mirrored;
    }
    void theTransportRowHasRoomForAll()
    {
        QFETCH(QString, language);
        QFETCH(double, larger);
        QFETCH(RecordState, record);
        QFETCH(bool, mirrored);
        QApplication::setFont(scaledFont(m_font, larger));
        Stage stage;
        stage.enterTheTable(1, record);
        LiveSnapshot& live = stage.recorder.live;
        live.recorded = std::chrono::hours(11);
        live.diskTimeLeft = std::chrono::hours(61);
        live.notice = Notice::Missing;
        stage.open(language);
        QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
        QTest::qWait(1);
        const auto* bar = stage.window->findChild<TransportBar*>();
        QVERIFY(stage.window->rect().contains(
            QRect(bar->mapTo(stage.window.get(), QPoint()), bar->size())));
        QList<QWidget*> shown;
        for (QWidget* child : bar->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
            if (child->isVisible() && !child->isWindow())
                shown.append(child);
        for (const QWidget* child : shown) {
            const QByteArray name = child->objectName().toUtf8() + ' '
                + child->metaObject()->className() + ' ' + QByteArray::number(child->width())
                + " of " + QByteArray::number(child->minimumSizeHint().width());
            QVERIFY2(bar->rect().contains(child->geometry()), name);
            QVERIFY2(child->width() >= child->minimumSizeHint().width(), name);
            for (const QWidget* other : shown)
                QVERIFY2(other == child || !other->geometry().intersects(child->geometry()),
                         QByteArray(name + " and " + other->objectName().toUtf8()));
        }
        // Whatever is offered can be reached, in the row or in the menu at its end.
        const bool running = record == RecordState::Recording || record == RecordState::Paused;
        QStringList expected {"Leave", "Export"};
        expected += running ? QStringList {"Pause", "Stop", "Marker"} : QStringList {"Record"};
        const auto* more = bar->findChild<QPushButton*>(QStringLiteral("More"));
        for (const QString& name : expected) {
            auto* button = bar->findChild<QPushButton*>(name);
            bool reached = button->isVisible();
            if (more->isVisible())
                for (const QAction* action : more->menu()->actions())
                    reached = reached || action->text() == button->accessibleName()
                        || action->text() == button->accessibleName() + QStringLiteral(" …");
            QVERIFY2(reached, qPrintable(name));
        }
        for (const char* always : {"Pause", "Stop"})
            QCOMPARE(bar->findChild<QPushButton*>(QLatin1String(always))->isVisible(), running);
        QVERIFY(bar->findChild<QWidget*>(QStringLiteral("Clock"))->isVisible());
    }

    void stopAndItsNeighboursSayTheirWordsAt1280_data()
    {
        QTest::addColumn<QString>("language");
        for (const char* language : {"en", "de", "fr", "ja"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    void stopAndItsNeighboursSayTheirWordsAt1280()
    {
        QFETCH(QString, language);
        Stage stage;
        stage.enterTheTable(3, RecordState::Recording);
        stage.recorder.live.recorded = std::chrono::hours(11);
        stage.recorder.live.diskTimeLeft = std::chrono::hours(61);
        stage.recorder.live.notice = Notice::Missing;
        stage.open(language);
        stage.window->resize(1280, 800);
        QTRY_COMPARE(stage.window->width(), 1280);
        QTest::qWait(1);
        for (const char* name : {"Pause", "Stop"}) {
            const auto* button = stage.find(name);
            QVERIFY2(button->isVisible() && !button->text().isEmpty(), name);
            QVERIFY2(button->width() >= button->sizeHint().width(), name);
        }
    }

    void whatHasNoRoomIsDoneFromTheMenu()
    {
        QApplication::setFont(scaledFont(m_font, 1.5));
        Stage stage;
        stage.enterTheTable(0, RecordState::Recording);
        stage.recorder.live.recorded = std::chrono::hours(11);
        stage.open(QStringLiteral("en"));
        const auto* more = stage.find("More");
        QVERIFY(more->isVisible());
        for (QAction* action : more->menu()->actions())
            if (action->isEnabled())
                action->trigger();
        QVERIFY2(stage.recorder.asked.contains(QStringLiteral("leave")),
                 qPrintable(stage.recorder.asked.join(u',')));
        stage.window->resize(1600, 800);
        QTRY_VERIFY(!more->isVisible());
        QVERIFY(stage.find("Leave")->isVisible());
    }

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
        stage.enterTheTable(0);
        stage.recorder.live.encryption
            = {Encryption::On, 1, 4, QStringLiteral("48213 90774 11806 22817 10293 77120")};
        stage.open(language);
        stage.action("actionEncryption")->trigger();
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
