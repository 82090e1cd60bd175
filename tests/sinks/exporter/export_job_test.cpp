#include "sinks/exporter/export_job.h"

#include "listening.h"
#include "processing/confinement/confinement.h"
#include "sinks/recording/recording_reader.h"
#include "tests/patience.h"
#include "tone_recording.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <cstdlib>
#include <unistd.h>

using namespace lavalier;
using namespace lavalier::exporter;
using namespace lavalier::exporter::testing;
using namespace std::chrono_literals;

namespace {

const QByteArray kPoison = QByteArray::fromHex("78") + QByteArray("POISON-POISON-POISON");

/// Stands in front of the real worker and falls over when it is shown the poisonous packet; slowly:
/// whoever takes its sound has ended long before it.
int dieOfPoison(const QString& worker, bool slowly)
{
    QByteArray requests;
    char bytes[65536];
    for (ssize_t count = 0; (count = ::read(STDIN_FILENO, bytes, sizeof bytes)) > 0;)
        requests.append(bytes, count);
    if (requests.contains(kPoison)) {
        if (slowly) {
            ::close(STDOUT_FILENO);
            QThread::msleep(200);
        }
        std::abort();
    }
    QProcess real;
    real.setProcessChannelMode(QProcess::ForwardedChannels);
    real.start(worker, {QStringLiteral("--render")});
    real.write(requests);
    real.closeWriteChannel();
    real.waitForFinished(-1);
    return real.exitCode();
}

} // namespace

class ExportJobTest : public QObject {
    Q_OBJECT

    /// Of what is to be done by a time: a busy machine may spoil some of them.
    static constexpr int kTries = 5;

    std::unique_ptr<QTemporaryDir> m_folder;

