// CPU of following a group, beside bare ECDSA verifications of the same run.
//
// A commit that removes one member and adds another, with a path, in a group of 25 whose tree is
// full; goal 10 ms. A Welcome into a group of 100; goal 60 ms: every leaf's signature is verified,
// so 100 bare verifications are what no implementation can do without. Bare means OpenSSL's own
// functions on a key that is already there. Figures are CPU time of this process.
#include "processes.h"
#include "sections.h"
#include "tests/voice/mls/party.h"

#include <openssl/ec.h>
#include <openssl/evp.h>

namespace lavalier::bench {
namespace {

using namespace lavalier::mls;

constexpr int kRounds = 7;
constexpr int kCommits = 20;
constexpr int kWelcomes = 4;
constexpr int kVerifications = 400;
constexpr double kCommitGoal = 10;
constexpr double kWelcomeGoal = 60;
constexpr double kMilliseconds = 1000;

/// CPU milliseconds of one call; negative when it fails.
template <typename Call> double costOf(int times, Call call)
{
    const double before = ownCpu();
    for (int i = 0; i < times; ++i) {
        if (!call())
            return -1;
    }
    return (ownCpu() - before) * kMilliseconds / times;
}

/// A group in which everybody has committed once, so that no node is blank.
std::vector<test::Guest> settledGroup(test::Party& party, std::size_t size)
{
    std::vector<test::Guest> guests = test::fullHouse(party, size);
    for (std::size_t i = 0; i < size; i += 2)
        test::refresh(party, guests, i);
    return guests;
}

/// One commit and who follows it.
class CommitSide {
public:
    explicit CommitSide(std::size_t size)
    {
        std::vector<test::Guest> guests = settledGroup(m_party, size);
        test::Guest carol = m_party.newGuest("carol");
        m_member = guests[size / 2].group;
        const Group& committer = *guests[0].group;
        m_proposals = test::verifyAll(
            committer,
            {m_party.propose(committer, RemoveProposal {guests[size - 1].group->ownIndex()}),
             m_party.propose(committer, AddProposal {m_party.freshPackage(carol)})});
        if (auto made = committer.commit(m_proposals, m_party.random))
            m_commit = made->commit;
    }

    double cost() const
    {
        return costOf(kCommits, [this] {
            return m_member->process(viewOf(m_commit), m_proposals).has_value();
        });
    }

private:
    test::Party m_party {1};
    std::optional<Group> m_member;
    std::vector<VerifiedProposal> m_proposals;
    QByteArray m_commit;
};

/// A Welcome into a group of `size`, the newcomer included.
class WelcomeSide {
public:
    explicit WelcomeSide(std::size_t size)
    {
        std::vector<test::Guest> guests = settledGroup(m_party, size - 1);
        const Group& committer = *guests[0].group;
        const auto proposals = test::verifyAll(
            committer, {m_party.propose(committer, AddProposal {m_party.freshPackage(m_carol)})});
        if (auto made = committer.commit(proposals, m_party.random, Group::Path::Always))
            m_welcome = made->welcome;
    }

    double cost() const
    {
        return costOf(kWelcomes, [this] {
            return Group::join(*m_carol.material, m_carol.signatureKey, viewOf(m_welcome))
                .has_value();
        });
    }

private:
    test::Party m_party {2};
    test::Guest m_carol = m_party.newGuest("carol");
    QByteArray m_welcome;
};

class BareSide {
public:
    BareSide()
        : m_key(EVP_EC_gen("P-256"))
        , m_context(EVP_MD_CTX_new())
        , m_signature(128, '\0')
    {
        std::size_t size = 128;
        EVP_DigestSignInit(m_context, nullptr, EVP_sha256(), nullptr, m_key);
        EVP_DigestSign(m_context, bytes(m_signature), &size, bytes(m_message),
                       static_cast<std::size_t>(m_message.size()));
        m_signature.resize(static_cast<qsizetype>(size));
    }
    ~BareSide()
    {
        EVP_MD_CTX_free(m_context);
        EVP_PKEY_free(m_key);
    }
    BareSide(const BareSide&) = delete;
    BareSide& operator=(const BareSide&) = delete;

    double cost()
    {
        return costOf(kVerifications, [this] {
            EVP_MD_CTX_reset(m_context);
            return EVP_DigestVerifyInit(m_context, nullptr, EVP_sha256(), nullptr, m_key) == 1
                && EVP_DigestVerify(m_context, bytes(m_signature),
                                    static_cast<std::size_t>(m_signature.size()), bytes(m_message),
                                    static_cast<std::size_t>(m_message.size()))
                == 1;
        });
    }

private:
    static unsigned char* bytes(QByteArray& array)
    {
        return reinterpret_cast<unsigned char*>(array.data());
    }

    EVP_PKEY* m_key;
    EVP_MD_CTX* m_context;
    QByteArray m_message {QByteArray(250, 'm')};
    QByteArray m_signature;
};

} // namespace

void measureMls(Report& report, const Options& options)
{
    report.begin("mls", "following a group, beside bare ECDSA verifications");
    const CommitSide commit(25);
    const WelcomeSide welcome(100);
    BareSide bare;
    const Rounds costs = inTurn(options.quick ? 2 : kRounds,
                                {[&] { return commit.cost(); }, [&] { return welcome.cost(); },
                                 [&] { return bare.cost(); }});
    if (costs.empty()) {
        report.unmeasured("commit and Welcome", QStringLiteral("one of them was refused"));
        return;
    }
    report.figure("commit with a path among 25", spreadOf(costs[0]), " ms", atMost(kCommitGoal));
    report.figure("Welcome among 100", spreadOf(costs[1]), " ms", atMost(kWelcomeGoal));
    report.note(QStringLiteral("one bare verification %1 us; a commit is %2 of them, a Welcome %3")
                    .arg(spreadOf(costs[2]).median * kMilliseconds, 0, 'f', 1)
                    .arg(ratioOf(costs[0], costs[2]).median, 0, 'f', 0)
                    .arg(ratioOf(costs[1], costs[2]).median, 0, 'f', 0));
}

} // namespace lavalier::bench
