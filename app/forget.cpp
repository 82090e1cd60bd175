#include "app/forget.h"

#include "app/explain.h"
#include "app/places.h"
#include "app/terminal.h"
#include "sinks/recording/forget_person.h"
#include "sinks/review/track_overview.h"
#include "voice/base/snowflake.h"

#include <QCoreApplication>
#include <QFile>

namespace lavalier::app {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Forget", text);
}

QJsonValue number(std::uint64_t count)
{
    return static_cast<qint64>(count);
}

} // namespace

ExitCode forget(const ForgetCommand& command)
{
    const auto done = recording::forgetPerson(command.file, command.user);
    if (!done) {
        printNote(asText(explain(done.error(), command.file, During::Change)));
        return ExitCode::Recording;
    }
    review::OverviewCache(waveformCacheFolder()).forget(done->recording, command.user);
    QFile::remove(listCacheFile()); // it holds names
    const bool clean = done->idsLeft == 0;
    if (command.json) {
        printResult(QJsonObject {{QStringLiteral("recording"), command.file},
                                 {QStringLiteral("user"), toString(command.user)},
                                 {QStringLiteral("parts"), done->parts},
                                 {QStringLiteral("packets"), number(done->packets)},
                                 {QStringLiteral("events"), number(done->events)},
                                 {QStringLiteral("edits"), number(done->edits)},
                                 {QStringLiteral("texts"), number(done->texts)},
                                 {QStringLiteral("idsLeft"), number(done->idsLeft)},
                                 {QStringLiteral("namesLeft"), number(done->namesLeft)}});
    } else {
        printResult(tr("Forgotten: %1 packets, %2 events, %3 changes; their name taken out of %4 "
                       "other texts.")
                        .arg(done->packets)
                        .arg(done->events)
                        .arg(done->edits)
                        .arg(done->texts));
        if (clean)
            printResult(tr("Looked at every byte of %1 file(s): the id is nowhere in them.")
                            .arg(done->parts));
        if (done->namesLeft > 0)
            printNote(tr("Letters like their name still stand in %1 places, as a part of other "
                         "words or of another's name.")
                          .arg(done->namesLeft));
        printNote(tr("Tracks that were exported before are not touched, nor copies of the file."));
    }
    if (!clean)
        printNote(tr("The id is still in the file %1 times. Keep it from others and report this.")
                      .arg(done->idsLeft));
    return clean ? ExitCode::Ok : ExitCode::Internal;
}

} // namespace lavalier::app
