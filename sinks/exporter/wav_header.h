#pragma once

#include "voice/base/audio_units.h"

#include <QByteArray>

namespace lavalier::exporter {

struct WavShape {
    int channels = 1;
    int bytesPerSample = 2; ///< 2 or 3, little-endian
    SampleCount samples; ///< per channel
    QByteArray front = {}; ///< whole chunks between fmt and data
    qint64 tailBytes = 0; ///< of whole chunks that will follow the samples

    std::uint64_t dataBytes() const;
    bool operator==(const WavShape&) const = default;
};

/// The bytes that come before the samples; the samples' length is known before the first is made.
///
/// Shape:   RIFF/WAVE with fmt and data, 44 bytes without more chunks; from 4 GiB on RF64 with ds64
/// (EBU Tech 3306).
///          24 bits use WAVE_FORMAT_EXTENSIBLE. An odd data chunk is followed by one pad byte.
/// Source:  Microsoft's multimedia file formats; EBU Tech 3306.
QByteArray wavHeader(const WavShape& shape);
/// Whether one zero byte has to follow the samples.
bool wavNeedsPadding(const WavShape& shape);

} // namespace lavalier::exporter
