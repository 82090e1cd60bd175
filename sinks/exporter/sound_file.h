#pragma once

#include "voice/base/audio_units.h"

#include <QString>

#include <atomic>
#include <functional>
#include <span>

namespace lavalier::exporter {

/// Sound on its way: interleaved 32-bit floats in a file without a header, full scale 1.0.
///
/// A file, as measuring comes before changing and memory has no room for hours. Every call goes
/// through it block by block; a cancel ends it early.
/// Errors:  false when the file cannot be read or written.
struct SoundFile {
    QString path;
    int channels = 1;
    SampleCount samples;

    using Block = std::span<float>;
    bool read(const std::atomic<bool>& cancelled, const std::function<void(Block)>& visit) const;
    /// What `change` leaves in the block is written back, `delay` samples earlier: it may be as
    /// much behind.
    bool change(const std::atomic<bool>& cancelled, SampleCount delay,
                const std::function<void(Block)>& change) const;
    /// Adds this sound, times `gain`, to a stereo one of the same length; silence costs nothing.
    bool addTo(const SoundFile& stereo, float gain, const std::atomic<bool>& cancelled) const;
    /// The left side alone, in place.
    bool keepLeft(const std::atomic<bool>& cancelled);
    /// Appends it to another file as little-endian samples of two or three bytes.
    bool appendTo(const QString& file, int bytesPerSample,
                  const std::atomic<bool>& cancelled) const;
};

} // namespace lavalier::exporter
