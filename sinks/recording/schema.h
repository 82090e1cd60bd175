#pragma once

#include "processing/timeline/loss_map.h"
#include "sinks/recording/database.h"

namespace lavalier::recording {

/// "LAVR": tells a recording from any other SQLite database (PRAGMA application_id).
inline constexpr std::int64_t kApplicationId = 0x4C415652;
/// PRAGMA user_version. Older ones stay readable, newer ones are only read.
inline constexpr std::int64_t kSchemaVersion = 1;
/// Of every recording's pages: what SQLite makes when it is not told otherwise.
inline constexpr int kPageBytes = 4096;
/// No Opus packet and no text we write is larger (product expectations, H1).
inline constexpr std::int64_t kMaxRowBytes = 64 * 1024;

/// Makes an empty file a recording: journal mode, application id, tables. See ARCHITECTURE.md.
Result<void, RecordingError> createSchema(const Database& database);

/// Checks application id and version. True: newer than we write.
Result<bool, RecordingError> checkSchema(const Database& database);

/// Of the two causes that table missed knows.
QString missedNameOf(timeline::LossCause cause);
timeline::LossCause missedCauseOf(const QString& name);
QString nameOf(EventType type);
EventType eventTypeOf(const QString& name);

} // namespace lavalier::recording
