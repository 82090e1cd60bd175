#include "app/token_store.h"

#include "voice/base/log.h"

#include <QFile>
#include <QFileInfo>
#include <qt6keychain/keychain.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace lavalier::app {

namespace {

constexpr const char* kVariable = "LAVALIER_TOKEN";
constexpr qsizetype kMaxFile = 4096;
/// Discord's are 59 to 72 characters today.
constexpr std::size_t kMaxToken = 512;

bool isSpace(std::uint8_t byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

bool isBase64Url(std::uint8_t byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z')
        || (byte >= '0' && byte <= '9') || byte == '-' || byte == '_' || byte == '=';
}

ByteView trimmed(ByteView text)
{
    while (!text.empty() && isSpace(text.front()))
        text = text.subspan(1);
    while (!text.empty() && isSpace(text.back()))
        text = text.first(text.size() - 1);
    return text;
}

bool hasDiscordsShape(ByteView token)
{
    std::array<std::size_t, 3> lengths {};
    std::size_t part = 0;
    for (const std::uint8_t byte : token) {
        if (byte == '.') {
            if (++part == lengths.size())
                return false;
        } else if (isBase64Url(byte)) {
            ++lengths[part];
        } else {
            return false;
        }
    }
    return part == 2
        && std::ranges::none_of(lengths, [](std::size_t length) { return length == 0; });
}

/// QtKeychain deletes each job after its answer; one that outlives us says it to nobody.
class SystemKeychain final : public QObject, public Keychain {
public:
    explicit SystemKeychain(const QString& profile)
        : m_key(QStringLiteral("discord-bot-token")
                + (profile.isEmpty() ? QString() : u'-' + profile))
    {
    }

    void read(std::function<void(std::optional<SecretBytes>)> done) override
    {
        auto* job = prepare(new QKeychain::ReadPasswordJob(service()));
        connect(job, &QKeychain::Job::finished, this, [job, done = std::move(done)] {
            QByteArray plain = job->binaryData();
            const bool good = job->error() == QKeychain::NoError && !plain.isEmpty();
            if (!good)
                qCInfo(logApp) << "no token from the keychain, error"
                               << static_cast<int>(job->error());
            done(good ? std::optional(SecretBytes::takeFrom(plain)) : std::nullopt);
        });
        job->start();
    }

    void write(const SecretBytes& secret, std::function<void(bool)> done) override
    {
        auto* job = prepare(new QKeychain::WritePasswordJob(service()));
        QByteArray plain = toByteArray(secret.reveal());
        job->setBinaryData(plain); // shared with the job, which is done with it when it is deleted
        report(job, std::move(done));
    }

    void remove(std::function<void(bool)> done) override
    {
        report(prepare(new QKeychain::DeletePasswordJob(service())), std::move(done));
    }

private:
    static QString service() { return QStringLiteral("Lavalier"); }

    template <typename Job> Job* prepare(Job* job) const
    {
        job->setInsecureFallback(false);
        job->setAutoDelete(true);
        job->setKey(m_key);
        return job;
    }

    void report(QKeychain::Job* job, std::function<void(bool)> done)
    {
        connect(job, &QKeychain::Job::finished, this, [job, done = std::move(done)] {
            const bool good
                = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
            if (!good)
                qCInfo(logApp) << "keychain refused, error" << static_cast<int>(job->error());
            done(good);
        });
        job->start();
    }

    const QString m_key;
};

} // namespace

std::unique_ptr<Keychain> systemKeychain(const QString& profile)
{
    return std::make_unique<SystemKeychain>(profile);
}

SecretBytes takeEnvironmentToken()
{
    char* value = std::getenv(kVariable);
    if (value == nullptr)
        return {};
    const std::size_t length = std::strlen(value);
    const MutableByteView bytes(reinterpret_cast<std::uint8_t*>(value), length);
    const SecretBytes token = length == 0 ? SecretBytes() : SecretBytes(bytes);
    // Removing the variable leaves its bytes where /proc/PID/environ still shows them.
    wipe(bytes);
    qunsetenv(kVariable);
    return token;
}

Result<SecretBytes, TokenError> checkToken(const SecretBytes& pasted, const Endpoints& endpoints)
{
    const ByteView token = trimmed(pasted.reveal());
    if (token.empty())
        return Failure {TokenError::Empty};
    if (token.size() > kMaxToken)
        return Failure {TokenError::TooLong};
    const bool printable
        = std::ranges::all_of(token, [](std::uint8_t byte) { return byte > 0x20 && byte < 0x7F; });
    if (!printable || (!endpoints.isLoopback() && !hasDiscordsShape(token)))
        return Failure {TokenError::WrongShape};
    return SecretBytes(token);
}

Result<TokenFile, TokenError> readTokenFile(const QString& path, const Endpoints& endpoints)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Failure {TokenError::FileUnreadable};
    QByteArray plain(kMaxFile + 1, '\0');
    const qint64 size = file.read(plain.data(), plain.size());
    if (size < 0)
        return Failure {TokenError::FileUnreadable};
    const SecretBytes content(viewOf(plain).first(static_cast<std::size_t>(size)));
    wipe(plain);
    if (size > kMaxFile)
        return Failure {TokenError::TooLong};
    const auto token = checkToken(content, endpoints);
    if (!token)
        return Failure {token.error()};
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    return TokenFile {*token, (file.permissions() & others) != QFileDevice::Permissions()};
}

