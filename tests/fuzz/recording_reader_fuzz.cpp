// libFuzzer target: any bytes as a recording file. Seeds: finished recordings of a few packets.
#include "sinks/recording/recording_reader.h"

#include <QFile>
#include <QTemporaryDir>

#include <cstdint>

using namespace lavalier;
using namespace lavalier::recording;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("fuzzed.lavalier"));
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            return 0;
        file.write(reinterpret_cast<const char*>(data), static_cast<qint64>(size));
    }
    const auto opened = RecordingReader::open(path);
    if (!opened)
        return 0;
    RecordingReader& reader = **opened;
    const auto summary = reader.summary();
    const auto pauses = reader.pauses();
    const auto length = reader.length();
    if (!summary || !pauses || !length)
        return 0;
    for (const SpeakerTally& speaker : summary->speakers) {
        const auto marks = reader.marks(speaker.user);
        if (!marks)
            continue;
        for (const timeline::PacketMark& mark : *marks)
            (void)reader.payload(mark.row);
        (void)timeline::planTrack(*marks, *pauses, *length, {});
    }
    return 0;
}
