#include "processing/pool/decode_pool.h"

#include "processing/pool/pool_engine.h"

#include <QCoreApplication>
#include <QThread>

namespace lavalier::pool {
namespace {

PoolSettings completed(PoolSettings settings)
{
    static const SystemClock systemClock;
    if (!settings.clock)
        settings.clock = &systemClock;
    if (settings.workerProgram.isEmpty())
        settings.workerProgram
            = QCoreApplication::applicationDirPath() + QStringLiteral("/lavalier-decode");
    if (settings.maxWorkers <= 0)
        settings.maxWorkers = std::max(1, QThread::idealThreadCount());
    return settings;
}

} // namespace

/// Owns the engine and destroys it where it lives.
class DecodePool::Thread : public QThread {
public:
    Thread(const PoolSettings& settings, std::shared_ptr<PoolShared> shared)
        : m_engine(std::make_unique<PoolEngine>(settings, std::move(shared)))
    {
        setObjectName(QStringLiteral("decode pool"));
        m_engine->moveToThread(this);
        start();
    }
    ~Thread() override
    {
        quit();
        wait();
    }

    PoolEngine& engine() { return *m_engine; }

private:
    void run() override
    {
        exec();
        m_engine.reset();
    }

    std::unique_ptr<PoolEngine> m_engine;
};

DecodePool::DecodePool(PoolSettings settings, QObject* parent)
    : QObject(parent)
    , m_clock(nullptr)
    , m_shared(std::make_shared<PoolShared>())
{
    const PoolSettings whole = completed(std::move(settings));
    m_clock = whole.clock;
    m_thread = std::make_unique<Thread>(whole, m_shared);
    connect(&m_thread->engine(), &PoolEngine::activityResumed, this, &DecodePool::activityResumed);
    connect(&m_thread->engine(), &PoolEngine::workerUnavailable, this,
            &DecodePool::workerUnavailable);
}

DecodePool::~DecodePool() = default;

void DecodePool::submit(std::span<const OpusFrame> frames)
{
    if (m_shared->submit(frames))
        wakeEngine();
}

void DecodePool::forget(StreamId stream)
{
    if (m_shared->forget(stream))
        wakeEngine();
}

void DecodePool::wakeEngine()
{
    PoolEngine& engine = m_thread->engine();
    QMetaObject::invokeMethod(&engine, &PoolEngine::wake, Qt::QueuedConnection);
}

std::vector<SpeakerLevel> DecodePool::takeLevels()
{
    return m_shared->takeLevels(m_clock->now());
}

void DecodePool::listen(PcmTaker taker)
{
    m_shared->setPcmTaker(std::move(taker));
}

std::map<UserId, AnswerCounts> DecodePool::answers() const
{
    return m_shared->answers();
}

PoolStatus DecodePool::status() const
{
    return m_shared->status();
}

} // namespace lavalier::pool
