#pragma once

class QWidget;

namespace lavalier::ui {

class LibraryPort;
struct RecordingView;

/// Asks whom of a recording to forget for good, and has the library do it. Returns at once.
void askWhomToForget(LibraryPort& library, const RecordingView& recording, QWidget* parent);

} // namespace lavalier::ui
