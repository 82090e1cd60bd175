#pragma once

#include "ui/ports/recorder_port.h"
#include "ui/widgets/popover.h"

class QLabel;

namespace lavalier::ui {

class CodeView;
class IconButton;
class IconLabel;

/// A code to compare with other people, what it means, and a button to copy it.
///
/// One for the whole call (six groups), one for a single speaker (nine).
class CodePopover : public Popover {
    Q_OBJECT
public:
    explicit CodePopover(QWidget* anchor);

    void showCall(const EncryptionView& encryption, ChannelKind kind);
    /// Before the code is known.
    void showSpeaker(UserId speaker, const QString& name);
    /// Empty: there is none to compare.
    void setSpeakerCode(const QString& code);
    void open();

    /// Zero when it shows the call.
    UserId speaker() const { return m_speaker; }

private:
    void setCode(const QString& code, int groups);

    UserId m_speaker;
    QString m_name;
    IconLabel* m_icon;
    QLabel* m_title;
    QLabel* m_sentence;
    QWidget* m_panel;
    CodeView* m_code;
    QLabel* m_below;
    IconButton* m_copy;
    IconButton* m_close;
};

} // namespace lavalier::ui
