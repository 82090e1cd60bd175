#pragma once

#include "processing/timeline/loss_map.h"

#include <QByteArray>
#include <QString>

namespace lavalier::exporter {

/// A track's losses as labels that Audacity imports: start and end in seconds, then a text such as
/// "Ana: concealed (network, 3 packets)" or "(computer, at most 3 packets)". One line for each
/// span, in order; a point where a span has no length.
QByteArray lossLabels(const QString& speaker, const timeline::LossMap& map);

/// "network", "undecryptable": part of every report.
QString nameOf(timeline::LossCause cause);
/// "recovered", "concealed", "silence".
QString nameOf(timeline::LossFill fill);

} // namespace lavalier::exporter
