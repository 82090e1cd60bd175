#include "fake_ports.h"

#include "tests/patience.h"
#include "ui/main_window.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/review_page.h"
#include "ui/widgets/clip_handle.h"
#include "ui/widgets/exports_strip.h"
#include "ui/widgets/review_ruler.h"
#include "ui/widgets/track_row.h"
#include "ui/widgets/wave_view.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QInputDialog>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QUrl>

using namespace lavalier;
using namespace lavalier::ui;
using namespace std::chrono_literals;

namespace {

struct Stage {
    fake::Recorder recorder;
    fake::Library library;
    fake::Exporter exporter;
    fake::SettingsStore settings;
    std::unique_ptr<MainWindow> window;
    ReviewPage* page = nullptr;

    explicit Stage(int tracks = 3)
    {
        settings.value.language = QStringLiteral("en");
        library.list = fake::exampleRecordings();
        library.opened.view = fake::exampleReview(tracks);
        window = std::make_unique<MainWindow>(recorder, library, exporter, settings);
        window->show();
        if (!QTest::qWaitForWindowActive(window.get(), test::kPatience))
            qFatal("the window never became active");
        window->showPage(MainWindow::Page::Recordings);
        window->findChild<RecordingsPage*>()->openSelected();
        page = window->findChild<ReviewPage*>();
        emit library.opened.reviewChanged();
        QCoreApplication::processEvents();
        asked().clear();
    }
    QStringList& asked() { return library.opened.asked; }
    WaveView* wave(std::size_t row) const { return page->rows()[row]->wave(); }
    QAction* action(const char* name) const
    {
        return page->findChild<QAction*>(QLatin1String(name));
    }
    void changed() { emit library.opened.reviewChanged(); }
    /// Types into the one question that is open.
    void answer(const QString& text)
    {
        auto* dialog = page->findChild<QInputDialog*>();
        QVERIFY(dialog);
        dialog->findChild<QLineEdit*>()->setText(text);
        dialog->accept();
        QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
    }
};

} // namespace

class ReviewUiTest : public QObject {
    Q_OBJECT
private slots:
    void zoomKeepsWhatIsUnderThePointer();
    void theWholeStaysWholeWhenTheWindowGrows();
    void enterOpensAndEscapeGoesBack();
    void spacePlaysUnlessItPressesAButton();
    void playingFollowsTheSelection();
    void theKeyboardMovesAndSelects();
    void theMouseSeeksAndSelects();
    void everyEditReachesTheRecording();
    void aSelectionIsDraggedOutWithWhoIsHeard();
    void whatIsNoLongerSelectedIsNotDragged();
    void aClipGivenUpLeavesTheKeyboardBesideIt_data();
    void aClipGivenUpLeavesTheKeyboardBesideIt();
    void aClipThatFailsSaysSo();
    void theToolTipNamesTheKeyInForce();
    void aQuestionBlocksNothingAndIsAboutItsOwnRecording();
    void markersCanBeReachedByKeyboard();
    void whatCannotBeChangedOffersNothing();
    void screenReadersHearTheWaveform();
    void everyControlHasAName();
    void theMenuIsThereOnlyWhileARecordingIsOpen();
    void theRulerStandsOverTheWaves_data();
    void theRulerStandsOverTheWaves();
};

void ReviewUiTest::zoomKeepsWhatIsUnderThePointer()
{
    Timeline timeline;
    timeline.setWidth(1000);
    timeline.setLength(3600);
    QVERIFY(timeline.isFitted());
    for (const double factor : {2.0, 3.0, 1.2, 0.7}) {
        const double there = timeline.secondsAt(730);
        timeline.zoom(factor, 730);
        QVERIFY(std::abs(timeline.secondsAt(730) - there) < 1e-6);
    }
    timeline.zoom(1e12, 0); // no closer than a sample can be seen
    QVERIFY(timeline.perPixel() > 1e-6);
    timeline.zoom(1e-12, 0);
    QVERIFY(timeline.isFitted());
    QCOMPARE(timeline.start(), 0.0);
    timeline.zoom(4, 500);
    timeline.scrollTo(1e9); // no further than the end
    QCOMPARE(timeline.secondsAt(1000), 3600.0);
    timeline.setCursor(-5);
    QCOMPARE(timeline.cursor(), 0.0);
    timeline.select(1e9);
    QCOMPARE(timeline.selection(), std::pair(0.0, 3600.0));
}

