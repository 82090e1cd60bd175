#include "app/token_store.h"
#include "tests/patience.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lavalier;
using namespace lavalier::app;
using ui::TokenPlace;

Q_DECLARE_METATYPE(lavalier::app::TokenError)

namespace {

const QByteArray kShaped = "AAAAAAAAAAAAAAAAAAAAAAAAAA.BBBBBB.c-c_cccccccccccccccccccccccc";

SecretBytes secret(QByteArray plain)
{
    plain.detach();
    return SecretBytes::takeFrom(plain);
}

QByteArray revealed(const SecretBytes& token)
{
    return toByteArray(token.reveal());
}

Endpoints standIn()
{
    return {QUrl(QStringLiteral("http://127.0.0.1:9/api/v10"))};
}

/// A keychain that says what the test wants, or nothing.
struct FakeKeychain final : Keychain {
    struct State {
        std::optional<QByteArray> stored;
        bool works = true;
        bool silent = false;
        int removals = 0;
        std::function<void()> lateAnswer;
    };
    explicit FakeKeychain(std::shared_ptr<State> its)
        : state(std::move(its))
    {
    } // shared with the test
    void read(std::function<void(std::optional<SecretBytes>)> done) override
    {
        const auto answer
            = state->works && state->stored ? std::optional(secret(*state->stored)) : std::nullopt;
        say([done = std::move(done), answer] { done(answer); });
    }
    void write(const SecretBytes& token, std::function<void(bool)> done) override
    {
        if (state->works)
            state->stored = revealed(token);
        say([done = std::move(done), good = state->works] { done(good); });
    }
    void remove(std::function<void(bool)> done) override
    {
        ++state->removals;
        if (state->works)
            state->stored.reset();
        say([done = std::move(done), good = state->works] { done(good); });
    }
    void say(std::function<void()> answer) const
    {
        if (state->silent)
            state->lateAnswer = std::move(answer);
        else
            answer();
    }
    std::shared_ptr<State> state;
};

struct Fixture {
    std::shared_ptr<FakeKeychain::State> keychain = std::make_shared<FakeKeychain::State>();
    TokenStore store;
    QSignalSpy found {&store, &TokenStore::found};
    QSignalSpy missing {&store, &TokenStore::missing};
    QSignalSpy refused {&store, &TokenStore::refused};
    QSignalSpy kept {&store, &TokenStore::kept};
    QSignalSpy forgotten {&store, &TokenStore::forgotten};

    explicit Fixture(Endpoints endpoints = discordEndpoints())
        : store(std::move(endpoints), std::make_unique<FakeKeychain>(keychain), nullptr,
                std::chrono::milliseconds(50))
    {
    }
};

} // namespace

class TokenStoreTest : public QObject {
    Q_OBJECT
private slots:
    void looksAtTheShapeOfAToken_data()
    {
        QTest::addColumn<QByteArray>("pasted");
        QTest::addColumn<bool>("loopback");
        QTest::addColumn<int>("error"); // -1: good
        const auto row = [](const char* name, const QByteArray& pasted, bool loopback, int error) {
            QTest::newRow(name) << pasted << loopback << error;
        };
        const int empty = static_cast<int>(TokenError::Empty);
        const int wrong = static_cast<int>(TokenError::WrongShape);
        const int tooLong = static_cast<int>(TokenError::TooLong);
        row("a token", kShaped, false, -1);
        row("white space around it", " \t" + kShaped + "\r\n", false, -1);
        row("nothing", "", false, empty);
        row("only white space", " \n ", true, empty);
        row("two parts", "aaa.bbb", false, wrong);
        row("four parts", "a.b.c.d", false, wrong);
        row("an empty part", "aaa..ccc", false, wrong);
        row("a space inside", "aaa.b b.ccc", false, wrong);
        row("with the Bot prefix", "Bot " + kShaped, false, wrong);
        row("an address", "https:" + QByteArray(2, '/') + "discord.com", false, wrong);
        row("a line end inside", "aaa\r\nX-Evil: 1", true, wrong);
        row("a stand-in's", "sim-token", true, -1);
        row("a stand-in's with a space", "sim token", true, wrong);
        row("not ASCII", "t\xc3\xb6ken", true, wrong);
        row("512 bytes", QByteArray(512, 'a'), true, -1);
        row("513 bytes", QByteArray(513, 'a'), true, tooLong);
    }
    void looksAtTheShapeOfAToken()
    {
        QFETCH(QByteArray, pasted);
        QFETCH(bool, loopback);
        QFETCH(int, error);
        const auto token = checkToken(secret(pasted), loopback ? standIn() : discordEndpoints());
        QCOMPARE(token ? -1 : static_cast<int>(token.error()), error);
        if (token)
            QCOMPARE(revealed(*token), pasted.trimmed());
    }

