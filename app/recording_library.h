#pragma once

#include "app/review.h"
#include "sinks/recording/recording_types.h"
#include "ui/ports/library_port.h"
#include "voice/base/result.h"

#include <QThreadPool>

#include <functional>

namespace lavalier::app {

/// The recordings folder as the window lists it.
///
/// Thread:  GUI; reading and changing files happens on a thread of its own, one at a time.
class RecordingLibrary final : public ui::LibraryPort {
    Q_OBJECT
public:
    using Failed = std::function<void(recording::RecordingError, const QString& path)>;

    /// `cacheFile`: see recording::RecordingStore.
    RecordingLibrary(QString folder, QString cacheFile, Failed failed, Review::Places places,
                     std::shared_ptr<monitor::OutputDevices> outputs, QObject* parent = nullptr);
    ~RecordingLibrary() override;

    void setFolder(const QString& folder);

    const std::vector<ui::RecordingView>& recordings() const override { return m_recordings; }
    bool isLoading() const override { return m_loading; }
    /// Files are being changed for somebody.
    bool isChanging() const { return m_changes > 0; }
    ui::ReviewPort* review() override { return &m_review; }

    void refresh() override;
    void rename(const QString& path, const QString& title) override;
    void recover(const QString& path) override;
    void moveToTrash(const QString& path) override;
    void forgetPerson(const QString& path, UserId user) override;
    void showInFolder(const QString& path) override;

private:
    void change(const QString& path, std::function<Result<void, recording::RecordingError>()> work);
    void adopt(const QString& folder, std::vector<ui::RecordingView> recordings);

    QString m_folder;
    const QString m_cacheFile;
    const Failed m_failed;
    std::vector<ui::RecordingView> m_recordings;
    QThreadPool m_reader;
    int m_changes = 0;
    bool m_loading = false;
    bool m_again = false;
    Review m_review;
};

} // namespace lavalier::app
