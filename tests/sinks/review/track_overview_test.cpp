#include "sinks/review/track_overview.h"

#include "sinks/review/plan_shelf.h"
#include "sinks/review/track_pcm.h"
#include "tests/sinks/exporter/tone_recording.h"
#include "tests/sinks/review/fragile_worker.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::review;
using exporter::testing::ToneRecording;

namespace {

const UserId kAna(7);
const UserId kBen(8);

QString worker()
{
    return qEnvironmentVariable("LAVALIER_BIN_DIR") + "/lavalier-decode";
}

float loudest(const render::Peaks& peaks, double from, double to)
{
    std::array<render::Extremes, 50> columns;
    peaks.columns(from * kSampleRate, (to - from) * kSampleRate / 50, columns);
    float most = 0;
    for (const render::Extremes& column : columns)
        most = std::max({most, column.high, -column.low});
    return most;
}

double powerOf(std::span<const float> samples)
{
    double sum = 0;
    for (const float sample : samples)
        sum += double(sample) * sample;
    return samples.empty() ? 0 : sum / double(samples.size());
}

} // namespace

class TrackOverviewTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void showsWhereSomebodySpoke();
    void marksWhatCannotBeDecoded();
    void aCancelledOneIsNoOverview();
    void aWorkerThatIsMissingIsNoSilence();
    void goesOnWithoutThePacketThatKillsTheWorker();
    void aWorkerThatAlwaysDiesIsGivenUp();
    void speechWithoutAPauseComesInOnePiece();
    void soundBeginsAnywhere_data();
    void soundBeginsAnywhere();
    void theCacheGivesBackWhatItGot();
    void theCacheForgetsAPerson();
    void aDamagedCacheFileIsAsIfAbsent();

private:
    std::unique_ptr<recording::RecordingReader> open();
    std::unique_ptr<PlanShelf> plans() const
    {
        return std::make_unique<PlanShelf>(
            m_file, std::vector<recording::MarkShelf::Speaker> {{kAna, 100}, {kBen, 300}},
            std::make_shared<std::atomic<bool>>(false));
    }

    QTemporaryDir m_folder;
    QString m_file;
    std::atomic<bool> m_never = false;
};

void TrackOverviewTest::initTestCase()
{
    ToneRecording recording(m_folder.path(), "call");
    recording.talk(kAna, "Ana", 440, 1, 2);
    recording.talk(kAna, "Ana", 440, 4, 5);
    recording.talk(kBen, "Ben", 300, 0, 6);
    m_file = recording.finish(6);
    QVERIFY(!m_file.isEmpty());
}

std::unique_ptr<recording::RecordingReader> TrackOverviewTest::open()
{
    auto reader = recording::RecordingReader::open(m_file);
    return reader ? *std::move(reader) : nullptr;
}

void TrackOverviewTest::showsWhereSomebodySpoke()
{
    double told = 0;
    bool forward = true;
    const auto overview = makeOverview(*open(), kAna, *plans()->planOf(kAna), {}, worker(), m_never,
                                       [&](double fraction) {
                                           forward = forward && fraction >= told;
                                           told = fraction;
                                       });
    QVERIFY(overview);
    QVERIFY(forward);
    QCOMPARE(told, 1.0);
    QCOMPARE(overview->peaks.length(), SampleCount(6 * kSampleRate));
    QVERIFY(loudest(overview->peaks, 0.1, 0.9) < 0.01F);
    QVERIFY(loudest(overview->peaks, 1.2, 1.8) > 0.2F);
    QVERIFY(loudest(overview->peaks, 2.3, 3.8) < 0.01F);
    QVERIFY(loudest(overview->peaks, 4.2, 4.8) > 0.2F);
    QVERIFY(loudest(overview->peaks, 5.3, 5.9) < 0.01F);
}

void TrackOverviewTest::marksWhatCannotBeDecoded()
{
    ToneRecording tones(m_folder.path(), "broken");
    const QByteArray tooLong = QByteArray::fromHex("f8") + QByteArray(1276, 'x'); // for one frame
    tones.put(kAna, 25, tooLong); // the first of a number stays
    tones.put(kAna, 30, QByteArray()); // comes again as it should be: nothing is lost
    tones.talk(kAna, "Ana", 440, 0, 1);
    tones.put(kAna, 50, tooLong);
    tones.put(kAna, 52, QByteArray()); // the very last
    const QString file = tones.finish(2);
    PlanShelf shelf(file, {{kAna, 51}}, std::make_shared<std::atomic<bool>>(false));
    const auto reader = recording::RecordingReader::open(file);
    QVERIFY(reader);
    const auto overview
        = makeOverview(**reader, kAna, *shelf.planOf(kAna), {}, worker(), m_never, [](double) {});
    QVERIFY(overview);
    std::int64_t packets = 0;
    for (const timeline::LossSpan& span : overview->losses) {
        QCOMPARE(int(span.cause), int(timeline::LossCause::Undecodable));
        packets += span.packets;
    }
    QCOMPARE(packets, 3);
    QCOMPARE(overview->losses.front().start, SampleCount(25 * 960));
}

