#include "sinks/recording/recording_reader.h"
#include "sinks/recording/recording_recovery.h"
#include "sinks/recording/recording_writer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_victims.h"
#include "tests/support/payloads_of.h"
#include "tests/voice/receive/packet_builder.h"
#include "voice/receive/media_pipeline.h"

#include <QTest>

#include <thread>

using namespace lavalier;
using namespace std::chrono_literals;
using recording::RecordingWriter;
using test::MemoryVictim;

namespace {

constexpr int kSpeakers = 3;
constexpr int kTicks = 100; ///< a millisecond each, 20 ms of the call

QByteArray payloadOf(int tick, int speaker)
{
    QByteArray payload(80 + tick % 50, '\x55');
    payload[0] = '\x78'; // CELT, 20 ms, mono, one frame
    payload[1] = static_cast<char>(tick);
    payload[2] = static_cast<char>(speaker);
    return payload;
}

QByteArray datagramOf(int tick, int speaker)
{
    test::PacketBuilder builder;
    builder.ssrc = static_cast<std::uint32_t>(1000 + speaker);
    builder.sequence = static_cast<std::uint16_t>(tick);
    builder.timestamp = static_cast<std::uint32_t>(tick) * 960;
    builder.body = payloadOf(tick, speaker);
    return builder.rtp();
}

/// Every datagram is in one of these or in a frame.
std::uint64_t countedAway(const MediaCounters& counters)
{
    std::uint64_t away = counters.notRtp + counters.transportRefused + counters.transportReplayed
        + counters.withoutKey + counters.crowdedOut;
    for (const StreamCounters& stream : counters.streams)
        away += stream.waiting + stream.undecryptable + stream.malformed + stream.duplicates
            + stream.expired + stream.discarded + stream.strayed;
    return away;
}

/// From datagrams to the disk, on two threads. Says with each tick: a tick committed away, and at
/// the end: s committed unwritten away.
void receiveAndRecord(receive::MediaPipeline& pipeline, RecordingWriter& writer,
                      test::FakeClock& clock, const std::vector<QByteArray>& datagrams)
{
    for (int tick = 0; tick < kTicks; ++tick) {
        clock.advance(20ms);
        test::say('t', tick);
        for (int speaker = 1; speaker <= kSpeakers; ++speaker)
            pipeline.datagram(
                viewOf(datagrams[static_cast<std::size_t>(tick * kSpeakers + speaker - 1)]),
                clock.now());
        pipeline.timePassed(clock.now());
        writer.append(pipeline.frames());
        pipeline.clearFrames();
        const MediaCounters counters = pipeline.counters();
        if (tick % 25 == 0)
            writer.noteCounters(counters);
        test::say('a', tick, writer.status().frames, countedAway(counters));
        std::this_thread::sleep_for(1ms);
    }
    writer.stop();
    writer.waitUntilStopped(10s);
    const auto status = writer.status();
    test::say('s', status.frames, status.held + status.refused, countedAway(pipeline.counters()));
}

int beReceiver(const QString& folder, std::int64_t at, bool isForGood)
{
    std::vector<QByteArray> datagrams;
    for (int tick = 0; tick < kTicks; ++tick) {
        for (int speaker = 1; speaker <= kSpeakers; ++speaker)
            datagrams.push_back(datagramOf(tick, speaker));
    }
    test::FakeClock clock;
    receive::MediaPipeline pipeline(ConnectionId(1),
                                    std::make_unique<receive::PassthroughDecryptor>());
    pipeline.setListening(receive::Listening::Recording);
    const QByteArray key = test::mediaKey();
    auto cipher = crypto::TransportCipher::create(crypto::TransportMode::Aes256GcmRtpsize,
                                                  SecretBytes(viewOf(key)));
    auto writer = RecordingWriter::create(folder, QStringLiteral("call"), {}, clock);
    if (!cipher || !writer)
        return 1;
    pipeline.setCipher(*std::move(cipher));
    for (int speaker = 1; speaker <= kSpeakers; ++speaker)
        pipeline.mapSpeaker(Ssrc(static_cast<std::uint32_t>(1000 + speaker)),
                            UserId(static_cast<std::uint64_t>(speaker)), clock.now());
    using test::failing_memory::From;
    return test::beVictim(
        [&] { test::failing_memory::fail(at, isForGood ? From::ForGood : From::Once); },
        [&] {
            receiveAndRecord(pipeline, **writer, clock, datagrams);
            writer->reset();
        });
}

/// The numbers of one speaker's frames, in order; nothing when a frame is not what was sent.
std::optional<std::vector<int>> framesOf(recording::RecordingReader& reader, int speaker)
{
    const auto marks = reader.marks(UserId(static_cast<std::uint64_t>(speaker)));
    if (!marks)
        return std::nullopt;
    const auto payloads = test::payloadsOf(reader, *marks);
    if (!payloads)
        return std::nullopt;
    std::vector<int> ticks;
    for (std::size_t i = 0; i < marks->size(); ++i) {
        const QByteArray& payload = (*payloads)[i];
        const int tick = payload.size() > 2 ? static_cast<unsigned char>(payload[1]) : kTicks;
        const auto expected = (*marks)[0].sequence.value() - (ticks.empty() ? tick : ticks[0]);
        if (payload != payloadOf(tick, speaker) || (!ticks.empty() && tick <= ticks.back())
            || (*marks)[i].sequence.value() - expected != tick)
            return std::nullopt;
        ticks.push_back(tick);
    }
    return ticks;
}

} // namespace

