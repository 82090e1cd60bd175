#include "voice/crypto/transport_cipher.h"

#include <QTest>

#include <array>
#include <limits>

using namespace lavalier;
using namespace lavalier::crypto;

Q_DECLARE_METATYPE(lavalier::crypto::TransportMode)

namespace {

constexpr auto kGcm = TransportMode::Aes256GcmRtpsize;
constexpr auto kXChaCha = TransportMode::XChaCha20Poly1305Rtpsize;

QByteArray bytesFrom(int first, int count)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes.append(static_cast<char>(first + i));
    return bytes;
}

SecretBytes secret(const QByteArray& key)
{
    return SecretBytes(viewOf(key));
}

TransportCipher cipherOf(TransportMode mode, const QByteArray& key = bytesFrom(0x80, 32))
{
    auto cipher = TransportCipher::create(mode, secret(key));
    if (!cipher)
        qFatal("a cipher was refused");
    return *std::move(cipher);
}

std::optional<QByteArray> openWith(TransportCipher& cipher, const QByteArray& packet,
                                   std::size_t clear)
{
    std::array<std::uint8_t, 2048> out {};
    const auto length = cipher.open(viewOf(packet), clear, out);
    return length ? std::optional(toByteArray(ByteView(out).first(*length))) : std::nullopt;
}

} // namespace

