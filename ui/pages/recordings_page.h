#pragma once

#include "ui/models/recordings_model.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QStackedWidget;

namespace lavalier::ui {

class EmptyState;
class IconButton;

/// The library of past recordings and what can be done with one.
class RecordingsPage : public QWidget {
    Q_OBJECT
public:
    explicit RecordingsPage(LibraryPort& library, QWidget* parent = nullptr);

    const RecordingView* selected() const;
    void select(const QString& path);
    const RecordingsModel& model() const { return *m_model; }
    void focusSearch();

signals:
    void exportRequested();
    void selectionChanged();

private:
    void refresh();
    void refreshButtons();
    void confirmTrash();

    LibraryPort& m_library;
    RecordingsModel* m_model;
    QLineEdit* m_search;
    QListView* m_list;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    IconButton* m_export;
    IconButton* m_show;
    IconButton* m_rename;
    IconButton* m_trash;
};

} // namespace lavalier::ui
