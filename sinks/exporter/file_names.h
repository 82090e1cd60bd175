#pragma once

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <vector>

namespace lavalier::exporter {

inline constexpr int kMaxNameCharacters = 64;
inline constexpr int kMaxNameBytes = 120; ///< in UTF-8

/// Turns any text into a name that is one harmless component of a path on every system.
///
/// NFC; control, format and bidi characters dropped; < > : " / \ | ? * replaced by a dash; white
/// space collapsed; no dot or space at either end; Windows device names prefixed; at most 64
/// characters and 120 bytes. Never empty: "untitled" when nothing is left.
/// Source:  product expectations, H5.
QString safeFileName(const QString& text);

/// What a template may mention.
struct NameFacts {
    int number = 1; ///< track number, from 1
    int count = 1; ///< of tracks; decides how many digits the number has
    QString speaker;
    QString server;
    QString channel;
    QDateTime when; ///< in the zone people read it in
};

/// "{number} {speaker}"
QString defaultTrackTemplate();
/// "{date} {time} {server} {channel}"
QString defaultRecordingTemplate();

/// Fills {number} {speaker} {server} {channel} {date} {time}; unknown braces stay as they are.
/// The result is safe whatever the template and the facts hold. When `facts.number` counts (a
/// track), a template that does not mention {number} gets it in front.
QString trackFileName(const QString& pattern, const NameFacts& facts);
/// The same for the recording itself: no number is added.
QString recordingFileName(const QString& pattern, const NameFacts& facts);

/// "name" for 1, "name (2)" for 2, still within the limits.
QString numberedName(const QString& name, int number);

/// The names, in order, with " (2)" and so on where two would meet on a file system that ignores
/// case.
QStringList uniqueNames(const QStringList& names);

} // namespace lavalier::exporter
