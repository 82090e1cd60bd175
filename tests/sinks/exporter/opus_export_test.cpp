#include "sinks/exporter/export_job.h"

#include "listening.h"
#include "sinks/recording/recording_reader.h"
#include "tone_recording.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::exporter;
using namespace lavalier::exporter::testing;

/// Ogg Opus that was never coded again, judged by opusinfo, ffprobe and other people's decoders.
class OpusExportTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    ExportReport exportOf(const QString& recording, Format format,
                          const std::function<void(ExportRequest&)>& change = {}) const
    {
        ExportRequest request;
        request.recordingPath = recording;
        request.folder = m_folder.filePath(QString::number(int(format)));
        request.format = format;
        request.workerProgram
            = qEnvironmentVariable("LAVALIER_BIN_DIR") + QStringLiteral("/lavalier-decode");
        if (change)
            change(request);
        ExportJob job(request);
        QSignalSpy finished(&job, &ExportJob::finished);
        job.start();
        return finished.wait(60'000) ? job.report() : ExportReport {};
    }

    /// With libopus, which also extrapolates what was lost.
    static std::vector<std::int16_t> played(const QString& file)
    {
        const QByteArray pcm
            = run(QStringLiteral("opusdec"),
                  {QStringLiteral("--quiet"), QStringLiteral("--rate"), QStringLiteral("48000"),
                   QStringLiteral("--no-dither"), file, QStringLiteral("-")});
        std::vector<std::int16_t> samples(static_cast<std::size_t>(pcm.size()) / 2);
        std::memcpy(samples.data(), pcm.constData(), samples.size() * 2);
        return samples;
    }

    /// Where sound begins and ends, in samples.
    static std::pair<int, int> heard(const std::vector<std::int16_t>& samples)
    {
        constexpr int kLoud = 1000;
        std::pair<int, int> ends {-1, -1};
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (std::abs(samples[i]) < kLoud)
                continue;
            if (ends.first < 0)
                ends.first = static_cast<int>(i);
            ends.second = static_cast<int>(i);
        }
        return ends;
    }

    QString call(const QString& name) const
    {
        ToneRecording tones(m_folder.path(), name);
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0.5, 2.0);
        tones.put(UserId(7), 130, QByteArray::fromHex("7aff")); // no packet at all
        tones.talk(UserId(8), QStringLiteral("Bo"), 880, 1.3, 2.9);
        tones.note(recording::EventType::Pause, 3.0);
        tones.note(recording::EventType::Resume, 3.5);
        tones.talk(UserId(8), QStringLiteral("Bo"), 880, 3.7, 4.4);
        return tones.finish(5.011);
    }