void ReviewUiTest::theWholeStaysWholeWhenTheWindowGrows()
{
    Timeline timeline;
    timeline.setLength(100);
    timeline.setWidth(500);
    timeline.setWidth(1000);
    QCOMPARE(timeline.xOf(100), 1000.0);
    timeline.zoom(2, 0);
    timeline.setWidth(800);
    QVERIFY(!timeline.isFitted());
    timeline.setLength(0);
    QVERIFY(std::isfinite(timeline.xOf(1)));
}

void ReviewUiTest::enterOpensAndEscapeGoesBack()
{
    Stage stage;
    auto* recordings = stage.window->findChild<RecordingsPage*>();
    QVERIFY(recordings->isReviewing());
    QTest::keyClick(stage.wave(0), Qt::Key_Escape);
    QVERIFY(!recordings->isReviewing());
    QCOMPARE(stage.asked(), QStringList("close"));
    auto* list = recordings->findChild<QListView*>("recordingsList");
    QVERIFY(list->hasFocus());
    stage.asked().clear();
    QTest::keyClick(list, Qt::Key_Return);
    QVERIFY(recordings->isReviewing());
    QCOMPARE(stage.asked().size(), 1);
    QVERIFY(stage.asked()[0].startsWith("open /home/ana"));
}

void ReviewUiTest::spacePlaysUnlessItPressesAButton()
{
    Stage stage;
    stage.wave(0)->setFocus();
    QTest::keyClick(stage.wave(0), Qt::Key_Space);
    QCOMPARE(stage.asked(), QStringList("play 0 4378000"));
    stage.asked().clear();
    auto* mute = stage.page->rows()[1]->findChildren<QPushButton*>().at(0);
    mute->setFocus();
    QTest::keyClick(mute, Qt::Key_Space);
    QCOMPARE(stage.asked().size(), 1);
    QVERIFY(!stage.asked()[0].startsWith("play"));
    stage.asked().clear();
    stage.action("reviewNotes")->trigger();
    auto* notes = stage.page->findChild<QPlainTextEdit*>("Notes");
    QTest::keyClicks(notes, "m m");
    QCOMPARE(notes->toPlainText(), QString("m m"));
    QVERIFY(stage.asked().isEmpty());
    QVERIFY(!stage.page->findChild<QInputDialog*>());
}

void ReviewUiTest::playingFollowsTheSelection()
{
    Stage stage;
    stage.page->timeline().selectSpan(10, 20);
    stage.page->togglePlaying();
    QCOMPARE(stage.asked(), QStringList("play 10000 20000"));
    stage.asked().clear();
    stage.library.opened.playing = {PlayState::Playing, 12s, false, 0};
    emit stage.library.opened.playbackChanged();
    QCOMPARE(stage.page->timeline().playhead(), 12.0);
    stage.page->timeline().clearSelection();
    stage.page->togglePlaying(); // stops, and stays there
    QCOMPARE(stage.asked(), QStringList("stop"));
    QCOMPARE(stage.page->timeline().cursor(), 12.0);
    stage.library.opened.playing = {PlayState::Stopped, 12s, true, 0};
    emit stage.library.opened.playbackChanged();
    QVERIFY(!stage.page->timeline().playhead());
}

