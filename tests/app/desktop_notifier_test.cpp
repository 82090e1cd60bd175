// What a desktop sees of this program on its bus: a daemon of the test's own, with a far side that
// takes notes down.
#include "app/desktop_notifier.h"

#include "app/places.h"
#include "tests/patience.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>
#include <QVariantMap>

using namespace lavalier;
using namespace lavalier::app;

namespace {

struct Note {
    QString program, icon, title, body;
    QVariantMap hints;
};

} // namespace

/// The desktop's notification service.
class Desktop : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    std::vector<Note> notes;

public slots:
    uint Notify(const QString& program, uint, const QString& icon, const QString& title,
                const QString& body, const QStringList&, const QVariantMap& hints, int)
    {
        notes.push_back({program, icon, title, body, hints});
        return 1;
    }
};

class DesktopNotifierTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            QSKIP("there is no dbus-daemon: nothing of this is tested");
        m_daemon.start(daemon,
                       {QStringLiteral("--session"), QStringLiteral("--nofork"),
                        QStringLiteral("--print-address")});
        QVERIFY(m_daemon.waitForReadyRead(test::kPatience));
        m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_address.toUtf8());
    }

    void cleanupTestCase()
    {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    void aNoteNamesTheInstalledIconAndMenuEntry()
    {
        QVERIFY(!showDesktopNote(QStringLiteral("Saved"), {})); // nobody shows notes yet
        QDBusConnection bus = QDBusConnection::connectToBus(m_address, QStringLiteral("desktop"));
        Desktop desktop;
        QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                                   QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.Notifications")));
        QVERIFY(showDesktopNote(QStringLiteral("Saved"), QStringLiteral("The <b>Table</b>")));
        QTRY_COMPARE_WITH_TIMEOUT(desktop.notes.size(), std::size_t(1), test::kPatience);
        const Note& note = desktop.notes.front();
        QCOMPARE(note.title, QStringLiteral("Saved"));
        QCOMPARE(note.body, QStringLiteral("The &lt;b&gt;Table&lt;/b&gt;"));
        const QString id = note.hints.value(QStringLiteral("desktop-entry")).toString();
        const QString entry = QStringLiteral("%1/packaging/%2.desktop")
                                  .arg(qEnvironmentVariable("LAVALIER_SOURCE_DIR"), id);
        QFile file(entry);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(entry));
        QVERIFY(file.readAll().contains(QByteArray("\nIcon=" + note.icon.toUtf8() + "\n")));
    }

    void theWindowIsFoundOnTheBusByItsName()
    {
        QDBusConnection bus = QDBusConnection::connectToBus(m_address, QStringLiteral("looks"));
        const QString name = QLatin1String(kDesktopId);
        QVERIFY(!bus.interface()->isServiceRegistered(name).value());
        takeDesktopName();
        QTRY_VERIFY_WITH_TIMEOUT(bus.interface()->isServiceRegistered(name).value(),
                                 test::kPatience);
    }

private:
    QProcess m_daemon;
    QString m_address;
};

QTEST_GUILESS_MAIN(DesktopNotifierTest)
#include "desktop_notifier_test.moc"
