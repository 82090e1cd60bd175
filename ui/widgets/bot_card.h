#pragma once

#include "ui/ports/recorder_port.h"

#include <QWidget>

namespace lavalier::ui {

/// The bot as its account shows it: picture, name, and how the connection is.
class BotCard : public QWidget {
    Q_OBJECT
public:
    explicit BotCard(QWidget* parent = nullptr);
    void setAccount(const AccountView& account);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    AccountView m_account;
};

} // namespace lavalier::ui
