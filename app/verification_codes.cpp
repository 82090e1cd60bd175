#include "app/verification_codes.h"

#include "voice/dave/verification.h"

#include <algorithm>
#include <atomic>
#include <thread>
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
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < made.size(); i = next++)
            made[i] = codeOf(own, others[static_cast<qsizetype>(i)]);
    };
    {
        std::vector<std::jthread> helpers(
            std::min<std::size_t>(made.size(), std::max(1U, std::thread::hardware_concurrency())));
        for (std::jthread& helper : helpers)
            helper = std::jthread(work);
    }
    std::map<UserId, QString> codes;
    for (qsizetype i = 0; i < others.size(); ++i)
        codes[others[i].user] = made[static_cast<std::size_t>(i)];
    return codes;
}

} // namespace lavalier::app
