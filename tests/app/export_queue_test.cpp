#include "app/export_order.h"
#include "app/export_queue.h"
#include "app/settings_store.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace lavalier;

class ExportQueueTest : public QObject {
    Q_OBJECT
private slots:
    void decodesNoMoreTracksAtATimeThanSet_data()
    {
        QTest::addColumn<int>("workers");
        QTest::newRow("by the machine's cores") << 0;
        QTest::newRow("one") << 1;
        QTest::newRow("three") << 3;
    }

    void decodesNoMoreTracksAtATimeThanSet()
    {
        QFETCH(const int, workers);
        ui::Settings settings;
        settings.workerCount = workers;
        QCOMPARE(app::requestOf({}, settings).parallelTracks, workers);
    }

    void aPresetAsksForWhatItShows()
    {
        for (const ui::ExportPreset preset : ui::kExportPresets) {
            ui::ExportOrder order;
            static_cast<ui::ExportChoices&>(order) = app::choicesOf(preset);
            const exporter::ExportRequest asked = app::requestOf(order, {});
            QCOMPARE(exporter::needsFfmpeg(asked), ui::needsFfmpeg(order));
        }
        ui::ExportOrder sharing;
        static_cast<ui::ExportChoices&>(sharing) = app::choicesOf(ui::ExportPreset::Sharing);
        const exporter::ExportRequest asked = app::requestOf(sharing, {});
        QCOMPARE(asked.format, exporter::Format::Mp3);
        QCOMPARE(asked.output, exporter::Output::Mix);
        QCOMPARE(asked.loudness, exporter::Loudness::Minus16);
    }

    void aPlainStartExportsNothingAndSaysWhy()
    {
        QTemporaryDir folder;
        app::SettingsStore settings(folder.filePath(QStringLiteral("settings.json")));
        app::ExportQueue queue(settings);
        queue.startPlainly();
        ui::ExportOrder order;
        order.recordingPath = folder.filePath(QStringLiteral("call.lavalier"));
        order.folder = folder.filePath(QStringLiteral("tracks"));
        const int first = queue.startExport(order);
        const int again = queue.retryExport(first);
        for (const int id : {first, again}) {
            const auto views = queue.exports();
            const auto view = std::ranges::find(views, id, &ui::ExportView::id);
            QVERIFY(view != views.end());
            QCOMPARE(view->state, ui::ExportState::Failed);
            QVERIFY(view->problem && !view->problem->whatHappened.isEmpty());
        }
        QVERIFY(queue.exports()[0].problem->key != queue.exports()[1].problem->key);
        QVERIFY(!QFileInfo::exists(order.folder));
    }

    void showsTheNamesThatTracksWillHave()
    {
        ui::RecordingView recording;
        recording.guildName = QStringLiteral("Guild");
        recording.speakers
            = {{UserId(1), QStringLiteral("Ada")}, {UserId(2), QStringLiteral("ada")}};
        ui::ExportOrder order;
        order.format = ui::ExportFormat::Aac;
        order.nameTemplate = QStringLiteral("{server}: {speaker}");
        QCOMPARE(app::fileNamesOf(app::requestOf(order, {}), recording),
                 (QStringList {QStringLiteral("01 Guild- Ada.m4a"),
                               QStringLiteral("02 Guild- ada.m4a")}));
        order.speakers = {UserId(2)};
        QCOMPARE(app::fileNamesOf(app::requestOf(order, {}), recording),
                 QStringList {QStringLiteral("01 Guild- ada.m4a")});
    }
};

QTEST_GUILESS_MAIN(ExportQueueTest)
#include "export_queue_test.moc"
