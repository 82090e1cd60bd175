#include "app/terminal.h"

#include <QJsonDocument>

#include <cstdio>

namespace lavalier::app {
namespace {

/// In one piece: standard error has no buffer, and whoever reads along sees whole lines.
void write(FILE* stream, const QByteArray& bytes)
{
    const QByteArray line = bytes + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stream);
    std::fflush(stream);
}

} // namespace

QString printable(const QString& text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar character : text) {
        const auto category = character.category();
        const bool harmless = character == u'\n'
            || (category != QChar::Other_Control && category != QChar::Other_Format
                && category != QChar::Separator_Line && category != QChar::Separator_Paragraph);
        if (harmless)
            clean.append(character);
    }
    return clean;
}

void printResult(const QString& text)
{
    write(stdout, printable(text).toUtf8());
}

void printResult(const QJsonObject& json)
{
    write(stdout, QJsonDocument(json).toJson(QJsonDocument::Indented).trimmed());
}

void printNote(const QString& text)
{
    write(stderr, printable(text).toUtf8());
}

void printNote(const QJsonObject& json)
{
    write(stderr, QJsonDocument(json).toJson(QJsonDocument::Compact));
}

} // namespace lavalier::app
