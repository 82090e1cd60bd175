#include "sinks/exporter/file_names.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace lavalier::exporter {
namespace {

bool isDropped(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // bidi marks, joiners, tags
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
        return true;
    default:
        return QChar::isNonCharacter(c);
    }
}

bool isWhite(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return c == U'\t' || c == U'\n' || c == U'\r';
    }
}

bool isReserved(char32_t c)
{
    constexpr std::u32string_view kReserved = U"<>:\"/\\|?*";
    return kReserved.find(c) != std::u32string_view::npos;
}

/// CON, com7.txt, "aux .tar": Windows looks at what stands before the first dot.
bool isDeviceName(const QString& name)
{
    static constexpr std::array<const char*, 7> kDevices {"con",    "prn",     "aux",   "nul",
                                                          "conin$", "conout$", "clock$"};
    const QString stem = name.section(QLatin1Char('.'), 0, 0).trimmed().toCaseFolded();
    if (std::ranges::any_of(kDevices, [&](const char* d) { return stem == QLatin1String(d); }))
        return true;
    if (stem.size() != 4
        || !(stem.startsWith(QLatin1String("com")) || stem.startsWith(QLatin1String("lpt"))))
        return false;
    const QChar last = stem.back(); // superscript digits count as well
    return last.isDigit() || last == QChar(0xB9) || last == QChar(0xB2) || last == QChar(0xB3);
}

QString trimEnds(QString text)
{
    const auto bad = [](QChar c) { return c == QLatin1Char('.') || c == QLatin1Char(' '); };
    while (!text.isEmpty() && bad(text.back()))
        text.chop(1);
    qsizetype lead = 0;
    while (lead < text.size() && bad(text[lead]))
        ++lead;
    return text.mid(lead);
}

/// As many whole code points of the front as both limits allow.
QString limited(const QString& text, int characters, int bytes)
{
    QString kept;
    int keptBytes = 0;
    int keptCharacters = 0;
    for (const char32_t c : text.toUcs4()) {
        const QString one = QString::fromUcs4(&c, 1);
        const int size = static_cast<int>(one.toUtf8().size());
        if (keptCharacters + 1 > characters || keptBytes + size > bytes)
            break;
        kept += one;
        keptBytes += size;
        ++keptCharacters;
    }
    return kept;
}

QString fill(const QString& pattern, const NameFacts& facts)
{
    const int width = std::max(2, static_cast<int>(QString::number(facts.count).size()));
    const std::array<std::pair<QLatin1String, QString>, 6> values {{
        {QLatin1String("{number}"),
         QStringLiteral("%1").arg(facts.number, width, 10, QLatin1Char('0'))},
        {QLatin1String("{speaker}"), facts.speaker},
        {QLatin1String("{server}"), facts.server},
        {QLatin1String("{channel}"), facts.channel},
        {QLatin1String("{date}"), facts.when.toString(QStringLiteral("yyyy-MM-dd"))},
        {QLatin1String("{time}"), facts.when.toString(QStringLiteral("HH-mm-ss"))},
    }};
    // One pass over the pattern: what a value holds is never taken for a placeholder.
    QString filled;
    for (qsizetype at = 0; at < pattern.size();) {
        const auto rest = QStringView(pattern).mid(at);
        const auto match = std::ranges::find_if(
            values, [&](const auto& value) { return rest.startsWith(value.first); });
        if (match == values.end()) {
            filled += pattern[at++];
            continue;
        }
        filled += limited(match->second, 2 * kMaxNameCharacters, 4 * kMaxNameBytes);
        at += match->first.size();
    }
    return filled;
}

} // namespace

QString safeFileName(const QString& text)
{
    // Long enough for any name, short enough for any text.
    const QString normal = text.left(4096).normalized(QString::NormalizationForm_C);
    QString clean;
    bool white = false;
    for (const char32_t c : normal.toUcs4()) {
        if (isWhite(c)) {
            white = true;
            continue;
        }
        if (isDropped(c) || c == QChar::ReplacementCharacter)
            continue;
        if (white && !clean.isEmpty())
            clean += QLatin1Char(' ');
        white = false;
        clean += isReserved(c) ? QStringLiteral("-") : QString::fromUcs4(&c, 1);
    }
    // Dropping and joining can leave sequences that NFC would join once more.
    clean = trimEnds(clean.normalized(QString::NormalizationForm_C));
    if (isDeviceName(clean))
        clean.prepend(QLatin1Char('_'));
    clean = trimEnds(limited(clean, kMaxNameCharacters, kMaxNameBytes));
    return clean.isEmpty() ? QStringLiteral("untitled") : clean;
}

QString defaultTrackTemplate()
{
    return QStringLiteral("{number} {speaker}");
}

QString defaultRecordingTemplate()
{
    return QStringLiteral("{date} {time} {server} {channel}");
}

QString trackFileName(const QString& pattern, const NameFacts& facts)
{
    QString used = pattern.trimmed().isEmpty() ? defaultTrackTemplate() : pattern;
    if (!used.contains(QLatin1String("{number}")))
        used.prepend(QLatin1String("{number} "));
    return safeFileName(fill(used, facts));
}

QString recordingFileName(const QString& pattern, const NameFacts& facts)
{
    return safeFileName(
        fill(pattern.trimmed().isEmpty() ? defaultRecordingTemplate() : pattern, facts));
}

QString numberedName(const QString& name, int number)
{
    if (number <= 1)
        return name;
    const QString suffix = QStringLiteral(" (%1)").arg(number);
    const int room = static_cast<int>(suffix.size());
    return trimEnds(limited(name, kMaxNameCharacters - room, kMaxNameBytes - room)) + suffix;
}

QStringList uniqueNames(const QStringList& names)
{
    const auto key = [](const QString& name) {
        return name.normalized(QString::NormalizationForm_KC).toUpper().toCaseFolded(); // ß is SS
    };
    QSet<QString> taken;
    QStringList unique;
    for (const QString& name : names) {
        int number = 1;
        while (taken.contains(key(numberedName(name, number))))
            ++number;
        unique.append(numberedName(name, number));
        taken.insert(key(unique.back()));
    }
    return unique;
}

} // namespace lavalier::exporter
