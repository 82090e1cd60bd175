#include "processing/pool/decode_worker.h"

#include "processing/wire/worker_environment.h"
#include "voice/base/log.h"

#include <QProcessEnvironment>

#include <array>

namespace lavalier::pool {
DecodeWorker::DecodeWorker(const PoolSettings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_process(this)
    , m_watch(settings.frozenAfter)
{
    m_process.setProgram(settings.workerProgram);
    m_process.setArguments(settings.workerArguments);
    m_process.setProcessEnvironment(
        wire::workerEnvironment(QProcessEnvironment::systemEnvironment()));
#ifdef LAVALIER_SANITIZED
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
#else
    m_process.setStandardErrorFile(QProcess::nullDevice());
#endif
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DecodeWorker::readAnswers);
    connect(&m_process, &QProcess::finished, this,
            [this] { processEnded(m_state == State::Ending ? m_why : WorkerEnd::Died); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            processEnded(WorkerEnd::ProgramMissing);
    });
}

void DecodeWorker::start()
{
    m_state = State::Greeting;
    m_assembler = {};
    m_watch.answered();
    m_greetingFor = {};
    m_process.start();
    if (m_state != State::Greeting) // a fork that fails is told before start() returns
        return;
    m_requests.clear();
    wire::append(m_requests, wire::Request(wire::ownHello()));
    m_process.write(reinterpret_cast<const char*>(m_requests.data()),
                    static_cast<qint64>(m_requests.size()));
}

void DecodeWorker::pump()
{
    if (m_state != State::Running)
        return;
    m_requests.clear();
    m_ledger.writeRequests(m_requests);
    if (!m_requests.empty())
        m_process.write(reinterpret_cast<const char*>(m_requests.data()),
                        static_cast<qint64>(m_requests.size()));
}

void DecodeWorker::timePassed(std::chrono::milliseconds elapsed)
{
    if (m_state == State::Greeting) {
        m_greetingFor += elapsed;
        if (m_greetingFor > m_settings.greetingPatience)
            endBecause(WorkerEnd::Frozen);
        return;
    }
    if (m_state != State::Running || m_ledger.unanswered() == 0) {
        m_watch.answered();
        return;
    }
    m_watch.silent(elapsed, lookAtProcess(processId()));
    if (m_watch.isFrozen())
        endBecause(m_watch.isHeld() ? WorkerEnd::Held : WorkerEnd::Frozen);
}

void DecodeWorker::readAnswers()
{
    std::array<char, 16 * 1024> bytes;
    while (m_state == State::Greeting || m_state == State::Running) {
        const qint64 count = m_process.read(bytes.data(), bytes.size());
        if (count <= 0)
            return;
        m_assembler.feed(
            {reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::size_t>(count)});
        for (;;) {
            const auto frame = m_assembler.take();
            if (!frame) {
                endBecause(WorkerEnd::Distrusted);
                return;
            }
            if (!*frame)
                break;
            const auto answer = wire::parseAnswer(**frame);
            if (!(answer ? received(*answer) : endBecause(WorkerEnd::Distrusted)))
                return;
        }
    }
}

bool DecodeWorker::received(const wire::Answer& answer)
{
    if (const auto* error = std::get_if<wire::ErrorAnswer>(&answer);
        error && error->code == wire::ErrorCode::HelloMismatch)
        return endBecause(WorkerEnd::BuildMismatch);
    if (m_state == State::Greeting) {
        const auto* hello = std::get_if<wire::Hello>(&answer);
        if (!hello)
            return endBecause(WorkerEnd::Distrusted);
        if (*hello != wire::ownHello())
            return endBecause(WorkerEnd::BuildMismatch);
        m_state = State::Running;
        pump();
        return true;
    }
    const auto frames = m_ledger.received(answer);
    if (!frames) {
        qCWarning(logDecode) << "worker answer refused, reason" << static_cast<int>(frames.error());
        return endBecause(WorkerEnd::Distrusted);
    }
    m_watch.answered();
    emit answered(*frames);
    pump();
    return m_state == State::Running;
}

bool DecodeWorker::endBecause(WorkerEnd why)
{
    m_state = State::Ending;
    m_why = why;
    m_process.kill();
    return false;
}

void DecodeWorker::processEnded(WorkerEnd why)
{
    m_state = State::Stopped;
    emit ended(why);
}

} // namespace lavalier::pool
