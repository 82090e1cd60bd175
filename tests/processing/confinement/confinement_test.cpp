#include "processing/confinement/confinement.h"
#include "tests/patience.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace lavalier;

namespace {

enum class Outcome { Works, Refused };

/// What comes of it when a program confined like ours tries this.
class Probe {
public:
    void run(const QStringList& arguments)
    {
        m_process.start(qEnvironmentVariable("LAVALIER_PROBE"), arguments);
        QVERIFY(m_process.waitForFinished(120'000));
        const bool killed = m_process.exitStatus() == QProcess::CrashExit;
        const QByteArray how = QByteArray::number(m_process.exitCode());
        QVERIFY2(!killed || m_process.exitCode() == SIGSYS || m_process.exitCode() == SIGPROF,
                 how.constData());
        QVERIFY2(killed || m_process.exitCode() <= 1, how.constData());
        outcome = killed || m_process.exitCode() == 1 ? Outcome::Refused : Outcome::Works;
    }
    Outcome outcome = Outcome::Refused;

private:
    QProcess m_process;
};

bool isConfinedBuild()
{
    return confinement::abilities().systemCalls; // not under sanitizers
}

} // namespace

Q_DECLARE_METATYPE(Outcome)

class ConfinementTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void thisMachineEnforces();
    void worker_data();
    void worker();
    void tool_data();
    void tool();

private:
    QTemporaryDir m_folder;
    QString m_input;
    QString m_output;
};

void ConfinementTest::initTestCase()
{
    QVERIFY(m_folder.isValid());
    for (const char* folder : {"in", "out", "elsewhere"})
        QVERIFY(QDir(m_folder.path()).mkdir(QLatin1String(folder)));
    m_input = m_folder.filePath("in/sound.wav");
    m_output = m_folder.filePath("out");
    for (const QString& path :
         {m_input, m_folder.filePath("in/other.wav"), m_folder.filePath("out/here.mp3")}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("RIFF");
    }
}

void ConfinementTest::thisMachineEnforces()
{
    const auto able = confinement::abilities();
    qInfo("limits %d, system call filter %d, Landlock %d", able.limits, able.systemCalls,
          able.landlock);
    QVERIFY(able.limits || !able.systemCalls);
}

void ConfinementTest::worker_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<Outcome>("confined");
    QTest::newRow("ends as it likes") << "nothing" << Outcome::Works;
    QTest::newRow("memory for a thousand decoders") << "100-mebibytes" << Outcome::Works;
    QTest::newRow("TCP socket") << "socket" << Outcome::Refused;
    QTest::newRow("UDP socket over IPv6") << "datagrams" << Outcome::Refused;
    QTest::newRow("local socket") << "local-socket" << Outcome::Refused;
    QTest::newRow("opens a file to read") << "read" << Outcome::Refused;
    QTest::newRow("opens a file to write") << "write" << Outcome::Refused;
    QTest::newRow("starts a process") << "fork" << Outcome::Refused;
    QTest::newRow("becomes another program") << "exec" << Outcome::Refused;
    QTest::newRow("traces") << "trace" << Outcome::Refused;
    QTest::newRow("signals its parent") << "signal" << Outcome::Refused;
    QTest::newRow("takes 1 GiB") << "gibibyte" << Outcome::Refused;
    QTest::newRow("computes for 20 s") << "compute" << Outcome::Refused;
}

void ConfinementTest::worker()
{
    QFETCH(QString, action);
    QFETCH(Outcome, confined);
    const QString path = action == "write" ? m_folder.filePath("elsewhere/new") : m_input;
    Probe probe;
    if (action != "compute") { // unconfined, everything works: so it is the cell that refuses
        probe.run({"none", action, path});
        QCOMPARE(probe.outcome, Outcome::Works);
    }
    if (!isConfinedBuild())
        return;
    probe.run({"worker", action, path});
    QCOMPARE(probe.outcome, confined);
}

void ConfinementTest::tool_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QString>("path");
    QTest::addColumn<Outcome>("confined");
    QTest::newRow("reads its input") << "read"
                                     << "in/sound.wav" << Outcome::Works;
    QTest::newRow("writes into its folder") << "write"
                                            << "out/new.mp3" << Outcome::Works;
    QTest::newRow("writes over its own file") << "write"
                                              << "out/here.mp3" << Outcome::Works;
    QTest::newRow("starts a process") << "fork"
                                      << "" << Outcome::Works;
    QTest::newRow("runs the system's programs") << "exec"
                                                << "" << Outcome::Works;
    QTest::newRow("TCP socket") << "socket"
                                << "" << Outcome::Refused;
    QTest::newRow("UDP socket over IPv6") << "datagrams"
                                          << "" << Outcome::Refused;
    QTest::newRow("local socket") << "local-socket"
                                  << "" << Outcome::Refused;
    QTest::newRow("traces") << "trace"
                            << "" << Outcome::Refused;
    QTest::newRow("reads beside its input") << "read"
                                            << "in/other.wav" << Outcome::Refused;
    QTest::newRow("reads the user's secrets") << "read"
                                              << "/etc/passwd" << Outcome::Refused;
    QTest::newRow("reads another's environment") << "read"
                                                 << "/proc/1/status" << Outcome::Refused;
    QTest::newRow("writes elsewhere") << "write"
                                      << "elsewhere/new" << Outcome::Refused;
    QTest::newRow("writes its input") << "write"
                                      << "in/sound.wav" << Outcome::Refused;
    QTest::newRow("climbs out of its folder") << "write"
                                              << "out/../elsewhere/new" << Outcome::Refused;
}

void ConfinementTest::tool()
{
    QFETCH(QString, action);
    QFETCH(QString, path);
    QFETCH(Outcome, confined);
    const bool aboutFiles = action == "read" || action == "write";
    const auto able = confinement::abilities();
    if (!able.systemCalls || (aboutFiles && able.landlock == 0))
        return; // nothing to enforce it with, as `lavalier --version` says
    const QString where = path.startsWith('/') ? path : m_folder.path() + '/' + path;
    Probe probe;
    probe.run({"tool", action, where, m_input, m_output});
    QCOMPARE(probe.outcome, confined);
    probe.run({"none", action, where});
    QCOMPARE(probe.outcome, Outcome::Works);
}

QTEST_GUILESS_MAIN(ConfinementTest)
#include "confinement_test.moc"
