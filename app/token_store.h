#pragma once

#include "ui/ports/settings_port.h"
#include "voice/base/endpoints.h"
#include "voice/base/result.h"
#include "voice/base/secret_bytes.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace lavalier::app {

enum class TokenError { Empty, WrongShape, TooLong, FileUnreadable };

/// LAVALIER_TOKEN, wiped in place and removed: call it first of all, before anything starts a
/// child. Empty when it is not set.
SecretBytes takeEnvironmentToken();

/// What somebody pasted, without the white space around it. For Discord three parts of base64url
/// with dots between; a stand-in on loopback may use anything printable without spaces.
Result<SecretBytes, TokenError> checkToken(const SecretBytes& pasted, const Endpoints& endpoints);

struct TokenFile {
    SecretBytes token;
    bool readableByOthers = false; ///< worth a warning: group or world may read the file
};
Result<TokenFile, TokenError> readTokenFile(const QString& path, const Endpoints& endpoints);

/// A place that keeps one secret beyond this run. Answers later, or never.
///
/// Thread:  its user's. An answer after the keychain is gone must not come.
class Keychain {
public:
    virtual ~Keychain() = default;
    /// Nullopt: not there, locked, denied, no keychain: all the same to us.
    virtual void read(std::function<void(std::optional<SecretBytes>)> done) = 0;
    virtual void write(const SecretBytes& secret, std::function<void(bool)> done) = 0;
    virtual void remove(std::function<void(bool)> done) = 0;
};
/// The system's, through QtKeychain, its plain-text fallback off.
/// Each profile has an entry of its own.
std::unique_ptr<Keychain> systemKeychain(const QString& profile = {});

struct TokenSources {
    SecretBytes environment; ///< from takeEnvironmentToken()
    QString file; ///< --token-file; goes before the environment
    bool keychain = true;
    SecretBytes input {}; ///< from readTokenInput(); goes before everything else
};

/// The bot token of this run: where it was found, and whether it outlives the run.
///
/// Any trouble with the keychain, or five seconds of silence, means "no keychain now": the token
/// then lives in memory, and nothing is ever deleted but by forget(). Thread:  GUI. Nothing blocks;
/// every answer is a signal from the event loop.
class TokenStore : public QObject {
    Q_OBJECT
public:
    enum class Keep { ForThisRun, InKeychain };
    static constexpr std::chrono::milliseconds kPatience {5000};

    explicit TokenStore(Endpoints endpoints, std::unique_ptr<Keychain> keychain = systemKeychain(),
                        QObject* parent = nullptr, std::chrono::milliseconds patience = kPatience);
    ~TokenStore() override;

    /// Ends in exactly one of found(), missing() and refused(). Input, else file, else environment,
    /// else keychain; a source that holds something unusable is refused and not passed over.
    /// Hand the sources over by move, or what they hold outlives forget().
    void find(TokenSources sources);
    /// Uses a token somebody entered, already checked. Ends in kept() with the place it has come
    /// to.
    void keep(const SecretBytes& token, Keep where);
    /// Out of memory and out of the keychain. Ends in forgotten(); false: the keychain did not
    /// answer.
    void forget();

    const SecretBytes& token() const { return m_token; }
    ui::TokenPlace place() const { return m_place; }

signals:
    void found(const lavalier::SecretBytes& token, lavalier::ui::TokenPlace place);
    void missing();
    void refused(lavalier::app::TokenError error, lavalier::ui::TokenPlace place);
    void kept(lavalier::ui::TokenPlace place);
    void forgotten(bool everywhere);
    /// Said before found().
    void fileReadableByOthers(const QString& path);

private:
    using Answer = std::function<void(std::optional<SecretBytes>, bool)>;

    void take(const SecretBytes& token, ui::TokenPlace place);
    void useGiven(const SecretBytes& given, ui::TokenPlace place);
    void later(std::function<void()> what);
    unsigned expectAnswer(Answer answer);
    void answered(unsigned question, const std::optional<SecretBytes>& secret, bool good);

    const Endpoints m_endpoints;
    std::unique_ptr<Keychain> m_keychain;
    SecretBytes m_token;
    ui::TokenPlace m_place = ui::TokenPlace::None;
    unsigned m_question = 0; ///< a newer question makes the answer to an older one stale
    Answer m_answer; ///< of the question still open
    QTimer m_patience;
};

} // namespace lavalier::app
