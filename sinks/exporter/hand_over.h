#pragma once

#include "sinks/exporter/export_request.h"
#include "sinks/exporter/track_tags.h"

#include <QByteArray>
#include <QStringList>

namespace lavalier::exporter {

/// What another audio program is told of finished tracks.
struct HandOver {
    struct Track {
        QString name;
        QString file; ///< beside the project, without a folder
        int channels = 1;
    };
    QString title;
    Format format = Format::Wav16;
    SampleCount samples;
    std::vector<Track> tracks;
    std::vector<Marker> markers;
};

/// Audacity's label track: start, end, text, a line each. Spans as well as points.
QByteArray audacityLabels(const std::vector<Marker>& markers);
/// Audacity's list of files (.lof): all at zero.
QByteArray audacityList(const HandOver& project);
/// Reaper's project text (.rpp).
QByteArray reaperProject(const HandOver& project);
/// DAWproject 1.0, a zip of two XML files that point at the tracks beside it. Empty: no memory.
/// Source:  github.com/bitwig/dawproject
QByteArray dawProject(const HandOver& project);

} // namespace lavalier::exporter
