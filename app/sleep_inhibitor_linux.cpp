#include "app/sleep_inhibitor.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusUnixFileDescriptor>
#include <QVariantMap>

#include <functional>
#include <variant>

namespace lavalier::app {
namespace {

constexpr int kBusPatienceMs = 3000;

/// Whichever of the three said yes, and how it is given back.
using Grip = std::variant<std::monostate, QDBusUnixFileDescriptor, std::uint32_t, QDBusObjectPath>;

QDBusMessage screenSaver(const char* method)
{
    return QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.ScreenSaver"),
                                          QStringLiteral("/org/freedesktop/ScreenSaver"),
                                          QStringLiteral("org.freedesktop.ScreenSaver"),
                                          QLatin1String(method));
}

void letGo(const Grip& grip)
{
    if (const auto* cookie = std::get_if<std::uint32_t>(&grip)) {
        QDBusMessage call = screenSaver("UnInhibit");
        call << *cookie;
        QDBusConnection::sessionBus().asyncCall(call, kBusPatienceMs);
    } else if (const auto* request = std::get_if<QDBusObjectPath>(&grip)) {
        QDBusConnection::sessionBus().asyncCall(
            QDBusMessage::createMethodCall(
                QStringLiteral("org.freedesktop.portal.Desktop"), request->path(),
                QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Close")),
            kBusPatienceMs);
    } // logind's ends with its file descriptor
}

} // namespace

class SleepInhibitor::Private {
public:
    explicit Private(SleepInhibitor& owner)
        : q(owner)
    {
    }

    /// Asks each in turn until one says yes; an answer to an earlier hold is given back at once.
    void ask(std::size_t which, const QString& why)
    {
        const int round = m_round;
        const auto next = [this, which, why] { ask(which + 1, why); };
        switch (which) {
        case 0: {
            QDBusMessage call = QDBusMessage::createMethodCall(
                QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
                QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
            call << QStringLiteral("sleep:idle") << QStringLiteral("Lavalier") << why
                 << QStringLiteral("block");
            return send<QDBusUnixFileDescriptor>(QDBusConnection::systemBus(), call, round, next);
        }
        case 1: {
            QDBusMessage call = screenSaver("Inhibit");
            call << QStringLiteral("Lavalier") << why;
            return send<std::uint32_t>(QDBusConnection::sessionBus(), call, round, next);
        }
        case 2: {
            QDBusMessage call = QDBusMessage::createMethodCall(
                QStringLiteral("org.freedesktop.portal.Desktop"),
                QStringLiteral("/org/freedesktop/portal/desktop"),
                QStringLiteral("org.freedesktop.portal.Inhibit"), QStringLiteral("Inhibit"));
            constexpr std::uint32_t kSuspendAndIdle = 4 | 8;
            call << QString() << kSuspendAndIdle << QVariantMap {{QStringLiteral("reason"), why}};
            return send<QDBusObjectPath>(QDBusConnection::sessionBus(), call, round, next);
        }
        default:
            q.adopt(State::Unavailable);
        }
    }
    void release()
    {
        ++m_round;
        letGo(m_grip);
        m_grip = {};
    }

private:
    template <typename Answer>
    void send(QDBusConnection bus, const QDBusMessage& call, int round,
              const std::function<void()>& next)
    {
        if (!bus.isConnected()) {
            next();
            return;
        }
        auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, kBusPatienceMs), &q);
        QObject::connect(watcher, &QDBusPendingCallWatcher::finished, &q,
                         [this, watcher, round, next] {
                             const QDBusPendingReply<Answer> reply = *watcher;
                             watcher->deleteLater();
                             if (round != m_round) {
                                 if (!reply.isError())
                                     letGo(Grip(reply.value()));
                             } else if (reply.isError()) {
                                 next();
                             } else {
                                 m_grip = reply.value();
                                 q.adopt(State::Held);
                             }
                         });
    }

    SleepInhibitor& q;
    Grip m_grip;
    int m_round = 0;
};

SleepInhibitor::SleepInhibitor(QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{
}

SleepInhibitor::~SleepInhibitor()
{
    d->release();
}

void SleepInhibitor::hold(const QString& why)
{
    if (m_state != State::Released)
        return;
    adopt(State::Asking);
    d->ask(0, why);
}

void SleepInhibitor::release()
{
    if (m_state == State::Released)
        return;
    d->release();
    adopt(State::Released);
}

void SleepInhibitor::adopt(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit changed();
}

} // namespace lavalier::app
