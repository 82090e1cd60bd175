#include "ui/pages/report_dialog.h"

#include "ui/widgets/parts.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace lavalier::ui {

ReportDialog::ReportDialog(ReportPort& reporter, QWidget* parent)
    : QDialog(parent)
    , m_reporter(reporter)
    , m_text(new QPlainTextEdit(reporter.report(), this))
    , m_said(plainLabel({}, "secondary", this))
{
    setObjectName(QStringLiteral("ReportDialog"));
    setWindowTitle(tr("Report a problem"));
    resize(720, 560);
    auto* words = plainLabel(
        tr("This is what would help to find the cause. It holds no token, no names, no paths and "
           "no ids, and Lavalier sends it to nobody: read it, then copy or save it, and add what "
           "you did and what you expected."),
        nullptr, this);
    words->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("ReportText"));
    m_text->setAccessibleName(tr("The report"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* copy
        = new IconButton(QStringLiteral("copy"), tr("&Copy"), QStringLiteral("primary"), this);
    copy->setObjectName(QStringLiteral("ReportCopy"));
    copy->setToolTip(tr("Copy the whole report"));
    auto* save = new IconButton({}, tr("&Save …"), {}, this);
    save->setObjectName(QStringLiteral("ReportSave"));
    save->setToolTip(tr("Save the report as a text file"));
    auto* close = new IconButton({}, tr("Close"), {}, this);
    for (IconButton* button : {save, close})
        button->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_said, 1);
    for (IconButton* button : {copy, save, close})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addWidget(m_text, 1);
    layout->addLayout(buttons);
    connect(copy, &QPushButton::clicked, this, &ReportDialog::copy);
    connect(save, &QPushButton::clicked, this, &ReportDialog::save);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
}

QString ReportDialog::text() const
{
    return m_text->toPlainText();
}

void ReportDialog::copy()
{
    QGuiApplication::clipboard()->setText(text());
    m_said->setText(tr("Copied."));
}

void ReportDialog::save()
{
    auto* dialog = new QFileDialog(this, tr("Save the report"));
    dialog->setObjectName(QStringLiteral("ReportFile"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("txt"));
    dialog->selectFile(QStringLiteral("lavalier-report.txt"));
    connect(dialog, &QFileDialog::fileSelected, this, &ReportDialog::store);
    dialog->show();
}

void ReportDialog::store(const QString& path)
{
    m_said->setText(m_reporter.saveReport(path, text()) ? tr("Saved.")
                                                        : tr("It could not be saved there."));
}

} // namespace lavalier::ui
