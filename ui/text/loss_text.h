#pragma once

#include "ui/models/wave_history.h"
#include "ui/ports/loss_view.h"

#include <QString>

#include <span>

namespace lavalier::ui {

/// "60 ms", "1 min 5 s": losses are mostly shorter than what lengthText() can say.
QString shortLengthText(std::chrono::milliseconds length);
/// "not decrypted", "recording paused": a few words for legends, tooltips and screen readers.
QString lossMarkText(LossMark mark);
/// "0:12:31 · 60 ms concealed · 3 packets" for the span under the pointer.
QString lossSpanText(const LossSpan& span);
/// What a screen reader says of a whole lane: each cause with its length, the longest first.
QString lossLaneText(std::span<const LossSpan> spans);

/// "12 s ago · 3 packets lost on the network" for a column of a live lane; empty where all is well.
QString columnText(const WaveColumn& column, std::chrono::milliseconds ago);
/// What a screen reader says of the last two minutes; empty where all was well.
QString recentLossText(const WaveHistory& history);

} // namespace lavalier::ui
