#pragma once

#include "ui/ports/settings_port.h"

#include <QLabel>

class QLineEdit;

namespace lavalier::ui {

/// The line below a field for a folder: what is wrong with what was typed there. Hidden while
/// nothing is.
///
/// Whatever is a whole path is passed on at once and then tried by writing; a disk that is away
/// just now may come back.
class FolderNote : public QLabel {
    Q_OBJECT
public:
    FolderNote(QLineEdit* field, SettingsPort& settings, QWidget* parent = nullptr);

    /// False when what stands in the field cannot be used.
    bool isWhole() const;

public slots:
    /// As when the field is left.
    void take();

signals:
    void accepted(const QString& folder); ///< empty: the default one

private:
    void say(const QString& sentence);

    QLineEdit* m_field;
    SettingsPort& m_settings;
};

} // namespace lavalier::ui