    void takesTheEnvironmentAndLeavesNothing()
    {
        qputenv("LAVALIER_TOKEN", kShaped);
        const char* const left = std::getenv("LAVALIER_TOKEN");
        const SecretBytes token = takeEnvironmentToken();
        QCOMPARE(revealed(token), kShaped);
        QVERIFY(!qEnvironmentVariableIsSet("LAVALIER_TOKEN"));
        QVERIFY2(*left == '\0', "the bytes themselves are wiped");
        QVERIFY(takeEnvironmentToken().isEmpty());
        Fixture it;
        TokenSources sources {token, {}, true};
        it.store.find(std::move(sources));
        QVERIFY2(sources.environment.isEmpty(), "nothing that would outlive forget()");
        QVERIFY(it.found.wait(test::kPatience));
        QCOMPARE(it.store.place(), TokenPlace::Environment);
    }

    void readsAFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("open"); // to others
        QTest::addColumn<int>("error");
        QTest::newRow("private") << kShaped + "\n" << false << -1;
        QTest::newRow("readable by others") << kShaped << true << -1;
        QTest::newRow("empty") << QByteArray() << false << static_cast<int>(TokenError::Empty);
        QTest::newRow("something else")
            << QByteArray("hello world") << false << static_cast<int>(TokenError::WrongShape);
        QTest::newRow("huge") << QByteArray(100000, 'a') << false
                              << static_cast<int>(TokenError::TooLong);
    }
    void readsAFile()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, open);
        QFETCH(int, error);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("token"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
        file.close();
        auto mode = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
        QVERIFY(file.setPermissions(open ? mode | QFileDevice::ReadOther : mode));
        Fixture it;
        QSignalSpy warned(&it.store, &TokenStore::fileReadableByOthers);
        it.store.find({secret("sim"), path, true});
        QTRY_COMPARE(it.found.count() + it.refused.count(), 1);
        QCOMPARE(warned.count(), open ? 1 : 0);
        if (error < 0) {
            QCOMPARE(revealed(it.store.token()), kShaped);
            QCOMPARE(it.store.place(), TokenPlace::File);
        } else {
            QCOMPARE(static_cast<int>(it.refused.front().front().value<TokenError>()), error);
        }
    }

    void refusesAFileThatIsNone()
    {
        Fixture it;
        it.store.find({{}, QStringLiteral("/no/such/file"), true});
        QVERIFY(it.refused.wait(test::kPatience));
        QCOMPARE(it.refused.front().front().value<TokenError>(), TokenError::FileUnreadable);
        it.store.find({{}, QStringLiteral("/dev/zero"), true});
        QVERIFY(it.refused.wait(test::kPatience));
    }

    void findsWhatItKept()
    {
        Fixture it;
        it.store.keep(secret(kShaped), TokenStore::Keep::InKeychain);
        QTRY_COMPARE(it.kept.count(), 1);
        QCOMPARE(it.store.place(), TokenPlace::Keychain);
        it.store.find({});
        QTRY_COMPARE(it.found.count(), 1);
        QCOMPARE(revealed(it.store.token()), kShaped);
        it.store.forget();
        QTRY_COMPARE(it.forgotten.count(), 1);
        QVERIFY(it.store.token().isEmpty());
        QVERIFY(!it.keychain->stored);
        it.store.find({});
        QTRY_COMPARE(it.missing.count(), 1);
    }

    void doesWithoutAKeychain_data()
    {
        QTest::addColumn<bool>("silent");
        QTest::newRow("it refuses") << false;
        QTest::newRow("it says nothing") << true;
    }
    void doesWithoutAKeychain()
    {
        QFETCH(bool, silent);
        Fixture it;
        it.keychain->works = false;
        it.keychain->silent = silent;
        it.keychain->stored = kShaped;
        it.store.find({});
        QTRY_COMPARE(it.missing.count(), 1);
        it.store.keep(secret(kShaped), TokenStore::Keep::InKeychain);
        QTRY_COMPARE(it.kept.count(), 1);
        QCOMPARE(it.store.place(), TokenPlace::Memory);
        QCOMPARE(revealed(it.store.token()), kShaped);
        QCOMPARE(it.keychain->removals, 0);
        it.store.forget();
        QTRY_COMPARE(it.forgotten.count(), 1);
        QCOMPARE(it.forgotten.front().front().toBool(), false);
    }

    void ignoresAnAnswerThatComesTooLate()
    {
        Fixture it;
        it.keychain->silent = true;
        it.keychain->stored = kShaped;
        it.store.find({});
        QTRY_COMPARE(it.missing.count(), 1);
        it.keychain->lateAnswer();
        QCOMPARE(it.found.count(), 0);
        QCOMPARE(it.store.place(), TokenPlace::None);
    }

    void keepsTheKeychainFromAStandIn()
    {
        Fixture it(standIn());
        it.keychain->stored = kShaped;
        it.store.find({});
        QVERIFY(it.missing.wait(test::kPatience));
        it.store.keep(secret("sim-token"), TokenStore::Keep::InKeychain);
        QTRY_COMPARE(it.kept.count(), 1);
        QCOMPARE(it.store.place(), TokenPlace::Memory);
        it.store.forget();
        QTRY_COMPARE(it.forgotten.count(), 1);
        QCOMPARE(*it.keychain->stored, kShaped);
    }
};

QTEST_GUILESS_MAIN(TokenStoreTest)
#include "token_store_test.moc"
