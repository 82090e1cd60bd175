#include "ui/widgets/export_findings_line.h"

#include "ui/text/export_text.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>

namespace lavalier::ui {

ExportFindingsLine::ExportFindingsLine(QWidget* parent)
    : QWidget(parent)
    , m_words(new ElidedLabel(this))
    , m_save(new IconButton({}, tr("Save report"), QStringLiteral("link"), this))
{
    m_words->setObjectName(QStringLiteral("exportFindings"));
    m_save->setAccessibleName(tr("Save report of the export"));
    m_save->setToolTip(tr("What was lost and how well every track lies, as JSON beside the files"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, this, &ExportFindingsLine::saveRequested);
    hide();
}

void ExportFindingsLine::setExport(const ExportView& view)
{
    const bool done = view.state == ExportState::Done;
    m_words->setFullText(done ? findingsText(view.findings) : QString());
    setLook(m_words, "tone",
            view.findings.isIncomplete() ? QStringLiteral("attention")
                                         : QStringLiteral("secondary"));
    m_save->setVisible(done && view.canSaveReport);
    setVisible(done && (view.canSaveReport || !m_words->text().isEmpty()));
}

QString ExportFindingsLine::words() const
{
    return m_words->text();
}

} // namespace lavalier::ui
