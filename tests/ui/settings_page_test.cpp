// The page of preferences, as whoever changes them sees it.
#include "fake_ports.h"

#include "tests/patience.h"
#include "ui/pages/export_dialog.h"
#include "ui/pages/settings_page.h"
#include "ui/tray.h"
#include "ui/widgets/output_box.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QScopeGuard>
#include <QTest>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

struct Stage {
    fake::SettingsStore settings;
    fake::Exporter exporter;
    SettingsPage page {settings, exporter};

    void show()
    {
        page.resize(800, 700);
        page.show();
    }
    template <typename Widget> Widget* find(const char* name) const
    {
        return page.findChild<Widget*>(QLatin1String(name));
    }
    static QStringList rows(const QComboBox& box)
    {
        QStringList rows;
        for (int i = 0; i < box.count(); ++i)
            rows += (i == box.currentIndex() ? QStringLiteral("> ") : QString()) + box.itemText(i);
        return rows;
    }
    /// As somebody who picks that row.
    static void pick(QComboBox& box, const QString& text)
    {
        box.setCurrentIndex(box.findText(text));
        emit box.activated(box.currentIndex());
    }
};

const AudioOutputView kSpeakers {QStringLiteral("id.1"), QStringLiteral("Speakers")};
const AudioOutputView kHeadset {QStringLiteral("id.2"), QStringLiteral("Headset")};

} // namespace

class SettingsPageTest : public QObject {
    Q_OBJECT
private slots:
    void outputsAreAskedForWhenTheyAreLookedAt()
    {
        Stage stage;
        stage.settings.outputs = {kSpeakers};
        QCOMPARE(stage.settings.askedForOutputs, 0);
        stage.show();
        QVERIFY(stage.settings.askedForOutputs > 0);
    }

    void theListOfOutputsFollowsWhatIsPluggedIn()
    {
        Stage stage;
        stage.settings.outputs = {kSpeakers};
        stage.show();
        auto* box = stage.find<QComboBox>("AudioOutput");
        QVERIFY(box);
        QCOMPARE(Stage::rows(*box), (QStringList {"> System default", "Speakers"}));
        stage.settings.outputs = {kSpeakers, kHeadset};
        emit stage.settings.audioOutputsChanged();
        QCOMPARE(Stage::rows(*box), (QStringList {"> System default", "Speakers", "Headset"}));
        Stage::pick(*box, QStringLiteral("Headset"));
        QCOMPARE(stage.settings.value.audioOutput, kHeadset.id);
        QCOMPARE(stage.settings.value.audioOutputName, kHeadset.name);
        stage.settings.outputs = {kSpeakers};
        emit stage.settings.audioOutputsChanged();
        QCOMPARE(Stage::rows(*box),
                 (QStringList {"System default", "Speakers", "> Headset (not connected)"}));
        QCOMPARE(stage.settings.value.audioOutput, kHeadset.id); // still what is wanted
        Stage::pick(*box, QStringLiteral("System default"));
        QCOMPARE(stage.settings.value.audioOutput, QString());
        QCOMPARE(Stage::rows(*box), (QStringList {"> System default", "Speakers"}));
    }

    void withoutAnyOutputThePageSaysSo()
    {
        Stage stage;
        stage.show();
        const auto told = [&] {
            for (const QLabel* label : stage.page.findChildren<QLabel*>())
                if (label->isVisibleTo(&stage.page)
                    && label->text().startsWith(QLatin1String("No audio output was found")))
                    return true;
            return false;
        };
        QVERIFY(told());
        stage.settings.outputs = {kSpeakers};
        emit stage.settings.audioOutputsChanged();
        QVERIFY(!told());
    }

    void exportsBeginWithWhatWasChosen()
    {
        Stage stage;
        stage.exporter.presets = {{QStringLiteral("Ours"), {}}};
        stage.exporter.presets[0].choices.format = ExportFormat::Flac24;
        stage.show();
        auto* box = stage.find<QComboBox>("ExportPreset");
        QVERIFY(box);
        QCOMPARE(box->currentIndex(), 0);
        Stage::pick(*box, QStringLiteral("Ours"));
        const RecordingView recording = fake::exampleRecordings()[0];
        const auto begun = [&] {
            ExportDialog dialog(stage.exporter, recording);
            dialog.beginWith(stage.settings.value.exportPreset);
            return ExportChoices(dialog.order());
        };
        QCOMPARE(begun().format, ExportFormat::Flac24);
        Stage::pick(*box, QStringLiteral("For sharing"));
        QCOMPARE(begun(), stage.exporter.presetChoices(ExportPreset::Sharing));
        Stage::pick(*box, QStringLiteral("Ours"));
        stage.exporter.presets.clear(); // and then it is deleted
        QCOMPARE(begun(), ExportChoices());
        stage.page.hide();
        stage.page.show();
        QCOMPARE(box->currentIndex(), 0);
    }