/// Memory ends while datagrams become frames and frames become a file: the file holds what was said
/// to be in it, and what is missing between its frames was counted.
class NoMemoryCallTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsMissingWasCounted_data()
    {
        QTest::addColumn<bool>("isForGood");
        QTest::newRow("one allocation fails") << false;
        QTest::newRow("all fail from one on") << true;
    }
    void whatIsMissingWasCounted()
    {
        QFETCH(bool, isForGood);
        test::MemoryVictims victims({QStringLiteral("--without-memory")}, isForGood,
                                    [](const QString&) { return true; });
        const auto spared = victims.spare();
        QVERIFY(spared && spared->hasLived());
        QCOMPARE(judge(*spared), QString());
        QCOMPARE(spared->last('s').at(0), kTicks * kSpeakers);
        const auto all = spared->last('e').at(0);
        const QString wrong = victims.tryEach(100, all, judge);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        qInfo("%lld allocations: %d died, %d lived", static_cast<long long>(all), victims.died(),
              victims.lived());
        QVERIFY(victims.died() > 0);
    }

private:
    static QString judge(MemoryVictim& victim)
    {
        const QString path = victim.folder.filePath(QStringLiteral("call.lavalier"));
        if (const QString wrong = judgeFile(victim, path); !wrong.isEmpty())
            return wrong;
        const auto recovered = recording::recover(path);
        if (!recovered && recovered.error() != recording::RecordingError::Finished)
            return QStringLiteral("cannot be recovered: %1").arg(int(recovered.error()));
        return judgeFile(victim, path);
    }

    static QString judgeFile(const MemoryVictim& victim, const QString& path)
    {
        const auto reader = recording::RecordingReader::open(path);
        if (!reader)
            return QStringLiteral("cannot be opened: %1").arg(int(reader.error()));
        qint64 stored = 0;
        qint64 holes = 0;
        for (int speaker = 1; speaker <= kSpeakers; ++speaker) {
            const auto ticks = framesOf(**reader, speaker);
            if (!ticks)
                return QStringLiteral("other frames than were sent");
            stored += std::ssize(*ticks);
            holes += ticks->empty() ? 0 : ticks->back() + 1 - std::ssize(*ticks);
        }
        const auto tick = victim.last('a');
        const auto stopped = victim.last('s');
        const qint64 committed = tick.empty() ? 0 : tick.at(1);
        // The last tick may have been counted and not told.
        const qint64 away = tick.empty() ? 0 : tick.at(2);
        if (stored < std::max(committed, stopped.empty() ? 0 : stopped.at(0)))
            return QStringLiteral("%1 of %2 acknowledged frames").arg(stored).arg(committed);
        if (holes > away + (stopped.empty() ? kSpeakers : 0))
            return QStringLiteral("%1 frames are missing, %2 were counted").arg(holes).arg(away);
        if (!stopped.empty() && stored + stopped.at(1) + stopped.at(2) < kTicks * kSpeakers)
            return QStringLiteral("%1 frames, %2 not written, %3 counted")
                .arg(stored)
                .arg(stopped.at(1))
                .arg(stopped.at(2));
        return {};
    }
};

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("--without-memory"))
        return beReceiver(arguments.value(2), arguments.value(3).toLongLong(),
                          arguments.value(4).toInt() != 0);
    NoMemoryCallTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "no_memory_call_test.moc"
