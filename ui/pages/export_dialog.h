#pragma once

#include "ui/ports/export_port.h"
#include "ui/ports/library_port.h"
#include "ui/ports/time_span.h"

#include <QDialog>

#include <utility>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace lavalier::ui {

class ElidedLabel;
class IconButton;

/// Which tracks, in what format, where to. Does not block the window: a call goes on beside it.
///
/// What was edited in the recording is asked for from the start: its trim, gains, who is left out.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(ExportPort& exporter, const RecordingView& recording, QWidget* parent = nullptr);

    /// The library learnt more about the same recording, e.g. who speaks in it.
    void setRecording(const RecordingView& recording);
    /// What is selected in the opened recording can then be chosen as the range, and is.
    void setSelection(const std::optional<TimeSpan>& selection);
    const QString& recordingPath() const { return m_recording.path; }
    ExportOrder order() const;
    /// Asks for the same again.
    void setOrder(const ExportOrder& order);
    void chooseFolder();
    /// What is chosen at first: a preset by its key (preset_text.h).
    void beginWith(const QString& presetKey);

signals:
    void exportStarted(int id);

private:
    enum class Range { All, Trim, Selection, Between };

    QWidget* makeChoices();
    QWidget* makeTracks();
    void connectParts();
    void fillPresets();
    void fillRanges(Range chosen);
    ExportChoices choices() const;
    void setChoices(const ExportChoices& choices);
    void choosePreset(int index);
    void savePreset();
    void deletePreset();
    void refresh();
    void refreshNames(const ExportOrder& order);
    void start();
    void checkAll(bool checked);
    Range range() const;
    std::optional<std::pair<std::chrono::microseconds, std::chrono::microseconds>> span() const;

    ExportPort& m_exporter;
    RecordingView m_recording;
    std::optional<TimeSpan> m_selection;
    bool m_filling = false;

    ElidedLabel* m_title;
    QLabel* m_facts;
    QComboBox* m_preset;
    IconButton* m_savePreset;
    IconButton* m_deletePreset;
    QComboBox* m_format;
    QComboBox* m_quality;
    QComboBox* m_output;
    QComboBox* m_channels;
    QComboBox* m_loudness;
    QComboBox* m_range;
    QLineEdit* m_from;
    QLineEdit* m_to;
    QCheckBox* m_keepPauses;
    QCheckBox* m_labels;
    QCheckBox* m_reaper;
    QCheckBox* m_audacity;
    QCheckBox* m_daw;
    QCheckBox* m_report;
    QLineEdit* m_template;
    ElidedLabel* m_names;
    QLabel* m_noFfmpeg;
    QListWidget* m_tracks;
    QLabel* m_trackCount;
    QLineEdit* m_folder;
    IconButton* m_start;
};

} // namespace lavalier::ui
