// libFuzzer target: any bytes as a recording that is recovered, and of which somebody is forgotten.
// Seeds: finished recordings of a few packets.
#include "sinks/recording/forget_person.h"
#include "sinks/recording/recording_reader.h"
#include "sinks/recording/recording_recovery.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdint>
#include <cstdlib>

using namespace lavalier;
using namespace lavalier::recording;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const QTemporaryDir folder;
    QDir place(folder.path());
    for (const QString& name : place.entryList(QDir::Files | QDir::Hidden))
        place.remove(name);
    const QString path = folder.filePath(QStringLiteral("fuzzed.lavalier"));
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            return 0;
    }
    const auto report = recover(path, RecoverInto::Copy);
    QFile original(path);
    if (!original.open(QIODevice::ReadOnly) || original.readAll() != bytes)
        std::abort(); // it is only read
    if (!report)
        return 0;
    const auto copy = RecordingReader::open(report->recording);
    const auto summary = copy ? (*copy)->summary() : Failure {copy.error()};
    if (!summary)
        std::abort(); // what is called recovered can be read
    if (!summary->speakers.empty())
        (void)forgetPerson(report->recording, summary->speakers.front().user);
    return 0;
}
