#include "tests/voice/dave/recorded.h"
#include "voice/dave/leb128.h"
#include "voice/dave/sender_keys.h"
#include "voice/dave/verification.h"
#include "voice/mls/key_schedule.h"

#include <QTest>

using namespace lavalier;
using namespace lavalier::dave;
using namespace lavalier::dave::test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(lavalier::SteadyTime)

namespace {

constexpr SteadyTime kStart {1000s};

SecretBytes secretOf(const QJsonValue& hex)
{
    QByteArray plain = hexOf(hex);
    return SecretBytes::takeFrom(plain);
}

QByteArray revealed(const SecretBytes& secret)
{
    return toByteArray(secret.reveal());
}

std::uint64_t numberOf(const QJsonValue& value)
{
    return static_cast<std::uint64_t>(value.toInteger());
}

SenderKeys::Answer openWith(SenderKeys& keys, const QByteArray& bytes, QByteArray& out,
                            SteadyTime now)
{
    const auto frame = parseProtocolFrame(viewOf(bytes));
    if (!frame)
        qFatal("a recorded frame is no frame");
    return keys.open(*frame, out, now);
}

} // namespace

/// The recorded frames, keys and codes of other implementations.
class FrameVectorsTest : public QObject {
    Q_OBJECT
private slots:
    void opensRecordedFrames_data()
    {
        QTest::addColumn<QJsonObject>("group");
        QTest::addColumn<QString>("list");
        QTest::addColumn<qint64>("ageInHours");
        const QJsonObject frames = recorded("frames");
        if (frames.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        QTest::newRow("Opus") << frames["opus"].toObject() << "frames" << qint64 {0};
        QTest::newRow("davey") << frames["from_davey"].toObject() << "frames" << qint64 {0};
        QTest::newRow("clear ranges")
            << frames["with_unencrypted_ranges"].toObject() << "frames" << qint64 {0};
        QTest::newRow("higher generations")
            << frames["opus"].toObject() << "higher_generations" << qint64 {28 * 256};
    }

    void opensRecordedFrames()
    {
        QFETCH(QJsonObject, group);
        QFETCH(QString, list);
        QFETCH(qint64, ageInHours);
        SenderKeys keys(secretOf(group["sender_base_secret"]), kStart);
        SteadyTime now = kStart + std::chrono::hours(ageInHours);
        QVERIFY(!group[list].toArray().isEmpty());
        for (const QJsonValue& each : group[list].toArray()) {
            const QByteArray bytes = hexOf(each["frame"]);
            QByteArray out;
            QCOMPARE(openWith(keys, bytes, out, now), SenderKeys::Answer::Opened);
            QCOMPARE(out, hexOf(each["plaintext"]));
            QCOMPARE(openWith(keys, bytes, out, now), SenderKeys::Answer::Replayed);
            QVERIFY2(out.isEmpty(), "a replay was handed out");

            const auto frame = parseProtocolFrame(viewOf(bytes));
            QCOMPARE(frame->counter, static_cast<std::uint32_t>(numberOf(each["nonce"])));
            const QJsonArray ranges = each["unencrypted_ranges"].toArray();
            QCOMPARE(frame->clear.size(), static_cast<std::size_t>(ranges.size()));
            const QByteArray footer = makeFooter(frame->tag, frame->counter, frame->clear);
            QVERIFY2(bytes.endsWith(footer), "the footer is written another way");

            QByteArray forged = bytes;
            forged[0] = static_cast<char>(forged[0] ^ 1);
            QCOMPARE(openWith(keys, forged, out, now), SenderKeys::Answer::Refused);
            QVERIFY2(out.isEmpty(), "a forgery was handed out");
            now += 20ms;
        }
    }

    void refusesGenerationsNoSenderCanHaveReached()
    {
        const QJsonObject opus = recorded("frames")["opus"].toObject();
        if (opus.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        SenderKeys keys(secretOf(opus["sender_base_secret"]), kStart);
        const QByteArray frame = hexOf(opus["higher_generations"].toArray().first()["frame"]);
        QByteArray out;
        QCOMPARE(openWith(keys, frame, out, kStart + 27h), SenderKeys::Answer::BadGeneration);
        QCOMPARE(openWith(keys, frame, out, kStart + 28h), SenderKeys::Answer::Opened);
    }

    void opensUnderAStaticKey()
    {
        const QJsonObject fixed = recorded("frames")["static_key"].toObject();
        if (fixed.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        const QByteArray bytes = hexOf(fixed["frame"]);
        const auto frame = parseProtocolFrame(viewOf(bytes));
        QVERIFY(frame);
        auto cipher
            = crypto::Aes128Gcm::create(secretOf(fixed["key"]), crypto::Aes128Gcm::TagSize::Short);
        QVERIFY(cipher);
        QByteArray out(static_cast<qsizetype>(frame->media.size()), '\0');
        const QByteArray nonce = QByteArray::fromHex("000000000000000001000000");
        QVERIFY(cipher->open(
            viewOf(nonce), {}, frame->media, frame->tag,
            {reinterpret_cast<std::uint8_t*>(out.data()), static_cast<std::size_t>(out.size())}));
        QCOMPARE(out, hexOf(fixed["plaintext"]));
    }

    void tellsFramesFromOtherBytes()
    {
        const QJsonArray cases = recorded("frames")["frame_check"].toArray();
        if (cases.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        for (const QJsonValue& each : cases) {
            const QByteArray bytes = hexOf(each["frame"]);
            QVERIFY2(parseProtocolFrame(viewOf(bytes)).has_value()
                         == each["is_protocol_frame"].toBool(),
                     qPrintable(each["name"].toString()));
            for (qsizetype length = 0; length < bytes.size(); ++length) {
                const QByteArray cut = bytes.left(length);
                (void)parseProtocolFrame(viewOf(cut)); // whatever it is, it is read in bounds
            }
        }
    }

    void readsLeb128_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<std::optional<quint64>>("value");
        const auto hex = [](const char* text) { return QByteArray::fromHex(text); };
        using Value = std::optional<quint64>;
        QTest::newRow("nothing") << QByteArray() << Value();
        QTest::newRow("one byte") << hex("7f") << Value(127);
        QTest::newRow("two bytes") << hex("8001") << Value(128);
        QTest::newRow("ten bytes") << hex("ffffffffffffffffff01") << Value(~quint64 {0});
        QTest::newRow("longer than needed") << hex("808000") << Value(0);
        QTest::newRow("no end") << hex("8080") << Value();
        QTest::newRow("eleven bytes") << hex("8080808080808080808001") << Value();
    }

    void readsLeb128()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(std::optional<quint64>, value);
        ByteReader reader(viewOf(bytes));
        const auto read = readLeb128(reader);
        QCOMPARE(read.has_value(), value.has_value());
        if (!value)
            return;
        QCOMPARE(quint64 {*read}, *value);
        QVERIFY(reader.atEnd());
        ByteWriter writer;
        writeLeb128(writer, *read);
        QVERIFY(writer.data().size() <= bytes.size());
    }

    void derivesEveryGenerationsKey()
    {
        const QJsonArray cases = recorded("ratchet")["cases"].toArray();
        if (cases.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        for (const QJsonValue& each : cases) {
            const KeyRatchet fresh(secretOf(each["base_secret"]));
            KeyRatchet forgetful = fresh;
            const QJsonObject keys = each["keys"].toObject();
            QVERIFY(!keys.isEmpty());
            std::map<std::uint32_t, QByteArray> inOrder;
            for (auto key = keys.begin(); key != keys.end(); ++key)
                inOrder[key.key().toUInt()] = hexOf(key.value());
            for (const auto& [generation, key] : inOrder) {
                QCOMPARE(revealed(fresh.key(generation)), key);
                forgetful.forgetBefore(generation);
                QCOMPARE(revealed(forgetful.key(generation)), key);
            }
        }
    }

    void derivesSenderKeysFromTheExporter()
    {
        const QJsonObject vector = recorded("sender-key");
        if (vector.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        for (const QJsonValue& each : vector["senders"].toArray()) {
            const QByteArray context
                = ByteWriter().u64le(idOf<UserId>(each["user_id"]).value()).take();
            QCOMPARE(context, hexOf(each["context_le64"]));
            const SecretBytes base
                = mls::exportSecret(secretOf(vector["exporter_secret"]),
                                    vector["label"].toString().toStdString(), viewOf(context), 16);
            QCOMPARE(revealed(base), hexOf(each["base_secret"]));
        }
    }

    void followsTheNonceVectors()
    {
        const QJsonObject vector = recorded("nonce-window");
        if (vector.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        for (const QJsonValue& each : vector["wrapped_generation"].toArray()) {
            QCOMPARE(GenerationWindow::unwrap(static_cast<std::uint32_t>(numberOf(each["oldest"])),
                                              static_cast<std::uint8_t>(numberOf(each["in"]))),
                     static_cast<std::uint32_t>(numberOf(each["out"])));
        }
        for (const QJsonValue& each : vector["big_nonce"].toArray()) {
            QCOMPARE(GenerationWindow::wholeNonce(
                         static_cast<std::uint32_t>(numberOf(each["generation"])),
                         static_cast<std::uint32_t>(numberOf(each["nonce"]))),
                     numberOf(each["out"]));
        }
        NonceWindow nonces;
        for (const QJsonValue& step : vector["replay"].toArray()) {
            if (step["success"].isDouble())
                nonces.record(numberOf(step["success"]));
            const QJsonArray asked = step["check"].toArray();
            for (qsizetype i = 0; i < asked.size(); ++i)
                QCOMPARE(nonces.accepts(numberOf(asked[i])), step["can_process"][i].toBool());
        }
        for (const char* list : {"generation_gap", "expiry"}) {
            GenerationWindow window(kStart);
            SteadyTime now = kStart + std::chrono::hours(24 * 365);
            for (const QJsonValue& step : vector[QLatin1String(list)].toArray()) {
                now += std::chrono::microseconds(step["advance_us"].toInteger());
                window.timePassed(now);
                if (step["success_generation"].isDouble())
                    window.record(static_cast<std::uint32_t>(numberOf(step["success_generation"])),
                                  now);
                const QJsonArray asked = step["get"].toArray();
                for (qsizetype i = 0; i < asked.size(); ++i)
                    QCOMPARE(window.allows(static_cast<std::uint32_t>(numberOf(asked[i])), now),
                             step["ok"][i].toBool());
            }
        }
    }

    void acceptsFramesThatOvertookTheFirst()
    {
        NonceWindow nonces;
        nonces.record(5);
        QVERIFY2(nonces.accepts(3), "nobody read 3 before");
        nonces.record(3);
        QVERIFY(!nonces.accepts(3));
        QVERIFY(!nonces.accepts(5));
        nonces.record(std::uint64_t {1} << 40); // costs no more than the window holds
        QVERIFY(!nonces.accepts(4));
    }

    void makesTheCodesPeopleCompare()
    {
        const QJsonObject vector = recorded("fingerprints");
        if (vector.isEmpty())
            QSKIP("../shared/vectors/dave is absent");
        for (const QJsonValue& each : vector["displayable_code"].toArray()) {
            const QByteArray data = hexOf(each["data"]);
            QCOMPARE(
                displayableCode(viewOf(data), numberOf(each["length"]), numberOf(each["group"])),
                std::optional(each["code"].toString()));
        }
        for (const QJsonValue& each : vector["displayable_code_errors"].toArray()) {
            const QByteArray data = each["data"].isString()
                ? hexOf(each["data"])
                : QByteArray(each["data_zero_bytes"].toInt(), '\0');
            QCOMPARE(
                displayableCode(viewOf(data), numberOf(each["length"]), numberOf(each["group"])),
                std::optional<QString>());
        }
        for (const QJsonValue& each : vector["key_fingerprint"].toArray()) {
            const QByteArray key = hexOf(each["key"]);
            QCOMPARE(keyFingerprint(viewOf(key), idOf<UserId>(each["user_id"])),
                     hexOf(each["out"]));
        }
        for (const QJsonValue& each : vector["pairwise"].toArray()) {
            const QByteArray a = hexOf(each["key_a"]);
            const QByteArray b = hexOf(each["key_b"]);
            const auto userA = idOf<UserId>(each["user_a"]);
            const auto userB = idOf<UserId>(each["user_b"]);
            QCOMPARE(pairwiseFingerprint(viewOf(a), userA, viewOf(b), userB), hexOf(each["out"]));
            QCOMPARE(pairwiseFingerprint(viewOf(b), userB, viewOf(a), userA), hexOf(each["out"]));
            QCOMPARE(pairwiseCode(viewOf(a), userA, viewOf(b), userB).remove(u' '),
                     each["code45"].toString());
        }
        const QByteArray authenticator = hexOf(vector["displayable_code"].toArray().last()["data"]);
        QCOMPARE(privacyCode(viewOf(authenticator)), "69976 14663 34193 92200 08696 32600");
        QCOMPARE(privacyCode({}), QString());
    }
};

QTEST_GUILESS_MAIN(FrameVectorsTest)
#include "frame_vectors_test.moc"
