#include "live_call.h"

#include "speech.h"

#include <QEventLoop>
#include <QTimer>

namespace lavalier::bench {

using namespace std::chrono_literals;

LiveCall::LiveCall(const QString& folder, Decoding decoding)
    : m_chain(folder, m_clock, decoding)
    , m_receiver(m_chain.sink(), m_clock)
{
}

bool LiveCall::connectTo(quint16 port, int firstSpeaker, int speakers)
{
    if (!m_chain.isReady())
        return false;
    bool answered = false;
    QEventLoop loop;
    QObject::connect(&m_receiver, &receive::ReceiverThread::addressDiscovered, &loop, [&] {
        answered = true;
        loop.quit();
    });
    QTimer::singleShot(5s, &loop, &QEventLoop::quit);
    m_receiver.setListening(receive::Listening::Recording);
    m_receiver.open(ConnectionId(1), QHostAddress(QHostAddress::LocalHost), port, Ssrc(1));
    loop.exec();
    m_receiver.applyKeys({dave::AllowPassthrough {}}); // version 0
    m_receiver.setCipher(crypto::TransportMode::Aes256GcmRtpsize, benchKey());
    for (int i = 0; i < speakers; ++i)
        m_receiver.mapSpeaker(ssrcOf(firstSpeaker + i), userOf(firstSpeaker + i));
    return answered;
}

void runFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace lavalier::bench
