#pragma once

#include "voice/base/dave_facts.h"

#include <QObject>
#include <QThreadPool>

#include <map>

namespace lavalier::app {

/// Works out verification codes away from the thread that asks, each pair of keys once.
///
/// Thread:  the one that made it. A code takes 50 ms and 32 MiB, so one is made at a time.
class VerificationCodes : public QObject {
    Q_OBJECT
public:
    explicit VerificationCodes(QObject* parent = nullptr);
    ~VerificationCodes() override;

    /// ready() follows, inside this call when the code is known.
    void request(const DaveMember& own, const DaveMember& other);

    /// All at once and waited for, for a program that has nothing else to do.
    static std::map<UserId, QString> compute(const DaveMember& own,
                                             const QList<DaveMember>& others);

signals:
    /// Nine groups of five digits.
    void ready(lavalier::UserId user, const QString& code);

private:
    /// Beyond this somebody is playing with keys; the codes known so far are forgotten.
    static constexpr std::size_t kMaxKnown = 1000;

    std::map<QByteArray, QString> m_codes; ///< by both keys and ids; empty while being made
    QThreadPool m_pool;
};

} // namespace lavalier::app
