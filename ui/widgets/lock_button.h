#pragma once

#include "ui/ports/recorder_port.h"

#include <QAbstractButton>

namespace lavalier::ui {

/// The lock in the header: whether the call is end-to-end encrypted, its epoch, its privacy code.
///
/// Two lines where there is room, one where there is less, the bare lock where there is little;
/// what is said to a screen reader is always everything. Pressed, it asks for the details.
class LockButton : public QAbstractButton {
    Q_OBJECT
public:
    enum class Detail { Icon, Words, Full };

    explicit LockButton(QWidget* parent = nullptr);

    void setEncryption(const EncryptionView& encryption, ChannelKind kind);
    void setDetail(Detail detail);
    int widthOf(Detail detail) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    bool hasCode() const;
    QFont titleFont() const;
    QFont smallFont() const;

    EncryptionView m_encryption;
    ChannelKind m_kind = ChannelKind::Voice;
    Detail m_detail = Detail::Full;
};

} // namespace lavalier::ui
