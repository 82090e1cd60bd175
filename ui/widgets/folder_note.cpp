#include "ui/widgets/folder_note.h"

#include "ui/text/folder_text.h"
#include "ui/widgets/parts.h"

#include <QLineEdit>

namespace lavalier::ui {

FolderNote::FolderNote(QLineEdit* field, SettingsPort& settings, QWidget* parent)
    : QLabel(parent)
    , m_field(field)
    , m_settings(settings)
{
    setObjectName(QStringLiteral("FolderNote"));
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setLook(this, "tone", QStringLiteral("attention"));
    hide();
    connect(m_field, &QLineEdit::textChanged, this, [this] { say({}); });
    connect(m_field, &QLineEdit::editingFinished, this, &FolderNote::take);
    connect(&m_settings, &SettingsPort::folderChecked, this,
            [this](const QString& folder, FolderFinding finding) {
                if (folder == wholeFolder(m_field->text()))
                    say(folderSentence(finding));
            });
}

bool FolderNote::isWhole() const
{
    return wholeFolder(m_field->text()).has_value();
}

void FolderNote::take()
{
    const auto folder = wholeFolder(m_field->text());
    if (!folder) {
        say(notWholeSentence());
        return;
    }
    if (m_field->text() != *folder)
        m_field->setText(*folder);
    emit accepted(*folder);
    if (!folder->isEmpty())
        m_settings.checkFolder(*folder);
}

void FolderNote::say(const QString& sentence)
{
    setText(sentence);
    setVisible(!sentence.isEmpty());
    m_field->setAccessibleDescription(sentence);
}

} // namespace lavalier::ui
