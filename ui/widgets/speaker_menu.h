#pragma once

#include "ui/ports/recorder_port.h"

#include <functional>

class QMenu;

namespace lavalier::ui {

/// What the commands of a speaker's menu do.
struct SpeakerCommands {
    std::function<void(UserId)> verify;
    std::function<void(UserId, const ListeningChoice&)> listen;
    std::function<void(UserId)> resetClip;
    std::function<void(UserId, bool)> exclude;
};

/// Adds all that can be done about one speaker, as things stand now.
void fillSpeakerMenu(QMenu& menu, const SpeakerView& speaker, const SpeakerCommands& commands);

} // namespace lavalier::ui
