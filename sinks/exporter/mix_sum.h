#pragma once

#include "sinks/exporter/fresh_file.h"
#include "sinks/exporter/sound_file.h"

#include <mutex>

namespace lavalier::exporter {

/// Everybody together: a stereo sound that tracks are added to, in any order.
///
/// Thread:  any.
class MixSum {
public:
    /// Nothing when the folder takes no file.
    static std::unique_ptr<MixSum> make(const QString& folder, SampleCount samples);

    bool add(const SoundFile& track, double gainDb, const std::atomic<bool>& cancelled);
    /// Once all are added; mono when no track had a side, unless stereo is wanted. Nothing when
    /// the file could not be read or written.
    const SoundFile* finish(Channels wanted, const std::atomic<bool>& cancelled);

private:
    FreshFile m_file;
    SoundFile m_sound;
    std::mutex m_mutex;
    bool m_wide = false;
};

} // namespace lavalier::exporter
