#pragma once

#include "app/review.h"
#include "sinks/recording/recording_types.h"
#include "ui/ports/library_port.h"
#include "voice/base/result.h"

#include <QThreadPool>

#include <functional>
#include <optional>

namespace lavalier::app {

/// The recordings folder as the window lists it.
///
/// Thread:  GUI; reading and changing files happens on a thread of its own, one at a time.
class RecordingLibrary final : public ui::LibraryPort {
    Q_OBJECT
public:
    /// `usualFolder` is made by the first recording: that it is not there means that there are
    /// none. `cacheFile`: see recording::RecordingStore.
    RecordingLibrary(QString folder, QString usualFolder, QString cacheFile, Review::Places places,
                     std::shared_ptr<monitor::OutputDevices> outputs, QObject* parent = nullptr);
    ~RecordingLibrary() override;

    void setFolder(const QString& folder);

    const std::vector<ui::RecordingView>& recordings() const override { return m_recordings; }
    bool isLoading() const override { return m_loading; }
    std::optional<ui::Problem> problem() const override { return m_problem; }
    /// Files are being changed for somebody.
    bool isChanging() const { return m_changes > 0; }
    ui::ReviewPort* review() override { return &m_review; }

    void refresh() override;
    void rename(const QString& path, const QString& title) override;
    void recover(const QString& path) override;
    void moveToTrash(const QString& path) override;
    void forgetPerson(const QString& path, UserId user) override;
    void showInFolder(const QString& path) override;

signals:
    /// Something that was asked for could not be done.
    void problemRaised(const lavalier::ui::Problem& problem);
    void problemResolved(const QString& key);

private:
    using Work = std::function<Result<void, recording::RecordingError>()>;
    using Explain = std::function<ui::Problem(recording::RecordingError)>;
    struct Listing {
        std::vector<ui::RecordingView> recordings;
        std::optional<ui::Problem> problem;
    };

    static Listing listed(const QString& folder, const QString& usualFolder, const QString& cache);
    void change(const QString& path, Work work);
    void change(Work work, Explain explainFailure);
    void adopt(const QString& folder, const Listing& listing);

    QString m_folder;
    const QString m_usualFolder;
    const QString m_cacheFile;
    std::vector<ui::RecordingView> m_recordings;
    std::optional<ui::Problem> m_problem;
    QThreadPool m_reader;
    int m_changes = 0;
    bool m_loading = false;
    bool m_again = false;
    Review m_review;
};

} // namespace lavalier::app
