#include "sinks/monitor/audio_output.h"

#include "tests/patience.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <mutex>

using namespace lavalier;
using namespace lavalier::monitor;

using State = AudioOutput::State;

namespace {

class Silence final : public PcmSource {
public:
    void render(std::span<float> stereo) override { std::ranges::fill(stereo, 0.0F); }
};

/// A computer whose outputs a test plugs and unplugs.
class FakeOutputs final : public OutputDevices {
public:
    std::vector<OutputDevice> plugged;
    std::vector<OutputDevice> outputs() override { return plugged; }
    std::unique_ptr<Playback> play(const QByteArray& device,
                                   std::shared_ptr<PcmSource>) const override
    {
        const std::lock_guard lock(m_mutex);
        if (m_refused == device)
            return nullptr;
        m_opened.append(device);
        m_playing = device;
        m_broken = false;
        return std::make_unique<FakePlayback>(*this);
    }

    void plug(const std::vector<OutputDevice>& devices)
    {
        plugged = devices;
        listChanged();
    }
    void refuse(const QByteArray& device)
    {
        const std::lock_guard lock(m_mutex);
        m_refused = device;
    }
    void breakOff() { m_broken = true; }
    QByteArray playing() const
    {
        const std::lock_guard lock(m_mutex);
        return m_playing;
    }
    QByteArrayList opened() const
    {
        const std::lock_guard lock(m_mutex);
        return m_opened;
    }

private:
    class FakePlayback final : public Playback {
    public:
        explicit FakePlayback(const FakeOutputs& owner)
            : m_owner(owner)
        {
        }
        ~FakePlayback() override
        {
            const std::lock_guard lock(m_owner.m_mutex);
            m_owner.m_playing.clear();
        }
        bool isRunning() const override { return !m_owner.m_broken; }

    private:
        const FakeOutputs& m_owner;
    };

    mutable std::mutex m_mutex; // play() is on the output's thread
    mutable QByteArray m_playing;
    mutable QByteArrayList m_opened;
    mutable std::atomic<bool> m_broken = false;
    QByteArray m_refused;
};

const OutputDevice kSpeakers {"speakers", "Speakers", true};
const OutputDevice kHeadset {"headset", "Headset", false};
const OutputDevice kScreen {"screen", "Screen", false};

struct Stage {
    std::shared_ptr<FakeOutputs> devices = std::make_shared<FakeOutputs>();
    AudioOutput output {std::make_shared<Silence>(), devices};
    QSignalSpy missed {devices.get(), &OutputDevices::missed};
    QSignalSpy found {devices.get(), &OutputDevices::found};
};

#define EXPECT_PLAYING(device) QTRY_COMPARE(stage.devices->playing(), QByteArray(device))

} // namespace

/// What is heard through which output, as somebody notices who plugs things in and out.
class AudioOutputTest : public QObject {
    Q_OBJECT
private slots:
    void theChosenOutputIsTakenWhileItIsThere()
    {
        Stage stage;
        stage.devices->plugged = {kSpeakers, kHeadset};
        stage.devices->choose("headset");
        stage.output.start();
        EXPECT_PLAYING("headset");
        stage.devices->plug({kSpeakers});
        EXPECT_PLAYING("speakers");
        QCOMPARE(stage.output.state(), State::Playing);
        QCOMPARE(stage.missed.size(), 1);
        QCOMPARE(stage.found.size(), 0);
        stage.devices->plug({kSpeakers, kScreen}); // not the one that is missed
        QCOMPARE(stage.missed.size(), 1);
        stage.devices->plug({kSpeakers, kScreen, kHeadset});
        EXPECT_PLAYING("headset");
        QCOMPARE(stage.found.size(), 1);
    }

    void anotherChoiceIsInForceAtOnce()
    {
        Stage stage;
        stage.devices->plugged = {kSpeakers, kHeadset, kScreen};
        stage.output.start();
        EXPECT_PLAYING("speakers");
        stage.devices->choose("screen");
        EXPECT_PLAYING("screen");
        stage.devices->choose({});
        EXPECT_PLAYING("speakers");
        QCOMPARE(stage.missed.size(), 0);
    }

    void choosingWhatIsThereEndsTheMessage()
    {
        Stage stage;
        stage.devices->plugged = {kSpeakers};
        stage.devices->choose("headset");
        QCOMPARE(stage.missed.size(), 0); // nobody listens yet
        stage.output.start();
        EXPECT_PLAYING("speakers");
        QCOMPARE(stage.missed.size(), 1);
        stage.devices->choose({});
        QCOMPARE(stage.found.size(), 1);
    }

