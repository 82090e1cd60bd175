#include "ui/pages/forget_dialog.h"

#include "ui/ports/library_port.h"
#include "ui/text/remote_text.h"
#include "ui/widgets/parts.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace lavalier::ui {

namespace {

/// Texts of this file, as lupdate sees them.
struct ForgetDialog {
    Q_DECLARE_TR_FUNCTIONS(ForgetDialog)
};

} // namespace

void askWhomToForget(LibraryPort& library, const RecordingView& recording, QWidget* parent)
{
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("ForgetPerson"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(ForgetDialog::tr("Forget a person"));
    auto* words = plainLabel(
        ForgetDialog::tr(
            "Takes everything this person said in %1 out of the recording, with their name, for "
            "good. This cannot be undone. Exported files stay as they are.")
            .arg(isolated(recording.title)),
        nullptr, dialog);
    words->setWordWrap(true);
    auto* person = new QComboBox(dialog);
    letRowsBeChosen(person);
    person->setAccessibleName(ForgetDialog::tr("Person to forget"));
    words->setBuddy(person); // a box names what is chosen, its label what for
    for (const auto* people : {&recording.speakers, &recording.unheard})
        for (const RecordedSpeaker& speaker : *people)
            person->addItem(speaker.name.isEmpty() ? QString::number(speaker.id.value())
                                                   : cleanRemote(speaker.name),
                            QVariant::fromValue(speaker.id.value()));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    auto* forget
        = buttons->addButton(ForgetDialog::tr("Forget"), QDialogButtonBox::DestructiveRole);
    forget->setEnabled(person->count() > 0);
    words->setMinimumWidth(words->fontMetrics().averageCharWidth() * 58);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 18, 24, 18);
    layout->setSpacing(12);
    layout->addWidget(words);
    layout->addWidget(person);
    layout->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    QObject::connect(forget, &QPushButton::clicked, dialog,
                     [dialog, person, &library, path = recording.path] {
                         library.forgetPerson(path, UserId(person->currentData().toULongLong()));
                         dialog->accept();
                     });
    dialog->open();
}

} // namespace lavalier::ui
