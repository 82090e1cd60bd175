#include "app/export_findings.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace lavalier::app {
namespace {

using std::chrono::milliseconds;

/// Rounded up: a loss of less than a millisecond is one, and no promise is too narrow.
milliseconds wholeMilliseconds(double count)
{
    return milliseconds(static_cast<std::int64_t>(std::ceil(count)));
}

milliseconds lost(const exporter::TrackReport& track, const char* cause)
{
    const QJsonValue map = track.losses[QLatin1String("map")];
    return wholeMilliseconds(
        map[QLatin1String("causes")][QLatin1String(cause)][QLatin1String("seconds")].toDouble()
        * 1000);
}

} // namespace

std::int64_t undecodableOf(const exporter::TrackReport& track)
{
    // Not the same packets: what is set aside is not shown to a decoder again.
    return track.losses[QLatin1String("undecodable")].toInteger()
        + track.losses[QLatin1String("setAside")].toInteger();
}

const std::vector<exporter::TrackReport>& soundOf(const exporter::ExportReport& report)
{
    return report.tracks.empty() ? report.mixed : report.tracks;
}

QString trackLine(const exporter::TrackReport& track)
{
    const auto words
        = [](const char* text) { return QCoreApplication::translate("ExportRun", text); };
    const auto number = [](const QJsonValue& value, int decimals) {
        return QString::number(value.toDouble(), 'f', decimals);
    };
    const auto sync = [&track](const char* key) { return track.sync[QLatin1String(key)]; };
    QStringList parts {
        words("in step within %1 ms (median), %2 (most)")
            .arg(number(sync("residualMedianMs"), 1), number(sync("residualMaxMs"), 1)),
        sync("driftPpm").isDouble() ? words("drift %1 ppm").arg(number(sync("driftPpm"), 1))
                                    : words("drift unknown"),
        words("samples inserted %1, removed %2")
            .arg(sync("insertedSamples").toInteger())
            .arg(sync("removedSamples").toInteger())};
    QStringList losses;
    const QJsonObject causes
        = track.losses[QLatin1String("map")][QLatin1String("causes")].toObject();
    for (auto cause = causes.begin(); cause != causes.end(); ++cause) {
        const QJsonValue total = cause.value();
        if (total[QLatin1String("packets")].toInteger() > 0
            || total[QLatin1String("samples")].toInteger() > 0)
            losses << words("%1 %2 s").arg(cause.key(), number(total[QLatin1String("seconds")], 3));
    }
    if (const auto packets = undecodableOf(track); packets > 0)
        losses << words("not decoded %1 packets").arg(packets);
    parts << (losses.isEmpty() ? words("nothing lost")
                               : words("lost: %1").arg(losses.join(QStringLiteral(", "))));
    return track.name + QStringLiteral(": ") + parts.join(QStringLiteral("; "));
}

ui::ExportFindings findingsOf(const exporter::ExportReport& report)
{
    ui::ExportFindings findings;
    findings.partsMissing = report.partsMissing;
    std::vector<double> residuals; // largest first
    for (const auto& track : soundOf(report)) {
        findings.undecodable += undecodableOf(track);
        findings.network += lost(track, "network") + lost(track, "late");
        findings.undecryptable += lost(track, "undecryptable");
        findings.notWritten += lost(track, "notWritten");
        findings.outage = std::max(findings.outage, lost(track, "outage"));
        const QJsonValue residual = track.sync[QLatin1String("residualP99Ms")];
        if (residual.isDouble())
            residuals.push_back(residual.toDouble());
    }
    std::ranges::sort(residuals, std::greater());
    if (!residuals.empty()) // one may be early and the other late
        findings.apart
            = wholeMilliseconds(residuals[0] + (residuals.size() > 1 ? residuals[1] : 0));
    return findings;
}

} // namespace lavalier::app
