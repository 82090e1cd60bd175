#pragma once

#include "app/arguments.h"
#include "sinks/exporter/export_request.h"
#include "voice/base/result.h"

namespace lavalier::app {

/// What `record` and `export` say about the files to make.
///
/// Errors:  a sentence for stderr.
Result<exporter::ExportRequest, QString> takeOutput(Arguments& arguments);

/// 20s, 1m30s, 2h, 500ms, or plain seconds, zero included. Nullopt for anything else.
std::optional<std::chrono::milliseconds> parsePosition(const QString& text);

} // namespace lavalier::app
