#pragma once

#include "ui/ports/export_port.h"

#include <QWidget>

namespace lavalier::ui {

class ElidedLabel;
class IconButton;

/// Under a finished export: how whole its sound is, in amber where something is missing, and the
/// way to the report.
class ExportFindingsLine : public QWidget {
    Q_OBJECT
public:
    explicit ExportFindingsLine(QWidget* parent = nullptr);

    void setExport(const ExportView& view);
    QString words() const;
    IconButton* saveButton() const { return m_save; }

signals:
    void saveRequested();

private:
    ElidedLabel* m_words;
    IconButton* m_save;
};

} // namespace lavalier::ui
