#include "app/export_findings.h"
#include "app/export_order.h"
#include "app/export_queue.h"
#include "app/settings_store.h"
#include "tests/patience.h"
#include "tests/sinks/exporter/tone_recording.h"
#include "ui/text/export_text.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace lavalier;

class ExportQueueTest : public QObject {
    Q_OBJECT

    /// The view of an export into Ogg Opus once it is done, of a recording with what `spoil` puts.
    static ui::ExportView
    exported(app::ExportQueue& queue, const QTemporaryDir& folder,
             const std::function<void(exporter::testing::ToneRecording&)>& spoil)
    {
        exporter::testing::ToneRecording tones(folder.path(), QStringLiteral("call"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 2);
        spoil(tones);
        ui::ExportOrder order;
        order.recordingPath = tones.finish(4);
        order.folder = folder.filePath(QStringLiteral("tracks"));
        const int id = queue.startExport(order);
        const auto view = [&] {
            const auto views = queue.exports();
            return *std::ranges::find(views, id, &ui::ExportView::id);
        };
        (void)QTest::qWaitFor([&] { return view().state > ui::ExportState::Running; },
                              test::kPatience);
        return view();
    }

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

    void theNextExportGoesWhereTheLastWent_data()
    {
        QTest::addColumn<QString>("last");
        QTest::addColumn<QString>("next");
        QTest::addColumn<bool>("works");
        QTest::newRow("as suggested") << "/calls/call"
                                      << "/calls/b" << true;
        QTest::newRow("elsewhere, by its name") << "/tracks/call"
                                                << "/tracks/b" << true;
        QTest::newRow("elsewhere, without") << "/tracks"
                                            << "/tracks/b" << true;
        QTest::newRow("beside the recordings") << "/calls"
                                               << "/calls/b" << true;
        QTest::newRow("where nothing can be put") << "/blocked/call"
                                                  << "/calls/b" << false;
    }
    void theNextExportGoesWhereTheLastWent()
    {
        QFETCH(QString, last);
        QFETCH(QString, next);
        QFETCH(bool, works);
        QTemporaryDir home;
        const QString calls = home.filePath(QStringLiteral("calls"));
        QVERIFY(QDir().mkpath(calls));
        QFile blocked(home.filePath(QStringLiteral("blocked")));
        QVERIFY(blocked.open(QIODevice::WriteOnly));
        app::SettingsStore settings(home.filePath(QStringLiteral("settings.json")));
        app::ExportQueue queue(settings);
        const auto suggested
            = [&](const char* name) { return queue.suggestedFolder(calls + QLatin1String(name)); };
        QCOMPARE(suggested("/call.lavalier"), calls + QStringLiteral("/call"));
        exporter::testing::ToneRecording tones(calls, QStringLiteral("call"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 2);
        ui::ExportOrder order;
        order.recordingPath = tones.finish(4);
        order.folder = home.path() + last;
        const int id = queue.startExport(order);
        QCOMPARE(suggested("/b.lavalier"), calls + QStringLiteral("/b")); // it may come to nothing
        const auto ended = [&] { return queue.exports()[0].state > ui::ExportState::Running; };
        QTRY_VERIFY_WITH_TIMEOUT(ended(), test::kPatience);
        QCOMPARE(queue.exports()[0].state == ui::ExportState::Done, works);
        QCOMPARE(suggested("/b.lavalier"), home.path() + next);
        const app::SettingsStore kept(home.filePath(QStringLiteral("settings.json")));
        QCOMPARE(kept.settings().exportFolder, settings.settings().exportFolder);

        // What is done again goes where it went, and the next one where somebody chose since.
        QVERIFY(blocked.remove());
        ui::Settings chosen = settings.settings();
        chosen.exportFolder = home.filePath(QStringLiteral("chosen"));
        settings.setSettings(chosen);
        queue.retryExport(id);
        QTRY_VERIFY_WITH_TIMEOUT(ended(), test::kPatience);
        QCOMPARE(queue.exports()[0].state, ui::ExportState::Done);
        QCOMPARE(suggested("/b.lavalier"), home.filePath(QStringLiteral("chosen/b")));
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

    void aDoneExportSaysWhatIsMissing_data()
    {
        QTest::addColumn<int>("corrupt");
        QTest::addColumn<QString>("said");
        QTest::newRow("all is well") << 0 << "All tracks in step";
        QTest::newRow("packets that are none") << 3 << "3 packet(s) could not be decoded";
    }

    void aDoneExportSaysWhatIsMissing()
    {
        QFETCH(const int, corrupt);
        QFETCH(const QString, said);
        QTemporaryDir folder;
        app::SettingsStore settings(folder.filePath(QStringLiteral("settings.json")));
        app::ExportQueue queue(settings);
        const ui::ExportView view = exported(queue, folder, [corrupt](auto& tones) {
            for (int i = 0; i < corrupt; ++i)
                tones.put(UserId(7), 110 + i, QByteArray::fromHex("7aff"));
        });
        QCOMPARE(view.state, ui::ExportState::Done);
        QCOMPARE(view.findings.undecodable, corrupt);
        QCOMPARE(view.findings.isIncomplete(), corrupt > 0);
        const QString words = ui::findingsText(view.findings);
        QVERIFY2(words.startsWith(said), qPrintable(words));
    }

    void theReportCanBeSavedOnceAfterwards()
    {
        QTemporaryDir folder;
        app::SettingsStore settings(folder.filePath(QStringLiteral("settings.json")));
        app::ExportQueue queue(settings);
        const ui::ExportView done = exported(queue, folder, [](auto&) {});
        QVERIFY(done.canSaveReport);
        queue.saveReport(done.id);
        queue.saveReport(done.id);
        const ui::ExportView saved = queue.exports()[0];
        QVERIFY(!saved.canSaveReport && !saved.problem);
        QCOMPARE(saved.files.size(), done.files.size() + 1);
        QCOMPARE(QDir(done.folder).entryList({QStringLiteral("*.json")}).size(), 1);
        QFile file(saved.files.last());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonDocument report = QJsonDocument::fromJson(file.readAll());
        QCOMPARE(report[QStringLiteral("tracks")].toArray().size(), 1);
    }

    void aReportThatCannotBeSavedSaysSo()
    {
        QTemporaryDir folder;
        app::SettingsStore settings(folder.filePath(QStringLiteral("settings.json")));
        app::ExportQueue queue(settings);
        const ui::ExportView done = exported(queue, folder, [](auto&) {});
        QVERIFY(QDir(done.folder).removeRecursively());
        queue.saveReport(done.id);
        const ui::ExportView view = queue.exports()[0];
        QCOMPARE(view.state, ui::ExportState::Done);
        QVERIFY(view.problem && !view.problem->whatHappened.isEmpty());
        QVERIFY(view.canSaveReport);
    }

    void findingsAreThoseOfAllTracks()
    {
        using namespace std::chrono_literals;
        const auto track = [](int undecodable, int leftOut, int network, int outage,
                              std::chrono::microseconds residual) {
            exporter::TrackReport made;
            made.losses.emplace().undecodable = undecodable;
            made.losses->leftOut = leftOut;
            auto& causes = made.losses->map.emplace().causes;
            causes[std::size_t(timeline::LossCause::Network)].samples = SampleCount(network);
            causes[std::size_t(timeline::LossCause::Outage)].samples = SampleCount(outage);
            made.sync.emplace().residualP99 = residual;
            return made;
        };
        exporter::ExportReport report;
        report.partsMissing = 2;
        report.logDamaged = true;
        report.mixed = {track(3, 2, 24'000, 144'000, 4200us), track(4, 0, 11'953, 144'000, 1ms)};
        report.mixed.emplace_back(); // failed before anything was known of it
        ui::ExportFindings expected;
        expected.partsMissing = 2;
        expected.logDamaged = true;
        expected.undecodable = 7;
        expected.leftOut = 2;
        expected.network = std::chrono::milliseconds(750);
        expected.outage = std::chrono::milliseconds(3000); // all were cut off at once
        expected.apart = std::chrono::milliseconds(6); // 4.2 early and 1 late
        QCOMPARE(app::findingsOf(report), expected);
        report.tracks = {report.mixed[1]}; // in files of their own: told once
        QCOMPARE(app::findingsOf(report).undecodable, 4);
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