TokenStore::TokenStore(Endpoints endpoints, std::unique_ptr<Keychain> keychain, QObject* parent,
                       std::chrono::milliseconds patience)
    : QObject(parent)
    , m_endpoints(std::move(endpoints))
    , m_keychain(std::move(keychain))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        qCInfo(logApp) << "the keychain does not answer";
        answered(m_question, std::nullopt, false);
    });
}

TokenStore::~TokenStore() = default;

unsigned TokenStore::expectAnswer(Answer answer)
{
    m_answer = std::move(answer);
    m_patience.start();
    return ++m_question;
}

void TokenStore::answered(unsigned question, const std::optional<SecretBytes>& secret, bool good)
{
    if (question != m_question || !m_answer)
        return; // too late, or of a question that a newer one replaced
    m_patience.stop();
    const Answer answer = std::exchange(m_answer, nullptr);
    answer(secret, good);
}

void TokenStore::later(std::function<void()> what)
{
    QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection);
}

void TokenStore::take(const SecretBytes& token, ui::TokenPlace place)
{
    m_token = token;
    m_place = place;
    emit found(m_token, m_place);
}

void TokenStore::useGiven(const SecretBytes& given, ui::TokenPlace place)
{
    later([this, given, place] {
        const auto token = checkToken(given, m_endpoints);
        if (token)
            take(*token, place);
        else
            emit refused(token.error(), place);
    });
}

void TokenStore::find(TokenSources sources)
{
    if (!sources.input.isEmpty()) {
        useGiven(sources.input, ui::TokenPlace::Memory);
        return;
    }
    if (!sources.file.isEmpty()) {
        later([this, path = sources.file] {
            const auto file = readTokenFile(path, m_endpoints);
            if (!file) {
                emit refused(file.error(), ui::TokenPlace::File);
                return;
            }
            if (file->readableByOthers)
                emit fileReadableByOthers(path);
            take(file->token, ui::TokenPlace::File);
        });
        return;
    }
    if (!sources.environment.isEmpty()) {
        useGiven(sources.environment, ui::TokenPlace::Environment);
        return;
    }
    // A stand-in is never handed the user's real token.
    if (!sources.keychain || m_endpoints.isLoopback()) {
        later([this] { emit missing(); });
        return;
    }
    const unsigned question = expectAnswer([this](const std::optional<SecretBytes>& secret, bool) {
        const auto token = checkToken(secret.value_or(SecretBytes()), m_endpoints);
        if (token)
            take(*token, ui::TokenPlace::Keychain);
        else
            emit missing();
    });
    m_keychain->read([this, question](std::optional<SecretBytes> secret) {
        answered(question, secret, secret.has_value());
    });
}

void TokenStore::keep(const SecretBytes& token, Keep where)
{
    m_token = token;
    m_place = ui::TokenPlace::Memory;
    if (where == Keep::ForThisRun || m_endpoints.isLoopback()) {
        later([this] { emit kept(m_place); });
        return;
    }
    const unsigned question = expectAnswer([this](const std::optional<SecretBytes>&, bool good) {
        if (good)
            m_place = ui::TokenPlace::Keychain;
        emit kept(m_place);
    });
    m_keychain->write(token,
                      [this, question](bool good) { answered(question, std::nullopt, good); });
}

void TokenStore::forget()
{
    m_token = SecretBytes();
    m_place = ui::TokenPlace::None;
    if (m_endpoints.isLoopback()) {
        later([this] { emit forgotten(true); });
        return;
    }
    const unsigned question = expectAnswer(
        [this](const std::optional<SecretBytes>&, bool good) { emit forgotten(good); });
    m_keychain->remove([this, question](bool good) { answered(question, std::nullopt, good); });
}

} // namespace lavalier::app
