#pragma once

#include "voice/base/secret_bytes.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace lavalier::ui {

class IconButton;

/// Takes a bot token: masked, checked for its shape, wiped from the field when handed over.
class TokenForm : public QWidget {
    Q_OBJECT
public:
    explicit TokenForm(QWidget* parent = nullptr);
    void focusField();

signals:
    void tokenEntered(const lavalier::SecretBytes& token, bool keep);

private:
    void check();
    void submit();

    QLineEdit* m_field;
    QCheckBox* m_keep;
    IconButton* m_use;
    QLabel* m_hint;
};

} // namespace lavalier::ui
