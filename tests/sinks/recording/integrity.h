#pragma once

#include <QString>

#include <sqlite3.h>

namespace lavalier::recording::testing {

/// What SQLite thinks of the file: "ok".
inline QString integrityOf(const QString& path)
{
    sqlite3* connection = nullptr;
    QString answer = QStringLiteral("cannot be opened");
    if (sqlite3_open_v2(path.toUtf8().constData(), &connection, SQLITE_OPEN_READONLY, nullptr)
        == SQLITE_OK) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(connection, "PRAGMA integrity_check", -1, &statement, nullptr);
        if (statement != nullptr && sqlite3_step(statement) == SQLITE_ROW)
            answer = QString::fromUtf8(
                reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
        sqlite3_finalize(statement);
    }
    sqlite3_close(connection);
    return answer;
}

} // namespace lavalier::recording::testing
