#include "ui/pages/token_form.h"

#include "ui/text/problem_text.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/wrapping_box.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace lavalier::ui {

TokenForm::TokenForm(QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_keep(new WrappingBox(tr("Keep in the system keychain"), this))
    , m_use(new IconButton({}, tr("Connect"), QStringLiteral("primary"), this))
    , m_hint(plainLabel({}, "attention", this))
{
    m_field->setObjectName(QStringLiteral("token"));
    m_field->setEchoMode(QLineEdit::Password);
    m_field->setPlaceholderText(tr("Bot token"));
    m_field->setAccessibleName(tr("Bot token"));
    m_field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                                 | Qt::ImhNoAutoUppercase);
    m_field->setMaxLength(256);
    m_keep->setChecked(true);
    m_use->setObjectName(QStringLiteral("Connect"));
    m_hint->setWordWrap(true);
    m_hint->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_field, 1);
    row->addWidget(m_use);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_keep);
    layout->addWidget(m_hint);
    connect(m_field, &QLineEdit::textChanged, this, &TokenForm::check);
    connect(m_field, &QLineEdit::returnPressed, this, &TokenForm::submit);
    connect(m_use, &QPushButton::clicked, this, &TokenForm::submit);
    check();
}

void TokenForm::focusField()
{
    m_field->setFocus(Qt::OtherFocusReason);
}

void TokenForm::check()
{
    const QString text = m_field->text().trimmed();
    m_use->setEnabled(!text.isEmpty());
    // Only a hint: Discord may change the shape, and its answer is the one that counts.
    const bool odd = text.size() >= 8 && !looksLikeToken(text);
    m_hint->setText(
        tr("This does not look like a bot token, which has three parts with dots between them. "
           "The client secret and the public key are something else."));
    m_hint->setVisible(odd);
}

void TokenForm::submit()
{
    QByteArray plain = m_field->text().trimmed().toUtf8();
    if (plain.isEmpty())
        return;
    const SecretBytes token = SecretBytes::takeFrom(plain);
    m_field->clear();
    emit tokenEntered(token, m_keep->isChecked());
}

} // namespace lavalier::ui
