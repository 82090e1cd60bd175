#include "ui/models/transport_state.h"

namespace lavalier::ui {

TransportState transportState(const TransportFacts& facts)
{
    const bool idle = facts.record == RecordState::Idle;
    const bool recording = facts.record == RecordState::Recording;
    const bool paused = facts.record == RecordState::Paused;
    const bool called = facts.call != CallState::None;

    TransportState state;
    state.paused = paused;
    // Changing the channel changes what a recording is of, so Join waits until there is none; in
    // another server it begins a further call.
    state.join.visible = !called
        || ((idle || facts.selectedElsewhere) && facts.channelSelected && !facts.selectedIsCurrent);
    state.join.enabled
        = state.join.visible && facts.channelSelected && !(called && facts.selectedIsCurrent);
    state.leave = {called, called};
    state.record.visible = called && (idle || facts.record == RecordState::Finishing);
    state.record.enabled = idle && facts.call == CallState::InCall;
    state.pause = {recording || paused, recording || paused};
    // A second Stop asks whether to give up what the disk does not take.
    const bool stuck = facts.record == RecordState::Finishing && facts.diskTrouble;
    state.stop = {recording || paused || stuck, recording || paused || stuck};
    state.marker = {recording || paused, recording || paused};
    state.exportTracks = {true, facts.somethingToExport};
    return state;
}

} // namespace lavalier::ui
