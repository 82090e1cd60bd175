#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace lavalier::app {

// Results go to stdout, progress and problems to stderr. Text from Discord may hold escape
// sequences; only printable characters reach a terminal.

void printResult(const QString& text);
void printResult(const QJsonObject& json);
void printNote(const QString& text);
/// One line.
void printNote(const QJsonObject& json);
QString printable(const QString& text);

} // namespace lavalier::app
