#include "sinks/exporter/export_job.h"

#include "listening.h"
#include "sinks/exporter/fresh_file.h"
#include "sinks/exporter/hand_over.h"
#include "sinks/exporter/loudness.h"
#include "sinks/exporter/wav_header.h"
#include "tone_recording.h"

#include <QDir>
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace lavalier;
using namespace lavalier::exporter;
using namespace lavalier::exporter::testing;

/// Every kind of file that can be asked for, judged by other people's tools.
class ExportKindsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString call() const
    {
        ToneRecording tones(m_folder->path(), QStringLiteral("call"));
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0.5, 3.0);
        tones.talk(UserId(8), QStringLiteral("Bo"), 880, 1.5, 3.5);
        tones.mark(QStringLiteral("Good; \"part\""), 1.25);
        tones.mark(QString(), 2.5);
        return tones.finish(4);
    }
    ExportRequest request(Format format,
                          const std::function<void(ExportRequest&)>& change = {}) const
    {
        ExportRequest request;
        request.recordingPath = call();
        request.folder = m_folder->filePath(QStringLiteral("out"));
        request.format = format;
        request.parallelTracks = 2;
        request.workerProgram
            = qEnvironmentVariable("LAVALIER_BIN_DIR") + QStringLiteral("/lavalier-decode");
        if (change)
            change(request);
        return request;
    }
    static ExportReport finish(ExportJob& job)
    {
        QSignalSpy finished(&job, &ExportJob::finished);
        job.start();
        return finished.wait(60'000) ? job.report() : ExportReport {};
    }
    static ExportReport finish(const ExportRequest& request)
    {
        ExportJob job(request);
        return finish(job);
    }
    static QJsonObject details(const QString& file)
    {
        return QJsonDocument::fromJson(
                   run(QStringLiteral("ffprobe"),
                       {QStringLiteral("-v"), QStringLiteral("error"),
                        QStringLiteral("-show_streams"), QStringLiteral("-show_format"),
                        QStringLiteral("-show_chapters"), QStringLiteral("-of"),
                        QStringLiteral("json"), file}))
            .object();
    }
    /// Integrated loudness and true peak as ffmpeg's ebur128 measures them.
    static std::pair<double, double> loudness(const QString& file)
    {
        QProcess ffmpeg;
        ffmpeg.setProcessChannelMode(QProcess::MergedChannels);
        ffmpeg.start(QStringLiteral("ffmpeg"),
                     {QStringLiteral("-nostats"), QStringLiteral("-i"), file, QStringLiteral("-af"),
                      QStringLiteral("ebur128=peak=true"), QStringLiteral("-f"),
                      QStringLiteral("null"), QStringLiteral("-")});
        ffmpeg.waitForFinished(60'000);
        const QString told = QString::fromUtf8(ffmpeg.readAllStandardOutput())
                                 .section(QStringLiteral("Summary:"), -1);
        const auto number = [&told](const char* pattern) {
            return QRegularExpression(QLatin1String(pattern)).match(told).captured(1).toDouble();
        };
        return {number("I:\\s+(-?[\\d.]+) LUFS"), number("Peak:\\s+(-?[\\d.]+) dBFS")};
    }
    QString fake(const QByteArray& script) const
    {
        const QString path = m_folder->filePath(QStringLiteral("ffmpeg"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write("#!/bin/sh\n" + script + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        return path;
    }
    QStringList filesLeft() const
    {
        return QDir(m_folder->filePath(QStringLiteral("out")))
            .entryList(QDir::Files | QDir::Hidden, QDir::Name);
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesWhatFfmpegCanRead_data()
    {
        QTest::addColumn<Format>("format");
        QTest::addColumn<QString>("codec");
        QTest::addColumn<QString>("container");
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("chapters");
        const auto text = [](const char* word) { return QString::fromLatin1(word); };
        QTest::newRow("FLAC 16 bit")
            << Format::Flac16 << text("flac") << text("flac") << 16 << false;
        QTest::newRow("FLAC 24 bit")
            << Format::Flac24 << text("flac") << text("flac") << 24 << false;
        QTest::newRow("AAC") << Format::Aac << text("aac") << text("mov,mp4") << 0 << true;
        QTest::newRow("MP3") << Format::Mp3 << text("mp3") << text("mp3") << 0 << true;
    }

    void writesWhatFfmpegCanRead()
    {
        QFETCH(Format, format);
        QFETCH(QString, codec);
        QFETCH(QString, container);
        QFETCH(int, bits);
        QFETCH(bool, chapters);
        const ExportReport report = finish(request(format));
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QCOMPARE(filesLeft().size(), 2);
        const QJsonObject told = details(report.tracks.at(0).file);
        const QJsonObject stream = told["streams"][0].toObject();
        QCOMPARE(stream["codec_name"].toString(), codec);
        QVERIFY(told["format"]["format_name"].toString().startsWith(container));
        QCOMPARE(stream["bits_per_raw_sample"].toString().toInt(), bits);
        QVERIFY(std::abs(told["format"]["duration"].toString().toDouble() - 4) < 0.1);
        if (chapters) {
            QCOMPARE(told["chapters"].toArray().size(), 3);
            QCOMPARE(told["chapters"][1]["start_time"].toString().toDouble(), 1.25);
            QCOMPARE(told["chapters"][1]["tags"]["title"].toString(),
                     QStringLiteral("Good; \"part\""));
        }
        const auto heard = listenTo(report.tracks.at(0).file);
        QVERIFY(std::abs(toneIn(heard, 440, 0.7, 2.8) - 0.25) < 0.02);
        QVERIFY(toneIn(heard, 440, 3.2, 3.9) < 0.005);
    }

    void everyWavIsABroadcastWave()
    {
        const ExportReport report = finish(request(Format::Wav24));
        const QJsonObject told = details(report.tracks.at(0).file);
        const QJsonObject tags = told["format"]["tags"].toObject();
        QCOMPARE(tags["encoded_by"].toString(), QStringLiteral("Lavalier"));
        // The call of the fixture began at 2026-11-18T09:46:40Z.
        const QDateTime began = QDateTime::fromSecsSinceEpoch(1'795'000'000, Qt::UTC);
        QCOMPARE(tags["time_reference"].toString().toLongLong() / 48'000 % 60,
                 began.time().second());
        QFile file(report.tracks.at(0).file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray all = file.readAll();
        QVERIFY(all.mid(8, 64).contains("fmt ") && all.left(128).contains("bext"));
        const qsizetype cue = all.lastIndexOf("cue ");
        QVERIFY(cue > 0);
        std::uint32_t at = 0;
        std::memcpy(&at, all.constData() + cue + 16, 4);
        QCOMPARE(at, 60'000U);
        QVERIFY(all.mid(cue).contains("Good; \"part\""));
        QCOMPARE(probe(report.tracks.at(0).file).seconds, 4.0);
    }

    void aWavBeyondFourGibibytesIsRf64()
    {
        const WavShape shape {2, 3, SampleCount(48'000LL * 3600 * 5),
                              "bext" + QByteArray::fromHex("02000000") + "xx", 0};
        QFile file(m_folder->filePath(QStringLiteral("large.wav")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray header = wavHeader(shape);
        QVERIFY(header.startsWith("RF64"));
        QCOMPARE(file.write(header), header.size());
        QVERIFY(file.resize(header.size() + qint64(shape.dataBytes()))); // a hole, no disk
        file.close();
        QCOMPARE(probe(file.fileName()).seconds, 18'000.0);
        QCOMPARE(probe(file.fileName()).channels, 2);
    }

    void reachesTheLoudnessAskedFor_data()
    {
        QTest::addColumn<Loudness>("target");
        QTest::addColumn<double>("lufs");
        QTest::addColumn<Format>("format");
        QTest::newRow("-23 LUFS, WAV") << Loudness::Minus23 << -23.0 << Format::Wav16;
        QTest::newRow("-19 LUFS, mono FLAC") << Loudness::Minus19Mono << -19.0 << Format::Flac24;
        QTest::newRow("-16 LUFS, WAV") << Loudness::Minus16 << -16.0 << Format::Wav24;
        QTest::newRow("-14 LUFS, Ogg Opus by its header")
            << Loudness::Minus14 << -14.0 << Format::OggOpus;
    }

    void reachesTheLoudnessAskedFor()
    {
        QFETCH(Loudness, target);
        QFETCH(double, lufs);
        QFETCH(Format, format);
        const ExportReport report = finish(request(format, [target](ExportRequest& one) {
            one.loudness = target;
            one.speakers = {UserId(7)};
        }));
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QCOMPARE(filesLeft().size(), 1); // nothing that lay in between is left
        const auto [loud, peak] = loudness(report.tracks.at(0).file);
        QVERIFY2(std::abs(loud - lufs) < 0.3, qPrintable(QString::number(loud)));
        QVERIFY2(peak <= -0.9, qPrintable(QString::number(peak)));
    }

    void changesWhatHasNoLoudnessAndLiftsNoNoise_data()
    {
        QTest::addColumn<double>("amplitude");
        QTest::addColumn<int>("samples");
        QTest::addColumn<double>("gainDb");
        QTest::addColumn<bool>("toTarget"); // of -16 LUFS
        QTest::addColumn<double>("applied");
        QTest::addColumn<double>("peak"); // afterwards
        QTest::newRow("too short to tell: gain")
            << 0.1 << 9'600 << 6.0206 << false << 6.0206 << 0.2;
        QTest::newRow("too short to tell: the ceiling all the same")
            << 0.5 << 9'600 << 24.0 << false << 24.0 << 0.88;
        QTest::newRow("too short to tell: no target") << 0.1 << 9'600 << 0.0 << true << 0.0 << 0.1;
        QTest::newRow("a whisper is lifted by 20 dB at most")
            << 0.002 << 96'000 << 0.0 << true << 20.0 << 0.02;
        QTest::newRow("silence") << 0.0 << 96'000 << 0.0 << true << 0.0 << 0.0;
    }

    void changesWhatHasNoLoudnessAndLiftsNoNoise()
    {
        QFETCH(double, amplitude);
        QFETCH(int, samples);
        QFETCH(double, gainDb);
        QFETCH(bool, toTarget);
        QFETCH(double, applied);
        QFETCH(double, peak);
        std::vector<float> sine(static_cast<std::size_t>(samples));
        for (std::size_t i = 0; i < sine.size(); ++i)
            sine[i] = static_cast<float>(
                amplitude * std::sin(2 * std::numbers::pi * 440 * double(i) / 48'000));
        const auto bytes = static_cast<qint64>(sine.size() * sizeof(float));
        QFile file(m_folder->filePath(QStringLiteral("sound")));
        QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::Unbuffered));
        QCOMPARE(file.write(reinterpret_cast<const char*>(sine.data()), bytes), bytes);
        const SoundFile sound {file.fileName(), 1, SampleCount(samples)};
        const std::atomic<bool> cancelled = false;
        const auto done
            = applyGain(sound, gainDb, toTarget ? std::optional(-16.0) : std::nullopt, cancelled);
        QVERIFY(done);
        QVERIFY2(std::abs(done->gainDb - applied) < 0.01,
                 qPrintable(QString::number(done->gainDb)));
        QVERIFY(file.seek(0));
        QCOMPARE(file.read(reinterpret_cast<char*>(sine.data()), bytes), bytes);
        const double now = std::abs(*std::ranges::max_element(sine));
        QVERIFY2(std::abs(now - peak) <= 0.03 * peak, qPrintable(QString::number(now)));
        QVERIFY(file.resize(bytes / 2));
        QVERIFY(!applyGain(sound, gainDb, std::nullopt, cancelled)); // half of it is gone
    }

    void holdsPeaksBelowTheCeiling()
    {
        // Both together reach -6 dBFS; 24 dB more must not pass the ceiling, nor move anything.
        const ExportReport report = finish(request(Format::Wav24, [](ExportRequest& one) {
            one.output = Output::Mix;
            one.gains = {{UserId(7), 24.0}, {UserId(8), 24.0}};
        }));
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QVERIFY(report.mix);
        const auto [loud, peak] = loudness(report.mix->file);
        QVERIFY2(peak <= -0.9 && peak > -2, qPrintable(QString::number(peak)));
        QCOMPARE(probe(report.mix->file).seconds, 4.0);
        const auto heard = listenTo(report.mix->file);
        QVERIFY(toneIn(heard, 440, 0.1, 0.4) < 0.005);
        QVERIFY(toneIn(heard, 440, 0.6, 1.4) > 0.8);
    }

    void mixesEverybody()
    {
        const ExportReport report = finish(request(Format::Wav16, [](ExportRequest& one) {
            one.output = Output::TracksAndMix;
            one.gains = {{UserId(8), -6.0206}};
        }));
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QCOMPARE(filesLeft(),
                 (QStringList {QStringLiteral("00 Folge 12.wav"), QStringLiteral("01 Ada.wav"),
                               QStringLiteral("02 Bo.wav")}));
        const auto mix = listenTo(report.mix->file);
        QCOMPARE(mix.size(), std::size_t(4 * 48'000));
        QCOMPARE(report.mix->channels, 1);
        QVERIFY(std::abs(toneIn(mix, 440, 1.6, 2.9) - 0.25) < 0.02);
        QVERIFY(std::abs(toneIn(mix, 880, 1.6, 2.9) - 0.125) < 0.01);
        QVERIFY(std::abs(toneIn(listenTo(report.tracks.at(1).file), 880, 1.7, 2.9) - 0.125) < 0.01);
    }

    /// Cut by code units, the number in front left half of the last character, and no path.
    void aMixIsNamedAfterAnyTitle()
    {
        const QString face = QString::fromUtf8("\xf0\x9f\x98\x80");
        ToneRecording tones(m_folder->path(), QStringLiteral("long"),
                            QString(59, QLatin1Char('x')) + face + face + face);
        tones.talk(UserId(7), QStringLiteral("Ada"), 440, 0.1, 0.6);
        const QString path = tones.finish(1);
        const ExportReport report = finish(request(Format::Wav16, [&path](ExportRequest& one) {
            one.recordingPath = path;
            one.output = Output::Mix;
        }));
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QCOMPARE(filesLeft(),
                 QStringList {QStringLiteral("00 ") + QString(59, QLatin1Char('x')) + face + face
                              + QStringLiteral(".wav")});
    }

    void removesWhatACrashedExportLeft()
    {
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("out"))));
        const auto lay = [this](const char* name, int secondsOld) {
            QFile file(m_folder->filePath(QStringLiteral("out/") + QLatin1String(name)));
            return file.open(QIODevice::WriteOnly) && file.write("half a track") > 0 && file.flush()
                && file.setFileTime(QDateTime::currentDateTimeUtc().addSecs(-secondsOld),
                                    QFileDevice::FileModificationTime);
        };
        QVERIFY(lay(".lavalier-0123.part", 3600));
        QVERIFY(lay(".lavalier-4567.part", 0)); // of another export, by its age
        QVERIFY(lay(".lavalier-89ab.part", 3600)); // of another export, which holds it
        QVERIFY(lay("mine.part", 3600));
        const QString held = m_folder->filePath(QStringLiteral("out/.lavalier-89ab.part"));
        const int holder = ::open(qPrintable(held), O_RDONLY | O_CLOEXEC);
        QCOMPARE(::flock(holder, LOCK_EX | LOCK_NB), 0);
        const ExportReport report = finish(
            request(Format::Wav16, [](ExportRequest& one) { one.speakers = {UserId(7)}; }));
        ::close(holder);
        QVERIFY(!report.failure);
        QStringList left = filesLeft();
        left.sort();
        QCOMPARE(left,
                 (QStringList {
                     QStringLiteral(".lavalier-4567.part"), QStringLiteral(".lavalier-89ab.part"),
                     QFileInfo(report.tracks.at(0).file).fileName(), QStringLiteral("mine.part")}));
    }

    void makesTheSameBytesAgain_data()
    {
        QTest::addColumn<Format>("format");
        QTest::addColumn<Output>("output");
        QTest::newRow("Ogg Opus") << Format::OggOpus << Output::Tracks;
        QTest::newRow("WAV") << Format::Wav16 << Output::Tracks;
        QTest::newRow("FLAC") << Format::Flac24 << Output::Tracks;
        QTest::newRow("MP3") << Format::Mp3 << Output::Tracks;
        QTest::newRow("AAC") << Format::Aac << Output::Tracks;
        QTest::newRow("WAV mix") << Format::Wav24 << Output::Mix;
        QTest::newRow("Ogg Opus mix") << Format::OggOpus << Output::Mix;
        QTest::newRow("MP3 mix") << Format::Mp3 << Output::Mix;
        QTest::newRow("one file of Ogg Opus") << Format::OggOpus << Output::OneFile;
        QTest::newRow("one file of FLAC") << Format::Flac16 << Output::OneFile;
    }

    void makesTheSameBytesAgain()
    {
        QFETCH(const Format, format);
        QFETCH(const Output, output);
        ExportRequest asked
            = request(format, [output](ExportRequest& one) { one.output = output; });
        const auto bytes = [&asked, this](const QString& folder) {
            asked.folder = m_folder->filePath(folder);
            QMap<QString, QByteArray> made;
            const ExportReport report = finish(asked);
            if (report.failure)
                return made;
            for (const QString& path : report.files()) {
                QFile file(path);
                if (file.open(QIODevice::ReadOnly))
                    made.insert(QFileInfo(path).fileName(), file.readAll());
            }
            return made;
        };
        const auto first = bytes(QStringLiteral("first"));
        QVERIFY(!first.isEmpty());
        QTest::qWait(1100); // a time of writing, in seconds, would be another one
        const auto second = bytes(QStringLiteral("second"));
        QCOMPARE(second.keys(), first.keys());
        for (const QString& name : first.keys()) {
            QVERIFY(!first[name].isEmpty());
            QVERIFY2(second[name] == first[name], qPrintable(name));
        }
    }

    void putsAllTracksIntoOneFile_data()
    {
        QTest::addColumn<Format>("format");
        QTest::addColumn<QString>("codec");
        QTest::newRow("Opus as it came") << Format::OggOpus << QStringLiteral("opus");
        QTest::newRow("FLAC") << Format::Flac16 << QStringLiteral("flac");
    }

    void putsAllTracksIntoOneFile()
    {
        QFETCH(Format, format);
        QFETCH(QString, codec);
        const ExportReport report
            = finish(request(format, [](ExportRequest& one) { one.output = Output::OneFile; }));
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        QCOMPARE(filesLeft(), QStringList {QStringLiteral("Folge 12.mka")});
        QCOMPARE(report.files().size(), 1);
        const QJsonObject told = details(report.files().first());
        QCOMPARE(told["streams"].toArray().size(), 2);
        QCOMPARE(told["streams"][1]["codec_name"].toString(), codec);
        QCOMPARE(told["streams"][1]["tags"]["title"].toString(), QStringLiteral("Bo"));
        QCOMPARE(told["chapters"][1]["tags"]["title"].toString(), QStringLiteral("Good; \"part\""));
        QCOMPARE(told["chapters"].toArray().size(), 3);
        QVERIFY(std::abs(told["format"]["duration"].toString().toDouble() - 4) < 0.05);
    }

    void laysProjectsAndLabelsBeside()
    {
        const ExportReport report = finish(request(Format::Wav16, [](ExportRequest& one) {
            one.extras = {true, true, true, true, true};
        }));
        QVERIFY2(!report.failure, QJsonDocument(report.toJson()).toJson().constData());
        const auto read = [this](const QString& suffix) {
            QFile file(m_folder->filePath(QStringLiteral("out/Folge 12.") + suffix));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        QCOMPARE(read(QStringLiteral("txt")),
                 QByteArray("1.250000\t1.250000\tGood; \"part\"\n2.500000\t2.500000\t2\n"));
        QCOMPARE(read(QStringLiteral("lof")),
                 QByteArray("window\nfile \"01 Ada.wav\" offset 0.0\n"
                            "file \"02 Bo.wav\" offset 0.0\n"));
        const QByteArray reaper = read(QStringLiteral("rpp"));
        QCOMPARE(reaper.count('<'),
                 reaper.count("\n  >") + reaper.count("\n    >") + reaper.count("\n      >")
                     + reaper.count("\n>"));
        QVERIFY(reaper.contains("MARKER 1 1.250000 'Good; \"part\"' 0"));
        QVERIFY(reaper.contains("FILE \"02 Bo.wav\""));
        QCOMPARE(QJsonDocument::fromJson(read(QStringLiteral("json")))["tracks"].toArray().size(),
                 2);
        const QString daw = m_folder->filePath(QStringLiteral("out/Folge 12.dawproject"));
        const QByteArray told
            = run(QStringLiteral("python3"),
                  {QStringLiteral("-c"),
                   QStringLiteral("import sys,zipfile,xml.etree.ElementTree as x\n"
                                  "z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None\n"
                                  "r=x.fromstring(z.read('project.xml'))\n"
                                  "print(z.namelist(),[f.get('path') for f in r.iter('File')],"
                                  "[m.get('time') for m in r.iter('Marker')])"),
                   daw});
        QCOMPARE(told,
                 QByteArray("['metadata.xml', 'project.xml'] ['01 Ada.wav', '02 Bo.wav'] "
                            "['1.250000', '2.500000']\n"));
    }

    void aPartOutsideTheRecordingIsRefused()
    {
        const ExportReport report = finish(request(
            Format::OggOpus, [](ExportRequest& one) { one.from = std::chrono::seconds(10); }));
        QCOMPARE(report.failure->error, ExportError::RangeEmpty);
    }

    void keepsNothingOfAnEncoderThatFails_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<ExportError>("error");
        QTest::addColumn<QString>("said");
        QTest::newRow("fails with words")
            << QByteArray("echo 'no such codec' >&2; exit 1") << ExportError::FfmpegFailed
            << QStringLiteral("no such codec");
        QTest::newRow("lies: success and no file")
            << QByteArray("cat >/dev/null; exit 0") << ExportError::OutputInvalid << QString();
        QTest::newRow("lies: success and no sound")
            << QByteArray("cat >/dev/null; for o; do :; done; head -c 20000 /dev/zero "
                          ">\"${o#file:}\"; exit 0")
            << ExportError::OutputInvalid << QString();
        QTest::newRow("hangs") << QByteArray("exec sleep 600") << ExportError::FfmpegStalled
                               << QString();
    }

    void keepsNothingOfAnEncoderThatFails()
    {
        QFETCH(QByteArray, script);
        QFETCH(ExportError, error);
        QFETCH(QString, said);
        for (const Output output : {Output::Mix, Output::OneFile}) {
            const ExportReport report = finish(request(Format::Flac16, [&](ExportRequest& one) {
                one.ffmpegProgram = fake(script);
                one.output = output;
                // It governs the render worker too, which a busy machine may hold up.
                one.stallAfter = error == ExportError::FfmpegStalled
                    ? std::chrono::milliseconds(3000)
                    : std::chrono::milliseconds(60'000);
                one.folder += QString::number(int(output));
                one.speakers = {UserId(7)};
            }));
            QVERIFY(report.failure);
            QCOMPARE(report.failure->error, error);
            QVERIFY2(report.failure->toolOutput.contains(said),
                     qPrintable(report.failure->toolOutput));
            QVERIFY(report.files().isEmpty());
            QVERIFY(QDir(m_folder->filePath(QStringLiteral("out%1").arg(int(output))))
                        .entryList(QDir::Files | QDir::Hidden)
                        .isEmpty());
            QFile::remove(m_folder->filePath(QStringLiteral("ffmpeg")));
            QFile::remove(m_folder->filePath(QStringLiteral("call.lavalier")));
        }
    }

    /// A disk that takes no more, as a limit on the length of any file: what writes sees the same.
    void aFullDiskLeavesTheSourceAndNoFile_data()
    {
        QTest::addColumn<Format>("format");
        QTest::addColumn<Output>("output");
        QTest::newRow("Ogg Opus") << Format::OggOpus << Output::Tracks;
        QTest::newRow("WAV") << Format::Wav16 << Output::Tracks;
        QTest::newRow("FLAC") << Format::Flac16 << Output::Tracks;
        QTest::newRow("mix") << Format::Wav16 << Output::Mix;
        QTest::newRow("one file") << Format::OggOpus << Output::OneFile;
    }

    void aFullDiskLeavesTheSourceAndNoFile()
    {
        QFETCH(Format, format);
        QFETCH(Output, output);
        const ExportRequest full = request(format, [output](ExportRequest& one) {
            one.output = output;
            one.stallAfter = std::chrono::seconds(5);
        });
        QFile source(full.recordingPath);
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray before = source.readAll();
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit usual {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &usual), 0);
        rlimit tight = usual;
        tight.rlim_cur = 4096;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        const ExportReport report = finish(full);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &usual), 0);
        QVERIFY(report.failure);
        QVERIFY(report.files().isEmpty());
        QVERIFY2(filesLeft().isEmpty(), qPrintable(filesLeft().join(u' ')));
        QVERIFY(source.seek(0));
        QCOMPARE(source.readAll(), before);
    }

    void knowsWhatCannotFit()
    {
        QVERIFY(hasRoomFor(m_folder->path(), 1));
        QVERIFY(!hasRoomFor(m_folder->path(), std::numeric_limits<std::int64_t>::max()));
        QVERIFY(hasRoomFor(m_folder->filePath(QStringLiteral("nowhere")), 1'000'000));
    }

    void aCancelEndsAMixAtOnce()
    {
        ExportJob job(request(Format::Flac16, [this](ExportRequest& one) {
            one.ffmpegProgram
                = fake("for o; do :; done; echo here >\"${o#file:}\"; exec sleep 600");
            one.output = Output::Mix;
            one.stallAfter = std::chrono::minutes(10);
        }));
        QSignalSpy finished(&job, &ExportJob::finished);
        job.start();
        // Not before the encoder runs, and hangs.
        const auto encoderRuns = [this] {
            return std::ranges::any_of(filesLeft(), [this](const QString& name) {
                return QFileInfo(m_folder->filePath(QStringLiteral("out/") + name)).size() == 5;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(encoderRuns(), 60'000);
        QElapsedTimer timer;
        timer.start();
        job.cancel();
        QVERIFY(finished.wait(60'000)); // the encoder itself would take ten minutes
        QVERIFY(job.report().cancelled);
        QVERIFY(!job.report().failure);
        QVERIFY(filesLeft().isEmpty());
        qInfo("cancelled within %lld ms", timer.elapsed());
    }
};

QTEST_GUILESS_MAIN(ExportKindsTest)
#include "export_kinds_test.moc"
