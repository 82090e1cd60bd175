#pragma once

#include <QString>
#include <QTranslator>

namespace lavalier::ui {

/// Puts a language into force: our texts, Qt's own dialogs, reading direction.
class Language {
public:
    ~Language();
    /// "en", "de", or empty for the system's; anything unknown falls back to English.
    void apply(const QString& code);
    const QString& applied() const { return m_applied; }

private:
    QTranslator m_ours;
    QTranslator m_qt;
    QString m_applied = QStringLiteral("-");
};

} // namespace lavalier::ui
