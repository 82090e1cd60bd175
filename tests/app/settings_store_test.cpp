#include "app/settings_store.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;

class SettingsStoreTest : public QObject {
    Q_OBJECT
private slots:
    void remembersWhatWasChosen();
    void takesNothingImpossibleFromAFile_data();
    void takesNothingImpossibleFromAFile();
    void aFolderIsAWholePath_data();
    void aFolderIsAWholePath();
    void setsADamagedFileAside_data();
    void setsADamagedFileAside();
    void saysWhenItCannotSave();
    void neverWritesTheToken();
};

void SettingsStoreTest::remembersWhatWasChosen()
{
    QTemporaryDir folder;
    const QString file = folder.filePath("deep/er/settings.json");
    ui::Settings chosen {"/recordings", "{number} {speaker}", 3, "de", ui::Theme::Light};
    chosen.excluded = {UserId(5), UserId(std::uint64_t {1} << 63)};
    chosen.markNickname = false;
    chosen.postNotice = true;
    chosen.closeToTray = true;
    chosen.exportPreset = "saved:Ours";
    chosen.audioOutput = "alsa_output.usb-headset";
    chosen.audioOutputName = "Headset";
    chosen.compactLanes = true;
    chosen.listeningVolume = 0.3;
    chosen.exportFolder = "/exports";
    chosen.windowGeometry = QByteArray::fromHex("00ff01");
    chosen.sidebarWidth = 300;
    {
        SettingsStore store(file);
        QVERIFY(!store.isDamaged());
        QSignalSpy saved(&store, &SettingsStore::saved);
        store.setSettings(chosen);
        QCOMPARE(saved.value(0).value(0).toBool(), true);
    }
    QCOMPARE(SettingsStore(file).settings(), chosen);
    const auto ours = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFile::permissions(file) & ~ours, QFile::Permissions());
}

void SettingsStoreTest::takesNothingImpossibleFromAFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("too loud") << QByteArray("{\"listeningVolume\": 1e300}");
    QTest::newRow("no number") << QByteArray("{\"listeningVolume\": \"loud\"}");
    QTest::newRow("a sidebar of less than nothing") << QByteArray("{\"sidebarWidth\": -5}");
    QTest::newRow("half a folder") << QByteArray("{\"exportFolder\": \"../tracks\"}");
    QTest::newRow("a resource") << QByteArray("{\"exportFolder\": \":/translations\"}");
    QTest::newRow("a window of megabytes")
        << QByteArray("{\"windowGeometry\": \"" + QByteArray(4'000, 'A') + "\"}");
}

void SettingsStoreTest::takesNothingImpossibleFromAFile()
{
    QFETCH(QByteArray, content);
    QTemporaryDir folder;
    QFile file(folder.filePath("settings.json"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) > 0);
    file.close();
    const SettingsStore store(file.fileName());
    QVERIFY(!store.isDamaged());
    QCOMPARE(store.settings(), ui::Settings());
}

void SettingsStoreTest::aFolderIsAWholePath_data()
{
    QTest::addColumn<QByteArray>("kept");
    QTest::addColumn<QString>("folder");
    QTest::newRow("whole") << QByteArray("/data/calls") << "/data/calls";
    QTest::newRow("of home") << QByteArray("~/Podcasts") << QDir::homePath() + "/Podcasts";
    QTest::newRow("with spaces around") << QByteArray("/data/calls/ / ") << "/data/calls";
    QTest::newRow("home") << QByteArray("~") << QDir::homePath();
    QTest::newRow("by chance of where it starts") << QByteArray("Podcasts") << QString();
    QTest::newRow("somebody else's home") << QByteArray("~ana/Podcasts") << QString();
}

void SettingsStoreTest::aFolderIsAWholePath()
{
    QFETCH(QByteArray, kept);
    QFETCH(QString, folder);
    QTemporaryDir place;
    QFile file(place.filePath("settings.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"recordingsFolder\": \"" + kept + "\"}");
    file.close();
    const SettingsStore store(file.fileName());
    QCOMPARE(store.settings().recordingsFolder, folder);
    QCOMPARE(store.recordingsFolder(), folder.isEmpty() ? store.defaultRecordingsFolder() : folder);
}

void SettingsStoreTest::setsADamagedFileAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("cut in the middle") << QByteArray("{\"theme\": \"li");
    QTest::newRow("not JSON") << QByteArray(1'000, '\xff');
    QTest::newRow("an array") << QByteArray("[1, 2]");
}

void SettingsStoreTest::setsADamagedFileAside()
{
    QFETCH(QByteArray, content);
    QTemporaryDir folder;
    QFile file(folder.filePath("settings.json"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) > 0);
    file.close();
    const SettingsStore store(file.fileName());
    QCOMPARE(store.settings(), ui::Settings());
    QVERIFY(store.isDamaged()); // whom never to record is gone: somebody has to be told
    QCOMPARE(QDir(folder.path()).entryList({"settings.json.damaged-*"}).size(), 1);
}

void SettingsStoreTest::saysWhenItCannotSave()
{
    QTemporaryDir folder;
    QFile inTheWay(folder.filePath("file"));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    SettingsStore store(folder.filePath("file/settings.json"));
    QSignalSpy saved(&store, &SettingsStore::saved);
    ui::Settings chosen;
    chosen.excluded = {UserId(5)};
    store.setSettings(chosen);
    QCOMPARE(saved.value(0).value(0).toBool(), false);
}

void SettingsStoreTest::neverWritesTheToken()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("settings.json");
    SettingsStore store(path);
    QSignalSpy entered(&store, &SettingsStore::tokenEntered);
    QByteArray canary("canary.token.value");
    store.setToken(SecretBytes(viewOf(canary)), true);
    store.setSettings({"/x", {}, 1, {}, ui::Theme::Dark});
    QCOMPARE(entered.size(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("canary"));
}

QTEST_GUILESS_MAIN(SettingsStoreTest)
#include "settings_store_test.moc"
