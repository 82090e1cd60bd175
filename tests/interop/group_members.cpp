// lavalier-group-members: Lavalier's members of an encrypted call and its delivery service, for a
// driver that brings the other members. One JSON line in, one out, for davey_groups.mjs.
//
// With "settle" false nothing is proposed yet.
// In:   {"do":"join","user":ID,"ours":bool,"settle":bool} {"do":"leave","user":ID,"settle":bool}
//       {"do":"receive","messages":[{"user":ID,"op":N,"hex":…|"d":{…}}]}  from their members
//       {"do":"silence","silent":bool}  our commits are lost on the way
//       {"do":"readmit","user":ID} {"do":"spoil","which":"forged|commit|welcome","victims":[ID]}
//       {"do":"status"} {"do":"seal","hex":…} {"do":"open","frames":{SPEAKER:HEX}}
//       {"do":"code","of":ID,"with":ID}
// Out:  {"messages":[…] for their members, "epoch":N, "commits":{"ours":N,"theirs":N}, and the
//       answer}

#include "voice/base/overloaded.h"
#include "voice/base/snowflake.h"
#include "voice/dave/dave_session.h"
#include "voice/dave/frame_footer.h"
#include "voice/dave/key_ratchet.h"
#include "voice/dave/media_decryptor.h"
#include "voice/dave/verification.h"
#include "voice/simulator/delivery_service.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <iostream>
#include <string>

using namespace lavalier;
using namespace lavalier::simulator;

