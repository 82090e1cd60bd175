#pragma once

#include "ui/ports/recorder_port.h"

namespace lavalier::ui {

/// One command of the transport row: is it there, can it be used.
struct CommandState {
    bool visible = false;
    bool enabled = false;

    bool operator==(const CommandState&) const = default;
};

/// What the transport row offers in a given state of call, recording and selection.
struct TransportState {
    CommandState join, leave, record, pause, stop, marker, exportTracks;
    bool paused = false; ///< the pause command says "Resume"

    bool operator==(const TransportState&) const = default;
};

struct TransportFacts {
    CallState call = CallState::None;
    RecordState record = RecordState::Idle;
    bool channelSelected = false; ///< some channel that may be joined is selected
    bool selectedIsCurrent = false; ///< and a call is in it already
    bool somethingToExport = false;
    bool diskTrouble = false; ///< saving cannot end
    bool selectedElsewhere = false; ///< not in the call's server, in one where nothing is recorded
};

TransportState transportState(const TransportFacts& facts);

} // namespace lavalier::ui
