#pragma once

#include "ui/ports/export_port.h"
#include "ui/ports/library_port.h"

#include <QDialog>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace lavalier::ui {

class ElidedLabel;
class IconButton;

/// Which tracks, in what format, where to. Does not block the window: a call goes on beside it.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(ExportPort& exporter, const RecordingView& recording, QWidget* parent = nullptr);

    /// The library learnt more about the same recording, e.g. who speaks in it.
    void setRecording(const RecordingView& recording);
    const QString& recordingPath() const { return m_recording.path; }
    ExportOrder order() const;
    /// Asks for the same again.
    void setOrder(const ExportOrder& order);
    void chooseFolder();

signals:
    void exportStarted(int id);

private:
    void refresh();
    void start();
    void checkAll(bool checked);
    ExportFormat format() const;

    ExportPort& m_exporter;
    RecordingView m_recording;
    ElidedLabel* m_title;
    QLabel* m_facts;
    QButtonGroup* m_formats;
    QComboBox* m_quality;
    QLabel* m_noMp3;
    QListWidget* m_tracks;
    QLabel* m_trackCount;
    QLineEdit* m_folder;
    QCheckBox* m_keepPauses;
    IconButton* m_start;
};

} // namespace lavalier::ui
