// A note of any bytes about a nickname that has to be put back. What is believed of it is a mark
// of that bot and server, is noted anew the same, and is gone once it is forgotten.
#include "app/notice_marks.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

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
constexpr UserId kBot(900000000000000004);
constexpr GuildId kGuild(900000000000000001);

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // In memory where that can be had: a note is brought safely to the disk each time.
    static QTemporaryDir folder((QDir(kMemory).exists() ? kMemory : QDir::tempPath())
                                + QStringLiteral("/marks-XXXXXX"));
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    QFile file(folder.filePath(
        QStringLiteral("nickname-%1-%2.json").arg(kBot.value()).arg(kGuild.value())));
    check(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const auto found = NoticeMarks(folder.path()).leftBehind(kBot);
    check(found.size() <= 1);
    for (const NoticeMark& mark : found) {
        check(mark.bot == kBot && mark.guild == kGuild && isMarkedNickname(mark.marked));
        check(mark.before.size() <= bytes.size() && mark.marked.size() <= bytes.size());
        {
            NoticeMarks ours(folder.path());
            ours.remember(mark);
            check(NoticeMarks(folder.path()).leftBehind(kBot).empty()); // its run goes on
        }
        const auto again = NoticeMarks(folder.path()).leftBehind(kBot);
        // Half a character cannot be written.
        const bool isText = mark.before.isValidUtf16() && mark.marked.isValidUtf16();
        check(again.size() == 1 && (!isText || again.front() == mark));
        NoticeMarks(folder.path()).forget(mark);
        check(NoticeMarks(folder.path()).leftBehind(kBot).empty());
    }
    return 0;
}