    void whatPlaysIsNotDisturbedByOthers()
    {
        Stage stage;
        stage.devices->plugged = {kSpeakers};
        stage.output.start();
        EXPECT_PLAYING("speakers");
        stage.devices->plug({kSpeakers, kScreen});
        stage.devices->plug({{"speakers", "Speakers", false}, {"screen", "Screen", true}});
        EXPECT_PLAYING("screen"); // the default has changed
        QCOMPARE(stage.devices->opened(), (QByteArrayList {"speakers", "screen"}));
    }

    void aDeviceThatBrokeOffIsOpenedAgain()
    {
        Stage stage;
        stage.devices->plugged = {kSpeakers};
        stage.output.start();
        EXPECT_PLAYING("speakers");
        stage.devices->breakOff(); // gone and back before anybody could say so
        stage.devices->plug({kSpeakers});
        QTRY_COMPARE(stage.devices->opened(), (QByteArrayList {"speakers", "speakers"}));
    }

    void withoutAnyOutputItWaitsForOne()
    {
        Stage stage;
        stage.devices->choose("headset");
        stage.output.start();
        QCOMPARE(stage.output.state(), State::NoDevice);
        QCOMPARE(stage.missed.size(), 0); // nothing plays instead
        stage.devices->plug({kHeadset});
        EXPECT_PLAYING("headset");
        QCOMPARE(stage.output.state(), State::Playing);
        stage.output.stop();
        EXPECT_PLAYING("");
        stage.devices->plug({kSpeakers, kHeadset});
        QCOMPARE(stage.output.state(), State::Stopped);
    }

    void anOutputThatRefusesIsAState()
    {
        Stage stage;
        stage.devices->plugged = {kSpeakers, kHeadset};
        stage.devices->refuse("headset");
        stage.devices->choose("headset");
        stage.output.start();
        QTRY_COMPARE(stage.output.state(), State::Failed);
        stage.devices->choose("speakers");
        EXPECT_PLAYING("speakers");
        QCOMPARE(stage.output.state(), State::Playing);
    }

    /// Whoever is told of each state reads of a refusal once.
    void anOutputThatGoesOnRefusingIsToldOnce()
    {
        Stage stage;
        stage.devices->plugged = {kSpeakers, kHeadset};
        stage.devices->refuse("headset");
        stage.devices->choose("headset");
        QList<State> told;
        connect(&stage.output, &AudioOutput::stateChanged, this,
                [&told](State state) { told.append(state); });
        stage.output.start();
        QTRY_COMPARE(told, (QList {State::Playing, State::Failed}));
        stage.devices->plug({kSpeakers, kHeadset, kScreen});
        stage.devices->plug({kSpeakers, kHeadset});
        QTest::qWait(50);
        QCOMPARE(told, (QList {State::Playing, State::Failed}));
        stage.devices->refuse("none");
        stage.devices->plug({kSpeakers, kHeadset, kScreen});
        EXPECT_PLAYING("headset");
        QTRY_COMPARE(told, (QList {State::Playing, State::Failed, State::Playing}));
        // Whoever starts again is told again.
        stage.output.stop();
        stage.devices->refuse("headset");
        stage.output.start();
        QTRY_COMPARE(told.mid(3), (QList {State::Stopped, State::Playing, State::Failed}));
    }

    void whenNobodyPlaysAnyMoreItIsSaid()
    {
        Stage stage;
        const QSignalSpy rested(stage.devices.get(), &OutputDevices::rested);
        stage.devices->plugged = {kSpeakers};
        stage.devices->choose("headset");
        {
            AudioOutput second(std::make_shared<Silence>(), stage.devices);
            stage.output.start();
            stage.output.start(); // again, as with another call
            second.start();
            QCOMPARE(stage.missed.size(), 1);
            stage.output.stop();
            stage.output.stop();
            QCOMPARE(rested.size(), 0);
        }
        QCOMPARE(rested.size(), 1);
        QCOMPARE(stage.missed.size(), 1);
        stage.output.start(); // what was said before has been taken back
        QCOMPARE(stage.missed.size(), 2);
        stage.devices->plug({kSpeakers, kHeadset});
        QCOMPARE(stage.found.size(), 1);
    }
};

QTEST_GUILESS_MAIN(AudioOutputTest)
#include "audio_output_test.moc"
