// A settings file of any bytes, and the same bytes pasted as a token. Whatever the file held, what
// is saved from it reads back the same.
#include "app/settings_store.h"
#include "app/token_store.h"

#include <QCoreApplication>
#include <QDir>
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

void write(const QString& path, QByteArrayView bytes)
{
    QFile file(path);
    check(file.open(QIODevice::WriteOnly)
          && file.write(bytes.data(), bytes.size()) == bytes.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("settings.json"));
    write(path, {reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)});
    {
        SettingsStore store(path);
        ui::Settings changed = store.settings();
        check(changed.workerCount >= 0 && changed.workerCount <= 64);
        changed.workerCount = (changed.workerCount + 1) % 65;
        store.setSettings(changed);
        const SettingsStore again(path);
        check(again.settings() == changed);
    }
    for (const QString& name : QDir(folder.path()).entryList(QDir::Files))
        QFile::remove(folder.filePath(name));

    for (const bool loopback : {false, true}) {
        const auto token
            = checkToken(SecretBytes(ByteView(data, size)),
                         loopback ? Endpoints {QUrl(QStringLiteral("http://127.0.0.1:1/api/v10"))}
                                  : discordEndpoints());
        if (!token)
            continue;
        const ByteView plain = token->reveal();
        check(!plain.empty() && plain.size() <= size);
        // It goes into an HTTP header.
        check(std::ranges::all_of(plain, [](std::uint8_t b) { return b > 0x20 && b < 0x7F; }));
        check(loopback || std::ranges::count(plain, std::uint8_t {'.'}) == 2);
    }
    return 0;
}
