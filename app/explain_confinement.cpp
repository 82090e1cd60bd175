#include "app/explain_confinement.h"

#include <QCoreApplication>

namespace lavalier::app {
namespace {

/// Texts of this file, as lupdate sees them.
struct Confinement {
    Q_DECLARE_TR_FUNCTIONS(Confinement)
};

} // namespace

QString confinementSentence(const confinement::Abilities& able)
{
    if (!able.systemCalls && able.landlock == 0)
        return Confinement::tr(
            "Confinement: none. On this system, or in this build, decoder and ffmpeg run with "
            "the rights of your account.");
    QStringList parts;
    if (able.systemCalls)
        parts += Confinement::tr(
            "system calls filtered (the decoder has no network, files or processes, ffmpeg "
            "no network)");
    if (able.landlock > 0)
        parts += Confinement::tr(
                     "files closed by Landlock %1 (the decoder opens none, ffmpeg reads its input "
                     "and writes its folder)")
                     .arg(able.landlock);
    else
        parts += Confinement::tr(
            "ffmpeg may open the files of your account, as this kernel has no Landlock");
    return Confinement::tr("Confinement: %1.").arg(parts.join(QStringLiteral("; ")));
}

} // namespace lavalier::app
