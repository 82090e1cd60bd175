#pragma once

#include "ui/ports/export_port.h"
#include "ui/ports/library_port.h"

#include <QHash>
#include <QWidget>

#include <optional>
#include <utility>

class QProgressBar;
class QScrollArea;
class QVBoxLayout;

namespace lavalier::ui {

class DragHandle;
class ElidedLabel;
class ExportFindingsLine;
class IconButton;

/// What became of it so far, as one line.
QString exportSentence(const ExportView& view);
/// Smaller stands first: what runs, what failed, what waits in the order in which its turn comes,
/// and the rest newest first.
std::pair<int, int> exportPlace(ExportState state, int id);

/// What is being made of recordings: one line for the recording just saved, one for each export.
///
/// What runs stands first, then what failed, what waits and what is done. Few are shown; a button
/// opens the rest, which scrolls.
class ExportsStrip : public QWidget {
    Q_OBJECT
public:
    static constexpr int kShown = 3; ///< one where the window is low

    explicit ExportsStrip(QWidget* parent = nullptr);

    void setExports(const std::vector<ExportView>& exports);
    void showExport(const ExportView& view);
    /// "Saved …" with the way to export it; replaced by the next.
    void setSaved(const std::optional<RecordingView>& recording);

signals:
    void cancelRequested(int id);
    void retryRequested(int id);
    void showRequested(int id);
    void reportRequested(int id);
    void problemRaised(const lavalier::ui::Problem& problem);
    void exportSavedRequested(const QString& path);
    void showSavedRequested(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool hasRoomForPace() const;

    struct Row {
        QWidget* widget = nullptr;
        ExportState state = ExportState::Waiting;
        bool done = false; ///< and said so
        ElidedLabel* words = nullptr;
        QProgressBar* bar = nullptr;
        ElidedLabel* pace = nullptr; ///< how fast, how long still
        IconButton* cancel = nullptr;
        IconButton* retry = nullptr;
        DragHandle* drag = nullptr;
        IconButton* show = nullptr;
        IconButton* close = nullptr;
        ExportFindingsLine* findings = nullptr;
    };

    Row makeRow();
    void fill(Row& row, const ExportView& view);
    void sortRows();
    void refreshVisibility();
    bool isLow() const; ///< the window
    void fitArea();

    QHash<int, Row> m_rows;
    std::vector<int> m_order; ///< as they are shown
    QList<int> m_closed;
    QWidget* m_saved = nullptr;
    QScrollArea* m_area;
    QVBoxLayout* m_list; ///< of the rows
    IconButton* m_more; ///< "3 more", which opens them
    bool m_opened = false;
    QVBoxLayout* m_layout;
};

} // namespace lavalier::ui
