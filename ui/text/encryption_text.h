#pragma once

#include "ui/ports/recorder_port.h"

#include <QString>

namespace lavalier::ui {

// What the lock says. Open and closed, never by colour alone.

/// "End-to-end encrypted" and what else there is; empty without a call.
QString encryptionTitle(const EncryptionView& encryption, ChannelKind kind);
/// The second line of the lock where there is no code to show.
QString encryptionNote(const EncryptionView& encryption);
/// What it means, and what to do about it, for the popover and the screen reader.
QString encryptionSentence(const EncryptionView& encryption, ChannelKind kind);
/// The drawing: "lock" or "lock-open".
QString encryptionIcon(const EncryptionView& encryption);
/// Flowing, attention or empty, as chips know them. A stage is open by design; elsewhere an open
/// lock is something to look at.
QString encryptionTone(const EncryptionView& encryption, ChannelKind kind);
/// "epoch 4"; empty outside a group.
QString epochNote(const EncryptionView& encryption);

} // namespace lavalier::ui
