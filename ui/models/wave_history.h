#pragma once

#include "voice/base/clock.h"

#include <QString>

#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace lavalier::ui {

/// What became of a speaker's audio in one column of the waveform, the gravest last.
enum class Flow : std::uint8_t {
    NotRecording,
    OnDisk,
    Paused,
    Waiting, ///< for a key, or for the disk
    CutOff, ///< we hear nobody
    Lost, ///< on the network
    Undecryptable,
    NotWritten,
};

struct WaveColumn {
    float peakDb = -100.0F;
    Flow flow = Flow::NotRecording;
    std::uint16_t packets = 0; ///< gone for that reason
};

constexpr std::chrono::milliseconds kWaveColumn {250};

/// The last two minutes of something, one value a column; older columns are overwritten.
template <typename Column> class ColumnRing {
public:
    static constexpr std::int64_t kSize = 480;

    explicit ColumnRing(std::int64_t end = 0)
        : m_end(end)
    {
    }
    /// One past the newest column; columns are numbered from the model's beginning.
    std::int64_t end() const { return m_end; }
    void append(const Column& column) { m_columns[index(m_end++)] = column; }
    /// A default column where nothing is known.
    Column at(std::int64_t number) const
    {
        return number >= m_end || number < 0 || number < m_end - kSize ? Column {}
                                                                       : m_columns[index(number)];
    }

private:
    static std::size_t index(std::int64_t number)
    {
        return static_cast<std::size_t>(number % kSize);
    }

    std::array<Column, kSize> m_columns {};
    std::int64_t m_end;
};

using WaveHistory = ColumnRing<WaveColumn>;

/// What the ruler above the waveforms knows about a column.
struct TimeColumn {
    std::int64_t recordedMs = -1; ///< −1 while nothing was recorded
    bool marker = false;
};

/// A marker that was set while looking on.
struct LiveMarker {
    std::int64_t column = 0; ///< that was being filled then
    std::chrono::milliseconds at {0}; ///< of the recording, as the clock showed it
    QString text; ///< may be empty
};

struct WaveTimes : ColumnRing<TimeColumn> {
    std::vector<LiveMarker> markers; ///< of the columns still known and the one being filled
};

} // namespace lavalier::ui
