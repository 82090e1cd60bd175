#include "app/network_signs.h"

#include "voice/base/log.h"

#include <QNetworkInformation>
#include <QNetworkInterface>

namespace lavalier::app {
namespace {

NetworkSigns::Reach reachOf(QNetworkInformation::Reachability told)
{
    using Reachability = QNetworkInformation::Reachability;
    using Reach = NetworkSigns::Reach;
    switch (told) {
    case Reachability::Disconnected:
        return Reach::Nowhere;
    case Reachability::Local:
        return Reach::Machine;
    case Reachability::Site:
        return Reach::Site;
    case Reachability::Online:
        return Reach::Internet;
    case Reachability::Unknown:
        break;
    }
    return Reach::Unknown;
}

/// By which others can be reached; those of interfaces that are down are not told.
QSet<QHostAddress> addressesNow()
{
    QSet<QHostAddress> addresses;
    for (const QHostAddress& address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal())
            addresses.insert(address);
    }
    return addresses;
}

} // namespace

NetworkSigns::NetworkSigns(QObject* parent, Delays again)
    : QObject(parent)
    , m_delays(std::move(again))
{
    m_look.setInterval(std::chrono::seconds(1));
    connect(&m_look, &QTimer::timeout, this, [this] { told(addressesNow()); });
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this] {
        emit back();
        sayAgain();
    });
}

void NetworkSigns::followSystem()
{
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        qCInfo(logGateway) << "the system does not tell of its network";
        return;
    }
    QNetworkInformation* const system = QNetworkInformation::instance();
    told(reachOf(system->reachability()));
    connect(system, &QNetworkInformation::reachabilityChanged, this,
            [this](QNetworkInformation::Reachability reach) { told(reachOf(reach)); });
}

void NetworkSigns::told(Reach reach)
{
    if (reach == Reach::Unknown)
        return;
    const Reach before = std::exchange(m_reach, reach);
    if (before == Reach::Unknown || reach == before)
        return;
    qCInfo(logGateway) << "network reach" << static_cast<int>(before) << "->"
                       << static_cast<int>(reach);
    m_again.stop();
    if (reach > before)
        say();
}

void NetworkSigns::watchAddresses(bool wanted)
{
    if (wanted == m_look.isActive())
        return;
    if (!wanted)
        return m_look.stop();
    m_addresses = addressesNow();
    m_look.start();
}

void NetworkSigns::told(const QSet<QHostAddress>& addresses)
{
    const QSet<QHostAddress> before = std::exchange(m_addresses, addresses);
    if (before.contains(addresses))
        return;
    qCInfo(logGateway) << "this computer has a new address";
    say();
}

void NetworkSigns::say()
{
    m_said = 0;
    emit back();
    sayAgain();
}

void NetworkSigns::sayAgain()
{
    if (m_said < m_delays.size())
        m_again.start(m_delays[m_said++]);
}

} // namespace lavalier::app
