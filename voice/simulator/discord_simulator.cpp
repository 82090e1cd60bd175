#include "voice/simulator/discord_simulator.h"

#include "voice/simulator/rest_server.h"
#include "voice/simulator/simulator_core.h"

#include <QFile>
#include <QRandomGenerator>
#include <QThread>

#include <mutex>

static void registerPicture()
{
    Q_INIT_RESOURCE(clips); // outside any namespace, as in speech.cpp
}

namespace lavalier::simulator {

namespace {

constexpr std::uint64_t kFirstBotId = 1102000000000000001;

/// Three parts like Discord's, the first one the user's id; good for this run only.
QString makeToken(UserId user)
{
    const auto part = [](int words) {
        std::vector<quint32> random(static_cast<std::size_t>(words));
        QRandomGenerator::system()->fillRange(random.data(), words);
        return QByteArray(reinterpret_cast<const char*>(random.data()), words * 4)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    const QByteArray id
        = QByteArray::number(user.value())
              .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return QString::fromLatin1(id + '.' + part(1) + '.' + part(7));
}

/// Every bot's here.
QByteArray botPicture()
{
    registerPicture();
    QFile file(QStringLiteral(":/lavalier/demo/bot.png"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

SecretBytes secretOf(const QString& token)
{
    const QByteArray bytes = token.toLatin1();
    return SecretBytes(viewOf(bytes));
}

} // namespace

class DiscordSimulator::Impl {
public:
    explicit Impl(SimulatorScript script)
        : m_certificate(makeLoopbackCertificate())
    {
        m_core = std::make_unique<SimulatorCore>(std::move(script),
                                                 m_certificate.value_or(Certificate {}),
                                                 std::map<QString, UserId> {});
        m_botUser = UserId(m_nextBot);
        m_botToken = addBot(QStringLiteral("Lavalier"));
    }

    ~Impl()
    {
        // HTTP first: its threads wait for answers of the core's.
        m_rest.reset();
        if (m_thread.isRunning()) {
            QMetaObject::invokeMethod(
                m_core.get(), [this] { m_core.reset(); }, Qt::BlockingQueuedConnection);
            m_thread.quit();
            m_thread.wait();
        }
    }

    Result<Endpoints, SimulatorError> start()
    {
        if (std::exchange(m_started, true))
            return Failure {SimulatorError::AlreadyStarted};
        if (!m_certificate)
            return Failure {SimulatorError::CertificateFailed};
        m_thread.setObjectName(QStringLiteral("simulator"));
        m_core->moveToThread(&m_thread);
        m_thread.start();
        const auto opened
            = onCoreThread<Result<void, SimulatorError>>([this] { return m_core->start(); });
        if (!opened)
            return Failure {opened.error()};
        m_rest = std::make_unique<RestServer>([this](const RestRequest& request) {
            return onCoreThread<RestAnswer>([&] { return m_core->answer(request); });
        });
        const auto port = m_rest->start();
        if (!port)
            return Failure {SimulatorError::NoFreePort};
        return Endpoints {QUrl(QStringLiteral("http://127.0.0.1:%1/api/v10").arg(*port))};
    }

    SecretBytes addBot(const QString& name)
    {
        const std::lock_guard lock(m_addingBots);
        const UserId id(m_nextBot++);
        const QString token = makeToken(id);
        onCoreThread<bool>([&] {
            m_core->addBot({id, name, {}, true, botPicture()}, token);
            return true;
        });
        return secretOf(token);
    }

    /// Runs `work` where the core lives and returns what it returned.
    template <typename T, typename Work> T onCoreThread(Work work) const
    {
        if (!m_thread.isRunning() || QThread::currentThread() == &m_thread)
            return work();
        std::optional<T> result;
        QMetaObject::invokeMethod(
            m_core.get(), [&] { result.emplace(work()); }, Qt::BlockingQueuedConnection);
        return std::move(*result);
    }

    const std::optional<Certificate> m_certificate;
    QThread m_thread;
    std::unique_ptr<SimulatorCore> m_core; ///< lives in m_thread once started
    std::unique_ptr<RestServer> m_rest;
    std::mutex m_addingBots;
    std::uint64_t m_nextBot = kFirstBotId;
    UserId m_botUser;
    SecretBytes m_botToken;
    bool m_started = false;
};

DiscordSimulator::DiscordSimulator(SimulatorScript script)
    : m_impl(std::make_unique<Impl>(std::move(script)))
{
}

DiscordSimulator::~DiscordSimulator() = default;

Result<Endpoints, SimulatorError> DiscordSimulator::start()
{
    return m_impl->start();
}

SecretBytes DiscordSimulator::botToken() const
{
    return m_impl->m_botToken;
}

UserId DiscordSimulator::botUser() const
{
    return m_impl->m_botUser;
}

SecretBytes DiscordSimulator::addBot(const QString& name)
{
    return m_impl->addBot(name);
}

UserId DiscordSimulator::userOf(const SecretBytes& token) const
{
    const QString text = QString::fromLatin1(toByteArray(token.reveal()));
    return m_impl->onCoreThread<UserId>([&] { return m_impl->m_core->userOf(text); });
}

QByteArray DiscordSimulator::certificatePem() const
{
    return m_impl->m_certificate ? m_impl->m_certificate->certificatePem : QByteArray();
}

void DiscordSimulator::perform(const ScriptAction& action)
{
    m_impl->onCoreThread<bool>([&] {
        m_impl->m_core->perform(action);
        return true;
    });
}

RestLog DiscordSimulator::restLog() const
{
    return m_impl->onCoreThread<RestLog>([this] { return m_impl->m_core->restLog(); });
}

SentLog DiscordSimulator::sentLog() const
{
    return m_impl->onCoreThread<SentLog>([this] { return m_impl->m_core->sentLog(); });
}

} // namespace lavalier::simulator
