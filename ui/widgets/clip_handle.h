#pragma once

#include "ui/ports/export_port.h"
#include "ui/ports/review_port.h"
#include "ui/widgets/drag_handle.h"

#include <QPointer>

namespace lavalier::ui {

/// What a selection takes with it into another program: the tracks that are heard, with their
/// gains, without those left out of exports, as they were received. Nullopt when nobody is left.
std::optional<ExportOrder> clipOrder(const ReviewView& view, TimeSpan selection);

/// Has a selection made into files, then copies them and is there to drag them from.
///
/// Whatever no longer is the selection is given up: the handle never drags something else.
class ClipHandle : public DragHandle {
    Q_OBJECT
public:
    enum class State { None, Preparing, Ready };

    explicit ClipHandle(QWidget* parent = nullptr);

    void setExporter(ExportPort& exporter);
    bool canMake() const { return m_exporter != nullptr; }
    void fit(bool narrow); ///< narrow: without words
    State state() const { return m_state; }
    /// Again for the same selection: copies what is there.
    void make(const ExportOrder& order);
    /// What make() would be asked for now.
    void follow(const std::optional<ExportOrder>& selection);

signals:
    void stateChanged();
    void problemRaised(const lavalier::ui::Problem& problem);

private:
    void followExport(const ExportView& view);
    void become(State state);

    QPointer<ExportPort> m_exporter;
    ExportOrder m_order; ///< while not None
    int m_id = 0; ///< of the export, while Preparing
    State m_state = State::None;
};

} // namespace lavalier::ui