namespace {

constexpr ChannelId kChannel {1104000000000000002};

QString text(const QJsonObject& json, const char* key)
{
    return json.value(QLatin1String(key)).toString();
}

UserId userIn(const QJsonObject& json, const char* key = "user")
{
    return parseId<UserId>(text(json, key)).value_or(UserId());
}

QByteArray bytesIn(const QJsonObject& json)
{
    return QByteArray::fromHex(text(json, "hex").toLatin1());
}

MutableByteView writable(QByteArray& bytes)
{
    return {reinterpret_cast<std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

/// One of ours: Lavalier's session, what it decrypts with, and the sender it never is in earnest.
struct Member {
    Member(UserId user, crypto::RandomSource& random)
        : id(user)
        , session({user, crypto::P256PrivateKey::generate(random)}, kChannel, 1, random)
    {
    }

    QByteArray seal(const QByteArray& opus)
    {
        if (base.isEmpty())
            return {};
        auto cipher = crypto::Aes128Gcm::create(dave::KeyRatchet(base).key(0),
                                                crypto::Aes128Gcm::TagSize::Short);
        const QByteArray nonce = ByteWriter().u64be(0).u32le(++counter).take();
        QByteArray sealed(opus.size(), Qt::Uninitialized);
        QByteArray tag(qsizetype {dave::kTagBytes}, Qt::Uninitialized);
        if (!cipher
            || !cipher->seal(viewOf(nonce), {}, viewOf(opus), writable(sealed), writable(tag)))
            return {};
        return sealed + dave::makeFooter(viewOf(tag), counter, {});
    }

    UserId id;
    dave::DaveSession session;
    dave::MediaDecryptor decryptor;
    SecretBytes base; ///< of our own sender key in the latest epoch
    std::uint32_t counter = 0;
    DaveMessages outbox;
    int recoveries = 0;
};

class Call {
public:
    QJsonObject obey(const QJsonObject& command)
    {
        m_now += std::chrono::milliseconds(20);
        QJsonObject answer;
        const QString what = text(command, "do");
        if (what == QLatin1String("join"))
            join(userIn(command), command.value(QStringLiteral("ours")).toBool());
        else if (what == QLatin1String("leave"))
            leave(userIn(command));
        else if (what == QLatin1String("receive"))
            receive(command.value(QStringLiteral("messages")).toArray());
        else if (what == QLatin1String("silence"))
            m_silent = command.value(QStringLiteral("silent")).toBool();
        else if (what == QLatin1String("readmit"))
            m_service.readmit(userIn(command));
        else if (what == QLatin1String("spoil"))
            spoil(command);
        else if (what == QLatin1String("status"))
            answer.insert(QStringLiteral("members"), status());
        else if (what == QLatin1String("seal"))
            answer.insert(QStringLiteral("frames"), sealAll(bytesIn(command)));
        else if (what == QLatin1String("open"))
            answer = openAll(command.value(QStringLiteral("frames")).toObject());
        else if (what == QLatin1String("code"))
            answer.insert(QStringLiteral("code"),
                          code(userIn(command, "of"), userIn(command, "with")));
        else
            answer.insert(QStringLiteral("error"), QStringLiteral("unknown command"));
        pump(command.value(QStringLiteral("settle")).toBool(true));
        answer.insert(QStringLiteral("messages"), std::exchange(m_outbox, {}));
        answer.insert(QStringLiteral("epoch"), static_cast<qint64>(m_service.epoch()));
        answer.insert(QStringLiteral("commits"),
                      QJsonObject {{QStringLiteral("ours"), m_ourCommits},
                                   {QStringLiteral("theirs"), m_theirCommits}});
        return answer;
    }

private:
    void join(UserId user, bool ours)
    {
        m_everybody.push_back(user);
        const int version = m_service.versionFor(1);
        if (ours) {
            const auto [at, isNew] = m_members.try_emplace(user, user, m_random);
            if (isNew)
                carryOut(at->second, at->second.session.sessionDescription(version, m_now));
        }
        for (auto& [id, member] : m_members)
            member.session.usersPresent(m_everybody);
        m_service.join(user, 1, m_now);
    }

    void leave(UserId user)
    {
        std::erase(m_everybody, user);
        m_members.erase(user);
        for (auto& [id, member] : m_members)
            carryOut(member, member.session.userLeft(user, m_now));
        m_service.leave(user, m_now);
    }

    void receive(const QJsonArray& messages)
    {
        for (const QJsonValue& value : messages) {
            const QJsonObject json = value.toObject();
            DaveMessage message {userIn(json), json.value(QStringLiteral("op")).toInt(), {}};
            if (json.contains(QStringLiteral("hex")))
                message.content = bytesIn(json);
            else
                message.content = json.value(QStringLiteral("d")).toObject();
            hand(message, m_theirCommits);
        }
    }

    void hand(const DaveMessage& message, int& commits)
    {
        const auto before = m_service.epoch();
        m_service.receive(message, m_now);
        if (m_service.epoch() != before && message.op == dave_op::kCommitWelcome)
            ++commits;
    }

    void spoil(const QJsonObject& command)
    {
        std::set<UserId> victims;
        const QJsonArray ids = command.value(QStringLiteral("victims")).toArray();
        for (const QJsonValue& id : ids)
            victims.insert(parseId<UserId>(id.toString()).value_or(UserId()));
        const QString which = text(command, "which");
        if (which == QLatin1String("forged"))
            m_service.forgeCommit(victims);
        else
            m_service.spoilNext(which == QLatin1String("welcome") ? SpoiltMessage::Welcome
                                                                  : SpoiltMessage::Commit,
                                victims);
    }

    void carryOut(Member& member, const dave::DaveSession::Effects& effects)
    {
        using Session = dave::DaveSession;
        for (const auto& effect : effects) {
            std::visit(Overloaded {
                           [&](const Session::SendBinary& send) {
                               member.outbox.push_back(
                                   {member.id, static_cast<std::uint8_t>(send.frame.front()),
                                    send.frame.mid(1)});
                           },
                           [&](const Session::SendText& send) {
                               const QJsonObject json = QJsonDocument::fromJson(send.json).object();
                               member.outbox.push_back(
                                   {member.id, json.value(QStringLiteral("op")).toInt(),
                                    json.value(QStringLiteral("d")).toObject()});
                           },
                           [&](const Session::Media& media) { apply(member, media.command); },
                           [&](const Session::RecoveryStarted&) { ++member.recoveries; },
                           [](const auto&) {},
                       },
                       effect);
        }
    }

    void apply(Member& member, const dave::MediaKeyCommand& command)
    {
        member.decryptor.apply(command, m_now);
        const auto* const keys = std::get_if<dave::AddEpochKeys>(&command);
        if (!keys)
            return;
        for (const dave::SenderKey& sender : keys->senders) {
            if (sender.user == member.id)
                member.base = sender.base;
        }
        member.counter = 0;
    }

    void tell(Member& member, const DaveMessage& message)
    {
        if (const auto* const bytes = std::get_if<QByteArray>(&message.content))
            return carryOut(member,
                            member.session.binary(static_cast<std::uint8_t>(message.op),
                                                  viewOf(*bytes), m_now));
        const auto& data = std::get<QJsonObject>(message.content);
        const int id = data.value(QStringLiteral("transition_id")).toInt();
        const int version = data.value(QStringLiteral("protocol_version")).toInt();
        if (message.op == dave_op::kPrepareTransition)
            carryOut(member, member.session.prepareTransition(id, version, m_now));
        else if (message.op == dave_op::kExecuteTransition)
            carryOut(member, member.session.executeTransition(id, m_now));
        else if (message.op == dave_op::kPrepareEpoch)
            carryOut(member, member.session.prepareEpoch(version, 1, m_now));
    }

    void post(const DaveMessage& message)
    {
        QJsonObject json {{QStringLiteral("user"), toString(message.user)},
                          {QStringLiteral("op"), message.op}};
        if (const auto* const bytes = std::get_if<QByteArray>(&message.content))
            json.insert(QStringLiteral("hex"), QString::fromLatin1(bytes->toHex()));
        else
            json.insert(QStringLiteral("d"), std::get<QJsonObject>(message.content));
        m_outbox.append(json);
    }

    /// Until only the others have something to say.
    void pump(bool settle)
    {
        for (bool quiet = false; !quiet;) {
            quiet = true;
            if (settle)
                m_service.settle(m_now);
            for (const DaveMessage& message : m_service.take()) {
                const auto member = m_members.find(message.user);
                if (member == m_members.end())
                    post(message);
                else
                    tell(member->second, message);
                quiet = false;
            }
            for (auto& [id, member] : m_members) {
                for (const DaveMessage& message : std::exchange(member.outbox, {})) {
                    quiet = false;
                    if (!m_silent || message.op != dave_op::kCommitWelcome)
                        hand(message, m_ourCommits);
                }
            }
        }
    }

    QJsonObject status() const
    {
        QJsonObject members;
        for (const auto& [id, member] : m_members) {
            const dave::DaveStatus status = member.session.status();
            QJsonArray users;
            for (const dave::RosterEntry& entry : status.roster)
                users.append(toString(entry.user));
            members.insert(
                toString(id),
                QJsonObject {{QStringLiteral("epoch"), static_cast<qint64>(status.epoch)},
                             {QStringLiteral("code"), status.privacyCode},
                             {QStringLiteral("recoveries"), member.recoveries},
                             {QStringLiteral("users"), users}});
        }
        return members;
    }

    QJsonObject sealAll(const QByteArray& opus)
    {
        QJsonObject frames;
        for (auto& [id, member] : m_members)
            frames.insert(toString(id), QString::fromLatin1(member.seal(opus).toHex()));
        return frames;
    }

    /// What each of ours makes of each speaker's frame.
    QJsonObject openAll(const QJsonObject& frames)
    {
        QJsonArray opened;
        for (auto& [id, member] : m_members) {
            for (auto frame = frames.begin(); frame != frames.end(); ++frame) {
                const UserId speaker = parseId<UserId>(frame.key()).value_or(UserId());
                const QByteArray bytes = QByteArray::fromHex(frame.value().toString().toLatin1());
                QByteArray out;
                const bool clear = member.decryptor.decrypt(speaker, viewOf(bytes), out, m_now)
                    == dave::MediaDecryptor::Verdict::Clear;
                opened.append(QJsonArray {toString(id), frame.key(),
                                          clear ? QJsonValue(QString::fromLatin1(out.toHex()))
                                                : QJsonValue()});
            }
        }
        return {{QStringLiteral("opened"), opened}};
    }

    QString code(UserId of, UserId with) const
    {
        const auto member = m_members.find(of);
        if (member == m_members.end())
            return {};
        QByteArray own;
        QByteArray other;
        for (const dave::RosterEntry& entry : member->second.session.status().roster) {
            if (entry.user == of)
                own = entry.signatureKey;
            if (entry.user == with)
                other = entry.signatureKey;
        }
        return dave::pairwiseCode(viewOf(own), of, viewOf(other), with);
    }

    crypto::SystemRandom m_random;
    DeliveryService m_service {kChannel, m_random};
    SteadyTime m_now {std::chrono::hours(1)};
    std::map<UserId, Member> m_members;
    std::vector<UserId> m_everybody;
    QJsonArray m_outbox;
    bool m_silent = false;
    int m_ourCommits = 0;
    int m_theirCommits = 0;
};

} // namespace

int main()
{
    Call call;
    std::string line;
    while (std::getline(std::cin, line)) {
        const QJsonObject command
            = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        std::cout << QJsonDocument(call.obey(command)).toJson(QJsonDocument::Compact).constData()
                  << std::endl;
    }
    return 0;
}
