// A file of export presets of any bytes. What is taken from it is within its limits and in order,
// and reads back the same after something is saved.
#include "app/export_presets.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdlib>

using namespace lavalier;
using namespace lavalier::app;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

const auto kMemory = QStringLiteral("/dev/shm");

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // In memory where that can be had: presets are brought safely to the disk each time.
    static QTemporaryDir folder((QDir(kMemory).exists() ? kMemory : QDir::tempPath())
                                + QStringLiteral("/presets-XXXXXX"));
    const QString path = folder.filePath(QStringLiteral("presets.json"));
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    QFile file(path);
    check(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();

    ExportPresets presets(path);
    check(presets.all().size() <= 200);
    bool isText = true;
    for (const ui::NamedChoices& one : presets.all()) {
        check(!one.name.isEmpty() && one.name.size() <= 200);
        check(one.choices.nameTemplate.size() <= 200);
        // Half a character cannot be written.
        isText = isText && one.name.isValidUtf16() && one.choices.nameTemplate.isValidUtf16();
    }
    check(std::ranges::is_sorted(presets.all(), std::ranges::less_equal(),
                                 &ui::NamedChoices::name)); // no two alike
    const std::size_t before = presets.all().size();
    const QString ours = QStringLiteral("ours");
    const bool isNew
        = std::ranges::find(presets.all(), ours, &ui::NamedChoices::name) == presets.all().end();
    presets.save({ours, {}});
    check(presets.all().size() == std::min<std::size_t>(before + (isNew ? 1 : 0), 200));
    const ExportPresets again(path);
    check(again.all().size() == presets.all().size() || !isText);
    check(again.all() == presets.all() || !isText);
    return 0;
}