class TransportCipherTest : public QObject {
    Q_OBJECT
private slots:
    // The first two rows are test cases 13 and 14 of the GCM specification (McGrew and Viega).
    // The others come from plain Python implementations written for this table, which reproduce
    // test case 16 of that paper and appendix A.3.1 of draft-irtf-cfrg-xchacha-03.
    void agreesWithPublishedAndIndependentVectors_data()
    {
        QTest::addColumn<TransportMode>("mode");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("clear");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("sealed");
        QTest::addColumn<quint32>("nonce");
        const QByteArray zeros(32, '\0');
        const QByteArray key = bytesFrom(0x80, 32);
        const QByteArray header = QByteArray::fromHex("90f8123400015f900000c0debede0001");
        const QByteArray body
            = QByteArray::fromHex("10aa0000") + QByteArray("a payload that Opus would not like");
        QTest::newRow("GCM case 13: nothing")
            << kGcm << zeros << QByteArray() << QByteArray()
            << QByteArray::fromHex("530f8afbc74536b9a963b4f1c4cb738b") << 0U;
        QTest::newRow("GCM case 14: one block")
            << kGcm << zeros << QByteArray() << QByteArray(16, '\0')
            << QByteArray::fromHex(
                   "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
            << 0U;
        QTest::newRow("GCM with header, nonce and two blocks")
            << kGcm << key << header << body
            << QByteArray::fromHex(
                   "576624e36dd22804e7a28d44e7a69ab865729b6bcab9cf928e35e6b4603540688974cb0c"
                   "95776311548eda0374bfab3c811e01e0165b")
            << 0x01020304U;
        QTest::newRow("GCM of an empty body")
            << kGcm << key << header.first(12) << QByteArray()
            << QByteArray::fromHex("afe82917e63b83a580db18b30d956488") << 0U;
        QTest::newRow("XChaCha with header and nonce")
            << kXChaCha << key << header << body
            << QByteArray::fromHex(
                   "47775867aae588181b18f9fc022f717a2fa178bead7df902d761260827d1c8d5740a44ae"
                   "b35b7a3affd8158fae4a2e4d46e973ddb2c0")
            << 0x01020304U;
        QTest::newRow("XChaCha of an empty body")
            << kXChaCha << key << header.first(12) << QByteArray()
            << QByteArray::fromHex("b13e928ac0e9911146cb3f84d6465dc4") << 0U;
    }

    void agreesWithPublishedAndIndependentVectors()
    {
        QFETCH(TransportMode, mode);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, clear);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, sealed);
        QFETCH(quint32, nonce);
        const QByteArray packet = clear + sealed + ByteWriter().u32be(nonce).take();
        TransportCipher cipher = cipherOf(mode, key);
        const auto opened = openWith(cipher, packet, static_cast<std::size_t>(clear.size()));
        QVERIFY(opened);
        QCOMPARE(*opened, body);
        QCOMPARE(cipher.seal(viewOf(clear), viewOf(body), nonce).toHex(), packet.toHex());
    }

    void refusesEveryChangedBit_data() { modes(); }

    void refusesEveryChangedBit()
    {
        QFETCH(TransportMode, mode);
        TransportCipher cipher = cipherOf(mode);
        const QByteArray header = bytesFrom(0, 12);
        const QByteArray body("speech");
        const QByteArray packet = cipher.seal(viewOf(header), viewOf(body), 7);
        for (qsizetype at = 0; at < packet.size(); ++at) {
            QByteArray changed = packet;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            QVERIFY2(!openWith(cipher, changed, 12), qPrintable(QString::number(at)));
        }
        // What was refused must not stand in the way of what comes after.
        QCOMPARE(openWith(cipher, packet, 12), std::optional(body));
    }

    void refusesEveryTruncation_data() { modes(); }

    void refusesEveryTruncation()
    {
        QFETCH(TransportMode, mode);
        TransportCipher cipher = cipherOf(mode);
        const QByteArray header = bytesFrom(0, 12);
        const QByteArray body("speech");
        const QByteArray packet = cipher.seal(viewOf(header), viewOf(body), 7);
        for (qsizetype length = 0; length < packet.size(); ++length)
            QVERIFY2(!openWith(cipher, packet.first(length), 12),
                     qPrintable(QString::number(length)));
    }

    void refusesSizesThatDoNotFit_data() { modes(); }

    void refusesSizesThatDoNotFit()
    {
        QFETCH(TransportMode, mode);
        TransportCipher cipher = cipherOf(mode);
        const QByteArray header = bytesFrom(0, 12);
        const QByteArray body(100, 'x');
        const QByteArray packet = cipher.seal(viewOf(header), viewOf(body), 7);
        std::array<std::uint8_t, 99> small {};
        QVERIFY(!cipher.open(viewOf(packet), 12, small));
        QVERIFY(!openWith(cipher, packet, 13));
        QVERIFY(!openWith(cipher, packet, 113));
        QVERIFY(!openWith(cipher, packet, std::numeric_limits<std::size_t>::max()));
        const QByteArray tooLong(70'000, 'x');
        QVERIFY(cipher.seal(viewOf(header), viewOf(tooLong), 8).isEmpty());
    }

    void refusesAnotherKey_data() { modes(); }

    void refusesAnotherKey()
    {
        QFETCH(TransportMode, mode);
        TransportCipher one = cipherOf(mode);
        TransportCipher other = cipherOf(mode, bytesFrom(0, 32));
        const QByteArray body("speech");
        QVERIFY(!openWith(other, one.seal({}, viewOf(body), 1), 0));
    }

    void refusesKeysOfAnotherLength_data()
    {
        QTest::addColumn<int>("length");
        for (const int length : {0, 16, 31, 33, 64})
            QTest::addRow("%d bytes", length) << length;
    }

    void refusesKeysOfAnotherLength()
    {
        QFETCH(int, length);
        for (const auto mode : {kGcm, kXChaCha}) {
            const auto cipher = TransportCipher::create(mode, secret(bytesFrom(1, length)));
            QVERIFY(!cipher);
            QCOMPARE(cipher.error(), CryptoError::WrongKeySize);
        }
    }

    void choosesTheModeWeLikeBest_data()
    {
        QTest::addColumn<QStringList>("offered");
        QTest::addColumn<QString>("chosen");
        const QString gcm = QStringLiteral("aead_aes256_gcm_rtpsize");
        const QString xchacha = QStringLiteral("aead_xchacha20_poly1305_rtpsize");
        const QString old = QStringLiteral("xsalsa20_poly1305_lite_rtpsize");
        QTest::newRow("both") << QStringList {old, xchacha, gcm} << gcm;
        QTest::newRow("only XChaCha") << QStringList {xchacha, old} << xchacha;
        QTest::newRow("only what was shut down") << QStringList {old} << QString();
        QTest::newRow("nothing") << QStringList {} << QString();
        QTest::newRow("almost a name") << QStringList {gcm + u'x'} << QString();
    }

    void choosesTheModeWeLikeBest()
    {
        QFETCH(QStringList, offered);
        QFETCH(QString, chosen);
        const auto mode = chooseMode(offered);
        QCOMPARE(mode ? wireName(*mode) : QString(), chosen);
        QCOMPARE(modeNamed(chosen), mode);
    }

private:
    static void modes()
    {
        QTest::addColumn<TransportMode>("mode");
        QTest::newRow("AES-GCM") << kGcm;
        QTest::newRow("XChaCha20") << kXChaCha;
    }
};

QTEST_GUILESS_MAIN(TransportCipherTest)
#include "transport_cipher_test.moc"
