#include "ui/text/marker_text.h"

#include "ui/text/durations.h"
#include "ui/text/remote_text.h"

#include <QCoreApplication>

namespace lavalier::ui {

namespace {

struct MarkerText {
    Q_DECLARE_TR_FUNCTIONS(MarkerText)
};

} // namespace

QString markerWords(const LiveMarker& marker)
{
    const QString text = cleanRemote(marker.text);
    return text.isEmpty() ? MarkerText::tr("marker") : text;
}

QString markerText(const LiveMarker& marker)
{
    return clockText(marker.at) + QStringLiteral(" · ") + markerWords(marker);
}

} // namespace lavalier::ui
