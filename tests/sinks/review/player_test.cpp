#include "sinks/review/player.h"

#include "tests/patience.h"
#include "tests/sinks/exporter/tone_recording.h"
#include "tests/sinks/review/fragile_worker.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

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

SampleCount seconds(double value)
{
    return SampleCount(static_cast<std::int64_t>(value * kSampleRate));
}

/// Plays without a device: takes what is there until the end.
std::vector<float> listen(Player& player)
{
    std::vector<float> heard;
    std::vector<float> block(480);
    QElapsedTimer patience;
    patience.start();
    while (player.state() != Player::State::Ended && patience.elapsed() < test::kPatience) {
        const std::size_t count = player.pull(block);
        heard.insert(heard.end(), block.begin(), block.begin() + std::ptrdiff_t(count));
        if (count == 0)
            QThread::msleep(1);
    }
    return heard;
}

/// How strong a tone is in what was heard (Goertzel), 1 being full scale.
double tone(std::span<const float> sound, double hertz)
{
    const double w = 2 * std::numbers::pi * hertz / kSampleRate;
    double re = 0;
    double im = 0;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        re += double(sound[i]) * std::cos(w * double(i));
        im += double(sound[i]) * std::sin(w * double(i));
    }
    return 2 * std::hypot(re, im) / double(sound.size());
}

} // namespace

class PlayerTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyVoiceIsHeardWithItsGain();
    void itBeginsAndEndsWhereItIsTold();
    void aVoiceMayComeAndGo();
    void seekingWhilePlayingLeavesNothingOfBefore();
    void aTrackThatCannotBeDecodedIsSilentAndCounted();
    void aPacketThatKillsTheWorkerCostsOnlyItself();
    void stoppingAndLeavingAtAnyMoment();

private:
    std::shared_ptr<PlanShelf> plans() const
    {
        return std::make_shared<PlanShelf>(
            m_file, std::vector<recording::MarkShelf::Speaker> {{kAna, 200}, {kBen, 100}},
            std::make_shared<std::atomic<bool>>(false));
    }

    QTemporaryDir m_folder;
    QString m_file;
};

void PlayerTest::initTestCase()
{
    ToneRecording recording(m_folder.path(), "call");
    recording.talk(kAna, "Ana", 400, 0, 4);
    recording.talk(kBen, "Ben", 1000, 1, 3);
    m_file = recording.finish(4);
    QVERIFY(!m_file.isEmpty());
}

void PlayerTest::everyVoiceIsHeardWithItsGain()
{
    Player player(m_file, worker(), plans());
    player.setVoices({{kAna, 1}, {kBen, 0.5F}});
    player.play({}, seconds(4));
    const auto heard = listen(player);
    QCOMPARE(heard.size(), 4U * kSampleRate);
    const auto part = [&heard](double from, double to) {
        return std::span(heard).subspan(std::size_t(from * kSampleRate),
                                        std::size_t((to - from) * kSampleRate));
    };
    QVERIFY(std::abs(tone(part(0.2, 0.9), 400) - 0.25) < 0.03);
    QVERIFY(tone(part(0.2, 0.9), 1000) < 0.01);
    QVERIFY(std::abs(tone(part(1.2, 2.8), 400) - 0.25) < 0.03);
    QVERIFY(std::abs(tone(part(1.2, 2.8), 1000) - 0.125) < 0.02);
    QVERIFY(tone(part(3.2, 3.9), 1000) < 0.01);
    QCOMPARE(player.position(), seconds(4));
    QCOMPARE(player.silentTracks(), 0);
}