void ReviewUiTest::theKeyboardMovesAndSelects()
{
    Stage stage;
    Timeline& timeline = stage.page->timeline();
    stage.wave(1)->setFocus();
    QTest::keyClick(stage.wave(1), Qt::Key_Right);
    const double step = timeline.cursor();
    QVERIFY(step > 0);
    QTest::keyClick(stage.wave(1), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(timeline.selection(), std::pair(step, 2 * step));
    QTest::keyClick(stage.wave(1), Qt::Key_Escape); // first the selection, then the page
    QVERIFY(!timeline.selection());
    QTest::keyClick(stage.wave(1), Qt::Key_End);
    QCOMPARE(timeline.cursor(), timeline.length());
    QTest::keyClick(stage.wave(1), Qt::Key_Plus, Qt::ControlModifier);
    QVERIFY(!timeline.isFitted());
    QVERIFY(timeline.secondsAt(timeline.width()) > timeline.length() - 1e-6);
    QTest::keyClick(stage.wave(1), Qt::Key_0, Qt::ControlModifier);
    QVERIFY(timeline.isFitted());
    QVERIFY(stage.library.opened.looked.second > 4000s);
}

void ReviewUiTest::theMouseSeeksAndSelects()
{
    Stage stage;
    Timeline& timeline = stage.page->timeline();
    WaveView* wave = stage.wave(0);
    QTest::mouseClick(wave, Qt::LeftButton, {}, QPoint(100, 20));
    QVERIFY(std::abs(timeline.cursor() - timeline.secondsAt(100)) < 1e-6);
    QTest::mousePress(wave, Qt::LeftButton, {}, QPoint(100, 20));
    QTest::mouseMove(wave, QPoint(300, 20));
    QTest::mouseRelease(wave, Qt::LeftButton, {}, QPoint(300, 20));
    QVERIFY(timeline.selection());
    QVERIFY(std::abs(timeline.selection()->second - timeline.secondsAt(300)) < 1e-6);
}

void ReviewUiTest::everyEditReachesTheRecording()
{
    Stage stage;
    TrackRow* row = stage.page->rows()[1];
    row->wave()->setFocus();
    QTest::keyClick(row->wave(), Qt::Key_F2);
    stage.answer("Brahm");
    QTest::keyClick(row->wave(), Qt::Key_D, Qt::ControlModifier);
    QTest::keyClick(row->wave(), Qt::Key_F2, Qt::ShiftModifier);
    stage.answer("Dragons");
    stage.page->timeline().selectSpan(60, 120);
    QTest::keyClick(row->wave(), Qt::Key_T, Qt::ControlModifier);
    QTest::keyClick(row->wave(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(stage.asked(),
             (QStringList {"rename 102 Brahm", "exclude 102 1", "title Dragons",
                           "trim 60000 120000", "undo"}));
    stage.asked().clear();
    auto* gain = row->findChild<QSlider*>();
    gain->setValue(6);
    gain->setValue(12); // one movement, one edit
    QTRY_COMPARE(stage.asked(), QStringList("gain 102 6"));
    stage.asked().clear();
    stage.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(stage.window.get(), test::kPatience));
    stage.action("reviewNotes")->trigger();
    auto* notes = stage.page->findChild<QPlainTextEdit*>("Notes");
    QTRY_VERIFY(notes->hasFocus());
    notes->setPlainText("Cut the end.");
    row->wave()->setFocus();
    QCOMPARE(stage.asked(), QStringList("notes Cut the end."));
}

void ReviewUiTest::aSelectionIsDraggedOutWithWhoIsHeard()
{
    Stage s(4);
    s.library.opened.view.tracks[0].muted = true;
    s.library.opened.view.tracks[1].excluded = true;
    s.library.opened.view.tracks[2].gain = 6;
    s.changed();
    auto* handle = s.page->findChild<ClipHandle*>();
    auto* make = s.page->findChild<QPushButton*>(QStringLiteral("MakeClip"));
    QVERIFY(handle && make);
    QVERIFY(!s.action("reviewClip")->isEnabled() && !make->isEnabled() && !handle->isVisible());
    QVERIFY(s.page->menuActions().contains(s.action("reviewClip")));
    s.page->timeline().selectSpan(10, 12.5);
    QVERIFY(s.action("reviewClip")->isEnabled());
    s.wave(0)->setFocus();
    QTest::keyClick(s.wave(0), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(s.exporter.clips.size(), std::size_t(1));
    const ExportOrder order = s.exporter.clips[0];
    QCOMPARE(order.recordingPath, s.library.opened.view.path);
    QCOMPARE(order.format, ExportFormat::OggOpus); // needs nothing that may not be there
    QCOMPARE(order.output, ExportOutput::Tracks);
    QCOMPARE(order.speakers, (std::vector {UserId(103), UserId(104)}));
    QCOMPARE(order.gains, (std::vector {ExportGain {UserId(103), 6}}));
    QCOMPARE(order.from, std::optional<std::chrono::microseconds>(10s));
    QCOMPARE(order.to, std::optional<std::chrono::microseconds>(12'500ms));
    QTest::keyClick(s.wave(0), Qt::Key_C, Qt::ControlModifier); // is being made
    QCOMPARE(s.exporter.clips.size(), std::size_t(1));

    ExportView done;
    done.id = 1001;
    done.isClip = true;
    done.state = ExportState::Done;
    done.files = {QStringLiteral("/x/1 Chidi.opus"), QStringLiteral("/x/2 Dana.opus")};
    emit s.exporter.exportChanged(done);
    QVERIFY(handle->isVisible() && !make->isVisible());
    const auto copied = [] { return QApplication::clipboard()->mimeData()->urls(); };
    QCOMPARE(copied().size(), 2);
    QCOMPARE(copied()[0], QUrl::fromLocalFile(done.files[0]));
    QVERIFY(!s.window->findChild<ExportsStrip*>()->isVisible()); // no export among others
    QApplication::clipboard()->clear();
    QTest::keyClick(s.wave(0), Qt::Key_C, Qt::ControlModifier); // there already
    QCOMPARE(s.exporter.clips.size(), std::size_t(1));
    QCOMPARE(copied().size(), 2);
}

void ReviewUiTest::whatIsNoLongerSelectedIsNotDragged()
{
    Stage s;
    auto* handle = s.page->findChild<ClipHandle*>();
    s.page->timeline().selectSpan(10, 12);
    s.action("reviewClip")->trigger();
    s.page->timeline().selectSpan(10, 13);
    QCOMPARE(s.exporter.asked, QStringList {QStringLiteral("cancel 1001")});
    ExportView late;
    late.id = 1001;
    late.isClip = true;
    late.state = ExportState::Done;
    late.files = {QStringLiteral("/x/1.opus")};
    emit s.exporter.exportChanged(late);
    QVERIFY(!handle->isVisible());

    s.action("reviewClip")->trigger();
    late.id = 1002;
    emit s.exporter.exportChanged(late);
    QVERIFY(handle->isVisible());
    s.library.opened.view.tracks[1].muted = true; // somebody less is heard
    s.changed();
    QVERIFY(!handle->isVisible());
    QVERIFY(s.page->findChild<QPushButton*>(QStringLiteral("MakeClip"))->isVisible());
}

void ReviewUiTest::aClipGivenUpLeavesTheKeyboardBesideIt_data()
{
    QTest::addColumn<bool>("another");
    QTest::addColumn<QString>("next");
    QTest::newRow("another selection") << true << "MakeClip";
    QTest::newRow("no selection") << false << "Play"; // there is nothing to be copied
}

void ReviewUiTest::aClipGivenUpLeavesTheKeyboardBesideIt()
{
    QFETCH(const bool, another);
    QFETCH(const QString, next);
    Stage s;
    auto* handle = s.page->findChild<ClipHandle*>();
    s.page->timeline().selectSpan(10, 12);
    s.action("reviewClip")->trigger();
    ExportView done;
    done.id = 1001;
    done.isClip = true;
    done.state = ExportState::Done;
    done.files = {QStringLiteral("/x/1.opus")};
    emit s.exporter.exportChanged(done);
    handle->setFocus();
    QVERIFY(handle->hasFocus());
    if (another)
        s.page->timeline().selectSpan(10, 13);
    else
        s.page->timeline().clearSelection();
    QVERIFY(!handle->isVisible());
    QCOMPARE(QApplication::focusWidget()->objectName(), next);
}

void ReviewUiTest::theToolTipNamesTheKeyInForce()
{
    Stage s;
    auto* play = s.page->findChild<QPushButton*>(QStringLiteral("Play"));
    QCOMPARE(play->toolTip(), QStringLiteral("Play from the cursor, or the selection (Space)"));
    Settings next = s.settings.value;
    next.shortcuts.insert(QStringLiteral("reviewPlay"), QStringLiteral("F8"));
    s.settings.setSettings(next);
    QCOMPARE(play->toolTip(), QStringLiteral("Play from the cursor, or the selection (F8)"));
    next.shortcuts[QStringLiteral("reviewPlay")].clear();
    s.settings.setSettings(next);
    QCOMPARE(play->toolTip(), QStringLiteral("Play from the cursor, or the selection"));
}

void ReviewUiTest::aClipThatFailsSaysSo()
{
    Stage s;
    s.page->timeline().selectSpan(10, 12);
    s.action("reviewClip")->trigger();
    ExportView failed;
    failed.id = 1001;
    failed.isClip = true;
    failed.state = ExportState::Failed;
    failed.problem.emplace().key = QStringLiteral("export.clip");
    QSignalSpy raised(s.page, &ReviewPage::problemRaised);
    QSignalSpy told(s.window.get(), &MainWindow::notificationWanted);
    emit s.exporter.exportChanged(failed);
    QCOMPARE(raised.size(), 1);
    QCOMPARE(told.size(), 0); // they look at it
    s.action("reviewClip")->trigger(); // again
    QCOMPARE(s.exporter.clips.size(), std::size_t(2));
}

void ReviewUiTest::aQuestionBlocksNothingAndIsAboutItsOwnRecording()
{
    Stage s;
    s.action("reviewMarker")->trigger();
    auto* question = s.page->findChild<QInputDialog*>();
    QVERIFY(question && question->isVisible() && !question->isModal());
    QVERIFY(!QApplication::activeModalWidget());
    s.action("reviewTitle")->trigger(); // one at a time
    QCOMPARE(s.page->findChildren<QInputDialog*>().size(), 1);
    s.library.opened.view.path = s.library.list[1].path;
    s.changed();
    QVERIFY(!s.page->findChild<QInputDialog*>());
    QCOMPARE(s.asked(), QStringList());
}

void ReviewUiTest::markersCanBeReachedByKeyboard()
{
    Stage stage;
    WaveView* wave = stage.wave(0);
    wave->setFocus();
    QVERIFY(!stage.action("reviewMarkerDelete")->isEnabled());
    QTest::keyClick(wave, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(stage.page->timeline().cursor(), 640.0);
    QTest::keyClick(wave, Qt::Key_M, Qt::ShiftModifier);
    stage.answer("it sleeps");
    QTest::keyClick(wave, Qt::Key_Delete);
    QTest::keyClick(wave, Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(wave, Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(stage.page->timeline().cursor(), 2750.0);
    QTest::keyClick(wave, Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(stage.page->timeline().cursor(), 1930.0);
    stage.page->timeline().setCursor(100);
    QTest::keyClick(wave, Qt::Key_M);
    stage.answer("new");
    QCOMPARE(stage.asked(),
             (QStringList {"text event 1 it sleeps", "delete event 1", "marker 100000 new"}));
}

void ReviewUiTest::whatCannotBeChangedOffersNothing()
{
    Stage stage;
    stage.library.opened.view.editable = false;
    stage.changed();
    stage.page->timeline().selectSpan(1, 2);
    for (const char* name : {"reviewUndo", "reviewTitle", "reviewSpeaker", "reviewExclude",
                             "reviewMarker", "reviewTrim"})
        QVERIFY2(!stage.action(name)->isEnabled(), name);
    QVERIFY(stage.action("reviewPlay")->isEnabled());
    TrackRow* row = stage.page->rows()[0];
    QVERIFY(!row->findChild<QSlider*>()->isEnabled());
    stage.library.opened.view.tracks[0].gain = 6;
    for (const bool editable : {false, true}) {
        stage.library.opened.view.editable = editable;
        stage.changed();
        QContextMenuEvent asked(QContextMenuEvent::Keyboard, {5, 5},
                                row->mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(row, &asked);
        auto* menu = row->findChild<QMenu*>();
        QVERIFY(menu && menu->actions().size() == 3);
        for (const QAction* action : menu->actions())
            QVERIFY2(action->isEnabled() == editable, qPrintable(action->text()));
        delete menu;
    }
    stage.library.opened.view.state = ReviewState::Failed;
    stage.library.opened.view.problem = Problem {};
    stage.changed();
    QVERIFY(!stage.action("reviewPlay")->isEnabled());
}

void ReviewUiTest::screenReadersHearTheWaveform()
{
    Stage stage;
    QAccessibleInterface* wave = QAccessible::queryAccessibleInterface(stage.wave(1));
    QVERIFY(wave);
    QCOMPARE(wave->role(), QAccessible::Slider);
    QCOMPARE(wave->text(QAccessible::Name), QString("Waveform of Bram"));
    QVERIFY(wave->text(QAccessible::Description).contains("not decrypted"));
    QAccessibleValueInterface* value = wave->valueInterface();
    QVERIFY(value);
    QCOMPARE(value->maximumValue().toDouble(), 4378.0);
    value->setCurrentValue(640.0);
    QCOMPARE(stage.page->timeline().cursor(), 640.0);
    QVERIFY(wave->text(QAccessible::Value).startsWith("0:10:40.000, "));
}

void ReviewUiTest::everyControlHasAName()
{
    Stage stage(25);
    int checked = 0;
    for (const QWidget* widget : stage.page->findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()
            || widget->objectName().startsWith("qt_"))
            continue;
        QAccessibleInterface* seen
            = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
        QVERIFY2(
            seen && !seen->text(QAccessible::Name).isEmpty(),
            qPrintable(widget->metaObject()->className() + QString(" ") + widget->objectName()));
        ++checked;
    }
    QVERIFY(checked > 100);
    for (const QAction* action : stage.page->menuActions())
        QVERIFY(!action || !action->text().isEmpty());
}

void ReviewUiTest::theMenuIsThereOnlyWhileARecordingIsOpen()
{
    Stage stage;
    // The list has a menu of that name too; which one is there is told by what it offers.
    const auto offered = [&stage](const char* action) {
        for (const QAction* menu : stage.window->menuBar()->actions())
            for (const QAction* entry : menu->menu()->actions())
                if (menu->isVisible() && entry->objectName() == QLatin1String(action))
                    return true;
        return false;
    };
    QVERIFY(offered("reviewUndo") && !offered("recordingTrash"));
    stage.window->showPage(MainWindow::Page::Live);
    QVERIFY(!offered("reviewUndo") && !offered("recordingTrash"));
    stage.window->showPage(MainWindow::Page::Recordings);
    QVERIFY(offered("reviewUndo") && !offered("recordingTrash"));
    stage.window->findChild<RecordingsPage*>()->closeReview();
    QVERIFY(!offered("reviewUndo") && offered("recordingTrash"));
}

void ReviewUiTest::theRulerStandsOverTheWaves_data()
{
    QTest::addColumn<int>("tracks");
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("few tracks") << 3 << false;
    QTest::newRow("so many that they scroll") << 25 << false;
    QTest::newRow("right to left") << 25 << true;
}

void ReviewUiTest::theRulerStandsOverTheWaves()
{
    QFETCH(int, tracks);
    QFETCH(bool, mirrored);
    QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    {
        Stage stage(tracks);
        for (const QSize size : {QSize(1280, 800), QSize(760, 500)}) {
            stage.window->resize(size);
            const auto* ruler = stage.page->findChild<ReviewRuler*>();
            const WaveView* wave = stage.wave(0);
            QTRY_COMPARE(ruler->mapTo(stage.page, QPoint()).x(),
                         wave->mapTo(stage.page, QPoint()).x());
            QTRY_COMPARE(ruler->width(), wave->width());
            QVERIFY(wave->width() > 100);
            QTRY_COMPARE(stage.page->timeline().width(), wave->width());
        }
    }
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

QTEST_MAIN(ReviewUiTest)
#include "review_test.moc"
