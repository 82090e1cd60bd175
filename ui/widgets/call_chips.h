#pragma once

#include "ui/ports/recorder_port.h"

#include <QPushButton>
#include <QScrollArea>
#include <QStringList>

#include <vector>

namespace lavalier::ui {

/// One of several calls: server and channel, its state by icon and word, what is recorded of it.
class CallChip : public QPushButton {
    Q_OBJECT
public:
    explicit CallChip(QWidget* parent = nullptr);

    /// `keys` show this call; may be empty.
    void setCall(const CallView& call, const QString& keys);
    GuildId guild() const { return m_call.guild; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QSize sizeFor(int textWidth) const;

    CallView m_call;
    QString m_place;
    QString m_state;
    QString m_clock; ///< empty while nothing is recorded
    QString m_keys;
};

/// The calls above the page of the one that is shown; nothing while there are fewer than two.
class CallChips : public QScrollArea {
    Q_OBJECT
public:
    explicit CallChips(QWidget* parent = nullptr);

    /// `keys` show the first, the second …, as the system writes them.
    void setCalls(const std::vector<CallView>& calls, GuildId shown, const QStringList& keys);
    const std::vector<CallChip*>& chips() const { return m_chips; }

signals:
    void chosen(lavalier::GuildId guild);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitHeight();

    QWidget* m_row;
    std::vector<CallChip*> m_chips;
    GuildId m_shown;
};

} // namespace lavalier::ui
