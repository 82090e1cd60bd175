#include "ui/text/export_text.h"

#include "ui/text/loss_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace lavalier::ui {

namespace {

struct ExportText {
    Q_DECLARE_TR_FUNCTIONS(ExportText)
};

} // namespace

QString findingsText(const ExportFindings& findings)
{
    using std::chrono::milliseconds;
    QStringList sentences;
    if (findings.partsMissing > 0)
        sentences << ExportText::tr("%n file(s) of this recording are not here or cannot be read; "
                                    "what they hold is missing in the tracks.",
                                    nullptr, findings.partsMissing);
    if (findings.logDamaged)
        sentences << ExportText::tr("There is more in this recording, behind a damage of its log: "
                                    "recover it, then export the copy.");
    if (findings.undecodable > 0)
        sentences << ExportText::tr("%n packet(s) could not be decoded and are missing.", nullptr,
                                    static_cast<int>(findings.undecodable));
    if (findings.leftOut > 0)
        sentences << ExportText::tr("%n packet(s) found no room in the Opus file.", nullptr,
                                    static_cast<int>(findings.leftOut));
    if (findings.undecryptable > milliseconds(0))
        sentences << ExportText::tr("%1 could not be decrypted.")
                         .arg(shortLengthText(findings.undecryptable));
    if (findings.notWritten > milliseconds(0))
        sentences << ExportText::tr("%1 did not reach the disk.")
                         .arg(shortLengthText(findings.notWritten));
    if (findings.damaged > milliseconds(0))
        sentences << ExportText::tr("%1 could not be read: the recording’s file is damaged there.")
                         .arg(shortLengthText(findings.damaged));
    if (findings.outage > milliseconds(0))
        sentences << ExportText::tr("Cut off from the call for %1.")
                         .arg(shortLengthText(findings.outage));
    if (findings.dropped > milliseconds(0))
        sentences << ExportText::tr(
                         "At most %1 dropped by this computer, which was too busy, and filled in.")
                         .arg(shortLengthText(findings.dropped));
    if (findings.network > milliseconds(0))
        sentences << ExportText::tr("%1 lost on the network and filled in.")
                         .arg(shortLengthText(findings.network));
    if (findings.apart)
        sentences << ExportText::tr("All tracks in step within %1 ms.")
                         .arg(QLocale().toString(qlonglong(findings.apart->count())));
    return sentences.join(u' ');
}

} // namespace lavalier::ui
