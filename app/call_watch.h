#pragma once

#include "voice/base/clock.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace lavalier::app {

/// What is no fault and yet hardly meant, so that a person should know.
enum class CallWarning {
    NoAudio, ///< nobody was heard since the recording began, a minute ago
    Silence, ///< nobody is heard any more, for five minutes
    SlowLink, ///< the voice server answers after more than half a second
    PathSilent, ///< audio stopped dead, and the voice server answers nothing
};

/// Watches a recording for what its user would like to be told.
///
/// Thread:  any, one at a time; the time is an argument.
class CallWatch {
public:
    static constexpr std::chrono::minutes kNoAudioAfter {1};
    static constexpr std::chrono::minutes kSilenceAfter {5};
    static constexpr std::chrono::milliseconds kSlow {500};
    /// Measurements in a row, before it is slow and before it is not.
    static constexpr int kSlowTrips = 3;

    struct Change {
        CallWarning warning = CallWarning::NoAudio;
        bool begins = true;

        bool operator==(const Change&) const = default;
    };

    /// `heard` is any count that grows with what is heard.
    void recordingBegan(std::uint64_t heard, SteadyTime now);
    /// Nothing is expected until it goes on; that somebody was heard before stays true.
    void recordingPaused();
    void recordingResumed(std::uint64_t heard, SteadyTime now);
    void recordingEnded();
    void look(std::uint64_t heard, SteadyTime now);
    void roundTrip(std::chrono::milliseconds time);
    bool holds(CallWarning warning) const { return m_holds[static_cast<std::size_t>(warning)]; }
    void pathSilent(bool silent) { set(CallWarning::PathSilent, silent); }
    /// The call is over.
    void clear();
    std::vector<Change> takeChanges() { return std::exchange(m_changes, {}); }

private:
    struct Listening {
        std::uint64_t heard = 0;
        SteadyTime since; ///< began, went on, or heard last
        bool anything = false; ///< was heard, also before a pause
        bool paused = false;
    };

    void set(CallWarning warning, bool holds);

    std::optional<Listening> m_listening;
    int m_tripsAgainst = 0; ///< what holds now
    std::array<bool, 4> m_holds {}; ///< by CallWarning
    std::vector<Change> m_changes;
};

} // namespace lavalier::app
