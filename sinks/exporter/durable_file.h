#pragma once

#include <QString>

namespace lavalier::exporter {

/// Waits until what was written to the file is on the disk. False when the system cannot say so.
bool makeDurable(const QString& path);

/// Says to every process, for as long as this one lives, that the file is being written. A handle
/// for releaseFile(); negative where the system or the disk knows no such thing.
int holdFile(const QString& path);
void releaseFile(int handle);
/// Removes the file if whoever held it is gone. Not where nobody can tell.
void removeAbandoned(const QString& path);

} // namespace lavalier::exporter
