#include "ui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace lavalier::ui {

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_ours);
    QCoreApplication::removeTranslator(&m_qt);
}

void Language::apply(const QString& code)
{
    if (code == m_applied)
        return;
    m_applied = code;
    QCoreApplication::removeTranslator(&m_ours);
    QCoreApplication::removeTranslator(&m_qt);
    const QLocale locale = code.isEmpty() ? QLocale::system() : QLocale(code);
    QLocale::setDefault(locale);
    const QString folder = QStringLiteral(":/translations");
    // English is a translation too: it holds the plural forms.
    if (m_ours.load(locale, QStringLiteral("lavalier"), QStringLiteral("_"), folder)
        || m_ours.load(QStringLiteral("lavalier_en"), folder))
        QCoreApplication::installTranslator(&m_ours);
    if (m_qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                  QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace lavalier::ui
