#include "app/export_findings.h"

#include "sinks/exporter/loss_labels.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <functional>
#include <vector>

namespace lavalier::app {
namespace {

using std::chrono::milliseconds;
using timeline::LossCause;

/// Rounded up: a loss of less than a millisecond is one, and no promise is too narrow.
milliseconds wholeMilliseconds(SampleCount samples)
{
    return std::chrono::ceil<milliseconds>(durationOf(samples));
}

QString number(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

QString inMilliseconds(std::chrono::microseconds time)
{
    return number(static_cast<double>(time.count()) / 1000, 1);
}

QString phrase(const char* text)
{
    return QCoreApplication::translate("ExportRun", text);
}

QStringList syncParts(const timeline::SyncReport& sync)
{
    return {phrase("in step within %1 ms (median), %2 (most)")
                .arg(inMilliseconds(sync.residualMedian), inMilliseconds(sync.residualMax)),
            sync.driftKnown
                ? phrase("drift %1 ppm").arg(number(static_cast<double>(sync.driftPpb) / 1000, 1))
                : phrase("drift unknown"),
            phrase("samples inserted %1, removed %2")
                .arg(sync.inserted.value())
                .arg(sync.removed.value())};
}

QStringList lossParts(const exporter::TrackLosses& losses)
{
    QStringList parts;
    for (std::size_t at = 0; losses.map && at < timeline::kLossCauses; ++at) {
        const auto cause = static_cast<LossCause>(at);
        const timeline::LossTotal& total = losses.map->of(cause);
        if (total.packets > 0 || total.samples > SampleCount())
            parts << phrase(isAtMost(cause) ? "%1 at most %2 s" : "%1 %2 s")
                         .arg(exporter::nameOf(cause),
                              number(static_cast<double>(total.samples.value()) / kSampleRate, 3));
    }
    if (losses.leftOut > 0)
        parts << phrase("%1 packets left out, as others stand in their place").arg(losses.leftOut);
    return parts;
}

} // namespace

const std::vector<exporter::TrackReport>& soundOf(const exporter::ExportReport& report)
{
    return report.tracks.empty() ? report.mixed : report.tracks;
}

QString trackLine(const exporter::TrackReport& track)
{
    QStringList parts;
    if (track.sync)
        parts << syncParts(*track.sync);
    const QStringList lost = track.losses ? lossParts(*track.losses) : QStringList();
    parts << (lost.isEmpty() ? phrase("nothing lost")
                             : phrase("lost: %1").arg(lost.join(QStringLiteral(", "))));
    return track.name + QStringLiteral(": ") + parts.join(QStringLiteral("; "));
}

ui::ExportFindings findingsOf(const exporter::ExportReport& report)
{
    ui::ExportFindings findings;
    findings.partsMissing = report.partsMissing;
    findings.logDamaged = report.logDamaged;
    std::vector<std::chrono::microseconds> residuals; // largest first
    for (const auto& track : soundOf(report)) {
        if (track.losses) {
            findings.undecodable += track.losses->undecodable;
            findings.leftOut += track.losses->leftOut;
        }
        if (track.losses && track.losses->map) {
            const auto lost = [&map = *track.losses->map](LossCause cause) {
                return wholeMilliseconds(map.of(cause).samples);
            };
            findings.network += lost(LossCause::Network) + lost(LossCause::Late);
            findings.dropped += lost(LossCause::Computer);
            findings.undecryptable += lost(LossCause::Undecryptable);
            findings.notWritten += lost(LossCause::NotWritten);
            findings.damaged = std::max(findings.damaged, lost(LossCause::Damaged));
            findings.outage = std::max(findings.outage, lost(LossCause::Outage));
        }
        if (track.sync)
            residuals.push_back(track.sync->residualP99);
    }
    std::ranges::sort(residuals, std::greater());
    if (!residuals.empty()) // one may be early and the other late
        findings.apart = std::chrono::ceil<milliseconds>(
            residuals[0] + (residuals.size() > 1 ? residuals[1] : std::chrono::microseconds(0)));
    return findings;
}

} // namespace lavalier::app
