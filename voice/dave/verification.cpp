#include "voice/dave/verification.h"

#include <QStringList>

#include <sodium.h>

#include <algorithm>
#include <array>

namespace lavalier::dave {
namespace {

constexpr std::size_t kGroup = 5;
constexpr std::size_t kMaxGroup = 8; // a number of as many bytes must fit 64 bits
constexpr std::size_t kPrivacyDigits = 30;
constexpr std::size_t kPairwiseDigits = 45;
constexpr std::uint16_t kFingerprintVersion = 0;

// Fixed by the protocol.
constexpr std::array<std::uint8_t, 16> kSalt {0x24, 0xCA, 0xB1, 0x7A, 0x7A, 0xF8, 0xEC, 0x2B,
                                              0x82, 0xB4, 0x12, 0xB9, 0x2D, 0xAB, 0x19, 0x2E};
constexpr std::uint64_t kScryptN = 16384;
constexpr std::uint32_t kScryptR = 8;
constexpr std::uint32_t kScryptP = 2;
constexpr qsizetype kFingerprintBytes = 64;

QString inGroups(const std::optional<QString>& code)
{
    QStringList groups;
    for (qsizetype at = 0; code && at < code->size(); at += qsizetype {kGroup})
        groups.append(code->mid(at, qsizetype {kGroup}));
    return groups.join(u' ');
}

} // namespace

std::optional<QString> displayableCode(ByteView data, std::size_t digits, std::size_t group)
{
    if (group == 0 || group > kMaxGroup || digits == 0 || digits % group != 0
        || data.size() < digits)
        return std::nullopt;
    std::uint64_t modulus = 1;
    for (std::size_t i = 0; i < group; ++i)
        modulus *= 10;
    QString code;
    for (std::size_t at = 0; at < digits; at += group) {
        std::uint64_t number = 0;
        for (const std::uint8_t byte : data.subspan(at, group))
            number = number << 8 | byte;
        code += QString::number(number % modulus).rightJustified(static_cast<int>(group), u'0');
    }
    return code;
}

QString privacyCode(ByteView epochAuthenticator)
{
    return inGroups(displayableCode(epochAuthenticator, kPrivacyDigits, kGroup));
}

QByteArray keyFingerprint(ByteView publicKey, UserId user)
{
    return ByteWriter().u16be(kFingerprintVersion).bytes(publicKey).u64be(user.value()).take();
}

QByteArray pairwiseFingerprint(ByteView keyA, UserId userA, ByteView keyB, UserId userB)
{
    const QByteArray a = keyFingerprint(keyA, userA);
    const QByteArray b = keyFingerprint(keyB, userB);
    const auto va = viewOf(a);
    const auto vb = viewOf(b);
    // Bytes count from 0 to 255 here; QByteArray's own order depends on how char is signed.
    const bool aFirst = std::lexicographical_compare(va.begin(), va.end(), vb.begin(), vb.end());
    const QByteArray both = aFirst ? a + b : b + a;
    QByteArray out(kFingerprintBytes, '\0');
    const ByteView password = viewOf(both);
    if (crypto_pwhash_scryptsalsa208sha256_ll(password.data(), password.size(), kSalt.data(),
                                              kSalt.size(), kScryptN, kScryptR, kScryptP,
                                              reinterpret_cast<std::uint8_t*>(out.data()),
                                              static_cast<std::size_t>(out.size()))
        != 0)
        return {}; // no memory
    return out;
}

QString pairwiseCode(ByteView keyA, UserId userA, ByteView keyB, UserId userB)
{
    const QByteArray fingerprint = pairwiseFingerprint(keyA, userA, keyB, userB);
    return inGroups(displayableCode(viewOf(fingerprint), kPairwiseDigits, kGroup));
}

} // namespace lavalier::dave
