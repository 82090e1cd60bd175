#include "sinks/exporter/export_job.h"

#include "listening.h"
#include "sinks/recording/recording_file.h"
#include "tests/support/test_opus_encoder.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <set>

using namespace lavalier;
using namespace lavalier::exporter;
using namespace lavalier::exporter::testing;
using namespace std::chrono_literals;
using lavalier::test::TestOpusEncoder;

/// A crowd in one recording: 500 speakers, every frame length there is, the highest bit rate
/// Discord sells (product-expectations C7).
class ManyTracksTest : public QObject {
    Q_OBJECT

    static constexpr int kSpeakers = 500;
    static constexpr std::array kLengths {120, 240, 480, 960, 1920, 2880, 5760}; // 2.5 to 120 ms
    static constexpr std::int64_t kTalk = 48'000 / 4; ///< samples each speaks, at least
    static constexpr SteadyTime kZero {1h};

    QTemporaryDir m_folder;
    QString m_recording;
    qsizetype m_largest = 0; ///< packet

    static UserId user(int speaker) { return UserId(1000U + static_cast<unsigned>(speaker)); }
    static SteadyTime after(std::int64_t samples)
    {
        return kZero + std::chrono::microseconds(samples * 1'000'000 / 48'000);
    }
    ExportReport exportAll(ExportRequest request)
    {
        request.recordingPath = m_recording;
        request.workerProgram
            = qEnvironmentVariable("LAVALIER_BIN_DIR") + QStringLiteral("/lavalier-decode");
        ExportJob job(request);
        QSignalSpy finished(&job, &ExportJob::finished);
        job.start();
        return finished.wait(120'000) ? job.report() : ExportReport();
    }

private slots:
    void initTestCase()
    {
        recording::RecordingDescription call;
        call.title = QStringLiteral("crowd");
        auto file = recording::RecordingFile::create(m_folder.path(), QStringLiteral("crowd"), call,
                                                     kZero, WallTime(1'795'000'000s));
        QVERIFY(file);
        std::vector<std::vector<QByteArray>> packets;
        for (const int length : kLengths) {
            TestOpusEncoder encoder({.bitrate = 384'000});
            auto& row = packets.emplace_back();
            for (std::int64_t made = 0; made < kTalk; made += length) {
                row.push_back(encoder.sine(440, 0.3, length));
                QVERIFY(!row.back().isEmpty());
                m_largest = std::max(m_largest, row.back().size());
            }
        }
        recording::HandOver handOver;
        for (int speaker = 0; speaker < kSpeakers; ++speaker) {
            handOver.facts.push_back(recording::SpeakerSeen {
                kZero, user(speaker), QStringLiteral("Same Name")}); // on purpose
            const auto kind = static_cast<std::size_t>(speaker) % kLengths.size();
            for (std::size_t i = 0; i < packets[kind].size(); ++i) {
                const auto number = static_cast<std::int64_t>(i);
                const std::int64_t at = number * kLengths[kind];
                handOver.frames.push_back(
                    {StreamId((std::uint64_t {1} << 32) | static_cast<std::uint64_t>(speaker + 1)),
                     user(speaker), Ssrc(static_cast<std::uint32_t>(speaker + 1)),
                     SequenceNumber(number), RtpTicks(at), after(at + kLengths[kind]),
                     packets[kind][i]});
            }
        }
        (*file)->accept(std::move(handOver));
        QVERIFY((*file)->commit(after(kTalk)));
        QVERIFY((*file)->finish(after(kTalk)));
        (*file)->buildIndex(false);
        (void)(*file)->mergeLog();
        m_recording = (*file)->path();
    }

    void everySpeakerGetsATrackOfTheSameLength()
    {
        QVERIFY(m_largest > 4'000); // 384 kbit/s it is
        ExportRequest request;
        request.folder = m_folder.filePath(QStringLiteral("opus"));
        request.format = Format::OggOpus;
        const ExportReport report = exportAll(request);
        QVERIFY(!report.failure);
        QCOMPARE(report.tracks.size(), std::size_t(kSpeakers));
        std::set<QString> files;
        for (const TrackReport& track : report.tracks) {
            files.insert(track.file.toCaseFolded());
            QCOMPARE(track.samples, report.tracks.front().samples);
            QVERIFY(track.bytes > 1'000);
        }
        QCOMPARE(files.size(), std::size_t(kSpeakers));
        QCOMPARE(QDir(request.folder).entryList(QDir::Files | QDir::Hidden).size(), kSpeakers);
    }

    void everyFrameLengthIsDecodedWhole()
    {
        ExportRequest request;
        request.folder = m_folder.filePath(QStringLiteral("wav"));
        for (std::size_t i = 0; i < kLengths.size(); ++i)
            request.speakers.push_back(user(static_cast<int>(i)));
        const ExportReport report = exportAll(request);
        QVERIFY(!report.failure);
        QCOMPARE(report.tracks.size(), kLengths.size());
        for (const TrackReport& track : report.tracks) {
            QCOMPARE(track.samples, report.tracks.front().samples);
            QCOMPARE(track.losses.value().undecodable, 0);
            QCOMPARE(track.losses.value().placing.missing, 0);
            // What is in the file, not what was planned; a tone of 0.3 from its beginning to its
            // end.
            const auto heard = listenTo(track.file);
            QCOMPARE(SampleCount(static_cast<std::int64_t>(heard.size())), track.samples);
            QVERIFY(toneIn(heard, 440, 0.05, 0.2) > 0.2);
        }
    }
};

QTEST_GUILESS_MAIN(ManyTracksTest)
#include "many_tracks_test.moc"
