#pragma once

#include "app/clip_folder.h"
#include "app/export_presets.h"
#include "sinks/exporter/export_job.h"
#include "ui/ports/export_port.h"
#include "ui/ports/settings_port.h"

#include <QElapsedTimer>

#include <deque>
#include <memory>

namespace lavalier::app {

/// The window's exports, one after the other; each makes several tracks at a time. A clip is made
/// beside them.
///
/// Thread:  GUI.
class ExportQueue final : public ui::ExportPort {
    Q_OBJECT
public:
    explicit ExportQueue(ui::SettingsPort& settings, const QString& presetsFile = {},
                         QObject* parent = nullptr);
    ~ExportQueue() override;

    /// For a plain start: whatever is begun fails at once and says why.
    void startPlainly() { m_plain = true; }
    /// Without such a place there are no clips.
    void keepClipsIn(const QString& place) { m_clips = std::make_unique<ClipFolder>(place); }

    std::vector<ui::ExportView> exports() const override;
    std::optional<ui::ExportOrder> orderOf(int id) const override;
    bool mp3Available() const override { return m_mp3Available; }
    ui::ExportChoices presetChoices(ui::ExportPreset preset) const override;
    QStringList fileNames(const ui::ExportOrder& order,
                          const ui::RecordingView& recording) const override;
    QString suggestedFolder(const QString& recordingPath) const override;

    std::vector<ui::NamedChoices> savedPresets() const override { return m_presets.all(); }

    int startExport(const lavalier::ui::ExportOrder& order) override;
    int startClip(const lavalier::ui::ExportOrder& order) override;
    void cancelExport(int id) override;
    int retryExport(int id) override;
    void showExported(int id) override;
    void saveReport(int id) override;
    void savePreset(const lavalier::ui::NamedChoices& preset) override { m_presets.save(preset); }
    void deletePreset(const QString& name) override { m_presets.remove(name); }

private:
    struct Entry {
        ui::ExportView view;
        ui::ExportOrder order;
        QJsonObject report; ///< once done
        bool isRetry = false; ///< goes where it went, which says nothing of the next
    };

    int enqueue(const ui::ExportOrder& order, bool isRetry);
    void rememberFolder(const ui::ExportOrder& order);
    void startNext();
    void followProgress(double fraction);
    void followEnd();
    void followClipsEnd();
    Entry* find(int id);
    Entry* running() { return find(m_runningId); }

    ui::SettingsPort& m_settings;
    std::deque<Entry> m_entries; ///< oldest first
    std::unique_ptr<exporter::ExportJob> m_job;
    std::unique_ptr<ClipFolder> m_clips;
    ui::ExportView m_clip; ///< the last one
    std::unique_ptr<exporter::ExportJob> m_clipJob;
    std::vector<std::unique_ptr<exporter::ExportJob>> m_givenUp; ///< clips that are ending
    ExportPresets m_presets;
    int m_runningId = 0;
    QElapsedTimer m_sinceStart;
    int m_lastId = 0;
    bool m_plain = false;
    const bool m_mp3Available;
};

} // namespace lavalier::app
