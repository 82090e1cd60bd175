#include "voice/simulator/scripted_member.h"

#include "voice/base/opus_packet.h"
#include "voice/dave/dave_messages.h"
#include "voice/dave/frame_footer.h"
#include "voice/dave/group_rules.h"
#include "voice/dave/key_ratchet.h"

#include <algorithm>
#include <array>

namespace lavalier::simulator {

namespace {

constexpr std::string_view kSenderKeyLabel = "Discord Secure Frames v0";

std::optional<crypto::Aes128Gcm> cipherOf(const mls::Group& group, UserId user)
{
    const QByteArray context = ByteWriter().u64le(user.value()).take();
    const dave::KeyRatchet ratchet(group.exportSecret(kSenderKeyLabel, viewOf(context), 16));
    auto cipher = crypto::Aes128Gcm::create(ratchet.key(0), crypto::Aes128Gcm::TagSize::Short);
    return cipher ? std::optional(*std::move(cipher)) : std::nullopt;
}

MutableByteView writable(QByteArray& bytes)
{
    return {reinterpret_cast<std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

} // namespace

ScriptedMember::ScriptedMember(UserId user, ChannelId channel, crypto::RandomSource& random)
    : m_user(user)
    , m_channel(channel)
    , m_random(random)
    , m_signatureKey(crypto::P256PrivateKey::generate(random))
{
}

const mls::Group* ScriptedMember::current() const
{
    return m_group ? &*m_group : m_local ? &*m_local : nullptr;
}

DaveMessages ScriptedMember::begin(int version)
{
    m_group.reset();
    m_local.reset();
    m_proposals.clear();
    m_ownCommits.clear();
    if (version == 0) {
        m_sending = Plain {};
        return {};
    }
    m_material = mls::makeJoinMaterial(dave::identityOf(m_user), m_signatureKey, m_random);
    found();
    return {{m_user, dave_op::kKeyPackage, mls::encode(m_material->package)}};
}

void ScriptedMember::found()
{
    if (!m_externalSender || !m_material)
        return;
    auto made = mls::Group::create(dave::groupIdOf(m_channel),
                                   {mls::externalSendersExtension({*m_externalSender})},
                                   *m_material, m_signatureKey, m_random);
    if (made)
        m_local = *std::move(made);
}

DaveMessage ScriptedMember::answer(int op, int id) const
{
    return {m_user, op, QJsonObject {{QStringLiteral("transition_id"), id}}};
}

DaveMessages ScriptedMember::handle(const DaveMessage& message)
{
    if (const auto* const bytes = std::get_if<QByteArray>(&message.content)) {
        switch (message.op) {
        case dave_op::kExternalSender:
            if (auto sender = dave::readExternalSender(viewOf(*bytes)); sender && !m_group) {
                m_externalSender = *std::move(sender);
                found();
            }
            return {};
        case dave_op::kProposals:
            gather(viewOf(*bytes));
            return {};
        default:
            return transition(message.op, viewOf(*bytes));
        }
    }
    const auto& data = std::get<QJsonObject>(message.content);
    const int id = data.value(QStringLiteral("transition_id")).toInt();
    const int version = data.value(QStringLiteral("protocol_version")).toInt();
    switch (message.op) {
    case dave_op::kPrepareTransition:
        // To 1 it is the group that was just begun which comes into force, whenever it is.
        if (version == 0)
            m_pending[id] = std::nullopt;
        if (id != 0)
            return {answer(dave_op::kTransitionReady, id)};
        execute(id);
        return {};
    case dave_op::kExecuteTransition:
        execute(id);
        return {};
    case dave_op::kPrepareEpoch:
        return begin(version);
    default:
        return {};
    }
}

void ScriptedMember::gather(ByteView payload)
{
    const mls::Group* const group = current();
    const auto message = dave::readProposals(payload);
    if (!group || !message)
        return;
    if (const auto* const revoked = std::get_if<dave::RevokeProposals>(&*message)) {
        std::erase_if(m_proposals, [&](const mls::VerifiedProposal& one) {
            return std::ranges::find(revoked->refs, one.ref) != revoked->refs.end();
        });
        return;
    }
    for (const QByteArray& bytes : std::get<dave::AppendProposals>(*message).messages) {
        if (auto proposal = group->verifyProposal(viewOf(bytes)))
            m_proposals.push_back(*std::move(proposal));
    }
}

std::optional<DaveMessage> ScriptedMember::commit()
{
    const mls::Group* const group = current();
    if (!group || m_proposals.empty())
        return std::nullopt;
    auto made = group->commit(m_proposals, m_random);
    if (!made)
        return std::nullopt;
    m_ownCommits.push_back({made->commit, made->next});
    return DaveMessage {m_user, dave_op::kCommitWelcome, QByteArray(made->commit + made->welcome)};
}

DaveMessages ScriptedMember::transition(int op, ByteView payload)
{
    const auto message = dave::readTransition(payload);
    if (!message)
        return {};
    const auto next = [&]() -> std::optional<mls::Group> {
        if (op == dave_op::kWelcome) {
            if (m_group || !m_material)
                return std::nullopt;
            auto joined = mls::Group::join(*m_material, m_signatureKey, message->message);
            return joined ? std::optional(*std::move(joined)) : std::nullopt;
        }
        const auto own = std::ranges::find_if(m_ownCommits, [&](const OwnCommit& made) {
            return std::ranges::equal(viewOf(made.message), message->message);
        });
        if (own != m_ownCommits.end())
            return own->next;
        auto followed = m_group
            ? m_group->process(message->message, m_proposals)
            : Result<mls::Group, mls::MlsError>(Failure {mls::MlsError::WrongEpoch});
        return followed ? std::optional(*std::move(followed)) : std::nullopt;
    }();
    if (next)
        return adopt(*next, message->transition);
    DaveMessages answers {answer(dave_op::kInvalidCommitWelcome, message->transition)};
    for (DaveMessage& more : begin(1))
        answers.push_back(std::move(more));
    return answers;
}

DaveMessages ScriptedMember::adopt(mls::Group next, int id)
{
    m_pending[id] = next;
    m_group = std::move(next);
    m_local.reset();
    m_material.reset();
    m_proposals.clear();
    m_ownCommits.clear();
    if (id != 0)
        return {answer(dave_op::kTransitionReady, id)};
    execute(0);
    return {};
}

void ScriptedMember::execute(int id)
{
    const auto pending = m_pending.find(id);
    if (pending == m_pending.end())
        return;
    const std::optional<mls::Group> group = pending->second;
    m_pending.erase(pending);
    if (!group) {
        m_sending = Plain {};
        return;
    }
    if (auto cipher = cipherOf(*group, m_user))
        m_sending.emplace<Keys>(Keys {*group, *std::move(cipher)});
}

std::optional<SealedFrame> ScriptedMember::seal(const QByteArray& opus)
{
    if (isSilenceFrame(viewOf(opus)) || std::holds_alternative<Plain>(m_sending))
        return SealedFrame {opus};
    auto* const keys = std::get_if<Keys>(&m_sending);
    if (!keys)
        return std::nullopt;
    const std::uint32_t counter = ++keys->counter;
    const QByteArray nonce = ByteWriter().u64be(0).u32le(counter).take();
    QByteArray sealed(opus.size(), Qt::Uninitialized);
    std::array<std::uint8_t, dave::kTagBytes> tag {};
    if (!keys->cipher.seal(viewOf(nonce), {}, viewOf(opus), writable(sealed), tag))
        return std::nullopt;
    return SealedFrame {sealed + dave::makeFooter(tag, counter, {}), true};
}

bool ScriptedMember::reaches(UserId listener) const
{
    const auto* const keys = std::get_if<Keys>(&m_sending);
    return keys && std::ranges::any_of(dave::rosterOf(keys->group), [&](const auto& member) {
               return member.user == listener;
           });
}

} // namespace lavalier::simulator
