#include "ui/widgets/clip_handle.h"

#include "ui/widgets/announcer.h"

#include <algorithm>
#include <utility>

namespace lavalier::ui {

std::optional<ExportOrder> clipOrder(const ReviewView& view, TimeSpan selection)
{
    ExportOrder order;
    order.recordingPath = view.path;
    order.from = selection.first;
    order.to = selection.second;
    const bool anySolo = std::ranges::any_of(view.tracks, &ReviewTrack::solo);
    for (const ReviewTrack& track : view.tracks) {
        if (track.excluded || (anySolo ? !track.solo : track.muted))
            continue;
        order.speakers.push_back(track.id);
        if (track.gain != 0)
            order.gains.push_back({track.id, track.gain});
    }
    if (order.speakers.empty() || selection.first >= selection.second)
        return std::nullopt;
    return order;
}

ClipHandle::ClipHandle(QWidget* parent)
    : DragHandle(parent)
{
    setObjectName(QStringLiteral("ClipHandle"));
    setWords(tr("Drag or copy"), tr("Drag or copy the selection"));
    fit(false);
    hide();
}

void ClipHandle::fit(bool narrow)
{
    setNarrow(narrow);
    setToolTip(tr("Drag the selection into another program, or press to copy it again. The files "
                  "are kept until Lavalier ends.")); // a narrow one has its words for one else
}

void ClipHandle::setExporter(ExportPort& exporter)
{
    m_exporter = &exporter;
    connect(&exporter, &ExportPort::exportChanged, this, &ClipHandle::followExport);
}

void ClipHandle::make(const ExportOrder& order)
{
    if (!m_exporter)
        return;
    if (m_state != State::None && order == m_order) {
        if (m_state == State::Ready)
            copy();
        return;
    }
    follow(std::nullopt);
    m_order = order;
    become(State::Preparing);
    const int id = m_exporter->startClip(order); // may tell of its end before it returns
    if (m_state == State::Preparing)
        m_id = id;
}

void ClipHandle::follow(const std::optional<ExportOrder>& selection)
{
    if (m_state == State::None || selection == m_order)
        return;
    const int id = std::exchange(m_id, 0);
    become(State::None);
    if (id != 0 && m_exporter)
        m_exporter->cancelExport(id);
}

void ClipHandle::followExport(const ExportView& view)
{
    // Of clips there is one at a time, and the last word of an earlier one is that it is cancelled.
    if (!view.isClip || m_state != State::Preparing || (m_id != 0 && view.id != m_id))
        return;
    if (view.state == ExportState::Done) {
        m_id = 0;
        setFiles(view.files);
        copy();
        announce(this, tr("The selection is copied and can be dragged."));
        become(State::Ready);
    } else if (view.state == ExportState::Failed || view.state == ExportState::Cancelled) {
        m_id = 0;
        become(State::None);
        if (view.problem)
            emit problemRaised(*view.problem);
    }
}

void ClipHandle::become(State state)
{
    m_state = state;
    emit stateChanged(); // whoever listens may still see where the keyboard is
    if (state != State::Ready)
        setFiles({}); // hides it
}

} // namespace lavalier::ui