void TrackOverviewTest::aCancelledOneIsNoOverview()
{
    const std::atomic<bool> cancelled = true;
    QVERIFY(!makeOverview(*open(), kAna, *plans()->planOf(kAna), {}, worker(), cancelled,
                          [](double) {}));
}

void TrackOverviewTest::aWorkerThatIsMissingIsNoSilence()
{
    QVERIFY(!makeOverview(*open(), kAna, *plans()->planOf(kAna), {}, "/nowhere/lavalier-decode",
                          m_never, [](double) {}));
}

void TrackOverviewTest::goesOnWithoutThePacketThatKillsTheWorker()
{
    ToneRecording tones(m_folder.path(), "poison");
    tones.talk(kAna, "Ana", 440, 0, 2);
    tones.put(kAna, 100, review::testing::kPoison);
    tones.talk(kAna, "Ana", 440, 2.02, 4);
    tones.put(kAna, 200, review::testing::kPoison);
    const QString file = tones.finish(5);
    PlanShelf shelf(file, {{kAna, 201}}, std::make_shared<std::atomic<bool>>(false));
    const auto reader = recording::RecordingReader::open(file);
    QVERIFY(reader);
    double told = 0;
    bool forward = true;
    const auto overview = makeOverview(**reader, kAna, *shelf.planOf(kAna), {},
                                       review::testing::fragileWorker(m_folder.path(), worker()),
                                       m_never, [&](double fraction) {
                                           forward = forward && fraction >= told;
                                           told = fraction;
                                       });
    QVERIFY(overview);
    QVERIFY(forward);
    QCOMPARE(overview->peaks.length(), SampleCount(5 * kSampleRate));
    QVERIFY(loudest(overview->peaks, 0.2, 1.9) > 0.2F);
    QVERIFY(loudest(overview->peaks, 2.2, 3.9) > 0.2F);
    QCOMPARE(overview->losses.size(), std::size_t(2));
    for (std::size_t i = 0; i < 2; ++i) {
        QCOMPARE(int(overview->losses[i].cause), int(timeline::LossCause::Undecodable));
        QCOMPARE(overview->losses[i].start, SampleCount(100 * 960 * std::int64_t(i + 1)));
    }
}

void TrackOverviewTest::aWorkerThatAlwaysDiesIsGivenUp()
{
    QFile script(m_folder.filePath("dying"));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\nexit 1\n");
    script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    script.close();
    QVERIFY(!makeOverview(*open(), kAna, *plans()->planOf(kAna), {}, script.fileName(), m_never,
                          [](double) {}));
}