void PlayerTest::itBeginsAndEndsWhereItIsTold()
{
    Player player(m_file, worker(), plans());
    player.setVoices({{kBen, 1}});
    player.play(seconds(0.5), seconds(1.5));
    QCOMPARE(player.position(), seconds(0.5));
    const auto heard = listen(player);
    QCOMPARE(heard.size(), std::size_t(kSampleRate));
    QVERIFY(tone(std::span(heard).first(20'000), 1000) < 0.01);
    QVERIFY(tone(std::span(heard).subspan(28'000), 1000) > 0.2);
}

void PlayerTest::aVoiceMayComeAndGo()
{
    Player player(m_file, worker(), plans());
    player.setVoices({{kAna, 1}});
    player.play({}, seconds(4));
    std::vector<float> heard;
    std::vector<float> block(480);
    QElapsedTimer patience;
    patience.start();
    while (player.state() != Player::State::Ended && patience.elapsed() < test::kPatience) {
        const std::size_t count = player.pull(block);
        heard.insert(heard.end(), block.begin(), block.begin() + std::ptrdiff_t(count));
        if (count == 0)
            QThread::msleep(1);
        if (heard.size() >= std::size_t(1.5 * kSampleRate))
            player.setVoices({{kBen, 1}});
    }
    QCOMPARE(heard.size(), 4U * kSampleRate);
    // A change is heard after what was mixed ahead.
    QVERIFY(tone(std::span(heard).subspan(50'000, 20'000), 1000) < 0.01);
    QVERIFY(tone(std::span(heard).subspan(90'000, 40'000), 1000) > 0.2);
    QVERIFY(tone(std::span(heard).subspan(90'000, 40'000), 400) < 0.01);
}

void PlayerTest::seekingWhilePlayingLeavesNothingOfBefore()
{
    Player player(m_file, worker(), plans());
    player.setVoices({{kBen, 1}});
    std::vector<float> block(4800);
    for (int i = 0; i < 20; ++i) {
        player.play(seconds(1.2), seconds(4));
        player.pull(block);
    }
    player.play(seconds(3.2), seconds(4));
    const auto heard = listen(player);
    QCOMPARE(heard.size(), std::size_t(0.8 * kSampleRate));
    QVERIFY(tone(heard, 1000) < 0.005);
}

void PlayerTest::aTrackThatCannotBeDecodedIsSilentAndCounted()
{
    Player player(m_file, "/nowhere/lavalier-decode", plans());
    player.setVoices({{kAna, 1}, {kBen, 1}});
    player.play({}, seconds(4));
    const auto heard = listen(player);
    QCOMPARE(heard.size(), 4U * kSampleRate);
    QCOMPARE(player.silentTracks(), 2);
}

void PlayerTest::aPacketThatKillsTheWorkerCostsOnlyItself()
{
    ToneRecording tones(m_folder.path(), "poison");
    tones.talk(kAna, "Ana", 400, 0, 2);
    tones.put(kAna, 100, review::testing::kPoison);
    tones.talk(kAna, "Ana", 400, 2.02, 4);
    tones.talk(kBen, "Ben", 1000, 0, 4);
    const QString file = tones.finish(4);
    const auto shelf = std::make_shared<PlanShelf>(
        file, std::vector<recording::MarkShelf::Speaker> {{kAna, 200}, {kBen, 200}},
        std::make_shared<std::atomic<bool>>(false));
    Player player(file, review::testing::fragileWorker(m_folder.path(), worker()), shelf);
    player.setVoices({{kAna, 1}, {kBen, 1}});
    for (const double from : {0.0, 1.5}) { // and once more, with the packet known
        player.play(seconds(from), seconds(4));
        const auto heard = listen(player);
        QCOMPARE(SampleCount(std::ssize(heard)), seconds(4 - from));
        for (const double hertz : {400.0, 1000.0}) {
            const auto after
                = std::span(heard).subspan(static_cast<std::size_t>(seconds(2.2 - from).value()),
                                           static_cast<std::size_t>(seconds(1.5).value()));
            QVERIFY(std::abs(tone(after, hertz) - 0.25) < 0.03);
        }
        QCOMPARE(player.silentTracks(), 0);
    }
}

void PlayerTest::stoppingAndLeavingAtAnyMoment()
{
    for (int i = 0; i < 10; ++i) {
        Player player(m_file, worker(), plans());
        player.setVoices({{kAna, 1}, {kBen, 1}});
        player.play({}, seconds(4));
        QThread::msleep(static_cast<unsigned long>(i * 3));
        if (i % 2 == 0) {
            player.stop();
            std::vector<float> block(960, 1.0F);
            QCOMPARE(player.pull(block), 0U);
            QCOMPARE(block, std::vector<float>(960, 0.0F));
            QCOMPARE(player.state(), Player::State::Stopped);
        }
    }
}

int main(int argc, char** argv)
{
    return review::testing::runTest<PlayerTest>(argc, argv);
}

#include "player_test.moc"
