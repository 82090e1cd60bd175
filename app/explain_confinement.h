#pragma once

#include "processing/confinement/confinement.h"

#include <QString>

namespace lavalier::app {

/// What keeps the decoder and ffmpeg where they belong on this machine, or that nothing does.
QString confinementSentence(const confinement::Abilities& able = confinement::abilities());

} // namespace lavalier::app
