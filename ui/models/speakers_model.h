#pragma once

#include "ui/models/meter_ballistics.h"
#include "ui/models/wave_history.h"
#include "ui/ports/recorder_port.h"

#include <memory>
#include <vector>

namespace lavalier::ui {

/// What the lanes draw: per speaker the latest facts, a meter that moves, a waveform that scrolls.
///
/// A value fed with snapshots and the time of each; opens no window and reads no clock. Lanes keep
/// the order of the snapshot and their history for as long as the speaker is in it.
class SpeakersModel {
public:
    struct Lane {
        SpeakerView speaker;
        MeterBallistics meter;
        std::shared_ptr<WaveHistory> history;
        float columnPeakDb = SpeakerView::kSilenceDb; ///< of the column still being filled
        Flow columnLoss = Flow::OnDisk; ///< the gravest of that column, and how many packets
        std::uint64_t columnPackets = 0;
    };

    struct Changes {
        bool structure = false; ///< speakers came, went or changed places
        std::vector<std::size_t> facts; ///< lanes whose words or lamps changed
        int columns = 0; ///< new waveform columns in every lane
    };

    Changes update(const LiveSnapshot& snapshot, SteadyTime now);
    /// A marker at the column being filled.
    void mark(const QString& text);
    void resetClips();
    void resetClip(UserId speaker);

    const std::vector<Lane>& lanes() const { return m_lanes; }
    std::shared_ptr<const WaveTimes> times() const { return m_times; }
    bool metersAtRest() const;
    bool stripsFlat() const;

private:
    bool sameSpeakers(const std::vector<SpeakerView>& speakers) const;
    void rebuild(const std::vector<SpeakerView>& speakers);
    int finishColumns(const LiveSnapshot& snapshot, SteadyTime now);

    std::vector<Lane> m_lanes;
    std::shared_ptr<WaveTimes> m_times = std::make_shared<WaveTimes>();
    TimeColumn m_pendingTime;
    SteadyTime m_origin {};
    bool m_started = false;
    std::chrono::milliseconds m_recorded {0}; ///< as told last
    std::int64_t m_column = 0;
    std::int64_t m_lastActive = -WaveHistory::kSize;
};

} // namespace lavalier::ui
