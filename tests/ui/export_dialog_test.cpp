#include "fake_ports.h"

#include "ui/pages/export_dialog.h"
#include "ui/text/durations.h"

#include <QCheckBox>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;
using namespace std::chrono_literals;

namespace {

struct Stage {
    fake::Exporter exporter;
    RecordingView recording = fake::exampleRecordings()[0];
    std::unique_ptr<ExportDialog> dialog;

    ExportDialog& open()
    {
        dialog = std::make_unique<ExportDialog>(exporter, recording);
        dialog->show();
        return *dialog;
    }
    template <typename Widget> Widget* part(const char* name)
    {
        return dialog->findChild<Widget*>(QLatin1String(name));
    }
    void choose(const char* box, int value)
    {
        auto* combo = part<QComboBox>(box);
        combo->setCurrentIndex(combo->findData(value));
    }
    QComboBox* presets()
    {
        for (auto* box : dialog->findChildren<QComboBox*>())
            if (box->accessibleName() == "Preset")
                return box;
        return nullptr;
    }
    void press(const QString& name)
    {
        for (auto* button : dialog->findChildren<QPushButton*>())
            if (button->accessibleName().startsWith(name) || button->text().startsWith(name))
                return button->click();
        QFAIL(qPrintable("no button " + name));
    }
};

} // namespace

class ExportDialogTest : public QObject {
    Q_OBJECT
private slots:
    void beginsWithWhatNeedsNoTool();
    void whatWasEditedIsAskedFor();
    void theEndIsThatOfTheRecording();
    void theSelectionIsOffered();
    void aRangeIsReadAsItIsWritten_data();
    void aRangeIsReadAsItIsWritten();
    void namesAreShownAsTheyWillBe();
    void presetsAreKeptByName();
    void whatNeedsFfmpegWaitsForIt();
};

void ExportDialogTest::beginsWithWhatNeedsNoTool()
{
    Stage s;
    s.exporter.mp3 = false;
    const ExportOrder order = s.open().order();
    QCOMPARE(order.format, ExportFormat::OggOpus);
    QVERIFY(!needsFfmpeg(order));
    QVERIFY(s.part<QPushButton>("StartExport")->isEnabled());
}

void ExportDialogTest::whatWasEditedIsAskedFor()
{
    Stage s;
    s.recording.speakers[0].gain = -3.5;
    s.recording.speakers[1].excluded = true;
    s.recording.trim = TimeSpan(60s, 120s);
    const ExportOrder order = s.open().order();
    QCOMPARE(order.gains, (std::vector<ExportGain> {{s.recording.speakers[0].id, -3.5}}));
    QCOMPARE(order.speakers,
             (std::vector<UserId> {s.recording.speakers[0].id, s.recording.speakers[2].id}));
    QCOMPARE(order.from, 60s);
    QCOMPARE(order.to, 120s);
    QVERIFY(!order.keepPauses);
    for (auto* tracks : s.dialog->findChildren<QListWidget*>())
        for (int row = 0; row < tracks->count(); ++row)
            tracks->item(row)->setCheckState(Qt::Checked);
    QCOMPARE(s.dialog->order().speakers.size(), s.recording.speakers.size()); // by name
    s.choose("Range", 0);
    QVERIFY(!s.dialog->order().from);
}

void ExportDialogTest::theEndIsThatOfTheRecording()
{
    Stage s;
    s.recording.length = 83s;
    s.open();
    QCOMPARE(s.dialog->findChild<QLineEdit*>(QStringLiteral("To"))->text(),
             QStringLiteral("0:01:23"));
}

void ExportDialogTest::theSelectionIsOffered()
{
    Stage s;
    s.recording.trim = TimeSpan(60s, 120s);
    s.open().setSelection(TimeSpan(70s, 80s));
    QCOMPARE(s.dialog->order().from, 70s);
    QCOMPARE(s.dialog->order().to, 80s);
    s.dialog->setSelection(std::nullopt);
    QCOMPARE(s.dialog->order().from, 60s);
}

