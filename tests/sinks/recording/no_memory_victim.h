#pragma once

#include "sinks/recording/recording_recovery.h"
#include "sinks/recording/recording_writer.h"
#include "tests/support/memory_victims.h"

#include "recording_support.h"

#include <thread>

namespace lavalier::recording::testing {

/// What a victim of no_memory_test does, and what it says of that:
///   b allocations                        the recording is made
///   n error                              it is not, or recovery is not done
///   r rows                               it is, and so many were skipped
///   t tick                               its frames are handed over next
///   a tick committed unwritten error us  and were; what status() says, and when
///   s stopped committed unwritten error  the same, after a stop
enum class Deed { Record, Begin, Move, GoOn, RecoverInPlace, RecoverCopy, RecoverByRows };

inline constexpr std::int64_t kSpeakers = 3;
/// A millisecond each, 20 ms on the recording's clock.
inline constexpr std::int64_t kTicks = 120;
inline constexpr std::int64_t kLeft = 40; ///< ticks in what was left behind
inline constexpr std::chrono::milliseconds kTick {20};

inline OpusFrame frameAt(std::int64_t tick, std::uint32_t speaker)
{
    static const SteadyTime zero = FakeClock().now();
    // Rows of several sizes, some of them with pages of their own.
    const int size = tick % 10 == 9 ? 6000 : 100 + static_cast<int>(tick % 7) * 40;
    OpusFrame frame = frameOf(streamOf(tick < kLeft ? 1 : 2, speaker), UserId(speaker), tick,
                              zero + (tick + 1) * kTick, size);
    frame.payload[5] = static_cast<char>(speaker);
    return frame;
}

inline std::vector<OpusFrame> framesAt(std::int64_t tick)
{
    std::vector<OpusFrame> frames;
    for (std::uint32_t speaker = 1; speaker <= kSpeakers; ++speaker)
        frames.push_back(frameAt(tick, speaker));
    return frames;
}

inline QString pathIn(const QString& folder)
{
    return folder + QStringLiteral("/call.lavalier");
}

inline QString otherFolder(const QString& folder)
{
    return folder + QStringLiteral("/other");
}

inline QString nameOf(std::uint32_t speaker)
{
    return QStringLiteral("Speaker %1").arg(speaker);
}

inline QString markerText()
{
    return QStringLiteral("a word of some length");
}

inline bool isMarked(std::int64_t tick)
{
    return tick % 50 == 30;
}

inline void report(const RecordingWriter& writer, char what, std::int64_t number)
{
    const RecordingStatus status = writer.status();
    test::say(what, number, status.frames, status.held + status.refused, status.problem,
              SystemClock().now().time_since_epoch().count());
}

inline void handOver(RecordingWriter& writer, std::span<const OpusFrame> frames, std::int64_t tick)
{
    test::say('t', tick);
    writer.append(frames);
    if (tick % 5 == 2) {
        const SealedPacket sealed {frames[0].stream, UserId(1), frames[0].ssrc,
                                   SequenceNumber(1'000'000 + tick), frames[0].arrival};
        writer.noteSealed({&sealed, 1});
    }
    if (isMarked(tick)) {
        MediaCounters counters;
        counters.datagrams = static_cast<std::uint64_t>(tick);
        counters.streams.resize(kSpeakers);
        writer.noteCounters(counters);
        writer.marker(markerText());
    }
}

/// Records with a thread of its own, as the program does.
inline void recordAll(Deed deed, const QString& folder, FakeClock& clock,
                      const std::vector<std::vector<OpusFrame>>& frames,
                      const std::function<void()>& armLate)
{
    auto made = deed == Deed::GoOn
        ? RecordingWriter::goOn(pathIn(folder), clock)
        : RecordingWriter::create(folder, QStringLiteral("call"), someCall(), clock);
    if (!made) {
        test::say('n', made.error());
        return;
    }
    test::say('b', test::failing_memory::counted());
    armLate();
    RecordingWriter& writer = **made;
    writer.connectionOpened(ConnectionId(deed == Deed::GoOn ? 2 : 1), ChannelId(2),
                            QStringLiteral("somewhere"), QStringLiteral("aead_aes256_gcm_rtpsize"),
                            1);
    for (std::uint32_t speaker = 1; speaker <= kSpeakers; ++speaker)
        writer.speakerSeen(UserId(speaker), nameOf(speaker));
    for (std::int64_t tick = deed == Deed::GoOn ? kLeft : 0; tick < kTicks; ++tick) {
        clock.advance(kTick);
        handOver(writer, frames[static_cast<std::size_t>(tick)], tick);
        if (deed == Deed::Move && tick == kTicks / 3)
            writer.continueIn(otherFolder(folder));
        report(writer, 'a', tick);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    writer.stop();
    writer.waitUntilStopped(std::chrono::seconds(10));
    report(writer, 's', writer.status().state == WriterState::Stopped);
    for (int i = 0; i < 500 && !writer.isClosed(); ++i) { // the index, and the end of the log
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

inline int perform(Deed deed, const QString& folder, std::int64_t at, bool isForGood)
{
    using namespace test;
    const auto from = isForGood ? failing_memory::From::ForGood : failing_memory::From::Once;
    const auto arm = [&] { failing_memory::fail(at, from); };
    const auto no = [] {};
    // Ready before, so that nearly all that fails is the product's.
    std::vector<std::vector<OpusFrame>> frames;
    for (std::int64_t tick = 0; tick < kTicks; ++tick)
        frames.push_back(framesAt(tick));
    FakeClock clock;
    switch (deed) {
    case Deed::Record:
    case Deed::Move:
        return beVictim(no, [&] { recordAll(deed, folder, clock, frames, arm); });
    case Deed::GoOn:
        clock.advance(kLeft * kTick);
        [[fallthrough]];
    case Deed::Begin:
        return beVictim(arm, [&] { recordAll(deed, folder, clock, frames, no); });
    case Deed::RecoverInPlace:
    case Deed::RecoverCopy:
    case Deed::RecoverByRows:
        return beVictim(arm, [&] {
            const auto into = deed == Deed::RecoverInPlace ? RecoverInto::Same : RecoverInto::Copy;
            if (const auto done = recover(pathIn(folder), into))
                say('r', done->skipped.size());
            else
                say('n', done.error());
        });
    }
    return 1;
}

} // namespace lavalier::recording::testing
