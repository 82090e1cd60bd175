#pragma once

#include "ui/ports/problem.h"
#include "voice/base/strong_id.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace lavalier::ui {

enum class ExportFormat { Wav16, Wav24, Mp3 };
/// MP3's variable-bitrate steps as people name them: about 245, 190 and 130 kbit/s for stereo.
enum class Mp3Quality { Best, High, Small };

/// What the export dialog asks for.
struct ExportOrder {
    QString recordingPath;
    ExportFormat format = ExportFormat::Wav16;
    Mp3Quality quality = Mp3Quality::High;
    std::vector<UserId> speakers; ///< empty means all
    QString folder;
    bool keepPauses = false;

    bool operator==(const ExportOrder&) const = default;
};

enum class ExportState { Waiting, Running, Done, Failed, Cancelled };

struct ExportView {
    int id = 0;
    QString recordingTitle;
    ExportState state = ExportState::Waiting;
    double fraction = 0; ///< 0 to 1 over all tracks
    QString folder;
    QStringList files; ///< finished so far, whole paths
    std::optional<Problem>
        problem; ///< when Failed; its key begins "export" and is this export's own

    bool operator==(const ExportView&) const = default;
};

/// Export jobs: queued, running, done.
///
/// Thread:  GUI.
class ExportPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual std::vector<ExportView> exports() const = 0; ///< newest first
    /// What was asked for under this id, to ask again.
    virtual std::optional<ExportOrder> orderOf(int id) const = 0;
    virtual bool mp3Available() const = 0; ///< ffmpeg was found
    virtual QString suggestedFolder(const QString& recordingPath) const = 0;

public slots:
    virtual int startExport(const lavalier::ui::ExportOrder& order) = 0;
    virtual void cancelExport(int id) = 0;
    virtual void showExported(int id) = 0; ///< opens the folder

signals:
    void exportChanged(const lavalier::ui::ExportView& view);
};

} // namespace lavalier::ui