    static QString worker()
    {
        return qEnvironmentVariable("LAVALIER_BIN_DIR") + QStringLiteral("/lavalier-decode");
    }
    QString folder() const { return m_folder->filePath(QStringLiteral("tracks")); }
    ExportRequest request(const QString& recording, Format format = Format::Wav16) const
    {
        ExportRequest request;
        request.recordingPath = recording;
        request.folder = folder();
        request.format = format;
        request.workerProgram = worker();
        request.parallelTracks = 2;
        return request;
    }
    /// Two speakers and one who only ever sent silence.
    QString twoTones() const
    {
        ToneRecording tones(m_folder->path(), QStringLiteral("tones"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0.5, 3.0);
        tones.talk(UserId(8), QStringLiteral("Bo/../x"), 880, 1.5, 2.5);
        for (int i = 0; i < 5; ++i)
            tones.put(UserId(9), 20 + i, QByteArray::fromHex("f8fffe"));
        return tones.finish(4.0);
    }
    static ExportReport finish(ExportJob& job)
    {
        QSignalSpy finished(&job, &ExportJob::finished);
        job.start();
        if (!finished.wait(60'000))
            return {};
        return job.report();
    }
    static ExportReport finish(const ExportRequest& request)
    {
        ExportJob job(request);
        return finish(job);
    }
    /// A program that is not what it seems.
    QString fake(const QString& name, const QByteArray& script) const
    {
        const QString path = m_folder->filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\n" + script + "\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        return path;
    }
    QStringList filesLeft() const
    {
        return QDir(folder()).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    /// “Never record” pressed in the middle of a call.
    void keepsWhatWasSaidBeforeSomebodyWasExcluded()
    {
        ToneRecording tones(m_folder->path(), QStringLiteral("tones"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0.5, 1.0);
        tones.exclude(UserId(7));
        tones.exclude(UserId(8)); // and somebody who never spoke
        const ExportReport report = finish(request(tones.finish(2.0)));
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QCOMPARE(report.tracks.size(), 1U);
    }

    void writesATrackForEachWhoSpoke_data()
    {
        QTest::addColumn<Format>("format");
        QTest::addColumn<QString>("codec");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("WAV 16 bit") << Format::Wav16 << QStringLiteral("pcm_s16le") << 0.0;
        QTest::newRow("WAV 24 bit") << Format::Wav24 << QStringLiteral("pcm_s24le") << 0.0;
        QTest::newRow("MP3") << Format::Mp3 << QStringLiteral("mp3") << 0.1;
    }

    void writesATrackForEachWhoSpoke()
    {
        QFETCH(Format, format);
        QFETCH(QString, codec);
        QFETCH(double, tolerance);
        const QString recording = twoTones();
        QFile source(recording);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray before = source.readAll();

        ExportJob job(request(recording, format));
        QSignalSpy progress(&job, &ExportJob::progressed);
        QSignalSpy tracks(&job, &ExportJob::trackFinished);
        const ExportReport report = finish(job);
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QCOMPARE(report.tracks.size(), 2U);
        QVERIFY(!progress.isEmpty());
        QCOMPARE(job.fraction(), 1.0);
        QCOMPARE(tracks.size(), 2);
        const QString suffix = QLatin1Char('.') + fileSuffix(format);
        QCOMPARE(filesLeft(),
                 (QStringList {QStringLiteral("01 Ada") + suffix,
                               QStringLiteral("02 Bo-..-x") + suffix}));
        for (const TrackReport& track : report.tracks) {
            QCOMPARE(track.samples, SampleCount(4 * 48'000));
            QCOMPARE(track.channels, 1);
            const Probe probed = probe(track.file);
            QCOMPARE(probed.codec, codec);
            QCOMPARE(probed.channels, 1);
            QVERIFY(std::abs(probed.seconds - 4.0) <= tolerance);
        }
        const auto ada = listenTo(report.tracks[0].file);
        const auto bo = listenTo(report.tracks[1].file);
        QVERIFY(std::abs(toneIn(ada, 440, 0.6, 2.9) - 0.25) < 0.02);
        QVERIFY(toneIn(ada, 440, 0.0, 0.4) < 0.005);
        QVERIFY(toneIn(ada, 440, 3.2, 4.0) < 0.005);
        QVERIFY(std::abs(toneIn(bo, 880, 1.6, 2.4) - 0.25) < 0.02);
        QVERIFY(toneIn(bo, 880, 0.0, 1.4) < 0.005);
        QVERIFY(toneIn(bo, 440, 0.6, 2.9) < 0.005);

        QVERIFY(source.seek(0));
        QCOMPARE(source.readAll(), before);
    }

    void tagsAnMp3()
    {
        const ExportReport report = finish(request(twoTones(), Format::Mp3));
        const QJsonObject tags = probe(report.tracks.at(0).file).tags;
        QCOMPARE(tags[QLatin1String("artist")].toString(), QStringLiteral("Ada"));
        QCOMPARE(tags[QLatin1String("album")].toString(), QStringLiteral("Folge 12"));
        QCOMPARE(tags[QLatin1String("track")].toString(), QStringLiteral("1/2"));
    }

    void givesSmallerFilesForLessQuality()
    {
        const QString recording = twoTones();
        std::uint64_t last = UINT64_MAX;
        for (const auto quality : {Quality::Best, Quality::High, Quality::Small}) {
            ExportRequest wanted = request(recording, Format::Mp3);
            wanted.quality = quality;
            wanted.speakers = {UserId(7)};
            const ExportReport report = finish(wanted);
            QCOMPARE(report.tracks.size(), 1U);
            QVERIFY(report.tracks[0].bytes < last);
            last = report.tracks[0].bytes;
        }
    }

    void writesStereoWhereStereoWasCoded()
    {
        ToneRecording tones(m_folder->path(), QStringLiteral("stereo"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 1, ToneRecording::Coded::LeftOnly);
        const QString recording = tones.finish(1);
        QCOMPARE(probe(finish(request(recording)).tracks.at(0).file).channels, 2);
        ExportRequest mono = request(recording);
        mono.channels = Channels::Mono;
        QCOMPARE(probe(finish(mono).tracks.at(0).file).channels, 1);
    }

    void beginsAnewWhenASideIsHeardLate_data()
    {
        QTest::addColumn<Format>("format");
        QTest::newRow("WAV 16 bit") << Format::Wav16;
        QTest::newRow("WAV 24 bit") << Format::Wav24;
        QTest::newRow("MP3") << Format::Mp3;
    }

    void beginsAnewWhenASideIsHeardLate()
    {
        QFETCH(Format, format);
        ToneRecording tones(m_folder->path(), QStringLiteral("late"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 20, ToneRecording::Coded::BothSides);
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 20, 21, ToneRecording::Coded::LeftOnly);
        ExportJob job(request(tones.finish(21), format));
        double furthest = 0;
        bool everBack = false;
        connect(&job, &ExportJob::progressed, this, [&](double fraction) {
            everBack = everBack || fraction < furthest;
            furthest = fraction;
        });
        const ExportReport report = finish(job);
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QVERIFY(!everBack);
        const Probe probed = probe(report.tracks.at(0).file);
        QCOMPARE(probed.channels, 2);
        QVERIFY(std::abs(probed.seconds - 21) < (format == Format::Mp3 ? 0.1 : 0.0001));
        QCOMPARE(filesLeft().size(), 1);
    }

    void makesMonoOfWhatIsStereoInNameOnly_data()
    {
        QTest::addColumn<Format>("format");
        QTest::addColumn<Channels>("wanted");
        QTest::addColumn<int>("channels");
        QTest::newRow("WAV 16 bit") << Format::Wav16 << Channels::Auto << 1;
        QTest::newRow("WAV 24 bit") << Format::Wav24 << Channels::Auto << 1;
        QTest::newRow("stereo was asked for") << Format::Wav16 << Channels::Stereo << 2;
        QTest::newRow("MP3") << Format::Mp3 << Channels::Auto << 1;
        QTest::newRow("MP3, stereo was asked for") << Format::Mp3 << Channels::Stereo << 2;
    }

    void makesMonoOfWhatIsStereoInNameOnly()
    {
        QFETCH(Format, format);
        QFETCH(Channels, wanted);
        QFETCH(int, channels);
        ToneRecording tones(m_folder->path(), QStringLiteral("both"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 8, ToneRecording::Coded::BothSides);
        ExportRequest both = request(tones.finish(8.5), format); // 8 s take more than one block
        both.channels = wanted;
        const ExportReport report = finish(both);
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QCOMPARE(report.tracks[0].channels, channels);
        QCOMPARE(report.tracks[0].samples, SampleCount(408'000));
        const Probe probed = probe(report.tracks[0].file);
        QCOMPARE(probed.channels, channels);
        QVERIFY(std::abs(probed.seconds - 8.5) < (format == Format::Mp3 ? 0.1 : 0.0001));
        const auto heard = listenTo(report.tracks[0].file);
        QVERIFY(std::abs(toneIn(heard, 440, 0.1, 4.0) - 0.25) < 0.02);
        QVERIFY(std::abs(toneIn(heard, 440, 4.0, 7.9) - 0.25) < 0.02);
    }

    void exportsWhatADamagedFileStillHolds()
    {
        ToneRecording tones(m_folder->path(), QStringLiteral("damaged"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 60);
        tones.put(UserId(9), 3000, QByteArray::fromHex("f8fffe")); // all must be looked at for this
        const QString recording = tones.finish(61);
        QFile file(recording);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 3 / 4096 * 4096);
        file.write(QByteArray(4096, '\x55'));
        file.close();
        const auto reader = recording::RecordingReader::open(recording);
        QVERIFY(reader && !(*reader)->heardSpeakers());
        const ExportReport report = finish(request(recording));
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QCOMPARE(report.tracks.at(0).speaker, UserId(7));
        QVERIFY(toneIn(listenTo(report.tracks[0].file), 440, 50.0, 59.9) > 0.2);
        // What is gone is the file's doing, and nobody else's.
        const timeline::LossMap& map = *report.tracks[0].losses->map;
        const timeline::LossTotal& damaged = map.of(timeline::LossCause::Damaged);
        QVERIFY(damaged.packets > 0);
        QVERIFY(damaged.samples.value() >= damaged.packets * 960);
        QCOMPARE(map.of(timeline::LossCause::Network).packets, 0);
        const QJsonObject json = report.toJson()[QStringLiteral("tracks")][0].toObject();
        QVERIFY(QJsonDocument(json).toJson().contains("\"damaged\""));
    }

    void keepsTracksPrivate()
    {
        for (const Format format : {Format::Wav16, Format::Mp3}) {
            for (const QString& file : finish(request(twoTones(), format)).files())
                QCOMPARE(QFile::permissions(file) & ~(QFile::ReadUser | QFile::WriteUser),
                         QFile::ReadOwner | QFile::WriteOwner);
            m_folder = std::make_unique<QTemporaryDir>();
        }
    }

    void cutsPausesFromAllTracksAlike()
    {
        ToneRecording tones(m_folder->path(), QStringLiteral("paused"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 1);
        tones.note(recording::EventType::Pause, 1);
        tones.note(recording::EventType::Resume, 4);
        tones.talk(UserId(8), QStringLiteral("Bo"), 880, 4, 5);
        const QString recording = tones.finish(5);
        for (const TrackReport& track : finish(request(recording)).tracks)
            QCOMPARE(track.samples, SampleCount(2 * 48'000));
        ExportRequest whole = request(recording);
        whole.keepPauses = true;
        for (const TrackReport& track : finish(whole).tracks)
            QCOMPARE(track.samples, SampleCount(5 * 48'000));
    }

    void neverOverwrites()
    {
        const QString recording = twoTones();
        QVERIFY(QDir().mkpath(folder()));
        QFile mine(folder() + QStringLiteral("/01 Ada.wav"));
        QVERIFY(mine.open(QIODevice::WriteOnly));
        mine.write("mine");
        mine.close();
        QVERIFY(QFile::link(m_folder->filePath(QStringLiteral("nowhere")),
                            folder() + QStringLiteral("/02 Bo-..-x.wav")));
        const ExportReport report = finish(request(recording));
        QCOMPARE(QFileInfo(report.tracks.at(0).file).fileName(), QStringLiteral("01 Ada (2).wav"));
        QCOMPARE(QFileInfo(report.tracks.at(1).file).fileName(),
                 QStringLiteral("02 Bo-..-x (2).wav"));
        QVERIFY(mine.open(QIODevice::ReadOnly));
        QCOMPARE(mine.readAll(), QByteArray("mine"));
        QVERIFY(!QFile::exists(m_folder->filePath(QStringLiteral("nowhere"))));
    }

    void tellsScriptsWhatItDid()
    {
        const QJsonObject json = finish(request(twoTones())).toJson();
        const QJsonObject track = json[QLatin1String("tracks")][0].toObject();
        QCOMPARE(json[QLatin1String("sampleRate")].toInt(), 48'000);
        QCOMPARE(track[QLatin1String("speaker")].toString(), QStringLiteral("Ada"));
        QCOMPARE(track[QLatin1String("id")].toString(), QStringLiteral("7"));
        QCOMPARE(track[QLatin1String("samples")].toInt(), 192'000);
        QCOMPARE(track[QLatin1String("losses")][QLatin1String("missing")].toInt(-1), 0);
        QCOMPARE(track[QLatin1String("losses")][QLatin1String("concealedSeconds")].toDouble(-1), 0);
        QCOMPARE(track[QLatin1String("sync")][QLatin1String("spurts")].toInt(), 1);
        QVERIFY(track[QLatin1String("sync")][QLatin1String("driftPpm")].isNull()); // too short
    }

    void saysWhatFailedAndLeavesNoFile_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<ExportError>("error");
        QTest::addColumn<QString>("words");
        QTest::newRow("fails") << QByteArray("cat >/dev/null; echo 'Unknown encoder' >&2; exit 1")
                               << ExportError::FfmpegFailed << QStringLiteral("Unknown encoder");
        QTest::newRow("fails at once")
            << QByteArray("echo 'no such option' >&2; exit 8") << ExportError::FfmpegFailed
            << QStringLiteral("no such option");
        QTest::newRow("crashes") << QByteArray("kill -SEGV $$") << ExportError::FfmpegFailed
                                 << QString();
        QTest::newRow("hangs") << QByteArray("exec sleep 600") << ExportError::FfmpegStalled
                               << QString();
        QTest::newRow("claims success, writes nothing")
            << QByteArray("cat >/dev/null; exit 0") << ExportError::OutputInvalid << QString();
        QTest::newRow("claims success, reads nothing")
            << QByteArray("exit 0") << ExportError::OutputInvalid << QString();
        QTest::newRow("writes something else")
            << QByteArray("cat >/dev/null; for a; do o=$a; done; "
                          "head -c 100000 /dev/zero > \"${o#file:}\"")
            << ExportError::OutputInvalid << QString();
        QTest::newRow("writes half of it") << QByteArray(
            "for a; do o=$a; done; head -c 150000 | ffmpeg -v error -f s16le -ar 48000 "
            "-ac 1 -i pipe:0 -f mp3 -y \"$o\"; cat >/dev/null")
                                           << ExportError::OutputInvalid << QString();
    }

    void saysWhatFailedAndLeavesNoFile()
    {
        QFETCH(QByteArray, script);
        QFETCH(ExportError, error);
        QFETCH(QString, words);
        ToneRecording tones(m_folder->path(), QStringLiteral("long"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 6);
        ExportRequest wanted = request(tones.finish(60), Format::Mp3);
        wanted.ffmpegProgram = fake(QStringLiteral("ffmpeg-fake"), script);
        // Only where it is awaited: a loaded machine takes longer than that to start ffmpeg.
        wanted.stallAfter = error == ExportError::FfmpegStalled ? 700ms : 30'000ms;
        const ExportReport report = finish(wanted);
        QVERIFY(report.failure);
        QCOMPARE(report.failure->error, error);
        QVERIFY2(report.failure->toolOutput.contains(words),
                 qPrintable(report.failure->toolOutput));
        QVERIFY(report.files().isEmpty());
        QCOMPARE(filesLeft(), QStringList());
    }

    void namesWhatIsMissing_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<ExportError>("error");
        QTest::newRow("ffmpeg") << QStringLiteral("ffmpeg") << ExportError::FfmpegMissing;
        QTest::newRow("worker") << QStringLiteral("worker") << ExportError::WorkerMissing;
        QTest::newRow("recording")
            << QStringLiteral("recording") << ExportError::RecordingUnreadable;
        QTest::newRow("no recording")
            << QStringLiteral("no recording") << ExportError::RecordingUnreadable;
        QTest::newRow("speaker") << QStringLiteral("speaker") << ExportError::SpeakerUnknown;
        QTest::newRow("speech") << QStringLiteral("speech") << ExportError::NoSpeakers;
        QTest::newRow("folder") << QStringLiteral("folder") << ExportError::FolderNotWritable;
    }

    void namesWhatIsMissing()
    {
        QFETCH(QString, what);
        QFETCH(ExportError, error);
        ExportRequest wanted = request(twoTones(), Format::Mp3);
        const QString nowhere = m_folder->filePath(QStringLiteral("nowhere"));
        if (what == QLatin1String("ffmpeg"))
            wanted.ffmpegProgram = nowhere;
        else if (what == QLatin1String("worker"))
            wanted.workerProgram = nowhere;
        else if (what == QLatin1String("recording"))
            wanted.recordingPath = nowhere;
        else if (what == QLatin1String("no recording"))
            wanted.recordingPath = fake(QStringLiteral("script"), "exit 0");
        else if (what == QLatin1String("speaker"))
            wanted.speakers = {UserId(7), UserId(99)};
        else if (what == QLatin1String("speech"))
            wanted.speakers = {UserId(9)};
        else
            wanted.folder = wanted.recordingPath + QStringLiteral("/below");
        const ExportReport report = finish(wanted);
        QVERIFY(report.failure);
        QCOMPARE(report.failure->error, error);
        using recording::RecordingError;
        QCOMPARE(report.failure->recording,
                 what == QLatin1String("recording")          ? RecordingError::NotFound
                     : what == QLatin1String("no recording") ? RecordingError::NotARecording
                                                             : RecordingError::None);
        QCOMPARE(report.failure->speaker,
                 error == ExportError::SpeakerUnknown ? UserId(99) : UserId());
    }

    void needsNoFfmpegForWav()
    {
        ExportRequest wanted = request(twoTones(), Format::Wav16);
        wanted.ffmpegProgram = m_folder->filePath(QStringLiteral("nowhere"));
        wanted.ffprobeProgram = wanted.ffmpegProgram;
        QVERIFY(!finish(wanted).failure);
    }

    void stopsWithinASecondOfCancel()
    {
        ToneRecording tones(m_folder->path(), QStringLiteral("long"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 5);
        ExportRequest wanted = request(tones.finish(3600), Format::Mp3);
        wanted.ffmpegProgram = fake(QStringLiteral("slow"), "exec sleep 600");
        QElapsedTimer timer;
        for (int attempt = 0; attempt < kTries; ++attempt) {
            ExportJob job(wanted);
            QSignalSpy finished(&job, &ExportJob::finished);
            job.start();
            QTest::qWait(500);
            timer.start();
            job.cancel();
            QVERIFY(finished.wait(test::kPatience));
            const qint64 took = timer.elapsed();
            QVERIFY(job.report().cancelled);
            QVERIFY(!job.report().failure);
            QCOMPARE(filesLeft(), QStringList());
            if (took < 1000)
                return;
        }
        QFAIL(qPrintable(QString::number(timer.elapsed())));
    }

    void endsItsProcessesWhenDestroyed()
    {
        ToneRecording tones(m_folder->path(), QStringLiteral("long"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 5);
        ExportRequest wanted = request(tones.finish(3600), Format::Mp3);
        const QString pid = folder() + QStringLiteral("/pid"); // it can write nowhere else
        wanted.ffmpegProgram
            = fake(QStringLiteral("slow"), "echo $$ > " + pid.toUtf8() + "; exec sleep 600");
        QElapsedTimer timer;
        {
            ExportJob job(wanted);
            job.start();
            QTRY_VERIFY(QFileInfo(pid).size() > 0);
            timer.start();
        }
        QVERIFY(timer.elapsed() < 1500);
        QFile file(pid);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(
            !QFile::exists(QStringLiteral("/proc/") + QString::fromUtf8(file.readAll().trimmed())));
        QVERIFY(file.remove());
        QCOMPARE(filesLeft(), QStringList());
    }

    void goesOnWithoutThePacketThatKillsTheWorker_data()
    {
        QTest::addColumn<Format>("format");
        QTest::addColumn<QByteArray>("how");
        QTest::newRow("at once") << Format::Wav16 << QByteArray("--die-of-poison");
        QTest::newRow("beside an encoder") << Format::Mp3 << QByteArray("--die-of-poison");
        QTest::newRow("its encoder ended first")
            << Format::Mp3 << QByteArray("--die-slowly-of-poison");
    }
    void goesOnWithoutThePacketThatKillsTheWorker()
    {
        QFETCH(const Format, format);
        QFETCH(const QByteArray, how);
        ToneRecording tones(m_folder->path(), QStringLiteral("poison"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0, 2);
        tones.put(UserId(7), 100, kPoison);
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 2.02, 4);
        tones.put(UserId(7), 200, kPoison);
        ExportRequest wanted = request(tones.finish(4.5), format);
        wanted.workerProgram = fake(QStringLiteral("fragile"),
                                    "exec '" + QCoreApplication::applicationFilePath().toUtf8()
                                        + "' " + how + " '" + worker().toUtf8() + "'");
        const ExportReport report = finish(wanted);
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        const TrackLosses& losses = *report.tracks[0].losses;
        QCOMPARE(losses.setAside, 2);
        QCOMPARE(losses.undecodable, 2);
        QCOMPARE(losses.map->spans.size(), 2U);
        QCOMPARE(losses.map->spans[0].start, SampleCount(100 * 960));
        QCOMPARE(losses.map->spans[1].start, SampleCount(200 * 960));
        QCOMPARE(report.tracks[0].samples, SampleCount(216'000));
        const auto heard = listenTo(report.tracks[0].file);
        QVERIFY(std::abs(toneIn(heard, 440, 0.1, 1.9) - 0.25) < 0.02);
        QVERIFY(std::abs(toneIn(heard, 440, 2.2, 3.9) - 0.25) < 0.02);
    }

    void givesUpOnAWorkerThatAlwaysDies()
    {
        ExportRequest wanted = request(twoTones());
        wanted.workerProgram = fake(QStringLiteral("dying"), "exit 1");
        const ExportReport report = finish(wanted);
        QVERIFY(report.failure);
        QCOMPARE(report.failure->error, ExportError::WorkerFailed);
        QCOMPARE(filesLeft(), QStringList());
    }

    /// A tool that was taken over finds nothing and tells nobody.
    void letsNoToolReachOut()
    {
        const auto able = confinement::abilities();
        const QString recording = twoTones();
        const QByteArray seen = folder().toUtf8() + "/seen";
        const QByteArray stolen = QByteArray(m_folder->path().toUtf8()) + "/stolen";
        ExportRequest wanted = request(recording, Format::Mp3);
        wanted.ffmpegProgram = fake(QStringLiteral("bad-ffmpeg"),
                                    "(head -c 1 /etc/passwd && echo read; "
                                    "echo x > '"
                                        + stolen
                                        + "' && echo written; "
                                          "ulimit -c) > '"
                                        + seen + "' 2>/dev/null; exec ffmpeg \"$@\"");
        QVERIFY(!finish(wanted).failure); // it still can work
        QFile file(QString::fromUtf8(seen));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray found = file.readAll();
        if (able.landlock > 0) {
            QVERIFY2(!found.contains("read"), found.constData());
            QVERIFY2(!found.contains("written"), found.constData());
            QVERIFY(!QFileInfo::exists(QString::fromUtf8(stolen)));
        }
        if (able.limits)
            QVERIFY2(found.endsWith("0\n"), found.constData());
    }

    void keepsTheTokenFromItsChildren()
    {
        qputenv("LAVALIER_TOKEN", "canary");
        const QString seen = folder() + QStringLiteral("/seen");
        ExportRequest wanted = request(twoTones(), Format::Mp3);
        wanted.ffmpegProgram
            = fake(QStringLiteral("spy"), "env > " + seen.toUtf8() + "; exec ffmpeg \"$@\"");
        const QString seenByWorker = m_folder->filePath(QStringLiteral("seen by worker"));
        wanted.workerProgram = fake(QStringLiteral("spy-worker"),
                                    "/usr/bin/env > '" + seenByWorker.toUtf8() + "'; exec '"
                                        + worker().toUtf8() + "' \"$@\"");
        const ExportReport report = finish(wanted);
        qunsetenv("LAVALIER_TOKEN");
        QVERIFY(!report.failure);
        QFile workers(seenByWorker);
        QVERIFY(workers.open(QIODevice::ReadOnly));
        const QByteArray known = workers.readAll();
        QVERIFY(!known.contains("canary"));
        QVERIFY(!known.contains("HOME="));
        QFile file(seen);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray environment = file.readAll();
        QVERIFY(environment.contains("PATH="));
        QVERIFY(!environment.contains("canary"));
        QVERIFY(!environment.contains("HOME="));
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (const QString how = arguments.value(1); how.endsWith(QLatin1String("-of-poison")))
        return dieOfPoison(arguments.value(2), how == QLatin1String("--die-slowly-of-poison"));
    ExportJobTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "export_job_test.moc"
