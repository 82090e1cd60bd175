#pragma once

#include "ui/ports/report_port.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;

namespace lavalier::ui {

/// The report as it would be given away, to be read, copied or saved; nothing is sent.
///
/// Thread:  GUI. The port must outlive it.
class ReportDialog : public QDialog {
    Q_OBJECT
public:
    explicit ReportDialog(ReportPort& reporter, QWidget* parent = nullptr);

    QString text() const;

private:
    void copy();
    void save();
    void store(const QString& path);

    ReportPort& m_reporter;
    QPlainTextEdit* m_text;
    QLabel* m_said;
};

} // namespace lavalier::ui
