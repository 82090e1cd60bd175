#include "app/verification_codes.h"

#include "voice/dave/verification.h"

#include <vector>

namespace lavalier::app {
namespace {

QString codeOf(const DaveMember& own, const DaveMember& other)
{
    return dave::pairwiseCode(viewOf(own.publicKey), own.user, viewOf(other.publicKey), other.user);
}

} // namespace

VerificationCodes::VerificationCodes(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
}

VerificationCodes::~VerificationCodes()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void VerificationCodes::request(const DaveMember& own, const DaveMember& other)
{
    const QByteArray pair = dave::keyFingerprint(viewOf(own.publicKey), own.user)
        + dave::keyFingerprint(viewOf(other.publicKey), other.user);
    if (const auto known = m_codes.find(pair); known != m_codes.end()) {
        if (!known->second.isEmpty())
            emit ready(other.user, known->second);
        return; // being made: ready() comes
    }
    if (m_codes.size() >= kMaxKnown)
        m_codes.clear();
    m_codes.emplace(pair, QString());
    m_pool.start([this, own, other, pair] {
        const QString code = codeOf(own, other);
        QMetaObject::invokeMethod(
            this,
            [this, pair, code, user = other.user] {
                m_codes[pair] = code;
                emit ready(user, code);
            },
            Qt::QueuedConnection);
    });
}

std::map<UserId, QString> VerificationCodes::compute(const DaveMember& own,
                                                     const QList<DaveMember>& others)
{
    std::vector<QString> made(static_cast<std::size_t>(others.size()));
    QThreadPool pool;
    for (qsizetype i = 0; i < others.size(); ++i)
        pool.start([&own, &others, &made, i] {
            made[static_cast<std::size_t>(i)] = codeOf(own, others[i]);
        });
    pool.waitForDone();
    std::map<UserId, QString> codes;
    for (qsizetype i = 0; i < others.size(); ++i)
        codes[others[i].user] = made[static_cast<std::size_t>(i)];
    return codes;
}

} // namespace lavalier::app
