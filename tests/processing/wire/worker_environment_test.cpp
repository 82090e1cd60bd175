#include "processing/wire/worker_environment.h"

#include <QProcessEnvironment>
#include <QTest>

using namespace lavalier;

class WorkerEnvironmentTest : public QObject {
    Q_OBJECT
private slots:
    void aWorkerLearnsOnlyWhatItNeeds()
    {
        QProcessEnvironment ours;
        for (const char* name : {"LAVALIER_TOKEN", "HOME", "PATH", "HTTPS_PROXY", "LD_PRELOAD",
                                 "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"})
            ours.insert(QString::fromLatin1(name), QStringLiteral("value"));
        QStringList kept = wire::workerEnvironment(ours).keys();
        kept.sort();
        QCOMPARE(kept, (QStringList {"ASAN_OPTIONS", "LD_LIBRARY_PATH", "UBSAN_OPTIONS"}));
    }
};

QTEST_APPLESS_MAIN(WorkerEnvironmentTest)
#include "worker_environment_test.moc"
