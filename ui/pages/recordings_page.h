#pragma once

#include "ui/models/recordings_model.h"
#include "ui/ports/problem.h"

#include <QWidget>

class QAction;
class QLineEdit;
class QListView;
class QStackedWidget;

namespace lavalier::ui {

class Banner;
class EmptyState;
class IconButton;
class ReviewPage;

/// The library of past recordings and what can be done with one; one of them may be open.
class RecordingsPage : public QWidget {
    Q_OBJECT
public:
    explicit RecordingsPage(LibraryPort& library, QWidget* parent = nullptr);

    const RecordingView* selected() const;
    void select(const QString& path);
    const RecordingsModel& model() const { return *m_model; }
    void focusSearch();
    /// What can be done with the selected one, for the window's menu.
    const QList<QAction*>& menuActions() const { return m_menu; }
    /// Null where recordings can only be listed.
    ReviewPage* review() const { return m_review; }
    void openSelected();
    void closeReview();
    bool isReviewing() const;

signals:
    void exportRequested();
    void selectionChanged();
    void reviewShown(bool shown);
    void problemRaised(const lavalier::ui::Problem& problem);
    void folderRequested(); ///< another one for recordings

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeActions();
    void refresh();
    void fitTools();
    void refreshButtons();
    void confirmTrash();
    QWidget* makeBanner();
    void refreshBanner();
    void recoverAll();
    void showEmptiness();
    QWidget* makeWaysOut();
    std::vector<const RecordingView*> interrupted() const;

    LibraryPort& m_library;
    RecordingsModel* m_model;
    QLineEdit* m_search;
    QListView* m_list;
    QStackedWidget* m_stack;
    QStackedWidget* m_levels; ///< the list, and above it what is opened
    ReviewPage* m_review = nullptr;
    EmptyState* m_empty;
    QWidget* m_waysOut = nullptr; ///< below it, when the folder cannot be read
    Banner* m_banner; ///< what was interrupted and can be recovered
    QStringList m_settled; ///< recovered, or put off until the next start
    IconButton* m_open;
    IconButton* m_export;
    IconButton* m_show;
    IconButton* m_rename;
    IconButton* m_forget;
    IconButton* m_trash;
    QList<QAction*> m_menu;
};

} // namespace lavalier::ui
