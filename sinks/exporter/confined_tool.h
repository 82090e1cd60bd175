#pragma once

#include "processing/confinement/tool_confinement.h"

#include <QStringList>

class QProcess;

namespace lavalier::exporter {

/// What a tool with these arguments must reach: a "file:" after -i is read, the folder of any other
/// is written. Looks only for the program on the path.
confinement::ToolAccess accessOf(const QString& program, const QStringList& arguments);

/// To be called before start(): no network, no files but those its arguments name, nice 10, and an
/// environment without anything of ours.
void confineTool(QProcess& tool, const QString& program, const QStringList& arguments);

} // namespace lavalier::exporter
