#include "voice/base/bytes.h"
#include "voice/base/opus_packet.h"
#include "voice/rtp/rtp_packet.h"
#include "voice/simulator/fault_lane.h"
#include "voice/simulator/scripted_speaker.h"

#include <QTest>

#include <algorithm>

using namespace lavalier;
using namespace lavalier::simulator;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

constexpr Ssrc kSsrc {77};

/// `lines` of `frames` packets each, one second apart.
ScriptedSpeaker speaker(ScriptSpeaker script, std::size_t frames, std::size_t lines)
{
    const auto packets = std::make_shared<const OpusPackets>(frames, QByteArray("\xFC\x01", 2));
    std::vector<ScriptedSpeaker::Line> said;
    for (std::size_t i = 0; i < lines; ++i)
        said.push_back({std::chrono::seconds(i), packets});
    return ScriptedSpeaker(script, said, kSsrc, 5);
}

std::vector<PlainRtp> everythingUntil(ScriptedSpeaker& speaker, microseconds end)
{
    std::vector<PlainRtp> packets;
    while (auto packet = speaker.takeDue(end, false))
        packets.push_back(*packet);
    return packets;
}

/// Header and body together, with room for what the parser takes for tag and nonce.
rtp::RtpHeader headerOf(const PlainRtp& packet)
{
    const QByteArray datagram = packet.header + packet.body + QByteArray(20, '\0');
    return rtp::parseRtpHeader(viewOf(datagram)).value();
}

} // namespace

class ScriptedSpeakerTest : public QObject {
    Q_OBJECT

private slots:
    void aSpurtIsItsPacketsAndFiveSilenceFrames()
    {
        auto ana = speaker({}, 3, 1);
        const auto packets = everythingUntil(ana, std::chrono::seconds(5));
        QCOMPARE(packets.size(), std::size_t {8});
        for (std::size_t i = 0; i < packets.size(); ++i) {
            QCOMPARE(packets[i].due, microseconds(milliseconds(20 * i)));
            QCOMPARE(packets[i].silence, i >= 3);
            QCOMPARE(packets[i].sequence, std::uint16_t(packets[0].sequence + i));
            QCOMPARE(headerOf(packets[i]).marker, i == 0);
        }
        QVERIFY(!ana.nextDue().has_value());
    }

    void rtpRunsOnInSilenceOnlyForNativeClients_data()
    {
        QTest::addColumn<bool>("native");
        QTest::addColumn<quint32>("step");
        QTest::newRow("native") << true << quint32(48000);
        QTest::newRow("bot") << false << quint32(8 * 960);
    }

    void rtpRunsOnInSilenceOnlyForNativeClients()
    {
        QFETCH(bool, native);
        QFETCH(quint32, step);
        ScriptSpeaker script;
        script.kind = native ? SpeakerKind::Native : SpeakerKind::Bot;
        auto someone = speaker(script, 3, 2);
        const auto packets = everythingUntil(someone, std::chrono::seconds(5));
        QCOMPARE(packets.size(), std::size_t {16});
        QCOMPARE(packets[8].timestamp - packets[0].timestamp, step);
        QCOMPARE(packets[1].timestamp - packets[0].timestamp, quint32(960));
    }

    void paddingAndExtensionsLeaveTheOpusPacketWhole()
    {
        ScriptSpeaker script;
        script.paddedShare = 0.5;
        script.extendedShare = 0.5;
        script.csrcShare = 0.5;
        auto someone = speaker(script, 100, 1);
        std::size_t padded = 0;
        std::size_t extended = 0;
        for (const PlainRtp& packet : everythingUntil(someone, std::chrono::seconds(5))) {
            const auto header = headerOf(packet);
            QCOMPARE(header.clearSize, static_cast<std::size_t>(packet.header.size()));
            const auto media = rtp::mediaPayload(header, viewOf(packet.body));
            QVERIFY(media.has_value());
            QCOMPARE(isSilenceFrame(*media), packet.silence);
            QCOMPARE(media->size(), std::size_t {packet.opusBytes});
            padded += header.padding;
            extended += header.hasExtension;
        }
        QVERIFY(padded > 30 && padded < 75);
        QVERIFY(extended > 30 && extended < 75);
    }

    void aPeriodSaysTheLinesAgain()
    {
        ScriptSpeaker script;
        script.period = milliseconds(500);
        auto someone = speaker(script, 2, 1);
        const auto packets = everythingUntil(someone, milliseconds(1200));
        QCOMPARE(packets.size(), std::size_t {21});
        QCOMPARE(packets[7].due, microseconds(milliseconds(500)));
        QCOMPARE(packets[14].due, microseconds(milliseconds(1000)));
    }

    void linesThatBeganBeforeAJoinAreNotSaid()
    {
        auto someone = speaker({}, 3, 3);
        someone.skipTo(milliseconds(1001));
        QCOMPARE(someone.nextDue(), std::optional(microseconds(std::chrono::seconds(2))));
    }

    void whoIsMutedSendsNothingAndMissesNothingLater()
    {
        auto someone = speaker({}, 3, 2);
        QVERIFY(!someone.takeDue(milliseconds(500), true).has_value());
        QCOMPARE(someone.nextDue(), std::optional(microseconds(std::chrono::seconds(1))));
    }

    void theSameSeedMeetsTheSameFate()
    {
        WireFaults faults;
        faults.loss = 0.1;
        faults.duplicate = 0.1;
        faults.jitter = milliseconds(20);
        int lost = 0;
        for (std::uint16_t sequence = 0; sequence < 10000; ++sequence) {
            const Fate one = fateOf(faults, 9, kSsrc, sequence);
            const Fate two = fateOf(faults, 9, kSsrc, sequence);
            QCOMPARE(one.lost, two.lost);
            QCOMPARE(one.delay, two.delay);
            QCOMPARE(one.secondCopy, two.secondCopy);
            QVERIFY(one.delay < milliseconds(20));
            lost += one.lost;
        }
        QVERIFY2(lost > 900 && lost < 1100, qPrintable(QString::number(lost)));
    }

    void everyClipOfTheDemoIsThere()
    {
        SpeechLibrary library;
        const SimulatorScript demo = demoScript();
        for (const ScriptSpeaker& one : demo.speakers) {
            for (const ScriptSpurt& spurt : one.spurts) {
                const auto packets = library.packetsOf(spurt.speech);
                QVERIFY(packets);
                QVERIFY(packets->size() > 50);
            }
        }
        QVERIFY(!library.packetsOf(ClipSpeech {QStringLiteral("nobody_9")}));
    }

    void cutOggFilesAreRefused()
    {
        QFile file(QStringLiteral(":/lavalier/clips/ana_1.opus"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        QVERIFY(readOggOpus(whole).has_value());
        QVERIFY(!readOggOpus(whole.left(whole.size() - 1)).has_value());
        QVERIFY(!readOggOpus(whole.left(20)).has_value());
        QVERIFY(!readOggOpus(QByteArray()).has_value());
        QVERIFY(!readOggOpus("no Ogg at all, but long enough to look").has_value());
    }
};

QTEST_GUILESS_MAIN(ScriptedSpeakerTest)
#include "scripted_speaker_test.moc"
