#pragma once

#include <QHostAddress>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <vector>

namespace lavalier::app {

/// What the system says of its network: when to try again at once whatever waits out a delay.
///
/// Source:  QNetworkInformation, where the system has what it needs (with glib's own monitor Qt 6.4
///          hears of no change); this computer's addresses, looked at while somebody waits.
/// Thread:  the main one.
class NetworkSigns : public QObject {
    Q_OBJECT
public:
    /// How far the network reaches, by what the system knows.
    enum class Reach { Unknown, Nowhere, Machine, Site, Internet };
    using Delays = std::vector<std::chrono::milliseconds>;

    /// `again`: when a sign is repeated. Names and routes follow their network by a moment, and a
    /// try that came too soon would wait longer than before.
    explicit NetworkSigns(QObject* parent = nullptr,
                          Delays again = {std::chrono::seconds(1), std::chrono::seconds(2),
                                          std::chrono::seconds(5)});

    /// From now on the system tells.
    void followSystem();
    /// While wanted, a new address of this computer is a sign too; looked for once a second.
    void watchAddresses(bool wanted);

    void told(Reach reach);
    void told(const QSet<QHostAddress>& addresses);

signals:
    /// It reaches further than before, or by another way: harmless where nothing was lost.
    void back();

private:
    void say();
    void sayAgain();

    const Delays m_delays;
    std::size_t m_said = 0;
    QTimer m_again;
    QTimer m_look;
    QSet<QHostAddress> m_addresses;
    Reach m_reach = Reach::Unknown;
};

} // namespace lavalier::app
