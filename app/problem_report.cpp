#include "app/problem_report.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSysInfo>

#include <algorithm>
#include <array>

namespace lavalier::app {
namespace {

constexpr int kMaxLine = 400;
constexpr int kMaxVersion = 80;
constexpr int kMaxLines = 400;
/// A bot's id in its token is of 23 or more.
constexpr qsizetype kLongestWord = 20;
constexpr qsizetype kShortestId = 13; ///< digits; a time in milliseconds has as many
constexpr qint64 kMaxTail = 256 * 1024;

const QString kLeftOut = QStringLiteral("…");

bool isWordLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

/// What our own log says again and again: that somebody or some channel is called so tells nothing.
bool isOurWord(const QString& folded)
{
    static const QStringList kWords {
        QStringLiteral("call"),   QStringLiteral("channel"), QStringLiteral("connection"),
        QStringLiteral("error"),  QStringLiteral("gateway"), QStringLiteral("group"),
        QStringLiteral("media"),  QStringLiteral("part"),    QStringLiteral("recording"),
        QStringLiteral("server"), QStringLiteral("session"), QStringLiteral("speaker"),
        QStringLiteral("state"),  QStringLiteral("the"),     QStringLiteral("voice"),
        QStringLiteral("with")};
    return kWords.contains(folded);
}

} // namespace

ReportCleaner::ReportCleaner(QByteArray salt, const QStringList& names)
    : m_salt(std::move(salt))
{
    for (const QString& name : names)
        for (const QString& word : name.toCaseFolded().split(
                 QRegularExpression(QStringLiteral("[^\\p{L}\\p{N}]+")), Qt::SkipEmptyParts))
            if (word.size() >= 2 && !isOurWord(word))
                m_names.append(word);
    m_names.removeDuplicates();
}

/// `word` is of letters and digits alone.
bool ReportCleaner::tells(const QString& word) const
{
    static const QRegularExpression kId(
        QStringLiteral("[0-9]{%1}").arg(static_cast<int>(kShortestId)));
    return word.size() > kLongestWord || m_names.contains(word.toCaseFolded())
        || kId.match(word).hasMatch();
}

QString ReportCleaner::cleanWord(const QString& word) const
{
    // What stands around a word is kept; a path, an address or a token has it within.
    static const QRegularExpression kForm(QStringLiteral(
        "^([(\\[]*)([A-Za-z][A-Za-z0-9'_-]*|[+-]?[0-9]+(?:[.,][0-9]+)?%?)([)\\],.:;?!]*)$"));
    const auto match = kForm.match(word);
    if (!match.hasMatch())
        return kLeftOut;
    const QString core = match.captured(2);
    const bool isNumber = !core.front().isLetter();
    if (isNumber && core.size() >= kShortestId) {
        const QByteArray mark = QCryptographicHash::hash(QByteArray(m_salt + core.toUtf8()),
                                                         QCryptographicHash::Sha256);
        return match.captured(1) + u'#' + QString::fromLatin1(mark.toHex().left(6))
            + match.captured(3);
    }
    // Of a joined word each part tells: a first name of two, a machine called after its owner.
    static const QRegularExpression kJoint(QStringLiteral("[^A-Za-z0-9]+"));
    const QStringList parts = core.split(kJoint, Qt::SkipEmptyParts);
    if (core.size() > kLongestWord
        || std::ranges::any_of(parts, [this](const QString& part) { return tells(part); }))
        return match.captured(1) + kLeftOut + match.captured(3);
    return word;
}

QString ReportCleaner::clean(const QString& line) const
{
    static const QRegularExpression kQuoted(
        QStringLiteral("\"(?:[^\"\\\\]|\\\\.)*\"?|“[^”]*”?|'[^']*'"));
    QString text = line.left(kMaxLine);
    if (line.size() > kMaxLine) {
        // Half a name, id or token is nothing we know; and a quote that was open is closed.
        while (!text.isEmpty() && !text.back().isSpace())
            text.chop(1);
        text += QStringLiteral(" '");
    }
    text.replace(kQuoted, kLeftOut);
    QStringList words;
    for (const QString& word :
         text.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts)) {
        const QString kept = word == QLatin1String("-") ? word : cleanWord(word);
        if (kept != kLeftOut || words.isEmpty() || words.last() != kLeftOut)
            words.append(kept);
    }
    return words.join(u' ');
}

