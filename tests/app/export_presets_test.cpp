#include "app/export_presets.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;

class ExportPresetsTest : public QObject {
    Q_OBJECT
private slots:
    void keepsEverythingThatCanBeChosen();
    void aNamesakeIsReplaced();
    void strangeFilesCostNothing_data();
    void strangeFilesCostNothing();
};

void ExportPresetsTest::keepsEverythingThatCanBeChosen()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("new/presets.json");
    std::vector<ui::NamedChoices> wanted;
    ui::ExportChoices choices;
    for (int format = 0; format < 7; ++format) {
        choices.format = ui::ExportFormat(format);
        choices.quality = ui::Mp3Quality(format % 3);
        choices.output = ui::ExportOutput(format % 4);
        choices.channels = ui::ExportChannels(format % 3);
        choices.loudness = ui::ExportLoudness(format % 5);
        choices.keepPauses = format % 2 == 0;
        choices.labels = format % 3 == 0;
        choices.reaperProject = format == 1;
        choices.audacityProject = format == 2;
        choices.dawProject = format == 3;
        choices.jsonReport = format == 4;
        choices.nameTemplate = QString("{speaker} \u00fc %1").arg(format);
        wanted.push_back({QString("preset %1").arg(format), choices});
        ExportPresets(file).save(wanted.back());
    }
    QCOMPARE(ExportPresets(file).all(), wanted);
    ExportPresets(file).remove("preset 3");
    QCOMPARE(ExportPresets(file).all().size(), 6U);
}

void ExportPresetsTest::aNamesakeIsReplaced()
{
    ExportPresets presets({});
    presets.save({"mine", {}});
    ui::ExportChoices other;
    other.format = ui::ExportFormat::Mp3;
    presets.save({"mine", other});
    QCOMPARE(presets.all(), (std::vector<ui::NamedChoices> {{"mine", other}}));
}

void ExportPresetsTest::strangeFilesCostNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("presets");
    QTest::newRow("empty") << QByteArray() << 0;
    QTest::newRow("no JSON") << QByteArray("\xff\x00{", 3) << 0;
    QTest::newRow("another shape") << QByteArray("{\"name\": 3}") << 0;
    QTest::newRow("no names") << QByteArray("[{}, 7, {\"name\": \"\"}]") << 0;
    QTest::newRow("words of a later version")
        << QByteArray("[{\"name\": \"x\", \"format\": \"hologram\", \"loudness\": 7}]") << 1;
}

void ExportPresetsTest::strangeFilesCostNothing()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, presets);
    const QTemporaryDir folder;
    QFile file(folder.filePath("presets.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    const ExportPresets loaded(file.fileName());
    QCOMPARE(int(loaded.all().size()), presets);
    for (const ui::NamedChoices& one : loaded.all())
        QCOMPARE(one.choices, ui::ExportChoices());
}

QTEST_GUILESS_MAIN(ExportPresetsTest)
#include "export_presets_test.moc"
