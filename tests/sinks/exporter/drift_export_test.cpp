#include "listening.h"
#include "sinks/exporter/export_job.h"
#include "tone_recording.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::exporter;
using namespace lavalier::exporter::testing;

/// Music from senders whose clocks are wrong: no pause in which a track could be put right.
class DriftExportTest : public QObject {
    Q_OBJECT
private slots:
    void tracksStayTogether();
};

namespace {

/// When the tone of 440 Hz gives way to that of 880 Hz, or back, near a whole second.
double changeNear(const std::vector<std::int16_t>& samples, int second)
{
    const double before = second % 2 == 1 ? 440 : 880;
    for (double t = second - 0.2; t < second + 0.2; t += 0.001)
        if (toneIn(samples, before, t - 0.01, t + 0.01)
            < toneIn(samples, before == 440 ? 880 : 440, t - 0.01, t + 0.01))
            return t;
    return second + 0.2;
}

} // namespace

void DriftExportTest::tracksStayTogether()
{
    constexpr int kSeconds = 180; // 200 ppm are 36 ms of it
    const std::vector<double> ppm {200, -200, 0};
    QTemporaryDir folder;
    ToneRecording tones(folder.path(), QStringLiteral("band"));
    for (std::size_t i = 0; i < ppm.size(); ++i)
        tones.alternate(UserId(7 + i), QStringLiteral("Player %1").arg(i), kSeconds + 1, ppm[i]);
    ExportRequest request;
    request.recordingPath = tones.finish(kSeconds + 1.1);
    request.folder = folder.filePath(QStringLiteral("tracks"));
    request.format = Format::Wav16;
    request.workerProgram
        = qEnvironmentVariable("LAVALIER_BIN_DIR") + QStringLiteral("/lavalier-decode");
    ExportJob job(request);
    QSignalSpy finished(&job, &ExportJob::finished);
    job.start();
    QVERIFY(finished.wait(120'000));
    const ExportReport report = job.report();
    QVERIFY(!report.failure);
    QCOMPARE(report.tracks.size(), qsizetype(ppm.size()));
    double worst = 0;
    double uncorrected = 0;
    for (std::size_t i = 0; i < report.tracks.size(); ++i) {
        QCOMPARE(report.tracks[i].samples, report.tracks[0].samples);
        const auto heard = listenTo(report.tracks[i].file);
        for (int second = 1; second < kSeconds; second += 7)
            worst = std::max(worst, std::abs(changeNear(heard, second) - second));
        uncorrected = std::max(uncorrected, std::abs(ppm[std::size_t(i)]) * 1e-6 * kSeconds);
    }
    QVERIFY(uncorrected > 0.03);
    qInfo("at most %.1f ms off", 1000 * worst);
    QVERIFY2(worst <= 0.010 + 0.002, qPrintable(QStringLiteral("%1 s off").arg(worst)));
}

QTEST_GUILESS_MAIN(DriftExportTest)
#include "drift_export_test.moc"
