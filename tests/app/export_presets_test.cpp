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
    void readsBackAllThatCanBeSaved();
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

/// However many there are and however long their names: one too many, or half a name, must not cost
/// what was saved before.
void ExportPresetsTest::readsBackAllThatCanBeSaved()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath("presets.json");
    {
        QFile begun(file); // no order, and twins
        QVERIFY(begun.open(QIODevice::WriteOnly));
        begun.write(R"([{"name": "b"}, {"name": "a"}, {"name": "b", "format": "aac"}])");
    }
    const ExportPresets presets(file);
    QCOMPARE(presets.all().size(), std::size_t {2});
    QCOMPARE(presets.all()[0].name, "a");
    QCOMPARE(presets.all()[1].choices.format, ui::ExportFormat::Aac);
    QByteArray all;
    const QByteArray longest = QByteArray("\\u0001").repeated(300); // when written
    for (int i = 0; i < 199; ++i)
        all += (all.isEmpty() ? "[{\"name\": \"" : ", {\"name\": \"") + QByteArray::number(i) + ' '
            + longest + "\", \"nameTemplate\": \"" + longest + "\"}";
    {
        QFile many(file);
        QVERIFY(many.open(QIODevice::WriteOnly));
        many.write(all + ']');
    }
    ExportPresets full(file);
    QCOMPARE(full.all().size(), std::size_t {199});
    full.save({"fits " + QString(300, QChar(1)), {}});
    full.save({"one too many", {}});
    QCOMPARE(full.all().size(), std::size_t {200});
    QCOMPARE(ExportPresets(file).all(), full.all());
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
