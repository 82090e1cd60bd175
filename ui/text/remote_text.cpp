#include "ui/text/remote_text.h"

#include <QStringList>
#include <QTextBoundaryFinder>

namespace lavalier::ui {

namespace {

bool isBidiControl(QChar c)
{
    const char16_t code = c.unicode();
    return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E)
        || (code >= 0x2066 && code <= 0x2069);
}

QString firstLetters(const QString& word, int count)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    qsizetype end = 0;
    for (int i = 0; i < count; ++i) {
        const auto next = finder.toNextBoundary();
        if (next < 0)
            break;
        end = next;
    }
    return word.left(end);
}

} // namespace

QString cleanRemote(const QString& text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        if (isBidiControl(c))
            continue;
        const bool breaks = c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator;
        clean += breaks ? QChar(u' ') : c;
    }
    return clean.simplified();
}

QString isolated(const QString& text)
{
    return QChar(0x2068) + cleanRemote(text) + QChar(0x2069);
}

QString plainToolTip(const QString& text)
{
    return text.isEmpty() ? QString()
                          : QStringLiteral("<span style=\"white-space:pre-wrap\">")
            + text.toHtmlEscaped() + QStringLiteral("</span>");
}

QString initials(const QString& name)
{
    QStringList words;
    const QStringList parts = cleanRemote(name).split(u' ', Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        qsizetype start = 0; // "(Ana)" is A, not a bracket
        while (start < part.size() && !part[start].isLetterOrNumber() && !part[start].isSurrogate())
            ++start;
        if (start < part.size())
            words << part.mid(start);
    }
    if (words.isEmpty())
        return QStringLiteral("?");
    if (words.size() == 1)
        return firstLetters(words.first(), 1).toUpper()
            + firstLetters(words.first(), 2).mid(firstLetters(words.first(), 1).size()).toLower();
    return (firstLetters(words.first(), 1) + firstLetters(words.last(), 1)).toUpper();
}

} // namespace lavalier::ui