private slots:
    void liesWhereTheWavLies_data()
    {
        QTest::addColumn<bool>("keepPauses");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("pauses cut") << false << -1 << -1;
        QTest::newRow("pauses kept") << true << -1 << -1;
        QTest::newRow("a part that begins within speech") << false << 1501 << 4000;
    }

    void liesWhereTheWavLies()
    {
        QFETCH(bool, keepPauses);
        QFETCH(int, from);
        QFETCH(int, to);
        const auto change = [&](ExportRequest& request) {
            request.keepPauses = keepPauses;
            if (from >= 0) {
                request.from = std::chrono::milliseconds(from);
                request.to = std::chrono::milliseconds(to);
            }
        };
        const QString recording = call(QString::fromLatin1(QTest::currentDataTag()));
        const ExportReport opus = exportOf(recording, Format::OggOpus, change);
        const ExportReport wav = exportOf(recording, Format::Wav16, change);
        QVERIFY2(!opus.failure, QJsonDocument(opus.toJson()).toJson().constData());
        QCOMPARE(opus.tracks.size(), 2U);
        QCOMPARE(wav.tracks.size(), 2U);
        // Copied or decoded: the same packet has no sound, and at the same place.
        QCOMPARE(opus.tracks[0].losses->undecodable, 1);
        QCOMPARE(opus.tracks[0].losses->map, wav.tracks[0].losses->map);
        for (const ExportReport* report : {&opus, &wav}) {
            const QJsonDocument json(report->toJson());
            const QJsonValue map = json[QStringLiteral("tracks")][0][QStringLiteral("losses")]
                                       [QStringLiteral("map")];
            const QJsonValue span = map[QStringLiteral("undecodableSpans")][0];
            QCOMPARE(span[QStringLiteral("packets")].toInt(), 1);
            QCOMPARE(span[QStringLiteral("startSample")].toInt(),
                     129 * 960 - (from > 0 ? from * 48 : 0)); // it claims 40 ms
            QCOMPARE(map[QStringLiteral("decoded")].toBool(), report == &wav);
        }
        for (std::size_t i = 0; i < 2; ++i) {
            const QString file = opus.tracks[i].file;
            const QByteArray told = run(QStringLiteral("opusinfo"), {file});
            QVERIFY2(!told.contains("WARNING") && !told.contains("ERROR"), told.constData());
            QCOMPARE(opus.tracks[i].samples, wav.tracks[i].samples);
            // ffprobe counts the pre-skip, which is 2.5 ms, or 80 where a part begins.
            QVERIFY(std::abs(probe(file).seconds - probe(wav.tracks[i].file).seconds) < 0.081);
            QCOMPARE(listenTo(file).size(), std::size_t(opus.tracks[i].samples.value()));
            const auto sound = played(file);
            const auto truth = listenTo(wav.tracks[i].file);
            QCOMPARE(sound.size(), truth.size());
            const auto [begin, end] = heard(sound);
            const auto [trueBegin, trueEnd] = heard(truth);
            QVERIFY2(std::abs(begin - trueBegin) < 3 * 48,
                     qPrintable(QStringLiteral("%1 %2").arg(begin).arg(trueBegin)));
            // Where a loss was extrapolated, a player that goes on in silence fades.
            QVERIFY2(std::abs(end - trueEnd) < 5 * 48,
                     qPrintable(QStringLiteral("%1 %2").arg(end).arg(trueEnd)));
        }
        QCOMPARE(opus.tracks[0].samples, opus.tracks[1].samples);
        QCOMPARE(probe(opus.tracks[0].file).seconds, probe(opus.tracks[1].file).seconds);
        QDir(m_folder.filePath(QString::number(int(Format::OggOpus)))).removeRecursively();
        QDir(m_folder.filePath(QString::number(int(Format::Wav16)))).removeRecursively();
    }

    void carriesThePacketsAsTheyCame()
    {
        ToneRecording tones(m_folder.path(), QStringLiteral("asTheyCame"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 0.2);
        const QString recording = tones.finish(0.2);
        QFile file(exportOf(recording, Format::OggOpus).tracks.at(0).file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        const auto reader = recording::RecordingReader::open(recording);
        const auto marks = (*reader)->marks(UserId(7));
        QCOMPARE(marks->size(), 10U);
        for (const auto& mark : *marks)
            QVERIFY(written.contains(*(*reader)->payload(mark.row)));
    }

    void needsNeitherDecoderNorFfmpeg()
    {
        const ExportReport report
            = exportOf(call(QStringLiteral("alone")), Format::OggOpus, [](ExportRequest& request) {
                  request.workerProgram = QStringLiteral("/nonexistent");
                  request.ffmpegProgram = QStringLiteral("/nonexistent");
              });
        QVERIFY(!report.failure);
        QCOMPARE(report.tracks.size(), 2U);
    }

    void saysWhoWhenAndWhatWasMarked()
    {
        ToneRecording tones(m_folder.path(), QStringLiteral("tags"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 2);
        tones.mark(QStringLiteral("Good part"), 1.25);
        const QString file = exportOf(tones.finish(2), Format::OggOpus).tracks.at(0).file;
        const QByteArray told = run(QStringLiteral("opusinfo"), {file});
        for (const char* line :
             {"ARTIST=Ada", "ALBUM=Folge 12", "TRACKNUMBER=1", "DATE=2026-11-18T",
              "CHAPTER000=00:00:01.250", "CHAPTER000NAME=Good part"})
            QVERIFY2(told.contains(line), told.constData());
    }
};

QTEST_GUILESS_MAIN(OpusExportTest)
#include "opus_export_test.moc"
