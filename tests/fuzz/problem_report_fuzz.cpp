// A log of any bytes, made fit to be given away, with an id, a token and a name put in somewhere:
// none of them is in the report, nor enough of one to know it by. The first two bytes say where.
#include "app/problem_report.h"

#include <algorithm>
#include <cstdlib>

using namespace lavalier::app;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

const auto kId = QStringLiteral("155101607195836416");
const auto kToken
    = QStringLiteral("MTU1MTAxNjA3MTk1ODM2NDE2.GkTuvw.4lkq3kXzWnQ8QeQ9vU0Jb6yqSdbm1jYc0pZr2A");
const auto kName = QStringLiteral("Bartholomew");

bool isPart(QChar c)
{
    return c.isLetterOrNumber() || c.isSurrogate();
}

/// Whether so many characters of the secret stand in the text, one after the other.
bool tells(const QString& text, const QString& secret, qsizetype many)
{
    for (qsizetype at = 0; at + many <= secret.size(); ++at) {
        if (text.contains(QStringView(secret).mid(at, many)))
            return true;
    }
    return false;
}

bool tellsWord(const QString& text, const QString& word)
{
    for (auto at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        const auto end = at + word.size();
        if ((at == 0 || !isPart(text[at - 1])) && (end == text.size() || !isPart(text[end])))
            return true;
    }
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2 || size > 4096)
        return 0;
    const QString said = QString::fromUtf8(reinterpret_cast<const char*>(data + 2),
                                           static_cast<qsizetype>(size - 2));
    const qsizetype at = (data[0] | data[1] << 8) % (said.size() + 1);
    if (tells(said, kId, 8) || tells(said, kToken, 12))
        return 0; // then the rest of it is not ours
    const ReportCleaner cleaner("salt", {kName + u' ' + kName});

    const auto checkClean = [](const QString& clean) {
        check(clean.size() <= 1000);
        check(!tells(clean, kId, 8));
        check(!tells(clean, kToken, 12));
        // No path, address, link or anything else that is no word or number.
        for (const QChar c : clean)
            check(c.unicode() < 0x7F
                      ? c.unicode() >= 0x20 && !QStringView(u"/\\@\"<>=&$~*{}|`").contains(c)
                      : c == u'…');
        int digits = 0;
        for (const QChar c : clean) {
            digits = c.isDigit() ? digits + 1 : 0;
            check(digits < 13); // an id
        }
    };
    checkClean(cleaner.clean(said));
    // Between whatever stands there; a space each side for the name, or it is part of a word.
    QString line = said;
    checkClean(cleaner.clean(line.insert(at, kId)));
    line = said;
    checkClean(cleaner.clean(line.insert(at, kToken)));
    line = said;
    const QString named = cleaner.clean(line.insert(at, u' ' + kName + u' '));
    checkClean(named);
    check(!tellsWord(named, kName));
    check(!tells(named, kName, 8) || tells(said, kName, 8));

    const QString version = cleaner.cleanVersion(said);
    check(version.size() <= 200 && !tellsWord(version, kName));
    check(cleaner.clean(said) == cleaner.clean(said));

    ReportFacts facts;
    line = said;
    facts.log = line.insert(at, kToken + u'\n' + kId).toUtf8();
    facts.problems = said.split(u'\n').mid(0, 4);
    facts.names = {kName};
    const QString report = reportText(facts);
    check(!report.contains(kToken.section(u'.', 2)) && !report.contains(kId));
    return 0;
}