    void aRowIsChosenByWhoeverTogglesIt()
    {
        Stage stage;
        stage.settings.outputs = {kSpeakers, kHeadset};
        stage.show();
        auto* box = stage.find<QComboBox>("AudioOutput");
        // As assistive technology finds it: the box, its list, the row.
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(box)->child(0);
        QVERIFY(list && list->childCount() == 3);
        list->child(2)->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QTRY_COMPARE(stage.settings.value.audioOutput, kHeadset.id);
        QCOMPARE(box->currentText(), kHeadset.name);
        list->child(1)->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QTRY_COMPARE(stage.settings.value.audioOutput, kSpeakers.id);
        // With the keyboard it is as it ever was.
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(stage.settings.value.audioOutput, QString());
    }

    void aFolderIsLookedAtBeforeItIsNeeded_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("stored");
        QTest::addColumn<FolderFinding>("finding");
        QTest::addColumn<QString>("line");
        const QString before = QStringLiteral("/before");
        QTest::newRow("a good one") << "/data/calls/"
                                    << "/data/calls" << FolderFinding::Writable << QString();
        QTest::newRow("of home") << "~/Podcasts" << QDir::homePath() + QStringLiteral("/Podcasts")
                                 << FolderFinding::Writable << QString();
        QTest::newRow("the default") << "" << QString() << FolderFinding::Writable << QString();
        QTest::newRow("a part of a path")
            << "Podcasts" << before << FolderFinding::Writable << "Not used: give the whole path";
        QTest::newRow("no writing")
            << "/usr"
            << "/usr" << FolderFinding::NotWritable << "Nothing can be written there";
        QTest::newRow("a file") << "/a"
                                << "/a" << FolderFinding::NotAFolder << "There is a file";
        QTest::newRow("hangs") << "/nfs"
                               << "/nfs" << FolderFinding::Silent << "Its disk does not answer";
    }
    void aFolderIsLookedAtBeforeItIsNeeded()
    {
        QFETCH(QString, typed);
        QFETCH(QString, stored);
        QFETCH(FolderFinding, finding);
        QFETCH(QString, line);
        Stage stage;
        stage.settings.value.recordingsFolder = QStringLiteral("/before");
        emit stage.settings.settingsChanged();
        stage.show();
        QLineEdit* field = nullptr;
        for (auto* one : stage.page.findChildren<QLineEdit*>())
            if (one->accessibleName() == QLatin1String("Recordings folder"))
                field = one;
        auto* note = stage.find<QLabel>("FolderNote");
        QVERIFY(field && note && !note->isVisible());
        field->setText(typed);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(stage.settings.value.recordingsFolder, stored);
        for (const QString& folder : stage.settings.checkedFolders)
            emit stage.settings.folderChecked(folder, finding);
        emit stage.settings.folderChecked(QStringLiteral("/elsewhere"), FolderFinding::Silent);
        QCOMPARE(note->isVisible(), !line.isEmpty());
        QVERIFY2(note->text().startsWith(line), qPrintable(note->text()));
        QCOMPARE(field->accessibleDescription(), note->text());
        // Another setting changes nothing about it.
        Settings next = stage.settings.value;
        next.workerCount = 3;
        stage.settings.setSettings(next);
        QCOMPARE(note->isVisible(), !line.isEmpty());
        field->setText(QStringLiteral("/data/other"));
        QVERIFY(!note->isVisible());
    }

    void closingIntoTheTrayNeedsATray()
    {
        Tray::assumeThere(true);
        const auto restore = qScopeGuard([] { Tray::assumeThere(false); });
        Stage stage;
        stage.show();
        QCheckBox* closing = nullptr;
        for (auto* box : stage.page.findChildren<QCheckBox*>())
            if (box->text().contains(QLatin1String("Closing")))
                closing = box;
        QVERIFY(closing && closing->isEnabled());
        closing->click();
        QVERIFY(stage.settings.value.closeToTray);
        Settings next = stage.settings.value;
        next.trayIcon = false;
        stage.settings.setSettings(next);
        QVERIFY(!closing->isEnabled());
        next.trayIcon = true;
        stage.settings.setSettings(next);
        QVERIFY(closing->isEnabled());
        Tray::assumeThere(false); // a panel that went, or none at all
        stage.page.hide();
        stage.page.show();
        QVERIFY(!closing->isEnabled());
        QVERIFY(closing->toolTip().contains(QLatin1String("no tray")));
    }

    void everyRowIsFoundByItsWords_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("row");
        QTest::newRow("where it plays") << "play through"
                                        << "AudioOutput";
        QTest::newRow("what exports begin with") << "exports begin"
                                                 << "ExportPreset";
        QTest::newRow("a preset by its name") << "archive"
                                              << "ExportPreset";
        QTest::newRow("a device by its name") << "speakers"
                                              << "AudioOutput";
    }
    void everyRowIsFoundByItsWords()
    {
        QFETCH(QString, words);
        QFETCH(QString, row);
        Stage stage;
        stage.settings.outputs = {kSpeakers};
        stage.show();
        auto* search = stage.find<QLineEdit>("SettingsSearch");
        search->setText(words);
        QVERIFY(stage.page.findChild<QWidget*>(row)->isVisibleTo(&stage.page));
        search->setText(QStringLiteral("xyzzy"));
        QVERIFY(!stage.page.findChild<QWidget*>(row)->isVisibleTo(&stage.page));
    }
};

QTEST_MAIN(SettingsPageTest)
#include "settings_page_test.moc"
