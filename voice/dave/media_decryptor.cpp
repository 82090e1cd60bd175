#include "voice/dave/media_decryptor.h"

#include "voice/base/opus_packet.h"
#include "voice/base/overloaded.h"

#include <algorithm>
#include <unordered_set>

namespace lavalier::dave {
namespace {

/// Ten seconds of speech: how far a sender may be into an epoch we know nothing of.
constexpr std::uint32_t kYoungCounter = 512;

} // namespace

void MediaDecryptor::limit(Keys& keys, SteadyTime until)
{
    keys.until = keys.until ? std::min(*keys.until, until) : until;
}

void MediaDecryptor::apply(const MediaKeyCommand& command, SteadyTime now)
{
    timePassed(now);
    std::visit(Overloaded {
                   [&](const AddEpochKeys& keys) { add(keys, now); },
                   [&](const RetireOlderKeys& older) {
                       for (auto& [user, sender] : m_senders) {
                           for (Keys& keys : sender.keys) {
                               if (keys.set < older.set)
                                   limit(keys, now + kKeyRetention);
                           }
                       }
                   },
                   [&](const ExpectKeys& expect) { m_expected = expect.expected; },
                   [&](const AllowPassthrough& allow) {
                       m_passthrough = Passthrough::On;
                       m_passthroughUntil = allow.until;
                   },
                   [&](const EndPassthrough&) { m_passthrough = Passthrough::Off; },
                   [&](const ForgetSender& forget) {
                       const auto sender = m_senders.find(forget.user);
                       if (sender == m_senders.end())
                           return;
                       for (Keys& keys : sender->second.keys)
                           limit(keys, now + kKeyRetention);
                   },
                   [&](const ResetKeys&) {
                       m_senders.clear();
                       m_passthrough = Passthrough::Undecided;
                       m_expected = false;
                   },
               },
               command);
}

void MediaDecryptor::add(const AddEpochKeys& command, SteadyTime now)
{
    // Whoever is not in the new epoch is gone; whoever is keeps the older keys for a while.
    std::unordered_set<UserId> members;
    for (const SenderKey& key : command.senders)
        members.insert(key.user);
    for (auto& [user, sender] : m_senders) {
        const auto retention = members.contains(user) ? kKeyHardCap : kKeyRetention;
        for (Keys& keys : sender.keys)
            limit(keys, now + retention);
    }
    for (const SenderKey& key : command.senders) {
        if (!m_senders.contains(key.user) && m_senders.size() >= kMaxUsers)
            continue;
        Sender& sender = m_senders[key.user];
        sender.streak = {};
        sender.coming = 0;
        sender.keys.insert(
            sender.keys.begin(),
            {command.set, command.joined, now, std::nullopt, SenderKeys(key.base, now)});
        const std::size_t most
            = std::clamp(kMaxKeys / std::max<std::size_t>(command.senders.size(), 1),
                         std::size_t {2}, kMaxKeysPerUser);
        if (sender.keys.size() > most)
            sender.keys.pop_back();
    }
}

void MediaDecryptor::timePassed(SteadyTime now)
{
    for (auto& [user, sender] : m_senders)
        std::erase_if(sender.keys,
                      [&](const Keys& keys) { return keys.until && now >= *keys.until; });
    std::erase_if(m_senders, [](const auto& entry) { return entry.second.keys.empty(); });
    if (m_passthrough == Passthrough::On && !passes(now))
        m_passthrough = Passthrough::Off;
}

bool MediaDecryptor::passes(SteadyTime now) const
{
    return m_passthrough == Passthrough::On && (!m_passthroughUntil || now < *m_passthroughUntil);
}

DecryptCounters& MediaDecryptor::countersOf(UserId user)
{
    if (const auto found = m_counters.find(user); found != m_counters.end())
        return found->second;
    return m_counters[m_counters.size() < kMaxUsers ? user : UserId()];
}

bool MediaDecryptor::mayStillCome(Sender* sender, const ProtocolFrame& frame, SteadyTime now) const
{
    if (m_expected || !sender || sender->keys.empty())
        return true;
    const Keys& newest = sender->keys.front();
    const auto highest = newest.keys.highest();
    // It counts anew. Or nobody used the newest key yet: had we been here before it, the keys
    // before it would have opened a frame of the past, so this one is of the future. What was
    // under way when we came has arrived by then.
    const bool mayBePast = newest.joined && now - newest.since < kKeyHardCap;
    const bool isYoung
        = highest ? frame.counter <= *highest : !mayBePast && frame.counter <= kYoungCounter;
    const bool follows
        = sender->coming != 0 && frame.counter <= std::uint64_t {sender->coming} + kYoungCounter;
    if (!isYoung && !follows)
        return false;
    sender->coming = std::max(sender->coming, frame.counter);
    return true;
}

MediaDecryptor::Verdict MediaDecryptor::decrypt(UserId user, ByteView frame, QByteArray& out,
                                                SteadyTime now)
{
    DecryptCounters& counters = countersOf(user);
    if (isSilenceFrame(frame)) {
        out = toByteArray(frame);
        ++counters.silence;
        return Verdict::Clear;
    }
    const auto parsed = parseProtocolFrame(frame);
    if (!parsed) {
        if (passes(now)) {
            out = toByteArray(frame);
            ++counters.passthrough;
            return Verdict::Clear;
        }
        if (m_passthrough == Passthrough::Undecided) {
            ++counters.noKey;
            return Verdict::WaitForKey;
        }
        // Perhaps ciphertext with a damaged end, so it stays away from Opus.
        ++counters.notAFrame;
        return Verdict::Refused;
    }

    const auto known = m_senders.find(user);
    Sender* const sender = known == m_senders.end() ? nullptr : &known->second;
    bool badGeneration = false;
    if (sender) {
        for (Keys& keys : sender->keys) {
            if (keys.until && now >= *keys.until)
                continue;
            switch (keys.keys.open(*parsed, out, now)) {
            case SenderKeys::Answer::Opened:
                ++counters.decrypted;
                sender->streak = {};
                return Verdict::Clear;
            case SenderKeys::Answer::Replayed:
                ++counters.replayed;
                return Verdict::Refused;
            case SenderKeys::Answer::BadGeneration:
                badGeneration = true;
                break;
            case SenderKeys::Answer::Refused:
                break;
            }
        }
        if (sender->streak.failures++ == 0)
            sender->streak.first = now;
        sender->streak.last = now;
    }
    if (mayStillCome(sender, *parsed, now)) {
        ++counters.noKey;
        return Verdict::WaitForKey;
    }
    ++(badGeneration ? counters.badGeneration : counters.refusedTag);
    return Verdict::Refused;
}

std::vector<UserId> MediaDecryptor::takeFailing()
{
    std::vector<UserId> failing;
    for (auto& [user, sender] : m_senders) {
        Streak& streak = sender.streak;
        if (streak.failures < kFailuresToReport || streak.last - streak.first <= kFailuresLast)
            continue;
        failing.push_back(user);
        streak = {};
    }
    return failing;
}

} // namespace lavalier::dave
