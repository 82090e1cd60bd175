#include "ui/widgets/announcer.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace lavalier::ui {

namespace {

constexpr int kPauseMs = 600;

QAccessibleInterface* makeInterface(const QString& className, QObject* object)
{
    if (className != QLatin1String("lavalier::ui::Announcer"))
        return nullptr;
    auto* announcer = qobject_cast<Announcer*>(object);
    return announcer ? new QAccessibleWidget(announcer, QAccessible::Notification) : nullptr;
}

} // namespace

Announcer::Announcer(QWidget* window)
    : QWidget(window)
{
    static const bool once = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(once)
    setObjectName(QStringLiteral("Announcer"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    setGeometry(0, 0, 1, 1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &Announcer::sayNext);
    show();
}

void Announcer::say(const QString& sentence)
{
    const QString last = !m_waiting.isEmpty() ? m_waiting.last()
        : m_pause.isActive()                  ? accessibleName()
                                              : QString();
    if (sentence.isEmpty() || sentence == last || !QAccessible::isActive())
        return;
    m_waiting.append(sentence);
    if (m_waiting.size() > qsizetype(kMostWaiting))
        m_waiting.removeFirst();
    if (!m_pause.isActive())
        sayNext();
}

void Announcer::sayNext()
{
    if (m_waiting.isEmpty())
        return;
    setAccessibleName(m_waiting.takeFirst());
    for (const QAccessible::Event kind : {QAccessible::ObjectShow, QAccessible::Alert}) {
        QAccessibleEvent event(this, kind);
        QAccessible::updateAccessibility(&event);
    }
    m_pause.start();
}

void announce(QWidget* within, const QString& sentence)
{
    QWidget* window = within->window();
    auto* announcer = window->findChild<Announcer*>(QString(), Qt::FindDirectChildrenOnly);
    if (!announcer)
        announcer = new Announcer(window);
    announcer->say(sentence);
}

} // namespace lavalier::ui
