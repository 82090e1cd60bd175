// Names from strangers, made into names of files: one harmless component each, whatever was in
// them (H5). The first byte chooses the encoding and who is who.
#include "sinks/exporter/file_names.h"

#include <cstdlib>

using namespace lavalier::exporter;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

void checkHarmless(const QString& name, bool cut = true)
{
    check(!name.isEmpty());
    check(!cut || name.toUcs4().size() <= kMaxNameCharacters);
    check(!cut || name.toUtf8().size() <= kMaxNameBytes);
    check(!name.startsWith(u'.') && !name.endsWith(u'.') && !name.startsWith(u' ')
          && !name.endsWith(u' '));
    for (const QChar c : name) {
        check(!QStringView(u"<>:\"/\\|?*").contains(c));
        check(c.category() != QChar::Other_Control && c.category() != QChar::Other_Format);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1 || size > 4096)
        return 0;
    const bool wide = (data[0] & 1) != 0;
    const QString text = wide
        ? QString(reinterpret_cast<const QChar*>(
                      data + 1 + (reinterpret_cast<std::uintptr_t>(data + 1) & 1)),
                  static_cast<qsizetype>((size - 1) / 2 > 0 ? (size - 1) / 2 - 1 : 0))
        : QString::fromUtf8(reinterpret_cast<const char*>(data + 1),
                            static_cast<qsizetype>(size - 1));
    const QString safe = safeFileName(text);
    checkHarmless(safe);
    check(safeFileName(safe) == safe);

    const QStringList parts = text.split(u'\n');
    NameFacts facts;
    facts.number = data[0];
    facts.count = 300;
    facts.speaker = parts.value(1);
    facts.server = parts.value(2);
    facts.channel = parts.value(3);
    facts.when = QDateTime::fromSecsSinceEpoch(1'795'000'000);
    const QString track = trackFileName(parts.value(0), facts);
    checkHarmless(track);
    checkHarmless(recordingFileName(parts.value(0), facts));
    checkHarmless(numberedName(track, data[0]));

    QStringList names;
    for (const QString& part : parts.mid(0, 40))
        names.append(safeFileName(part));
    const QStringList unique = uniqueNames(names);
    check(unique.size() == names.size());
    QStringList folded;
    for (const QString& name : unique) {
        checkHarmless(name);
        check(!folded.contains(name.toCaseFolded()));
        folded.append(name.toCaseFolded());
    }
    return 0;
}