void TrackOverviewTest::speechWithoutAPauseComesInOnePiece()
{
    const auto reader = open();
    TrackPcm pcm(*plans()->planOf(kBen), *reader, worker(), {}, SampleCount(5 * kSampleRate),
                 TrackPcm::Priority::Normal); // more than is asked of the worker ahead
    std::vector<float> sound(std::size_t(pcm.left().value()));
    QCOMPARE(pcm.read(sound, m_never), std::optional(std::size_t(5 * kSampleRate)));
    for (std::size_t at = 4'800; at + 4'800 <= sound.size(); at += 4'800)
        QVERIFY(powerOf(std::span(sound).subspan(at, 4'800)) > 0.02);
}

void TrackOverviewTest::soundBeginsAnywhere_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("seconds");
    QTest::newRow("from the start, to the end") << 0.0 << 6.0;
    QTest::newRow("within speech") << 1.533 << 3.0;
    QTest::newRow("within silence") << 2.5 << 2.2;
    QTest::newRow("past the end") << 5.5 << 10.0;
}

void TrackOverviewTest::soundBeginsAnywhere()
{
    QFETCH(double, from);
    QFETCH(double, seconds);
    const auto reader = open();
    const auto plan
        = timeline::planTrack(*reader->marks(kAna), *reader->pauses(), *reader->length(), {});
    const auto first = static_cast<std::int64_t>(from * kSampleRate);
    TrackPcm pcm(plan, *reader, worker(), SampleCount(first),
                 SampleCount(static_cast<std::int64_t>(seconds * kSampleRate)),
                 TrackPcm::Priority::Normal);
    std::vector<float> sound;
    std::vector<float> block(1'111);
    while (pcm.left().value() > 0) {
        const auto count = pcm.read(block, m_never);
        QVERIFY(count && *count > 0);
        sound.insert(sound.end(), block.begin(), block.begin() + std::ptrdiff_t(*count));
    }
    QCOMPARE(double(sound.size()), std::min(seconds, 6 - from) * kSampleRate);
    // Every tenth of a second is speech or it is not, as the track has it there.
    for (std::size_t at = 0; at + 4'800 <= sound.size(); at += 4'800) {
        const double begin = from + double(at) / kSampleRate;
        const double end = begin + 0.1;
        const double power = powerOf(std::span(sound).subspan(at, 4'800));
        const auto within
            = [&](double a, double b) { return begin >= a + 0.03 && end <= b - 0.01; };
        const auto outside
            = [&](double a, double b) { return end <= a - 0.01 || begin >= b + 0.05; };
        if (within(1, 2) || within(4, 5))
            QVERIFY2(power > 0.02, qPrintable(QString::number(begin)));
        else if (outside(1, 2) && outside(4, 5))
            QVERIFY2(power < 1e-5, qPrintable(QString::number(begin)));
    }
}

void TrackOverviewTest::theCacheGivesBackWhatItGot()
{
    const QTemporaryDir folder;
    const OverviewCache cache(folder.filePath("new/peaks"));
    const OverviewKey key {"../../uuid/of a stranger", kBen, 300};
    QVERIFY(!cache.load(key));
    auto overview
        = makeOverview(*open(), kBen, *plans()->planOf(kBen), {}, worker(), m_never, [](double) {});
    QVERIFY(overview);
    overview->losses.push_back({SampleCount(5), SampleCount(960), timeline::LossFill::Silence,
                                timeline::LossCause::Excluded, 1});
    QVERIFY(cache.store(key, *overview));
    QCOMPARE(cache.load(key), overview);
    // A recording that has grown, or another speaker, is another track.
    QVERIFY(!cache.load({key.recording, kBen, 301}));
    QVERIFY(!cache.load({key.recording, kAna, 300}));
    const auto files = QDir(folder.filePath("new/peaks")).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QCOMPARE(files.front().permissions() & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    // What replaces it leaves nothing of it behind.
    QVERIFY(cache.store({key.recording, kBen, 301}, *overview));
    QVERIFY(!cache.load(key));
}

void TrackOverviewTest::theCacheForgetsAPerson()
{
    const QTemporaryDir folder;
    const OverviewCache cache(folder.path());
    for (const UserId user : {kAna, kBen})
        QVERIFY(cache.store({"one", user, 1}, {}));
    QVERIFY(cache.store({"two", kAna, 1}, {}));
    cache.forget("one", kAna);
    QVERIFY(!cache.load({"one", kAna, 1}));
    QVERIFY(cache.load({"one", kBen, 1}));
    cache.forget("one");
    QVERIFY(!cache.load({"one", kBen, 1}));
    QVERIFY(cache.load({"two", kAna, 1}));
}

void TrackOverviewTest::aDamagedCacheFileIsAsIfAbsent()
{
    const QTemporaryDir folder;
    const OverviewCache cache(folder.path());
    const OverviewKey key {"one", kAna, 1};
    TrackOverview overview;
    overview.losses.push_back({SampleCount(1), SampleCount(2), timeline::LossFill::Silence,
                               timeline::LossCause::Network, 1});
    QVERIFY(cache.store(key, overview));
    QFile file(QDir(folder.path()).entryInfoList(QDir::Files).front().filePath());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const QByteArray good = file.readAll();
    for (qsizetype at = 0; at < good.size(); ++at) {
        QByteArray bad = good;
        bad[at] = char(bad[at] ^ 0x40);
        file.resize(0);
        file.write(bad);
        file.flush();
        QVERIFY2(!cache.load(key), qPrintable(QString::number(at)));
        file.resize(0);
        file.seek(0);
        file.write(good.left(at));
        file.flush();
        QVERIFY2(!cache.load(key), qPrintable(QString::number(at)));
        file.seek(0);
    }
    // Whole, but of a track that cannot be.
    const timeline::LossSpan possible = overview.losses.front();
    for (const timeline::LossSpan& loss :
         {timeline::LossSpan {SampleCount(-1), SampleCount(2)},
          timeline::LossSpan {SampleCount(1), SampleCount(-2)},
          timeline::LossSpan {SampleCount(INT64_MAX), SampleCount(INT64_MAX)},
          timeline::LossSpan {SampleCount(1), SampleCount(2), timeline::LossFill::Silence,
                              timeline::LossCause::Network, -1}}) {
        overview.losses = {possible, loss};
        QVERIFY(cache.store(key, overview));
        QVERIFY(!cache.load(key));
    }
}

int main(int argc, char** argv)
{
    return review::testing::runTest<TrackOverviewTest>(argc, argv);
}

#include "track_overview_test.moc"
