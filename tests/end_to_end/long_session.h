#pragma once

#include "voice/base/strong_id.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace lavalier::test {

/// What a network adds to the way of a packet; it never takes anything off.
enum class Delays {
    Wired, ///< up to 5 ms
    Wild, ///< evenly up to 200 ms
    Tailed, ///< exponential, 20 ms in the mean, up to 200 ms
};

/// One person of a long session. Times are seconds since its beginning, by the wall clock.
struct Person {
    UserId user;
    const char* name = "";
    double driftPpm = 0; ///< how slow the sender's clock is
    bool clockRuns = true; ///< RTP runs on in silence
    bool marksSilence = true; ///< by five frames of it
    Delays delays = Delays::Wired;
    double rejoins = 0; ///< leaves then and is back a minute later with another SSRC
    double playsFrom = 0, playsTo = 0; ///< without a silence: music, a lecture
};

/// Four hours of speech in a few seconds: datagrams with their times go through the product's
/// pipeline and writer into a recording, while who spoke what when is remembered.
///
/// All speak one loop of half a second over and over: a floor of noise with one burst of a tone.
struct LongSession {
    static constexpr double kSeconds = 4 * 3600;
    static constexpr double kLoss = 0.01;
    /// The call moves to another server: for two seconds nothing is heard, then all SSRCs are new.
    static constexpr double kMoves = 6'000;
    static constexpr double kOutage = 2;
    static constexpr double kPauses = 9'000;
    static constexpr double kResumes = 9'600;

    struct Packet {
        double truth = 0; ///< when its first sample was spoken
        std::int64_t arrivalUs = 0; ///< no two alike
        std::uint32_t ssrc = 0;
        std::uint32_t rtp = 0;
        std::uint16_t sequence = 0;
        std::uint16_t person = 0;
        std::int8_t inLoop = -1; ///< which frame of the loop; -1 is a silence frame
        bool hasNeighbours = true; ///< those just before it arrived, too
    };

    std::vector<Person> people;
    std::vector<Packet> heard; ///< in order of arrival; what was lost is not among them
    std::int64_t sent = 0;
    QString path; ///< of the finished recording; empty when it could not be made

    static LongSession record(std::span<const Person> people, const QString& folder);

    const Packet* arrivedAt(std::int64_t us) const;
    /// Where it belongs on a track from which the pause is cut; nothing near the pause's ends.
    static std::optional<double> onTrack(double truth);
};

/// The loop all speak, encoded once.
class SpokenLoop {
public:
    static constexpr int kFrames = 25;
    static constexpr int kBurstIn = 10; ///< the frame at whose beginning the burst begins

    SpokenLoop();

    const QByteArray& frame(int number) const { return m_frames[static_cast<std::size_t>(number)]; }
    /// Samples from the beginning of that frame, as decoded, to the burst's onset.
    std::int64_t onset() const { return m_onset; }
    /// The first sample from `from` on that is clearly above the floor.
    static std::optional<std::int64_t> firstLoud(std::span<const float> samples, std::int64_t from,
                                                 std::int64_t to);

private:
    std::array<QByteArray, kFrames> m_frames;
    std::int64_t m_onset = 0;
};

} // namespace lavalier::test
