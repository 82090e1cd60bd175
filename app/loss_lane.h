#pragma once

#include "processing/timeline/loss_map.h"
#include "ui/ports/loss_view.h"

namespace lavalier::app {

std::vector<ui::LossSpan> lossSpansOf(const std::vector<timeline::LossSpan>& spans);
/// A track's losses as the window draws them: the same spans, cut to milliseconds.
ui::LossLaneView lossLaneOf(UserId speaker, const timeline::LossMap& map);

} // namespace lavalier::app