QString ReportCleaner::cleanVersion(const QString& text) const
{
    QString kept;
    QString word;
    const auto take = [&] {
        kept += tells(word) || !std::ranges::all_of(word, isWordLetter) ? kLeftOut : word;
        word.clear();
    };
    for (const QChar c : text) {
        if (c.isLetterOrNumber()) {
            word += c;
            continue;
        }
        if (kept.size() + word.size() > kMaxVersion)
            break;
        take();
        if (QStringLiteral(" .,-_+()#~").contains(c))
            kept += c;
        else if (c == u'/') // "Debian GNU/Linux"
            kept += u' ';
    }
    if (kept.size() + word.size() <= kMaxVersion)
        take();
    return kept.trimmed();
}

namespace {

/// "lavalier.gateway", and the moment: both are ours.
QString cleanLogLine(const ReportCleaner& cleaner, const QString& line)
{
    static const QRegularExpression kHead(
        QStringLiteral("^(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z) "
                       "(debug|info|warning|critical|fatal) (lavalier\\.[a-z]{1,20}) (.*)$"));
    const auto match = kHead.match(line);
    if (!match.hasMatch())
        return cleaner.clean(line);
    return match.captured(1) + u' ' + match.captured(2) + u' ' + match.captured(3) + u' '
        + cleaner.clean(match.captured(4));
}

/// Keys and counters are parts with signs between, one of them a server or a person; what has
/// another form is none of ours.
QString cleanKey(const ReportCleaner& cleaner, const QString& key)
{
    static const QRegularExpression kForm(
        QStringLiteral("^[A-Za-z][A-Za-z0-9]*([./@][A-Za-z0-9]+)*$"));
    if (!kForm.match(key).hasMatch())
        return kLeftOut;
    QString spaced = key;
    return cleaner.clean(spaced.replace(u'.', u' ').replace(u'/', u' ').replace(u'@', u' '));
}

} // namespace

QString reportText(const ReportFacts& facts)
{
    QByteArray salt(16, '\0');
    for (char& byte : salt)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    const ReportCleaner cleaner(salt, facts.names);
    QStringList lines {QStringLiteral("Lavalier " LAVALIER_VERSION),
                       QStringLiteral("Qt %1, built with %2")
                           .arg(QLatin1String(qVersion()), QStringLiteral(QT_VERSION_STR)),
                       QStringLiteral("%1, %2 %3, %4")
                           .arg(cleaner.cleanVersion(QSysInfo::prettyProductName()),
                                cleaner.cleanVersion(QSysInfo::kernelType()),
                                cleaner.cleanVersion(QSysInfo::kernelVersion()),
                                cleaner.cleanVersion(QSysInfo::currentCpuArchitecture()))};
    if (!facts.look.isEmpty())
        lines << QStringLiteral("Windows by %1").arg(cleaner.cleanVersion(facts.look));
    lines << QStringLiteral("Language %1").arg(cleaner.cleanVersion(QLocale().name()))
          << facts.confinement;
    lines << QString() << QStringLiteral("Problems shown now:");
    for (const QString& key : facts.problems)
        lines << QStringLiteral("  ") + cleanKey(cleaner, key);
    if (facts.problems.isEmpty())
        lines << QStringLiteral("  none");
    lines << QString() << QStringLiteral("Counted on the way of the audio:");
    for (const auto& [name, count] : facts.counters)
        lines << QStringLiteral("  %1: %2").arg(cleanKey(cleaner, name)).arg(count);
    if (facts.counters.empty())
        lines << QStringLiteral("  nothing");
    lines << QString() << QStringLiteral("The end of the log, ids made unrecognisable:");
    const QStringList log = QString::fromUtf8(facts.log).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : log.mid(std::max<qsizetype>(0, log.size() - kMaxLines)))
        lines << QStringLiteral("  ") + cleanLogLine(cleaner, line);
    if (log.isEmpty())
        lines << QStringLiteral("  empty");
    return lines.join(u'\n') + u'\n';
}

QByteArray logTail(const QString& path, int lines)
{
    QFile file(path);
    if (QFileInfo(path).isSymLink() || !file.open(QIODevice::ReadOnly))
        return {};
    const qint64 from = std::max<qint64>(0, file.size() - kMaxTail);
    if (!file.seek(from))
        return {};
    QList<QByteArray> all = file.read(kMaxTail).split('\n');
    if (from > 0 && !all.isEmpty())
        all.removeFirst(); // cut within
    if (!all.isEmpty() && all.last().isEmpty())
        all.removeLast();
    return all.mid(std::max<qsizetype>(0, all.size() - lines)).join('\n');
}

QStringList ownNames()
{
    QStringList names {QSysInfo::machineHostName(), QDir::home().dirName()};
    for (const char* variable : {"USER", "LOGNAME", "USERNAME"})
        names.append(qEnvironmentVariable(variable));
    names.removeAll(QString());
    return names;
}

} // namespace lavalier::app
