#include "app/explain_confinement.h"

#include <QCoreApplication>

namespace lavalier::app {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Confinement", text);
}

} // namespace

QString confinementSentence(const confinement::Abilities& able)
{
    if (!able.systemCalls && able.landlock == 0)
        return tr(
            "Confinement: none. On this system, or in this build, decoder and ffmpeg run with "
            "the rights of your account.");
    QStringList parts;
    if (able.systemCalls)
        parts += tr("system calls filtered (the decoder has no network, files or processes, ffmpeg "
                    "no network)");
    if (able.landlock > 0)
        parts += tr("files closed by Landlock %1 (the decoder opens none, ffmpeg reads its input "
                    "and writes its folder)")
                     .arg(able.landlock);
    else
        parts += tr("ffmpeg may open the files of your account, as this kernel has no Landlock");
    return tr("Confinement: %1.").arg(parts.join(QStringLiteral("; ")));
}

} // namespace lavalier::app
