// What ffmpeg and ffprobe say, and what strangers' names become among ffmpeg's arguments.
#include "sinks/exporter/ffmpeg_command.h"

#include <algorithm>
#include <cstdlib>

using namespace lavalier::exporter;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    static_cast<void>(readProbe(bytes));
    if (const auto place = encodedSoFar(bytes))
        check(place->value() >= 0 && bytes.contains("out_time_us="));

    const QString lines = lastLines(bytes);
    check(lines.count(u'\n') < 12 && lines.size() <= 12 * 301);
    check(std::ranges::all_of(lines, [](QChar c) { return c == u'\n' || c.isPrint(); }));

    const QStringList parts = QString::fromUtf8(bytes).split(u'\n');
    const TrackTags tags {parts.value(0), parts.value(1), parts.value(2), 1, 2, {}};
    const QStringList plain = mp3Arguments(1, Quality::High, {}, QStringLiteral("/out"));
    const QStringList tagged = mp3Arguments(1, Quality::High, tags, QStringLiteral("/out"));
    check(tagged.last() == plain.last());
    // Whatever a name holds, it is the rest of one argument that begins with the tag's own name.
    QStringList ours = tagged;
    for (qsizetype at = ours.indexOf(QStringLiteral("-metadata")); at >= 0;
         at = ours.indexOf(QStringLiteral("-metadata"))) {
        const QString value = ours.value(at + 1);
        check(value.startsWith(QStringLiteral("title="))
              || value.startsWith(QStringLiteral("artist="))
              || value.startsWith(QStringLiteral("album="))
              || value == QStringLiteral("track=1/2"));
        check(std::ranges::none_of(value,
                                   [](QChar c) { return c.category() == QChar::Other_Control; }));
        ours.remove(at, 2);
    }
    check(ours == plain);
    return 0;
}
