// Strangers' names made fit to be shown: one line without a sign that moves what stands around it,
// no markup, and the same when it is done twice.
#include "ui/text/remote_text.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace lavalier::ui;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

bool moves(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
        || c.category() == QChar::Separator_Paragraph || c.direction() == QChar::DirLRE
        || c.direction() == QChar::DirLRO || c.direction() == QChar::DirRLE
        || c.direction() == QChar::DirRLO || c.direction() == QChar::DirPDF
        || c.direction() == QChar::DirLRI || c.direction() == QChar::DirRLI
        || c.direction() == QChar::DirFSI || c.direction() == QChar::DirPDI;
}

void checkOneLine(QStringView text)
{
    check(std::ranges::none_of(text, moves));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1 || size > 4096)
        return 0;
    QString text;
    if ((data[0] & 1) != 0)
        text = QString::fromUtf8(reinterpret_cast<const char*>(data + 1),
                                 static_cast<qsizetype>(size - 1));
    else // halves of characters too
        for (std::size_t i = 1; i + 1 < size; i += 2)
            text += QChar(static_cast<char16_t>(data[i] | data[i + 1] << 8));

    const QString clean = cleanRemote(text);
    check(clean.size() <= text.size());
    checkOneLine(clean);
    check(cleanRemote(clean) == clean);

    const QString alone = isolated(text);
    check(alone.startsWith(QChar(0x2068)) && alone.endsWith(QChar(0x2069)));
    checkOneLine(QStringView(alone).mid(1).chopped(1));

    const QString letters = initials(text);
    check(!letters.isEmpty());
    checkOneLine(letters);

    const QString tip = plainToolTip(text);
    check(text.isEmpty() ? tip.isEmpty() : tip.count(u'<') == 2 && tip.count(u'>') == 2);
    return 0;
}
