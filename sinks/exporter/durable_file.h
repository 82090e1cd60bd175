#pragma once

#include <QString>

namespace lavalier::exporter {

/// Waits until what was written to the file is on the disk. False when the system cannot say so.
bool makeDurable(const QString& path);

} // namespace lavalier::exporter