void ExportDialogTest::aRangeIsReadAsItIsWritten_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qlonglong>("milliseconds"); // -1: no place
    QTest::newRow("hours") << "1:02:03" << 3'723'000LL;
    QTest::newRow("as shown") << "0:00:07.250" << 7'250LL;
    QTest::newRow("minutes") << "2:03" << 123'000LL;
    QTest::newRow("seconds with a comma") << " 12,5 " << 12'500LL;
    QTest::newRow("words") << "soon" << -1LL;
    QTest::newRow("nothing") << "" << -1LL;
    QTest::newRow("before the start") << "-1" << -1LL;
    QTest::newRow("four groups") << "1:2:3:4" << -1LL;
    QTest::newRow("a year") << "9000:00:00" << -1LL;
    QTest::newRow("infinity") << "inf" << -1LL;
}

void ExportDialogTest::aRangeIsReadAsItIsWritten()
{
    QFETCH(QString, text);
    QFETCH(qlonglong, milliseconds);
    const auto place = placeOf(text);
    QCOMPARE(place ? place->count() : -1, milliseconds);
    if (place)
        QCOMPARE(placeOf(positionText(*place)), place);
    Stage s;
    s.open();
    s.choose("Range", 3);
    s.part<QLineEdit>("From")->setText(text);
    s.part<QLineEdit>("To")->setText("2000:00");
    QCOMPARE(s.part<QPushButton>("StartExport")->isEnabled(), milliseconds >= 0);
}

void ExportDialogTest::namesAreShownAsTheyWillBe()
{
    Stage s;
    s.open();
    s.part<QLineEdit>("Template")->setText("take {date}");
    QCOMPARE(s.dialog->order().nameTemplate, QString("take {date}"));
    bool shown = false;
    for (const QLabel* label : s.dialog->findChildren<QLabel*>("Names"))
        shown = shown || label->text().contains("1 Ana take {date}");
    QVERIFY(shown);
}

void ExportDialogTest::presetsAreKeptByName()
{
    Stage s;
    s.open();
    s.choose("Format", int(ExportFormat::Flac24));
    s.choose("Loudness", int(ExportLoudness::Minus16));
    s.press("Save as preset");
    auto* question = s.dialog->findChild<QInputDialog*>();
    QVERIFY(question);
    question->setTextValue("mine");
    question->accept();
    QCOMPARE(s.exporter.presets.size(), 1U);
    QCOMPARE(s.presets()->currentText(), QString("mine"));
    s.choose("Format", int(ExportFormat::Mp3)); // no longer what the preset says
    QCOMPARE(s.presets()->currentIndex(), 0);
    const int mine = s.presets()->findText("mine");
    s.presets()->setCurrentIndex(mine);
    emit s.presets()->activated(mine);
    QCOMPARE(s.dialog->order().format, ExportFormat::Flac24);
    QCOMPARE(s.dialog->order().loudness, ExportLoudness::Minus16);
    s.press("Delete this preset");
    QVERIFY(s.exporter.presets.empty());
    emit s.presets()->activated(1); // one of ours
    QCOMPARE(ExportChoices(s.dialog->order()), s.exporter.presetChoices(ExportPreset::Editing));
}

void ExportDialogTest::whatNeedsFfmpegWaitsForIt()
{
    Stage s;
    s.exporter.mp3 = false;
    s.open();
    auto* start = s.part<QPushButton>("StartExport");
    for (const ExportFormat format : {ExportFormat::Mp3, ExportFormat::Flac16, ExportFormat::Aac}) {
        s.choose("Format", int(format));
        QVERIFY(!start->isEnabled());
    }
    s.choose("Format", int(ExportFormat::Wav24));
    QVERIFY(start->isEnabled());
    s.choose("Output", int(ExportOutput::OneFile));
    QVERIFY(!start->isEnabled());
}

QTEST_MAIN(ExportDialogTest)
#include "export_dialog_test.moc"
