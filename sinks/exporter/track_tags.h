#pragma once

#include "voice/base/audio_units.h"

#include <QDateTime>
#include <QString>

#include <vector>

namespace lavalier::exporter {

/// Something somebody marked, on the tracks' own time.
struct Marker {
    SampleCount at;
    SampleCount length; ///< zero: a point
    QString text;

    bool operator==(const Marker&) const = default;
};

/// What a file says of itself beside the sound.
struct TrackTags {
    QString title;
    QString artist; ///< the speaker
    QString album; ///< the recording
    int number = 0;
    int count = 0;
    QDateTime date; ///< of the first sample, in the zone of the call
    QString place = {}; ///< server and channel
    std::vector<Marker> markers = {};

    /// Samples since midnight, as BWF counts them.
    std::uint64_t timeReference() const;
};

/// One line without control characters, at most 200 long: what any tag may hold.
QString tagValue(const QString& text);

/// "01:02:03.004"
QString clockText(SampleCount at);

} // namespace lavalier::exporter
