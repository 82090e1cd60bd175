#include "tests/voice/mls/vector_file.h"
#include "voice/mls/group.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::mls;

namespace {

crypto::P256PrivateKey keyFrom(const QJsonValue& value)
{
    const QByteArray scalar = hexOf(value);
    auto key = crypto::P256PrivateKey::fromScalar(viewOf(scalar));
    if (!key)
        qFatal("a published key was refused");
    return *std::move(key);
}

template <typename T> T messageFrom(const QByteArray& bytes)
{
    auto message = decode<MlsMessage>(viewOf(bytes));
    if (!message || !std::holds_alternative<T>(message->body))
        qFatal("a published message was refused");
    return std::get<T>(std::move(message->body));
}

std::vector<ExternalPsk> psksFrom(const QJsonValue& json)
{
    std::vector<ExternalPsk> psks;
    for (const QJsonValue& each : json["external_psks"].toArray()) {
        const QByteArray secret = hexOf(each["psk"]);
        psks.push_back({hexOf(each["psk_id"]), SecretBytes(viewOf(secret))});
    }
    return psks;
}

Result<Group, MlsError> joinPublished(const QJsonValue& json)
{
    const JoinMaterial material {messageFrom<KeyPackage>(hexOf(json["key_package"])),
                                 keyFrom(json["init_priv"]), keyFrom(json["encryption_priv"])};
    const QByteArray welcome = encode(messageFrom<Welcome>(hexOf(json["welcome"])));
    return Group::join(material, keyFrom(json["signature_priv"]), viewOf(welcome),
                       {hexOf(json["ratchet_tree"]), psksFrom(json)});
}

bool isResumption(const Proposal& proposal)
{
    const auto* psk = std::get_if<PreSharedKeyProposal>(&proposal.change);
    return psk && std::holds_alternative<PreSharedKeyId::Resumption>(psk->psk.key);
}

/// Resumption secrets of earlier epochs are not kept.
bool needsResumption(const std::vector<VerifiedProposal>& cache, const QByteArray& commit)
{
    for (const VerifiedProposal& each : cache) {
        if (isResumption(each.proposal))
            return true;
    }
    const auto view = readCommit(viewOf(commit));
    for (const ProposalOrRef& each : view ? view->commit.proposals : std::vector<ProposalOrRef>()) {
        const auto* inlined = std::get_if<Proposal>(&each);
        if (inlined && isResumption(*inlined))
            return true;
    }
    return false;
}

} // namespace

class PassiveClientTest : public QObject {
    Q_OBJECT
private slots:
    void joinsAndFollowsPublishedGroups_data()
    {
        QTest::addColumn<QJsonValue>("json");
        for (const char* name : {"passive-client-welcome", "passive-client-handling-commit"}) {
            int number = 0;
            for (const QJsonValue& each : publishedVectors(QString::fromLatin1(name)))
                QTest::addRow("%s %d", name, number++) << each;
        }
    }

    void joinsAndFollowsPublishedGroups()
    {
        if (publishedVectors(QStringLiteral("passive-client-welcome")).isEmpty())
            QSKIP("shared/vectors/mls/passive-client-welcome.json is not there");
        QFETCH(QJsonValue, json);
        auto joined = joinPublished(json);
        QVERIFY2(joined, qPrintable(QString::number(joined ? -1 : int(joined.error()))));
        Group group = *std::move(joined);
        QCOMPARE(group.epochAuthenticator(), hexOf(json["initial_epoch_authenticator"]));
        for (const QJsonValue& epoch : json["epochs"].toArray()) {
            std::vector<VerifiedProposal> cache;
            for (const QJsonValue& message : epoch["proposals"].toArray()) {
                const QByteArray bytes = hexOf(message);
                auto proposal = group.verifyProposal(viewOf(bytes));
                QVERIFY2(proposal,
                         qPrintable(QString::number(proposal ? -1 : int(proposal.error()))));
                cache.push_back(*std::move(proposal));
            }
            const QByteArray commit = hexOf(epoch["commit"]);
            const auto next = group.process(viewOf(commit), cache, psksFrom(json));
            if (!next && next.error() == MlsError::MissingPsk && needsResumption(cache, commit)) {
                qInfo("ends at a resumption PSK, which we do not keep");
                return;
            }
            QVERIFY2(next, qPrintable(QString::number(next ? -1 : int(next.error()))));
            group = *next;
            QCOMPARE(group.epochAuthenticator(), hexOf(epoch["epoch_authenticator"]));
        }
    }

    void needsTheTreeAndThePsksItIsToldOf()
    {
        const QJsonArray cases = publishedVectors(QStringLiteral("passive-client-welcome"));
        if (cases.isEmpty())
            QSKIP("shared/vectors/mls/passive-client-welcome.json is not there");
        int withoutTree = 0;
        int withoutPsk = 0;
        for (const QJsonValue& each : cases) {
            QJsonObject json = each.toObject();
            json["external_psks"] = QJsonArray();
            const bool needsPsk = !each["external_psks"].toArray().isEmpty();
            const bool needsTree = !each["ratchet_tree"].isNull();
            if (needsPsk) {
                const auto joined = joinPublished(json);
                QVERIFY(!joined);
                QCOMPARE(joined.error(), MlsError::MissingPsk);
                ++withoutPsk;
            } else if (needsTree) {
                json["ratchet_tree"] = QJsonValue();
                const auto joined = joinPublished(json);
                QVERIFY(!joined);
                QCOMPARE(joined.error(), MlsError::MissingTree);
                ++withoutTree;
            }
        }
        QCOMPARE(withoutPsk, 4);
        QCOMPARE(withoutTree, 2);
    }
};

QTEST_APPLESS_MAIN(PassiveClientTest)
#include "passive_client_test.moc"
