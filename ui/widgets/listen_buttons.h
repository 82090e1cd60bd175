#pragma once

#include "ui/ports/recorder_port.h"

#include <QWidget>

class QPushButton;

namespace lavalier::ui {

/// Solo and mute of one speaker, for whoever listens along.
///
/// A column of two words in a comfortable lane, a row of two letters in a compact one.
class ListenButtons : public QWidget {
    Q_OBJECT
public:
    explicit ListenButtons(QWidget* parent = nullptr);

    void setShort(bool letters);
    /// `name` as it may be shown.
    void setChoice(const QString& name, const ListeningChoice& choice);

    static int columnWidth(const QFontMetrics& metrics);
    static int rowWidth(const QFontMetrics& metrics);

signals:
    void chosen(const lavalier::ui::ListeningChoice& choice);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    QPushButton* m_solo;
    QPushButton* m_mute;
    ListeningChoice m_choice;
    QString m_name;
    bool m_short = false;
};

} // namespace lavalier::ui
